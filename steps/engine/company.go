package engine

import "github.com/talontap/talontap/steps/live"

// beside runs a live check as one of those that run at the same time. Where no
// file can be written the others are not told, and it runs as if it were alone.
func (s *Session) beside(checker live.Checker, run func(live.Checker) live.Result) live.Result {
	if s.world.Company == nil {
		return run(checker)
	}
	company, err := s.world.Company()
	if err != nil {
		return run(checker)
	}
	defer func() { _ = company.End() }() // its end is told by the process's, too
	checker.Company = company
	return run(checker)
}
