package tui

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
)

func TestACardIsPrintedWithEveryLineInOnePiece(t *testing.T) {
	inBubble(t, &script{byHand: true}, preset(), nil, func(r *rig) {
		r.until(steps.Apply)
		var out bytes.Buffer
		show := printout(strings.Join(r.w.turn.Report.Left[0].Card.Lines(), "\n"), nil)
		if err := show(strings.NewReader("\n"), &out); err != nil {
			t.Fatal(err)
		}
		if payload := r.w.turn.Wanted.Webhook.Payload; payload == "" || !strings.Contains(out.String(), payload+"\n") || r.w.turn.Report.Left[0].Resource != plan.Webhook {
			t.Errorf("the payload is not in one piece:\n%s", out.String())
		}
	})
}

func TestWhatIsPrintedEndsWithTheWizard(t *testing.T) {
	in, typing := io.Pipe()
	stop := make(chan struct{})
	ended := make(chan error, 1)
	go func() { ended <- printout("card", stop)(in, io.Discard) }()
	close(stop)
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("it still waits for Enter")
	}
	_ = typing.Close()
}
