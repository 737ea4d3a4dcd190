package main

import (
	"encoding/json"
	"fmt"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

// objects are what stands at both vendors.
type objects struct {
	webhooks, campaigns, rulesets, coupons, customers int // all there are
	ourWebhooks, ourCampaigns, ourRulesets, enabled   int // of this profile
}

func (s *scene) objects() (n objects) {
	s.Helper()
	raw, err := json.Marshal(s.box.State())
	if err != nil {
		s.Fatal(err)
	}
	var state struct {
		TalonOne struct {
			Webhooks, Coupons, Customers []struct{ Description string }
			Campaigns                    []struct {
				ID                 int
				Description, State string
			}
			Rulesets []struct{ CampaignID int }
		}
	}
	if err := json.Unmarshal(raw, &state); err != nil {
		s.Fatal(err)
	}
	all := state.TalonOne
	n.webhooks, n.campaigns, n.rulesets = len(all.Webhooks), len(all.Campaigns), len(all.Rulesets)
	n.coupons, n.customers = len(all.Coupons), len(all.Customers)
	for _, w := range all.Webhooks {
		if setup.Marked(w.Description, s.profile) {
			n.ourWebhooks++
		}
	}
	for _, c := range all.Campaigns {
		if !setup.Marked(c.Description, s.profile) {
			continue
		}
		n.ourCampaigns++
		if c.State == "enabled" {
			n.enabled++
		}
		for _, r := range all.Rulesets {
			if r.CampaignID == c.ID {
				n.ourRulesets++
			}
		}
	}
	return n
}

// stands is all of it in words, with what the profile keeps but for its own
// address, what is named after the profile, and the time of day.
func (s *scene) stands() string {
	s.Helper()
	p, err := store.Open(s.folder).Load(s.profile, schema())
	if err != nil {
		s.Errorf("the profile: %v", err)
	}
	delete(p.Answers, string(setup.TalonOneURL))
	delete(p.Answers, string(setup.ProjectID))
	delete(p.Answers, string(setup.TestIdentity))
	return fmt.Sprintf("%+v\n%v\n%v\n%v", s.objects(), p.Answers, p.Noted, p.Confirmed)
}

// passcode is what our webhook in Talon.One sends with.
func (s *scene) passcode() secret.Secret {
	s.Helper()
	client, err := talonone.New(talonone.Config{Base: s.box.TalonOneURL(), ManagementKey: secret.New(s.management)})
	if err != nil {
		s.Fatal(err)
	}
	hooks, err := client.Webhooks(s.Context(), 0)
	if err != nil {
		s.Fatal(err)
	}
	for _, hook := range hooks {
		if !setup.Marked(hook.Description, s.profile) {
			continue
		}
		for _, h := range hook.Headers {
			if h.Name == "X-CleverTap-Passcode" {
				return h.Value
			}
		}
	}
	s.Error("no webhook of ours has a passcode")
	return secret.Secret{}
}

// accepted says whether CleverTap takes a passcode.
func (s *scene) accepted(passcode secret.Secret) error {
	client, err := clevertap.New(clevertap.Config{Base: s.box.CleverTapURL(), Region: s.env["TALONTAP_CLEVERTAP_REGION"],
		ProjectID: s.env["TALONTAP_CLEVERTAP_PROJECT_ID"], Passcode: passcode})
	if err != nil {
		return err
	}
	_, _, err = client.Profile(s.Context(), "anybody")
	return err
}
