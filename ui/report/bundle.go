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
