package talonone_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
)

func header(t *testing.T, hook talonone.Webhook, name string) secret.Secret {
	t.Helper()
	for _, h := range hook.Headers {
		if h.Name == name {
			return h.Value
		}
	}
	t.Fatalf("no header %s", name)
	return secret.Secret{}
}

func TestAStoredHeaderIsReadInBothItsForms(t *testing.T) {
	passcode := newKey()
	lines, err := json.Marshal([]string{
		"Content-Type: application/json; charset=utf-8", "X-Key:" + passcode.Reveal() + " ", "X-Time: 10:30",
		`{"B": "b:2", "A": "` + passcode.Reveal() + `"}`, "no colon", "{broken: x",
	})
	if err != nil {
		t.Fatal(err)
	}
	hook, err := client(t, serveBodies(t, 200, `{"id":3,"headers":`+string(lines)+`}`)).Webhook(t.Context(), 3)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, h := range hook.Headers {
		names = append(names, h.Name)
	}
	if got := strings.Join(names, "|"); got != "Content-Type|X-Key|X-Time|A|B|no colon|{broken" {
		t.Errorf("names %s", got)
	}
	if !header(t, hook, "X-Key").Equal(passcode) || !header(t, hook, "A").Equal(passcode) ||
		!header(t, hook, "X-Time").Equal(secret.New("10:30")) || !header(t, hook, "no colon").IsZero() {
		t.Error("a value is not the one stored")
	}
}

func TestAWebhookIsWrittenWithEveryRequiredField(t *testing.T) {
	v := serveBodies(t, 200, `{"id":3}`)
	c := client(t, v)
	hook := aWebhook()
	if _, err := c.UpdateWebhook(t.Context(), hook); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreateWebhook(t.Context(), talonone.Webhook{}); err != nil {
		t.Fatal(err)
	}
	full := `{"applicationIds":[1],"title":"Send CleverTap Email","description":"d","draft":false,"enabled":true,"verb":"POST",
		"url":"https://eu1.api.clevertap.com/1/upload","headers":["Content-Type: application/json; charset=utf-8","X-CleverTap-Passcode: ` +
		header(t, hook, "X-CleverTap-Passcode").Reveal() + `"],"payload":"{\"d\":[]}","authenticationId":4,
		"params":[{"type":"string","title":"ProfileID","description":"","ui":{}},{"type":"string","title":"CouponCode","description":"","ui":{"a":1}}]}`
	if !sameJSON(t, v.seen()[0].Body, full) {
		t.Error("the whole webhook is not written as expected")
	}
	empty := `{"applicationIds":[],"title":"","description":"","draft":false,"enabled":false,"verb":"","url":"","headers":[],"params":[]}`
	if !sameJSON(t, v.seen()[1].Body, empty) {
		t.Errorf("got %s", v.seen()[1].Body)
	}
}

func TestAWebhookReadAndWrittenIsTheSame(t *testing.T) {
	v := serveBodies(t, 200, `{"id":3}`)
	c := client(t, v)
	if _, err := c.UpdateWebhook(t.Context(), aWebhook()); err != nil {
		t.Fatal(err)
	}
	first := v.seen()[0].Body
	read, err := client(t, serveBodies(t, 200, `{"id":3,`+first[1:])).Webhook(t.Context(), 3)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.UpdateWebhook(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	if v.seen()[1].Body != first {
		t.Error("a webhook changed on its way through the client")
	}
}

func TestAHeaderThatWouldBreakItsLineIsRefusedWithoutItsValue(t *testing.T) {
	v := serveBodies(t, 200, `{"id":3}`)
	value := newKey().Reveal()
	for _, h := range []talonone.Header{
		{Name: "", Value: secret.New(value)}, {Name: "A:B", Value: secret.New(value)}, {Name: "A,B", Value: secret.New(value)},
		{Name: "A\n", Value: secret.New(value)}, {Name: "A", Value: secret.New(value + "\r\nX: y")},
	} {
		_, err := client(t, v).CreateWebhook(t.Context(), talonone.Webhook{Headers: []talonone.Header{h}})
		if err == nil || strings.Contains(err.Error(), value) {
			t.Errorf("%q: got %v, want an error without the value", h.Name, err)
		}
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
}

func TestWebhooksOfAnApplicationIncludeThoseOfAll(t *testing.T) {
	body := `{"totalResultSize":3,"data":[{"id":1,"applicationIds":[1,2]},{"id":2,"applicationIds":[2]},{"id":3,"applicationIds":[]}]}`
	for application, want := range map[int]string{0: "1 2 3", 1: "1 3", 2: "1 2 3", 9: "3"} {
		got, err := client(t, serveBodies(t, 200, body)).Webhooks(t.Context(), application)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, w := range got {
			ids = append(ids, string(rune('0'+w.ID)))
		}
		if strings.Join(ids, " ") != want {
			t.Errorf("application %d: got %v, want %s", application, ids, want)
		}
	}
}

func TestTheListTellsWhoseTemplateAWebhookIsMadeFromAndNothingWritesIt(t *testing.T) {
	body := `{"totalResultSize":2,"data":[{"id":1,"outgoingIntegrationTypeId":12,"outgoingIntegrationTypeName":"CleverTap"},{"id":2,"outgoingIntegrationTypeName":"Braze"}]}`
	hooks, err := client(t, serveBodies(t, 200, body)).Webhooks(t.Context(), 0)
	if err != nil || len(hooks) != 2 || !hooks[0].OfCleverTap() || hooks[1].OfCleverTap() || hooks[1].Integration != "Braze" {
		t.Fatalf("listed are %+v (%v)", hooks, err)
	}
	v := serveBodies(t, 200, `{"id":1}`)
	if _, err := client(t, v).UpdateWebhook(t.Context(), hooks[0]); err != nil || strings.Contains(v.seen()[0].Body, "outgoing") {
		t.Errorf("written is %s (%v)", v.seen()[0].Body, err)
	}
}
