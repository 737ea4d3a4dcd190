package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Sample is a rule that a new one can be copied from.
type Sample struct {
	rule Rule
	body map[string]any // the ruleset in its own form, numbers as json.Number
	zone *time.Location
}

// Rule is what the sample does.
func (s Sample) Rule() Rule { return s.rule }

// Target is what the new rule is to hold in place of the sample's.
type Target struct {
	Title           string
	WebhookID       int
	CampaignID      int
	Day             setup.Day
	RedemptionLimit int
}

// From makes a Sample of the two forms of one ruleset. The error says why it
// can't be used.
func From(set talonone.Ruleset, typed talonone.RulesetV2, zone *time.Location) (Sample, error) {
	rule, err := Read(typed, zone)
	if err != nil {
		return Sample{}, err
	}
	switch {
	case !rule.LimitSet:
		return Sample{}, errors.New(words.SampleNoLimit)
	case rule.Pattern != "":
		return Sample{}, errors.New(words.SampleOwnPattern)
	}
	body, err := decode(set.Body)
	if err != nil {
		return Sample{}, fmt.Errorf(words.SampleUnreadable, err)
	}
	s := Sample{rule: rule, body: body, zone: zone}
	_, err = s.For(Target{WebhookID: 1, CampaignID: 1, Day: setup.NextNewYear(time.Unix(0, 0), zone)})
	return s, err
}

// lone gives the ruleset's one rule, and makes sure that nothing stands beside it.
func lone(body map[string]any) (map[string]any, error) {
	rules, _ := body["rules"].([]any)
	if len(rules) != 1 {
		return nil, fmt.Errorf(words.SampleRules, len(rules))
	}
	rule, _ := rules[0].(map[string]any)
	if rule == nil {
		return nil, errors.New(words.SampleNoObject)
	}
	if other, found := besides(body, "rules"); found {
		return nil, fmt.Errorf(words.SampleRulesetHolds, other)
	}
	if other, found := besides(rule, "condition", "effects"); found {
		return nil, fmt.Errorf(words.SampleRuleHolds, other)
	}
	return rule, nil
}

// besides finds the first other member that holds anything but a plain value.
func besides(object map[string]any, known ...string) (name string, found bool) {
	for _, k := range slices.Sorted(maps.Keys(object)) {
		list, _ := object[k].([]any)
		members, _ := object[k].(map[string]any)
		if len(list)+len(members) > 0 && !slices.Contains(known, k) {
			return k, true
		}
	}
	return "", false
}

// For gives the body of a new ruleset: the sample's, with webhook, campaign,
// day, limit and title exchanged, to be activated at once. What belongs to the
// sample alone (its IDs and dates) is left out.
func (s Sample) For(t Target) (json.RawMessage, error) {
	body, err := copied(s.body)
	if err != nil {
		return nil, err
	}
	rule, err := lone(body)
	if err != nil {
		return nil, err
	}
	if err := s.exchangeAll(rule, t); err != nil {
		return nil, err
	}
	rule["title"] = t.Title
	for _, own := range []string{"id", "parentId"} {
		delete(rule, own)
	}
	for _, own := range []string{"id", "campaignId", "templateId", "created", "userId", "activatedAt"} {
		delete(body, own)
	}
	body["activate"] = true
	return json.Marshal(body)
}

// exchangeAll makes every exchange in a rule, or says which of them is not certain.
func (s Sample) exchangeAll(rule map[string]any, t Target) error {
	swaps := s.exchanges(t)
	further := &exchange{is: dated}
	for _, part := range []string{"condition", "effects"} {
		rule[part] = replaced(rule[part], swaps, further)
	}
	for _, x := range swaps {
		if x.found != 1 {
			return fmt.Errorf(words.SampleNotOnce, x.words, x.found)
		}
	}
	if further.found > 0 {
		return errors.New(words.SampleFurtherDate)
	}
	return nil
}

// exchange is one value to be found exactly once and replaced.
type exchange struct {
	words string
	is    func(any) bool
	to    any
	found int
}

func (s Sample) exchanges(t Target) []*exchange {
	out := []*exchange{
		{words: "webhook", is: equals(callAPI(s.rule.WebhookID)), to: callAPI(t.WebhookID)},
		{words: words.SampleFirstInstant, is: sameInstant(s.rule.Start), to: s.moved(s.rule.Start, t.Day, t.Day.Start())},
		{words: words.SampleLastInstant, is: sameInstant(s.rule.End), to: s.moved(s.rule.End, t.Day, t.Day.End().Add(-s.rule.short))},
		{words: words.SampleRedemptionLimit, is: equals(integer(s.rule.RedemptionLimit)), to: integer(t.RedemptionLimit)},
	}
	if s.rule.CampaignID != 0 {
		out = append(out, &exchange{words: "campaign", is: equals(integer(s.rule.CampaignID)), to: integer(t.CampaignID)})
	}
	return out
}

func integer(n int) json.Number { return json.Number(strconv.Itoa(n)) }

// callAPI is how the rule language calls a webhook: seen in a public tool that
// copies campaigns through the live API (likely).
func callAPI(webhookID int) string { return fmt.Sprintf("callApi%d", webhookID) }

func equals[T comparable](want T) func(any) bool {
	return func(v any) bool { got, ok := v.(T); return ok && got == want }
}

func sameInstant(want string) func(any) bool {
	at, err := time.Parse(time.RFC3339Nano, want)
	return func(v any) bool {
		s, ok := v.(string)
		if !ok || err != nil {
			return false
		}
		t, bad := time.Parse(time.RFC3339Nano, s)
		return bad == nil && t.Equal(at)
	}
}

// dated holds for text that is a date or an instant.
func dated(v any) bool {
	s, ok := v.(string)
	if !ok {
		return false
	}
	_, notInstant := time.Parse(time.RFC3339Nano, s)
	_, notDate := time.Parse(time.DateOnly, s)
	return notInstant == nil || notDate == nil
}

// moved carries an instant of the sample's day to where it lies on the wanted
// one, written in the same way. By the wall clock, only the date moves.
func (s Sample) moved(instant string, day setup.Day, to time.Time) string {
	was, err := time.Parse(time.RFC3339Nano, instant)
	if err != nil {
		return instant
	}
	_, offset := was.Zone()
	if s.rule.ByWallClock {
		was = was.In(time.FixedZone("as written", offset)) // and not this machine's zone, whose clocks may change
		return was.AddDate(0, 0, day.DaysAfter(s.rule.day)).Format(time.RFC3339Nano)
	}
	to = to.In(s.zone)
	if offset == 0 {
		to = to.UTC()
	}
	return to.Format(time.RFC3339Nano)
}

// replaced gives a copy with every exchange made, all in one pass: a value just
// put in is never taken for one to be replaced. A value that two exchanges claim
// counts twice for each, which makes both ambiguous. What none claims is counted
// for further, and stays.
func replaced(v any, swaps []*exchange, further *exchange) any {
	var hits []*exchange
	for _, x := range swaps {
		if x.is(v) {
			hits = append(hits, x)
		}
	}
	for _, x := range hits {
		x.found += len(hits)
	}
	if len(hits) > 0 {
		return hits[0].to
	}
	if further.is(v) {
		further.found++
	}
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = replaced(v[i], swaps, further)
		}
	case map[string]any:
		for key := range v {
			v[key] = replaced(v[key], swaps, further)
		}
	}
	return v
}

func decode(raw []byte) (map[string]any, error) {
	var body map[string]any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	err := d.Decode(&body)
	return body, err
}

func copied(body map[string]any) (map[string]any, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return decode(raw)
}
