package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

// OurWebhook picks the webhook of the setup among those seen: the one with our
// mark, else the first of the wanted name. Where there are more, the plan leaves
// it to the admin.
func OurWebhook(w setup.Wanted, s Seen) (hook talonone.Webhook, ours bool, found bool) {
	for _, h := range s.Webhooks {
		if setup.Marked(h.Description, w.Profile) {
			return h, true, true
		}
	}
	if named := namesakes(w, s); len(named) > 0 {
		return named[0], false, true
	}
	return talonone.Webhook{}, false, false
}

// namesakes are the webhooks of the wanted name.
func namesakes(w setup.Wanted, s Seen) []talonone.Webhook {
	var out []talonone.Webhook
	for _, h := range s.Webhooks {
		if strings.EqualFold(h.Title, w.Webhook.Title) {
			out = append(out, h)
		}
	}
	return out
}

func webhookChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: Webhook, Name: w.Webhook.Title, Published: No}
	hook, ours, found := OurWebhook(w, s)
	switch {
	case !found && !mayCreate(w, s):
		c.Action, c.Route = Manual, Guided
		c.Why = whyByHand(w, s, "no published call makes a webhook")
		c.Fields = webhookFields(w.Webhook, talonone.Webhook{})
		c.Steps = webhookSteps(w)
	case !found:
		c.Action, c.Route = Create, API
		c.Fields = webhookFields(w.Webhook, talonone.Webhook{})
	case !ours && len(namesakes(w, s)) > 1:
		c.Action, c.Route = Manual, Guided
		c.Why = fmt.Sprintf("%d webhooks have this name and none carries talontap's mark; choose another name", len(namesakes(w, s)))
	default:
		c.Fields = webhookFields(w.Webhook, hook)
		c.Action, c.Route = Keep, Found
		if len(c.Fields) > 0 {
			mendWebhook(&c, w, s, ours)
		}
	}
	return c
}

func mendWebhook(c *Change, w setup.Wanted, s Seen, ours bool) {
	switch {
	case !ours:
		c.Action, c.Route = Adopt, Guided
		c.Why = "a webhook of this name is there, but talontap did not make it; change these fields in Talon.One, or choose another name"
		c.Steps = mendSteps(c.Fields)
	case mayCreate(w, s):
		c.Action, c.Route = Update, API
	default:
		c.Action, c.Route = Manual, Guided
		c.Why = whyByHand(w, s, "no published call changes a webhook")
		c.Steps = mendSteps(c.Fields)
	}
}

func mayCreate(w setup.Wanted, s Seen) bool { return w.Unpublished && s.SignedIn }

func whyByHand(w setup.Wanted, s Seen, what string) string {
	switch {
	case !w.Unpublished:
		return what + ", and unpublished ones were not allowed (" + string(setup.Unpublished) + ")"
	case !s.SignedIn:
		return what + ", and talontap is not signed in to try an unpublished one"
	}
	return what
}

// webhookFields lists what differs, by the names of Talon.One's form.
func webhookFields(want, have talonone.Webhook) []Field {
	fresh := have.Title == ""
	var out []Field
	differ := func(name, from, to string) {
		if from != to {
			out = append(out, Field{name, from, to})
		}
	}
	differ("Name", have.Title, want.Title)
	differ("Applications", applications(have.ApplicationIDs, fresh), applications(want.ApplicationIDs, false))
	differ("Parameters", parameters(have.Params), parameters(want.Params))
	differ("Verb", have.Verb, want.Verb)
	differ("URL", have.URL, want.URL)
	out = append(out, headerFields(want, have)...)
	differ("Payload", have.Payload, want.Payload)
	if !fresh {
		differ("Display in Rule Builder", yesNo(have.Enabled), yesNo(want.Enabled))
		differ("Draft", yesNo(have.Draft), yesNo(want.Draft))
	}
	return out
}

// headerFields compares by name. With a Talon.One Credential the two secret
// headers may be hidden in it; then only what is there can be compared.
func headerFields(want, have talonone.Webhook) []Field {
	var out []Field
	for _, h := range want.Headers {
		i := slices.IndexFunc(have.Headers, func(x talonone.Header) bool { return strings.EqualFold(x.Name, h.Name) })
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

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func webhookSteps(w setup.Wanted) []string {
	steps := []string{"Talon.One: Account › Tools › Webhooks › Create Webhook"}
	for _, f := range webhookFields(w.Webhook, talonone.Webhook{}) {
		steps = append(steps, f.Name+": "+f.To)
	}
	return append(steps, "Display in Rule Builder: yes", "Description: "+w.Webhook.Description, "Save; nothing goes live by that")
}

func mendSteps(fields []Field) []string {
	var out []string
	for _, f := range fields {
		seen := f.From
		if seen == "" {
			seen = "nothing"
		}
		out = append(out, fmt.Sprintf("%s: %s (seen: %s)", f.Name, f.To, seen))
	}
	return out
}
