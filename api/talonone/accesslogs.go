package talonone

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const (
	accessPath = "/v1/applications/{applicationId}/access_logs/no_total"
	accessPage = 50   // a call is logged with all that was sent and answered
	mostAccess = 1000 // our own: what is looked for is among the newest, or is not looked for
)

// Access is one call of an Application's Integration API. Of what it answered only
// the codes are kept: the rest is long, and tells about customers.
type Access struct {
	At     time.Time `json:"time"`
	Status int       `json:"status"`
	Method string    `json:"method"`
	URI    string    `json:"requestUri"`
	Body   string    `json:"requestPayload"`
	Made   []string  `json:"-"` // codes that it made
	Taken  []string  `json:"-"` // codes that its session gave, and that a rule took
}

// access reads an entry of the log with the effects in its answer (published: what
// an effect is). An answer in another form, such as that of an error, holds no code.
func access(raw json.RawMessage) (Access, error) {
	var entry struct {
		Access
		Answer string `json:"responsePayload"`
	}
	if err := transport.Decode(raw, &entry); err != nil {
		return Access{}, err
	}
	var state struct {
		Effects []struct {
			Type  string `json:"effectType"`
			Props struct {
				Value any `json:"value"` // a code, or a discount
			} `json:"props"`
		} `json:"effects"`
	}
	one := entry.Access
	if transport.Decode([]byte(entry.Answer), &state) != nil {
		return one, nil
	}
	for _, e := range state.Effects {
		code, _ := e.Props.Value.(string)
		switch e.Type {
		case "couponCreated":
			one.Made = append(one.Made, code)
		case "acceptCoupon":
			one.Taken = append(one.Taken, code)
		}
	}
	return one, nil
}

// LastAccess finds the newest call within some time that fits; found is false where
// there is none. It reads the newest first, and no further than it must; where none
// of the newest thousand fits, that is an error, and no absence.
//
// Published: GET /v1/applications/{applicationId}/access_logs/no_total (Management
// API document, certain). That lists can be sorted by a member is published too;
// that this one can be by its time is likely.
func (c *Client) LastAccess(ctx context.Context, application int, from, to time.Time, fits func(Access) bool) (last Access, found bool, err error) {
	const doing = "reading the Application's access log"
	query := url.Values{"rangeStart": {instant(from)}, "rangeEnd": {instant(to)}, "sort": {"-time"}}
	for skip := 0; ; {
		got, err := c.page(ctx, doing, at(accessPath, application), query, skip, skip+accessPage)
		if err != nil {
			return Access{}, false, err
		}
		for _, element := range got.Data {
			one, err := access(element)
			if err != nil {
				return Access{}, false, c.caller.Garbled(doing, err)
			}
			if fits(one) {
				return one, true, nil
			}
		}
		if skip += len(got.Data); got.last(skip) {
			return Access{}, false, nil
		}
		if skip >= mostAccess {
			return Access{}, false, fmt.Errorf("%s: none of the newest %d calls is one that is looked for", doing, skip)
		}
	}
}
