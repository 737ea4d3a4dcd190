package form

import (
	"errors"
	"io"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// face is what a Huh field has to have and none of ours uses: the form checks
// answers, names the keys and draws what is around a field itself.
type face struct{}

// Init implements huh.Field.
func (face) Init() tea.Cmd { return nil }

// Error implements huh.Field; the form checks answers itself.
func (face) Error() error { return nil }

// Run implements huh.Field: a field is part of a form and does not run alone.
func (face) Run() error { return errors.ErrUnsupported }

// RunAccessible implements huh.Field; package plain is for those who listen.
func (face) RunAccessible(io.Writer, io.Reader) error { return errors.ErrUnsupported }

// Skip implements huh.Field.
func (face) Skip() bool { return false }

// Zoom implements huh.Field.
func (face) Zoom() bool { return false }

// KeyBinds implements huh.Field; the wizard's footer names the keys.
func (face) KeyBinds() []key.Binding { return nil }

// GetKey implements huh.Field.
func (face) GetKey() string { return "" }
