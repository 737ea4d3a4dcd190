package main

import (
	"context"
	"io"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

// pattern reports whether --profile names many.
func (a *app) pattern() bool { return strings.ContainsAny(a.profile, "*?[") }

// verifyAll goes through many saved setups, each with the answers of its own profile
// alone. Whatever befalls one of them, the others are gone through and all is told.
func (a *app) verifyAll(ctx context.Context, f verifyFlags) error {
	names, err := a.chosen(f)
	if err != nil {
		return err
	}
	setups, err := a.side(names)
	if err != nil {
		return err
	}
	bell, err := a.bell(f)
	if err != nil {
		return err
	}
	debug.SetMemoryLimit(memoryOfMany)
	debug.SetGCPercent(-1) // what it kept to would else depend on how many there are
	began := time.Now()
	all := fleet.Each(ctx, setups, transport.Hurried(talonone.Pace, a.hurry), func(ctx context.Context, name string) fleet.Outcome {
		return outcomeOf(a.member(name).lookOver(ctx, f))
	}, func(done int, o fleet.Outcome) { a.say(report.OutcomeLine(done, len(setups), o)) })
	if err := a.writeAll(all); err != nil {
		return err
	}
	unwritten := f.writeJUnit(func(w io.Writer) error { return report.AllJUnit(w, all, time.Since(began)) })
	bell.ring(ctx, a, all)
	return a.reported(max(fleet.Verdict(all), a.warned(unwritten)), ctx.Err())
}

// memoryOfMany is what Go's runtime keeps to, in bytes; until then it collects nothing,
// so that a run takes as much whatever it is of. Over encrypted lines eighty setups use
// most of it: with 40 MiB a quarter of the processor's time went into collecting.
const memoryOfMany = 48 << 20

// chosen are the setups that are meant.
func (a *app) chosen(f verifyFlags) ([]string, error) {
	if f.all && f.named {
		return nil, usage(words.AllAndProfile)
	}
	saved, err := a.store.List()
	switch {
	case err != nil:
		return nil, err
	case len(saved) == 0:
		return nil, usage(words.AllNoneSaved)
	case f.all:
		return saved, nil
	}
	if _, err := path.Match(a.profile, ""); err != nil {
		return nil, usage(words.AllPattern, a.profile)
	}
	names := slices.DeleteFunc(slices.Clone(saved), func(name string) bool {
		fits, _ := path.Match(a.profile, name)
		return !fits
	})
	if len(names) == 0 {
		return nil, usage(words.AllNoMatch, a.profile, someOf(saved))
	}
	return names, nil
}

// someOf lists names, but no more than one can read.
func someOf(names []string) string {
	const most = 20
	if more := len(names) - most; more > 0 {
		return strings.Join(names[:most], ", ") + " and " + phrase.Counted(more, "other")
	}
	return strings.Join(names, ", ")
}

// side puts the setups beside those whose limits they share. A secret in a variable
// is one for all of them, so it is refused where they are not of one account.
func (a *app) side(names []string) ([]fleet.Setup, error) {
	homes := map[setup.Key]map[string]bool{setup.Passcode: {}, setup.ManagementKey: {}, setup.IntegrationKey: {}}
	var out []fleet.Setup
	for _, name := range names {
		p, err := a.store.Load(name, schema())
		if err != nil {
			out = append(out, fleet.Setup{Name: name, Line: "unread " + name})
			continue // its own look tells why
		}
		url := p.Answers[string(setup.TalonOneURL)]
		homes[setup.Passcode][p.Answers[string(setup.Region)]+" "+p.Answers[string(setup.ProjectID)]] = true
		homes[setup.ManagementKey][url] = true
		homes[setup.IntegrationKey][url+" "+p.Answers[string(setup.Application)]] = true
		out = append(out, fleet.Setup{Name: name, Line: url})
	}
	for _, one := range []struct {
		key setup.Key
		of  string
	}{{setup.Passcode, words.AllProjects}, {setup.ManagementKey, words.AllDeployments}, {setup.IntegrationKey, words.AllApplications}} {
		if n := len(homes[one.key]); n > 1 && a.env(one.key.Variable()) != "" {
			return nil, usage(words.AllOneForMany, one.key.Variable(), n, one.of)
		}
	}
	return out, nil
}

// member is this run for one of many setups.
func (a *app) member(name string) *app {
	m := *a
	m.profile, m.ownAnswers = name, true
	return &m
}

func (a *app) writeAll(all []fleet.Outcome) error {
	switch {
	case a.json:
		return report.AllJSON(a.out, all)
	case a.markdown:
		return report.AllMarkdown(a.out, all)
	}
	return report.All(a.out, a.style(), all)
}
