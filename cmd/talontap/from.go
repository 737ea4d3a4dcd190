package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// withFrom adds the flag by which a new setup begins with another one's answers.
func (a *app) withFrom(c *cobra.Command) *cobra.Command {
	c.Flags().StringVar(&a.from, "from", "", words.FlagFrom)
	return c
}

// begins refuses --from for a profile that is there already: a setup has its own
// answers, and another one's would take their place.
func (a *app) begins(saved store.Profile) error {
	if a.from == "" || len(saved.Answers) == 0 {
		return nil
	}
	return usage("--from: %w", &store.Refusal{Problem: fmt.Sprintf(words.FromThere, a.profile), Mend: fmt.Sprintf(words.FromThereFix, a.profile)})
}

// begun gives a state the setup with whose answers it begins or once began. One that
// is noted and not saved any more still marks what is its own.
func (a *app) begun(st steps.State) (steps.State, error) {
	name := cmp.Or(a.from, st.Noted.Origin)
	if name == "" {
		return st, nil
	}
	st.Now = a.now()
	o, err := a.origin(name)
	switch {
	case a.from == "":
		st.Origin = o
		return st, nil
	case err != nil:
		return st, err
	}
	return st.Begin(o), nil
}

// origin reads the saved setup of a name, as the list of profiles shows it.
func (a *app) origin(name string) (o setup.Origin, err error) {
	place, own := a.named(name)
	if err := store.ValidName(own); err != nil {
		return o, usage("--from: %w", err)
	}
	if o.Profile = own; own == a.profile && place.sandboxed == a.sandboxed {
		return o, usage("--from: %w", &store.Refusal{Problem: fmt.Sprintf(words.FromItself, own), Mend: words.FromItselfFix})
	}
	saved, err := place.store.Load(own, schema())
	if errors.Is(err, store.ErrNoProfile) || err == nil && len(saved.Answers) == 0 {
		return o, usage("--from: %w", &store.Refusal{Problem: fmt.Sprintf(words.FromNone, name, place.store.Dir()), Mend: words.FromNoneFix})
	}
	for k, v := range saved.Answers {
		o.Answers = o.Answers.With(setup.Key(k), v, setup.FromProfile)
	}
	return o, err
}
