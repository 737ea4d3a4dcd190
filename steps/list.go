package steps

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// List gives the wizard's steps in order.
func List() []Step {
	return []Step{
		{ID: Welcome, Number: 1, Title: "Welcome", Act: ShowIntro, Intro: fmt.Sprintf(words.IntroWelcome, phrase.Counted(typing+minutes(plan.EmailCampaign), "minute"))},
		{ID: Prerequisites, Number: 2, Title: "Prerequisites", Questions: prerequisiteQuestions(),
			Intro: words.IntroPrerequisites},
		{ID: CleverTapStep, Number: 3, Title: "CleverTap", Looks: true, Questions: cleverTapQuestions(),
			Intro: words.IntroCleverTap},
		{ID: TalonOneStep, Number: 4, Title: "Talon.One", Looks: true, Questions: talonOneQuestions(),
			Intro: words.IntroTalonOne},
		{ID: Application, Number: 4, Title: "Application", Looks: true, Questions: applicationQuestions(),
			Intro: words.IntroApplication},
		{ID: Expiry, Number: 4, Title: words.TitleExpiry, Questions: expiryQuestions(),
			Intro: words.IntroExpiry},
		{ID: RuleStep, Number: 5, Title: words.TitleRule, Questions: ruleQuestions(),
			Intro: words.IntroRule},
		{ID: AnotherDay, Number: 5, Title: words.TitleAnotherDay, Shown: State.DayCame,
			Questions: []Question{{Title: words.AskAnotherDay, Kind: Date, Optional: true, take: takeAnother, Help: words.AskAnotherDayHelp}},
			Intro:     words.IntroAnotherDay},
		{ID: Values, Number: 6, Title: words.TitleValues, Looks: true, Questions: valueQuestions(),
			Intro: words.IntroValues},
		{ID: Review, Number: 7, Title: "Review", Act: ShowPlan},
		{ID: Apply, Number: 8, Title: "Apply", Act: DoApply},
		{ID: Live, Number: 9, Title: words.LiveCheckTitle, Act: DoLive},
		{ID: Enable, Number: 10, Title: "Enable", Act: DoEnable},
	}
}

// typing is about how many minutes the questions take.
const typing = 2

// minutes are about how long things take by hand.
func minutes(resources ...plan.Resource) (sum int) {
	for _, r := range resources {
		sum += guide.Minutes(string(r))
	}
	return sum
}

func prerequisiteQuestions() []Question {
	return []Question{{
		Title: words.AskPrerequisites, Kind: Checklist, Optional: true,
		Options: func(s State) []Option {
			var out []Option
			for _, p := range check.Prerequisites(s.Channel()) {
				out = append(out, Option{Value: p.ID, Label: p.Title, Where: p.Where})
			}
			return out
		},
		Default: func(s State) string {
			var out []string
			for _, p := range check.Prerequisites(s.Channel()) {
				if s.Noted.Ticked[p.ID] != "" {
					out = append(out, p.ID)
				}
			}
			return strings.Join(out, ",")
		},
		take: takePrerequisites,
	}}
}

func takePrerequisites(s State, typed string) (State, error) {
	var ticked []string
	for _, id := range strings.Split(typed, ",") {
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		if !slices.ContainsFunc(check.Prerequisites(s.Channel()), func(p check.Prerequisite) bool { return p.ID == id }) {
			return s, fmt.Errorf(words.PrerequisiteUnknown, id)
		}
		ticked = append(ticked, id)
	}
	s.Noted = s.Noted.WithTicked(ticked, note.On(s.Now))
	return s, nil
}

const asInAddress = "as in the address"

func cleverTapQuestions() []Question {
	return []Question{
		{Key: setup.ProjectID, Title: words.AskProject, Kind: Line, take: takeProject,
			Help:  words.AskProjectHelp,
			Where: words.AskProjectWhere},
		{Key: setup.Region, Title: "Region", Kind: Choice, Options: regions, take: takeRegion,
			Default: func(State) string { return asInAddress },
			Where:   words.AskRegionWhere},
		{Key: setup.Passcode, Title: "Passcode", Kind: Hidden,
			Help:  words.AskPasscodeHelp,
			Page:  cleverTapPage,
			Where: words.AskPasscodeWhere},
	}
}

// expiryQuestions ask for the last day of each credential, which no API tells.
func expiryQuestions() []Question {
	ask := func(k setup.Key, title, where string, page func(State) string) Question {
		return Question{Key: k, Title: title, Kind: Line, Optional: true, Empty: words.AskExpiresUnknown, Where: where,
			Help: words.AskExpiresHelp, Page: page}
	}
	return []Question{
		ask(setup.PasscodeExpires, words.AskPasscodeExpires, words.AskPasscodeExpiresWhere, cleverTapPage),
		ask(setup.ManagementKeyExpires, words.AskManagementKey, fmt.Sprintf(words.AskManagementExpires, setup.WhereManagementKeys), talonOnePage),
		ask(setup.IntegrationKeyExpires, words.AskIntegrationKey, setup.WhereIntegrationKeys+".", applicationPage),
	}
}

func cleverTapPage(s State) string { return s.consoles().CleverTap }

func talonOnePage(s State) string { return s.consoles().TalonOne }

func applicationPage(s State) string {
	id, _ := strconv.Atoi(s.Answers.Text(setup.Application))
	return s.consoles().Application(id)
}

// consoles are none in a rehearsal, whose page the face knows.
func (s State) consoles() setup.Consoles {
	if s.Rehearsal {
		return setup.Consoles{}
	}
	return setup.ConsolesOf(s.Answers)
}

func regions(s State) []Option {
	var out []Option
	if !s.Answers.Has(setup.Region) {
		out = append(out, Option{Value: asInAddress, Label: words.AskRegionOption})
	}
	for _, r := range clevertap.Regions() {
		label := fmt.Sprintf("%s (%s)", r.Name, r.Code)
		if r.Code == setup.Europe {
			label = fmt.Sprintf(`%s (%s, "global")`, r.Name, r.Code)
		}
		out = append(out, Option{Value: r.Code, Label: label})
	}
	return out
}

func talonOneQuestions() []Question {
	return []Question{
		{Key: setup.TalonOneURL, Title: words.AskDeployment, Kind: Line,
			Where: words.AskDeploymentWhere},
		{Key: setup.ManagementKey, Title: words.AskManagementKey, Kind: Hidden,
			Help:  setup.EndpointsInWords(),
			Copy:  strings.Join(setup.ManagementEndpoints(), "\n"),
			Page:  talonOnePage,
			Where: fmt.Sprintf(words.AskManagementKeyWhere, setup.WhereManagementKeys)},
		{Key: setup.Unpublished, Title: words.AskUnpublished, Kind: Confirm,
			Help: fmt.Sprintf(words.AskUnpublishedHelp, phrase.Counted(minutes(plan.Webhook, plan.Campaign, plan.Rule), "minute"))},
		{Key: setup.SignInEmail, Title: words.AskEmail, Kind: Line, Optional: true, Shown: allowed,
			Help: words.AskEmailHelp},
		{Key: setup.SignInPassword, Title: words.AskPassword, Kind: Hidden, Optional: true, Shown: allowed,
			Help: words.AskPasswordHelp},
	}
}

func allowed(s State) bool { return s.Answers.Text(setup.Unpublished) == "true" }

func applicationQuestions() []Question {
	return []Question{
		{Key: setup.Application, Title: "Application", Kind: Search, Options: applications, Default: onlyApplication},
		{Key: setup.IntegrationKey, Title: words.AskIntegrationKey, Kind: Hidden,
			Help:  words.AskIntegrationKeyHelp,
			Page:  applicationPage,
			Where: fmt.Sprintf(words.AskIntegrationKeyWhere, setup.WhereIntegrationKeys)},
	}
}

// onlyApplication offers the one that alone can be meant.
func onlyApplication(s State) string {
	var fit []string
	for _, a := range s.Observed.Applications {
		id := strconv.Itoa(a.ID)
		if s.misplaced(s.Answers.With(setup.Application, id, setup.Typed)) == nil {
			fit = append(fit, id)
		}
	}
	if len(fit) != 1 {
		return ""
	}
	return fit[0]
}

func applications(s State) []Option {
	var out []Option
	for _, a := range s.Observed.Applications {
		label := fmt.Sprintf("%s (%d, %s)", a.Name, a.ID, a.TimeZone)
		if a.Sandbox {
			label += ", sandbox"
		}
		out = append(out, Option{Value: strconv.Itoa(a.ID), Label: label})
	}
	return out
}

// valueQuestions ask for the names that the tutorial gives, most of which nobody
// changes, and for who receives the test.
func valueQuestions() []Question {
	return []Question{
		{Key: setup.EmailChannel, Title: "Channel", Kind: Choice, Options: channels, take: takeChannel,
			Help: words.AskChannelHelp},
		{Key: setup.TestAddress, Title: words.AskTestAddress, Kind: Line, Optional: true, take: takeReach,
			Shown: func(s State) bool { return setup.HasAddress(s.Channel()) }, Help: words.AskTestAddressHelp},
		{Key: setup.TestIdentity, Title: words.AskTestCustomer, Kind: Line,
			Help: words.AskTestCustomerHelp},
		{Key: setup.EventName, Title: "Event", Kind: Line, Options: func(s State) []Option { return byName(s.Observed.Events) },
			Help: words.AskEventHelp},
		{Key: setup.EventProperty, Title: words.AskProperty, Kind: Line,
			Help: words.AskPropertyHelp},
		{Key: setup.WebhookName, Title: words.AskWebhook, Kind: Line},
		{Key: setup.ProfileParameter, Title: words.AskProfileParameter, Kind: Line},
		{Key: setup.CouponParameter, Title: words.AskCouponParameter, Kind: Line, take: takeCouponParameter},
		{Key: setup.EmailCampaign, Title: words.AskEmailCampaign, Kind: Line,
			Help: words.AskEmailCampaignHelp},
		{Key: setup.EmailSender, Title: words.AskSender, Kind: Line,
			Shown: func(s State) bool { return setup.HasSender(s.Channel()) }},
		{Key: setup.EmailSubject, Title: words.AskSubject, Kind: Line,
			Shown: func(s State) bool { return setup.HasSubject(s.Channel()) }},
		{Key: setup.EmailDefaultText, Title: words.AskDefaultText, Kind: Line,
			Help: words.AskDefaultTextHelp},
	}
}

func channels(State) (out []Option) {
	for _, c := range phrase.Channels() {
		out = append(out, Option{Value: string(c), Label: c.Title()})
	}
	return out
}

func byName(names []string) (out []Option) {
	for _, name := range names {
		out = append(out, Option{Value: name, Label: name})
	}
	return out
}

func ruleQuestions() []Question {
	return []Question{
		{Key: setup.RuleDate, Title: "Date", Kind: Date, take: takeDate,
			Help: words.AskDateHelp},
		{Key: setup.CampaignName, Title: words.AskCampaign, Kind: Line},
		{Key: setup.RuleName, Title: words.AskRule, Kind: Line},
		{Key: setup.RedemptionLimit, Title: words.AskRedemptionLimit, Kind: Line, take: takeLimit,
			Help: words.AskRedemptionLimitHelp},
		{Key: setup.CouponsEach, Title: words.AskPerCustomer, Kind: Line,
			Help: words.AskPerCustomerHelp},
		{Key: setup.CodePattern, Title: words.AskPattern, Kind: Line, Help: words.AskPatternHelp},
		{Key: setup.Customers, Title: words.AskCustomers, Kind: Line, Optional: true, Help: words.AskCustomersHelp,
			Shown: func(s State) bool { return s.Observed.Uncounted }},
		{Key: setup.CampaignSample, Title: words.AskSample, Kind: Search, Optional: true, Options: samples, Shown: allowed, Default: onlySample,
			Help: words.AskSampleHelp},
	}
}

// onlySample offers the only campaign that fits.
func onlySample(s State) string {
	if len(s.Observed.Samples) == 1 {
		return s.Observed.Samples[0]
	}
	return ""
}

func samples(s State) []Option {
	out := []Option{{Label: words.SampleNoneOption}}
	if s.SharesDeployment() {
		out[0].Label = fmt.Sprintf(words.SampleOriginOption, s.Origin.Profile)
	}
	for _, c := range s.Observed.Samples {
		out = append(out, Option{Value: c, Label: fmt.Sprintf(words.SampleOption, c)})
	}
	return append(out, byName(slices.DeleteFunc(slices.Clone(s.Observed.Campaigns), func(c string) bool {
		return slices.Contains(s.Observed.Samples, c)
	}))...)
}
