// Command talontap sets up one thing and proves that it works: a coupon code
// that Talon.One generates reaches the right customer through CleverTap.
//
// This package is the command line: flags, variables, streams and exit codes,
// and the only place that puts the parts together. It must never hold a rule of
// the setup itself, print a secret, take one as a flag, or wait for a key where
// there is no terminal.
//
// A panic is told without its value, see package crash. How much Go itself tells
// of a crash that nothing can catch (a signal such as ABRT, two goroutines at one
// map) is left at its default: names, lines and addresses, never the text at an
// address. A debug.SetTraceback could only raise that. A core, which does hold
// everything, is written only for who sets GOTRACEBACK=crash.
package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // an Application's time zone must be known on every machine

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
)

func main() { os.Exit(start(system())) }

func start(s streams) int {
	quiet()
	drawable()
	cobra.MousetrapHelpText = "" // a double-click opens the wizard, as a command without words does
	honourAllProxy()
	// Until the very end: a second signal must not kill what is leaving already.
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	outlive(syscall.SIGPIPE)
	code := run(ctx, os.Args[1:], s)
	if s.terminal && mousetrap.StartedByExplorer() {
		hold(s)
	}
	return code
}

// hold keeps a window open that a double-click opened, and that ends with the
// program: what it says last must be read first.
func hold(s streams) {
	fmt.Fprint(s.err, "\n"+words.WindowHeld)
	_, _ = bufio.NewReader(s.in).ReadString('\n')
}

// outlive has a signal change nothing. Of SIGPIPE, which says that who read the
// progress or the report has left, Go would have the run die in the middle of its
// changes; so, writing fails instead. What the program starts still gets it.
func outlive(s os.Signal) { signal.Notify(make(chan os.Signal, 1), s) }

// honourAllProxy lets ALL_PROXY name the proxy where nothing else does, as curl
// and others read it: Go looks at HTTPS_PROXY alone. NO_PROXY holds for both.
func honourAllProxy() {
	all := cmp.Or(os.Getenv("ALL_PROXY"), os.Getenv("all_proxy"))
	if all != "" && cmp.Or(os.Getenv("HTTPS_PROXY"), os.Getenv("https_proxy")) == "" {
		_ = os.Setenv("HTTPS_PROXY", all) // fails for a NUL only, which no variable holds
	}
}
