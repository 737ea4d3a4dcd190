package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// chat takes what it is told at an address that nobody may learn.
type chat struct {
	*httptest.Server
	lock sync.Mutex
	told []string
	down bool
}

const hook = "/services/T0000/B0000/hushhushhush?key=verysecretindeed"

func openChat(t *testing.T) *chat {
	c := &chat{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		c.lock.Lock()
		defer c.lock.Unlock()
		if c.down {
			http.Error(w, `{"error": "no place at `+r.URL.String()+`"}`, http.StatusServiceUnavailable)
			return
		}
		if r.Method != http.MethodPost || r.URL.String() != hook {
			t.Errorf("it got %s %s", r.Method, r.URL)
		}
		c.told = append(c.told, string(body))
	}))
	t.Cleanup(c.Close)
	return c
}

// news is what it was told since the last call.
func (c *chat) news() []string {
	c.lock.Lock()
	defer c.lock.Unlock()
	told := c.told
	c.told = nil
	return told
}

func (c *chat) set(down bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.down = down
}

type notice struct {
	Schema  string
	Text    string
	Changes []struct {
		Profile, Was, Status string
		Exit                 int
	}
}

func TestAChangeIsToldOnceAndTheVerdictStandsWhateverBecomesOfThat(t *testing.T) {
	t.Parallel()
	box, env := furnished(t)
	c := openChat(t)
	verify := func(want int, args ...string) string {
		t.Helper()
		out, status := unattended(env, append([]string{"verify"}, args...)...)
		if status != want {
			t.Fatalf("exit status %d, want %d:\n%s", status, want, out)
		}
		if strings.Contains(out, "hush") || strings.Contains(out, "verysecret") {
			t.Errorf("it says where to post:\n%s", out)
		}
		return out
	}
	address := c.URL + hook
	verify(exitOK, "--notify", address)
	if news := c.news(); len(news) > 0 {
		t.Errorf("nothing changed, and it told %v", news)
	}
	if err := box.SetFaults("401:clevertap"); err != nil {
		t.Fatal(err)
	}
	c.set(true)
	if out := verify(exitRejected, "--notify", address); !strings.Contains(unwrapped(out), "--notify: nobody was told, and the next run tries again") {
		t.Errorf("nothing says that nobody was told:\n%s", out)
	}
	c.set(false)
	env = append(env, notifyVariable+"="+address)
	verify(exitRejected, "--all", "--json")
	verify(exitRejected)
	news := c.news()
	var n notice
	if len(news) != 1 || json.Unmarshal([]byte(news[0]), &n) != nil || n.Schema != "talontap.notify/v1" || len(n.Changes) != 1 ||
		n.Changes[0].Profile != "default" || n.Changes[0].Was != "right" || n.Changes[0].Status != "rejected" || n.Changes[0].Exit != exitRejected {
		t.Errorf("it was told %v, want one change", news)
	}
	if err := box.SetFaults(); err != nil {
		t.Fatal(err)
	}
	verify(exitOK, "--notify-form", "slack")
	if news := c.news(); len(news) != 1 || !strings.HasPrefix(news[0], "{\n  \"text\": \"✓ default: right: ") || !strings.Contains(news[0], "(it was rejected)") {
		t.Errorf("it was told %v", news)
	}
}

func TestAnAddressToNotifyIsLookedAtBeforeAllElse(t *testing.T) {
	t.Parallel()
	for address, why := range map[string]string{
		"http://example.com" + hook:      "must be called with https",
		"hushhushhush":                   "https://",
		"https://me:hushhush@host/hush/": "user name",
		"https://%zz/hushhushhush":       "https://",
	} {
		out, status := onMachine(t, "verify", "--notify", address)
		if status != exitUsage || strings.Contains(out, "hush") || !strings.Contains(unwrapped(out), why) {
			t.Errorf("exit status %d, want words about %q and no address:\n%s", status, why, out)
		}
	}
}
