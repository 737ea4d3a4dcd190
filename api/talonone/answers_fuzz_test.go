package talonone_test

import (
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"unicode"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
)

// FuzzAnyAnswerIsReadOrAFailure: whatever a server answers, each read ends, gives
// names that can be shown, and says no more than a failure may. The rate limit
// would slow it down, so each input has a client of its own, on the same connections.
func FuzzAnyAnswerIsReadOrAFailure(f *testing.F) {
	for _, body := range []string{everything, `{"data":[{"id":1,"title":"a\u001b[2J\r\n","headers":["x"],"params":[{"title":"\u202e"}]}],"hasMore":false}`,
		`{"data":[{"id":1,"name":"\u009b","limits":[{"limit":1e400}]}],"totalResultSize":-1}`, `{"id":1,"promotionRules":[{"blocks":[{"type":"group","blocks":[{"type":"createCoupon"}]}]}]}`,
		`{"effects":[{"effectType":"couponCreated","props":[]}],"createdCoupons":null}`, `{"data":null}`, `{"data":[null],"hasMore":false}`, `[`, ``, `<html>`} {
		f.Add(body)
	}
	var next atomic.Value
	v := serve(f, func(_ int, _ request, w http.ResponseWriter) { _, _ = io.WriteString(w, next.Load().(string)) })
	connections := &http.Transport{}
	f.Cleanup(connections.CloseIdleConnections)
	f.Fuzz(func(t *testing.T, body string) {
		next.Store(body)
		c := client(t, v, func(cfg *talonone.Config) { cfg.RoundTripper = connections })
		hooks, err := c.Webhooks(t.Context(), 0)
		failed(t, err)
		for _, h := range hooks {
			shown(t, h.Title)
		}
		campaigns, err := c.Campaigns(t.Context(), 1, "")
		failed(t, err)
		for _, one := range campaigns {
			shown(t, one.Name)
		}
		set, err := c.RulesetV2(t.Context(), 1, 2, 3)
		failed(t, err)
		for _, rule := range set.Rules {
			shown(t, rule.Title)
		}
		_, err = c.Session(t.Context(), talonone.SessionQuery{SessionID: "x", ProfileID: "x", Dry: true})
		failed(t, err)
	})
}

// failed holds that an error is a failure with a kind.
func failed(t *testing.T, err error) {
	t.Helper()
	if err != nil && transport.KindOf(err) == transport.Unknown {
		t.Errorf("%v is no failure with a kind", err)
	}
}

// shown holds that a name can stand in one line of a screen.
func shown(t *testing.T, name string) {
	t.Helper()
	for _, r := range name {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%q holds %U", name, r)
		}
	}
}
