package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
)

// version is set by the release build.
var version = "dev"

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: words.VersionShort, RunE: func(*cobra.Command, []string) error { return a.printVersion() }}
}

func (a *app) printVersion() error {
	_, err := fmt.Fprintf(a.out, "talontap %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
