package main

import "github.com/talontap/talontap/api/clipboard"

// copyText puts a text on the system's clipboard. An error sends the wizard to
// the terminal's own way.
func copyText(text string) error { return clipboard.Text(text) }
