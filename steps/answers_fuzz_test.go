package steps_test

import (
	"testing"
	"unicode"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// FuzzWhateverIsTypedIsTakenWholeOrRefusedInWords: every question takes every
// input or says why not, and what was taken passes the checks of a run without a
// person.
func FuzzWhateverIsTypedIsTakenWholeOrRefusedInWords(f *testing.F) {
	for _, typed := range []string{"", " ", "0", "-0", "unlimited", "true", "2027-01-01", "31 February 2027", "https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main",
		"https://u:p@shop.talon.one/x?y#z", "NY-####-####", "a\x00b", "\xff", "\u202e", "R74-ZWR-R44Z", "name@example.com", "//", "%zz", "http://[::1"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, step := range steps.List() {
			for _, q := range step.Questions {
				st, err := q.Take(steps.State{Now: november}, typed)
				switch {
				case err != nil && err.Error() == "":
					t.Errorf("%s refuses %q without a word", q.Title, typed)
				case err != nil && st.Answers.Has(q.Key):
					t.Errorf("%s refuses %q and takes it all the same", q.Title, typed)
				case err == nil && st.Answers.Has(q.Key):
					fits(t, q.Key, st.Answers)
				}
			}
		}
	})
}

// fits holds that what was taken is clean and would be taken again.
func fits(t *testing.T, key setup.Key, a setup.Answers) {
	t.Helper()
	field, ok := setup.FieldOf(key)
	if !ok {
		t.Errorf("there is no field %s", key)
		return
	}
	value := a.Text(key)
	if field.Secret {
		value = a.Secret(key).Reveal()
	}
	if field.Cleaned(value) != value || field.Checked(value) != nil {
		t.Errorf("%s took %q, which is not clean or not fit", key, value)
	}
	for _, r := range value {
		if unicode.IsControl(r) && key != setup.SignInPassword {
			t.Errorf("%s took %q", key, value)
		}
	}
}
