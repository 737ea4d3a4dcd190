package screens

import (
	"slices"
	"strings"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
)

// resource names what a setup consists of, as it stands on screen.
func resource(c plan.Change) string {
	switch c.Resource {
	case plan.Event:
		return "test event"
	case plan.EmailCampaign:
		return c.Channel.Say("email campaign")
	}
	return c.Title()
}

func action(c plan.Change) string {
	switch {
	case c.Action == plan.Keep:
		return "keep"
	case c.Resource == plan.Enable:
		return "step 10"
	case c.Action == plan.Manual:
		return "by hand"
	}
	return string(c.Action)
}

// route says who does it.
func route(c plan.Change) string {
	switch {
	case c.Route == plan.Found:
		return "is there"
	case c.Route == plan.API || c.Resource == plan.Enable:
		return "talontap"
	}
	return "you"
}

// published says whether the vendor publishes the call that is used.
func published(c plan.Change) string {
	switch {
	case c.Action == plan.Keep || c.Route == plan.Guided && c.Resource != plan.Enable:
		return "–"
	case c.Published == plan.Yes:
		return "yes"
	case c.Published == plan.Formerly:
		return "until 2022"
	}
	return "no"
}

// withoutEnabling leaves out the last act, which is always talontap's.
func withoutEnabling(changes []plan.Change) []plan.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c plan.Change) bool { return c.Resource == plan.Enable })
}

func resources(changes []plan.Change) string {
	var names []string
	for _, c := range changes {
		names = append(names, resource(c))
	}
	return strings.Join(names, ", ")
}

// Live reports whether the campaign runs, as this run made it or the plan saw it.
func Live(t steps.Turn) bool {
	return t.Runs || len(t.Report.Plan.Changes) > 0 && t.Report.Plan.Of(plan.Enable).Action == plan.Keep
}

// Summary is a step's answer in a few words.
func Summary(st steps.State, id steps.ID) string {
	a := st.Answers
	switch id {
	case steps.CleverTapStep:
		return a.Text(setup.Region) + " " + a.Text(setup.ProjectID)
	case steps.TalonOneStep:
		return text.Host(a.Text(setup.TalonOneURL))
	case steps.Application:
		if app, ok := st.Chosen(); ok {
			return app.Name
		}
	case steps.RuleStep:
		if day, err := setup.ParseDay(a.Text(setup.RuleDate), st.Observed.Zone); err == nil {
			return day.Words()
		}
	case steps.Values:
		return a.Text(setup.EventName)
	}
	return ""
}
