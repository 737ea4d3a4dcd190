package report

import "strings"

// pen writes a page in one markup. What stands on a page is said once, in calls
// to a pen; Markdown and HTML are two of them.
type pen interface {
	heading(level int, in ...span)
	prose(in ...span)
	quote(in ...span)
	// item is one line of a list, at a depth from 0.
	item(depth int, b box, in ...span)
	// page is all that was written.
	page() string
}

// box says whether a line of a list has a box, and whether that is ticked.
type box int

const (
	noBox box = iota
	open
	ticked
)

func ticking(is bool) box {
	if is {
		return ticked
	}
	return open
}

// setting is how a piece of a line is set.
type setting int

const (
	asText setting = iota
	asStrong
	asCode
	asLink // its text is the address
)

// span is a piece of a line. Its text may come from anywhere: a pen escapes it.
type span struct {
	as   setting
	text string
}

func says(words string) span   { return span{asText, folded(words)} }
func strong(words string) span { return span{asStrong, folded(words)} }
func code(words string) span   { return span{asCode, folded(words)} }

// link is an address to follow, where it is one that a browser opens.
func link(address string) span {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return span{asLink, folded(address)}
	}
	return code(address)
}

// folded takes line breaks out of a text, and nothing else: a value stays exact.
func folded(words string) string {
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(words)
}
