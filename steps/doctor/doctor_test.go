package doctor

import (
	"errors"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/check"
)

func healthy() Seen {
	return Seen{Version: "talontap 1", Terminal: Terminal{There: true, Width: 80, Height: 24, Colour: true}, Keychain: Keychain{Kind: "Keychain"},
		Folder: "/home/admin", Hosts: []Host{{Service: "Talon.One", Host: "shop", Told: true}, {Service: "CleverTap", Host: "eu1", Told: true}}}
}

func TestEachThingThatIsWrongIsToldWithItsMend(t *testing.T) {
	wrong := errors.New("no")
	for name, c := range map[string]struct {
		spoil func(*Seen)
		id    string
		want  check.Status
	}{
		"healthy":      {func(*Seen) {}, "clock", check.Pass},
		"narrow":       {func(s *Seen) { s.Terminal.Width = 79 }, "terminal", check.Warn},
		"low":          {func(s *Seen) { s.Terminal.Height = 23 }, "terminal", check.Warn},
		"ASCII":        {func(s *Seen) { s.Terminal.ASCII = true }, "terminal", check.Warn},
		"no terminal":  {func(s *Seen) { s.Terminal = Terminal{} }, "terminal", check.Skip},
		"no keychain":  {func(s *Seen) { s.Keychain.Problem, s.Keychain.Fix = "none", "install one" }, "keychain", check.Warn},
		"no folder":    {func(s *Seen) { s.Unusable = wrong }, "settings", check.Fail},
		"bad proxy":    {func(s *Seen) { s.Proxy = wrong }, "proxy", check.Fail},
		"proxy":        {func(s *Seen) { s.Proxies = []string{"HTTPS_PROXY"} }, "proxy", check.Pass},
		"unreachable":  {func(s *Seen) { s.Hosts[0].Err = wrong }, "network.talonone", check.Fail},
		"no profile":   {func(s *Seen) { s.Hosts = nil }, "network", check.Skip},
		"no time":      {func(s *Seen) { s.Hosts[0].Told, s.Hosts[1].Told = false, false }, "clock", check.Skip},
		"second's":     {func(s *Seen) { s.Hosts[0].Told, s.Hosts[1].Ahead = false, time.Hour }, "clock", check.Fail},
		"clock nearly": {func(s *Seen) { s.Hosts[0].Ahead = noted }, "clock", check.Pass},
		"clock off":    {func(s *Seen) { s.Hosts[0].Ahead = -noted - 1 }, "clock", check.Warn},
		"clock wrong":  {func(s *Seen) { s.Hosts[0].Ahead = -wrongBy - 1 }, "clock", check.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			s := healthy()
			c.spoil(&s)
			for _, got := range Judge(s).Checks {
				if got.ID == c.id && got.Status != c.want {
					t.Errorf("%s is %s, want %s: %s", c.id, got.Status, c.want, got.Detail)
				}
				if (got.Status == check.Fail || got.Status == check.Warn) && got.Fix == "" {
					t.Errorf("%s says nothing of what to do", got.ID)
				}
			}
		})
	}
}
