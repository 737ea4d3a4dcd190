package plain_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

// carded is a change with a card behind it.
func carded(r plan.Resource, name string) plan.Change {
	c := guide.Card{Resource: string(r), Name: name, Title: "Make it", Where: "Talon.One: Account › " + name, Address: "https://shop.talon.one",
		Fields: []guide.Field{{Label: "Verb", Value: "POST"}}}
	return plan.Change{Resource: r, Name: name, Action: plan.Manual, Route: plan.Guided, Published: plan.No, Why: "no published call makes it",
		Card: c, Steps: c.Lines()}
}

func marked(c plan.Change, marks ...guide.Mark) steps.WatchedCard {
	return steps.WatchedCard{Card: c.Card, Marks: marks, Right: guide.Done(marks), Blind: guide.Hidden(marks)}
}

func TestCardsComeOneAfterTheOtherAndGoOnWhenTheyAreRight(t *testing.T) {
	hook, rule := carded(plan.Webhook, "Send CleverTap Email"), carded(plan.Rule, "Create coupon")
	rounds, looked := 0, 0
	e := &engine{plan: byHandPlan, left: func() ([]plan.Change, error) {
		if rounds++; rounds == 1 {
			return []plan.Change{hook, rule}, nil
		}
		return nil, nil
	}, watched: func() (steps.Watched, error) {
		right := guide.Mark{Field: "Verb", State: guide.Right, Seen: "POST", Wanted: "POST"}
		if looked++; looked == 1 {
			wrong := guide.Mark{Field: "Verb", State: guide.Wrong, Seen: "PUT", Wanted: "POST", Says: "CleverTap accepts events only by POST", Mend: "change it to POST"}
			return steps.Watched{Cards: []steps.WatchedCard{marked(hook, wrong), marked(rule, right)}}, nil
		}
		return steps.Watched{Cards: []steps.WatchedCard{marked(hook, right), marked(rule, right)}}, nil
	}}
	_, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\nlook\nlook\nlook\n"+enters(plenty))
	order(t, e, "plan", "apply", "look at cards", "look at cards", "look at cards", "plan", "apply", "live relay", "checklist")
	says(t, transcript, "By hand, 1 of 2: webhook", "open: https://shop.talon.one", "✗ Verb: CleverTap accepts events only by POST",
		"seen:   PUT", "wanted: POST", "do: change it to POST", "✓ 1 field of 1 right", "By hand, 2 of 2: rule")
	if strings.Index(transcript, "By hand, 2 of 2") < strings.Index(transcript, "✓ 1 field of 1 right") {
		t.Error("the second card came before the first was right")
	}
}

func TestAnActivationThatCameTooEarlyIsTakenBackOnTheWord(t *testing.T) {
	c := carded(plan.Campaign, "Coupon by email")
	e := &engine{plan: byHandPlan, left: func() ([]plan.Change, error) { return []plan.Change{c}, nil },
		watched: func() (steps.Watched, error) {
			early := guide.Mark{Field: guide.StateField, State: guide.Wrong, Seen: "enabled", Wanted: "disabled", Says: "activated already"}
			return steps.Watched{Early: true, Cards: []steps.WatchedCard{marked(c, early)}}, nil
		}}
	_, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\nlook\nyes\nlook\nno\n"+enters(plenty))
	order(t, e, "plan", "apply", "look at cards", "take back", "look at cards", "checklist")
	says(t, flat(transcript), "Should talontap deactivate it?", "✓ The campaign is deactivated.")
}

func TestAPlaceholderThatIsPastedIsCompared(t *testing.T) {
	c := carded(plan.EmailCampaign, "Coupon email")
	e := &engine{left: func() ([]plan.Change, error) { return []plan.Change{c}, nil }}
	_, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)},
		"\n{{ @Coupon Generated - CouponGenerated | default: \"soon\" }}\n{{ }}\n{{ Event.CouponCode | default: \"soon\" }}\n"+enters(plenty))
	says(t, flat(transcript), `✗ property: it shows the property "CouponGenerated"`, "takes nothing from an event", "✓ This placeholder shows the code.")
}

func TestWhatCannotBeSeenIsAskedForOneByOneAndOnlyAYesOpensTheGate(t *testing.T) {
	for input, enabled := range map[string]bool{"\n\nyes\nyes\nyes\n": true, "\n\nyes\nno\n": false, "\n\n\n": false} {
		e := &engine{shut: true, live: func() (live.Result, error) {
			return live.Result{Arrived: true, CouponCode: "NY-7K3Q-88PD", Gate: live.Gate{Unseen: []live.Item{{ID: "rule", Says: "the rule"}, {ID: "effect", Says: "its webhook effect"}}}}, nil
		}}
		out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, input+enters(plenty))
		says(t, transcript, "talontap cannot see this: the rule.", "with the plan?")
		if out.Enabled != enabled {
			t.Errorf("after %q it is enabled: %v, want %v\n%s", input, out.Enabled, enabled, transcript)
		}
	}
}

func TestWhatACampaignThatRunsHoldsIsAskedForToo(t *testing.T) {
	item := live.Item{ID: "beside.webhook.11.x", Object: "webhook 11", About: plan.Webhook, Says: "the webhook's Credential: 4"}
	e := &engine{enabled: true, live: func() (live.Result, error) {
		return live.Result{Arrived: true, CouponCode: "NY-7K3Q-88PD", Gate: live.Gate{Unseen: []live.Item{item}}}, nil
	}}
	_, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, "\n\nyes\n"+enters(plenty))
	says(t, transcript, "Only you can judge this: the webhook's Credential: 4.", "The campaign is enabled.")
	if !slices.Contains(e.calls, "compared beside.webhook.11.x") {
		t.Errorf("the word was not noted: %v", e.calls)
	}
}

func TestTalontapTakesOverOnlyWhatItWasToldTo(t *testing.T) {
	foreign := func() (plan.Plan, error) {
		c := carded(plan.Webhook, "Send CleverTap Email")
		c.Action, c.Adoptable = plan.Adopt, true
		return plan.Plan{Changes: []plan.Change{c}}, nil
	}
	for answer, adopt := range map[string]bool{"yes": true, "no": false, "": false} {
		e := &engine{plan: foreign}
		out, transcript := talk(t, options{Engine: e, State: at(answered(t), steps.Review)}, answer+"\n"+enters(plenty))
		says(t, flat(transcript), "May talontap take it over")
		if out.State.Adopt != adopt {
			t.Errorf("after %q it may take over: %v", answer, out.State.Adopt)
		}
		if n := strings.Count(transcript, "May talontap take it over"); n != 1 {
			t.Errorf("after %q it was asked %d times", answer, n)
		}
	}
}
