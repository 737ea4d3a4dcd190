package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
)

// echo is a vendor that repeats in its refusal what it was let in with and what
// it was sent, each time in another form.
type echo struct {
	status int
	path   string // the calls it answers begin with this behind the region; "": all
	told   atomic.Int32
}

var region = regexp.MustCompile(`^/[a-z]+[0-9]*/(1/.*)$`)

func (e *echo) concerns(r *http.Request) bool {
	path := region.ReplaceAllString(r.URL.Path, "/$1")
	return !strings.HasPrefix(path, "/_sandbox") && strings.HasPrefix(path, e.path)
}

func (e *echo) answer(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	words := e.words(r, string(body))
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Location", "https://example.com/?"+words)
	w.WriteHeader(e.status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"status": "fail", "error": words, "code": 600, "processed": 0, // CleverTap's
		"unprocessed": []any{map[string]any{"status": "fail", "code": 509, "error": words, "record": words}},
		"message":     words, "errors": []any{map[string]any{"title": words, "details": words}}, // Talon.One's
		"StatusCode": e.status,
	})
}

// words are short, as a message is cut, and therefore other ones each time.
func (e *echo) words(r *http.Request, body string) string {
	var sent []string
	for _, name := range []string{"X-CleverTap-Passcode", "Authorization"} {
		if v := r.Header.Get(name); v != "" {
			sent = append(sent, v[strings.LastIndex(v, " ")+1:])
		}
	}
	var signIn struct{ Password string }
	if json.Unmarshal([]byte(body), &signIn) == nil && signIn.Password != "" {
		sent = append(sent, signIn.Password)
	}
	if len(sent) == 0 {
		return "nothing was sent"
	}
	var all []string
	for _, value := range sent {
		forms := writings(value)
		for _, form := range slices.Sorted(maps.Keys(forms)) {
			for _, written := range forms[form] {
				all = append(all, written, written[:len(written)-1])
			}
		}
	}
	return fmt.Sprintf("you sent %s, which is not known", all[int(e.told.Add(1))%len(all)])
}
