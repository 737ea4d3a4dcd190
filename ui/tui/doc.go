// Package tui is the wizard in a terminal: one Bubble Tea program that asks
// what package steps lists, shows what it sees, and drives one Engine.
//
// There is one model, the wizard. What stands between its two rules is a
// screen: a plain value that draws itself and is told about keys. Which screen
// that is follows from the state alone (steps.Resolve), so there is no cursor
// to keep and Back is a change of state. The wizard owns everything that all
// screens share: the frame, help, leaving, and the one job that may run.
//
// A rotation is the same model with a list of steps of its own (Rotate). Its
// engine is package rotate, which asks and tells through the hooks it is given;
// no rule of it stands here.
//
// Update never waits. Whatever takes time (a look at a service, the plan, the
// changes, the live check, a file) is a job with a context that ends when the
// person leaves; a job talks to the wizard through messages only.
//
// It must never draw more rows or columns than the window has, tell a state by
// colour alone, show a secret, or ask what steps does not ask. It knows no
// service, no file and no process: the engine and Options.Keep do.
package tui
