package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/tui/kit"
	"github.com/talontap/talontap/ui/tui/screens"
)

// cover is what lies over the screen for a moment.
type cover struct {
	kind  coverKind
	page  kit.Pager
	words string // that is handed over
}

type coverKind int

const (
	nothing coverKind = iota
	help
	leaving // asks whether to leave
	handed  // a text to be copied as a whole
	tidying // leaves, once the job has cleaned up behind itself
)

// timeIsUp ends the waiting for a job that does not end.
type timeIsUp struct{}

// press gives a key to whoever has to decide on it: leaving first, then what
// lies over the screen, then the screen.
func (w *wizard) press(k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	w.note = screens.Note{}
	switch {
	case key == "ctrl+z":
		return w.suspend()
	case w.cover.kind == tidying:
		return nil
	case key == "ctrl+c":
		return w.leave()
	case w.cover.kind == leaving:
		w.cover = cover{}
		return nil
	case w.cover.kind == handed && key == "c":
		return w.copy(w.cover.words, words.ScreenWholeCard)
	case w.cover.kind == help || w.cover.kind == handed:
		if !w.cover.page.Press(key) {
			w.cover = cover{}
		}
		return nil
	case key == "f1", key == "?" && !w.screen.Typing():
		w.cover = cover{kind: help}
		return nil
	}
	return w.grant(w.screen.Press(k))
}

// leave asks once, and the second time it goes. What runs is told to stop and
// given time to clean up behind itself.
func (w *wizard) leave() tea.Cmd {
	if w.flow.Ended() {
		return tea.Quit
	}
	if w.cover.kind != leaving {
		w.cover = cover{kind: leaving}
		return nil
	}
	w.left = true
	if asked, ok := w.screen.(interface{ SoFar() steps.State }); ok {
		w.flow.Note(asked.SoFar())
	}
	if w.job == nil || !w.job.changes {
		w.halt()
		return tea.Quit
	}
	w.cover = cover{kind: tidying}
	w.job.cancel()
	return tea.Tick(w.tidyTime(), func(time.Time) tea.Msg { return timeIsUp{} })
}
