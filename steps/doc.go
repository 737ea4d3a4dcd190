// Package steps is the wizard without a face: the list of steps, their
// questions, and Resolve, which says what is asked next.
//
// The wizard is data. A step is a value; the state is the answers, the set of
// confirmed steps and what was observed; the step to show is a pure function of
// it, so there is no cursor to keep. Going back un-confirms a step and keeps its
// answers. The Bubble Tea wizard, the line mode and unattended runs all read
// this one list.
//
// It must never know a terminal, HTTP or a file, nor who does the work: package
// engine drives the two services, and imports this one.
package steps
