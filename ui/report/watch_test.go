package report_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/report"
)

func TestLinesOfADayTellWhatChangedAndNothingTwice(t *testing.T) {
	begins := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	p := watch.Picture{At: begins, Begins: begins, Ends: begins.AddDate(0, 0, 1), Phase: watch.During,
		Campaign: watch.Campaign{State: "enabled"}, Sights: map[watch.Source]watch.Sight{}}
	lines := report.NewWatchLines(report.Style{})
	said := func(p watch.Picture) string { return strings.Join(lines.Of(p), "\n") }
	if got := said(p); !strings.Contains(got, "0 made") {
		t.Errorf("at first it says %q", got)
	}
	if got := said(p); got != "" {
		t.Errorf("nothing changed, and it says %q", got)
	}
	p.Lost = []watch.Code{{Code: "NY-1", Customer: "guest-1", Why: "it was dropped"}}
	if got := said(p); !strings.Contains(got, "LOST NY-1 for guest-1: It was dropped") {
		t.Errorf("of a lost code it says %q", got)
	}
	p.OnWay, p.Lost = p.Lost, nil
	if got := said(p); !strings.Contains(got, "TRIED AGAIN: NY-1") {
		t.Errorf("of one that is tried again it says %q", got)
	}
	p.OnWay, p.Lost = nil, p.OnWay
	said(p)
	p.Lost = nil
	if got := said(p); !strings.Contains(got, "FOUND NY-1") {
		t.Errorf("of one that came it says %q", got)
	}
	p.Sights[watch.Events] = watch.Sight{Err: errors.New("CleverTap is away")}
	p.Campaign.State = "disabled"
	if got := said(p); !strings.Contains(got, "NOT SEEN: events could not be read: CleverTap is away") || !strings.Contains(got, "the campaign is disabled") {
		t.Errorf("of what is not seen it says %q", got)
	}
	p.Sights[watch.Events] = watch.Sight{}
	if got := said(p); got != "SEEN AGAIN: events" {
		t.Errorf("of what is seen again it says %q", got)
	}
}

func TestARehearsalIsRightOnlyWhereEachPlantedLossIsFoundAndNoOther(t *testing.T) {
	of := func(customers ...string) (e watch.End) {
		for _, c := range customers {
			e.Lost = append(e.Lost, watch.Code{Code: "NY-" + c, Customer: c})
		}
		return e
	}
	for _, c := range []struct {
		lost  []string
		right bool
	}{{[]string{"a", "b"}, true}, {[]string{"a"}, false}, {[]string{"a", "b", "c"}, false}, {nil, false}} {
		if got := report.Compare([]string{"a", "b"}, of(c.lost...)); got.Right() != c.right {
			t.Errorf("with %v lost it is %v: %+v", c.lost, got.Right(), got)
		}
	}
}
