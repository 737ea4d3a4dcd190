package transport

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAFailureSaysWhatFailedWhereAndWhy(t *testing.T) {
	for want, f := range map[string]*Failure{
		`reading webhooks: Talon.One (x.talon.one) did not accept the credential: "expired"`:                  {Kind: Unauthorised, Message: "expired"},
		`reading webhooks: Talon.One (x.talon.one) did not accept the Management API key`:                     {Kind: Unauthorised, Credential: "Management API key"},
		`reading webhooks: Talon.One (x.talon.one) did not accept the credential: "fail"`:                     {Kind: Unauthorised, Message: "fail", Code: 401},
		`reading webhooks: Talon.One (x.talon.one) rejected it: "discarded" (code 528)`:                       {Kind: Rejected, Code: 528, Message: "discarded"},
		`reading webhooks: Talon.One (x.talon.one) rejected it: code 528`:                                     {Kind: Rejected, Code: 528},
		`reading webhooks: Talon.One (x.talon.one) cannot be reached: refused`:                                {Kind: Unreachable, Err: errors.New("refused")},
		`reading webhooks: Talon.One (x.talon.one) did not answer in time`:                                    {Kind: TimedOut},
		`reading webhooks: Talon.One (x.talon.one) does not allow this call`:                                  {Kind: Refused},
		`reading webhooks: Talon.One (x.talon.one) does not know it`:                                          {Kind: NotFound},
		`reading webhooks: Talon.One (x.talon.one) reports a conflict`:                                        {Kind: Conflict},
		`reading webhooks: Talon.One (x.talon.one) has too many requests at the moment`:                       {Kind: Limited},
		`reading webhooks: Talon.One (x.talon.one) failed on its side`:                                        {Kind: Broken},
		`reading webhooks: Talon.One (x.talon.one) gave an answer that is not its own kind of answer: a page`: {Kind: Garbled, Err: errors.New("a page")},
		`reading webhooks: Talon.One (x.talon.one) failed: stopped`:                                           {Err: errors.New("stopped")},
	} {
		f.Doing, f.Service, f.Host = "reading webhooks", "Talon.One", "x.talon.one"
		if got := f.Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestTheKindIsFoundThroughWrapping(t *testing.T) {
	err := fmt.Errorf("step 3: %w", &Failure{Kind: Limited})
	if got := KindOf(err); got != Limited {
		t.Errorf("got %v", got)
	}
	if got := KindOf(errors.New("other")); got != Unknown {
		t.Errorf("got %v", got)
	}
	if got := KindOf(nil); got != Unknown {
		t.Errorf("got %v", got)
	}
}

func TestEveryKindHasAName(t *testing.T) {
	seen := map[string]Kind{}
	for k := Unknown; k <= Garbled; k++ {
		name := k.String()
		if other, twice := seen[name]; twice || strings.TrimSpace(name) == "" {
			t.Errorf("kind %d is called %q, as is %d", int(k), name, int(other))
		}
		seen[name] = k
	}
	if got := Kind(-1).String() + Kind(99).String(); got != "unknownunknown" {
		t.Errorf("got %q for kinds that do not exist", got)
	}
}
