package transport

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestEverySendingIsCountedByItsEndpointRepeatsIncluded(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 1 {
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	defer server.Close()
	c, err := New(Options{Service: "CleverTap", Base: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	var tally Tally
	call := Call{Doing: "reading", Method: "GET", Path: "/a/7", Endpoint: "GET /a/{id}", Repeatable: true}
	if err := c.Do(Tallied(t.Context(), &tally), call); err != nil {
		t.Fatal(err)
	}
	if err := c.Do(t.Context(), call); err != nil {
		t.Fatal(err)
	}
	spent := tally.Spent()
	if len(spent) != 1 || spent[0] != (Spent{Counted{"CleverTap", "GET /a/{id}"}, 2}) {
		t.Errorf("counted were %+v, want two of GET /a/{id}: the answer that failed and its repeat", spent)
	}
}
