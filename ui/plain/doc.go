// Package plain is the line mode: the whole setup as questions and answers, one
// line after the other, for screen readers, narrow logs and slow lines.
//
// Output is only ever appended. There is no redraw, no cursor movement, no
// colour unless it is asked for, and nothing that moves while one waits: each
// thing is said once, when it has happened. Every question says how it is
// answered, in words; "back", "?" and "quit" work at each of them.
//
// It drives the flow that it is given, turn by turn, and knows no order: what comes
// next is the flow's to say, so that all faces lead to the same plan. It ends where
// the flow does; the closing report is the caller's, who has the flow in hand.
//
// It must never write a secret, take an answer that was not checked, take the
// end of its input for a yes, or change anything before the plan was accepted.
package plain
