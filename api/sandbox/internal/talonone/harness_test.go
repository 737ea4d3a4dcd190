package talonone

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(status int) {
		printTotal()
		os.Exit(status)
	}))
}

// bench is an account behind a real socket, a clock that the test moves, and a
// receiver for webhooks.
type bench struct {
	t       *testing.T
	account *Account
	config  Config
	server  *httptest.Server
	client  *http.Client
	inbox   *receiver

	mu    sync.Mutex
	clock time.Time
}

// newBench starts at noon of 23 November 2026, Berlin time.
func newBench(t *testing.T, change ...func(*Config)) *bench {
	t.Helper()
	contractOf(t) // a contract that can't be read fails each test before it begins
	b := &bench{t: t, clock: time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)}
	b.inbox = newReceiver(t)
	b.config = Config{
		Now: b.now, ManagementKey: rand.Text(), IntegrationKey: rand.Text(),
		Email: "admin@example.com", Password: rand.Text(),
		WebhooksTo:         []string{strings.TrimPrefix(b.inbox.server.URL, "http://")},
		CleverTapUploadURL: b.inbox.server.URL + "/1/upload", CleverTapProjectID: "TEST-" + rand.Text()[:4], CleverTapPasscode: rand.Text(),
	}
	for _, each := range change {
		each(&b.config)
	}
	b.account = New(b.config)
	b.account.pace.now = steps(time.Second) // no test waits for the 3 calls a second
	b.server = httptest.NewServer(b.account)
	b.client = b.server.Client()
	t.Cleanup(func() {
		b.server.Close()
		b.account.Close()
	})
	return b
}

// steps is a clock that moves on with each look.
func steps(by time.Duration) func() time.Time {
	at := time.Now()
	return func() time.Time {
		at = at.Add(by)
		return at
	}
}

func (b *bench) now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.clock
}

func (b *bench) setClock(at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.clock = at
}

// reply is one answer, read whole.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

func (b *bench) management() string  { return "ManagementKey-v1 " + b.config.ManagementKey }
func (b *bench) integration() string { return "ApiKey-v1 " + b.config.IntegrationKey }

// bearer signs in.
func (b *bench) bearer() string {
	b.t.Helper()
	got := b.send("", "POST", "/v1/sessions", object{"email": b.config.Email, "password": b.config.Password})
	got.wants(http.StatusCreated)
	return "Bearer " + got.text("token")
}

// object is a JSON object.
type object = map[string]any

// send makes one request; where a contract is at hand, the answer must fit.
func (b *bench) send(authorization, method, path string, body any, headers ...string) reply {
	b.t.Helper()
	sent, err := io.ReadAll(encoded(b.t, body))
	if err != nil {
		b.t.Fatal(err)
	}
	request, err := http.NewRequest(method, b.server.URL+path, bytes.NewReader(sent))
	if err != nil {
		b.t.Fatal(err)
	}
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	contractOf(b.t).check(b.t, request, sent, response, raw)
	return reply{b.t, response.StatusCode, response.Header, raw}
}

// click uses the console.
func (b *bench) click(method, path string, body any) reply {
	b.t.Helper()
	recorder := httptest.NewRecorder()
	b.account.Console().ServeHTTP(recorder, httptest.NewRequest(method, path, encoded(b.t, body)))
	return reply{b.t, recorder.Code, recorder.Header(), recorder.Body.Bytes()}
}

func encoded(t *testing.T, body any) io.Reader {
	t.Helper()
	switch known := body.(type) {
	case nil:
		return http.NoBody
	case string:
		return bytes.NewBufferString(known)
	}
	raw, err := encode(body)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(raw)
}

func (r reply) wants(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	return r
}

func (r reply) object() object {
	r.t.Helper()
	var members object
	if err := json.Unmarshal(r.body, &members); err != nil {
		r.t.Fatalf("not an object: %s", r.body)
	}
	return members
}

func (r reply) text(name string) string {
	r.t.Helper()
	value, ok := r.object()[name].(string)
	if !ok {
		r.t.Fatalf("no text %q in %s", name, r.body)
	}
	return value
}

func (r reply) number(name string) int {
	r.t.Helper()
	value, ok := r.object()[name].(float64)
	if !ok {
		r.t.Fatalf("no number %q in %s", name, r.body)
	}
	return int(value)
}

// list gives a member that is a list of objects.
func (r reply) list(name string) []object {
	r.t.Helper()
	items, ok := r.object()[name].([]any)
	if !ok {
		r.t.Fatalf("no list %q in %s", name, r.body)
	}
	objects := make([]object, 0, len(items))
	for _, item := range items {
		one, ok := item.(object)
		if !ok {
			r.t.Fatalf("%q holds something other than objects: %s", name, r.body)
		}
		objects = append(objects, one)
	}
	return objects
}

// kinds are the effect types of an evaluation in their order.
func (r reply) kinds() []string {
	r.t.Helper()
	kinds := []string{}
	for _, each := range r.list("effects") {
		kinds = append(kinds, each["effectType"].(string))
	}
	return kinds
}

// receiver takes webhooks; it answers with the statuses it was given, then 200.
type receiver struct {
	server   *httptest.Server
	arrivals chan arrival

	mu       sync.Mutex
	statuses []int
}

type arrival struct {
	method, path string
	header       http.Header
	body         string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{arrivals: make(chan arrival, 100)}
	r.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		r.mu.Lock()
		status := http.StatusOK
		if len(r.statuses) > 0 {
			status, r.statuses = r.statuses[0], r.statuses[1:]
		}
		r.mu.Unlock()
		w.WriteHeader(status)
		_, _ = w.Write([]byte(`{"status":"success"}`))
		r.arrivals <- arrival{request.Method, request.URL.Path, request.Header, string(body)}
	}))
	t.Cleanup(r.server.Close)
	return r
}

func (r *receiver) answers(statuses ...int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.statuses = statuses
}

// ruled makes an enabled campaign with the tutorial's rule for a day, clicked
// together in the console, and gives its path.
func (b *bench) ruled(day string, limits ...object) (path string, id int) {
	b.t.Helper()
	if limits == nil {
		limits = []object{}
	}
	made := b.click("POST", "/applications/1/campaigns", object{
		"name": "New year", "state": "enabled", "tags": []string{}, "features": []string{"coupons"}, "limits": limits,
		"couponSettings": object{"validCharacters": []string{"A", "B", "C", "D", "7"}, "couponPattern": "NEWYEAR-####-####"},
	}).wants(http.StatusCreated)
	id = made.number("id")
	b.click("PUT", fmt.Sprintf("/applications/1/campaigns/%d/day_rule", id), object{
		"title": "Create coupon on 1 January", "day": day, "redemptionLimit": 100, "webhookId": 3,
	}).wants(http.StatusOK)
	return fmt.Sprintf("/v1/applications/1/campaigns/%d", id), id
}
