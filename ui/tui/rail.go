package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
)

const railWidth = 32

// rail lists the steps down the left side of a wide window: what is done and
// with which answer, where one is, and what is to come.
func (w *wizard) rail(height int) []string {
	if w.width < railFrom {
		return nil
	}
	lines := []string{""}
	before := true
	for _, step := range w.list {
		if step.Shown != nil && !step.Shown(w.state) {
			continue
		}
		if step.ID == w.step.ID {
			before = false
			lines = append(lines, " "+w.ink.Of(text.Accent, "▸ "+step.Title))
			continue
		}
		lines = append(lines, w.railLine(step, before))
		if s := w.summary(step.ID); s != "" && w.state.Confirmed[step.ID] && height > 2*len(w.list) {
			lines = append(lines, "   "+w.ink.Of(text.Dim, text.Short(s, railWidth-6)))
		}
	}
	for i := range lines {
		lines[i] = text.Pad(lines[i], railWidth-2) + w.ink.Of(text.Rule, "│")
	}
	bar := strings.Repeat(" ", railWidth-2) + w.ink.Of(text.Rule, "│")
	for len(lines) < height {
		lines = append(lines, bar)
	}
	return lines[:height]
}

func (w *wizard) railLine(step steps.Step, before bool) string {
	if !w.state.Confirmed[step.ID] {
		return " " + w.ink.Of(text.Dim, "· "+step.Title)
	}
	mark := w.ink.Of(text.Good, "✓")
	if !before {
		return " " + mark + " " + w.ink.Of(text.Dim, step.Title)
	}
	return " " + mark + " " + ansi.Truncate(step.Title, railWidth-6, "…")
}

// summary is a step's answer in a few words.
func (w *wizard) summary(id steps.ID) string {
	a := w.state.Answers
	switch id {
	case steps.CleverTapStep:
		return a.Text(setup.Region) + " " + a.Text(setup.ProjectID)
	case steps.TalonOneStep:
		return text.Host(a.Text(setup.TalonOneURL))
	case steps.Application:
		if app, ok := w.state.Chosen(); ok {
			return app.Name
		}
	case steps.EventStep:
		return a.Text(setup.EventName)
	case steps.WebhookStep:
		return a.Text(setup.WebhookName)
	case steps.RuleStep:
		if day, err := setup.ParseDay(a.Text(setup.RuleDate), w.state.Observed.Zone); err == nil {
			return day.Words()
		}
	case steps.EmailStep:
		return a.Text(setup.EmailCampaign)
	}
	return ""
}
