package tui

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/text"
)

// watchedDay is 1 January in Berlin with a crowd at midnight.
func watchedDay(t *testing.T, coupons int, lost ...int) (*watch.Watch, time.Time) {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	on, err := setup.ParseDay("2027-01-01", zone)
	if err != nil {
		t.Fatal(err)
	}
	w := watch.New(on, func(string) bool { return false })
	w.Is(watch.Campaign{Name: "Coupon by email, 1 January 2027", State: "enabled"})
	at := on.Start()
	for n := range coupons {
		code, customer := fmt.Sprintf("NY-%04d-AAAA", n), fmt.Sprintf("guest-%03d", n)
		w.Made(code, code, customer, at)
		w.Delivered(watch.Delivery{ID: code, At: at, Answered: at.Add(time.Second), Sent: []watch.Sent{{Code: code, Identity: customer}}})
		at = at.Add(100 * time.Millisecond)
		gone := false
		for _, l := range lost {
			gone = gone || l == n
		}
		if !gone {
			w.Raised(code, customer, "")
		}
	}
	w.Counted(coupons - len(lost))
	w.Mailed(coupons - len(lost))
	return w, on.Start()
}

func read(w *watch.Watch, at time.Time) {
	for _, s := range watch.Sources() {
		w.Read(s, at, 1, nil)
	}
}

func dayScenes(t *testing.T) map[string]watch.Picture {
	t.Helper()
	before, begins := watchedDay(t, 0)
	busy, _ := watchedDay(t, 260, 255, 256, 257, 258, 259)
	read(busy, begins.Add(time.Minute))
	lost, _ := watchedDay(t, 260, 7, 41, 60, 80, 90, 100, 110, 120, 133, 140, 150, 160, 170, 180, 190, 200)
	read(lost, begins.Add(9*time.Hour))
	blind, _ := watchedDay(t, 20)
	read(blind, begins.Add(time.Hour))
	blind.Is(watch.Campaign{Name: "Coupon by email, 1 January 2027", State: "disabled"})
	blind.Read(watch.Events, begins.Add(time.Hour), 1, errors.New("reading CleverTap events: CleverTap did not answer in 30 s"))
	whole, _ := watchedDay(t, 260)
	read(whole, begins.Add(24*time.Hour+time.Minute))
	return map[string]watch.Picture{
		"looking": {},
		"before":  before.Picture(begins.Add(-3 * time.Hour)),
		"busy":    busy.Picture(begins.Add(70 * time.Second)),
		"lost":    lost.Picture(begins.Add(9 * time.Hour)),
		"blind":   blind.Picture(begins.Add(time.Hour)),
		"whole":   whole.Picture(begins.Add(24*time.Hour + time.Minute)),
	}
}

func TestADayLooksAsPictured(t *testing.T) {
	for name, p := range dayScenes(t) {
		for ending, noColor := range map[string]bool{"ansi": false, "txt": true} {
			w := newDay(Look{NoColor: noColor, Fixed: true})
			w.Update(p)
			var b strings.Builder
			for _, size := range sizes {
				w.Update(tea.WindowSizeMsg{Width: size.width, Height: size.height})
				fmt.Fprintf(&b, "%d×%d\n%s\n\n", size.width, size.height, w.View().Content)
			}
			compare(t, filepath.Join("testdata", "day", name+"."+ending), b.String())
		}
	}
}

func TestADayKeepsToEveryWindow(t *testing.T) {
	for name, p := range dayScenes(t) {
		w := newDay(Look{Fixed: true})
		w.Update(p)
		for _, helps := range []bool{false, true} {
			w.helps = helps
			for width := 1; width <= 140; width += 7 {
				for height := 1; height <= 40; height += 3 {
					w.Update(tea.WindowSizeMsg{Width: width, Height: height})
					lines := strings.Split(w.View().Content, "\n")
					if len(lines) > height {
						t.Fatalf("%s at %d×%d has %d rows", name, width, height, len(lines))
					}
					for _, line := range lines {
						if text.Width(line) > width {
							t.Fatalf("%s at %d×%d has a row of %d columns", name, width, height, text.Width(line))
						}
					}
				}
			}
		}
	}
}

func pressed(w *dayScreen, key tea.KeyPressMsg) tea.Cmd {
	_, cmd := w.Update(key)
	return cmd
}

func TestADayIsLeftByOneKeyAndScrolledAndExplained(t *testing.T) {
	w := newDay(Look{NoColor: true, Fixed: true})
	w.Update(dayScenes(t)["lost"])
	w.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	first := w.View().Content
	pressed(w, tea.KeyPressMsg{Code: tea.KeyPgDown})
	if w.View().Content == first {
		t.Error("the lost codes are not scrolled")
	}
	pressed(w, tea.KeyPressMsg{Code: '?', Text: "?"})
	if !strings.Contains(w.View().Content, "Keys") {
		t.Errorf("help is not shown:\n%s", w.View().Content)
	}
	if pressed(w, tea.KeyPressMsg{Code: 'x', Text: "x"}); w.helps {
		t.Error("a key does not close the help")
	}
	if cmd := pressed(w, tea.KeyPressMsg{Code: 'q', Text: "q"}); cmd == nil || !w.left {
		t.Error("q does not leave")
	}
}
