package engine

import "time"

// WaitFor changes how long the live checks to come wait for an arrival; 0 is
// live.DefaultWait. It waits for a check that runs.
func (s *Session) WaitFor(most time.Duration) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.world.Wait = most
}
