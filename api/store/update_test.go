package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"
)

func TestUpdatesAtTheSameTimeUndoNothingOfEachOther(t *testing.T) {
	s := Open(t.TempDir())
	const writers, each = 8, 5
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for n := range each {
				err := s.Update("shop", tutorial, func(p *Profile, _ bool) error {
					p.Noted[fmt.Sprintf("%d-%d", w, n)] = "there"
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	p, err := s.Load("shop", tutorial)
	if err != nil || len(p.Noted) != writers*each {
		t.Errorf("%d of %d notes are there (%v)", len(p.Noted), writers*each, err)
	}
}

func TestAnUpdateThatFailsWritesNothing(t *testing.T) {
	s := Open(t.TempDir())
	stop := errors.New("stop")
	err := s.Update("shop", tutorial, func(p *Profile, saved bool) error {
		if saved {
			t.Error("nothing was saved yet")
		}
		p.Noted["a"] = "b"
		return stop
	})
	if _, loadErr := s.Load("shop", tutorial); !errors.Is(err, stop) || !errors.Is(loadErr, ErrNoProfile) {
		t.Errorf("err %v, and then %v", err, loadErr)
	}
}
