package tui

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/tui/kit"
	"github.com/talontap/talontap/ui/tui/screens"
)

// Follow watches a day, tells how it stands, and says what it came to.
type Follow = func(ctx context.Context, tell func(watch.Picture)) (watch.End, error)

// Watch shows a day until it has come to its end, and puts the terminal back. Leaving
// before it gives ErrLeft beside how far the day came. Of the options it takes how to
// draw, and where.
func Watch(ctx context.Context, follow Follow, o Options) (watch.End, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	w := newDay(o.Look)
	p := tea.NewProgram(w, programOptions(ctx, o)...)
	var end watch.End
	ended := make(chan error, 1)
	go func() {
		ended <- crash.Guard(func() (err error) {
			end, err = follow(ctx, func(now watch.Picture) { p.Send(now) })
			return err
		})()
		p.Send(dayOver{})
	}()
	_, shown := p.Run()
	interrupted := ctx.Err()
	stop()
	err := <-ended
	switch {
	case interrupted != nil:
		return end, interrupted
	case w.left:
		return end, ErrLeft
	case err != nil:
		return end, err
	case shown != nil && !errors.Is(shown, tea.ErrInterrupted):
		return end, fmt.Errorf("showing the day: %w", shown)
	}
	return end, nil
}

// dayOver says that the day was followed to its end, or cannot be.
type dayOver struct{}

// dayScreen is a day on a whole screen. It only looks, so it is left by one key.
type dayScreen struct {
	canvas
	now         watch.Picture
	helps, left bool
	codes, page kit.Pager
}

func newDay(look Look) *dayScreen { return &dayScreen{canvas: newCanvas(look)} }

func (w *dayScreen) Init() tea.Cmd {
	if w.look.Fixed {
		return nil
	}
	return tea.RequestBackgroundColor
}

func (w *dayScreen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		w.width, w.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		w.dark = msg.IsDark()
		w.dress()
	case watch.Picture:
		w.now = msg
	case dayOver:
		return w, tea.Quit
	case tea.KeyPressMsg:
		return w, w.press(msg.String())
	}
	return w, nil
}

func (w *dayScreen) press(key string) tea.Cmd {
	switch {
	case key == "ctrl+c", key == "q":
		w.left = true
		return tea.Quit
	case w.helps && !w.page.Press(key):
		w.helps = false
	case key == "?", key == "f1":
		w.helps = true
	case !w.helps:
		w.codes.Press(key)
	}
	return nil
}

func (w *dayScreen) View() tea.View { return w.view(w.frame(), "talontap · "+words.WatchTitle) }

func (w *dayScreen) frame() []string {
	return w.framed(
		func() string { return screens.DayHeader(w.now, w.width, w.ink) },
		func() string { return screens.DayRule(w.now, w.width, w.ink) },
		w.middle, w.hints)
}

func (w *dayScreen) middle(height int) []string {
	air := w.air()
	room := screens.Room{Width: min(w.width-2, widest), Wide: w.width - 2, Height: height - air, Window: w.height, Ink: w.ink}
	body := screens.Day(w.now, room, &w.codes)
	if w.helps {
		body = w.page.Draw(room.Height, screens.DayHelp(room))
	}
	rows := make([]string, height)
	for i, line := range body[:min(len(body), room.Height)] {
		if line != "" {
			rows[air+i] = " " + line
		}
	}
	return rows
}

func (w *dayScreen) hints() []kit.Hint {
	if w.helps {
		return append(kit.Keys("any key", "closes"), w.page.Hints()...)
	}
	return append(append(kit.Keys("q", "leave; the day goes on"), w.codes.Hints()...), kit.Key("?", "help"))
}
