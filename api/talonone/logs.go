package talonone

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const mostLogged = 64 << 10 // bytes of a logged request or answer that are kept

// wireMessageLog is one logged attempt. Whether the request's raw bytes hold the
// authentication headers is unknown: no more than its body is ever kept.
type wireMessageLog struct {
	MessageLog
	Request struct {
		Request string `json:"request"` // base64
	} `json:"request"`
	Response struct {
		At       time.Time `json:"createdAt"`
		Response string    `json:"response"` // base64
		Status   int       `json:"status"`
	} `json:"response"`
}

// MessageLogs reads what Deliveries reads, all at once.
func (c *Client) MessageLogs(ctx context.Context, q MessageLogQuery) ([]MessageLog, error) {
	return whole(c.Deliveries(ctx, q))
}

// Deliveries reads the delivery log of a webhook (0: of all) to its end, a page at
// a time. How soon a delivery is logged is unknown. An error ends it.
//
// Published: GET /v1/message_logs (Management API document, certain).
func (c *Client) Deliveries(ctx context.Context, q MessageLogQuery) iter.Seq2[MessageLog, error] {
	return func(yield func(MessageLog, error) bool) {
		query := q.wire()
		for {
			logs, next, err := c.logPage(ctx, query)
			if err == nil && next != "" && next == query.Get("cursor") {
				err = c.caller.Garbled(readingLog, errors.New("a log that does not go on"))
			}
			if err != nil {
				yield(MessageLog{}, err)
				return
			}
			for _, w := range logs {
				if !yield(w.log(), nil) {
					return
				}
			}
			if next == "" {
				return
			}
			query.Set("cursor", next)
		}
	}
}

const readingLog = "reading the webhook's delivery log"

func (q MessageLogQuery) wire() url.Values {
	query := filters(map[string]string{
		"entityType": "webhook", "createdAfter": instant(q.CreatedAfter), "createdBefore": instant(q.CreatedBefore),
	})
	if q.WebhookID != 0 {
		query.Set("webhookIDs", strconv.Itoa(q.WebhookID))
	}
	return query
}

func (c *Client) logPage(ctx context.Context, query url.Values) (logs []wireMessageLog, next string, err error) {
	var answer struct {
		Data []wireMessageLog `json:"data"`
		Next string           `json:"nextCursor"`
	}
	call := transport.Call{Doing: readingLog, Query: query, Out: &answer}
	if err := c.manage(ctx, http.MethodGet, at("/v1/message_logs"), call, nil); err != nil {
		return nil, "", err
	}
	if answer.Data == nil {
		return nil, "", c.caller.Garbled(readingLog, errors.New("a log without data"))
	}
	return answer.Data, answer.Next, nil
}

func (w wireMessageLog) log() MessageLog {
	l := w.MessageLog
	l.Sent, l.Status, l.Response = body(logged(w.Request.Request)), w.Response.Status, logged(w.Response.Response)
	l.Answered = w.Response.At
	return l
}

// body is what follows the header lines of a logged request. Where there is no
// such place and it does not begin as JSON does, nothing is taken for it.
func body(request []byte) []byte {
	for _, blank := range []string{"\r\n\r\n", "\n\n"} {
		if _, after, found := bytes.Cut(request, []byte(blank)); found && request[0] != '{' {
			return after
		}
	}
	if bytes.HasPrefix(request, []byte("{")) {
		return request
	}
	return nil
}

// logged decodes what was sent or answered; what is not base64 is kept as it is.
func logged(encoded string) []byte {
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		decoded = []byte(encoded)
	}
	if len(decoded) > mostLogged {
		decoded = decoded[:mostLogged]
	}
	return []byte(transport.Sanitise(string(decoded)))
}

const (
	accessPath = "/v1/applications/{applicationId}/access_logs/no_total"
	accessPage = 50   // a call is logged with all that was sent and answered
	mostAccess = 1000 // our own: what is looked for is among the newest, or is not looked for
)

// Access is one call of an Application's Integration API. What it answered is long, and
// tells about customers: nothing but the codes in it is for anybody else.
type Access struct {
	At     time.Time       `json:"time"`
	Status int             `json:"status"`
	Method string          `json:"method"`
	URI    string          `json:"requestUri"`
	Body   string          `json:"requestPayload"`
	Answer json.RawMessage `json:"responsePayload"` // a text, which few who look for a call need
}

// Typed says that no number of unknown type is in it.
func (Access) Typed() {}

// Made are the codes that the call made.
func (a Access) Made() []string { return a.codes("couponCreated") }

// Taken are the codes that its session gave, and that a rule took.
func (a Access) Taken() []string { return a.codes("acceptCoupon") }

// codes are those of one kind of effect in the answer (published: what an effect is).
// An answer in another form, such as that of an error, holds no code.
func (a Access) codes(effect string) (all []string) {
	var state struct {
		Effects []struct {
			Type  string `json:"effectType"`
			Props struct {
				Value any `json:"value"` // a code, or a discount
			} `json:"props"`
		} `json:"effects"`
	}
	if transport.Decode([]byte(transport.Text(a.Answer)), &state) != nil {
		return nil
	}
	for _, e := range state.Effects {
		if code, is := e.Props.Value.(string); is && e.Type == effect {
			all = append(all, code)
		}
	}
	return all
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
			one, err := decoded[Access](element)
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
