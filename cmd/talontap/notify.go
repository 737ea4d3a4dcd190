package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"

	"github.com/talontap/talontap/api/notify"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/ui/report"
)

// notifyVariable holds the address to tell changes, where the flag does not.
const notifyVariable = "TALONTAP_NOTIFY"

func (a *app) notifyAddress() string { return cmp.Or(a.notify, a.env(notifyVariable)) }

// bell tells others of a change.
type bell struct {
	to    *notify.Address // nil: nobody is to be told
	slack bool
}

// bell looks at the address before anything else is done.
func (a *app) bell(f verifyFlags) (b bell, err error) {
	address := a.notifyAddress()
	switch {
	case f.form != "" && f.form != "json" && f.form != "slack":
		return b, usage(words.NotifyFormValues, f.form)
	case address == "" && f.form != "":
		return b, usage(words.NotifyNowhere)
	case address == "":
		return b, nil
	}
	b.to, err = notify.Open(secret.New(address), transport.Options{Log: a.log, Agent: agent()})
	if err != nil {
		return b, usage("--notify: %w", err)
	}
	b.slack = f.form == "slack" || f.form == "" && b.to.Slack()
	return b, nil
}

// ring tells which setups stand otherwise than was last told; of one that nothing was
// told of, that it is not right. Whether that works changes no verdict. It has its own
// time, as a run may be out of its.
func (b bell) ring(ctx context.Context, a *app, all []fleet.Outcome) {
	var changes []report.Change
	for _, o := range all {
		was := cmp.Or(a.store.Told(o.Profile), report.Standing(check.Right))
		if o.Verdict != check.Cancelled && was != report.Standing(o.Verdict) {
			changes = append(changes, report.Change{Was: was, Now: o})
		}
	}
	if b.to == nil || len(changes) == 0 {
		return
	}
	write := report.NoticeJSON
	if b.slack {
		write = report.NoticeSlack
	}
	var document bytes.Buffer
	_ = write(&document, changes) // a Buffer takes everything
	if err := b.to.Post(context.WithoutCancel(ctx), document.Bytes()); err != nil {
		a.say(fmt.Sprintf(words.NotifyNot, err))
		return
	}
	a.say(fmt.Sprintf(words.NotifyDone, b.to.Host(), phrase.Counted(len(changes), "change")))
	for _, c := range changes {
		if err := a.store.Tell(c.Now.Profile, report.Standing(c.Now.Verdict)); err != nil {
			a.say(fmt.Sprintf(words.NotifyForgets, b.to.Host(), err))
		}
	}
}
