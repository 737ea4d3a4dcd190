package kit

import "charm.land/bubbles/v2/key"

// Hint is one key and what it does, for the footer and the help page.
type Hint = key.Binding

// Key is a hint of its name and its meaning.
func Key(name, does string) Hint {
	return key.NewBinding(key.WithKeys(name), key.WithHelp(name, does))
}
