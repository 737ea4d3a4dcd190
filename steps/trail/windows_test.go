package trail

import (
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
)

func TestTheLogIsReadAroundEachCouponAndNoAttemptTwice(t *testing.T) {
	noon := time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)
	var all []found
	for _, minutes := range []int{0, 1, 2, 60} {
		all = append(all, found{Coupon: talonone.Coupon{Created: noon.Add(time.Duration(minutes) * time.Minute)}})
	}
	got := windows(all)
	if len(got) != 2 || !got[0].from.Equal(noon.Add(-time.Minute)) || !got[0].to.Equal(noon.Add(4*time.Minute)) {
		t.Fatalf("the windows are %v", got)
	}
	rest := between(got)
	if len(rest) != 2 || rest[0] != (window{got[0].to, got[1].from}) || rest[1] != (window{from: got[1].to}) {
		t.Errorf("between and behind them are %v", rest)
	}
}
