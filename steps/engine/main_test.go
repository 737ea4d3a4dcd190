package engine_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// manyAtOnce is how many tests run side by side: most of their time is waiting,
// for the vendors' limits and for what does not arrive.
const manyAtOnce = "8"

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", manyAtOnce); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}
