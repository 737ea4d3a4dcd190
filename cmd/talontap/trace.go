package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/trail"
	"github.com/talontap/talontap/ui/plain"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) traceCommand() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "trace CUSTOMER|CODE…", Short: words.TraceShort, Long: words.TraceLong,
		RunE: func(cmd *cobra.Command, args []string) error { return a.trace(cmd.Context(), args, file) },
	}
	c.Flags().StringVar(&file, "file", "", words.TraceFile)
	return a.withJSON(a.withAnswers(c))
}

func (a *app) trace(ctx context.Context, args []string, file string) error {
	asked, err := a.asked(ctx, args, file)
	if err != nil {
		return err
	}
	world := a.world()
	world.Glance = a.glance(false)
	session, st, err := a.opens(ctx, world)
	if err != nil {
		return err
	}
	r, err := session.Trace(ctx, st, asked, a.reading())
	if r.Trails == nil {
		return err
	}
	return cmp.Or(a.writeTrace(r, err), a.reported(r.Verdict(), err))
}

func (a *app) writeTrace(r trail.Report, err error) error {
	if a.json {
		return report.TraceJSON(a.out, r, err)
	}
	return report.Trace(a.out, a.style(), r)
}

// asked are the codes and customers: the words of the command, and those of a file
// or, for "-", of standard input.
func (a *app) asked(ctx context.Context, args []string, file string) (all []string, err error) {
	if len(args) == 1 && args[0] == "-" {
		args, file = nil, "-"
	}
	if all, err = entries(args); err != nil {
		return nil, err
	}
	if file != "" {
		text, err := plain.Await(ctx, func() (string, error) { return a.list(file) })
		if ctx.Err() != nil {
			return nil, fmt.Errorf(words.TraceReading, ctx.Err())
		}
		more, unfit := trail.List(strings.NewReader(text))
		if err := cmp.Or(err, unfit); err != nil {
			return nil, usage("--file %s: %w", file, err)
		}
		all = append(all, more...)
	}
	switch {
	case len(all) == 0 && file != "":
		return nil, usage("--file %s: %w", file, errors.New(words.TraceEmpty))
	case len(all) == 0:
		return nil, usage(words.TraceWhich)
	case len(all) > trail.Most:
		return nil, usage(words.TraceTooMany, trail.Most)
	}
	return all, nil
}

// entries are codes and customers as they were given, one by one.
func entries(given []string) (all []string, err error) {
	for _, one := range given {
		entry, err := trail.Entry(one)
		if err != nil || entry == "" {
			return nil, usage(words.TraceNot, one)
		}
		all = append(all, entry)
	}
	return all, nil
}

// mostListed is how large a list may be: 10,000 entries of 400 letters.
const mostListed = 4 << 20

func (a *app) list(file string) (string, error) {
	var text []byte
	var err error
	if file == "-" {
		text, err = io.ReadAll(io.LimitReader(a.in, mostListed+1))
	} else {
		text, err = readSome(file, mostListed)
	}
	if len(text) > mostListed {
		return "", errors.New(words.TraceTooLarge)
	}
	return string(text), err
}

// reading tells what is read, now and then, for a trace that takes longer.
func (a *app) reading() func(string, int) {
	said := a.now()
	var lock sync.Mutex // several readers tell
	return func(doing string, so int) {
		lock.Lock()
		defer lock.Unlock()
		now := a.now()
		if now.Sub(said) < readingAgain {
			return
		}
		said = now
		a.say("… " + strings.TrimSpace(fmt.Sprintf(words.TraceSoFar, doing, so)))
	}
}

// readingAgain is how often progress is told.
const readingAgain = 2 * time.Second
