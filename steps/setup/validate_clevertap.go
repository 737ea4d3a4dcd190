package setup

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/words"
)

// projectID is the shape that every known project ID has; CleverTap documents
// none, so groups may be longer than in the known ones.
var projectID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(TEST-)?[A-Z0-9]{2,6}(-[A-Z0-9]{2,8}){1,3}$`) })

const dashboardHost = ".dashboard.clevertap.com"

// Europe is the region that the dashboard also calls "global" (likely: seen by others).
const Europe = "eu1"

// Project is what a dashboard address tells.
type Project struct {
	Region string // "" where only an ID was given
	ID     string
}

// Test reports whether it is one of CleverTap's test projects.
func (p Project) Test() bool { return strings.HasPrefix(p.ID, "TEST-") }

// ParseDashboard reads a project out of a pasted dashboard address, such as
// https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main, or a bare project ID.
func ParseDashboard(s string) (Project, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "/") && !strings.Contains(s, ".") {
		id := CleanProjectID(s)
		return Project{ID: id}, CheckProjectID(id)
	}
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return Project{}, errors.New(words.DashboardNoAddress)
	}
	region, ok := strings.CutSuffix(strings.ToLower(u.Hostname()), dashboardHost)
	if !ok {
		return Project{}, otherProduct(u.Hostname())
	}
	if region == "global" {
		region = Europe
	}
	if err := CheckRegion(region); err != nil {
		return Project{}, err
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	id := CleanProjectID(first)
	if !projectID().MatchString(id) {
		return Project{}, errors.New(words.DashboardNoProject)
	}
	return Project{Region: region, ID: id}, nil
}

func otherProduct(host string) error {
	switch {
	case strings.HasSuffix(host, "talon.one"):
		return errors.New(words.DashboardIsTalonOne)
	case strings.HasSuffix(host, "api.clevertap.com"):
		return errors.New(words.DashboardIsAPI)
	case strings.HasSuffix(host, "clevertap.com"):
		return errors.New(words.DashboardIsOther)
	}
	return errors.New(words.DashboardIsNot)
}

// CleanProjectID trims and upper-cases: project IDs are written in capitals.
func CleanProjectID(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// CheckProjectID accepts a project ID, live or test.
func CheckProjectID(s string) error {
	switch {
	case s == "":
		return errors.New(words.ProjectIDEmpty)
	case strings.Contains(s, "/"):
		return fmt.Errorf(words.ProjectIDIsAddress, Region)
	case strings.ContainsFunc(s, unicode.IsSpace):
		return errors.New(words.ProjectIDSpace)
	}
	return unless(projectID().MatchString(s), words.ProjectIDIsNot)
}

// CheckRegion accepts the regions whose API host is known.
func CheckRegion(s string) error {
	switch {
	case s == "":
		return errors.New(words.RegionEmpty)
	case clevertap.KnownRegion(s):
		return nil
	case strings.EqualFold(s, "global"):
		return fmt.Errorf(words.RegionGlobal, Europe)
	}
	var all []string
	for _, r := range clevertap.Regions() {
		all = append(all, r.Code+" ("+r.Name+")")
	}
	return fmt.Errorf(words.RegionIsNot, strings.Join(all, ", "))
}

// Names that CleverTap forbids, and its limits (product documentation, certain;
// whether the API refuses or strips the characters is not known).
const (
	forbiddenInNames = "%><!|&.:;$'\"\\"
	maxName          = 120
)

// restrictedEvents are CleverTap's own; an upload of one is refused with 513.
var restrictedEvents = []string{
	"Notification Sent", "Notification Viewed", "Notification Clicked", "Notification Delivered", "Notification Replied",
	"UTM Visited", "App Launched", "App Uninstalled", "App Version Changed", "Stayed", "Reply Sent",
	"Experiment Rendered", "Reachable By", "Identity Reset", "Identity Set", "Identity Error", "Web Page Viewed",
}

// CheckEventName accepts the name of a custom event.
func CheckEventName(s string) error {
	if err := checkName(words.NameOfEvent, s); err != nil {
		return err
	}
	for _, r := range restrictedEvents {
		if SameEvent(r, s) {
			return fmt.Errorf(words.EventNameReserved, r)
		}
	}
	return nil
}

// CheckPropertyName accepts the name of an event property.
func CheckPropertyName(s string) error { return checkName(words.NameOfProperty, s) }

func checkName(what, s string) error {
	if err := CheckLine(s); err != nil {
		return err
	}
	if utf8.RuneCountInString(s) > maxName {
		return fmt.Errorf(words.NameTooLong, what, utf8.RuneCountInString(s), maxName)
	}
	if i := strings.IndexAny(s, forbiddenInNames); i >= 0 {
		return fmt.Errorf(words.NameForbidden, what, s[i:i+1], strings.Join(strings.Split(forbiddenInNames, ""), " "))
	}
	return nil
}

// SameEvent reports whether CleverTap takes two names for one event: it looks
// at neither case nor spaces (product documentation, certain).
func SameEvent(a, b string) bool {
	fold := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "")) }
	return fold(a) == fold(b)
}
