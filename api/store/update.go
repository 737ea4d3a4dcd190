package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// writingTime is how long another process may take to write a profile. It takes
// milliseconds.
const writingTime = 5 * time.Second

// Update reads a profile, lets how change it, and writes it, while no other Update
// of that profile can come between. So whoever changes only its own part undoes
// nothing that another run wrote. Where there is no profile yet, saved is false. An
// error of how is returned, and nothing is written.
//
// It writes in one step: whenever the power fails, the old profile or the new one is
// there. It refuses what Load would not give back, above all a key that looks like a
// secret, and it never replaces a file that it cannot read, such as one that a newer
// talontap wrote.
//
// It does not need Lock, which one run may hold for hours.
func (s *Store) Update(name string, schema Schema, how func(p *Profile, saved bool) error) error {
	lock, err := s.write(name)
	if err != nil {
		return of("saving", name, err)
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
	text, err := fitting(p, schema)
	if err == nil {
		err = makeFolders(s.dir, s.profiles())
	}
	if err == nil {
		err = writeFile(s.Path(name), text)
	}
	return of("saving", name, err)
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

// fitting is the text of a profile, of which the same profile comes back. An empty
// answer to anything but a text comes back as none.
func fitting(p Profile, schema Schema) ([]byte, error) {
	text, err := Format(p, schema)
	if err != nil {
		return nil, err
	}
	again, err := Parse("profile", text, schema)
	if err != nil {
		return nil, err
	}
	for key, answer := range p.Answers {
		if answer != again.Answers[key] {
			return nil, fmt.Errorf(words.FilesNotKept, key)
		}
	}
	if !maps.Equal(p.Noted, again.Noted) || !slices.Equal(p.Confirmed, again.Confirmed) || !p.Verified.Equal(again.Verified) {
		return nil, errors.New(words.FilesNotWritable)
	}
	return text, nil
}
