package form

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// fill takes answers that a paste names, those of other steps too, and goes to the
// next field that somebody has to look at. What is unfit is said and left out.
func (f *Form) fill(named map[setup.Key]string) {
	var taken []string
	var unfit []error
	for _, k := range slices.Sorted(maps.Keys(named)) {
		q, asked := question(k)
		next, err := q.Take(f.base, named[k])
		switch {
		case !asked:
		case err != nil:
			unfit = append(unfit, fmt.Errorf("%s: %w", k, err))
		default:
			f.base = next
			taken = append(taken, q.Title)
		}
	}
	for i, q := range f.step.Questions {
		if _, ok := named[q.Key]; ok && f.all[i] != nil {
			f.all[i] = newField(q, f.base, f.styles)
		}
	}
	f.shown = nil
	f.arrange()
	f.at = 0
	f.Focus(max(f.wanting(0), 0))
	f.current().note = fmt.Sprintf(words.FormFilled, phrase.Counted(len(taken), "answer"), strings.Join(taken, ", "))
	f.current().err = errors.Join(unfit...)
}

// question is the one that asks for an answer, in whatever step.
func question(k setup.Key) (steps.Question, bool) {
	for _, step := range steps.List() {
		for _, q := range step.Questions {
			if q.Key == k {
				return q, true
			}
		}
	}
	return steps.Question{}, false
}
