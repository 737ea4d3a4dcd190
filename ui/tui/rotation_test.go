package tui

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
)

// passcodes are accounts with a CleverTap passcode, changed as a test wants them.
func passcodes(change func(*accounts)) func() *accounts {
	return func() *accounts { return newAccounts(rotate.CleverTap).with(change) }
}

func asTheyAre(*accounts) {}

// stands holds where a credential is after a rotation.
func (a *accounts) stands(t *testing.T, current, previous secret.Secret) {
	t.Helper()
	if !a.of(rotate.Current).Equal(current) || !a.of(rotate.Previous).Equal(previous) || !a.of(rotate.Next).IsZero() {
		t.Error("the keychain's slots are not as they must be")
	}
	if !a.held.Equal(current) {
		t.Error("the webhook sends with another passcode than the one in use")
	}
}

func TestANewCredentialIsEnteredAndComesIntoUseOnBothSides(t *testing.T) {
	inRotation(t, passcodes(asTheyAre), nil, func(r *rig, a *accounts) {
		first, fresh := a.held, a.made()
		r.until(steps.NewCredential)
		r.take(tea.PasteMsg{Content: fresh.Reveal() + "\n"})
		r.shows("26 characters taken")
		r.typed("31 December 2027")
		r.press("enter")
		r.shows("the new one is in use", "Left   1. Revoking the old one", "Revoke the old passcode", "Proven end to end")
		r.press("enter")
		out := r.outcome()
		if !r.quit || out.Cancelled || out.Err != nil || out.Result.Outcome != rotate.Rotated || out.Expires != "2027-12-31" {
			t.Errorf("the outcome is %+v", out)
		}
		a.stands(t, fresh, first)
	})
}

func TestTheFirstFrameOfARotationWaitsForNothing(t *testing.T) {
	inRotation(t, passcodes(func(a *accounts) { a.gate = make(chan struct{}) }), nil, func(r *rig, a *accounts) {
		r.shows("looking at both accounts", "default", "TEST", "nothing changed yet", "Settings › Project › + Passcode")
		r.press("enter")
		r.shows("looking at both accounts")
		close(a.gate)
		r.settle()
		r.shows("New CleverTap passcode")
	})
}

func TestEnterAloneBringsNothingInAndForgetsNothing(t *testing.T) {
	for name, change := range map[string]func(*accounts){
		"nothing is open":        asTheyAre,
		"the one before is kept": func(a *accounts) { a.slots[rotate.Previous] = a.made() },
	} {
		t.Run(name, func(t *testing.T) {
			inRotation(t, passcodes(change), nil, func(r *rig, a *accounts) {
				first, previous := a.held, a.of(rotate.Previous)
				for range 10 {
					if !r.quit {
						r.press("enter")
					}
				}
				a.stands(t, first, previous)
			})
		})
	}
}

func TestWhatCannotComeInIsSaidBelowTheFieldAndNothingTypedIsLost(t *testing.T) {
	inRotation(t, passcodes(asTheyAre), nil, func(r *rig, a *accounts) {
		first := a.held
		r.until(steps.NewCredential)
		r.press("enter")
		r.shows("this cannot be empty")
		r.typed("two words")
		r.press("enter")
		r.shows("white space inside")
		r.press("ctrl+u")
		r.typed(first.Reveal())
		r.press("enter")
		r.typed("soon")
		r.press("enter")
		r.shows("this date cannot be read", "26 characters")
		r.press("ctrl+u")
		r.typed("2027-12-31")
		r.press("enter")
		r.shows("this credential is already in use", "26 characters", "2027-12-31")
		a.stands(t, first, secret.Secret{})
	})
}

func TestARejectedCredentialIsEnteredAnew(t *testing.T) {
	inRotation(t, passcodes(asTheyAre), nil, func(r *rig, a *accounts) {
		first, wrong := a.held, secret.New(rand.Text())
		r.enters(wrong)
		r.shows("not accepted, and nothing was changed", "copy it again", "26 characters, as typed before")
		fresh := a.made()
		r.typed(fresh.Reveal())
		r.press("enter", "enter")
		r.shows("the new one is in use")
		a.stands(t, fresh, first)
	})
}

func TestAnUnfinishedRotationGoesOnOrIsTakenBack(t *testing.T) {
	unfinished := passcodes(func(a *accounts) { a.slots[rotate.Next] = a.made(); a.held = a.slots[rotate.Next] })
	t.Run("on", func(t *testing.T) {
		inRotation(t, unfinished, nil, func(r *rig, a *accounts) {
			first, next := a.of(rotate.Current), a.held
			r.shows("An earlier rotation was not finished", "The webhook has its new credential already", "▸ ● Go on with it")
			r.press("enter")
			r.shows("the new one is in use")
			a.stands(t, next, first)
		})
	})
	t.Run("back", func(t *testing.T) {
		inRotation(t, unfinished, nil, func(r *rig, a *accounts) {
			first := a.of(rotate.Current)
			r.press("down", "enter")
			r.shows("the unfinished rotation was taken back")
			a.stands(t, first, secret.Secret{})
		})
	})
}

func TestTheOneBeforeIsForgottenOnceItIsRevokedAndThenTheNewOneIsAskedFor(t *testing.T) {
	kept := passcodes(func(a *accounts) { a.slots[rotate.Previous] = secret.New(rand.Text()) })
	inRotation(t, kept, nil, func(r *rig, a *accounts) {
		first := a.held
		r.press("down", "enter")
		r.shows("the one before is forgotten here", "New CleverTap passcode")
		r.press("ctrl+c")
		r.shows("nothing else has changed")
		r.press("ctrl+c")
		out := r.outcome()
		if !r.quit || !out.Cancelled || out.Result.Outcome != rotate.Revoked {
			t.Errorf("the outcome is %+v", out)
		}
		a.stands(t, first, secret.Secret{})
	})
}

func TestTheOneBeforeIsKeptWhereTheVendorStillAcceptsIt(t *testing.T) {
	kept := passcodes(func(a *accounts) { a.slots[rotate.Previous] = a.made() })
	inRotation(t, kept, nil, func(r *rig, a *accounts) {
		first, previous := a.held, a.of(rotate.Previous)
		r.press("enter")
		r.shows("nothing is lost", "--undo")
		r.press("esc", "down", "enter")
		r.shows("CleverTap still accepts the old one. Forget it here anyway?", "▸ ● No")
		r.press("enter")
		r.shows("CleverTap still accepts the old one, so talontap keeps it", "revoke the old passcode")
		a.stands(t, first, previous)
		r.press("esc")
		r.shows("Is it revoked at CleverTap?")
		r.press("down", "enter", "down", "enter")
		r.shows("the one before is forgotten here")
		a.stands(t, first, secret.Secret{})
	})
}

func TestLeavingInTheMiddlePutsTheOldOneBackFirst(t *testing.T) {
	paused := passcodes(func(a *accounts) { a.pause, a.back = make(chan struct{}), make(chan struct{}) })
	inRotation(t, paused, nil, func(r *rig, a *accounts) {
		first, fresh := a.held, a.made()
		r.enters(fresh)
		r.shows("the webhook has the new one")
		r.press("ctrl+c")
		r.shows("puts back what it changed")
		r.press("ctrl+c")
		r.shows("putting back what was changed")
		if r.quit {
			t.Fatal("it was left before the old one was back")
		}
		close(a.back)
		r.settle()
		out := r.outcome()
		if !r.quit || !out.Cancelled || out.Result.Outcome != rotate.Restored {
			t.Errorf("the outcome is %+v", out)
		}
		a.stands(t, first, secret.Secret{})
	})
}

func TestAFailedProofIsSaidAndTriedAgain(t *testing.T) {
	inRotation(t, passcodes(func(a *accounts) { a.refuses = errLost }), nil, func(r *rig, a *accounts) {
		first, fresh := a.held, a.made()
		r.enters(fresh)
		r.shows("it failed, and everything is as before", "the test coupon did not arrive", "talontap verify --live=relay")
		a.stands(t, first, secret.Secret{})
		a.refuses = nil
		r.press("r")
		r.shows("the new one is in use")
		a.stands(t, fresh, first)
	})
}

func TestAChangeByHandIsWatchedForAndGoesOnByItself(t *testing.T) {
	inRotation(t, passcodes(func(a *accounts) { a.byHand = true }), nil, func(r *rig, a *accounts) {
		first, fresh := a.held, a.made()
		r.enters(fresh)
		r.shows("Header X-CleverTap-Passcode: the new passcode", "Looking for it in Talon.One")
		r.press("s")
		r.shows("Every program on this machine can read the clipboard")
		r.press("x")
		if !a.copied.IsZero() {
			t.Fatal("it was copied without a word")
		}
		r.press("s", "s")
		r.shows("Copied to the clipboard")
		a.enter(a.copied)
		time.Sleep(3 * time.Second)
		r.settle()
		r.shows("the new one is in use", "you entered it by")
		a.stands(t, fresh, first)
	})
}

func TestAChangeByHandCanWaitForAnotherDay(t *testing.T) {
	inRotation(t, passcodes(func(a *accounts) { a.byHand = true }), nil, func(r *rig, a *accounts) {
		r.enters(a.made())
		r.press("l")
		r.shows("the rotation is not finished", "it sees the change and goes on")
		r.press("enter")
		out := r.outcome()
		if !r.quit || out.Cancelled || out.Result.Outcome != rotate.Waiting || errors.Is(out.Err, context.Canceled) {
			t.Errorf("the outcome is %+v", out)
		}
	})
}

func TestWhatNoAPIShowsIsAskedAndOnlyYesIsYes(t *testing.T) {
	hidden := passcodes(func(a *accounts) { a.hidden = true })
	inRotation(t, hidden, nil, func(r *rig, a *accounts) {
		r.enters(a.made())
		r.shows("Have you changed it there?", "▸ ● No", "Talon.One: Account › Credentials")
		r.press("enter")
		r.shows("the rotation is not finished")
	})
	inRotation(t, hidden, nil, func(r *rig, a *accounts) {
		fresh := a.made()
		r.enters(fresh)
		r.press("down", "enter")
		time.Sleep(time.Minute)
		r.settle()
		r.shows("has logged no delivery since then", "▸ ● No")
		r.press("down", "enter")
		r.shows("the new one is in use")
		if !a.of(rotate.Current).Equal(fresh) || r.outcome().Result.Word == "" {
			t.Error("it is not in use, or the word for it is not recorded")
		}
	})
}

func TestWhatKeepsARotationFromBeginningIsSaidAndLookedAtAgain(t *testing.T) {
	inRotation(t, passcodes(func(a *accounts) { a.absent = errNoSetup }), nil, func(r *rig, a *accounts) {
		r.shows("reading the webhook that sends with the passcode failed")
		a.absent = nil
		r.press("r")
		r.shows("Nothing has changed yet")
		r.press("enter", "esc")
		r.shows("Nothing has changed yet")
		a.absent = errNoSetup
		r.press("enter", "esc", "enter")
		out := r.outcome()
		if !r.quit || out.Cancelled || !errors.Is(out.Err, errNoSetup) {
			t.Errorf("the outcome is %+v", out)
		}
	})
}

func TestNoCredentialIsEverOnTheScreenOfARotation(t *testing.T) {
	for _, s := range rotationScenes() {
		t.Run(s.name, func(t *testing.T) {
			inRotation(t, s.rotates, nil, func(r *rig, a *accounts) {
				s.play(r)
				all := append([]secret.Secret{a.of(rotate.Current), a.of(rotate.Next), a.of(rotate.Previous), a.held}, a.living...)
				for _, size := range sizes {
					r.size(size.width, size.height)
					for _, value := range all {
						if !value.IsZero() && strings.Contains(r.w.View().Content, value.Reveal()) {
							t.Errorf("%d×%d shows a credential", size.width, size.height)
						}
					}
				}
			})
		})
	}
}

func FuzzNoKeysAndNoSizeBreakARotation(f *testing.F) {
	f.Add([]byte("eABCeeee?x^^"), uint8(80), uint8(24))
	f.Add([]byte("edeudeeqr"), uint8(40), uint8(12))
	f.Add([]byte("eKKKeesxsslerb"), uint8(20), uint8(5))
	names := map[byte]string{'e': "enter", 'b': "esc", 't': "tab", 'u': "up", 'd': "down", 'g': "pgdown", '1': "f1", '^': "ctrl+c", 'U': "ctrl+u"}
	f.Fuzz(func(t *testing.T, keys []byte, width, height uint8) {
		between := passcodes(func(a *accounts) {
			a.byHand, a.hidden = len(keys)%2 == 1, len(keys)%5 == 4
			if len(keys)%3 == 1 {
				a.slots[rotate.Previous] = a.made()
			}
		})
		inRotation(t, between, nil, func(r *rig, a *accounts) {
			r.size(int(width), int(height))
			for _, k := range keys[:min(len(keys), 80)] {
				if r.quit {
					return
				}
				switch name, ok := names[k]; {
				case ok:
					r.press(name)
				case k == 'K':
					r.typed(a.living[len(a.living)-1].Reveal())
				default:
					r.typed(string(rune(k)))
				}
				fitsItsWindow(t, r.w, int(width), int(height))
			}
		})
	})
}
