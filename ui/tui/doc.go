// Package tui is a flow in a terminal: one Bubble Tea program that shows the turn
// at hand, runs what is to be run, and gives back what came of it.
//
// There is one model, the wizard. It owns what all screens share: the frame, what
// lies over it (help, leaving, a card to hand over), and the one job that may run.
// What stands in the frame is a screen (package screens), which knows its turn and
// says what it wants done. A setup and a rotation are flows; neither the wizard
// nor a screen knows an order.
//
// Update never waits. Whatever takes time (a look at a service, the plan, the
// changes, the live check, a file) is a job with a context that ends when the
// person leaves; a job talks to the wizard through messages only.
//
// It must never draw more rows or columns than the window has, tell a state by
// colour alone, show a secret, or ask what the flow does not ask. It knows no
// service, no file and no process: the flow's engine does.
package tui
