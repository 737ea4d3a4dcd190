package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/talontap/talontap/api/sandbox/internal/clevertap"
)

// wrap makes the fault happen to every request that reaches next.
func (f *armed) wrap(service string, next http.Handler) http.Handler {
	switch f.Name {
	case "slow":
		return slowly(f.Delay, next)
	case "429-once":
		if !f.spent.CompareAndSwap(false, true) {
			return next
		}
		return wrongAnswer(http.StatusTooManyRequests, service)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { f.happen(service, next, w, r) })
}

func (f *armed) happen(service string, next http.Handler, w http.ResponseWriter, r *http.Request) {
	switch f.Name {
	case "down":
		panic(http.ErrAbortHandler)
	case "html":
		answerHTML(w)
	case "truncated":
		answerHalf(w, r, next)
	case "500":
		wrongAnswer(http.StatusInternalServerError, service).ServeHTTP(w, r)
	case "401":
		wrongAnswer(http.StatusUnauthorized, service).ServeHTTP(w, r)
	case "429":
		wrongAnswer(http.StatusTooManyRequests, service).ServeHTTP(w, r)
	case "drop-after-success":
		next.ServeHTTP(newRecorder(), r)
		panic(http.ErrAbortHandler)
	case "success-without-arrival":
		next.ServeHTTP(w, asDryRun(r))
	case "other-code":
		next.ServeHTTP(w, withOtherCodes(r))
	case "twice":
		again, once := twoOf(r)
		next.ServeHTTP(newRecorder(), again)
		next.ServeHTTP(w, once)
	case "late":
		next.ServeHTTP(w, clevertap.ArriveLate(r, f.Delay))
	}
}

func answerHTML(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<!doctype html><html><head><title>Just a moment</title></head><body>Please sign in to this network.</body></html>")
}

// answerHalf sends a body that ends in the middle and says nothing about it.
func answerHalf(w http.ResponseWriter, r *http.Request, next http.Handler) {
	whole := newRecorder()
	next.ServeHTTP(whole, r)
	for name, values := range whole.header {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(whole.status)
	w.Write(whole.body.Bytes()[:whole.body.Len()/2])
}

// wrongAnswer has each vendor's own body.
// modelled: those of 500 on both sides, and of Talon.One's 401 and 429.
func wrongAnswer(status int, service string) http.Handler {
	words := map[int]string{
		http.StatusInternalServerError: "Internal Server Error",
		http.StatusUnauthorized:        "Invalid Credentials",
		http.StatusTooManyRequests:     "Too many concurrent requests",
	}
	body, kind := any(struct {
		Status string `json:"status"`
		Error  string `json:"error"`
		Code   int    `json:"code"`
	}{"fail", words[status], status}), "application/json;charset=utf-8"
	if service == talonOne {
		body, kind = struct {
			Message string     `json:"message"`
			Errors  []struct{} `json:"errors"`
			Status  int        `json:"StatusCode"`
		}{http.StatusText(status), []struct{}{}, status}, "application/json"
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		encoded, err := json.Marshal(body)
		if err == nil {
			w.Write(encoded)
		}
	})
}

// asDryRun has the upload checked and answered as ever, and stored nowhere.
func asDryRun(r *http.Request) *http.Request {
	dry := r.Clone(r.Context())
	query := dry.URL.Query()
	query.Set("dryRun", "1")
	dry.URL.RawQuery = query.Encode()
	return dry
}

// twoOf gives the same request two times.
func twoOf(r *http.Request) (one, other *http.Request) {
	raw, _ := io.ReadAll(r.Body) // half a body is answered as half a body
	one, other = r.Clone(r.Context()), r.Clone(r.Context())
	one.Body, other.Body = io.NopCloser(bytes.NewReader(raw)), io.NopCloser(bytes.NewReader(raw))
	return one, other
}

// withOtherCodes exchanges the last character of every string in evtData, as if
// the wrong value had been put into the payload. A body that is not an upload
// passes as it is.
func withOtherCodes(r *http.Request) *http.Request {
	raw, err := io.ReadAll(r.Body)
	changed := r.Clone(r.Context())
	changed.Body = io.NopCloser(bytes.NewReader(raw))
	var upload struct {
		Records []map[string]any `json:"d"`
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err != nil || decoder.Decode(&upload) != nil {
		return changed
	}
	for _, record := range upload.Records {
		if data, ok := record["evtData"].(map[string]any); ok {
			exchange(data)
		}
	}
	if other, err := json.Marshal(map[string]any{"d": upload.Records}); err == nil {
		changed.Body = io.NopCloser(bytes.NewReader(other))
	}
	return changed
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

// recorder keeps an answer instead of sending it.
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
