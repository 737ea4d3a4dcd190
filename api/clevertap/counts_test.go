package clevertap_test

import (
	"net/url"
	"testing"

	"github.com/talontap/talontap/api/transport"
)

func TestACountComesAtOnceOrLater(t *testing.T) {
	for name, test := range map[string]struct {
		bodies []string
		asks   string
	}{
		"at once":                 {[]string{`{"status":"success","count":7138}`}, ""},
		"later, a number":         {[]string{`{"req_id":384649162721759123,"status":"partial"}`, `{"req_id":384649162721759123,"status":"partial"}`, bodyProgress, `{"status":"success","count":7138}`}, "384649162721759123"},
		"later, a string":         {[]string{`{"req_id":"a b&c","status":"partial"}`, `{"status":"success","count":7138}`}, "a b&c"},
		"not ready at the asking": {[]string{bodyProgress, `{"status":"success","count":7138}`}, ""},
	} {
		v := serveBodies(t, 200, test.bodies...)
		got, err := client(t, v).EventCount(t.Context(), query())
		if err != nil || got != 7138 {
			t.Errorf("%s: got %d, %v", name, got, err)
		}
		last := v.seen()[len(v.seen())-1]
		if want := "/eu1/1/counts/events.json?req_id=" + url.QueryEscape(test.asks); test.asks != "" && last.URI != want {
			t.Errorf("%s: asked %s, want %s", name, last.URI, want)
		}
	}
}

func TestACountOfZeroIsACountAndNoCountIsNot(t *testing.T) {
	if got, err := client(t, serveBodies(t, 200, `{"status":"success","count":0}`)).EventCount(t.Context(), query()); err != nil || got != 0 {
		t.Errorf("got %d, %v", got, err)
	}
	for _, body := range []string{`{"status":"success"}`, `{"status":"partial"}`, `{"status":"partial","req_id":null}`, `{}`, `<html>`} {
		if _, err := client(t, serveBodies(t, 200, body)).EventCount(t.Context(), query()); transport.KindOf(err) != transport.Garbled {
			t.Errorf("%s: got %v, want garbled", body, err)
		}
	}
}
