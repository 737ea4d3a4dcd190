package setup_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/setup"
)

// upload is CleverTap's documented upload of one event.
type upload struct {
	D []struct {
		Type     string         `json:"type"`
		EvtName  string         `json:"evtName"`
		Source   string         `json:"$source"`
		Identity string         `json:"identity"`
		EvtData  map[string]any `json:"evtData"`
	} `json:"d"`
}

func decoded(t *testing.T, payload string) upload {
	t.Helper()
	var u upload
	d := json.NewDecoder(strings.NewReader(payload))
	d.DisallowUnknownFields()
	if err := d.Decode(&u); err != nil || len(u.D) != 1 {
		t.Fatalf("%s is not an upload of one event: %v", payload, err)
	}
	return u
}

func TestThePayloadIsTheTutorials(t *testing.T) {
	const want = `{"d":[{"type":"event","evtName":"Coupon Generated","$source":"Talon.One","identity":"${$ProfileID}","evtData":{"CouponCode":"${$CouponCode}"}}]}`
	if got := setup.Payload("Coupon Generated", "CouponCode", "ProfileID", "CouponCode"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNamesThatLookLikeThePayloadsOwnPlacesAreOnlyNames(t *testing.T) {
	u := decoded(t, setup.Payload("COUPON PROFILE EVENT", "PROPERTY", "EVENT", "SOURCE"))
	if e := u.D[0]; e.EvtName != "COUPON PROFILE EVENT" || e.EvtData["PROPERTY"] != "${$SOURCE}" || e.Identity != "${$EVENT}" || e.Source != "Talon.One" {
		t.Errorf("got %+v", e)
	}
}

func TestQuotesAndBackslashesKeepThePayloadValid(t *testing.T) {
	const odd = `a "quoted" \ back\\slash <b>&amp; é`
	u := decoded(t, setup.Payload(odd, odd, "ProfileID", "CouponCode"))
	if u.D[0].EvtName != odd || u.D[0].EvtData[odd] != "${$CouponCode}" {
		t.Errorf("got %+v, want the names as they are", u.D[0])
	}
}

func FuzzPayload(f *testing.F) {
	f.Add("Coupon Generated", "CouponCode", "ProfileID", "CouponCode")
	f.Add("EVENT", "PROPERTY", "PROFILE", "COUPON")
	f.Add(`"},{"`, `\`, "a", "b")
	f.Add("é ❤️", "ключ", "a_1", "Z")
	f.Add("a\u2028b", "\xff", "a b", "")
	f.Fuzz(func(t *testing.T, event, property, profile, coupon string) {
		if setup.CheckEventName(event) != nil || setup.CheckPropertyName(property) != nil ||
			setup.CheckParameter(profile) != nil || setup.CheckParameter(coupon) != nil {
			return
		}
		e := decoded(t, setup.Payload(event, property, profile, coupon)).D[0]
		if e.Type != "event" || e.EvtName != event || e.Source != "Talon.One" || e.Identity != "${$"+profile+"}" {
			t.Errorf("the payload holds %+v for %q and %q", e, event, profile)
		}
		if len(e.EvtData) != 1 || e.EvtData[property] != "${$"+coupon+"}" {
			t.Errorf("the payload's data are %v for %q and %q", e.EvtData, property, coupon)
		}
	})
}
