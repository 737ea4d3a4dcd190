package engine

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// candidate tries a new value of one credential in place of the one in use.
type candidate struct {
	session *Session
	state   steps.State
	which   rotate.Credential
}

func (c candidate) in(value secret.Secret) steps.State {
	st := c.state
	st.Answers = st.Answers.WithSecret(c.which.Key(), value, setup.Typed)
	return st
}

func (c candidate) try(ctx context.Context, value secret.Secret) (p rotate.Proof, err error) {
	a := c.in(value).Answers
	switch c.which {
	case rotate.Management:
		_, p.Detail, err = c.session.tryManagementKey(ctx, a)
	case rotate.Integration:
		p.Detail, err = c.session.tryIntegrationKey(ctx, a)
	default:
		p.Detail, err = c.session.tryPasscode(ctx, a)
	}
	return p, err
}

// sameApplication tells an Integration API key of the Application from one of
// another, by a dry run of the setup's own campaign on its day.
func (c candidate) sameApplication(ctx context.Context, value, old secret.Secret) (rotate.Proof, error) {
	unsure := rotate.Proof{Warn: words.CandidateNotTried,
		Fix: fmt.Sprintf(words.CandidateCompare, setup.WhereIntegrationKeys)}
	_, w, standing, err := c.standing(ctx)
	if err != nil || !standing.Complete() {
		return unsure, err
	}
	made, err := c.makes(ctx, value, w, standing)
	if err != nil || made {
		return rotate.Proof{Detail: fmt.Sprintf(words.CandidateEvaluates, standing.Campaign.Name, w.Application.Name)}, err
	}
	with, err := c.makes(ctx, old, w, standing)
	if err == nil && with {
		return rotate.Proof{}, &rotate.Problem{Kind: rotate.Unsound, Text: fmt.Sprintf(words.CandidateOther, standing.Campaign.Name),
			Advice: fmt.Sprintf(words.CandidateOtherFix, w.Application.Name)}
	}
	return unsure, nil
}

// makes reports whether the rule makes a coupon for whoever calls with this key.
func (c candidate) makes(ctx context.Context, value secret.Secret, w setup.Wanted, standing plan.Standing) (bool, error) {
	t, err := c.session.talonOne(c.in(value).Answers)
	if err != nil {
		return false, err
	}
	checker := live.Checker{TalonOne: t, Now: c.session.world.Now}
	all, err := checker.SimulateDay(ctx, w, standing)
	for _, at := range all {
		if at.Made > 0 {
			return true, nil
		}
	}
	return false, err
}

// shop says who else may call with an Integration API key. No API tells which
// key a call came with.
func (c candidate) shop(ctx context.Context) (string, error) {
	t, err := c.session.talonOne(c.state.Answers)
	if err != nil {
		return "", err
	}
	app, _, err := c.session.application(ctx, t, c.state)
	if err != nil {
		return "", err
	}
	last, found, err := c.session.lastCall(ctx, t, app.ID, setup.Test{Identity: c.state.Answers.Text(setup.TestIdentity)})
	switch {
	case transport.KindOf(err) == transport.Refused || unauthorised(err):
		return words.CandidateShop, nil
	case err != nil:
		return "", err
	case !found:
		return fmt.Sprintf(words.CandidateShopNone, words.CandidateShop), nil
	}
	return fmt.Sprintf(words.CandidateShopLast, words.CandidateShop, called(last)), nil
}
