package apply

import (
	"context"
	"fmt"
	"slices"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// RemovalTalonOne is what taking back reads and writes there; all of it is
// published.
type RemovalTalonOne interface {
	Campaign(ctx context.Context, application, id int) (talonone.Campaign, error)
	UpdateCampaign(ctx context.Context, was talonone.Campaign, change talonone.CampaignChange) (talonone.Campaign, error)
	DeleteCampaign(ctx context.Context, application, id int) error
	Coupons(ctx context.Context, application, campaign int, f talonone.CouponFilter) ([]talonone.Coupon, error)
}

// Fate is what taking back did with one thing.
type Fate string

// The fates.
const (
	Deleted  Fate = "deleted"
	Disabled Fate = "disabled" // and it stays
	Stays    Fate = "stays"    // untouched
)

// TakenBack is one thing of the setup, and what became of it.
type TakenBack struct {
	Resource plan.Resource `json:"resource"`
	Name     string        `json:"name"`
	Fate     Fate          `json:"fate"`
	Why      string        `json:"why,omitempty"`   // why it stays
	Where    string        `json:"where,omitempty"` // where a person removes it
}

// Removal takes back at Talon.One what talontap made and may take back: the
// campaign. It is disabled first, so that nothing more is made or sent, and
// deleted only when it was made for this setup, as its description says, and no
// customer holds a code of it: deleting a campaign ends its codes. What was deleted is gone, so a run
// that was cut off is simply run again.
type Removal struct {
	TalonOne RemovalTalonOne
	Journal  *journal.Journal
	Tell     func(TakenBack) // each thing once it is settled; may be nil
}

// Run takes back what there is and lists everything of the setup, also what
// stays. The list is good for as far as it came when the error is not nil.
func (r Removal) Run(ctx context.Context, w setup.Wanted, seen plan.Seen) ([]TakenBack, error) {
	var out []TakenBack
	note := func(t TakenBack) {
		out = append(out, t)
		if r.Tell != nil {
			r.Tell(t)
		}
	}
	if c := seen.Campaign.Campaign; c != nil {
		t, err := r.campaign(ctx, w, *c, seen.Campaign.Ours)
		if err != nil {
			return out, err
		}
		note(t)
	}
	if hook, ours, found := plan.OurWebhook(w, seen); found {
		note(keptWebhook(hook, ours))
	}
	note(TakenBack{Resource: plan.EmailCampaign, Name: w.Email.Campaign, Fate: Stays, Why: words.RemoveNoAPI,
		Where: fmt.Sprintf(words.RemoveEmailWhere, w.Email.Campaign)})
	note(TakenBack{Resource: plan.Event, Name: w.Event.Name, Fate: Stays, Why: words.RemoveEventKept,
		Where: fmt.Sprintf(words.RemoveEventWhere, w.Event.Name)})
	return out, nil
}

func keptWebhook(hook talonone.Webhook, ours bool) TakenBack {
	t := TakenBack{Resource: plan.Webhook, Name: hook.Title, Fate: Stays, Why: words.RemoveNoCall,
		Where: fmt.Sprintf(words.RemoveWebhookWhere, hook.Title)}
	if !ours {
		t.Why = setup.NotMade(hook.Description)
	}
	return t
}

func (r Removal) campaign(ctx context.Context, w setup.Wanted, seen talonone.Campaign, ours bool) (TakenBack, error) {
	t := TakenBack{Resource: plan.Campaign, Name: seen.Name, Fate: Stays,
		Where: fmt.Sprintf(words.RemoveCampaignWhere, w.Application.Name, seen.Name)}
	if !ours {
		t.Why = setup.NotMade(append(slices.Clone(seen.Tags), seen.Description)...)
		return t, nil
	}
	if err := r.disable(ctx, w, seen.ID); err != nil {
		return t, fmt.Errorf("disabling the campaign %q: %w", seen.Name, err)
	}
	if !setup.Marked(seen.Description, w.Profile) {
		t.Fate, t.Why = Disabled, words.RemoveTakenOver
		return t, nil
	}
	held, err := r.heldByCustomers(ctx, w, seen.ID)
	if err != nil {
		return t, fmt.Errorf("reading the codes of the campaign %q: %w", seen.Name, err)
	}
	if held > 0 {
		t.Fate, t.Why = Disabled, fmt.Sprintf(words.RemoveHasCodes, held)
		return t, nil
	}
	err = r.recorded("delete", w, func() error { return r.TalonOne.DeleteCampaign(ctx, w.Application.ID, seen.ID) })
	if err != nil {
		return t, fmt.Errorf("deleting the campaign %q, which is disabled: %w", seen.Name, err)
	}
	t.Fate, t.Where = Deleted, ""
	return t, nil
}

func (r Removal) disable(ctx context.Context, w setup.Wanted, id int) error {
	now, err := r.TalonOne.Campaign(ctx, w.Application.ID, id)
	if err != nil || now.State == "disabled" {
		return err
	}
	disabled := "disabled"
	return r.recorded("disable", w, func() error {
		_, err := r.TalonOne.UpdateCampaign(ctx, now, talonone.CampaignChange{State: &disabled})
		return err
	})
}

// heldByCustomers counts the codes that are not a test customer's.
func (r Removal) heldByCustomers(ctx context.Context, w setup.Wanted, id int) (int, error) {
	all, err := r.TalonOne.Coupons(ctx, w.Application.ID, id, talonone.CouponFilter{})
	return len(slices.DeleteFunc(all, func(c talonone.Coupon) bool { return c.Recipient == w.Test.Identity })), err
}

// RemovalMark is what the journal names taking back by.
func RemovalMark(profile string) string { return fmt.Sprintf(words.RemovePart, setup.MarkOf(profile)) }

func (r Removal) recorded(action string, w setup.Wanted, write func() error) error {
	return r.Journal.Around(string(plan.Campaign), action, RemovalMark(w.Profile), write)
}
