package tui

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

func newByHand(w *wizard, left []plan.Change, made []string) *byHand {
	s := &byHand{left: left, made: made, on: make([]place, len(left))}
	if i := slices.IndexFunc(left, func(c plan.Change) bool { return c.Resource == w.card }); i >= 0 {
		s.at = i
	}
	return s
}

func (s *byHand) open(w *wizard) tea.Cmd {
	s.ended = nil
	st := w.state
	return w.begin("", func(ctx context.Context, tell func(any)) any {
		return unwatched{w.o.Session.Watch(ctx, st, steps.WatchEvery, func(seen steps.Watched) { tell(seen) })}
	})
}

func (s *byHand) hear(w *wizard, what any) tea.Cmd {
	if seen, ok := what.(steps.Watched); ok {
		s.take(w, seen)
		return nil
	}
	e, ok := what.(ended)
	if !ok {
		return nil
	}
	switch r := e.result.(type) {
	case unwatched:
		s.ended = r.err
		if r.err == nil && s.done {
			return s.goOn(w)
		}
	case tookBack:
		s.takingBack, s.early = false, s.early && r.err != nil
		w.note = note{"The campaign is disabled again.", true}
		if r.err != nil {
			w.note = note{"It was not taken back: " + r.err.Error(), false}
		}
		return s.open(w)
	}
	return nil
}

// take notes what a look told. It follows the person: a card on which something
// changed is shown, with its first field to mend, and behind one that is
// finished the next. Without a change, what was pointed at stays.
func (s *byHand) take(w *wizard, seen steps.Watched) {
	s.looked, s.failed = w.clock.now(), seen.Err
	if seen.Err != "" {
		return
	}
	first, before := s.seen == nil, s.allWrongs()
	finished := s.finished(s.at)
	s.seen, s.early, s.done = seen.Cards, seen.Early, seen.Done
	now := s.allWrongs()
	switch {
	case !finished && s.finished(s.at):
		s.nextOpen()
		return
	case first:
		before[s.at] = ""
	case before[s.at] == now[s.at]:
		s.nextChanged(before, now)
	}
	if all := s.entries(); before[s.at] != now[s.at] && !untouched(all) {
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
func (s *byHand) goOn(w *wizard) tea.Cmd {
	what := fmt.Sprint(s.left)
	if w.went == what {
		s.stayed = true
		return nil
	}
	w.went = what
	return w.lookAgain()
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
func (s *byHand) needed() bool {
	return slices.ContainsFunc(s.left, neededForLive)
}

// neededForLive reports whether a live check waits for a change.
func neededForLive(c plan.Change) bool {
	switch c.Resource {
	case plan.Webhook, plan.Campaign, plan.Rule:
		return !c.Compare
	}
	return false
}

func (s *byHand) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch {
	case s.takingBack:
		return nil
	case s.doubt:
		return s.decide(w, key)
	case s.move(key):
		w.card = s.left[s.at].Resource
		return nil
	}
	switch key {
	case "enter":
		if s.needed() || s.ended != nil {
			return w.lookAgain()
		}
		return w.confirm()
	case "l":
		return w.confirm()
	case "esc":
		return w.replan()
	case "b":
		if s.early {
			return s.takeBack(w)
		}
	}
	return s.use(w, key)
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
func (s *byHand) use(w *wizard, key string) tea.Cmd {
	e, found := s.here()
	switch key {
	case "c":
		switch {
		case !found:
			w.note = note{"There is no value on this card.", false}
		case e.Secret:
			w.note = note{"This is a secret: s copies it.", false}
		default:
			return w.copy(e.Value, "")
		}
	case "s":
		if _, has := s.secret(); !has {
			w.note = note{"There is no secret on this card.", false}
			return nil
		}
		if s.doubt = !s.warned; s.warned {
			return s.copySecret(w)
		}
	case "p":
		return w.print(s.card())
	case "h":
		w.handOver(s.left[s.at], s.card())
	case "o":
		return w.browse(s.address(w))
	}
	return nil
}

// address is where the card's console is.
func (s *byHand) address(w *wizard) string {
	if w.o.Console != "" {
		return w.o.Console
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

func (s *byHand) copySecret(w *wizard) tea.Cmd {
	f, _ := s.secret()
	return copySecret("the secret of "+f.Label, func() error { return w.o.Session.CopySecret(f) })
}

// decide takes the answer to whether a secret may go on the clipboard.
func (s *byHand) decide(w *wizard, key string) tea.Cmd {
	s.doubt = false
	if key != "s" && key != "y" {
		return nil
	}
	s.warned = true
	return s.copySecret(w)
}

// takeBack disables the campaign, and then watches on.
func (s *byHand) takeBack(w *wizard) tea.Cmd {
	s.takingBack = true
	st := w.state
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		return tookBack{w.o.Session.TakeBack(ctx, st)}
	})
}

// mostPasted is how many bytes are looked at for a placeholder.
const mostPasted = 4 << 10

// paste compares a placeholder with the one the email needs: no API shows it.
func (s *byHand) paste(w *wizard, text string) tea.Cmd {
	if s.left[s.at].Resource != plan.EmailCampaign {
		return nil
	}
	if len(text) > mostPasted {
		w.note = note{fmt.Sprintf("The paste has %s, and a placeholder is one line: copy that alone.", phrase.Counted(utf8.RuneCountInString(text), "character")), false}
		return nil
	}
	differences, err := setup.ComparePlaceholder(text, w.wanted.Event, w.wanted.Email)
	switch {
	case err != nil:
		w.note = note{err.Error(), false}
	case len(differences) > 0:
		d := differences[0]
		w.note = note{fmt.Sprintf("%s: %s. Wanted %s, saw %s.", d.What, d.Says, d.Wanted, d.Seen), false}
	default:
		w.state = w.state.PlaceholderRead(w.wanted)
		w.note = note{"✓ The placeholder is right.", true}
	}
	return nil
}

func (s *byHand) keys(w *wizard) []kit.Hint {
	switch {
	case s.takingBack:
		return []kit.Hint{kit.Key("", "one moment")}
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

func (s *byHand) typing() bool { return false }
