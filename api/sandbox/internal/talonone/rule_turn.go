package talonone

import (
	"cmp"
	"errors"
	"slices"
)

// turn is one rule in one evaluation. It knows what there was before, because a rule
// that meets a limit does nothing at all.
type turn struct {
	run      *evaluation
	campaign campaign
	ruleset  ruleset
	index    int
	rule     rule
	bindings map[string]any
	talang   *interpreter

	before    outcome
	generated string
}

// limitReached ends a rule. modelled: that it takes back all that the rule did.
type limitReached struct{ reason string }

func (l limitReached) Error() string { return l.reason }

func newTurn(run *evaluation, owner campaign, from ruleset, index int, one rule) *turn {
	made := &turn{run: run, campaign: owner, ruleset: from, index: index, rule: one, bindings: map[string]any{}, before: run.result}
	for _, each := range append(from.bindings(), one.Bindings...) {
		made.bindings[each.Name] = each.Expression
	}
	made.talang = newInterpreter(made)
	return made
}

func (t *turn) take() {
	held, err := t.talang.truth(t.rule.Condition)
	switch {
	case err != nil && isFatal(err):
		t.run.result = t.before
		t.add("error", map[string]any{"message": err.Error()})
		return
	case err != nil:
		t.miss(err.Error(), nil)
		return
	case !held:
		t.miss("The condition was not met", nil)
		return
	}
	for i, each := range t.rule.Effects {
		_, err := t.talang.eval(each)
		var full limitReached
		switch {
		case errors.As(err, &full):
			t.miss(full.reason, &i)
			return
		case err != nil:
			t.add("error", map[string]any{"message": err.Error()})
		}
	}
	t.finish()
}

// finish puts the codes that the rule accepted before all else that it did.
func (t *turn) finish() {
	all, since := &t.run.result, len(t.before.effects)
	effects := slices.Clone(all.effects[since:])
	all.effects = all.effects[:since]
	for _, code := range all.accepted[len(t.before.accepted):] {
		t.accept(code)
	}
	all.effects = append(all.effects, effects...)
	if len(all.effects) > since {
		all.triggered = append(all.triggered, t.campaign.ID)
	}
	t.run.generated = cmp.Or(t.generated, t.run.generated)
}

// miss notes why the rule did nothing.
func (t *turn) miss(details string, effectIndex *int) {
	t.run.result = t.before
	t.run.result.failures = append(t.run.result.failures, ruleFailure{
		CampaignID: t.campaign.ID, CampaignName: t.campaign.Name, RulesetID: t.ruleset.id,
		RuleIndex: t.index, RuleName: t.rule.Title, EffectIndex: effectIndex, Details: details,
	})
}

func (t *turn) add(kind string, props any) {
	t.run.result.effects = append(t.run.result.effects, effect{
		CampaignID: t.campaign.ID, RulesetID: t.ruleset.id, RuleIndex: t.index,
		RuleName: t.rule.Title, EffectType: kind, Props: props,
	})
}

// lookup finds what a rule can name: a binding, or the customer, the session,
// the campaign.
func (t *turn) lookup(path []string) (any, bool) {
	if expression, bound := t.bindings[path[0]]; bound {
		value, err := t.talang.eval(expression)
		if err == nil {
			value, err = descend(value, path[1:])
		}
		return value, err == nil
	}
	value, err := descend(t.roots(), path)
	return value, err == nil && value != nil
}

// roots are the entities by their names in a path. modelled: the spelling of
// what lies below them, where a published path does not show it.
func (t *turn) roots() any {
	on := t.run.on
	roots := map[string]any{
		"Now":         on.at.In(on.shop.zone),
		"Application": map[string]any{"Id": float64(on.shop.ID), "Name": on.shop.Name},
		"Campaign": map[string]any{
			"Id": float64(t.campaign.ID), "Name": t.campaign.Name, "Attributes": t.campaign.Attributes,
		},
	}
	session := on.session.paths()
	if code := cmp.Or(t.generated, t.run.generated); code != "" {
		session["GeneratedCoupon"] = code
	}
	roots["Session"] = session
	if on.profile != nil {
		roots["Profile"] = on.profile.paths()
	}
	return roots
}

func (t *turn) spend(of campaign, action string, amount float64, coupon string) error {
	next := t.run.on.spendOf(of, action, amount, coupon)
	if reason := t.run.account.beyondLimits(of, next, t.run.result.spends...); reason != "" {
		return limitReached{reason}
	}
	t.run.result.spends = append(t.run.result.spends, next)
	return nil
}
