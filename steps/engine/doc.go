// Package engine drives the two services for a setup: it looks, plans, applies,
// checks, follows and enables, each when it is asked to.
//
// What it needs of the world it states as the small interfaces of World, and cmd
// hands them in. It must never know a terminal, HTTP or a file, ask a person, or
// decide what comes next.
package engine
