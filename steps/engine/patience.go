package engine

import "time"

// WaitFor changes how long the live checks to come wait for an arrival; 0 is
// live.DefaultWait.
func (s *Session) WaitFor(most time.Duration) {
	s.change(func(n *snapshot) { n.wait = most })
}
