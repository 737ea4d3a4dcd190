package guide

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Integration is the card for a webhook that is made from the template of Talon.One's
// own CleverTap integration: what is to be compared there, since no call shows it.
//
// The integration's three values are certain (the SDK's schema); that they stand
// under Account › Integrations › CleverTap is likely, as its siblings' do.
func Integration(w setup.Wanted, hook talonone.Webhook) Card {
	return Card{
		Resource: webhook, Name: hook.Title, Title: fmt.Sprintf(words.CardIntegration, hook.Title), Minutes: 1,
		Why: words.CardIntegrationWhy, Where: words.CardIntegrationWhere, Address: w.Consoles.TalonOne,
		Fields: []Field{
			{Label: "Base URL", Value: strings.TrimSuffix(w.UploadURL, "/1/upload"), Why: words.CardIntegrationURLWhy},
			{Label: "Project ID", Value: w.Project.ID},
			headerField(talonone.Header{Name: setup.HeaderPasscode, Value: w.Passcode}).labelled("Passcode"),
		},
		Before: words.CardIntegrationBefore,
		After:  words.CardIntegrationAfter,
	}
}

func (f Field) labelled(label string) Field {
	f.Under, f.Label = "", label
	return f
}

// integrationMarks are those of a webhook of the integration: its own few fields are
// compared, what the integration adds cannot be seen.
func integrationMarks(c Card, have talonone.Webhook, w setup.Wanted) []Mark {
	marks := all(c, Unseen, words.MarkIntegration)
	marks = append(marks, applicationsMark(have, w))
	marks = append(marks, paramMarks(have, w)...)
	if w.SendsOther(have.Payload) {
		marks = append(marks, payloadMark(have.Payload, w))
	}
	return append(marks, compared(inBuilder, phrase.YesNo(have.Enabled), phrase.YesNo(w.Webhook.Enabled), words.MarkNotInBuilder))
}
