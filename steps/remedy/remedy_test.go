package remedy_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/remedy"
)

const asked = "compare the key"

func TestOnlyANoToWhatWasAskedIsAnsweredByWhoAsked(t *testing.T) {
	for kind := transport.Unknown; kind <= transport.Garbled; kind++ {
		err := fmt.Errorf("reading: %w", &transport.Failure{Kind: kind, Service: "Vendor"})
		got := remedy.For(err, asked)
		switch kind {
		case transport.Unknown, transport.Unauthorised, transport.Refused, transport.NotFound, transport.Rejected:
			if got != asked {
				t.Errorf("%s: %q, want the advice of who asked", kind, got)
			}
		default:
			if got == asked || got == "" {
				t.Errorf("%s: %q, want advice about the line or the service", kind, got)
			}
		}
	}
}

type knowing struct{ error }

func (knowing) Fix() string { return "do just this" }

func TestAnErrorThatKnowsBetterIsBelieved(t *testing.T) {
	err := fmt.Errorf("trying: %w", knowing{&transport.Failure{Kind: transport.Broken}})
	if got := remedy.For(err, asked); got != "do just this" {
		t.Errorf("got %q", got)
	}
}

func TestTimeThatIsOverIsToldFromARefusal(t *testing.T) {
	if got := remedy.For(fmt.Errorf("waiting: %w", context.DeadlineExceeded), asked); got == asked {
		t.Errorf("got %q, want advice about time", got)
	}
	if got := remedy.For(errors.New("no"), asked); got != asked {
		t.Errorf("got %q, want %q", got, asked)
	}
}
