package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

// OurWebhook picks the webhook of the setup among those seen: the one of Talon.One's
// own CleverTap integration that the rule calls, else the one with our mark, else
// the one of the wanted name. Of several none is picked: which of them
// is meant, only the admin knows.
func OurWebhook(w setup.Wanted, s Seen) (hook talonone.Webhook, ours bool, found bool) {
	hooks, ours := candidates(w, s)
	if len(hooks) != 1 {
		return talonone.Webhook{}, false, false
	}
	return hooks[0], ours, true
}

// candidates are the webhooks among which the setup's is: the integration's that
// the rule calls, since any beside it would send twice; else those with our mark;
// else those of the wanted name, and of these those that the Application shows,
// if there are any.
func candidates(w setup.Wanted, s Seen) (hooks []talonone.Webhook, ours bool) {
	rule := s.Campaign
	if rule.Campaign == nil && rule.Before != nil {
		rule = *rule.Before // its copy calls the same
	}
	for _, h := range s.Webhooks {
		if h.OfCleverTap() && sample.Calls(rule.Active, rule.Talang, w.Rule.Name, h.ID) {
			return []talonone.Webhook{h}, false
		}
	}
	without := func(all []talonone.Webhook, those func(talonone.Webhook) bool) []talonone.Webhook {
		return slices.DeleteFunc(slices.Clone(all), those)
	}
	marked := without(s.Webhooks, func(h talonone.Webhook) bool { return !setup.Marked(h.Description, w.Profile) })
	if len(marked) > 0 {
		return marked, true
	}
	named := without(s.Webhooks, func(h talonone.Webhook) bool {
		return !strings.EqualFold(h.Title, w.Webhook.Title) || othersOwn(w, h) != ""
	})
	if shown := without(named, func(h talonone.Webhook) bool { return elsewhere(w, h) }); len(shown) > 0 {
		return shown, false
	}
	return named, false
}

// elsewhere reports whether only other Applications show a webhook.
func elsewhere(w setup.Wanted, h talonone.Webhook) bool {
	return len(h.ApplicationIDs) > 0 && !slices.Contains(h.ApplicationIDs, w.Application.ID)
}

// othersOwn says whose a webhook is that another setup has for itself; "" is one that
// may be meant. It is the origin's, by its mark or its Application, or it carries the
// mark of any other setup and serves other Applications alone.
func othersOwn(w setup.Wanted, h talonone.Webhook) string {
	only := elsewhere(w, h)
	made := setup.NotMade(h.Description)
	switch {
	case setup.Marked(h.Description, w.Profile):
	case w.Origin.Profile != "" && setup.Marked(h.Description, w.Origin.Profile), only && made != setup.NotMade():
		return made
	case only && slices.Contains(h.ApplicationIDs, w.Origin.Application.ID):
		return fmt.Sprintf(words.PlanWebhookOfApplication, w.Origin.Application.ID, w.Origin.Profile)
	}
	return ""
}

// others are the webhooks of the wanted name that other setups have for themselves.
func others(w setup.Wanted, s Seen) (ids []int, says string) {
	var all []string
	for _, h := range s.Webhooks {
		if whose := othersOwn(w, h); whose != "" {
			ids = append(ids, h.ID)
			all = append(all, fmt.Sprintf(words.PlanWebhookStays, h.ID, whose))
		}
	}
	return ids, strings.Join(all, "; ")
}

func webhookChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: Webhook, Name: w.Webhook.Title, Published: No}
	hook, ours, found := OurWebhook(w, s)
	hooks, _ := candidates(w, s)
	_, beside := others(w, s)
	switch {
	case s.Failed[ReadWebhooks] != nil:
		c.unread(s.Failed[ReadWebhooks])
	case s.WebhooksUnread != "":
		c.leave(Manual, fmt.Sprintf(words.PlanWebhooksHidden, s.WebhooksUnread), guide.Webhook(w))
	case len(hooks) > 1:
		whichWebhook(&c, w, s)
	case !found && !mayCreate(w, s):
		c.leave(Manual, joined(whyByHand(w, s, words.PlanNoCallMakesWebhook), beside, insteadOf(s)), guide.Webhook(w))
		c.Fields = WebhookFields(w, talonone.Webhook{})
	case !found:
		c.Action, c.Route, c.Why = Create, API, joined(beside, insteadOf(s))
		c.Fields = WebhookFields(w, talonone.Webhook{})
	default:
		c.Fields = WebhookFields(w, hook)
		c.Action, c.Route, c.Published = Keep, Found, Yes
		if hook.OfCleverTap() {
			c.Name = hook.Title
		}
		c.beside(hook.ID, whole.Webhook(w, hook))
		if len(c.Fields) > 0 {
			c.Published = No
			fixWebhook(&c, w, s, hook, ours)
		}
		c.ask(w, s)
	}
	return c
}

// insteadOf names the webhooks of the integration, any of which the setup can use
// instead of one of its own; "" where there are none.
func insteadOf(s Seen) string {
	var titles []string
	for _, h := range s.Webhooks {
		if h.OfCleverTap() {
			titles = append(titles, quote(h.Title))
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return fmt.Sprintf(words.PlanIntegrationThere, strings.Join(titles, ", "), setup.WebhookName)
}

// joined puts what is said of one thing one after the other.
func joined(says ...string) string {
	return strings.Join(slices.DeleteFunc(says, func(s string) bool { return s == "" }), "; ")
}

// whichWebhook leaves it to the admin which of several webhooks is meant.
func whichWebhook(c *Change, w setup.Wanted, s Seen) {
	hooks, ours := candidates(w, s)
	var ids []int
	for _, h := range hooks {
		ids = append(ids, h.ID)
	}
	why := fmt.Sprintf(words.PlanWebhookTwice, len(ids), guide.Listed(ids))
	do := fmt.Sprintf(words.PlanWebhookTwiceDo, guide.Listed(ids), setup.WebhookName)
	if ours {
		why = fmt.Sprintf(words.PlanWebhookMarkedTwice, len(ids), guide.Listed(ids))
		do = fmt.Sprintf(words.PlanWebhookMarkedTwiceDo, guide.Listed(ids), setup.MarkOf(w.Profile))
	}
	c.leave(Manual, why, guide.Choosing(string(Webhook), w.Webhook.Title, words.PlanWebhooksWhere, do, w))
}

func fixWebhook(c *Change, w setup.Wanted, s Seen, hook talonone.Webhook, ours bool) {
	card := fixing(Webhook, w, s, c.Fields)
	switch {
	case hook.OfCleverTap():
		c.leave(Manual, fmt.Sprintf(words.PlanIntegrationDiffers, setup.ProfileParameter, setup.CouponParameter), card)
	case !ours && w.Adopt && mayCreate(w, s):
		c.Action, c.Route, c.Why = Adopt, API, words.PlanWebhookTakenOver
	case !ours:
		c.NotMade = setup.NotMade(hook.Description)
		c.leave(Adopt, fmt.Sprintf(words.PlanWebhookNotOurs, c.NotMade), card)
		c.mayAdopt(mayCreate(w, s))
	case mayCreate(w, s):
		c.Action, c.Route = Update, API
	default:
		c.leave(Manual, whyByHand(w, s, words.PlanNoCallChangesWebhook), card)
	}
}

func mayCreate(w setup.Wanted, s Seen) bool { return w.Unpublished && s.SignedIn }

func whyByHand(w setup.Wanted, s Seen, what string) string {
	switch {
	case !w.Unpublished:
		return fmt.Sprintf(words.PlanUnpublishedNotAllowed, what, setup.Unpublished)
	case !s.SignedIn:
		return fmt.Sprintf(words.PlanNotSignedIn, what)
	}
	return what
}

// WebhookFields lists what differs, by the names of Talon.One's form. What a
// webhook of the integration sends, and where, is for its template to say; the rule
// calls it by any name.
func WebhookFields(w setup.Wanted, have talonone.Webhook) []Field {
	want := w.Webhook
	fresh, own := have.Title == "", !have.OfCleverTap()
	if !own {
		have.Title, have.Verb, have.URL, have.Headers = want.Title, want.Verb, want.URL, want.Headers
	}
	if clevertap.SameAddress(have.URL, want.URL) {
		have.URL = want.URL
	}
	if own && setup.SamePayload(have.Payload, want.Payload) || !own && !w.SendsOther(have.Payload) {
		have.Payload = want.Payload
	}
	if fresh {
		have.Enabled, have.Draft = want.Enabled, want.Draft
	}
	return slices.Concat(differing(
		Field{"Name", have.Title, want.Title},
		Field{"Applications", applications(have.ApplicationIDs, fresh), applications(want.ApplicationIDs, false)},
		Field{"Parameters", parameters(have.Params), parameters(want.Params)},
		Field{"Verb", have.Verb, want.Verb},
		Field{"URL", have.URL, want.URL},
	), headerFields(want, have), differing(
		Field{"Payload", have.Payload, want.Payload},
		Field{"Display in Rule Builder", phrase.YesNo(have.Enabled), phrase.YesNo(want.Enabled)},
		Field{"Draft", phrase.YesNo(have.Draft), phrase.YesNo(want.Draft)},
	))
}

// headerFields compares by name. With a Talon.One Credential the two secret
// headers may be hidden in it; then only what is there can be compared.
func headerFields(want, have talonone.Webhook) []Field {
	var out []Field
	for _, h := range want.Headers {
		i := setup.HeaderAt(have.Headers, h.Name)
		switch {
		case i < 0 && have.CredentialID != 0:
		case i < 0:
			out = append(out, Field{"Header " + h.Name, "", h.Shown()})
		case !have.Headers[i].Value.Equal(h.Value):
			out = append(out, Field{"Header " + h.Name, have.Headers[i].Shown(), h.Shown()})
		}
	}
	return out
}

func applications(ids []int, fresh bool) string {
	if fresh {
		return ""
	}
	if len(ids) == 0 {
		return "all Applications"
	}
	ids = slices.Sorted(slices.Values(ids))
	return strings.Trim(fmt.Sprint(ids), "[]")
}

func parameters(ps []talonone.Param) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Type+" "+p.Title)
	}
	return strings.Join(out, ", ")
}
