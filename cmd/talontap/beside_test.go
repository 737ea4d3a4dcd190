package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/setup"
)

// besideRun is a talontap that runs beside others.
type besideRun struct {
	t   *testing.T
	cmd *exec.Cmd
	out bytes.Buffer
	err syncBuffer
}

func startBeside(t *testing.T, env []string, args ...string) *besideRun {
	t.Helper()
	r := &besideRun{t: t, cmd: exec.Command("talontap", args...)}
	r.cmd.Env, r.cmd.Stdout, r.cmd.Stderr = env, &r.out, &r.err
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.cmd.Process.Kill() })
	return r
}

// sent waits until CleverTap has the event: one that is sent after the clock was
// moved on would arrive later than the program looks.
func (r *besideRun) sent() {
	r.t.Helper()
	for range 6000 {
		if strings.Contains(r.err.String(), "✓ "+words.HopAccepted) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	r.t.Fatalf("it has sent nothing:\n%s", r.err.String())
}

// arrived waits for the end of a live check, and gives its coupon.
func (r *besideRun) arrived() string {
	r.t.Helper()
	if err := r.cmd.Wait(); err != nil {
		r.t.Fatalf("it ended with %v:\n%s%s", err, r.err.String(), r.out.String())
	}
	var report struct {
		Live struct {
			Arrived bool   `json:"arrived"`
			Code    string `json:"coupon_code"`
		} `json:"live_check"`
	}
	if err := json.Unmarshal(r.out.Bytes(), &report); err != nil || !report.Live.Arrived {
		r.t.Errorf("its coupon did not arrive (%v):\n%s", err, r.out.String())
	}
	return report.Live.Code
}

// testCoupons lists the codes of the test customer, sorted.
func testCoupons(t *testing.T, box *sandbox.Sandbox) (codes []string) {
	t.Helper()
	raw, err := json.Marshal(box.State())
	var shown struct {
		TalonOne struct {
			Coupons []struct {
				Value     string `json:"value"`
				Recipient string `json:"recipientIntegrationId"`
			} `json:"coupons"`
		} `json:"talonone"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &shown)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range shown.TalonOne.Coupons {
		if strings.HasPrefix(c.Recipient, "talontap-test-") {
			codes = append(codes, c.Value)
		}
	}
	slices.Sort(codes)
	return codes
}

// besides is a test customer whom no earlier check asked CleverTap to delete in the
// night, which these tests may cross.
const besides = "TALONTAP_TEST_IDENTITY=talontap-test-beside"

// awaitCoupons waits until the test customer has so many.
func awaitCoupons(t *testing.T, box *sandbox.Sandbox, n int) []string {
	t.Helper()
	for range 2000 {
		if codes := testCoupons(t, box); len(codes) == n {
			return codes
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("the test customer has the coupons %v, want %d of them", testCoupons(t, box), n)
	return nil
}

// arrive lets every event arrive, those that are sent from now on too.
func arrive(t *testing.T, box *sandbox.Sandbox) {
	t.Helper()
	if err := box.SetFaults(); err != nil {
		t.Fatal(err)
	}
	box.Advance(time.Hour + time.Minute)
}

func TestTwoLiveChecksAtOnceEachFollowTheirOwnCoupon(t *testing.T) {
	t.Parallel()
	box, env := furnished(t)
	env = append(env, besides)
	if err := box.SetFaults("late=1h"); err != nil {
		t.Fatal(err)
	}
	first := startBeside(t, env, "verify", "--live=relay", "--json")
	awaitCoupons(t, box, 1)
	second := startBeside(t, env, "verify", "--live=relay", "--json")
	both := awaitCoupons(t, box, 2)
	first.sent()
	second.sent()
	arrive(t, box)
	got := []string{first.arrived(), second.arrived()}
	slices.Sort(got)
	if !slices.Equal(got, both) {
		t.Errorf("%v arrived, want %v", got, both)
	}
	if left := testCoupons(t, box); len(left) > 0 {
		t.Errorf("the coupons %v are left", left)
	}
}

func TestTheCouponOfAKilledCheckIsRemovedByTheNext(t *testing.T) {
	t.Parallel()
	box, env := furnished(t)
	env = append(env, besides)
	if err := box.SetFaults("late=1h"); err != nil {
		t.Fatal(err)
	}
	killed := startBeside(t, env, "verify", "--live=relay", "--json")
	left := awaitCoupons(t, box, 1)
	if err := killed.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = killed.cmd.Wait()
	if err := box.SetFaults(); err != nil {
		t.Fatal(err)
	}
	if code := startBeside(t, env, "verify", "--live=relay", "--json").arrived(); code == left[0] {
		t.Errorf("%s is that of the killed check", code)
	}
	if codes := testCoupons(t, box); len(codes) > 0 {
		t.Errorf("the coupons %v are left", codes)
	}
}

// newManagementKey makes one in the sandbox's Campaign Manager.
func newManagementKey(t *testing.T, box *sandbox.Sandbox) string {
	t.Helper()
	res, err := http.Post(box.TalonOneURL()+"/_sandbox/talonone/keys", "application/json", strings.NewReader(`{"name":"new","kind":"management"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var made struct{ Key string }
	if err := json.NewDecoder(res.Body).Decode(&made); err != nil || made.Key == "" {
		t.Fatalf("no key was made (%v)", err)
	}
	return made.Key
}

func TestAVerificationKeepsWhatARotationBesideItWrote(t *testing.T) {
	t.Parallel()
	box, env := furnished(t)
	env = append(env, besides)
	home := ""
	for _, v := range env {
		if dir, found := strings.CutPrefix(v, "XDG_CONFIG_HOME="); found {
			home = filepath.Join(dir, "talontap", "sandbox")
		}
	}
	path := store.Open(home).Path("default")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	since := regexp.MustCompile(`('since.talonone.management_key' = )'.*'`)
	if err := os.WriteFile(path, since.ReplaceAll(text, []byte(`$1'2020-01-01'`)), 0o600); err != nil {
		t.Fatal(err)
	}
	before := load(t, home)
	if err := box.SetFaults("late=1h"); err != nil {
		t.Fatal(err)
	}
	verify := startBeside(t, env, "verify", "--live=relay", "--json")
	awaitCoupons(t, box, 1) // it has read the profile
	rotate := exec.Command("talontap", "rotate", "talonone-management", "--secret-stdin", "--expires", "2028-12-31")
	rotate.Env, rotate.Stdin = env, strings.NewReader(newManagementKey(t, box)+"\n")
	if out, err := rotate.CombinedOutput(); err != nil {
		t.Fatalf("rotating: %v\n%s", err, out)
	}
	rotated := load(t, home)
	verify.sent()
	arrive(t, box)
	verify.arrived()
	after := load(t, home)
	if was, is := note.Read(before.Noted).Since[setup.ManagementKey], note.Read(rotated.Noted).Since[setup.ManagementKey]; was != "2020-01-01" || is == was {
		t.Fatalf("the key came into use on %s, and after the rotation on %s", was, is)
	}
	if note.Read(after.Noted).Since[setup.ManagementKey] != note.Read(rotated.Noted).Since[setup.ManagementKey] || after.Answers[string(setup.ManagementKeyExpires)] != "2028-12-31" {
		t.Errorf("after the verification the profile has\n%v\n%v", after.Noted, after.Answers)
	}
	if !after.Verified.After(rotated.Verified) {
		t.Errorf("verified is %v, and was %v", after.Verified, rotated.Verified)
	}
}

func load(t *testing.T, home string) store.Profile {
	t.Helper()
	p, err := store.Open(home).Load("default", schema())
	if err != nil {
		t.Fatal(err)
	}
	return p
}
