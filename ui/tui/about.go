package tui

import (
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
)

// about says what a step is for, for its help.
func about(step steps.Step) string {
	switch step.ID {
	case steps.Review:
		return words.ScreenAboutReview
	case steps.Apply:
		return words.ScreenAboutApply
	case steps.Live:
		return words.ScreenAboutLive
	case steps.Enable:
		return words.ScreenAboutEnable
	}
	return step.Intro
}
