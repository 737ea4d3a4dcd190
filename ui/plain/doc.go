// Package plain is the line mode: the whole setup as questions and answers, one
// line after the other, for screen readers, narrow logs and slow lines.
//
// Output is only ever appended. There is no redraw, no cursor movement, no
// colour unless it is asked for, and nothing that moves while one waits: each
// thing is said once, when it has happened. Every question says how it is
// answered, in words; "back", "?" and "quit" work at each of them.
//
// It asks the questions of steps.List and drives the same session as the
// wizard, so that both lead to the same plan. It ends where the campaign is
// enabled or left disabled; the closing report is the caller's, who has the
// outcome in hand.
//
// It must never write a secret, take an answer that was not checked, take the
// end of its input for a yes, or change anything before the plan was accepted.
package plain
