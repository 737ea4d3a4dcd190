package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/ui/report"
)

// format is the flag that names the form of a report.
type format struct{ app *app }

func (f format) Type() string { return "form" }

func (f format) String() string { return "" }

func (f format) Set(name string) error {
	switch name {
	case "text", "markdown", "json":
		f.app.json, f.app.markdown = name == "json", name == "markdown"
		return nil
	}
	return errors.New(words.FormatValues)
}

// end writes how a run ended, and before it the full text where that is wanted.
func (a *app) end(e report.Ending, full bool, write func(report.Style) error) error {
	style := a.style()
	if full {
		style.Rows = 0
		if err := write(style); err != nil {
			return err
		}
		fmt.Fprintln(a.out)
	}
	return e.Write(a.out, style)
}

// writeJUnit writes the file that --junit names; nothing without one.
func (f verifyFlags) writeJUnit(write func(io.Writer) error) error {
	if f.junit == "" {
		return nil
	}
	to, err := os.Create(f.junit)
	if err == nil {
		err = errors.Join(write(to), to.Close())
	}
	if err != nil {
		return fmt.Errorf(words.JUnitUnwritten, err)
	}
	return nil
}

// warned says what went wrong beside the verification, and what that comes to.
func (a *app) warned(err error) check.Exit {
	if err == nil {
		return check.Right
	}
	a.say(err.Error())
	return check.Failed
}
