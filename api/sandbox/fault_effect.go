package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"

	"github.com/talontap/talontap/api/sandbox/internal/clevertap"
)

type faultKind struct {
	FaultName
	delays bool
	happen func(hit)
}

// FaultName is what a kind of fault is called, and what it does.
type FaultName struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
}

// hit is a request that a fault strikes on its way to next.
type hit struct {
	fault   *armed
	service string
	next    http.Handler
	w       http.ResponseWriter
	r       *http.Request
}

// FaultNames lists what can go wrong.
func FaultNames() (all []FaultName) {
	for _, k := range faultKinds() {
		all = append(all, k.FaultName)
	}
	return all
}

// kindOf finds a kind of fault; the error says which ones there are.
func kindOf(name string) (faultKind, error) {
	var known []string
	for _, k := range faultKinds() {
		if k.Name == name {
			return k, nil
		}
		known = append(known, k.Name)
	}
	return faultKind{}, fmt.Errorf("there is no %q; known are %s", name, strings.Join(known, ", "))
}

// aboutUploads: such a fault strikes CleverTap's /1/upload unless a path says otherwise.
func (k faultKind) aboutUploads() bool { return strings.HasPrefix(k.Meaning, "uploads: ") }

func faultKinds() []faultKind {
	kind := func(name, meaning string, happen func(hit)) faultKind {
		return faultKind{FaultName{name, meaning}, false, happen}
	}
	delay := func(k faultKind) faultKind { k.delays = true; return k }
	tooManyRequests := wrongAnswer(http.StatusTooManyRequests, "Too many concurrent requests")
	return []faultKind{
		kind("down", "closes the connection without an answer; nothing is done", func(hit) { panic(http.ErrAbortHandler) }),
		delay(kind("slow", "does as asked and answers late: slow=2s, 5s if nothing is said", func(h hit) {
			slowly(h.fault.Delay, h.next).ServeHTTP(h.w, h.r)
		})),
		kind("html", "answers an HTML page with status 200, as a proxy in between would; nothing is done", answerHTML),
		kind("truncated", "does as asked and answers the first half of the body", answerHalf),
		kind("500", "answers HTTP 500; nothing is done", wrongAnswer(http.StatusInternalServerError, "Internal Server Error")),
		kind("401", "rejects every credential", wrongAnswer(http.StatusUnauthorized, "Invalid Credentials")),
		kind("429", "answers that there are too many requests; nothing is done", tooManyRequests),
		kind("429-once", "the same for the first request only", func(h hit) {
			if h.fault.spent.CompareAndSwap(false, true) {
				tooManyRequests(h)
				return
			}
			h.next.ServeHTTP(h.w, h.r)
		}),
		kind("drop-after-success", "uploads: takes the event, then closes the connection without an answer", func(h hit) {
			h.next.ServeHTTP(newRecorder(), h.r)
			panic(http.ErrAbortHandler)
		}),
		kind("success-without-arrival", "uploads: answers success and stores nothing", func(h hit) { h.next.ServeHTTP(h.w, asDryRun(h.r)) }),
		kind("other-code", "uploads: takes the event with other characters in its string properties", func(h hit) {
			h.next.ServeHTTP(h.w, withOtherCodes(h.r))
		}),
		kind("twice", "uploads: takes the event twice, as when a delivery is repeated", func(h hit) {
			raw, _ := io.ReadAll(h.r.Body) // half a body is answered as half a body
			h.next.ServeHTTP(newRecorder(), with(h.r, raw))
			h.next.ServeHTTP(h.w, with(h.r, raw))
		}),
		delay(kind("late", "uploads: answers success, the event shows later: late=5s, 5s if nothing is said", func(h hit) {
			h.next.ServeHTTP(h.w, clevertap.ArriveLate(h.r, h.fault.Delay))
		})),
	}
}

func answerHTML(h hit) {
	h.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(h.w, "<!doctype html><html><head><title>Just a moment</title></head><body>Please sign in to this network.</body></html>")
}

// answerHalf sends a body that ends in the middle and says nothing about it.
func answerHalf(h hit) {
	whole := newRecorder()
	h.next.ServeHTTP(whole, h.r)
	maps.Copy(h.w.Header(), whole.header)
	h.w.Header().Del("Content-Length")
	h.w.WriteHeader(whole.status)
	h.w.Write(whole.body.Bytes()[:whole.body.Len()/2])
}

// wrongAnswer has each vendor's own body; the words are CleverTap's.
// modelled: those of 500 on both sides, and of Talon.One's 401 and 429.
func wrongAnswer(status int, words string) func(hit) {
	return func(h hit) {
		kind, body := "application/json;charset=utf-8", fmt.Sprintf(`{"status":"fail","error":%q,"code":%d}`, words, status)
		if h.service == talonOne {
			kind, body = "application/json", fmt.Sprintf(`{"message":%q,"errors":[],"StatusCode":%d}`, http.StatusText(status), status)
		}
		h.w.Header().Set("Content-Type", kind)
		h.w.WriteHeader(status)
		_, _ = io.WriteString(h.w, body)
	}
}

// asDryRun has the upload checked and answered as ever, and stored nowhere.
func asDryRun(r *http.Request) *http.Request {
	dry := r.Clone(r.Context())
	query := dry.URL.Query()
	query.Set("dryRun", "1")
	dry.URL.RawQuery = query.Encode()
	return dry
}

func with(r *http.Request, body []byte) *http.Request {
	other := r.Clone(r.Context())
	other.Body = io.NopCloser(bytes.NewReader(body))
	return other
}

// withOtherCodes exchanges the last character of every string in evtData, as if
// the wrong value had been put into the payload. A body that is not an upload
// passes as it is.
func withOtherCodes(r *http.Request) *http.Request {
	raw, err := io.ReadAll(r.Body)
	var upload struct {
		Records []map[string]any `json:"d"`
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err != nil || decoder.Decode(&upload) != nil {
		return with(r, raw)
	}
	for _, record := range upload.Records {
		if data, ok := record["evtData"].(map[string]any); ok {
			exchange(data)
		}
	}
	other, _ := json.Marshal(map[string]any{"d": upload.Records}) // as it was read from JSON
	return with(r, other)
}

func exchange(data map[string]any) {
	for name, value := range data {
		code, ok := value.(string)
		if !ok || code == "" || strings.HasPrefix(code, "$D_") {
			continue
		}
		last := "X"
		if strings.HasSuffix(code, last) {
			last = "Y"
		}
		data[name] = code[:len(code)-1] + last
	}
}

type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newRecorder() *recorder { return &recorder{header: http.Header{}, status: http.StatusOK} }

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }

// isAbout reports whether an upload is about the customer whom a fault names. The
// body is there to be read again.
func (f Fault) isAbout(r *http.Request) bool {
	if f.Of == "" {
		return true
	}
	raw, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(raw))
	var upload struct {
		Records []struct {
			Identity string `json:"identity"`
		} `json:"d"`
	}
	if err != nil || json.Unmarshal(raw, &upload) != nil {
		return false
	}
	for _, record := range upload.Records {
		if record.Identity == f.Of {
			return true
		}
	}
	return false
}
