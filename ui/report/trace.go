package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/steps/trail"
	"github.com/talontap/talontap/ui/text"
)

const traceSchema = "talontap.trace/v1"

// mostWhole is up to how many codes are told hop by hop; more are a table.
const mostWhole = 3

// Trace writes the way of each code: of a few every hop, of many a line each, with
// why where one did not arrive.
func Trace(w io.Writer, style Style, r trail.Report) error {
	s := newSheet(style)
	if len(r.Trails) <= mostWhole {
		for _, t := range r.Trails {
			s.trail(t)
		}
		r.Unread = slices.DeleteFunc(slices.Clone(r.Unread), func(u trail.Unread) bool { return told(r.Trails, u) })
	} else {
		s.trails(r.Trails)
	}
	s.gap()
	for _, u := range r.Unread {
		s.put(shouted(status.Unseen, fmt.Sprintf(words.TraceUnreadLine, u.What, u.Err)))
		s.fix("   ", remedy.For(u.Err, ""))
	}
	s.prose("", text.Plain, outcomes(r))
	return s.flush(w)
}

// told reports whether a hop says already what could not be read.
func told(all []trail.Trail, u trail.Unread) bool {
	return slices.ContainsFunc(all, func(t trail.Trail) bool {
		return slices.ContainsFunc(t.Hops, func(h trail.Hop) bool { return strings.Contains(h.Detail, u.Err.Error()) })
	})
}

// trail is one code, hop by hop.
func (s *sheet) trail(t trail.Trail) {
	s.gap()
	mark := marked(t.Outcome.Status(), headOf(t))
	mark.lead, mark.tone = strings.TrimPrefix(mark.lead, " "), text.Strong
	s.put(mark)
	for _, h := range t.Hops {
		row := marked(h.Status, "")
		row.lead += text.Pad(h.ID.Title(), 10)
		row.text = h.Detail
		s.put(row)
		s.fix(strings.Repeat(" ", text.Width(row.lead)), h.Fix)
	}
}

func headOf(t trail.Trail) string {
	name := cmp.Or(t.Code, t.Asked)
	if t.Customer != "" && t.Customer != name {
		name = fmt.Sprintf(words.TraceFor, name, t.Customer)
	}
	return name + ": " + whereItIs(t)
}

// whereItIs is the outcome in a few words.
func whereItIs(t trail.Trail) string {
	says := t.Outcome.Words()
	if t.LostAt != "" {
		says = fmt.Sprintf(words.TraceLostAt, strings.ToLower(t.LostAt.Title()))
	}
	if t.Test {
		says += words.TraceTestMark
	}
	return says
}

// trails are many codes: a line each, and what is to be done once for each reason.
func (s *sheet) trails(all []trail.Trail) {
	columns := s.columnsOf(all)
	if !s.style.narrow() {
		s.line("   " + s.ink.Of(text.Strong, columns(words.TraceCodeColumn, words.TraceCustomerColumn, words.TraceOutcomeColumn)))
	}
	var fixes []string
	for _, t := range all {
		s.trailLine(t, columns(codeOf(t), t.Customer, whereItIs(t)))
		if t.Outcome == trail.Arrived {
			continue
		}
		stuck := t.Stuck()
		s.remark(stuck.Detail)
		if stuck.Fix != "" && !slices.Contains(fixes, stuck.Fix) {
			fixes = append(fixes, stuck.Fix)
		}
	}
	if len(fixes) > 0 {
		s.gap()
	}
	for _, fix := range fixes {
		s.fix("", fix)
	}
}

// columnsOf lines up codes and customers, as long as they leave room.
func (s *sheet) columnsOf(all []trail.Trail) func(code, customer, where string) string {
	code, customer := text.Width(words.TraceCodeColumn), text.Width(words.TraceCustomerColumn)
	for _, t := range all {
		code, customer = max(code, text.Width(codeOf(t))), max(customer, text.Width(t.Customer))
	}
	code, customer = min(code, s.style.width()/3), min(customer, s.style.width()/3)
	return func(a, b, where string) string {
		return text.Pad(a, code) + "  " + text.Pad(b, customer) + "  " + where
	}
}

// trailLine is one code on a line, in columns where they fit.
func (s *sheet) trailLine(t trail.Trail, columned string) {
	row := marked(t.Outcome.Status(), headOf(t))
	if s.style.narrow() || text.Width(row.lead+columned) > s.style.width() {
		s.put(row)
		return
	}
	s.line(s.ink.Of(row.leadTone, row.lead) + columned)
}

// codeOf is the code, or what was asked for instead.
func codeOf(t trail.Trail) string {
	if t.Code == "" && t.Customer != "" {
		return words.TraceNoCode
	}
	return cmp.Or(t.Code, t.Asked)
}

// outcomes counts what became of all.
func outcomes(r trail.Report) string {
	var all []tally
	for _, o := range trail.Outcomes() {
		all = append(all, tally{r.Count(o), o.Words()})
	}
	says := fmt.Sprintf(words.TraceTraced, phrase.Counted(len(r.Trails), words.TraceTrails), strings.Join(tallied(all), ", "))
	if r.Repeated > 0 {
		says += fmt.Sprintf(words.TraceRepeated, r.Repeated)
	}
	return says
}

type unreadView struct {
	What string `json:"what"`
	Why  string `json:"why"`
	Fix  string `json:"fix"`
}

// TraceJSON writes the same for a script. Of each outcome there is a count, zero
// or not.
func TraceJSON(w io.Writer, r trail.Report, err error) error {
	view := struct {
		Schema   string                `json:"schema"`
		Trails   []trail.Trail         `json:"trails"`
		Summary  map[trail.Outcome]int `json:"summary"`
		Repeated int                   `json:"repeated"`
		Unread   []unreadView          `json:"unread"`
		Error    *errorView            `json:"error,omitempty"`
	}{traceSchema, list(r.Trails), map[trail.Outcome]int{}, r.Repeated, []unreadView{}, viewOfError(err)}
	for _, o := range trail.Outcomes() {
		view.Summary[o] = r.Count(o)
	}
	for _, u := range r.Unread {
		view.Unread = append(view.Unread, unreadView{u.What, u.Err.Error(), remedy.For(u.Err, "")})
	}
	return encode(w, view)
}
