package tui

import (
	"context"
	"errors"
	"io"

	"charm.land/huh/v2"
)

// ErrLeft says that a person left without picking one.
var ErrLeft = errors.New("nothing was picked")

// Pick asks for one of several names. Leaving gives ErrLeft.
func Pick(ctx context.Context, title string, names []string, in io.Reader, out io.Writer) (picked string, err error) {
	one := huh.NewSelect[string]().Title(title).Options(huh.NewOptions(names...)...).Value(&picked)
	err = huh.NewForm(huh.NewGroup(one)).WithInput(in).WithOutput(out).WithShowHelp(true).RunWithContext(ctx)
	if errors.Is(err, huh.ErrUserAborted) {
		err = ErrLeft
	}
	return picked, err
}
