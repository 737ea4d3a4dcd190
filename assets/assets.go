// Package assets holds the texts and templates that talontap carries in its
// binary, and the README's pictures, which it does not.
//
// It imports nothing of the project and decides nothing: a text is changed
// here, and what is done with it elsewhere.
package assets

import _ "embed" // for the texts below

// Payload is the webhook's body with its five places in capitals.
//
//go:embed payload.json.txt
var Payload string
