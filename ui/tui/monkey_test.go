package tui

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/text"
)

// monkeys is how much each monkey does: a little in every run, and much where
// TALONTAP_TEST_LONG is set.
func monkeys() int {
	if os.Getenv("TALONTAP_TEST_LONG") != "" {
		return 25_000
	}
	return 1_000
}

// monkey presses whatever keys there are, pastes, clicks and resizes.
type monkey struct {
	*rand.Rand
	width, height int
	did           map[string]int
}

func newMonkey(seed uint64) *monkey {
	return &monkey{Rand: rand.New(rand.NewPCG(seed, 1)), width: 80, height: 24, did: map[string]int{}}
}

// next is the next thing it does.
func (m *monkey) next() tea.Msg {
	switch n := m.IntN(100); {
	case n < 25:
		return m.doing("keys", tea.KeyPressMsg{Code: tea.KeyEnter})
	case n < 55:
		text := string([]rune("abcdehilnoprstvwxy0129 -?/.日é😀\u202e\u0301\u00ad")[m.IntN(33)])
		return m.doing("keys", tea.KeyPressMsg{Code: []rune(text)[0], Text: text})
	case n < 57:
		return m.doing("broken letters", tea.KeyPressMsg{Code: 0xfffd, Text: "\xff\xc3"})
	case n < 72:
		codes := []rune{tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyPgUp, tea.KeyPgDown,
			tea.KeyBackspace, tea.KeyDelete, tea.KeyTab, tea.KeyEscape, tea.KeySpace, tea.KeyF1, tea.KeyInsert}
		return m.doing("keys", tea.KeyPressMsg{Code: codes[m.IntN(len(codes))], Mod: m.modifier()})
	case n < 86:
		return m.doing("keys", tea.KeyPressMsg{Code: 'a' + rune(m.IntN(26)), Mod: 1 + m.modifier()})
	case n < 91:
		return m.doing("pastes", tea.PasteMsg{Content: m.pasted()})
	case n < 95:
		return m.doing("clicks", tea.MouseClickMsg{X: m.IntN(300), Y: m.IntN(100)})
	}
	m.width, m.height = 10+m.IntN(241), 3+m.IntN(78)
	return m.doing("resizes", tea.WindowSizeMsg{Width: m.width, Height: m.height})
}

func (m *monkey) doing(what string, msg tea.Msg) tea.Msg {
	m.did[what]++
	return msg
}

func (m *monkey) modifier() tea.KeyMod {
	return [...]tea.KeyMod{0, 0, tea.ModAlt, tea.ModCtrl, tea.ModShift, tea.ModAlt | tea.ModCtrl}[m.IntN(6)]
}

// pasted is a text of words, of one word, or of any bytes; rarely a long one.
func (m *monkey) pasted() string {
	size := m.IntN(300)
	if m.IntN(20) == 0 {
		size = m.IntN(1 << 20)
	}
	switch m.IntN(3) {
	case 0:
		return strings.Repeat("two words\n", size/10)
	case 1:
		return strings.Repeat("w", size)
	}
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(m.Uint32())
	}
	return string(b)
}

func TestNoMonkeyBreaksAScreenOrItsWindow(t *testing.T) {
	for seed, world := range []struct {
		name  string
		begin func(context.Context) *wizard
	}{
		{"demo", monkeysWizard(preset, &script{rehearses: true, inbox: true})},
		{"guided", monkeysWizard(preset, &script{byHand: true})},
		{"setup", monkeysWizard(anew, &script{apps: 1000})},
		{"rotate", monkeysRotation},
	} {
		t.Run(world.name, func(t *testing.T) {
			t.Parallel()
			m, runs := newMonkey(uint64(seed)), 0
			for left := monkeys(); left > 0; runs++ {
				synctest.Test(t, func(t *testing.T) {
					play(t, world.begin, func(r *rig) { left -= m.play(r, min(left, 400)) })
				})
			}
			t.Logf("monkey: %s, %d runs, %v", world.name, runs, m.did)
		})
	}
}

// play does so many things with a wizard, and gives how many it did before it quit.
func (m *monkey) play(r *rig, most int) (did int) {
	r.size(m.width, m.height)
	for did < most && !r.quit && !r.t.Failed() {
		msg := m.next()
		r.take(msg)
		r.settle()
		fitsItsWindow(r.t, r.w, m.width, m.height)
		if did++; r.t.Failed() {
			r.t.Logf("after %s", text.Short(fmt.Sprintf("%T %q", msg, fmt.Sprint(msg)), 300))
		}
	}
	return did
}

func monkeysWizard(st func() steps.State, s *script) func(context.Context) *wizard {
	return func(ctx context.Context) *wizard {
		return start{engine: s, state: st(), SetupOptions: steps.SetupOptions{Enable: true}}.wizard(ctx, time.UTC)
	}
}

func monkeysRotation(ctx context.Context) *wizard {
	return start{accounts: passcodes(asTheyAre)()}.wizard(ctx, time.UTC)
}
