package clevertap

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// The email editor stores a placeholder in one of two forms (certain):
//
//	{{ @Coupon Generated - CouponCode | default: "…" }}
//	{{ Event.CouponCode | default: "…" }}
//
// with Profile.x for the profile. A property that is not there gives the default
// text and no error, so a property name that does not match shows only to the
// customer.

type scope struct {
	event   string
	props   map[string]any
	profile *customer
}

var (
	placeholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)\{%.*?%\}|\{\{(.*?)\}\}`) })
	defaultText = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\s*default\s*:\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”)\s*$`)
	})
)

// render fills a text. Liquid tags ({% … %}) stay as they are: the @ form is not
// read inside them (certain). modelled: they are not evaluated at all.
func (s scope) render(template string) string {
	return placeholder().ReplaceAllStringFunc(template, func(found string) string {
		if strings.HasPrefix(found, "{%") {
			return found
		}
		return s.fill(strings.TrimSuffix(strings.TrimPrefix(found, "{{"), "}}"))
	})
}

// fill is the text for what stands between the braces.
// modelled: without a default a missing value is empty.
func (s scope) fill(inner string) string {
	reference, filter, _ := strings.Cut(inner, "|")
	if value := inWords(s.lookUp(strings.TrimSpace(reference))); value != "" {
		return value
	}
	quoted := defaultText().FindStringSubmatch(filter)
	if quoted == nil {
		return ""
	}
	return quoted[1] + quoted[2] + quoted[3] // one kind of quotes has matched
}

func (s scope) lookUp(reference string) any {
	if rest, at := strings.CutPrefix(reference, "@"); at {
		return s.eventProperty(rest)
	}
	root, name, _ := strings.Cut(reference, ".")
	switch {
	case root == "Event":
		return s.props[name]
	case root == "Profile" && name == "Identity":
		return s.profile.identity
	case root == "Profile":
		return s.profile.data[name]
	}
	return nil
}

// eventProperty reads "Event name - Property". The event must be the one that
// started the campaign; its spelling folds, the property's does not.
func (s scope) eventProperty(reference string) any {
	for i := range reference {
		event, property := reference[:i], reference[i:]
		if strings.HasPrefix(property, " - ") && fold(event) == fold(s.event) {
			return s.props[strings.TrimSpace(property[len(" - "):])]
		}
	}
	return nil
}

// inWords is a value as a message or a filter has it.
func inWords(value any) string {
	if flag, ok := value.(bool); ok {
		return strconv.FormatBool(flag)
	}
	return text(value)
}
