package guide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

func webhookMarks(c Card, w setup.Wanted, s Seen) []Mark {
	switch {
	case s.WebhookHidden != "":
		return all(c, Unseen, fmt.Sprintf(words.MarkWebhooksHidden, s.WebhookHidden))
	case s.Webhook == nil:
		return all(c, Missing, words.MarkWebhookMissing)
	case s.Webhook.OfCleverTap():
		return integrationMarks(c, *s.Webhook, w)
	}
	have := *s.Webhook
	marks := []Mark{nameMark(name, have.Title, w.Webhook.Title, words.MarkWebhookNameCase)}
	if f, asked := c.Field(description); asked {
		marks = append(marks, descriptionMark(have.Description, f.Value, w.Profile))
	}
	marks = append(marks, applicationsMark(have, w))
	marks = append(marks, paramMarks(have, w)...)
	marks = append(marks, compared(verb, have.Verb, w.Webhook.Verb, fmt.Sprintf(words.MarkVerb, w.Webhook.Verb)), urlMark(have.URL, w))
	marks = append(marks, headerMarks(have, w)...)
	marks = append(marks, payloadMark(have.Payload, w),
		compared(inBuilder, phrase.YesNo(have.Enabled), phrase.YesNo(w.Webhook.Enabled), words.MarkNotInBuilder))
	if have.Draft {
		marks = append(marks, Mark{Field: draft, State: Wrong, Seen: "yes", Wanted: "no",
			Says: words.MarkDraft, Mend: words.MarkDraftFix})
	}
	return marks
}

// nameMark compares the name of something that was found by it.
func nameMark(field, seen, wanted, otherCase string) Mark {
	m := compared(field, seen, wanted, words.MarkNameOther)
	if m.State == Wrong && folded(seen, wanted) {
		m.Says = otherCase
	}
	return m
}

// descriptionMark is never wrong: the mark in it is a convenience.
func descriptionMark(seen, wanted, profile string) Mark {
	if setup.Marked(seen, profile) {
		return right(description, seen)
	}
	return Mark{Field: description, State: Unseen, Seen: seen, Wanted: wanted,
		Says: words.MarkDescription}
}

func applicationsMark(have talonone.Webhook, w setup.Wanted) Mark {
	m := Mark{Field: applications, State: Wrong, Wanted: w.Application.Name, Mend: fmt.Sprintf(words.MarkChooseOnly, w.Application.Name)}
	ids := slices.Sorted(slices.Values(have.ApplicationIDs))
	switch {
	case slices.Equal(ids, w.Webhook.ApplicationIDs):
		return right(applications, w.Application.Name)
	case len(ids) == 0:
		m.Seen, m.Says = "all Applications", words.MarkAllApplications
	case slices.Contains(ids, w.Application.ID):
		m.Seen, m.Says = "Application "+Listed(ids), words.MarkFurtherApplications
	default:
		m.Seen, m.Says = "Application "+Listed(ids), fmt.Sprintf(words.MarkNotOfApplication, w.Application.Name)
	}
	return m
}

// Listed writes IDs in a row: 11, 12.
func Listed(ids []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(ids), "[]"), " ", ", ")
}

// paramMarks compares the parameters in their order, since a rule may bind them
// by it.
func paramMarks(have talonone.Webhook, w setup.Wanted) []Mark {
	var out []Mark
	swapped := len(have.Params) == 2 && len(w.Webhook.Params) == 2 &&
		have.Params[0].Title == w.Webhook.Params[1].Title && have.Params[1].Title == w.Webhook.Params[0].Title
	for i, p := range w.Webhook.Params {
		if i >= len(have.Params) {
			out = append(out, absent(paramType(i), p.Type, p.Title), absent(paramName(i), p.Title, p.Title))
			continue
		}
		got := have.Params[i]
		out = append(out, compared(paramType(i), got.Type, p.Type, fmt.Sprintf(words.MarkParameterType, got.Title, got.Type)),
			paramNameMark(i, got.Title, p.Title, swapped))
	}
	for i := len(w.Webhook.Params); i < len(have.Params); i++ {
		out = append(out, Mark{Field: paramName(i), State: Wrong, Seen: have.Params[i].Title, Wanted: "nothing",
			Says: words.MarkParameterTooMany, Mend: fmt.Sprintf(words.MarkParameterRemove, have.Params[i].Title)})
	}
	return out
}

func absent(field, wanted, parameter string) Mark {
	return Mark{Field: field, State: Missing, Wanted: wanted, Says: fmt.Sprintf(words.MarkParameterMissing, parameter), Mend: words.MarkAdd}
}

func paramNameMark(i int, seen, wanted string, swapped bool) Mark {
	m := compared(paramName(i), seen, wanted, fmt.Sprintf(words.MarkParameterName, setup.Template(wanted)))
	switch {
	case m.State == Right:
	case swapped:
		m.Says, m.Mend = words.MarkParametersSwapped, fmt.Sprintf(words.MarkParameterPut, wanted)
	case strings.EqualFold(seen, wanted):
		m.Says = fmt.Sprintf(words.MarkParameterCase, setup.Template(wanted))
	}
	return m
}

func urlMark(have string, w setup.Wanted) Mark {
	want := w.Webhook.URL
	if clevertap.SameAddress(have, want) {
		return right(url, want)
	}
	m := compared(url, have, want, words.MarkURLOther)
	if m.State != Wrong {
		return m
	}
	bare := strings.TrimSpace(have)
	switch region := w.OtherRegion(bare); {
	case bare == want:
		m.Says = words.MarkURLSpace
	case region != "":
		m.Says = fmt.Sprintf(words.MarkURLRegion, region, w.Project.Region)
	case strings.HasPrefix(bare, want+"?"):
		m.Says = words.MarkURLTooLong
	case strings.TrimPrefix(want, "https://") == bare, strings.TrimPrefix(want, "http://") == bare:
		m.Says = words.MarkURLNoScheme
	case strings.HasPrefix(want, strings.TrimSuffix(bare, "/")+"/"):
		m.Says = words.MarkURLNoEnd
	}
	return m
}

func headerMarks(have talonone.Webhook, w setup.Wanted) []Mark {
	var out []Mark
	spare := slices.DeleteFunc(slices.Clone(have.Headers), func(h talonone.Header) bool { // those that nobody asked for
		return setup.HeaderAt(w.Webhook.Headers, h.Name) >= 0
	})
	for _, want := range w.Webhook.Headers {
		i := setup.HeaderAt(have.Headers, want.Name)
		if i < 0 {
			out = append(out, headerGone(want, have.CredentialID, &spare))
			continue
		}
		out = append(out, headerMark(have.Headers[i], want))
	}
	return out
}

func headerMark(have, want talonone.Header) Mark {
	if have.Value.Equal(want.Value) {
		return right(header(want.Name), want.Shown())
	}
	m := Mark{Field: header(want.Name), State: Wrong, Seen: have.Shown(), Wanted: want.Shown(), Mend: words.MarkHeaderEnter}
	switch want.Name {
	case setup.HeaderPasscode:
		m.Says = fmt.Sprintf(words.MarkHeaderPasscode, have.Value.Len(), want.Value.Len())
	case setup.HeaderProject:
		m.Says = words.MarkHeaderProject
	default:
		m.Says = words.MarkHeaderValue
	}
	return m
}

// headerGone is for a header that is not there under its name: hidden in a
// Credential, there under another name, or missing.
func headerGone(want talonone.Header, credential int, spare *[]talonone.Header) Mark {
	m := Mark{Field: header(want.Name), State: Missing, Wanted: want.Shown(), Says: words.MarkHeaderMissing, Mend: words.MarkAdd}
	for i, h := range *spare {
		if !h.Value.Equal(want.Value) && !near(h.Name, want.Name) {
			continue
		}
		*spare = slices.Delete(*spare, i, i+1)
		m.State, m.Seen = Wrong, h.Name
		m.Says = fmt.Sprintf(words.MarkHeaderName, h.Name, want.Name)
		m.Mend = fmt.Sprintf(words.MarkHeaderRename, want.Name)
		return m
	}
	if credential != 0 && (want.Name == setup.HeaderProject || want.Name == setup.HeaderPasscode) {
		m.State, m.Mend = Unseen, words.MarkCredentialCompare
		m.Says = words.MarkCredential
	}
	return m
}

// near takes two header names for the same when they differ by little: what is
// left of them without punctuation shares its beginning or differs in two
// letters at most.
func near(seen, wanted string) bool {
	a, b := letters(seen), letters(wanted)
	return a != "" && (a == b || store.Distance(a, b) <= 3)
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}
