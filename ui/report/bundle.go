package report

import (
	"fmt"
	"io"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/ui/text"
)

// Packed is one file of a bundle for a vendor's support.
type Packed struct {
	Name, What string
	Size       int
}

// Bundle lists what is in a bundle, and what is left out of it.
func Bundle(w io.Writer, style Style, files []Packed) error {
	s := newSheet(style)
	s.heading(words.BundleIn)
	for _, f := range files {
		s.prose(fmt.Sprintf("  %-15s %8s  ", f.Name, bytesOf(f.Size)), text.Plain, f.What)
	}
	s.gap()
	s.prose("", text.Plain, words.BundleLeftOut)
	return s.flush(w)
}

func bytesOf(n int) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.1f kB", float64(n)/1000)
}

// Machine is what a support wants to know of where talontap runs.
type Machine struct {
	Talontap string       `json:"talontap"`
	Go       string       `json:"go"`
	System   string       `json:"system"`
	Time     string       `json:"time"`
	Proxy    bool         `json:"proxy"` // a variable names one
	Keychain KeychainView `json:"keychain"`
}

// KeychainView is whether the keychain can be reached, never what is in it.
type KeychainView struct {
	Kind      string `json:"kind"`
	Reachable bool   `json:"reachable"`
	Problem   string `json:"problem,omitempty"`
	Fix       string `json:"fix,omitempty"`
}

// MachineJSON writes it.
func MachineJSON(w io.Writer, m Machine) error {
	return encode(w, struct {
		Schema string `json:"schema"`
		Machine
	}{machineSchema, m})
}
