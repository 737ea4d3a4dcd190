package talonone

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// attribute is an attribute in its wire form.
type attribute struct {
	ID                        int       `json:"id"`
	Created                   time.Time `json:"created"`
	AccountID                 int       `json:"accountId"`
	Entity                    string    `json:"entity"`
	EventType                 string    `json:"eventType,omitempty"`
	Name                      string    `json:"name"`
	Title                     string    `json:"title"`
	Type                      string    `json:"type"`
	Description               string    `json:"description"`
	Suggestions               []string  `json:"suggestions"`
	HasAllowedList            bool      `json:"hasAllowedList"`
	RestrictedBySuggestions   bool      `json:"restrictedBySuggestions"`
	Editable                  bool      `json:"editable"`
	SubscribedApplicationsIDs []int     `json:"subscribedApplicationsIds"`
}

func (a *Account) listAttributes(c *call) (answer, error) {
	shops, err := c.ids("applicationIds")
	if err != nil {
		return answer{}, err
	}
	var found []attribute
	for _, one := range a.attributes {
		if one.matches(c) && (len(shops) == 0 || overlap(shops, one.SubscribedApplicationsIDs)) {
			found = append(found, one)
		}
	}
	list, err := pageOf(c, found)
	if err != nil {
		return answer{}, err
	}
	return okay(list.counted()), nil
}

// matches reads the filters. Every attribute of this account is a custom one.
func (a attribute) matches(c *call) bool {
	entity, kind := c.query("entity"), c.query("type")
	return (entity == "" || entity == a.Entity) &&
		(kind == "" || kind == a.Type) &&
		c.query("kind") != "builtin" &&
		strings.Contains(strings.ToLower(a.Name+" "+a.Title), strings.ToLower(c.query("search")))
}

// ids reads a query parameter of numbers between commas; left out is none.
func (c *call) ids(name string) ([]int, error) {
	text := c.query(name)
	if text == "" {
		return nil, nil
	}
	var list []int
	for _, part := range strings.Split(text, ",") {
		id, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return nil, wrongParameter(name, "must be numbers between commas")
		}
		list = append(list, id)
	}
	return list, nil
}

func overlap(xs, ys []int) bool {
	return slices.ContainsFunc(xs, func(x int) bool { return slices.Contains(ys, x) })
}

// hasEventType reports whether a custom event of that type was set up.
func (a *Account) hasEventType(name string) bool {
	return slices.ContainsFunc(a.attributes, func(one attribute) bool {
		return one.Entity == "Event" && one.EventType == name
	})
}
