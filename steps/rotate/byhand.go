package rotate

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

const pace = 2 * time.Second

// patience is how long a delivery is looked for in Talon.One's log; how soon one
// is logged is unknown.
const patience = 30 * time.Second

func (w *way) switchByHand(ctx context.Context, hook talonone.Webhook, why string) (Step, error) {
	card := card(hook)
	if w.Watch > 0 {
		w.tell(Step{ID: Switch, Status: Manual, Detail: why, Fix: words.RotateEnterByHand, Card: card, Most: w.Watch})
	}
	err := w.offerCopy(ctx)
	if err == nil {
		hook, err = w.watch(ctx)
	}
	if err != nil {
		return Step{Card: card, Detail: why}, err
	}
	return Step{Status: Pass, Detail: fmt.Sprintf(words.RotateEnteredByHand, hook.Title)}, nil
}

// offerCopy puts the passcode on the clipboard, after a warning: every program
// of this session can read it there. Who was lent the way to do it warns by
// itself.
func (w *way) offerCopy(ctx context.Context) error {
	if w.lend() || w.Ask == nil || w.Copy == nil {
		return nil
	}
	wanted, err := w.Ask(ctx, words.RotateLend)
	if err != nil {
		return byHand(err)
	}
	if wanted && w.Copy(w.fresh) != nil {
		w.tell(Step{ID: Switch, Status: Manual, Detail: words.RotateNoClipboard})
	}
	return nil
}

func (w *way) lend() (lent bool) {
	if w.Lend == nil || w.Copy == nil {
		return false
	}
	w.Lend(func() error { return w.Copy(w.fresh) })
	return true
}

// card is what to click and enter. The passcode itself stands on no screen.
func card(hook talonone.Webhook) []CardLine {
	lines := []CardLine{{Text: fmt.Sprintf(words.CardWebhookAt, hook.Title)}, {Text: fmt.Sprintf(words.RotateHeaderNew, setup.HeaderPasscode)}}
	for _, h := range hook.Headers {
		if !strings.EqualFold(h.Name, setup.HeaderPasscode) {
			lines = append(lines, CardLine{"Header " + h.Name + ": " + h.Shown(), true})
		}
	}
	return append(lines, CardLine{"Verb: " + hook.Verb, true}, CardLine{"URL: " + hook.URL, true}, CardLine{"Payload: " + hook.Payload, true},
		CardLine{Text: words.RotateSaveDoNotRevoke})
}

// watch reads the webhook until it holds the new passcode. Without anybody there it
// looks once.
func (w *way) watch(ctx context.Context) (talonone.Webhook, error) {
	until := w.Now().Add(w.Watch)
	for {
		hook, err := w.Webhook.Reader.Webhook(ctx, w.Webhook.ID)
		switch {
		case err == nil && heldBy(hook).value.Equal(w.fresh):
			return hook, nil
		case err != nil && !passing(err):
			return hook, fmt.Errorf("watching the webhook: %w", err)
		case !w.Now().Add(pace).Before(until):
			return hook, errByHand
		}
		if err := w.pause(ctx); err != nil {
			return hook, err
		}
	}
}

func (w *way) pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return byHand(ctx.Err())
	case <-w.Later:
		return errByHand
	case <-w.After(pace):
		return nil
	}
}

// passing holds for failures that a moment later may be gone.
func passing(err error) bool {
	kinds := []transport.Kind{transport.Unreachable, transport.TimedOut, transport.Limited, transport.Broken, transport.Garbled}
	return slices.Contains(kinds, transport.KindOf(err))
}

// place is where Talon.One keeps a passcode that no API shows, in words.
type place struct{ hidden, at, label, compare, word, onWord, undo string }

func (u Webhook) place() place {
	if u.Integration {
		return place{words.RotateIntegration, words.RotateIntegrationAt, "Passcode", words.RotateIntegrationCompare,
			words.RotateIntegrationWord, words.RotateIntegrationOnWord, words.RotateUndoIntegration}
	}
	return place{words.RotateHidden, words.RotateCredentialAt, setup.HeaderPasscode, words.RotateDeliveryRefusedFix,
		words.RotateWord, words.RotateOnYourWord, words.RotateUndoCredential}
}

// switchHidden is about a passcode that a Talon.One Credential or integration keeps,
// which no API shows or changes. A delivery that was taken since the admin changed it
// speaks for it, else only the admin's recorded word.
func (w *way) switchHidden(ctx context.Context, hook talonone.Webhook) (Step, error) {
	at := w.Webhook.place()
	todo := Step{Detail: at.hidden,
		Card: []CardLine{{Text: fmt.Sprintf(at.at, hook.Title)}, {Text: fmt.Sprintf(words.RotateCredentialNew, at.label)}, {Text: words.RotateSaveDoNotRevoke}}}
	if w.Word {
		return w.onWord(hook), nil
	}
	if w.Ask == nil {
		todo.Fix = words.RotateRunSwitched
		return todo, errByHand
	}
	todo.ID, todo.Status = Switch, Manual
	w.tell(todo)
	w.lend()
	done, err := w.Ask(ctx, words.RotateAskSwitched)
	if err != nil || !done {
		return todo, byHand(err)
	}
	return w.delivered(ctx, hook, todo)
}

// byHand leaves it to a person, also where one could not be asked.
func byHand(err error) error {
	if err != nil {
		return fmt.Errorf("%w: %w", errByHand, err)
	}
	return errByHand
}

func (w *way) delivered(ctx context.Context, hook talonone.Webhook, todo Step) (Step, error) {
	since := w.Now()
	w.tell(Step{ID: Switch, Status: Manual,
		Detail: fmt.Sprintf(words.RotateDeliveryWatch, int(patience.Seconds())), Most: patience})
	for {
		logs, err := w.Webhook.Reader.MessageLogs(ctx, talonone.MessageLogQuery{WebhookID: hook.ID, CreatedAfter: since})
		if err != nil && !passing(err) {
			break // an account that does not show its log leaves the admin's word
		}
		for _, l := range logs {
			if l.Status == 401 {
				return Step{}, unsound(words.RotateDeliveryRefused, w.Webhook.place().compare)
			}
			if taken(l) {
				return Step{Status: Pass, Detail: words.RotateDeliveryTaken}, nil
			}
		}
		if !w.Now().Before(since.Add(patience)) {
			break
		}
		if err := w.pause(ctx); err != nil {
			return todo, err
		}
	}
	sure, err := w.Ask(ctx, words.RotateAskWord)
	if err != nil || !sure {
		return todo, byHand(err)
	}
	return w.onWord(hook), nil
}

// taken reads a logged answer: CleverTap answers HTTP 200 to failures too.
func taken(l talonone.MessageLog) bool {
	var answer struct{ Status string }
	return l.Status == 200 && json.Unmarshal(l.Response, &answer) == nil && answer.Status == "success"
}

func (w *way) onWord(hook talonone.Webhook) Step {
	at := w.Webhook.place()
	w.result.Word = fmt.Sprintf(at.word, w.Now().Format("2 January 2006"), hook.Title)
	return Step{Status: Warn, Detail: at.onWord}
}
