package setup

import (
	"cmp"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/talontap/talontap/assets/words"
)

// Liquid is the placeholder in CleverTap's other form, which the editor stores
// as well (documented, certain for the pattern).
func (e Email) Liquid(ev Event) string {
	return fmt.Sprintf(`{{ Event.%s | default: "%s" }}`, ev.Property, e.DefaultText)
}

// Unshown says what an email must hold that no API shows, and how it goes wrong
// unnoticed.
func (e Email) Unshown(ev Event) string {
	switch ev.Property {
	case byTalonOne:
		return fmt.Sprintf(e.Channel.Say(words.EmailTextCleverTapName), e.Placeholder(ev), byCleverTap)
	case byCleverTap:
		return fmt.Sprintf(e.Channel.Say(words.EmailTextTalonOneName), e.Placeholder(ev), byTalonOne)
	}
	return fmt.Sprintf(e.Channel.Say(words.EmailTextUnshown), e.Placeholder(ev))
}

// What the two vendors' pages call the property.
const (
	byTalonOne  = "CouponCode"
	byCleverTap = "CouponGenerated"
)

// Pasted is a placeholder as it stands in an email.
type Pasted struct {
	Event      string // "" in the form that names the property alone
	Property   string
	Default    string
	HasDefault bool
}

// Difference is one thing in a pasted placeholder that is not as it should be.
type Difference struct {
	What, Seen, Wanted string
	Says               string // in a sentence, with what to do
}

// tag is what stands between double braces.
var tag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)\{\{(.*?)\}\}`) })

// ErrNoPlaceholder says that a text holds none.
var ErrNoPlaceholder = errors.New(words.PlaceholderNone)

// ParsePlaceholders reads the placeholders for an event's property out of a text,
// in either of their forms: {{ @Event - Property | default: "…" }} and
// {{ Event.Property | default: "…" }}. Quotes that an editor made round, and
// HTML's ways to write them, are read as plain ones. Without an error there is at
// least one.
func ParsePlaceholders(text string) ([]Pasted, error) {
	text = plainQuotes(html.UnescapeString(text))
	found := tag().FindAllStringSubmatch(text, -1)
	if len(found) == 0 {
		return nil, ErrNoPlaceholder
	}
	var all []Pasted
	var first error
	for _, f := range found {
		p, err := parseTag(f[1])
		if err == nil {
			all = append(all, p)
		} else if first == nil {
			first = err
		}
	}
	if len(all) == 0 {
		return nil, first
	}
	return all, nil
}

func plainQuotes(s string) string {
	return strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "\u00a0", " ").Replace(s)
}

func parseTag(inner string) (Pasted, error) {
	name, filter, filtered := strings.Cut(inner, "|")
	name = strings.TrimSpace(name)
	var p Pasted
	switch {
	case strings.HasPrefix(name, "@"):
		between := strings.LastIndex(name, " - ") // an event's name may hold one, too
		if between < 0 {
			return p, fmt.Errorf(words.PlaceholderNoProperty, name)
		}
		p.Event, p.Property = strings.TrimSpace(name[1:between]), strings.TrimSpace(name[between+len(" - "):])
	case strings.HasPrefix(name, "Event."):
		p.Property = strings.TrimSpace(strings.TrimPrefix(name, "Event."))
	default:
		return p, fmt.Errorf(words.PlaceholderNoEvent, name)
	}
	if filtered {
		p.Default, p.HasDefault = defaultOf(filter)
	}
	return p, nil
}

func defaultOf(filter string) (string, bool) {
	value, is := strings.CutPrefix(strings.TrimSpace(filter), "default")
	value, colon := strings.CutPrefix(strings.TrimSpace(value), ":")
	if value = strings.TrimSpace(value); !is || !colon || value == "" {
		return "", false
	}
	if quote := value[:1]; quote == `"` || quote == "'" {
		inner, _, closed := strings.Cut(value[1:], quote)
		return inner, closed
	}
	return value, true
}

// ComparePlaceholder says what in a pasted placeholder differs from the wanted
// one; nothing where it shows the code. Of several, as a whole email holds them,
// the one that comes nearest is meant: another may show another property.
func ComparePlaceholder(text string, ev Event, e Email) ([]Difference, error) {
	all, err := ParsePlaceholders(text)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b Pasted) int {
		return cmp.Or(cmp.Compare(a.far(ev), b.far(ev)), cmp.Compare(len(a.differences(ev, e)), len(b.differences(ev, e))))
	})
	return all[0].differences(ev, e), nil
}

// far counts what of the event is another: with its property wrong a placeholder
// is about something else.
func (p Pasted) far(ev Event) int {
	switch {
	case p.Property != ev.Property:
		return 2
	case p.Event != "" && !SameEvent(p.Event, ev.Name):
		return 1
	}
	return 0
}

// differences says what is not as it should be. CleverTap folds event names, not those
// of properties.
func (p Pasted) differences(ev Event, e Email) []Difference {
	var out []Difference
	if p.Event != "" && !SameEvent(p.Event, ev.Name) {
		out = append(out, Difference{"event", p.Event, ev.Name,
			fmt.Sprintf(words.PlaceholderOtherEvent, p.Event, ev.Name)})
	}
	if p.Property != ev.Property {
		out = append(out, Difference{"property", p.Property, ev.Property, e.propertySays(p.Property, ev.Property)})
	}
	switch {
	case !p.HasDefault:
		out = append(out, Difference{"default text", "", e.DefaultText,
			e.Channel.Say(words.PlaceholderNoDefault)})
	case p.Default != e.DefaultText:
		out = append(out, Difference{"default text", p.Default, e.DefaultText,
			words.PlaceholderOtherDefault})
	}
	return out
}

func (e Email) propertySays(seen, wanted string) string {
	says := fmt.Sprintf(e.Channel.Say(words.PlaceholderOtherProperty), seen, wanted)
	if seen == byCleverTap {
		says += words.PlaceholderCleverTapName
	}
	return says
}
