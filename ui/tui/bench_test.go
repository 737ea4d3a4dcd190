package tui

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
)

func BenchmarkViewAt120x40(b *testing.B) {
	for name, id := range map[string]steps.ID{"form": steps.RuleStep, "event": steps.Values, "sign-in": steps.TalonOneStep} {
		b.Run(name, func(b *testing.B) {
			w := standing(b, id, 2)
			for b.Loop() {
				w.View()
			}
		})
	}
}

func BenchmarkAKeyInAListOf10000(b *testing.B) {
	w := standing(b, steps.Application, 10000)
	keys := []tea.KeyPressMsg{{Code: '4', Text: "4"}, {Code: '2', Text: "2"}, {Code: tea.KeyDown}, {Code: tea.KeyBackspace}, {Code: tea.KeyBackspace}}
	n := 0
	for b.Loop() {
		w.Update(keys[n%len(keys)])
		w.View()
		n++
	}
}

// standing is a wizard at a step of a preset state, without its commands run.
func standing(b *testing.B, id steps.ID, apps int) *wizard {
	b.Helper()
	st := preset()
	st.Observed.Applications = applications(apps)
	for _, step := range steps.List() {
		if step.ID == id {
			break
		}
		st = st.Done(step.ID)
	}
	w := start{engine: &script{}, state: st}.wizard(context.Background(), time.UTC)
	w.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	return w
}
