package sandbox

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"path"
	"strings"
	"time"
)

// site is one server: the vendor with what goes wrong and how long it takes, and
// beside it the sandbox's own pages, which are never slow and never fail.
func (s *Sandbox) site(service string, vendor http.Handler) http.Handler {
	own := s.admin()
	asVendor := s.faults.around(service, slowly(s.latency, vendor))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !calledAsLoopback(r.Host) {
			http.Error(w, "the sandbox answers only to 127.0.0.1, ::1 and localhost", http.StatusMisdirectedRequest)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/_sandbox/") {
			own.ServeHTTP(w, r)
			return
		}
		asVendor.ServeHTTP(w, r)
	})
}

// calledAsLoopback looks at the name that a caller used. A page of another site
// can give its own name this machine's address (DNS rebinding), and would then be
// of one origin with the sandbox.
func calledAsLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// admin is /_sandbox/, the same on both servers. A page of another site that is
// open in the same browser must not click here.
func (s *Sandbox) admin() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_sandbox/{$}", page)
	mux.HandleFunc("GET /_sandbox/console/{file}", page)
	mux.HandleFunc("GET /_sandbox/clock", s.showing(s.showClock))
	mux.HandleFunc("PUT /_sandbox/clock", s.changing(s.moveClock, s.showClock))
	mux.HandleFunc("GET /_sandbox/faults", s.showing(s.showFaults))
	mux.HandleFunc("PUT /_sandbox/faults", s.changing(s.changeFaults, s.showFaults))
	mux.HandleFunc("DELETE /_sandbox/faults", s.changing(func(*http.Request) error { return s.SetFaults() }, s.showFaults))
	mux.HandleFunc("GET /_sandbox/inbox", s.showing(func() any { return map[string]any{"emails": s.Inbox()} }))
	mux.HandleFunc("GET /_sandbox/state", s.showing(s.State))
	mux.Handle("/_sandbox/clevertap/", http.StripPrefix("/_sandbox/clevertap", s.clevertap.Console()))
	mux.Handle("/_sandbox/talonone/", http.StripPrefix("/_sandbox/talonone", s.talonone.Console()))
	return http.NewCrossOriginProtection().Handler(mux)
}

func (s *Sandbox) showing(what func() any) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { answerJSON(w, http.StatusOK, what()) }
}

// changing does what the request asks and shows the result, or says with HTTP
// 400 what is wrong with it.
func (s *Sandbox) changing(change func(*http.Request) error, show func() any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := change(r); err != nil {
			answerJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		answerJSON(w, http.StatusOK, show())
	}
}

func (s *Sandbox) showClock() any { return map[string]time.Time{"now": s.Now()} }

func (s *Sandbox) showFaults() any {
	active := []string{}
	for _, f := range s.faults.list() {
		active = append(active, f.String())
	}
	return map[string]any{"faults": active, "known": FaultNames()}
}

// changeFaults reads {"faults": ["500:clevertap", …]} and replaces what was there.
func (s *Sandbox) changeFaults(r *http.Request) error {
	var wanted struct {
		Faults []string `json:"faults"`
	}
	if err := decode(r, &wanted); err != nil {
		return err
	}
	return s.faults.set(wanted.Faults)
}

// State is everything about both accounts that can be seen without a secret, as
// /_sandbox/state shows it.
func (s *Sandbox) State() any {
	return map[string]any{
		"now":           s.Now(),
		"clevertap_url": s.CleverTapURL(),
		"talonone_url":  s.TalonOneURL(),
		"clevertap":     s.clevertap.State(),
		"talonone":      s.talonone.State(),
	}
}

const mostBody = 1 << 20

func decode(r *http.Request, into any) error {
	decoder := json.NewDecoder(io.LimitReader(r.Body, mostBody))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("reading the body: %w", err)
	}
	return nil
}

func answerJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // the client went away
}

// consoleFiles are the page on which a person plays the admin in both vendors'
// consoles, and the customer with the inbox. It is static: everything on it comes
// from, and goes through, the JSON below /_sandbox/, so that a script can do all
// that the page does.
//
//go:embed console
var consoleFiles embed.FS

// pagePolicy keeps the page to itself: nothing inline, nothing from elsewhere,
// nobody else's frame. What accounts hold may be hostile.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// pageKinds says what each file is. The machine's own table is not asked: a
// browser refuses a script that the table calls plain text.
var pageKinds = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
}

// page serves one of the files, the page itself where none is named.
func page(w http.ResponseWriter, r *http.Request) {
	name := cmp.Or(r.PathValue("file"), "index.html")
	content, err := consoleFiles.ReadFile("console/" + name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", pageKinds[path.Ext(name)])
	header.Set("Content-Security-Policy", pagePolicy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-cache")
	w.Write(content)
}
