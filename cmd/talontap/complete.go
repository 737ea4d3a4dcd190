package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// completes has the shell offer what flags and commands take. What it offers is read
// from here and from the folder of settings; nobody is called.
func (a *app) completes(root *cobra.Command) {
	profiles := func() []string { return a.profileNames(root) }
	offers := map[string]func() []string{
		"profile": profiles, "from": profiles, "set": answerKeys, "fault": faults,
		"color": colors, "theme": themes, "live": depths,
	}
	for _, c := range append(root.Commands(), root) {
		for name, offer := range offers {
			if c.Flag(name) == nil && root.PersistentFlags().Lookup(name) == nil {
				continue
			}
			_ = c.RegisterFlagCompletionFunc(name, offered(offer)) // fails for a flag of another command only
		}
		if c.Name() == "forget" {
			c.ValidArgsFunction = offered(offers["profile"])
		}
	}
}

// offered are the words that begin as what was typed; one that ends with = goes on.
func offered(all func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		then := cobra.ShellCompDirectiveNoFileComp
		var fit []string
		for _, word := range all() {
			if strings.HasPrefix(word, typed) {
				fit = append(fit, word)
				if strings.HasSuffix(word, "=") {
					then |= cobra.ShellCompDirectiveNoSpace
				}
			}
		}
		return fit, then
	}
}

func (a *app) profileNames(root *cobra.Command) []string {
	if a.prepare(root) != nil {
		return nil
	}
	names, _ := a.store.List() // what cannot be listed is not offered
	return names
}

// answerKeys are the keys that --set takes, and beside the keys of short lists every
// value.
func answerKeys() (out []string) {
	for _, f := range setup.Fields() {
		if f.Secret {
			continue
		}
		out = append(out, string(f.Key)+"=")
		for _, value := range steps.Allowed(f.Key) {
			out = append(out, string(f.Key)+"="+value)
		}
	}
	return out
}

func faults() (out []string) {
	for _, n := range sandbox.FaultNames() {
		out = append(out, n.Name)
	}
	return out
}

func depths() (out []string) {
	for _, d := range live.Depths() {
		out = append(out, string(d))
	}
	return out
}
