package journal_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/journal"
)

// paper keeps the lines, and takes no more than so many.
type paper struct {
	lines []string
	room  int
}

func (p *paper) write(line string) error {
	if len(p.lines) == p.room {
		return errors.New("it is full")
	}
	p.lines = append(p.lines, line)
	return nil
}

func (p *paper) Begin(resource, action, mark string) error {
	return p.write(action + " " + resource + " " + mark)
}

func (p *paper) Done(_, _, _, outcome string) error { return p.write(outcome) }

func TestEveryWriteStandsBetweenItsLines(t *testing.T) {
	no := &transport.Failure{Kind: transport.Rejected}
	for _, c := range []struct {
		name    string
		room    int
		fails   error
		lines   []string
		made    bool
		wants   error
		reading string
	}{
		{"made", 2, nil, []string{"create webhook mark", "done"}, true, nil, ""},
		{"refused", 2, fmt.Errorf("making: %w", no), []string{"create webhook mark", transport.Rejected.String()}, true, no, "making: " + no.Error()},
		{"without an answer", 2, &transport.Failure{Kind: transport.TimedOut, Sent: true}, []string{"create webhook mark", "perhaps"}, true, nil, (&transport.Failure{Kind: transport.TimedOut, Sent: true}).Error()},
		{"no line before it", 0, nil, nil, false, journal.ErrUnwritten, "writing the journal, without which nothing is changed: it is full"},
		{"no line after it", 1, nil, []string{"create webhook mark"}, true, journal.ErrUnwritten, "writing the journal: it is full"},
		{"refused, and no line after it", 1, no, []string{"create webhook mark"}, true, no, no.Error()},
	} {
		on, made := &paper{room: c.room}, false
		err := journal.New(on).Around("webhook", "create", "mark", func() error { made = true; return c.fails })
		if made != c.made || !slices.Equal(on.lines, c.lines) {
			t.Errorf("%s: made %v between %q, want %v between %q", c.name, made, on.lines, c.made, c.lines)
		}
		said := ""
		if err != nil {
			said = err.Error()
		}
		if said != c.reading || c.wants != nil && !errors.Is(err, c.wants) {
			t.Errorf("%s: the error is %q, want %q", c.name, said, c.reading)
		}
	}
}

func TestWithoutAJournalAWriteIsJustMade(t *testing.T) {
	var none *journal.Journal
	no := errors.New("no")
	if err := none.Around("webhook", "create", "mark", func() error { return no }); !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
}
