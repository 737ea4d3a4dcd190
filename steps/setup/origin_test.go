package setup_test

import (
	"slices"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

// staging is a saved setup in which everything is answered.
func staging(more ...string) setup.Origin {
	var a setup.Answers
	for k, v := range map[setup.Key]string{
		setup.Region: "eu1", setup.ProjectID: "TEST-R74-ZWR-R44Z", setup.TalonOneURL: "https://shop.europe-west1.talon.one", setup.Application: "7",
		setup.PasscodeExpires: "2027-06-30", setup.ManagementKeyExpires: "2027-06-30", setup.IntegrationKeyExpires: "never", setup.Unpublished: "true",
		setup.RedeemedElsewhere: "true", setup.CampaignSample: "Sample", setup.TestAddress: "you@example.com", setup.Passcode.Command(): `["op"]`,
	} {
		a = a.With(k, v, setup.FromProfile)
	}
	for i := 0; i+1 < len(more); i += 2 {
		a = a.With(setup.Key(more[i]), more[i+1], setup.FromProfile)
	}
	return setup.Origin{Profile: "staging", Answers: setup.Complete(a, setup.Surroundings{Now: autumn, Profile: "staging"})}
}

func TestASetupBeginsWithWhatIsSentAndHowItIsCalledAndNothingOfAnAccount(t *testing.T) {
	got := staging().Begin(setup.Answers{}, autumn)
	keys := got.Begun()
	if len(keys) != 16 || got.Text(setup.RuleDate) != "2027-01-01" || got.Text(setup.EmailSender) != "Your shop" {
		t.Errorf("it begins with %v", got.Texts())
	}
	for _, k := range []setup.Key{setup.Region, setup.ProjectID, setup.TalonOneURL, setup.Application, setup.PasscodeExpires, setup.ManagementKeyExpires,
		setup.IntegrationKeyExpires, setup.Unpublished, setup.RedeemedElsewhere, setup.CampaignSample, setup.TestIdentity, setup.TestAddress, setup.Passcode.Command()} {
		if got.Has(k) || slices.Contains(keys, k) {
			t.Errorf("%s is copied", k)
		}
	}
	if from := got.Whence(setup.RuleName); from != "profile staging" {
		t.Errorf("the rule's name comes from the %s", from)
	}
	if got = got.With(setup.RuleName, "Mine", setup.FromVariable); got.Whence(setup.RuleName) != "variable" || len(got.Begun()) != 15 {
		t.Errorf("given otherwise it comes from the %s, begun with %v", got.Whence(setup.RuleName), got.Begun())
	}
}

func TestADayThatHasComeIsNotCopiedNorAreTheNamesThatTellIt(t *testing.T) {
	o := staging()
	day, _ := setup.ParseDay("2027-01-01", nil)
	for at, want := range map[time.Time]int{day.Start().Add(-time.Second): 16, day.Start(): 13, day.End(): 13} {
		got := o.Begin(setup.Answers{}, at)
		if len(got.Begun()) != want || (got.Text(setup.RuleDate) == "") != (want == 13) {
			t.Errorf("at %s it begins with %d answers: %v", at, len(got.Begun()), got.Texts())
		}
	}
	own := staging(string(setup.CampaignName), "Gift").Begin(setup.Answers{}, day.Start())
	if own.Text(setup.CampaignName) != "Gift" || own.Has(setup.RuleName) {
		t.Errorf("with a name of its own it begins with %v", own.Texts())
	}
}

func TestTheOthersApplicationIsKnownInOneDeploymentOnly(t *testing.T) {
	all := []talonone.Application{{ID: 7, Name: "Staging", TimeZone: "Europe/Berlin"}, {ID: 8, Name: "Shop", TimeZone: "Europe/Berlin"}}
	for _, c := range []struct {
		url   string
		own   int
		shown []talonone.Application
		id    int
		there bool
	}{
		{"https://SHOP.europe-west1.talon.one", 8, all, 7, true},
		{"https://shop.europe-west1.talon.one", 8, nil, 7, false},
		{"https://other.europe-west1.talon.one", 8, all, 0, false},
		{"https://shop.europe-west1.talon.one", 7, all, 0, false},
	} {
		a := setup.Answers{}.With(setup.TalonOneURL, c.url, setup.Typed)
		w := setup.Wanted{Profile: "production", Application: talonone.Application{ID: c.own}}.Begun(staging(), a, c.shown)
		its, there := w.Theirs()
		if w.Origin.Application.ID != c.id || there != c.there || there && (its.Profile != "staging" || its.Rule.Day.ISO() != "2027-01-01") {
			t.Errorf("%+v: it is %+v, there %v", c, w.Origin.Application, there)
		}
	}
}
