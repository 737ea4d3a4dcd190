package steps

import "maps"

// Resolve gives the step to show: the first that is shown and not confirmed.
// done reports that there is none.
func Resolve(list []Step, s State) (step Step, done bool) {
	for _, step := range list {
		if step.shown(s) && !s.Confirmed[step.ID] {
			return step, false
		}
	}
	return Step{}, true
}

// Done confirms a step.
func (s State) Done(id ID) State {
	s.Confirmed = maps.Clone(s.Confirmed)
	if s.Confirmed == nil {
		s.Confirmed = map[ID]bool{}
	}
	s.Confirmed[id] = true
	return s
}

// Undone un-confirms steps and keeps their answers.
func (s State) Undone(ids ...ID) State {
	s.Confirmed = maps.Clone(s.Confirmed)
	for _, id := range ids {
		delete(s.Confirmed, id)
	}
	return s
}

// Back goes to the step before the one shown. What was applied is not undone by
// it: behind Apply, back leads to the review, which plans anew.
func Back(list []Step, s State) State {
	here, done := Resolve(list, s)
	var before *Step
	for i, step := range list {
		if !done && step.ID == here.ID {
			break
		}
		if step.shown(s) {
			before = &list[i]
		}
	}
	if before == nil {
		return s
	}
	if before.Act == DoApply || before.Act == DoLive || before.Act == DoEnable {
		return s.Undone(Review, Apply, Live, Enable)
	}
	return s.Undone(before.ID)
}

// Position says where a step stands in its list: its number, and how many
// numbered steps there are.
func Position(list []Step, s Step) (number, of int) {
	if len(list) == 0 {
		return 0, 0
	}
	return s.Number, list[len(list)-1].Number
}

func (s Step) shown(st State) bool { return s.Shown == nil || s.Shown(st) }

// Asked lists the questions of a step that are shown in a state.
func (s Step) Asked(st State) []Question {
	var out []Question
	for _, q := range s.Questions {
		if q.Shown == nil || q.Shown(st) {
			out = append(out, q)
		}
	}
	return out
}

// Open lists the steps whose required answers are missing, so that a saved
// profile resumes at the first of them.
func Open(list []Step, s State) State {
	for _, step := range list {
		for _, q := range step.Asked(s) {
			if q.Key != "" && !q.Optional && !s.Answers.Has(q.Key) && q.Check(s, q.Preset(s)) != nil {
				s = s.Undone(step.ID)
			}
		}
	}
	return s
}

// Anew un-confirms what a session has to see for itself: nothing of it is taken
// as done from an earlier one.
func (s State) Anew() State { return s.Undone(AnotherDay, Review, Apply, Live, Enable) }

// AllDone confirms every step.
func (s State) AllDone() State {
	for _, step := range List() {
		s = s.Done(step.ID)
	}
	return s
}
