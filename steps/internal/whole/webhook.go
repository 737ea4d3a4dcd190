package whole

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Integration is the field of the difference that stands for all that the CleverTap
// integration adds to a webhook of its own: a real delivery shows whether it is right,
// and nothing else does.
const Integration = "Integration"

// Webhook is what a stored webhook holds beside the wanted one.
func Webhook(w setup.Wanted, have talonone.Webhook) (out []Difference) {
	if d := have.Description; d != w.Webhook.Description && d != "" && !setup.Marked(d, w.Profile) {
		out = append(out, Difference{"Description", short([]byte(d)), w.Webhook.Description, words.WholeNote, Harmless})
	}
	if have.OfCleverTap() {
		out = append(out, integration(w, have)...)
	} else {
		out = append(out, headers(w.Webhook.Headers, have.Headers)...)
		out = append(out, credential(w.Webhook.Headers, have)...)
	}
	for _, p := range have.Params {
		out = append(out, members("Parameter "+p.Title+", ", p.Further, nil)...)
	}
	var table map[string]known
	if have.OfCleverTap() {
		table = passed("outgoingIntegrationTemplateId", "outgoingIntegrationTypeId")
	}
	return append(out, members("", have.Further, table)...)
}

// integration is a webhook made from the template of Talon.One's own CleverTap
// integration, which holds project and passcode, and is in no published call.
func integration(w setup.Wanted, have talonone.Webhook) []Difference {
	out := []Difference{{Integration, have.Integration, fmt.Sprintf(words.WholeIntegrationMeant, w.Project.ID, w.Project.Region), words.WholeIntegration, Unknown}}
	if have.Title != w.Webhook.Title {
		out = append(out, Difference{"Name", have.Title, w.Webhook.Title, fmt.Sprintf(words.WholeIntegrationName, setup.WebhookName), Harmless})
	}
	return out
}

// headers are those that nobody asked for, and those that are there more than
// once: which of them is sent, Talon.One does not publish.
func headers(want, have []talonone.Header) (out []Difference) {
	count := map[string]int{}
	for _, h := range have {
		count[strings.ToLower(h.Name)]++
	}
	for _, h := range have {
		name := strings.ToLower(h.Name)
		asked := setup.HeaderAt(want, h.Name) >= 0
		switch d := (Difference{Field: "Header " + h.Name, Seen: h.Shown(), Wanted: none}); {
		case count[name] > 1:
			d.Seen, d.Weight = fmt.Sprintf("%d times", count[name]), Unknown
			d.Says = words.WholeHeadersTwice
			if asked {
				d.Wanted = "once"
			}
			out = append(out, d)
			count[name] = 1 // it is named once
		case !asked:
			d.Says, d.Weight = spare(name)
			out = append(out, d)
		}
	}
	return out
}

// spare weighs a header that nobody asked for. Those of HTTP itself may change
// what is sent; of the others CleverTap reads its own alone.
func spare(name string) (says string, weight Weight) {
	if strings.HasPrefix(name, "x-") && !strings.HasPrefix(name, "x-clevertap") {
		return words.WholeHeaderIgnored, Harmless
	}
	return words.WholeHeaderUnknown, Unknown
}

// credential is a Credential beside headers that it may hold too. One in place of
// them is the other way to make the webhook, and still nobody can read it.
func credential(want []talonone.Header, have talonone.Webhook) []Difference {
	if have.CredentialID == 0 {
		return nil
	}
	d := Difference{Field: "Credential", Seen: fmt.Sprint(have.CredentialID), Wanted: none, Weight: Unknown,
		Says: words.WholeCredentialOrOwn}
	for _, h := range want {
		if setup.HeaderAt(have.Headers, h.Name) < 0 {
			d.Wanted, d.Says = words.WholeCredentialWanted, words.WholeCredentialHidden
		}
	}
	return []Difference{d}
}
