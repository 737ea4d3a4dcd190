// Command talontap sets up one thing and proves that it works: a coupon code
// that Talon.One generates reaches the right customer through CleverTap.
//
// This package is the command line: flags, variables, streams and exit codes,
// and the only place that puts the parts together. It must never hold a rule of
// the setup itself, print a secret, take one as a flag, or wait for a key where
// there is no terminal.
//
// A panic is told without its value, see package crash. How much Go itself tells
// of a crash that nothing can catch (a signal such as QUIT, two goroutines at one
// map) is left at its default: names, lines and addresses, never the text at an
// address. A debug.SetTraceback could only raise that. A core, which does hold
// everything, is written only for who sets GOTRACEBACK=crash.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // an Application's time zone must be known on every machine
)

func main() {
	quiet()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := run(ctx, os.Args[1:], system())
	stop()
	os.Exit(code)
}
