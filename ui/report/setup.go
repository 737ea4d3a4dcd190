package report

import (
	"cmp"
	"io"

	"github.com/talontap/talontap/steps"
)

// Summary is the end of a setup or demo.
type Summary struct {
	Report  steps.Report
	Profile string // the saved setup's name; "" and "default" need no flag
	Demo    bool
	SavedTo string // where the answers are kept, in words; "": nowhere
}

// Setup writes the end of a setup: how it stands, the live check with its coupon
// code, the checklist, the three lists, where things are kept, what is left for
// a person, and what to run next.
func Setup(w io.Writer, style Style, sum Summary) error {
	s := sheet{style: style}
	r := sum.Report
	text, i := standing(r)
	s.prose("", i, text)
	if r.Live != nil {
		s.live(*r.Live)
	}
	s.checklist(r.Checklist)
	if r.Live != nil {
		s.lists(*r.Live)
	}
	s.kept(sum)
	s.cards(r.Left)
	s.next(sum)
	return s.flush(w)
}

// standing is the whole setup in one sentence.
func standing(r steps.Report) (string, ink) {
	failing := len(r.Checklist.Failing()) > 0 || r.Live != nil && len(r.Live.Failing()) > 0
	switch {
	case failing && r.Enabled:
		return "The campaign is enabled, but something fails: see below.", bad
	case failing:
		return "Not ready: something fails, see below. The campaign is not enabled.", bad
	case r.Enabled && len(r.Left) > 0:
		return "The campaign is enabled. " + counted(len(r.Left), "thing") + " left to do by hand.", heed
	case r.Enabled:
		return "Done. The campaign is enabled.", good
	case len(r.Left) > 0:
		return "Not enabled yet. " + counted(len(r.Left), "thing") + " left to do by hand.", heed
	}
	return "Ready, and not enabled yet.", heed
}

func (s *sheet) kept(sum Summary) {
	s.heading("Kept")
	s.prose("  Credentials: ", none, cmp.Or(sum.Report.Kept, "nowhere"))
	s.prose("  Answers: ", none, cmp.Or(sum.SavedTo, "nowhere"))
}

// command is a line a person may run, and what for.
type command struct{ run, purpose string }

func (s *sheet) next(sum Summary) {
	s.heading("Next")
	for _, c := range commands(sum) {
		s.prose("  ", none, c.purpose+":")
		s.text.WriteString("    " + s.style.paint(bold, c.run) + "\n")
	}
}

func commands(sum Summary) []command {
	if sum.Demo {
		return []command{{"talontap setup", "The same with your own accounts"}}
	}
	flag := ""
	if sum.Profile != "" && sum.Profile != "default" {
		flag = " --profile " + sum.Profile
	}
	var out []command
	switch {
	case len(sum.Report.Left) > 0:
		out = append(out, command{"talontap setup" + flag, "When the steps by hand are done"})
	case !sum.Report.Enabled:
		out = append(out, command{"talontap setup" + flag, "To enable the campaign"})
	}
	return append(out,
		command{"talontap verify" + flag, "Any day, to see that all is well"},
		command{"talontap rotate clevertap" + flag, "When the passcode is to be changed"},
	)
}
