package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

// The schemas. Within one version fields are only ever added, and arrays are
// never null.
const (
	setupSchema     = "talontap.setup/v1"
	planSchema      = "talontap.plan/v1"
	checklistSchema = "talontap.checklist/v1"
	errorSchema     = "talontap.error/v1"
)

type planCounts struct {
	Keep   int `json:"keep"`
	Create int `json:"create"`
	Update int `json:"update"`
	Adopt  int `json:"adopt"`
	Manual int `json:"manual"`
	Unread int `json:"unread"`
}

type planView struct {
	Changes  []plan.Change  `json:"changes"`
	Summary  planCounts     `json:"summary"`
	Capacity *plan.Capacity `json:"capacity,omitempty"`
}

type checklistView struct {
	Checks  []check.Check `json:"checks"`
	Summary check.Summary `json:"summary"`
}

type appliedView struct {
	Resource plan.Resource `json:"resource"`
	State    apply.State   `json:"state"`
	Detail   string        `json:"detail,omitempty"`
}

// SetupJSON writes the end of a setup or demo, or how far it came before err.
// live_check is null where there was nothing to follow yet, and enabled where
// the campaign was not looked at.
func SetupJSON(w io.Writer, r steps.Report, err error) error {
	view := struct {
		Schema    string        `json:"schema"`
		Plan      planView      `json:"plan"`
		Applied   []appliedView `json:"applied"`
		LiveCheck *live.Result  `json:"live_check"`
		Checklist checklistView `json:"checklist"`
		Enabled   *bool         `json:"enabled"`
		Left      []plan.Change `json:"left"`
		Blocked   []string      `json:"blocked"`
		Unended   string        `json:"session_left_open,omitempty"`
		Error     *errorView    `json:"error,omitempty"`
	}{Schema: setupSchema, Plan: viewOfPlan(r.Plan), Applied: []appliedView{}, LiveCheck: viewOfLive(r.Live), Checklist: viewOfChecks(r.Checklist),
		Left: viewOfChanges(r.Left), Blocked: list(r.Blocked), Unended: r.Unended, Error: viewOfError(err)}
	for _, p := range r.Applied {
		view.Applied = append(view.Applied, appliedView{p.Resource, p.State, p.Detail})
	}
	if r.Looked {
		view.Enabled = &r.Enabled
	}
	return encode(w, view)
}

// PlanJSON writes a plan, and what kept parts of it from being looked at.
func PlanJSON(w io.Writer, p plan.Plan, err error) error {
	return encode(w, struct {
		Schema string `json:"schema"`
		planView
		Error *errorView `json:"error,omitempty"`
	}{planSchema, viewOfPlan(p), viewOfError(err)})
}

// ChecklistJSON writes a checklist, and beside it the live check where one was
// made, and what kept the run from its end; r and err may be nil.
func ChecklistJSON(w io.Writer, l check.List, r *live.Result, err error) error {
	return encode(w, struct {
		Schema string `json:"schema"`
		checklistView
		LiveCheck *live.Result `json:"live_check,omitempty"`
		Error     *errorView   `json:"error,omitempty"`
	}{checklistSchema, viewOfChecks(l), viewOfLive(r), viewOfError(err)})
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

func viewOfPlan(p plan.Plan) planView {
	view := planView{Changes: viewOfChanges(p.Changes), Summary: planCounts{
		Keep: p.Count(plan.Keep), Create: p.Count(plan.Create), Update: p.Count(plan.Update),
		Adopt: p.Count(plan.Adopt), Manual: p.Count(plan.Manual), Unread: p.Count(plan.Unread),
	}}
	if p.Capacity.Status != "" {
		view.Capacity = &p.Capacity
	}
	return view
}

func viewOfChanges(changes []plan.Change) []plan.Change {
	out := make([]plan.Change, 0, len(changes))
	for _, c := range changes {
		c.Fields = list(c.Fields)
		out = append(out, c)
	}
	return out
}

func viewOfChecks(l check.List) checklistView {
	return checklistView{list(l.Checks), l.Summary}
}

func viewOfLive(r *live.Result) *live.Result {
	if r == nil {
		return nil
	}
	v := *r
	v.Hops = list(v.Hops)
	v.Proven, v.Rehearsed, v.OnTheDay, v.Left = list(v.Proven), list(v.Rehearsed), list(v.OnTheDay), list(v.Left)
	v.Requests = list(v.Requests)
	v.Gate.Failures, v.Gate.Unseen = list(v.Gate.Failures), list(v.Gate.Unseen)
	return &v
}

// list keeps an empty list from becoming null.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
