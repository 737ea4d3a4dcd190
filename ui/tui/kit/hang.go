package kit

import "github.com/talontap/talontap/ui/text"

// Hang fills a text into width columns behind a label; its further lines stand
// below the beginning of its first.
func Hang(label, s string, indent, width int) []string {
	return text.Hang(label, indent, text.Fill(s, width-indent))
}
