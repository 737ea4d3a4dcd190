package plan_test

import (
	"strings"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func TestAWebhookThatAnotherSetupHasForItselfIsNeitherThisOneNorTakenOver(t *testing.T) {
	w := wanted(t)
	w.Adopt = true
	w.Origin = setup.Origin{Profile: "staging", Application: talonone.Application{ID: 9, Name: "Staging"}}
	const by = "Made by talontap:%; change it there."
	for _, c := range []struct {
		name, description string
		applications      []int
		theirs            string // why it stays; "": it may be meant
	}{
		{"the origin's by its mark", strings.Replace(by, "%", "staging", 1), []int{9}, "another setup, staging"},
		{"the origin's in this Application too", strings.Replace(by, "%", "staging", 1), []int{1, 9}, "another setup, staging"},
		{"the origin's for all Applications", strings.Replace(by, "%", "staging", 1), nil, "another setup, staging"},
		{"one without a mark in the origin's Application", "", []int{9}, "Application 9, that of profile staging"},
		{"a third setup's for another Application", strings.Replace(by, "%", "shop-eu", 1), []int{5}, "another setup, shop-eu"},
		{"a third setup's in this Application", strings.Replace(by, "%", "shop-eu", 1), []int{1}, ""},
		{"one without a mark in this Application too", "", []int{1, 9}, ""},
		{"one without a mark in an Application of nobody's", "", []int{5}, ""},
	} {
		h := hook(w)
		h.Description, h.ApplicationIDs, h.Verb = c.description, c.applications, "PUT"
		s := plan.Seen{SignedIn: true, Sample: fit(t), Webhooks: []talonone.Webhook{h}}
		got := plan.Make(w, s).Of(plan.Webhook)
		_, _, meant := plan.OurWebhook(w, s)
		if meant != (c.theirs == "") || (got.Action == plan.Create) != (c.theirs != "") || !strings.Contains(got.Why, c.theirs) {
			t.Errorf("%s: meant %v, it is %s because %q", c.name, meant, got.Action, got.Why)
		}
	}
}
