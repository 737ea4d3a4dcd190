package screens

import (
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/ui/text"
)

// around is how many characters before a difference are shown. A shorter text is
// compared where it shares half of what is wanted.
const around = 24

// differing shows what was seen above what is wanted, from shortly before the place
// where they part, with what differs painted; nothing for texts that are not alike.
func (r Room) differing(seen, wanted string) []string {
	a, b := []rune(seen), []rune(wanted)
	from := 0
	for from < min(len(a), len(b)) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < min(len(a), len(b))-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	if 2*(from+end) < len(b) && min(len(a), len(b)) < around {
		return nil
	}
	line := func(label string, of []rune, ink text.Ink) string {
		lead := ""
		if from > around {
			lead = "…"
		}
		differs := ink.Of(string(of[from : len(of)-end]))
		says := lead + string(of[max(0, from-around):from]) + differs + string(of[len(of)-end:])
		return r.Ink.Of(text.Dim, text.Pad(label, 7)) + text.Short(says, r.Width-7)
	}
	return []string{line(words.ScreenSaw, a, r.Ink[text.Bad]), line(words.ScreenWanted, b, r.Ink[text.Good])}
}
