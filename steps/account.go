package steps

import (
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// AnotherError says that a saved setup is of another account than the one that is
// set up now. To go on would lose the saved one and its secrets.
type AnotherError struct {
	Profile string
	Differs string
}

func (e *AnotherError) Error() string {
	return fmt.Sprintf(words.AccountLeft, e.Profile, e.Differs)
}

// Fix says how to set up the other one.
func (e *AnotherError) Fix() string {
	return fmt.Sprintf(words.AccountLeftFix, e.Profile)
}

// Same refuses answers for another account than the saved setup's. As long as
// nothing was applied, a wizard may still correct whose it is.
func (s State) Same() (State, error) {
	if err := s.ofAnother(s.Answers); err != nil {
		return s, err
	}
	if !s.Confirmed[Apply] {
		s.Whose = setup.Account{}
	}
	return s, nil
}

// ofAnother refuses answers for another account than the saved setup's.
func (s State) ofAnother(a setup.Answers) error {
	if differs := s.Whose.Other(a.Account()); differs != "" {
		return &AnotherError{s.Profile, differs}
	}
	return nil
}
