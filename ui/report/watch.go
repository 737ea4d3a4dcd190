package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/text"
)

// mostNamed is how many codes a text names, of the lost and of those on their way.
const mostNamed = 40

const clockTime = "15:04:05"

// EndOfDay is what a day came to: the numbers, the lost codes by name, what to do and
// the verdict. A rehearsal, of which r holds what it planted, is over with the day.
func EndOfDay(e watch.End, r *Rehearsed, profile string) Ending {
	end := Ending{lost: e.Lost, onWay: e.OnWay, left: tasks(steps.Report{Checklist: e.Checks}, words.EndListedMore), listed: words.EndListedMore,
		day: []string{fmt.Sprintf(words.WatchAt, dayAndTime(e.Begins), dayAndTime(e.Ends), e.Begins.Location(), dayAndTime(e.At)),
			strings.Join(numbersOf(e.Picture), ", ")}}
	end.verdict, end.tone = watchVerdict(e)
	switch {
	case r != nil:
		end.next = []string{run("setup", "", words.NextOwn)}
	case !e.Over:
		end.next = []string{run("watch", profile, words.NextWatch)}
	case len(e.Lost) > 0:
		end.next = []string{run("trace "+e.Lost[0].Code, profile, words.NextTrace)}
	default:
		end.next = []string{run("again --date "+e.Begins.AddDate(1, 0, 0).Format(time.DateOnly), profile, words.NextAnotherDay)}
	}
	if r != nil && e.Over {
		end.rehearsed(*r)
	}
	return end
}

// rehearsed says whether what was planted was found.
func (e *Ending) rehearsed(r Rehearsed) {
	e.done = append(e.done, fmt.Sprintf(words.WatchPlanted, len(r.Planted), len(r.Planted)-len(r.NotFound)))
	for _, customer := range r.NotFound {
		e.done = append(e.done, fmt.Sprintf(words.WatchPlantedNot, customer))
	}
	for _, c := range r.Invented {
		e.done = append(e.done, fmt.Sprintf(words.WatchPlantedExtra, c.Code, c.Customer))
	}
	if r.Right() {
		e.verdict, e.tone = e.verdict+" "+words.WatchPlantedAll, text.Good
	}
}

// Rehearsed holds what was found against what was planted.
type Rehearsed struct {
	Planted  []string     `json:"planted"`   // the customers
	NotFound []string     `json:"not_found"` // of them, those whose code was not called lost
	Invented []watch.Code `json:"invented"`  // codes called lost of other customers
}

// Compare holds the codes that were called lost against the customers for whom a
// loss was planted.
func Compare(planted []string, e watch.End) Rehearsed {
	r := Rehearsed{Planted: planted, NotFound: []string{}, Invented: []watch.Code{}}
	lost := map[string]bool{}
	for _, c := range e.Lost {
		lost[c.Customer] = true
		if !slices.Contains(planted, c.Customer) {
			r.Invented = append(r.Invented, c)
		}
	}
	for _, customer := range planted {
		if !lost[customer] {
			r.NotFound = append(r.NotFound, customer)
		}
	}
	return r
}

// Right reports whether every planted loss was found and none invented.
func (r Rehearsed) Right() bool { return len(r.NotFound)+len(r.Invented) == 0 }

func dayAndTime(t time.Time) string { return t.Format("2 January 15:04:05") }

// BeforeDay says when a day begins.
func BeforeDay(p watch.Picture) string {
	return fmt.Sprintf(words.WatchBefore, p.Begins.Format("2 January 2006"), p.Begins.Format("15:04"), p.Begins.Location(), phrase.Until(p.Begins.Sub(p.At)))
}

// Number is a number of a day's; "?" where it was not read.
func Number(n *int) string {
	if n == nil {
		return "?"
	}
	return strconv.Itoa(*n)
}

// numbersOf are the day's, each with what it counts.
func numbersOf(p watch.Picture) (all []string) {
	redeemed := words.WatchNumRedeemed
	if p.Campaign.Elsewhere {
		redeemed = words.WatchNumElsewhere
	}
	for _, n := range []struct{ text, of string }{
		{strconv.Itoa(p.Coupons), words.WatchNumMade},
		{strconv.Itoa(p.Sent), words.WatchNumDelivered},
		{strconv.Itoa(p.Arrived), words.WatchNumArrived},
		{Number(p.Emails), words.WatchNumEmails},
		{Number(p.Redeemed), redeemed},
		{Number(p.Counted), words.WatchNumCounted},
		{strconv.Itoa(p.MostPerMinute), words.WatchNumPeak},
		{strconv.Itoa(p.AtOnce), fmt.Sprintf(words.WatchNumAtOnce, plan.UploadsAtOnce)},
	} {
		all = append(all, n.text+" "+n.of)
	}
	return append(all, tallied([]tally{
		{p.Failed, words.WatchNumFailed}, {p.Repeated, words.WatchNumRepeated},
		{p.Limited, fmt.Sprintf(words.WatchNumLimited, plan.UploadsAtOnce)},
		{p.Tests, words.WatchNumTests}, {p.Requests, words.WatchNumRequests},
	})...)
}

func watchVerdict(e watch.End) (string, text.Tone) {
	switch {
	case len(e.Lost) > 0:
		return fmt.Sprintf(words.WatchLostCodes, phrase.Part(len(e.Lost), e.Coupons, "code")), text.Bad
	case !e.Over:
		return words.WatchUnfinished, text.Warn
	case e.Verdict() == check.Right:
		return fmt.Sprintf(words.WatchRight, phrase.Counted(e.Coupons, "code")), text.Good
	case e.Checks.Verdict() == check.Right:
		return fmt.Sprintf(words.WatchWaiting, phrase.Counted(len(e.OnWay), "code")), text.Bad
	case e.Coupons == 0 && len(e.Checks.Unseen()) == 0:
		return words.WatchNoCode, text.Bad
	}
	return words.WatchUnseen, text.Bad
}

// WatchLines tells a day line by line: what changed since the last picture.
type WatchLines struct {
	style Style
	last  string
	lost  map[string]bool
	blind map[watch.Source]bool
	idle  string
}

// NewWatchLines begins with nothing told.
func NewWatchLines(style Style) *WatchLines {
	return &WatchLines{style: style, lost: map[string]bool{}, blind: map[watch.Source]bool{}}
}

// Of gives the lines that a picture adds; none where nothing changed.
func (l *WatchLines) Of(p watch.Picture) (lines []string) {
	say := func(format string, args ...any) {
		lines = append(lines, l.style.Wrap("", fmt.Sprintf(format, args...)))
	}
	if p.Phase == watch.Before {
		if l.last == "" {
			l.last = BeforeDay(p)
			say("%s", l.last)
		}
		return lines
	}
	counts := fmt.Sprintf(words.WatchLine, p.Coupons, p.Sent, p.Arrived, p.Backlog, p.Hidden, len(p.Lost))
	if counts != l.last {
		l.last = counts
		say("%s  %s", p.At.Format(clockTime), counts)
	}
	l.campaign(p, say)
	l.sights(p, say)
	l.codes(p, say)
	return lines
}

func (l *WatchLines) campaign(p watch.Picture, say func(string, ...any)) {
	if p.Campaign.State == l.idle || p.Phase != watch.During {
		return
	}
	if l.idle = p.Campaign.State; l.idle != "enabled" {
		say(words.WatchIdle, l.idle)
	}
}

func (l *WatchLines) sights(p watch.Picture, say func(string, ...any)) {
	for _, s := range watch.Sources() {
		switch err := p.Sights[s].Err; {
		case err != nil && !l.blind[s]:
			say(words.WatchUnreadLine, string(s), err.Error())
		case err == nil && l.blind[s]:
			say(words.WatchReadLine, string(s))
		}
		l.blind[s] = p.Sights[s].Err != nil
	}
}

func (l *WatchLines) codes(p watch.Picture, say func(string, ...any)) {
	now, waits := map[string]bool{}, map[string]bool{}
	for _, c := range p.OnWay {
		waits[c.Code] = true
	}
	for _, c := range p.Lost {
		now[c.Code] = true
		if !l.lost[c.Code] {
			say(words.WatchLostLine, c.Code, c.Customer, phrase.Capital(c.Why))
		}
	}
	for code := range l.lost {
		switch {
		case now[code]:
		case waits[code]:
			say(words.WatchAgainLine, code)
		default:
			say(words.WatchFoundLine, code)
		}
	}
	l.lost = now
}

const watchSchema = "talontap.watch/v1"

// WatchJSON writes what a day came to, or how far a watch came before err. Numbers
// that were not read are null.
func WatchJSON(w io.Writer, e watch.End, r *Rehearsed, err error) error {
	type numbers struct {
		Coupons       int  `json:"coupons"`
		Tests         int  `json:"tests"`
		Attempts      int  `json:"attempts"`
		Failed        int  `json:"failed"`
		Repeated      int  `json:"repeated"`
		Limited       int  `json:"limited"`
		Delivered     int  `json:"delivered"`
		Arrived       int  `json:"arrived"`
		Twice         int  `json:"twice"`
		Events        *int `json:"events_counted"`
		Emails        *int `json:"emails"`
		Redeemed      *int `json:"redeemed"`
		Backlog       int  `json:"backlog"`
		PerMinute     int  `json:"per_minute"`
		MostPerMinute int  `json:"most_per_minute"`
		AtOnce        int  `json:"uploads_at_once"`
		Requests      int  `json:"requests"`
	}
	p := e.Picture
	return encode(w, struct {
		Schema   string         `json:"schema"`
		Campaign string         `json:"campaign"`
		State    string         `json:"campaign_state"`
		Begins   time.Time      `json:"begins"`
		Ends     time.Time      `json:"ends"`
		At       time.Time      `json:"at"`
		Over     bool           `json:"over"`
		Numbers  numbers        `json:"numbers"`
		Lost     []watch.Code   `json:"lost"`
		OnWay    []watch.Code   `json:"on_way"`
		Unread   []unreadSource `json:"unread"`
		checklistView
		Rehearsed *Rehearsed `json:"rehearsed,omitempty"`
		Error     *errorView `json:"error,omitempty"`
	}{watchSchema, p.Campaign.Name, p.Campaign.State, p.Begins, p.Ends, p.At, e.Over,
		numbers{p.Coupons, p.Tests, p.Attempts, p.Failed, p.Repeated, p.Limited, p.Sent, p.Arrived, p.Twice, p.Counted, p.Emails,
			p.Redeemed, p.Backlog, p.PerMinute, p.MostPerMinute, p.AtOnce, p.Requests},
		list(p.Lost), list(p.OnWay), unreadOf(p), viewOfChecks(e.Checks), r, viewOfError(err)})
}

// unreadSource is what could not be read when it was read last.
type unreadSource struct {
	Source watch.Source `json:"source"`
	Why    string       `json:"why"`
}

func unreadOf(p watch.Picture) []unreadSource {
	out := []unreadSource{}
	for _, s := range watch.Sources() {
		if err := p.Sights[s].Err; err != nil {
			out = append(out, unreadSource{s, err.Error()})
		}
	}
	return out
}
