package talonone

import (
	"encoding/json"
	"strings"
	"time"
)

// mostChanges bounds how many changes are kept.
const mostChanges = 2000

// change is one entry of the account's audit log.
type change struct {
	ID              int             `json:"id"`
	Created         time.Time       `json:"created"`
	UserID          int             `json:"userId"`
	ApplicationID   int             `json:"applicationId,omitempty"`
	Entity          string          `json:"entity"`
	Old             json.RawMessage `json:"old,omitempty"`
	New             json.RawMessage `json:"new,omitempty"`
	ManagementKeyID int             `json:"managementKeyId,omitempty"`
}

// logChange notes what a Management call or a click changed. was and is are wire
// forms; nil where there was nothing or nothing is left.
func (a *Account) logChange(c *call, applicationID int, entity string, was, is any) {
	if len(a.changes) >= mostChanges {
		a.changes = a.changes[1:]
	}
	a.changes = append(a.changes, change{
		ID:              a.nextID("change"),
		Created:         c.at.UTC(),
		UserID:          adminID,
		ApplicationID:   applicationID,
		Entity:          entity,
		Old:             snapshot(was),
		New:             snapshot(is),
		ManagementKeyID: c.caller.key,
	})
}

// snapshot freezes a wire form, which may change later.
func snapshot(thing any) json.RawMessage {
	if thing == nil {
		return nil
	}
	raw, err := encode(thing)
	if err != nil {
		return nil
	}
	return raw
}

func (a *Account) listChanges(c *call) (answer, error) {
	var found []change
	for _, one := range a.changes {
		keep, err := one.matches(c)
		if err != nil {
			return answer{}, err
		}
		if keep {
			found = append(found, one)
		}
	}
	list, err := pageOf(c, found)
	if err != nil {
		return answer{}, err
	}
	withTotal, err := c.yes("withTotalResultSize")
	if err != nil {
		return answer{}, err
	}
	if withTotal {
		return okay(list.counted()), nil
	}
	return okay(list.uncounted()), nil
}

func (ch *change) matches(c *call) (bool, error) {
	withOld, err := c.yes("includeOld")
	if err != nil {
		return false, err
	}
	if !withOld && c.query("includeOld") != "" { // the default is true (published)
		ch.Old = nil
	}
	timely, err := c.between(ch.Created, "createdAfter", "createdBefore")
	if err != nil {
		return false, err
	}
	for name, value := range map[string]int{
		"applicationId": ch.ApplicationID, "userId": ch.UserID, "managementKeyId": ch.ManagementKeyID,
	} {
		wanted, err := c.number(name, value, 0, 1<<31-1)
		if err != nil || wanted != value {
			return false, err
		}
	}
	return timely && strings.HasPrefix(strings.ToLower(ch.Entity), strings.ToLower(c.query("entityPath"))), nil
}

// between reports whether at lies after the one and before the other query
// parameter, each where it is given.
func (c *call) between(at time.Time, after, before string) (bool, error) {
	from, err := c.moment(after)
	if err != nil {
		return false, err
	}
	to, err := c.moment(before)
	if err != nil {
		return false, err
	}
	return (from.IsZero() || at.After(from)) && (to.IsZero() || at.Before(to)), nil
}
