package main

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps/setup"
)

// ground is one account at both vendors for the hunt: a sandbox, behind a proxy
// that learns the token of a session and can be told to answer like a vendor
// that repeats what it was sent.
type ground struct {
	h    *hunt
	box  *sandbox.Sandbox
	lair *lair

	cleverTap, talonOne string // the proxies
	echoes              atomic.Pointer[echo]
	asked               atomic.Int32 // how often a vendor was
}

// awkward is a secret that every encoder writes in its own way, and that a
// header takes.
func awkward() string {
	r := rand.Text()
	return "k" + r[:4] + "%" + r[4:8] + "+" + r[8:11] + "/" + r[11:14] + `"` + r[14:17] + `\` + r[17:19] + "<" + r[19:21] + "&" + r[21:] + "'>=~"
}

// passcodeLike looks as CleverTap makes its passcodes, and so like a project ID.
func passcodeLike() string {
	r := rand.Text()
	return r[:3] + "-" + r[3:6] + "-" + r[6:10] // rand.Text has the letters and digits that CleverTap's have
}

func keyLike() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}

func newGround(t *testing.T, h *hunt, o sandbox.Options) *ground {
	t.Helper()
	o.Hurry = 2 * hurry
	box, err := sandbox.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	g := &ground{h: h, box: box}
	g.cleverTap = g.proxy(t, strings.TrimSuffix(box.CleverTapURL(), "/{region}")) + "/{region}"
	g.talonOne = g.proxy(t, box.TalonOneURL())
	names := map[string]string{}
	for _, f := range setup.Fields() {
		if f.Secret {
			names[f.Key.Variable()] = f.Title
		}
	}
	var env []string
	for _, v := range box.Env() {
		switch name, secret := names[v.Name]; {
		case secret:
			h.know(name, v.Value)
		case v.Name == setup.TalonOneURL.Variable():
			v.Value = g.talonOne
		case v.Name == "TALONTAP_CLEVERTAP_URL":
			v.Value = g.cleverTap
		}
		env = append(env, v.Name+"="+v.Value)
	}
	g.lair = newLair(t, env...)
	g.foreign(t)
	return g
}

// foreign makes what other hands left in the account: a webhook with a secret in
// a header, and a Credential.
func (g *ground) foreign(t *testing.T) {
	t.Helper()
	header, credential := awkward(), awkward()
	g.h.know("the header of a stored webhook", header)
	g.h.know("a Talon.One Credential", credential)
	g.click(t, "POST", "talonone/webhooks", map[string]any{"applicationIds": []int{1}, "title": "Another system", "description": "", "verb": "POST",
		"url": "https://example.com/hook", "headers": []string{"X-Api-Key: " + header}, "draft": false, "enabled": true, "payload": "{}", "params": []any{}}, nil)
	g.click(t, "POST", "talonone/credentials", map[string]any{"name": "Another", "type": "custom",
		"data": map[string]any{"headers": map[string]string{"X-Api-Key": credential}}}, nil)
}

// click does one thing in a console.
func (g *ground) click(t *testing.T, method, path string, body, into any) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	base := g.box.TalonOneURL()
	if strings.HasPrefix(path, "clevertap/") {
		base = strings.TrimSuffix(g.box.CleverTapURL(), "/{region}")
	}
	req, err := http.NewRequestWithContext(t.Context(), method, base+"/_sandbox/"+path, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, _ := io.ReadAll(res.Body)
	if res.StatusCode/100 != 2 {
		t.Fatalf("%s %s: %s", method, path, res.Status)
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			t.Fatal(err)
		}
	}
}

// passcode makes a new passcode in CleverTap's dashboard.
func (g *ground) passcode(t *testing.T) string {
	t.Helper()
	fresh := newPasscode(t, g.box)
	g.h.know("a new passcode", fresh)
	return fresh
}

// key makes a new key in the Campaign Manager.
func (g *ground) key(t *testing.T, kind string) string {
	t.Helper()
	wanted := map[string]any{"name": "new " + kind, "kind": kind}
	if kind == "integration" {
		wanted["applicationId"] = 1
	}
	var made struct{ Key string }
	g.click(t, "POST", "talonone/keys", wanted, &made)
	g.h.know("a new "+kind+" key", made.Key)
	return made.Key
}

// proxy stands before one service.
func (g *ground) proxy(t *testing.T, service string) string {
	t.Helper()
	at, err := url.Parse(service)
	if err != nil {
		t.Fatal(err)
	}
	through := &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(at) },
		ModifyResponse: g.learn,
		ErrorHandler:   func(w http.ResponseWriter, _ *http.Request, _ error) { panic(http.ErrAbortHandler) }, // as the service hung up
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.asked.Add(1)
		if e := g.echoes.Load(); e != nil && e.concerns(r) {
			e.answer(w, r)
			return
		}
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// learn takes the token out of the answer to a sign-in.
func (g *ground) learn(r *http.Response) error {
	if r.Request.URL.Path != "/v1/sessions" || r.Request.Method != http.MethodPost {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	var session struct{ Token string }
	if json.Unmarshal(body, &session) == nil && len(session.Token) >= telling {
		g.h.know("the token of a session", session.Token)
	}
	return nil
}
