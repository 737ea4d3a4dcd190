package clevertap

import (
	"context"
	"errors"
	"time"

	"github.com/talontap/talontap/api/transport"
)

// How an answer that is still being prepared is waited for. CleverTap advises 2
// to 5 s (certain); the first asks are sooner, since small answers are ready at once.
const (
	firstWait   = 150 * time.Millisecond
	longestWait = 5 * time.Second
	mostWait    = 2 * time.Minute
)

// ready asks again and again while CleverTap is preparing the answer.
func (c *Client) ready(ctx context.Context, ask func() error) error {
	waited := time.Duration(0)
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		err := ask()
		if !inProgress(err) {
			return err
		}
		if waited += wait; waited > mostWait {
			return c.lateAnswer(err)
		}
		if err := transport.Pause(ctx, wait); err != nil {
			return c.lateAnswer(err)
		}
	}
}

// errPromised is an answer that says when it will come, and not what it is.
var errPromised = errors.New("the answer is still being prepared")

func inProgress(err error) bool {
	var f *transport.Failure
	return errors.Is(err, errPromised) || errors.As(err, &f) && f.Kind == transport.Rejected && f.Code == codeInProgress
}

// lateAnswer is the failure for giving up on an answer that was promised.
func (c *Client) lateAnswer(why error) error {
	kind := transport.TimedOut
	if errors.Is(why, context.Canceled) {
		kind = transport.Unknown
	}
	return &transport.Failure{Kind: kind, Service: "CleverTap", Host: c.Host(), Doing: "waiting for CleverTap to prepare an answer", Err: why}
}
