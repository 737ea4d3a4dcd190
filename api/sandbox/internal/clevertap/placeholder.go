package clevertap

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The email editor stores a placeholder in one of two forms (certain):
//
//	{{ @Coupon Generated - CouponCode | default: "…" }}
//	{{ Event.CouponCode | default: "…" }}
//
// with Profile.x for the profile. A property that is not there gives the default
// text and no error, so a property name that does not match shows only to the
// customer.

// scope is what placeholders are filled from.
type scope struct {
	event   string
	props   map[string]any
	profile *customer
	zone    *time.Location
}

var (
	placeholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)\{%.*?%\}|\{\{(.*?)\}\}`) })
	defaultText = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\s*default\s*:\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”)\s*$`)
	})
	pathStep = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([^\[\]]+)(?:\[(\d+)\])?$`) })
)

// render fills a text. Liquid tags ({% … %}) stay as they are: the @ form is not
// read inside them (certain). modelled: they are not evaluated at all.
// An index beyond the end of a list is an error, the message is not sent (certain).
func (s scope) render(template string) (string, error) {
	var failure error
	filled := placeholder().ReplaceAllStringFunc(template, func(found string) string {
		if strings.HasPrefix(found, "{%") {
			return found
		}
		inner := strings.TrimSuffix(strings.TrimPrefix(found, "{{"), "}}")
		value, err := s.fill(inner)
		if err != nil {
			failure = err
		}
		return value
	})
	return filled, failure
}

// fill is the text for what stands between the braces.
// modelled: without a default a missing value is empty.
func (s scope) fill(inner string) (string, error) {
	reference, filter, _ := strings.Cut(inner, "|")
	value, err := s.lookUp(strings.TrimSpace(reference))
	if err != nil || value != "" {
		return value, err
	}
	quoted := defaultText().FindStringSubmatch(filter)
	if quoted == nil {
		return "", nil
	}
	return quoted[1] + quoted[2] + quoted[3], nil // one kind of quotes has matched
}

func (s scope) lookUp(reference string) (string, error) {
	if rest, at := strings.CutPrefix(reference, "@"); at {
		return s.show(s.eventProperty(rest), atDate), nil
	}
	root, path, _ := strings.Cut(reference, ".")
	var from map[string]any
	switch root {
	case "Event":
		from = s.props
	case "Profile":
		from = s.profileFields()
	}
	value, err := walk(from, path)
	return s.show(value, liquidDate), err
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

func (s scope) profileFields() map[string]any {
	if s.profile == nil {
		return nil
	}
	fields := map[string]any{"Identity": s.profile.identity()}
	maps.Copy(fields, s.profile.data)
	return fields
}

// walk follows a path like Items[0].Name.
func walk(from map[string]any, path string) (any, error) {
	if value, whole := from[path]; whole {
		return value, nil
	}
	var value any = from
	for step := range strings.SplitSeq(path, ".") {
		parts := pathStep().FindStringSubmatch(step)
		object, ok := value.(map[string]any)
		if parts == nil || !ok {
			return nil, nil
		}
		var err error
		if value, err = element(object[parts[1]], parts[1], parts[2]); err != nil {
			return nil, err
		}
	}
	return value, nil
}

// element is the indexed element of a list, or the value where no index is asked.
func element(value any, name, index string) (any, error) {
	all, isList := value.([]any)
	if index == "" || !isList {
		return value, nil
	}
	i, err := strconv.Atoi(index)
	if err != nil || i >= len(all) {
		return nil, fmt.Errorf("the list %s has no element %s: message not sent", name, index)
	}
	return all[i], nil
}

// How the two forms write a date (certain).
const (
	atDate     = "Jan 2, 2006"
	liquidDate = "2006-01-02 15:04:05"
)

// show writes a value; a date comes as "$D_<seconds>".
// modelled: dates are shown in the project's time zone.
func (s scope) show(value any, dateLayout string) string {
	shown := text(value)
	if flag, ok := value.(bool); ok {
		return strconv.FormatBool(flag)
	}
	seconds, isDate := strings.CutPrefix(shown, "$D_")
	if !isDate {
		return shown
	}
	at, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return shown
	}
	zone := s.zone
	if zone == nil {
		zone = time.UTC
	}
	return time.Unix(at, 0).In(zone).Format(dateLayout)
}
