package fleet_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
)

func names(outcomes []fleet.Outcome) (all []string) {
	for _, o := range outcomes {
		all = append(all, o.Profile)
	}
	return all
}

func quietly(int, fleet.Outcome) {}

func TestTheGravestComesFirstAndThenByName(t *testing.T) {
	verdicts := map[string]check.Exit{"b": check.Right, "a": check.Right, "c": check.Failed, "d": check.Wrong, "e": check.Rejected}
	var setups []fleet.Setup
	for name := range verdicts {
		setups = append(setups, fleet.Setup{Name: name, Line: "one"})
	}
	var told []int
	all := fleet.Each(t.Context(), setups, 0, func(_ context.Context, name string) fleet.Outcome {
		return fleet.Outcome{Verdict: verdicts[name]}
	}, func(done int, _ fleet.Outcome) { told = append(told, done) })
	if got := names(all); !slices.Equal(got, []string{"e", "d", "c", "a", "b"}) {
		t.Errorf("%v", got)
	}
	if !slices.Equal(told, []int{1, 2, 3, 4, 5}) {
		t.Errorf("told %v", told)
	}
	if v := fleet.Verdict(all); v != check.Rejected {
		t.Errorf("verdict %d", v)
	}
}

func TestAFaultInOneIsItsOutcomeAndTheOthersGoOn(t *testing.T) {
	setups := []fleet.Setup{{Name: "falls", Line: "x"}, {Name: "stands", Line: "x"}, {Name: "elsewhere", Line: "y"}}
	all := fleet.Each(t.Context(), setups, 0, func(_ context.Context, name string) fleet.Outcome {
		if name == "falls" {
			panic("a value that nobody may see")
		}
		return fleet.Outcome{}
	}, quietly)
	if len(all) != 3 || all[0].Profile != "falls" || all[0].Verdict != check.Failed || all[0].Err == nil || all[1].Err != nil || all[2].Err != nil {
		t.Errorf("%+v", all)
	}
}

func TestStoppedInTheMiddleWhatIsDoneStays(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var setups []fleet.Setup
	for n := range 20 {
		setups = append(setups, fleet.Setup{Name: fmt.Sprintf("shop-%02d", n), Line: "one"})
	}
	all := fleet.Each(ctx, setups, 0, func(ctx context.Context, _ string) fleet.Outcome {
		if ctx.Err() != nil {
			return fleet.Outcome{Err: ctx.Err()}
		}
		return fleet.Outcome{Verdict: check.Wrong}
	}, func(done int, _ fleet.Outcome) {
		if done == 4 {
			stop()
		}
	})
	done := 0
	for _, o := range all {
		if o.Verdict == check.Wrong {
			done++
		} else if o.Verdict != check.Cancelled || !errors.Is(o.Err, context.Canceled) {
			t.Errorf("%+v", o)
		}
	}
	if len(all) != 20 || done < 4 || done == 20 || fleet.Verdict(all) != check.Cancelled {
		t.Errorf("%d of %d are done, verdict %d", done, len(all), fleet.Verdict(all))
	}
}

// TestOfOneDeploymentAFewAreLookedAtAtOnceAndOthersDoNotWaitForIt holds one
// deployment up until all of another are done.
func TestOfOneDeploymentAFewAreLookedAtAtOnceAndOthersDoNotWaitForIt(t *testing.T) {
	var setups []fleet.Setup
	for n := range 10 {
		setups = append(setups, fleet.Setup{Name: fmt.Sprintf("slow-%d", n), Line: "slow"}, fleet.Setup{Name: fmt.Sprintf("fast-%d", n), Line: "fast"})
	}
	others, fast := make(chan struct{}), 0
	var lock sync.Mutex
	busy, most := 0, 0
	fleet.Each(t.Context(), setups, 0, func(_ context.Context, name string) fleet.Outcome {
		if name[:4] == "fast" {
			return fleet.Outcome{}
		}
		lock.Lock()
		busy++
		most = max(most, busy)
		lock.Unlock()
		<-others
		lock.Lock()
		busy--
		lock.Unlock()
		return fleet.Outcome{}
	}, func(_ int, o fleet.Outcome) {
		if o.Profile[:4] == "fast" {
			if fast++; fast == 10 {
				close(others)
			}
		}
	})
	if most < 1 || most > 3 {
		t.Errorf("%d of one deployment were looked at at once, want 3 at most", most)
	}
}
