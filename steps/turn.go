package steps

import (
	"context"
	"slices"
	"time"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// Turn is what comes next. At says what it is about, and which of the fields
// below the line have something to say; the others hold what is known so far.
type Turn struct {
	At        At
	Step      Step       // the step that it belongs to
	Opens     bool       // the step begins with it
	Decisions []Decision // what may be replied; the first is what Enter stands for

	State  State
	Report Report        // what was done so far
	Wanted setup.Wanted  // by the last plan
	Runs   bool          // the campaign is enabled
	Result rotate.Result // of a rotation, so far

	// ---

	Task     Task   // AtRun
	Beside   bool   // AtRun: nothing waits for it (Flow.Late)
	Changes  bool   // AtRun: it may leave something behind, so it is given time to tidy up
	Leave    func() // AtRun, a rotation: leaves what a person does by hand to another run; nil: there is no such thing
	Do       func(ctx context.Context, tell func(any)) Reply
	Met      bool              // AtIntro: it was read in an earlier run
	Taking   Taking            // AtTaking: what would be taken back
	Taken    []apply.TakenBack // AtTaken
	Findings []Finding         // AtFound: what was seen; AtQuestions, AtWarning, AtRegion: why the answers are not simply taken
	Focus    setup.Key         // AtQuestions: the question that is meant; "": all of them
	Fresh    bool              // AtQuestions: nobody came back to change an answer, so what is all there may be tried at once
	Bench    Bench             // AtApplied: what helps with what is left by hand
	Missing  []plan.Change     // AtLive: without these there is nothing to follow
	Pending  *live.Pending     // AtLive: a coupon of an earlier check that may arrive yet
	Read     bool              // AtArrival: what was found in the inbox has just been taken
	Weighed  Weighed           // AtComparison, AtEnabling, AtClosed
	ByHand   *plan.Change      // AtRefusal: what a person does instead; nil: there is nothing
	Found    rotate.Situation  // AtIntro, AtUnfinished, AtKept of a rotation
	Errand   Errand            // AtRun, AtEnd of a rotation
	Err      error             // why it failed; AtArrival with Read's entry refused too
}

// May reports whether a decision is one of the turn's.
func (t Turn) May(d Decision) bool { return slices.Contains(t.Decisions, d) }

// Default is what Enter alone stands for.
func (t Turn) Default() Decision {
	if len(t.Decisions) == 0 {
		return GoOn
	}
	return t.Decisions[0]
}

// At is what a turn is about.
type At string

// The turns. AtRun is done, AtQuestions is answered, AtEnd is the last one; at
// all others something is shown and decided.
const (
	AtRun        At = "run"        // something slow: Do it, and give back what it gave
	AtIntro      At = "intro"      // what will happen, or where it goes on
	AtStatus     At = "status"     // how a setup stands that was applied before, and what can be done with it
	AtTaking     At = "taking"     // what an earlier run made would be taken back
	AtTaken      At = "taken"      // it was
	AtQuestions  At = "questions"  // of the step; the answers come back by Flow.Note
	AtFound      At = "found"      // the answers work: what was seen with them
	AtWarning    At = "warning"    // the answers work, but something has to be read
	AtRegion     At = "region"     // the passcode may belong to another region
	AtPlan       At = "plan"       // what would be changed
	AtApplied    At = "applied"    // it is changed; Report.Left is for the person
	AtLive       At = "live"       // before a test coupon is followed
	AtArrival    At = "arrival"    // how that ended
	AtComparison At = "comparison" // a person has to have compared what nobody else sees
	AtEnabling   At = "enabling"   // the campaign may be enabled
	AtClosed     At = "closed"     // it runs already, or it may not be enabled, and why
	AtRefusal    At = "refusal"    // it was not enabled
	AtFailure    At = "failure"    // a task failed
	AtUnfinished At = "unfinished" // an earlier rotation was cut off
	AtKept       At = "kept"       // the credential before the current is still kept
	AtStillKept  At = "still-kept" // it is not revoked, so no other comes in
	AtEnd        At = "end"        // the report
)

// Decision is what a person, or who stands for one, replies to a turn.
type Decision string

// The decisions. Each turn lists those it takes.
const (
	GoOn       Decision = "go on"
	GoBack     Decision = "back"       // to the step before; behind the changes, to the review
	Again      Decision = "again"      // the step begins again
	LookAgain  Decision = "look again" // plans anew, and goes on by itself where there is nothing to agree to
	Yes        Decision = "yes"
	No         Decision = "no"
	Undo       Decision = "undo"        // takes back what an earlier run left
	Adopt      Decision = "adopt"       // lets talontap take over what it did not make, or no longer
	NameSample Decision = "name sample" // goes back to the question for it
	Send       Decision = "send"        // a test coupon
	TakeUp     Decision = "take up"     // waits on for the coupon of an earlier check
	WaitOn     Decision = "wait on"     // for the same coupon, for longer
	RealRun    Decision = "real run"    // rehearses the rule's day
	ReadCode   Decision = "read code"   // Reply.Text is what the person found in the inbox
)

// Reply is what came back of a turn: a decision, or what Do gave.
type Reply struct {
	Decision Decision
	Text     string
	Err      error // of Do, for a face that tells it; the flow goes on from it all the same
	done     func()
}

// Task is what an AtRun does.
type Task string

// The tasks. What they tell is in brackets.
const (
	Preparing     Task = "preparing"      // finds what the first frame must not wait for
	MovingDay     Task = "moving day"     // to another day
	LookingBehind Task = "looking behind" // at what was answered before [Step, Finding]
	Looking       Task = "looking"        // at what was answered now [Finding]
	FindingRegion Task = "finding region" // [Finding]
	Keeping       Task = "keeping"        // the credentials; Beside
	Saving        Task = "saving"         // the answers; Beside
	Planning      Task = "planning"
	Applying      Task = "applying"   // [apply.Progress]
	Following     Task = "following"  // [live.Hop]
	Rehearsing    Task = "rehearsing" // [live.Hop]
	Weighing      Task = "weighing"
	Enabling      Task = "enabling"
	Pausing       Task = "pausing"
	Checking      Task = "checking"     // the checklist
	ReadingMade   Task = "reading made" // what an earlier run made
	TakingBack    Task = "taking back"  // [apply.TakenBack]
	Opening       Task = "opening"      // a rotation
	Exchanging    Task = "exchanging"   // a credential [rotate.Step, and where the face is asked Lent, *Asked]
)

// ReportWithin is how long CleverTap's message report may take where nothing else
// waits for it.
const ReportWithin = 45 * time.Second

// Waits is how long a task waits at most for each answer. Neither vendor says how long
// its answers take (unknown), so no usual time is claimed.
func (t Task) Waits() time.Duration {
	if t == Checking {
		return ReportWithin // the message report is among its answers
	}
	return transport.AnswerWithin
}

// Weighed is whether the campaign may be enabled.
type Weighed struct {
	Gate     live.Gate
	May      bool
	Enabled  bool
	Paused   bool     // by the admin
	Blockers []string // what has to be known before
}

// Unseen is the first thing that a person has to compare.
func (w Weighed) Unseen() (item live.Item, there bool) {
	if len(w.Gate.Failures) > 0 || len(w.Gate.Unseen) == 0 {
		return item, false
	}
	return w.Gate.Unseen[0], true
}

// Bench is what helps a person with what is done by hand. Nothing of it leads
// anywhere: what the person decides then is a reply.
type Bench interface {
	LookAtCards(ctx context.Context, st State) (Watched, error)
	Watch(ctx context.Context, st State, every time.Duration, tell func(Watched)) error
	TakeBack(ctx context.Context, st State) error // disables a campaign that was activated too early
	CopySecret(f guide.Field) error               // puts a card's secret on the clipboard
}

// NeededForLive reports whether no test coupon can be followed without a change.
func NeededForLive(c plan.Change) bool {
	return slices.Contains([]plan.Resource{plan.Webhook, plan.Campaign, plan.Rule}, c.Resource) && !c.Compare
}
