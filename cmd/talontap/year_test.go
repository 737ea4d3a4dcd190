package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
)

// later is talontap on a machine whose clock is the sandbox's.
func later() {
	s := system()
	ahead, err := aheadOf(s.env("TALONTAP_TALONONE_URL"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitFailed)
	}
	s.now, s.hurry = func() time.Time { return time.Now().Add(ahead) }, hurry
	os.Exit(start(s))
}

// aheadOf is how far a sandbox's clock is ahead of the real one.
func aheadOf(base string) (time.Duration, error) {
	at, err := url.Parse(base)
	if err != nil {
		return 0, err
	}
	res, err := http.Get(at.Scheme + "://" + at.Host + "/_sandbox/clock")
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	var clock struct{ Now time.Time }
	err = json.NewDecoder(res.Body).Decode(&clock)
	return time.Until(clock.Now), err
}

// TestAYear plays a year with the real program against a sandbox of its own in
// another process: the setup, nights, the day with its customers, the day after,
// and the next year with the same customers.
func TestAYear(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:   filepath.Join("testdata", "year"),
		Setup: ofItsOwn,
		Cmds:  yearly(),
	})
}

func yearly() map[string]func(*testscript.TestScript, bool, []string) {
	all := commands()
	all["clock"], all["register"], all["shop"], all["lose"], all["new-codes"], all["guests"] = setClock, register, visited, lose, newCodes, guestList
	return all
}

// setClock moves the sandbox's clock: clock 2027-01-01T08:00:00+01:00.
func setClock(ts *testscript.TestScript, _ bool, args []string) {
	click(ts, "PUT", "clock", map[string]string{"now": args[0]}, nil)
}

func guest(n int) string { return fmt.Sprintf("guest-%03d", n) }

// guestList writes a list of customers: guests 300 FILE.
func guestList(ts *testscript.TestScript, _ bool, args []string) {
	var list strings.Builder
	for n := range upTo(ts, args[0]) {
		list.WriteString(guest(n) + "\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(list.String()), 0o600))
}

// upTo is how many customers a script says.
func upTo(ts *testscript.TestScript, text string) int {
	n, err := strconv.Atoi(text)
	ts.Check(err)
	return n
}

// register makes customers known in CleverTap: register 300.
func register(ts *testscript.TestScript, _ bool, args []string) {
	for n := range upTo(ts, args[0]) {
		click(ts, "PUT", "clevertap/customers/"+guest(n), map[string]string{"Email": guest(n) + "@example.com"}, nil)
	}
}

// visited has the shop call Talon.One for customers: shop FIRST LAST, the last one
// not included.
func visited(ts *testscript.TestScript, _ bool, args []string) {
	c := shopOf(ts)
	for n := upTo(ts, args[0]); n < upTo(ts, args[1]); n++ {
		_, err := c.UpdateProfile(context.Background(), guest(n), true)
		ts.Check(err)
	}
	delivered(ts, c, upTo(ts, args[1]))
}

// lose has the shop call for one customer while something goes wrong: lose FAULT N.
func lose(ts *testscript.TestScript, _ bool, args []string) {
	n := upTo(ts, args[1])
	click(ts, "PUT", "faults", map[string][]string{"faults": {args[0]}}, nil)
	c := shopOf(ts)
	_, err := c.UpdateProfile(context.Background(), guest(n), true)
	ts.Check(err)
	delivered(ts, c, n+1)
	click(ts, "DELETE", "faults", nil, nil)
}

func shopOf(ts *testscript.TestScript) *talonone.Client {
	c, err := talonone.New(talonone.Config{Base: ts.Getenv("TALONTAP_TALONONE_URL"), ManagementKey: secret.New(ts.Getenv("TALONTAP_TALONONE_MANAGEMENT_KEY")),
		IntegrationKey: secret.New(ts.Getenv("TALONTAP_TALONONE_INTEGRATION_KEY"))})
	ts.Check(err)
	return c
}

// delivered waits until as many deliveries of this day are in the log.
func delivered(ts *testscript.TestScript, c *talonone.Client, want int) {
	ahead, err := aheadOf(ts.Getenv("TALONTAP_TALONONE_URL"))
	ts.Check(err)
	for range 600 {
		logs, err := c.MessageLogs(context.Background(), talonone.MessageLogQuery{CreatedAfter: time.Now().Add(ahead).Truncate(24 * time.Hour)})
		ts.Check(err)
		if len(logs) >= want {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("the deliveries did not come to %d", want)
}

// newCodes holds that each customer has one code in each of two campaigns, and not
// the same: new-codes 300 FIRST SECOND.
func newCodes(ts *testscript.TestScript, _ bool, args []string) {
	c := shopOf(ts)
	first, second := codesOf(ts, c, args[1]), codesOf(ts, c, args[2])
	for n := range upTo(ts, args[0]) {
		was, is := first[guest(n)], second[guest(n)]
		if len(was) != 1 || len(is) != 1 || was[0] == is[0] {
			ts.Fatalf("%s has %v of %s and %v of %s", guest(n), was, args[1], is, args[2])
		}
	}
}

// codesOf are the codes of a campaign by customer.
func codesOf(ts *testscript.TestScript, c *talonone.Client, name string) map[string][]string {
	all, err := c.Campaigns(context.Background(), 1, name)
	ts.Check(err)
	if len(all) != 1 {
		ts.Fatalf("%d campaigns are called %s", len(all), name)
	}
	coupons, err := c.Coupons(context.Background(), 1, all[0].ID, talonone.CouponFilter{})
	ts.Check(err)
	out := map[string][]string{}
	for _, k := range coupons {
		out[k.Recipient] = append(out[k.Recipient], k.Value)
	}
	return out
}
