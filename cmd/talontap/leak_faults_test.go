package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

// remote are the commands that call a vendor, each once.
func (g *ground) remote(t *testing.T) {
	t.Helper()
	for _, line := range []string{"plan", "setup --yes", "apply --yes --json", "verify", "verify --live=relay", "verify --live=fire --json",
		"rotate clevertap --secret-stdin", "rotate talonone-management --secret-stdin --json", "rotate talonone-integration --secret-stdin", "remove --yes"} {
		stdin := ""
		switch {
		case strings.Contains(line, "-management"):
			stdin = g.key(t, "management")
		case strings.Contains(line, "-integration"):
			stdin = g.key(t, "integration")
		case strings.Contains(line, "rotate"):
			stdin = g.passcode(t)
		}
		words := append(strings.Fields(line), "--debug", g.lair.debug(), "--timeout", "3s")
		if strings.Contains(line, "live") {
			words = append(words, "--wait", "1s")
		}
		g.h.run(t, "debug log", g.lair, stdin+"\n", words...)
	}
}

// huntFaults runs what calls a vendor under each fault, from nothing and from a
// finished setup, each side by side with the others.
func huntFaults(t *testing.T, h *hunt) {
	var all sync.WaitGroup
	for _, known := range sandbox.FaultNames() {
		fault := map[string]string{"slow": "slow=300ms", "late": "late=1s"}[known.Name]
		if fault == "" {
			fault = known.Name
		}
		all.Go(func() {
			t.Run(known.Name, func(t *testing.T) {
				g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
				h.run(t, "debug log", g.lair, "", "setup", "--yes")
				g.click(t, "PUT", "faults", map[string]any{"faults": []string{fault}}, nil)
				g.lair.fault = known.Name
				g.remote(t)
			})
		})
	}
	all.Wait()
}

// huntEchoes runs the same against vendors that repeat what they were sent: in
// every call, with secrets that every encoder writes differently, and in single
// calls of an account that works otherwise.
func huntEchoes(t *testing.T, h *hunt) {
	var all sync.WaitGroup
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusFound, http.StatusOK} {
		for _, path := range []string{"", "/1/upload", "/1/", "/v1/sessions", "/v1/webhooks", "/v1/applications", "/v2/", "/v1/message_logs"} {
			if path != "" && status != http.StatusBadRequest && status != http.StatusOK {
				continue // what the status means decides, and is the same for all calls
			}
			all.Go(func() {
				t.Run(fmt.Sprintf("%d %s", status, path), func(t *testing.T) {
					g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
					g.lair.fault = fmt.Sprintf("a refusal with HTTP %d that repeats", status)
					if path == "" {
						g.lair = g.lair.with("TALONTAP_CLEVERTAP_PASSCODE="+g.made("an awkward passcode", awkward()),
							"TALONTAP_TALONONE_MANAGEMENT_KEY="+g.made("an awkward management key", awkward()),
							"TALONTAP_TALONONE_INTEGRATION_KEY="+g.made("an awkward integration key", awkward()),
							"TALONTAP_TALONONE_PASSWORD="+g.made("an awkward password", "pä "+awkward()))
					}
					g.echoes.Store(&echo{status: status, path: path})
					g.remote(t)
				})
			})
		}
	}
	all.Wait()
}

// made is a secret that is hunted from here on.
func (g *ground) made(name, value string) string {
	g.h.know(name, value)
	return value
}
