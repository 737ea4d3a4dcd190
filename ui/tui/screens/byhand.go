package screens

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/tui/kit"
)

// byHand is what is left for a person: one card at a time, and a watcher that
// marks its fields as they are saved in the console.
type byHand struct {
	shown
	secrecy
	set   *Set
	cards []*card
	made  []string // what is there already
	at    int      // the card

	told   bool      // a look told something
	early  bool      // the campaign was activated too early
	done   bool      // all that can be seen is right
	looked time.Time // the last look; zero: none yet
	failed string    // why it told nothing
	ended  error     // why nobody looks any more
	stayed bool      // all looks right, but the plan is not content

	takingBack bool
}

// unwatched says why the watcher ended; tookBack how taking back did.
type unwatched struct{ err error }

type tookBack struct{ err error }

func newByHand(set *Set, t steps.Turn) *byHand {
	s := &byHand{set: set, made: made(t.Report)}
	for _, c := range carded(t.Report.Left) {
		s.cards = append(s.cards, &card{Change: c})
	}
	s.goTo(func(i int) bool { return s.cards[i].Resource == set.card })
	return s
}

func (s *byHand) here() *card { return s.cards[s.at] }

// goTo shows the first card of a kind, where there is one.
func (s *byHand) goTo(is func(int) bool) {
	for i := range s.cards {
		if is(i) {
			s.at = i
			return
		}
	}
}

// made names what is there now.
func made(r steps.Report) (out []string) {
	for _, c := range withoutEnabling(r.Plan.Changes) {
		if !slices.ContainsFunc(r.Left, func(l plan.Change) bool { return l.Resource == c.Resource }) {
			out = append(out, resource(c))
		}
	}
	return out
}

func (s *byHand) Show(t steps.Turn) Wish {
	s.turn = t
	return s.watch()
}

func (s *byHand) watch() Wish {
	s.ended = nil
	turn := s.turn
	return Run{Do: func(ctx context.Context, tell func(any)) any {
		return unwatched{turn.Bench.Watch(ctx, turn.State, steps.WatchEvery, func(seen steps.Watched) { tell(seen) })}
	}}
}

func (s *byHand) Hear(what any, now time.Time) Wish {
	switch what := what.(type) {
	case steps.Watched:
		shown := s.at
		if s.take(what, now); s.at != shown {
			return Note{} // what was said was about the other card
		}
	case unwatched:
		s.ended = what.err
		if what.err == nil && s.done {
			return s.goOn()
		}
	case tookBack:
		s.takingBack, s.early = false, s.early && what.err != nil
		note := Note{words.ScreenDisabledAgain, true}
		if what.err != nil {
			note = Note{fmt.Sprintf(words.ScreenStillEnabled, what.err), false}
		}
		return Several{note, s.watch()}
	}
	return nil
}

// take notes what a look told. It follows the person: a card on which something
// changed is shown, with its first field to mend, and behind one that is
// finished the next. Without a change, what was pointed at stays.
func (s *byHand) take(seen steps.Watched, now time.Time) {
	s.looked, s.failed = now, seen.Err
	if seen.Err != "" {
		return
	}
	first, before, finished := !s.told, s.wrongs(), s.here().seen.Right
	s.told, s.early, s.done = true, seen.Early, seen.Done
	for i, c := range seen.Cards[:min(len(seen.Cards), len(s.cards))] {
		s.cards[i].seen = c
	}
	after := s.wrongs()
	switch {
	case !finished && s.here().seen.Right:
		s.goTo(func(i int) bool { return !s.cards[i].seen.Right })
		return
	case first:
		before[s.at] = ""
	case before[s.at] == after[s.at]:
		s.goTo(func(i int) bool { return before[i] != after[i] && !s.cards[i].seen.Right })
	}
	if all := s.here().entries(); before[s.at] != after[s.at] && !untouched(all) {
		s.here().field = max(0, slices.IndexFunc(all, entry.amiss))
	}
}

func (s *byHand) wrongs() (out []string) {
	for _, c := range s.cards {
		out = append(out, c.wrongs())
	}
	return out
}

// goOn plans anew once all that can be seen is right. Where the same was left
// the last time, it stays: the person decides.
func (s *byHand) goOn() Wish {
	what := fmt.Sprint(carded(s.turn.Report.Left))
	if s.set.went == what {
		s.stayed = true
		return nil
	}
	s.set.went = what
	return decide(steps.LookAgain)
}

// needed reports whether something is open without which no coupon can be
// followed.
func (s *byHand) needed() bool {
	return slices.ContainsFunc(s.cards, func(c *card) bool { return steps.NeededForLive(c.Change) })
}

func (s *byHand) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch {
	case s.takingBack:
		return nil
	case s.doubt:
		return s.answer(key, s.secret())
	case s.move(key):
		s.set.card = s.here().Resource
		return nil
	}
	switch key {
	case "enter":
		if s.needed() || s.ended != nil {
			return decide(steps.LookAgain)
		}
		return decide(steps.GoOn)
	case "l":
		return decide(steps.GoOn)
	case "esc":
		return decide(steps.Again)
	case "b":
		if s.early {
			return s.takeBack()
		}
	}
	return s.use(key)
}

// move goes to another card, or within the one shown.
func (s *byHand) move(key string) bool {
	switch key {
	case "tab", "right", "n":
		s.at = (s.at + 1) % len(s.cards)
	case "shift+tab", "left":
		s.at = (s.at + len(s.cards) - 1) % len(s.cards)
	default:
		return s.here().move(key)
	}
	return true
}

// use does something with the card or the field pointed at.
func (s *byHand) use(key string) Wish {
	e, found := s.here().here()
	_, has := s.here().secret()
	switch {
	case key == "c" && !found:
		return Note{words.ScreenNoValue, false}
	case key == "c" && e.Secret:
		return Note{words.ScreenIsSecret, false}
	case key == "c":
		return Copy{Text: e.Value}
	case key == "s" && !has:
		return Note{words.ScreenNoSecret, false}
	case key == "s":
		return s.ask(s.secret())
	case key == "p":
		return Print{s.here().shown()}
	case key == "h":
		c := s.here().Change
		c.Card = s.here().shown()
		return HandOver{c}
	case key == "o":
		return Browse{s.address()}
	}
	return nil
}

// address is where the card's console is.
func (s *byHand) address() string {
	if s.set.Console != "" {
		return s.set.Console
	}
	return s.here().shown().Address
}

// secret is how the card's secret gets onto the clipboard.
func (s *byHand) secret() CopySecret {
	f, _ := s.here().secret()
	return CopySecret{fmt.Sprintf(words.ScreenSecretOf, f.Label), func() error { return s.turn.Bench.CopySecret(f) }}
}

// takeBack disables the campaign, and then watches on.
func (s *byHand) takeBack() Wish {
	s.takingBack = true
	turn := s.turn
	return Run{Changes: true, Do: func(ctx context.Context, _ func(any)) any { return tookBack{turn.Bench.TakeBack(ctx, turn.State)} }}
}

// mostPasted is how many bytes are looked at for a placeholder.
const mostPasted = 4 << 10

// Paste compares a placeholder with the one the email needs: no API shows it.
func (s *byHand) Paste(says string) Wish {
	if s.here().Resource != plan.EmailCampaign {
		return nil
	}
	if len(says) > mostPasted {
		return Note{fmt.Sprintf(words.ScreenPasteNoPlaceholder, phrase.Counted(utf8.RuneCountInString(says), "character")), false}
	}
	differences, err := setup.ComparePlaceholder(says, s.turn.Wanted.Event, s.turn.Wanted.Email)
	switch {
	case err != nil:
		return Note{err.Error(), false}
	case len(differences) > 0:
		d := differences[0]
		s.here().pasted = &guide.Mark{Field: guide.PlaceholderField, State: guide.Wrong, Seen: d.Seen, Wanted: d.Wanted, Says: d.Says}
		return Note{fmt.Sprintf(words.ScreenPlaceholderWrong, d.What, d.Says, d.Wanted, d.Seen), false}
	}
	s.here().pasted = &guide.Mark{Field: guide.PlaceholderField, State: guide.Right}
	s.turn.State = s.turn.State.PlaceholderRead(s.turn.Wanted)
	return Noted{s.turn.State, Note{words.ScreenPlaceholderRight, true}}
}

func (s *byHand) Keys() []kit.Hint {
	switch {
	case s.takingBack:
		return kit.Keys("…", "one moment")
	case s.doubt:
		return doubtHints()
	}
	first := "look again"
	if !s.needed() && s.ended == nil {
		first = "next"
	}
	_, secret := s.here().secret()
	ways := len(s.here().ways())
	return slices.Concat(
		kit.Keys("enter", first),
		kit.KeysIf(s.early, "b", "take it back"),
		kit.Keys("c", "copy"),
		kit.KeysIf(secret, "s", "secret"),
		kit.KeysIf(len(s.cards) > 1, "tab", "card"),
		kit.Keys("o", "open", "h", "hand over", "l", "later", "p", "print"),
		kit.KeysIf(ways > 1, "v", fmt.Sprintf("way %d of %d", s.here().next()+1, ways)),
		kit.Keys("↑↓", "field", "esc", "review"))
}
