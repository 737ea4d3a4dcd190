package talonone

import (
	"context"
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

// Access is one call of an Application's Integration API. What it answered is left
// out: it is long, and tells about customers.
type Access struct {
	At     time.Time `json:"time"`
	Status int       `json:"status"`
	Method string    `json:"method"`
	URI    string    `json:"requestUri"`
	Body   string    `json:"requestPayload"`
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
			var one Access
			if err := transport.Decode(element, &one); err != nil {
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
