package guide

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

func webhookMarks(c Card, w setup.Wanted, s Seen) []Mark {
	switch {
	case s.WebhookHidden != "":
		return all(c, Unseen, "the Management API key may not read webhooks: "+s.WebhookHidden)
	case s.Webhook == nil:
		return all(c, Missing, "no webhook of this name is saved yet")
	}
	have := *s.Webhook
	marks := []Mark{nameMark(have.Title, w.Webhook.Title)}
	if f, asked := c.Field(description); asked {
		marks = append(marks, descriptionMark(have.Description, f.Value, w.Profile))
	}
	marks = append(marks, applicationsMark(have, w))
	marks = append(marks, paramMarks(have, w)...)
	marks = append(marks, compared(verb, have.Verb, w.Webhook.Verb, "CleverTap takes events by "+w.Webhook.Verb+" alone"), urlMark(have.URL, w))
	marks = append(marks, headerMarks(have, w)...)
	marks = append(marks, payloadMark(have.Payload, w),
		compared(inBuilder, yesNo(have.Enabled), yesNo(w.Webhook.Enabled), "the Rule Builder does not offer the webhook like this"))
	if have.Draft {
		marks = append(marks, Mark{Field: draft, State: Wrong, Seen: "yes", Wanted: "no",
			Says: "it is saved as a draft, and a draft can be sent by no rule", Mend: "open it and save it, not as a draft"})
	}
	return marks
}

// nameMark compares the name of something that was found by it.
func nameMark(seen, wanted string) Mark {
	m := compared(name, seen, wanted, "it is called otherwise")
	if m.State == Wrong && strings.EqualFold(strings.TrimSpace(seen), wanted) {
		m.Says = "it differs in capitals or spaces only; everything that looks for the name takes it for another"
	}
	return m
}

// descriptionMark is never wrong: the mark in it is a convenience.
func descriptionMark(seen, wanted, profile string) Mark {
	if setup.Marked(seen, profile) {
		return right(description, seen)
	}
	return Mark{Field: description, State: Unseen, Seen: seen, Wanted: wanted,
		Says: "talontap's mark is not in it; the webhook is known by its name instead"}
}

func applicationsMark(have talonone.Webhook, w setup.Wanted) Mark {
	m := Mark{Field: applications, State: Wrong, Wanted: w.Application.Name, Mend: "choose " + w.Application.Name + " alone"}
	ids := slices.Sorted(slices.Values(have.ApplicationIDs))
	switch {
	case slices.Equal(ids, w.Webhook.ApplicationIDs):
		return right(applications, w.Application.Name)
	case len(ids) == 0:
		m.Seen, m.Says = "all Applications", "it is open to all Applications, where one was meant: the rules of every shop could send it"
	case slices.Contains(ids, w.Application.ID):
		m.Seen, m.Says = numbers(ids), "it is connected to further Applications, where one was meant"
	default:
		m.Seen, m.Says = numbers(ids), w.Application.Name+" is not among its Applications, so no rule there can send it"
	}
	return m
}

func numbers(ids []int) string {
	var out []string
	for _, id := range ids {
		out = append(out, strconv.Itoa(id))
	}
	return "Application " + strings.Join(out, ", ")
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
		out = append(out, compared(paramType(i), got.Type, p.Type, fmt.Sprintf("%s is of the type %s; IDs and codes are text", got.Title, got.Type)),
			paramNameMark(i, got.Title, p.Title, swapped))
	}
	for i := len(w.Webhook.Params); i < len(have.Params); i++ {
		out = append(out, Mark{Field: paramName(i), State: Wrong, Seen: have.Params[i].Title, Wanted: "nothing",
			Says: "there is a parameter too many", Mend: "remove the parameter " + have.Params[i].Title})
	}
	return out
}

func absent(field, wanted, parameter string) Mark {
	return Mark{Field: field, State: Missing, Wanted: wanted, Says: "the parameter " + parameter + " is missing", Mend: "add it"}
}

func paramNameMark(i int, seen, wanted string, swapped bool) Mark {
	m := compared(paramName(i), seen, wanted, fmt.Sprintf("the payload calls it %s", setup.Template(wanted)))
	switch {
	case m.State == Right:
	case swapped:
		m.Says, m.Mend = "the two parameters are swapped", "put "+wanted+" in this place"
	case strings.EqualFold(seen, wanted):
		m.Says = "it differs in capitals only, and the payload's " + setup.Template(wanted) + " would stay empty"
	}
	return m
}

func urlMark(have string, w setup.Wanted) Mark {
	want := w.Webhook.URL
	if clevertap.SameAddress(have, want) {
		return right(url, want)
	}
	m := compared(url, have, want, "it is another address than CleverTap's upload")
	if m.State != Wrong {
		return m
	}
	bare := strings.TrimSpace(have)
	switch region := w.OtherRegion(bare); {
	case bare == want:
		m.Says = "there is white space around it"
	case region != "":
		m.Says = fmt.Sprintf("it is the address of the region %s; your project is in %s, and there the passcode is not known", region, w.Project.Region)
	case strings.HasPrefix(bare, want+"?"):
		m.Says = "there is something behind its end; with dryRun CleverTap would store nothing"
	case strings.TrimPrefix(want, "https://") == bare, strings.TrimPrefix(want, "http://") == bare:
		m.Says = "it begins without https://"
	case strings.HasPrefix(want, strings.TrimSuffix(bare, "/")+"/"):
		m.Says = "its end is missing: /1/upload"
	}
	return m
}

func headerMarks(have talonone.Webhook, w setup.Wanted) []Mark {
	var out []Mark
	var spare []talonone.Header // those that nobody asked for
	for _, h := range have.Headers {
		if !slices.ContainsFunc(w.Webhook.Headers, func(x talonone.Header) bool { return strings.EqualFold(x.Name, h.Name) }) {
			spare = append(spare, h)
		}
	}
	for _, want := range w.Webhook.Headers {
		i := slices.IndexFunc(have.Headers, func(x talonone.Header) bool { return strings.EqualFold(x.Name, want.Name) })
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
	m := Mark{Field: header(want.Name), State: Wrong, Seen: have.Shown(), Wanted: want.Shown(), Mend: "enter it anew"}
	switch want.Name {
	case headerPasscode:
		m.Says = fmt.Sprintf("it is not the passcode that talontap was given (it has %d characters, the other %d)", have.Value.Len(), want.Value.Len())
	case headerProject:
		m.Says = "it is the ID of another project"
	default:
		m.Says = "its value is another one"
	}
	return m
}

// headerGone is for a header that is not there under its name: hidden in a
// Credential, there under another name, or missing.
func headerGone(want talonone.Header, credential int, spare *[]talonone.Header) Mark {
	m := Mark{Field: header(want.Name), State: Missing, Wanted: want.Shown(), Says: "this header is missing", Mend: "add it"}
	for i, h := range *spare {
		if !h.Value.Equal(want.Value) && !near(h.Name, want.Name) {
			continue
		}
		*spare = slices.Delete(*spare, i, i+1)
		m.State, m.Seen = Wrong, h.Name
		m.Says = fmt.Sprintf("its name is wrong: it says %s, and CleverTap looks for %s", h.Name, want.Name)
		m.Mend = "rename it to " + want.Name
		return m
	}
	if credential != 0 && (want.Name == headerProject || want.Name == headerPasscode) {
		m.State, m.Mend = Unseen, "compare it yourself under Account › Credentials"
		m.Says = "it is in a Credential, which nobody can read; whether it is right shows at the first delivery"
	}
	return m
}

// near takes two header names for the same when they differ by little: what is
// left of them without punctuation shares its beginning or differs in two
// letters at most.
func near(seen, wanted string) bool {
	a, b := letters(seen), letters(wanted)
	return a != "" && (a == b || distance(a, b) <= 3)
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// distance is the number of letters to change, add or leave out (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
