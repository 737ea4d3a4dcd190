package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
)

const (
	deployments = 50
	onEach      = 10
)

// ruleBound is what the vendor's limit alone makes so many checklists of one
// deployment take, each of which calls an endpoint once: three calls in every window
// of the client's.
func ruleBound(checklists int) time.Duration {
	const window = time.Second + 50*time.Millisecond
	return time.Duration((checklists-1)/3) * window
}

// BenchmarkAllOfAnAgency verifies 500 setups over 50 deployments at the vendors' pace,
// and one setup of each, with the release and the keychain of a desktop: with services
// that answer at once, and over a line that takes its time.
func BenchmarkAllOfAnAgency(b *testing.B) {
	for _, latency := range []time.Duration{0, 150 * time.Millisecond} {
		b.Run(fmt.Sprintf("latency=%v", latency), func(b *testing.B) { verifyAgency(b, latency) })
	}
}

func verifyAgency(b *testing.B, latency time.Duration) {
	if _, err := exec.LookPath("dbus-run-session"); err != nil {
		b.Logf("left out: a keychain needs dbus-run-session: %v", err)
		return
	}
	dir := b.TempDir()
	bus := openKeychain(b)
	b.Setenv("DBUS_SESSION_BUS_ADDRESS", bus) // of this process too, which puts the secrets there
	projects := openProjects(b)
	env := append(os.Environ(), "XDG_CONFIG_HOME="+dir, "HOME="+dir, "XDG_RUNTIME_DIR="+dir, "TALONTAP_CLEVERTAP_URL="+projects.URL)
	var all sync.WaitGroup
	turns := make(chan struct{}, 4)
	for d := range deployments {
		turns <- struct{}{}
		all.Go(func() {
			furnish(b, projects, env, sandbox.Options{Hurry: 2 * hurry, Latency: latency}, d)
			<-turns
		})
	}
	all.Wait()
	program := release(b)
	for b.Loop() {
		some, least := verifyMany(b, program, env, "s*-0", deployments)
		few, _ := verifyMany(b, program, env, "s[0-4]-*", 5*onEach)
		many, most := verifyMany(b, program, env, "s*", deployments*onEach)
		b.ReportMetric(some.Seconds(), "50-s")
		b.ReportMetric(few.Seconds()/ruleBound(onEach).Seconds(), "50-of-5×bound")
		b.ReportMetric(many.Seconds(), "500-s")
		b.ReportMetric(many.Seconds()/ruleBound(onEach).Seconds(), "×bound")
		b.ReportMetric(least, "50-MB")
		b.ReportMetric(most, "500-MB")
		b.ReportMetric(most/least, "×memory")
	}
	b.ReportMetric(0, "ns/op")
}

// verifyMany gives how long it took, and the most memory that it held.
func verifyMany(b *testing.B, program string, env []string, pattern string, want int) (took time.Duration, mb float64) {
	b.Helper()
	var out, talk bytes.Buffer
	c := exec.Command(program, "verify", "--profile", pattern)
	c.Env, c.Stdout, c.Stderr = env, &out, &talk
	began := time.Now()
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for {
		select {
		case err := <-ended:
			if first, _, _ := strings.Cut(out.String(), "\n"); err != nil || first != fmt.Sprintf("%d setups: %d right.", want, want) {
				b.Fatalf("%v: %s\n%s", err, out.String()[:min(out.Len(), 3000)], talk.String()[:min(talk.Len(), 3000)])
			}
			return time.Since(began), mb
		case <-time.After(20 * time.Millisecond):
			if raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid)); err == nil && bytes.Contains(raw, []byte("VmHWM:")) {
				_, rest, _ := strings.Cut(string(raw), "VmHWM:")
				kb, _ := strconv.Atoi(strings.Fields(rest)[0])
				mb = float64(kb) / 1024
			}
		}
	}
}

// openKeychain starts a stand-in for a desktop's keychain, and gives its bus.
func openKeychain(b *testing.B) (bus string) {
	b.Helper()
	mood := filepath.Join(b.TempDir(), "mood")
	if err := os.WriteFile(mood, []byte("open"), 0o600); err != nil {
		b.Fatal(err)
	}
	session := exec.Command("dbus-run-session", "--", "sh", "-c", `echo "$DBUS_SESSION_BUS_ADDRESS"; talontap-secrets "$1" & cat; kill $!`, "sh", mood)
	hold, err := session.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	told, err := session.StdoutPipe()
	if err == nil {
		err = session.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = hold.Close(); _ = session.Wait() })
	lines := bufio.NewScanner(told)
	lines.Scan()
	bus = lines.Text()
	if lines.Scan(); lines.Text() != "ready" {
		b.Fatal("the keychain did not start")
	}
	return bus
}

// projectHouse is one address of CleverTap behind which each project is a sandbox's.
type projectHouse struct {
	*httptest.Server
	lock sync.Mutex
	at   map[string]*url.URL
}

func openProjects(b *testing.B) *projectHouse {
	p := &projectHouse{at: map[string]*url.URL{}}
	p.Server = httptest.NewServer(&httputil.ReverseProxy{
		Transport: &http.Transport{MaxIdleConnsPerHost: 10},
		Rewrite: func(r *httputil.ProxyRequest) {
			p.lock.Lock()
			defer p.lock.Unlock()
			r.SetURL(p.at[r.In.Header.Get("X-CleverTap-Account-Id")])
		},
	})
	b.Cleanup(p.Close)
	return p
}

// furnish sets one deployment up, and saves that setup ten times.
func furnish(b *testing.B, p *projectHouse, env []string, o sandbox.Options, deployment int) {
	box, err := sandbox.Start(b.Context(), o)
	if err != nil {
		b.Error(err)
		return
	}
	b.Cleanup(func() { _ = box.Close() })
	own, secrets := slices.Clone(env), map[keychain.Name]secret.Secret{}
	for _, v := range box.Env() {
		switch v.Name {
		case "TALONTAP_CLEVERTAP_URL":
			continue
		case "TALONTAP_CLEVERTAP_PROJECT_ID":
			at, err := url.Parse(strings.ReplaceAll(box.CleverTapURL(), "{region}", "eu1"))
			if err != nil {
				b.Error(err)
				return
			}
			p.lock.Lock()
			p.at[v.Value] = at
			p.lock.Unlock()
		}
		for key, name := range kept() {
			if key.Variable() == v.Name {
				secrets[name] = secret.New(v.Value)
			}
		}
		own = append(own, v.Name+"="+v.Value)
	}
	first := fmt.Sprintf("s%d-0", deployment)
	if out, status := unattended(own, "setup", "--yes", "--profile", first); status != exitOK {
		b.Errorf("setting up: exit status %d:\n%s", status, out)
		return
	}
	ring := keychain.Open(keychain.Options{})
	for n := range onEach {
		name := fmt.Sprintf("s%d-%d", deployment, n)
		if n > 0 {
			copyProfile(b, env, first, name)
		}
		for key, value := range secrets {
			if err := ring.Set(b.Context(), keychain.Ref{Profile: "sandbox:" + name, Name: key, Slot: keychain.Current}, value); err != nil {
				b.Error(err)
			}
		}
	}
}
