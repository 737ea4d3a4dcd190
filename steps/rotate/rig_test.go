package rotate_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// rig is two sandboxed accounts with a webhook between them, and a keychain in
// memory that holds the passcode.
type rig struct {
	t       testing.TB
	box     *sandbox.Sandbox
	env     map[string]string
	talon   *talonone.Client
	session *talonone.Client // signed in: may change webhooks
	hook    int
	vault   *vault
	first   secret.Secret
	firstID int
}

// hurry is how many times as fast as with the vendors the pauses go here; the
// sandbox counts twice as fast, so that two requests which the machine pushes
// together are not one too many.
const hurry = 30

func newRig(t testing.TB) *rig {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	r := &rig{t: t, box: box, env: map[string]string{}}
	for _, v := range box.Env() {
		r.env[v.Name] = v.Value
	}
	r.talon, err = talonone.New(talonone.Config{Base: box.TalonOneURL(),
		ManagementKey: secret.New(r.env["TALONTAP_TALONONE_MANAGEMENT_KEY"]), IntegrationKey: secret.New(r.env["TALONTAP_TALONONE_INTEGRATION_KEY"]), Hurry: hurry})
	if err != nil {
		t.Fatal(err)
	}
	in, err := r.talon.SignIn(t.Context(), r.env["TALONTAP_TALONONE_EMAIL"], secret.New(r.env["TALONTAP_TALONONE_PASSWORD"]))
	if err != nil {
		t.Fatal(err)
	}
	r.session = r.talon.As(in.Token)
	r.first, r.firstID = r.passcode()
	r.hook = r.makeHook()
	r.vault = &vault{values: map[rotate.Slot]secret.Secret{}}
	r.vault.put(rotate.Current, r.first)
	return r
}

// console clicks something in one of the two consoles.
func (r *rig) console(method, path string, body, into any) {
	r.t.Helper()
	base := r.box.TalonOneURL()
	if strings.HasPrefix(path, "clevertap/") {
		base = strings.TrimSuffix(r.box.CleverTapURL(), "/{region}")
	}
	raw, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	req, err := http.NewRequest(method, base+"/_sandbox/"+path, bytes.NewReader(raw))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		r.t.Fatalf("%s %s: status %d, %v: %s", method, path, res.StatusCode, err, answer)
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			r.t.Fatal(err)
		}
	}
}

// passcode makes one more in CleverTap's dashboard.
func (r *rig) passcode() (secret.Secret, int) {
	var made struct {
		ID       int
		Passcode string
	}
	r.console("POST", "clevertap/passcodes", map[string]string{"name": "Talon.One"}, &made)
	return secret.New(made.Passcode), made.ID
}

func (r *rig) fresh() secret.Secret {
	value, _ := r.passcode()
	return value
}

func (r *rig) revoke(id int) {
	r.console("DELETE", fmt.Sprintf("clevertap/passcodes/%d", id), nil, nil)
}

func (r *rig) makeHook() int {
	made, err := r.session.CreateWebhook(r.t.Context(), talonone.Webhook{
		ApplicationIDs: []int{1}, Title: "Send CleverTap Email", Description: "made by a test", Enabled: true, Verb: "POST",
		URL: strings.ReplaceAll(r.box.CleverTapURL(), "{region}", "eu1") + "/1/upload",
		Headers: []talonone.Header{
			{Name: "X-CleverTap-Account-Id", Value: secret.New(r.env["TALONTAP_CLEVERTAP_PROJECT_ID"])},
			{Name: "X-CleverTap-Passcode", Value: r.first},
			{Name: "Content-Type", Value: secret.New("application/json; charset=utf-8")},
		},
		Payload: `{"d":[{"type":"event","evtName":"Coupon Generated","identity":"${$ProfileID}","evtData":{"CouponCode":"${$CouponCode}"}}]}`,
		Params:  []talonone.Param{{Type: "string", Title: "ProfileID"}, {Type: "string", Title: "CouponCode"}},
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return made.ID
}

// stored is the webhook as the console shows it, which has none of the API's
// limits. Its values are what an admin would read there.
type stored struct {
	URL, Payload string
	Headers      []string
}

func (r *rig) stored() stored {
	r.t.Helper()
	var hook stored
	r.console("GET", fmt.Sprintf("talonone/webhooks/%d", r.hook), nil, &hook)
	return hook
}

// held is the passcode that the webhook sends with.
func (r *rig) held() secret.Secret {
	r.t.Helper()
	for _, line := range r.stored().Headers {
		if value, found := strings.CutPrefix(line, "X-CleverTap-Passcode: "); found {
			return secret.New(value)
		}
	}
	return secret.Secret{}
}

// enter gives the webhook a passcode, as an admin does in the console.
func (r *rig) enter(value secret.Secret) {
	r.t.Helper()
	var hook map[string]any
	r.console("GET", fmt.Sprintf("talonone/webhooks/%d", r.hook), nil, &hook)
	headers := hook["headers"].([]any)
	for i, line := range headers {
		if strings.HasPrefix(line.(string), "X-CleverTap-Passcode: ") {
			headers[i] = "X-CleverTap-Passcode: " + value.Reveal()
		}
	}
	r.console("PUT", fmt.Sprintf("talonone/webhooks/%d", r.hook), hook, nil)
}

func (r *rig) clever(value secret.Secret) (*clevertap.Client, error) {
	return clevertap.New(clevertap.Config{Base: r.box.CleverTapURL(), Region: "eu1", ProjectID: r.env["TALONTAP_CLEVERTAP_PROJECT_ID"], Passcode: value, RoundTripper: http.DefaultTransport, Hurry: hurry})
}

func (r *rig) try(ctx context.Context, value secret.Secret) (rotate.Proof, error) {
	c, err := r.clever(value)
	if err == nil {
		_, _, err = c.Profile(ctx, "nobody")
	}
	return rotate.Proof{}, err
}

// deliver sends one event through the webhook as it stands at this moment.
func (r *rig) deliver(ctx context.Context) error {
	hook := r.stored()
	c, err := r.clever(secret.Secret{})
	if err != nil {
		return err
	}
	d := clevertap.Delivery{URL: hook.URL, Body: []byte(strings.NewReplacer("${$ProfileID}", "rotation-test", "${$CouponCode}", "NY-TEST").Replace(hook.Payload))}
	for _, line := range hook.Headers {
		name, value, _ := strings.Cut(line, ": ")
		d.Headers = append(d.Headers, clevertap.Header{Name: name, Value: secret.New(value)})
	}
	receipt, err := c.Deliver(ctx, d)
	if err == nil && !receipt.Taken() {
		err = fmt.Errorf("the delivery was not taken: %s", receipt.Status)
	}
	return err
}

// rotation is one that may change the webhook by itself.
func (r *rig) rotation() rotate.Rotation {
	return rotate.Rotation{
		Credential: rotate.CleverTap, Source: setup.FromKeychain, Old: r.vault.of(rotate.Current), Vault: r.vault,
		Try:     r.try,
		Webhook: &rotate.Webhook{ID: r.hook, Reader: r.talon, Write: r.session.UpdateWebhook},
		Prove: func(ctx context.Context, _ secret.Secret) (rotate.Proof, error) {
			return rotate.Proof{}, r.deliver(ctx)
		},
		Now:  time.Now,
		Tell: func(s rotate.Step) { r.t.Logf("%-10s %-8s %s %v", s.ID, s.Status, s.Detail, s.Card) },
	}
}

// inUse holds that a passcode is in use on both sides and nothing is left open.
func (r *rig) inUse(want secret.Secret) {
	r.t.Helper()
	if !r.held().Equal(want) {
		r.t.Error("the webhook sends with another passcode than the one wanted")
	}
	if !r.vault.of(rotate.Current).Equal(want) {
		r.t.Error("the keychain has another passcode in use than the one wanted")
	}
	if !r.vault.of(rotate.Next).IsZero() {
		r.t.Error("the keychain still has a next passcode")
	}
	if err := r.deliver(context.WithoutCancel(r.t.Context())); err != nil {
		r.t.Errorf("the webhook as stored: %v", err)
	}
}

// vault is a keychain in memory whose nth call can fail.
type vault struct {
	lock   sync.Mutex
	values map[rotate.Slot]secret.Secret
	calls  int
	failAt int  // 0: never
	clings bool // no entry can be deleted, as the person says no
}

var errVault = errors.New("the keychain is locked")

// enter locks the vault, or says why the call fails.
func (v *vault) enter(ctx context.Context) error {
	v.lock.Lock()
	v.calls++
	if v.calls == v.failAt {
		v.lock.Unlock()
		return errVault
	}
	if err := ctx.Err(); err != nil {
		v.lock.Unlock()
		return err
	}
	return nil
}

func (v *vault) Get(ctx context.Context, slot rotate.Slot) (secret.Secret, error) {
	if err := v.enter(ctx); err != nil {
		return secret.Secret{}, err
	}
	defer v.lock.Unlock()
	return v.values[slot], nil
}

func (v *vault) Set(ctx context.Context, slot rotate.Slot, value secret.Secret) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	defer v.lock.Unlock()
	v.values[slot] = value
	return nil
}

func (v *vault) Delete(ctx context.Context, slot rotate.Slot) error {
	if err := v.enter(ctx); err != nil {
		return err
	}
	defer v.lock.Unlock()
	if v.clings {
		return keychain.ErrNotDeleted
	}
	delete(v.values, slot)
	return nil
}

func (v *vault) put(slot rotate.Slot, value secret.Secret) {
	v.lock.Lock()
	defer v.lock.Unlock()
	v.values[slot] = value
}

// of looks into a slot behind the rotation's back.
func (v *vault) of(slot rotate.Slot) secret.Secret {
	v.lock.Lock()
	defer v.lock.Unlock()
	return v.values[slot]
}

// cut is a journal that ends the run at its nth line.
type cut struct {
	left  int
	stop  context.CancelFunc
	lines int
	begun []rotate.Line // what reached the disk
}

func (c *cut) line() error {
	c.lines++
	c.left--
	if c.left < 0 {
		c.stop()
		return errors.New("the machine lost its power")
	}
	return nil
}

func (c *cut) Begin(_, action, mark string) error {
	err := c.line()
	if err == nil {
		c.begun = append(c.begun, rotate.Line{Mark: mark, Action: action})
	}
	return err
}

func (c *cut) Done(_, _, _, _ string) error { return c.line() }

func problem(t *testing.T, err error) *rotate.Problem {
	t.Helper()
	var p *rotate.Problem
	if !errors.As(err, &p) {
		t.Fatalf("the error is %v, want a problem in a person's words", err)
	}
	if p.Text == "" || p.Advice == "" {
		t.Errorf("the problem %q does not say what to do", p.Text)
	}
	return p
}
