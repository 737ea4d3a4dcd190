package clevertap

import (
	"encoding/json"
	"net/http"

	"github.com/talontap/talontap/api/transport"
)

// CleverTap's own codes that change what a caller does next.
const (
	codeThrottled  = 1 // likely: wait, CleverTap's sample code says 30 s
	codeInProgress = 2 // certain: ask for the same cursor again
)

// envelope is what an answer to a whole request says of itself. Error bodies and
// upload answers share it (shape certain).
type envelope struct {
	Status      string            `json:"status"`
	Error       string            `json:"error"`
	Code        json.Number       `json:"code"`
	Unprocessed []json.RawMessage `json:"unprocessed"`
}

// judge finds the failures that come with HTTP 200 and CleverTap's words for the
// others. A refused record is not a failed request: it stays in the receipt.
func judge(status int, body []byte) transport.Verdict {
	var e envelope
	if json.Unmarshal(body, &e) != nil {
		return transport.Verdict{}
	}
	code, _ := e.Code.Int64()
	v := transport.Verdict{Code: int(code), Message: e.Error}
	if status/100 == 2 && e.Status == "fail" && len(e.Unprocessed) == 0 {
		v.Kind = kindOf(v.Code)
	}
	return v
}

func kindOf(code int) transport.Kind {
	switch code {
	case http.StatusUnauthorized:
		return transport.Unauthorised
	case http.StatusForbidden:
		return transport.Refused
	case http.StatusTooManyRequests, codeThrottled:
		return transport.Limited
	case http.StatusInternalServerError, http.StatusServiceUnavailable:
		return transport.Broken
	}
	return transport.Rejected
}
