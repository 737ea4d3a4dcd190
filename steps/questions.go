package steps

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Preset is what stands in the field before anything is typed; of a secret, nothing.
func (q Question) Preset(s State) string {
	switch {
	case q.Kind == Hidden:
		return ""
	case q.Key != "" && s.Answers.Has(q.Key):
		return s.Answers.Text(q.Key)
	case q.Default != nil:
		return q.Default(s)
	}
	return setup.Default(q.Key, s.Surroundings(), s.Answers)
}

// mostTyped is the longest line that is read: an address as a browser gives it.
const mostTyped = 2048

// Most is how many characters may be typed; Check says what is too long all the same.
func (q Question) Most() int {
	if q.Kind == Hidden {
		return setup.MaxCredential
	}
	return mostTyped
}

// Known says, for a secret that need not be typed again, where it came from.
func (q Question) Known(s State) string {
	if q.Kind != Hidden || !s.Answers.Has(q.Key) {
		return ""
	}
	from := fmt.Sprintf(words.AnswerFrom, s.Answers.From(q.Key))
	if s.Answers.From(q.Key) == setup.Typed {
		from = words.AnswerTyped
	}
	return fmt.Sprintf(words.AnswerKnown, s.Answers.Secret(q.Key).Len(), from)
}

// Ready reports whether nothing has to be typed or looked at: there is an answer
// that serves, or a default that does. A yes or no is for the person to say.
func (q Question) Ready(s State) bool {
	answered := q.Key != "" && s.Answers.Has(q.Key)
	switch {
	case q.Kind == Checklist:
		return true
	case !answered && (q.Kind == Confirm || q.Kind == Hidden):
		return false
	case !answered && q.Optional && q.Empty == "" && q.Preset(s) == "":
		return false
	}
	return q.Check(s, q.Preset(s)) == nil
}

// Check says what is wrong with what was typed, in a sentence, and asks nobody.
func (q Question) Check(s State, typed string) error {
	_, err := q.Take(s, typed)
	return err
}

// Take puts what was typed into the state. On an error the state is unchanged.
func (q Question) Take(s State, typed string) (State, error) {
	out, err := q.taken(s, typed)
	if err != nil {
		return s, err
	}
	if err := s.misplaced(out.Answers); err != nil {
		return s, fmt.Errorf("%w; %s", err, err.Fix())
	}
	return out, nil
}

func (q Question) taken(s State, typed string) (State, error) {
	switch {
	case q.Kind == Hidden && typed == "" && s.Answers.Has(q.Key):
		return s, nil
	case typed == "" && q.Optional && q.Key != "":
		return s.with(q.Key, q.Kind == Hidden, ""), nil
	case q.take != nil:
		return q.take(s, typed)
	}
	return takeText(s, q.Key, typed)
}

// takeText is how most answers are taken: cleaned, checked, kept.
func takeText(s State, k setup.Key, typed string) (State, error) {
	field, ok := setup.FieldOf(k)
	if !ok {
		return s, fmt.Errorf(words.AnswerUnknown, k)
	}
	value := field.Cleaned(typed)
	taken := s.with(k, field.Secret, value)
	return taken, cmp.Or(field.Checked(value), field.Misplaced(taken.Answers))
}

// with is the state with something typed; nothing forgets what was answered.
func (s State) with(k setup.Key, hidden bool, value string) State {
	if hidden {
		s.Answers = s.Answers.WithSecret(k, secret.New(value), setup.Typed)
	} else {
		s.Answers = s.Answers.With(k, value, setup.Typed)
	}
	return s
}

func takeProject(s State, typed string) (State, error) {
	p, err := setup.ParseDashboard(typed)
	if err != nil {
		return s, err
	}
	s.Answers = s.Answers.With(setup.ProjectID, p.ID, setup.Typed)
	if p.Region != "" {
		s.Answers = s.Answers.With(setup.Region, p.Region, setup.Typed)
	}
	return s, nil
}

// takeRegion leaves the region alone where it was read out of the address.
func takeRegion(s State, typed string) (State, error) {
	if typed == "" || typed == asInAddress {
		if s.Answers.Has(setup.Region) {
			return s, nil
		}
		return s, errors.New(words.RegionNotInAddress)
	}
	return takeText(s, setup.Region, typed)
}

func takeDate(s State, typed string) (State, error) {
	value := setup.CleanDate(typed)
	if err := setup.CheckDateAhead(value, s.Now, s.Observed.Zone); err != nil {
		return s, err
	}
	s.Answers = s.Answers.With(setup.RuleDate, value, setup.Typed)
	return s, nil
}

// takeChannel gives what is named after the channel its other name.
func takeChannel(s State, typed string) (State, error) {
	taken, err := takeText(s, setup.EmailChannel, typed)
	if err != nil {
		return s, err
	}
	if c := taken.Channel(); c != s.Channel() {
		taken.Answers = s.Answers.Rechannelled(c, s.Surroundings())
	}
	return taken, nil
}

// takeReach takes what the channel can reach.
func takeReach(s State, typed string) (State, error) {
	taken, err := takeText(s, setup.TestAddress, typed)
	return taken, cmp.Or(err, setup.CheckReach(taken.Answers, taken.Answers.Text(setup.TestAddress)))
}

func takeCouponParameter(s State, typed string) (State, error) {
	out, err := takeText(s, setup.CouponParameter, typed)
	if err == nil && setup.SameParameter(out.Answers.Text(setup.CouponParameter), s.Answers.Text(setup.ProfileParameter)) {
		return s, errors.New(words.ParametersSameNow)
	}
	return out, err
}

// takeLimit asks once more about a 0, however it is written, since it lets every
// code be redeemed for ever: only the word for it is taken at once.
func takeLimit(s State, typed string) (State, error) {
	out, err := takeText(s, setup.RedemptionLimit, typed)
	if err != nil || strings.EqualFold(strings.TrimSpace(typed), setup.Unlimited) {
		return out, err
	}
	if out.Answers.Text(setup.RedemptionLimit) == "0" && s.Answers.Text(setup.RedemptionLimit) != "0" {
		return s, fmt.Errorf(words.LimitNone, setup.Unlimited)
	}
	return out, nil
}
