package store

import "fmt"

// Refusal is why something on the disk is not used, and what to do about it.
type Refusal struct {
	Problem, Mend string
}

// Error says what is wrong.
func (r *Refusal) Error() string { return r.Problem }

// Fix says what to do.
func (r *Refusal) Fix() string { return r.Mend }

// of says what was being done with which profile when it failed; nil stays nil.
func of(doing, name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s profile %q: %w", doing, name, err)
}

func refuse(mend, problem string, args ...any) error {
	return &Refusal{fmt.Sprintf(problem, args...), mend}
}

// quoted is a path as a shell takes it.
func quoted(path string) string { return "'" + path + "'" }
