package screens

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
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
	set  *Set
	left []plan.Change // those with a card
	made []string      // what is there already
	at   int           // the card
	on   []place       // of each card

	seen   []steps.WatchedCard // by the last look that told something
	early  bool                // the campaign was activated too early
	done   bool                // all that can be seen is right
	looked time.Time           // the last look; zero: none yet
	failed string              // why it told nothing
	ended  error               // why nobody looks any more
	stayed bool                // all looks right, but the plan is not content

	doubt      bool // asks whether to copy a secret
	warned     bool // that was answered once
	takingBack bool
}

// place is where a person is on a card.
type place struct {
	field   int
	variant int // 0: the card itself
}

// unwatched says why the watcher ended; tookBack how taking back did.
type unwatched struct{ err error }

type tookBack struct{ err error }

func newByHand(set *Set, t steps.Turn) *byHand {
	left := carded(t.Report.Left)
	s := &byHand{set: set, left: left, made: made(t.Report), on: make([]place, len(left))}
	if i := slices.IndexFunc(left, func(c plan.Change) bool { return c.Resource == set.card }); i >= 0 {
		s.at = i
	}
	return s
}

// made names what is there now.
func made(r steps.Report) (out []string) {
	for _, c := range withoutEnabling(r.Plan.Changes) {
		if !slices.ContainsFunc(r.Left, func(l plan.Change) bool { return l.Resource == c.Resource }) {
			out = append(out, resource(c.Resource))
		}
	}
	return out
}

// Show implements Screen.
func (s *byHand) Show(t steps.Turn) Wish {
	s.turn = t
	return s.watch()
}

func (s *byHand) watch() Wish {
	s.ended = nil
	bench := s.turn.Bench
	return Run{Do: func(ctx context.Context, tell func(any)) any {
		return unwatched{bench.Watch(ctx, func(seen steps.Watched) { tell(seen) })}
	}}
}

// Hear implements Screen.
func (s *byHand) Hear(what any, now time.Time) Wish {
	switch what := what.(type) {
	case steps.Watched:
		s.take(what, now)
	case unwatched:
		s.ended = what.err
		if what.err == nil && s.done {
			return s.goOn()
		}
	case tookBack:
		s.takingBack, s.early = false, s.early && what.err != nil
		note := Note{"The campaign is disabled again.", true}
		if what.err != nil {
			note = Note{"It was not taken back: " + what.err.Error(), false}
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
	first, before := s.seen == nil, s.allWrongs()
	finished := s.finished(s.at)
	s.seen, s.early, s.done = seen.Cards, seen.Early, seen.Done
	after := s.allWrongs()
	switch {
	case !finished && s.finished(s.at):
		s.nextOpen()
		return
	case first:
		before[s.at] = ""
	case before[s.at] == after[s.at]:
		s.nextChanged(before, after)
	}
	if all := s.entries(); before[s.at] != after[s.at] && !untouched(all) {
		if i := slices.IndexFunc(all, entry.amiss); i >= 0 {
			s.on[s.at].field = i
		}
	}
}

func (s *byHand) allWrongs() []string {
	out := make([]string, len(s.left))
	for i := range s.left {
		out[i] = wrongs(s.entriesOf(i))
	}
	return out
}

// nextChanged goes to the first card on which something changed that is not
// finished by it.
func (s *byHand) nextChanged(before, now []string) {
	for i := range s.left {
		if before[i] != now[i] && !s.finished(i) {
			s.at = i
			return
		}
	}
}

// wrongs stands for what is to be mended, so that a change of it is noticed.
func wrongs(all []entry) string {
	var out []string
	for _, e := range all {
		if e.amiss() {
			out = append(out, e.Label+e.mark.Seen)
		}
	}
	return strings.Join(out, "\n")
}

// goOn plans anew once all that can be seen is right. Where the same was left
// the last time, it stays: the person decides.
func (s *byHand) goOn() Wish {
	what := fmt.Sprint(s.left)
	if s.set.went == what {
		s.stayed = true
		return nil
	}
	s.set.went = what
	return decide(steps.LookAgain)
}

func (s *byHand) watched(i int) (steps.WatchedCard, bool) {
	if i >= len(s.seen) {
		return steps.WatchedCard{}, false
	}
	return s.seen[i], true
}

func (s *byHand) finished(i int) bool {
	c, ok := s.watched(i)
	return ok && c.Right
}

// nextOpen goes to the first card that is not finished.
func (s *byHand) nextOpen() {
	for i := range s.left {
		if !s.finished(i) {
			s.at = i
			return
		}
	}
}

// card is the one shown, or its other way.
func (s *byHand) card() guide.Card {
	c := s.left[s.at].Card
	if v := s.on[s.at].variant; v > 0 {
		return c.Variants[v-1]
	}
	return c
}

func (s *byHand) entries() []entry { return s.entriesOf(s.at) }

func (s *byHand) entriesOf(i int) []entry {
	card := s.left[i].Card
	if v := s.on[i].variant; v > 0 {
		card = card.Variants[v-1]
	}
	seen, _ := s.watched(i)
	return entries(card, seen.Marks)
}

// here is the field pointed at; a card may have none.
func (s *byHand) here() (e entry, ok bool) {
	all := s.entries()
	if len(all) == 0 {
		return entry{}, false
	}
	return all[min(s.on[s.at].field, len(all)-1)], true
}

// needed reports whether something is open without which no coupon can be
// followed.
func (s *byHand) needed() bool { return slices.ContainsFunc(s.left, steps.NeededForLive) }

// Press implements Screen.
func (s *byHand) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch {
	case s.takingBack:
		return nil
	case s.doubt:
		return s.decide(key)
	case s.move(key):
		s.set.card = s.left[s.at].Resource
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

// move goes to another field or card.
func (s *byHand) move(key string) bool {
	fields, here := len(s.entries()), &s.on[s.at]
	const page = 5
	to := func(field int) { here.field = max(0, min(field, fields-1)) }
	switch key {
	case "down", "j":
		to(here.field + 1)
	case "up", "k":
		to(here.field - 1)
	case "pgdown":
		to(here.field + page)
	case "pgup":
		to(here.field - page)
	case "tab", "right", "n":
		s.at = (s.at + 1) % len(s.left)
	case "shift+tab", "left":
		s.at = (s.at + len(s.left) - 1) % len(s.left)
	case "v":
		here.field, here.variant = 0, (here.variant+1)%(len(s.left[s.at].Card.Variants)+1)
	default:
		return false
	}
	return true
}

// use does something with the card or the field pointed at.
func (s *byHand) use(key string) Wish {
	e, found := s.here()
	switch key {
	case "c":
		switch {
		case !found:
			return Note{"There is no value on this card.", false}
		case e.Secret:
			return Note{"This is a secret: s copies it.", false}
		default:
			return Copy{Text: e.Value}
		}
	case "s":
		if _, has := s.secret(); !has {
			return Note{"There is no secret on this card.", false}
		}
		if s.doubt = !s.warned; s.warned {
			return s.copySecret()
		}
	case "p":
		return Print{s.card()}
	case "h":
		c := s.left[s.at]
		c.Card = s.card()
		return HandOver{c}
	case "o":
		return Browse{s.address()}
	}
	return nil
}

// address is where the card's console is.
func (s *byHand) address() string {
	if s.set.Console != "" {
		return s.set.Console
	}
	return s.card().Address
}

// secret is the field whose secret is meant: the one pointed at, else the first.
func (s *byHand) secret() (guide.Field, bool) {
	if e, ok := s.here(); ok && e.Secret {
		return e.Field, true
	}
	for _, f := range s.card().Fields {
		if f.Secret {
			return f, true
		}
	}
	return guide.Field{}, false
}

func (s *byHand) copySecret() Wish {
	f, _ := s.secret()
	return CopySecret{"the secret of " + f.Label, func() error { return s.turn.Bench.CopySecret(f) }}
}

// decide takes the answer to whether a secret may go on the clipboard.
func (s *byHand) decide(key string) Wish {
	s.doubt = false
	if key != "s" && key != "y" {
		return nil
	}
	s.warned = true
	return s.copySecret()
}

// takeBack disables the campaign, and then watches on.
func (s *byHand) takeBack() Wish {
	s.takingBack = true
	bench := s.turn.Bench
	return Run{Changes: true, Do: func(ctx context.Context, _ func(any)) any { return tookBack{bench.TakeBack(ctx)} }}
}

// mostPasted is how many bytes are looked at for a placeholder.
const mostPasted = 4 << 10

// Paste compares a placeholder with the one the email needs: no API shows it.
func (s *byHand) Paste(words string) Wish {
	if s.left[s.at].Resource != plan.EmailCampaign {
		return nil
	}
	if len(words) > mostPasted {
		return Note{fmt.Sprintf("The paste has %s, and a placeholder is one line: copy that alone.", phrase.Counted(utf8.RuneCountInString(words), "character")), false}
	}
	differences, err := setup.ComparePlaceholder(words, s.turn.Wanted.Event, s.turn.Wanted.Email)
	switch {
	case err != nil:
		return Note{err.Error(), false}
	case len(differences) > 0:
		d := differences[0]
		return Note{fmt.Sprintf("%s: %s. Wanted %s, saw %s.", d.What, d.Says, d.Wanted, d.Seen), false}
	}
	s.turn.State = s.turn.State.PlaceholderRead(s.turn.Wanted)
	return Noted{s.turn.State, Note{"✓ The placeholder is right.", true}}
}

// Keys implements Screen.
func (s *byHand) Keys() []kit.Hint {
	switch {
	case s.takingBack:
		return kit.Keys("", "one moment")
	case s.doubt:
		return doubtHints()
	}
	first := kit.Key("enter", "look again")
	if !s.needed() && s.ended == nil {
		first = kit.Key("enter", "next")
	}
	keys := []kit.Hint{first}
	if s.early {
		keys = append(keys, kit.Key("b", "take it back"))
	}
	keys = append(keys, kit.Key("c", "copy"))
	if _, has := s.secret(); has {
		keys = append(keys, kit.Key("s", "secret"))
	}
	if len(s.left) > 1 {
		keys = append(keys, kit.Key("tab", "card"))
	}
	keys = append(keys, kit.Key("o", "open"), kit.Key("h", "hand over"), kit.Key("l", "later"), kit.Key("p", "print"))
	if len(s.left[s.at].Card.Variants) > 0 {
		keys = append(keys, kit.Key("v", "another way"))
	}
	return append(keys, kit.Key("↑↓", "field"), kit.Key("esc", "review"))
}
