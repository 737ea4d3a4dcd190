package report

import (
	"fmt"
	"io"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/runbook"
	"github.com/talontap/talontap/ui/text"
)

// Runbook writes the whole page as GitHub's Markdown.
func Runbook(w io.Writer, b runbook.Book) error { return penned(w, &markdownPen{}, b) }

// RunbookHTML writes the same page as HTML, to be read and printed anywhere.
func RunbookHTML(w io.Writer, b runbook.Book) error { return penned(w, &htmlPen{}, b) }

func penned(w io.Writer, p pen, b runbook.Book) error {
	p.heading(1, says(words.BookTitle))
	p.prose(says(words.BookSetup+": "), code(b.Profile))
	for _, line := range b.Intro {
		p.prose(says(line))
	}
	p.prose(says(fmt.Sprintf(words.BookMade, b.On)))
	p.prose(strong("Checklist"), says(": "+summary(b.Summary)))
	penRoles(p, b.Roles)
	penThings(p, b.There)
	penTasks(p, b)
	penDay(p, b.Day)
	penCases(p, b.Cases)
	p.heading(2, says(words.BookTerms))
	penChecks(p, b.Terms)
	for _, do := range b.Renew {
		p.item(0, noBox, doing(do)...)
	}
	p.heading(2, says("Checklist"))
	penChecks(p, b.Checks)
	_, err := io.WriteString(w, p.page())
	return err
}

func penRoles(p pen, roles []runbook.Role) {
	p.heading(2, says(words.BookWhom))
	for _, r := range roles {
		p.item(0, noBox, strong(r.Who))
		for _, does := range r.Does {
			p.item(1, noBox, says(does))
		}
	}
}

func penThings(p pen, things []runbook.Thing) {
	p.heading(2, says(words.BookThere))
	for _, t := range things {
		in := []span{strong(t.What), says(" "), code(t.Name)}
		if t.ID != "" {
			in = append(in, says(", "+t.ID))
		}
		in = append(in, says(": "+text.Line(t.State)))
		if t.Address != "" {
			in = append(in, says(". "), link(t.Address))
		}
		p.item(0, noBox, in...)
	}
}

func penTasks(p pen, b runbook.Book) {
	p.heading(2, says(words.BookHand))
	p.prose(says(words.BookHandIntro))
	p.heading(3, says(words.BookNeeds))
	penChecks(p, b.Needs)
	for i, t := range b.Tasks {
		p.heading(3, says(fmt.Sprintf("%d. %s ", i+1, t.What)), code(t.Name))
		p.prose(strong(phrase.Sentence(t.State)))
		if t.Why != "" {
			p.prose(says(phrase.Sentence(text.Line(t.Why))))
		}
		penTask(p, t)
	}
}

// penTask writes what is left to do of a card first, then the whole of it.
func penTask(p pen, t runbook.Task) {
	if !t.Now.IsZero() {
		p.prose(says(words.BookNow))
		penCard(p, t.Now, nil)
		if t.Whole.IsZero() {
			return
		}
		p.prose(says(words.BookWhole))
	}
	penCard(p, t.Whole, t.Marks)
	for _, m := range beyond(t.Whole, t.Marks) {
		p.item(0, open, says(m.Field+": "+text.Line(m.Says)), says(". "+text.Line(m.Mend)))
	}
}

// beyond are the marks of what is there that no field of the card asks for.
func beyond(c guide.Card, marks []guide.Mark) (out []guide.Mark) {
	for _, m := range marks {
		if _, asked := c.Field(m.Field); !asked && m.State != guide.Right {
			out = append(out, m)
		}
	}
	return out
}

func penDay(p pen, moments []runbook.Moment) {
	p.heading(2, says(words.BookDay))
	p.prose(says(words.BookDayIntro))
	for _, m := range moments {
		p.item(0, noBox, append([]span{strong(m.When()), says(": ")}, doing(m.What)...)...)
	}
}

func penCases(p pen, cases []runbook.Case) {
	p.heading(2, says(words.BookIf))
	for _, c := range cases {
		p.item(0, noBox, strong(c.If))
		for _, do := range c.Then {
			p.item(1, noBox, doing(do)...)
		}
	}
}

// doing is a sentence, with the command behind it where one does it.
func doing(d runbook.Do) []span {
	if d.Run == "" {
		return []span{says(d.Says)}
	}
	return []span{says(d.Says + ": "), code(d.Run)}
}
