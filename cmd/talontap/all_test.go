package main

import (
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps/setup"
)

// TestAllProfilesOfADeploymentKeepOneLimit holds that another key, or another way
// to write the address, is not another line.
func TestAllProfilesOfADeploymentKeepOneLimit(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	st := tutorialState(box)
	key := st.Answers.Secret(setup.ManagementKey)
	d := &doors{base: box.CleverTapURL(), hurry: hurry}
	began := time.Now()
	for n := range 9 {
		address := box.TalonOneURL()
		if n%2 == 1 {
			address += "/"
		}
		c, err := d.talonOne(address, key, secret.New(string(rune('a'+n))))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Applications(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if least := 2 * time.Second / hurry; time.Since(began) < least {
		t.Errorf("nine requests to one endpoint took %s, want %s or more: three a second", time.Since(began), least)
	}
}
