// Package engine drives the two services for a setup: it looks, plans, applies,
// checks, follows and enables, each when it is asked to.
//
// What it finds out it keeps as a snapshot, which never changes. A call makes the next
// one of it when it is done, and one call at a time touches the services; whoever
// asks meanwhile for what is known gets the last snapshot at once. So a face can
// always draw, however long a vendor takes.
//
// What it needs of the world it states as the small interfaces of World, and cmd
// hands them in. It must never know a terminal, HTTP or a file, ask a person,
// decide what comes next, or hold a lock while it waits for a vendor.
package engine
