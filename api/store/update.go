package store

import (
	"errors"
	"fmt"
	"time"
)

// writingTime is how long another process may take to write a profile. It takes
// milliseconds.
const writingTime = 5 * time.Second

// Update reads a profile, lets how change it, and writes it, while no other Update
// of that profile can come between. So whoever changes only its own part undoes
// nothing that another run wrote. Where there is no profile yet, saved is false. An
// error of how is returned, and nothing is written.
//
// It does not need Lock, which one run may hold for hours.
func (s *Store) Update(name string, schema Schema, how func(p *Profile, saved bool) error) error {
	lock, err := s.write(name)
	if err != nil {
		return fmt.Errorf("saving profile %q: %w", name, err)
	}
	err = s.update(name, schema, how)
	return errors.Join(err, lock.Unlock())
}

func (s *Store) update(name string, schema Schema, how func(p *Profile, saved bool) error) error {
	p, err := s.Load(name, schema)
	saved := err == nil
	if errors.Is(err, ErrNoProfile) {
		p = Profile{Answers: map[string]string{}, Noted: map[string]string{}}
	} else if err != nil {
		return err
	}
	if err := how(&p, saved); err != nil {
		return err
	}
	return s.Save(name, p, schema)
}

// write waits for the right to write a profile.
func (s *Store) write(name string) (*Lock, error) {
	for end := time.Now().Add(writingTime); ; time.Sleep(5 * time.Millisecond) {
		lock, err := s.claim(name, ".writing")
		if !errors.Is(err, errHeld) || time.Now().After(end) {
			return lock, err
		}
	}
}
