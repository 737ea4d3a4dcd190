package main

import (
	"os"
	"testing"
)

// tell logs what a long test counted, and adds it to the file of the variable
// TALONTAP_REPORT, where there is one: a gate can then print it without running
// the test again.
func tell(t *testing.T, lines string) {
	t.Helper()
	t.Log("\n" + lines)
	name := os.Getenv("TALONTAP_REPORT")
	if name == "" {
		return
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteString(lines); err != nil {
		t.Error(err)
	}
}

// long reports whether the tests that start the program by the hundred are wanted:
// the variable TALONTAP_TEST_LONG asks for them.
func long(t *testing.T) bool {
	t.Helper()
	if os.Getenv("TALONTAP_TEST_LONG") == "1" {
		return true
	}
	t.Log("left out: this takes minutes. TALONTAP_TEST_LONG=1 runs it")
	return false
}
