package steps

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// Errand is what a run of a rotation is for.
type Errand int

// The errands.
const (
	BringIn    Errand = iota // a new credential
	Finish                   // an unfinished rotation
	TakeItBack               // an unfinished rotation, or return to the one before
	Forget                   // the one before, which is revoked
)

// RotationOptions is how a rotation is gone through. Prepare is required.
type RotationOptions struct {
	Credential rotate.Credential
	Prepare    func(ctx context.Context) (rotate.Rotation, error) // gathers keychain, accounts and journal
	Fresh      secret.Secret                                      // the new one, where nobody is asked for it
	Undo       bool                                               // takes back, and nothing else
	Revoked    bool                                               // forgets the one before first
	Sure       bool                                               // goes on with an unfinished one unasked, and forgets one that the vendor still accepts
	Asks       bool                                               // what a run asks is told to the face, as *Asked and Lent
}

// Asked is a question of a run, which waits for its answer.
type Asked struct {
	Question string
	Answer   chan bool
}

// Lent is the way to copy the new credential while a person has it to enter.
type Lent struct{ Copy func() error }

type rotationFlow struct {
	*Flow
	o        RotationOptions
	rotation rotate.Rotation
	forgot   rotate.Result // of the run that forgot the one before
}

// NewRotation begins a rotation.
func NewRotation(st State, o RotationOptions) *Flow {
	r := &rotationFlow{Flow: &Flow{list: Rotating(o.Credential), state: st}, o: o}
	r.known.Result.Credential = o.Credential
	r.act = r.begin
	r.stops = func(findings []Finding, err error) {
		r.known.Err = err
		r.again(findings, err)
	}
	r.tries = func(ctx context.Context, st State, _ ID) (Observed, []Finding, error) {
		err := r.rotation.Admits(ctx, st.Answers.Secret(o.Credential.Key()))
		return st.Observed, amiss(err), err
	}
	r.next()
	return r.Flow
}

// Rotated is what a rotation did, and what kept it from its end.
func (f *Flow) Rotated() (rotate.Result, error) { return f.known.Result, f.known.Err }

// amiss is an error as what was found; a face that tells errors better has the
// turn's Err beside it.
func amiss(err error) []Finding {
	if err == nil {
		return nil
	}
	return []Finding{{Stop: true, Text: err.Error(), Fix: remedy.For(err, "")}}
}

func (r *rotationFlow) begin(step Step) {
	switch step.Act {
	case ShowRotation:
		r.open()
	case DoRotate:
		r.exchange(BringIn, r.state.Answers.Secret(r.o.Credential.Key()))
	default:
		r.questions()
	}
}

func (r *rotationFlow) open() {
	r.run(Turn{Task: Opening}, func(ctx context.Context, _ State, _ func(any)) (func(), error) {
		var found rotate.Situation
		decided := r.o.Undo || r.o.Revoked || !r.o.Fresh.IsZero()
		rotation, err := r.o.Prepare(ctx)
		if err == nil && !decided {
			found, err = rotation.Look(ctx)
		}
		return func() {
			r.rotation, r.known.Err = rotation, err
			if err != nil {
				r.fail(Opening, err, func(d Decision) {
					if d == Again {
						r.next()
						return
					}
					r.show(Turn{At: AtEnd, Err: err}, func(Reply) {})
				}, GoOn, Again)
				return
			}
			r.opened(found)
		}, err
	}, r.next)
}

// opened settles what an earlier rotation left.
func (r *rotationFlow) opened(found rotate.Situation) {
	switch {
	case r.o.Undo:
		r.exchange(TakeItBack, secret.Secret{})
	case r.o.Revoked:
		r.exchange(Forget, secret.Secret{})
	case !r.o.Fresh.IsZero():
		r.exchange(BringIn, r.o.Fresh)
	case found.Unfinished && r.o.Sure:
		r.settle(Finish)
	case found.Unfinished:
		r.show(Turn{At: AtUnfinished, Found: found, Decisions: []Decision{GoOn, Undo}}, func(reply Reply) {
			if reply.Decision == Undo {
				r.settle(TakeItBack)
				return
			}
			r.settle(Finish)
		})
	case found.Kept:
		r.show(Turn{At: AtKept, Found: found, Decisions: []Decision{No, Yes}}, func(reply Reply) {
			if reply.Decision == Yes {
				r.exchange(Forget, secret.Secret{})
				return
			}
			r.show(Turn{At: AtStillKept, Decisions: []Decision{GoOn, GoBack}}, func(read Reply) {
				if read.Decision == GoBack {
					r.opened(found)
				}
			})
		})
	default:
		r.show(Turn{At: AtIntro, Found: found, Decisions: []Decision{GoOn}}, func(Reply) { r.confirm() })
	}
}

// settle brings an unfinished rotation to an end, for which no new one is needed.
func (r *rotationFlow) settle(e Errand) {
	r.state = r.state.Done(RotationStart).Done(NewCredential)
	r.step, _ = Resolve(r.list, r.state)
	r.exchange(e, secret.Secret{})
}

func (r *rotationFlow) exchange(e Errand, fresh secret.Secret) {
	later := make(chan struct{})
	leave := sync.OnceFunc(func() { close(later) })
	rotation := r.rotation
	t := Turn{Task: Exchanging, Errand: e, Changes: true, Leave: leave}
	r.run(t, func(ctx context.Context, _ State, tell func(any)) (func(), error) {
		result, err := e.do(ctx, r.o.told(rotation, later, tell), fresh, r.o.Sure)
		return func() { r.exchanged(e, result, err) }, err
	}, r.next)
}

// told is a rotation that tells a face what it does.
func (o RotationOptions) told(r rotate.Rotation, later chan struct{}, tell func(any)) rotate.Rotation {
	r.Tell = func(step rotate.Step) { tell(step) }
	if !o.Asks {
		return r
	}
	r.Later = later
	r.Lend = func(copy func() error) { tell(Lent{copy}) }
	r.Ask = func(ctx context.Context, question string) (bool, error) {
		asked := &Asked{question, make(chan bool, 1)}
		tell(asked)
		select {
		case yes := <-asked.Answer:
			return yes, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
	return r
}

func (e Errand) do(ctx context.Context, r rotate.Rotation, fresh secret.Secret, sure bool) (rotate.Result, error) {
	switch e {
	case TakeItBack:
		return r.Undo(ctx)
	case Forget:
		return r.Revoked(ctx, sure)
	case Finish:
		return r.Run(ctx, secret.Secret{})
	}
	return r.Run(ctx, fresh)
}

// exchanged goes on to where a person goes on from: to the question for the new
// one where the one before is forgotten, or where nothing was changed and it may
// be entered anew. All else is the end.
func (r *rotationFlow) exchanged(e Errand, result rotate.Result, err error) {
	r.known.Result, r.known.Err = result, err
	if result.Outcome == "" && r.forgot.Outcome != "" {
		r.known.Result = r.forgot
	}
	switch {
	case e == Forget && err == nil && !r.o.Fresh.IsZero():
		r.forgot = result
		r.exchange(BringIn, r.o.Fresh)
	case e == Forget && err == nil && !r.o.Revoked:
		r.forgot = result
		r.failed = []Finding{{Good: true, Text: words.RotateForgotHere}}
		r.confirm()
	case e == BringIn && err != nil && result.Outcome == "" && r.o.Fresh.IsZero():
		r.state = r.state.Undone(NewCredential)
		r.again(amiss(err), err)
	default:
		r.end(e)
	}
}

// end is the last turn, from which a person may still begin anew.
func (r *rotationFlow) end(e Errand) {
	t := Turn{At: AtEnd, Errand: e, Err: r.known.Err, Decisions: []Decision{GoOn}}
	if t.Err != nil {
		t.Decisions = []Decision{GoOn, Again, GoBack}
	}
	fresh := r.state.Answers.Secret(r.o.Credential.Key())
	r.show(t, func(reply Reply) {
		switch reply.Decision {
		case Again:
			r.exchange(e, fresh)
		case GoBack:
			r.reopen(RotationStart, NewCredential)
		}
	})
}

// The steps of a rotation.
const (
	RotationStart ID = "rotation-start"
	NewCredential ID = "new-credential"
	Rotation      ID = "rotation"
)

// Rotating gives the steps that rotate a credential, in order.
func Rotating(which rotate.Credential) []Step {
	noun := strings.TrimPrefix(which.Title(), which.Vendor()+" ")
	return []Step{
		{ID: RotationStart, Number: 1, Title: fmt.Sprintf(words.RotateTitle, noun), Act: ShowRotation, Intro: rotationOf(which)},
		{ID: NewCredential, Number: 2, Title: "New " + noun, Looks: true, Questions: newCredential(which),
			Intro: words.RotationAskHelp},
		{ID: Rotation, Number: 3, Title: "Rotation", Act: DoRotate, Intro: words.RotationRuns},
	}
}

func rotationOf(which rotate.Credential) string {
	opening := fmt.Sprintf(words.RotationOpens, which.Title(), which.Vendor())
	if which == rotate.CleverTap {
		opening = fmt.Sprintf(words.RotationSwitches, opening)
	}
	return fmt.Sprintf(words.RotationPromotes, opening)
}

// newCredential asks what the setup asks about a credential, for a new one.
func newCredential(which rotate.Credential) []Question {
	var out []Question
	for _, step := range List() {
		for _, q := range step.Questions {
			switch q.Key {
			case which.Key():
				q.Title = "New " + which.Title()
				out = append(out, q)
			case which.Expires():
				q.Title, q.Empty = words.AskLastDay, ""
				out = append(out, q)
			}
		}
	}
	return out
}

// ForRotation is the state in which a new credential is asked for: the old one
// and its last day are no answer to that.
func ForRotation(s State, which rotate.Credential) State {
	s.Confirmed = nil
	s.Answers = s.Answers.WithSecret(which.Key(), secret.Secret{}, setup.Typed).With(which.Expires(), "", setup.Typed)
	return s
}
