package live_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

var update = flag.Bool("update", false, "write the table of faults")

// tableFile is what goes wrong and what it is called, for whoever looks a diagnosis
// up. The test of the faults writes it.
const tableFile = "testdata/faults.txt"

// strike is what goes wrong from one hop to another.
type strike struct {
	depth  live.Depth
	from   live.HopID // in force once it begins …
	until  live.HopID // … and till it has ended
	where  string     // the path that a fault is bound to; empty: what the fault says
	faults []string
}

func (s strike) texts() []string {
	var out []string
	for _, f := range s.faults {
		out = append(out, f+s.where)
	}
	return out
}

// name is a fault without its duration.
func name(fault string) string { n, _, _ := strings.Cut(fault, "="); return n }

func (s strike) String() string {
	var names []string
	for _, f := range s.faults {
		names = append(names, name(f))
	}
	return fmt.Sprintf("%-8s  %-26s  %-48s", s.depth, s.places(), strings.Join(names, " + "))
}

func (s strike) places() string {
	switch {
	case s.where != "":
		return string(s.from) + " " + s.where[strings.LastIndex(s.where, "/")+1:]
	case s.from != s.until:
		return "from " + string(s.from) + " on"
	}
	return string(s.from)
}

// lasting are the faults that may strike any call, upload those of uploads; the
// durations are short enough for a test and long enough to be noticed.
func faults() (lasting, upload []string) {
	for _, f := range sandbox.FaultNames() {
		text := f.Name
		switch f.Name {
		case "slow":
			text = "slow=250ms"
		case "late":
			text = "late=5m"
		}
		if strings.HasPrefix(f.Meaning, "uploads:") {
			upload = append(upload, text)
		} else {
			lasting = append(lasting, text)
		}
	}
	return lasting, upload
}

// strikes are every fault at every hop where it can strike: a fault strikes where
// a hop calls a vendor. By relay: credentials, simulate, coupon, webhook, send,
// profile, property, email-campaign and cleanup call one; in a real run the update
// of the customer, the message log and Talon.One's own delivery do besides.
func strikes() []strike {
	lasting, upload := faults()
	var out []strike
	add := func(depth live.Depth, hop live.HopID, where string, names []string) {
		for _, f := range names {
			out = append(out, strike{depth, hop, hop, where, []string{f}})
		}
	}
	relay, fire := live.DepthRelay, live.DepthFire
	for _, hop := range []live.HopID{live.Credentials, live.Simulate, live.Coupon, live.Webhook, live.Send, live.OnProfile, live.Property, live.Cleanup} {
		add(relay, hop, "", lasting)
	}
	add(relay, live.Email, ":clevertap/1/message/report.json", lasting)
	add(relay, live.Coupon, "", upload)
	add(relay, live.Send, "", upload)
	add(fire, live.Coupon, ":talonone/v2/customer_profiles", lasting)
	add(fire, live.Send, ":talonone/v1/message_logs", lasting)
	for _, f := range append(slices.Clone(lasting), upload...) {
		out = append(out, strike{fire, live.Send, live.Cleanup, ":clevertap/1/upload", []string{f}})
	}
	add(fire, live.Cleanup, "", lasting)
	return append(out, pairs(append(lasting, upload...))...)
}

// pairs are two faults at once, from the sending to the end.
func pairs(all []string) (out []strike) {
	for i, one := range all {
		for _, other := range all[i+1:] {
			out = append(out, strike{live.DepthRelay, live.Send, live.Cleanup, "", []string{one, other}})
		}
	}
	return out
}

// run makes a check that a strike hits.
func (s strike) run(r *rig) live.Result {
	set := func(texts ...string) {
		if err := r.box.SetFaults(texts...); err != nil {
			r.t.Error(err)
		}
	}
	early := s.from == live.Email || s.depth == live.DepthFire && s.from == live.Send
	if early {
		set(s.texts()...) // what it strikes begins before its hop
	}
	var once sync.Once
	r.tell = func(h live.Hop) {
		switch {
		case h.ID == s.from && h.Status == live.Running && !early:
			once.Do(func() { set(s.texts()...) })
		case h.ID == s.until && h.Status != live.Running:
			set()
		}
	}
	defer set()
	return r.check(r.t.Context(), s.depth)
}

// row is how a strike ended.
type row struct {
	strike strike
	result live.Result
}

func (r row) String() string {
	arrived := "-"
	if r.result.Arrived {
		arrived = "arrived"
	}
	return fmt.Sprintf("%s  %-24s  %-7s  %d", r.strike, cause(r.result), arrived, exit(r.result))
}

func TestEveryFaultAtEveryHopEndsWithItsDiagnosisAndNothingUnnamed(t *testing.T) {
	t.Parallel()
	all := strikes()
	rows := make([]row, len(all))
	t.Run("all", func(t *testing.T) {
		for _, together := range groups(all) {
			t.Run(all[together[0]].title(), func(t *testing.T) {
				t.Parallel()
				r := all[together[0]].rig(t)
				for _, i := range together {
					t.Run(all[i].title(), func(t *testing.T) {
						r.t, r.w.Test.Identity = t, fmt.Sprintf("talontap-test-%d", i)
						rows[i] = row{all[i], all[i].run(r)}
						all[i].judge(t, r, rows[i].result)
					})
				}
			})
		}
	})
	asked := !slices.ContainsFunc(rows, func(r row) bool { return r.result.Hops == nil }) // -run may choose some
	if asked && !t.Failed() {
		held(t, table(rows))
	}
}

// setups is how many setups the relays share, each with a test customer of its
// own: making one costs more than a check. It is a prime, so that no setup gets
// all that take long.
const setups = 37

// groups are the indexes of the strikes that share a setup. A real run has one to
// itself, because Talon.One's log would show it the deliveries of the others.
func groups(all []strike) (out [][]int) {
	out = make([][]int, setups)
	for i, s := range all {
		if s.depth == live.DepthFire {
			out = append(out, []int{i})
		} else {
			out[i%setups] = append(out[i%setups], i)
		}
	}
	return slices.DeleteFunc(out, func(g []int) bool { return len(g) == 0 })
}

func (s strike) title() string { return strings.Join(strings.Fields(s.String()), " ") }

// rig gives a strike its setup: with an address for the emails, but not where
// uploads of the delivery alone are to be struck.
func (s strike) rig(t *testing.T) *rig {
	clock, answers := time.Time{}, []string{string(setup.TestAddress), withAddress}
	if s.depth == live.DepthFire {
		clock = onTheDay
	}
	if strings.HasSuffix(s.where, "/1/upload") {
		answers = nil
	}
	r := newRig(t, clock, answers...)
	if s.depth == live.DepthFire {
		r.wait = 4 * time.Second // Talon.One's own delivery and its log come in between
	}
	return r
}

// judge holds what must be so whatever struck: a failure or a warning has its
// diagnosis with a way on, and what is left is named.
func (s strike) judge(t *testing.T, r *rig, res live.Result) {
	d := res.Diagnosis
	if exit(res) != 0 && (d == nil || d.Status != live.Fail) || !res.Arrived && d == nil {
		t.Errorf("nothing says why\n%s", told(res))
	}
	if d != nil && (d.Sentence == "" || d.Fix == "" || d.Cause == live.Failed || d.Cause == live.Left) {
		t.Errorf("the diagnosis says too little: %+v\n%s", d, told(res))
	}
	if left := r.unnamed(res); len(left) > 0 {
		t.Errorf("it left %v\n%s", left, told(res))
	}
	if len(res.Hops) != len(live.Hops()) {
		t.Errorf("there are %d hops", len(res.Hops))
	}
}

func table(rows []row) string {
	var b strings.Builder
	b.WriteString("# What goes wrong, and what it is called. To write it anew: go test ./steps/live -run EveryFault -update\n#\n")
	b.WriteString("# Every fault of the sandbox at every hop where it can strike, and every two of them at once from\n")
	b.WriteString("# the sending on: the diagnosis, whether the code arrived all the same, and the exit status of\n# verify. Below them, what no fault of the sandbox is.\n\n")
	fmt.Fprintf(&b, "%-8s  %-26s  %-48s  %-24s  %-7s  %s\n", "depth", "at", "fault", "diagnosis", "", "exit")
	for _, r := range rows {
		b.WriteString(r.String() + "\n")
	}
	b.WriteString("\n")
	for _, s := range situations() {
		fmt.Fprintf(&b, "%-8s  %-76s  %-33s  %d\n", s.depth, s.name, s.cause, s.exit)
	}
	return b.String()
}

// held compares the table with the file.
func held(t *testing.T, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(tableFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	was, is := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || was[i] != is[i] {
			t.Fatalf("the table in %s is not what happens; line %d is\n%s\nand now\n%s\nlook at it, then run with -update", tableFile, i+1, at(was, i), at(is, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
