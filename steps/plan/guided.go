package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/setup"
)

// CardOf is the card by which a person makes a thing; zero for what nobody makes
// by hand.
func CardOf(r Resource, w setup.Wanted) guide.Card {
	cards := map[Resource]func(setup.Wanted) guide.Card{Webhook: guide.Webhook, Campaign: guide.Campaign, Rule: guide.Rule,
		EmailCampaign: guide.Email, Enable: guide.Enabling}
	if card, made := cards[r]; made {
		return card(w)
	}
	return guide.Card{}
}

// CardFor is CardOf where nothing is there yet, and else the card that suits the
// thing: a webhook of the CleverTap integration is compared, never made.
func CardFor(r Resource, w setup.Wanted, s Seen) guide.Card {
	if hook, _, found := OurWebhook(w, s); r == Webhook && found && hook.OfCleverTap() {
		return guide.Integration(w, hook)
	}
	return CardOf(r, w)
}

// Shown is what was seen, as marks are made of it.
func Shown(w setup.Wanted, s Seen) guide.Seen {
	out := guide.Seen{WebhookHidden: s.WebhooksUnread, CampaignHidden: s.CampaignsUnread,
		Rule: s.Campaign.Active, RuleHidden: s.Campaign.Unread, Email: s.Email.Row}
	if !s.Email.Looked {
		out.EmailHidden = s.Email.Why
	}
	if hook, _, found := OurWebhook(w, s); found {
		out.Webhook = &hook
	}
	out.Others, _ = others(w, s)
	if len(s.Campaign.rivals(w)) == 0 {
		out.Campaign = s.Campaign.Campaign
	}
	return out
}

// ShownOf is what was seen with what one thing holds beside what was asked for.
func ShownOf(r Resource, w setup.Wanted, s Seen) guide.Seen {
	out := Shown(w, s)
	out.Beside = StandingOf(w, s).Beside(w)[r]
	return out
}

// fixing is the part of a card that differs. Where the marks do not show a
// difference that the plan found, the plan's fields are the card.
func fixing(r Resource, w setup.Wanted, s Seen, fields []Field) guide.Card {
	if hook, _, found := OurWebhook(w, s); r == Webhook && found && hook.OfCleverTap() {
		return withFields(guide.Integration(w, hook), fields)
	}
	all := CardOf(r, w)
	s = s.copied(w)
	shown := ShownOf(r, w, s)
	shown.Running = true // that it runs is for enabling's row
	card := guide.Fixing(all, guide.Marks(all, w, shown))
	if len(card.Fields) == 0 {
		card = withFields(card, fields)
	}
	return card
}

// withFields adds what differs to a card, but for the integration: its fields are
// the card's own.
func withFields(card guide.Card, fields []Field) guide.Card {
	for _, f := range fields {
		if f.Name != whole.Integration {
			card.Fields = append(card.Fields, guide.Field{Label: f.Name, Value: f.To, Seen: cmp.Or(f.From, "nothing")})
		}
	}
	return card
}

// Fingerprint stands for a ruleset as it was read, in either of its forms. It
// tells that something changed, never what.
func Fingerprint(ruleset any) string {
	raw, err := json.Marshal(ruleset)
	if set, talang := ruleset.(talonone.Ruleset); talang {
		raw, err = set.Body, nil
	}
	if err != nil || len(raw) == 0 {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:6])
}
