// Package report is what a person or a script reads afterwards: the plan, the
// checklist, the live check and the end of a setup, as text, JSON or Markdown,
// and an error as what failed, why, and what to do.
//
// It is pure: values in, bytes out. Each function lays its text out in full and
// writes it at once, and returns nothing but that write's error.
//
// Three rules hold for every text. What a symbol says, a word or its place says
// too, and colour only repeats it, so that a log without colour loses nothing.
// Prose is wrapped to the width; a value that a person will copy never is, so
// that what is copied is the value. And nothing is claimed that the value at
// hand does not hold: the reports judge nothing.
//
// It must never reach the network, a file or a terminal, read a clock, or
// unmask a value that arrives masked.
package report
