// Package steps is the wizard without a face: the list of steps with their
// questions, and the flows, which say what comes next.
//
// The wizard is data. A step is a value; the state is the answers, the set of
// confirmed steps and what was observed; the step at hand is a pure function of
// it, so there is no cursor to keep. Going back un-confirms a step and keeps its
// answers. A flow goes through a list of steps and yields one turn after the other:
// ask, show, run, end. The Bubble Tea wizard, the line mode and a run without
// anybody each drive the same flow, and none of them knows an order.
//
// What every face shows is stated here as plain values: what a look told, what is
// left for a person, what a run came to, what went wrong.
//
// It must never know a terminal, HTTP or a file, nor who does the work: package
// engine drives the two services, and imports this one.
package steps
