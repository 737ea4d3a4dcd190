package main

import (
	"regexp"
	"strings"
	"testing"
)

// The demo makes its secrets itself and tells nobody, so they are known by their
// shape: keys and passwords in hexadecimal, and a passcode, which is a project ID
// without TEST- before it.
var (
	hexShape      = regexp.MustCompile(`\b(?:[0-9a-f]{64}|[0-9a-f]{24})\b`)
	passcodeShape = regexp.MustCompile(`(TEST-)?\b[A-Z2-7]{3}-[A-Z2-7]{3}-[A-Z2-7]{4}\b`)
)

func shaped(text string) bool {
	if hexShape.MatchString(text) {
		return true
	}
	for _, found := range passcodeShape.FindAllString(text, -1) {
		if !strings.HasPrefix(found, "TEST-") && found != "R74-ZWR-R44Z" { // the example of a project ID
			return true
		}
	}
	return false
}

// handedOver is the one line that shows a passcode on purpose: that of a guided
// rehearsal, which the person has to enter in the page that plays the console.
var handedOver = regexp.MustCompile(`The passcode to enter there, of this rehearsal alone: \S+`)

func huntDemo(t *testing.T, h *hunt) {
	l := newLair(t)
	l.meant[l.dir+"/env"] = true
	for _, line := range []string{"demo", "demo --plain", "demo --json", "demo --markdown", "demo --guided", "demo --guided --json", "demo --color always --debug " + l.debug(),
		"sandbox --timeout 300ms", "sandbox --timeout 300ms --env " + l.dir + "/env", "sandbox --env " + l.dir + "/env -- true"} {
		if _, out := h.run(t, "demo", l, "", strings.Fields(line)...); shaped(out) {
			t.Errorf("%s: what it writes holds what looks like a secret", line)
		}
	}
	for _, line := range []string{"demo", "demo --guided", "demo --guided --plain"} {
		w := h.watch(t, l, strings.Fields(line)...)
		for range 150 {
			if w.over() {
				break
			}
			w.press(keyEnter)
			if shaped(handedOver.ReplaceAllString(w.text(), "")) {
				t.Errorf("%s: the screen holds what looks like a secret", line)
				break
			}
		}
		w.leave()
	}
}
