// Package secret holds a passcode, key, password or token so that it cannot be
// shown by accident.
//
// A Secret prints as [redacted] under every verb of fmt, in JSON, in text
// encodings and in structured logs. There is one way to its value, Reveal, whose
// name a grep finds; a test in this package lists who may call it.
//
// It must never gain a second way out, an exported field, or a method that
// returns a part of the value: four visible characters of a short passcode are
// most of it.
package secret

import (
	"crypto/subtle"
	"fmt"
	"log/slog"
)

// Redacted is what every printer of a Secret shows.
const Redacted = "[redacted]"

// Secret is a value that may be sent but never shown. The zero value is the
// absent secret. Two secrets are compared with Equal, never with ==.
type Secret struct {
	// A pointer, because fmt calls no method on the unexported fields of a struct
	// that holds a Secret: it would print a string there, and of a pointer it
	// prints the address.
	value *string
}

// New wraps a value. An empty string gives the zero Secret.
func New(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{value: &value}
}

// Reveal returns the value itself, for the one place that sends or stores it.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.value == nil }

// Len is the number of bytes, which may be shown: it helps an admin to see that
// a paste was cut short.
func (s Secret) Len() int { return len(s.Reveal()) }

// Equal compares two secrets in time that does not depend on where they differ.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(other.Reveal())) == 1
}

// String implements fmt.Stringer.
func (Secret) String() string { return Redacted }

// GoString implements fmt.GoStringer, so that %#v does not print the field.
func (Secret) GoString() string { return Redacted }

// Format implements fmt.Formatter, so that no verb prints the field.
func (Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(Redacted)) }

// MarshalText implements encoding.TextMarshaler.
func (Secret) MarshalText() ([]byte, error) { return []byte(Redacted), nil }

// MarshalJSON implements json.Marshaler.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + Redacted + `"`), nil }

// LogValue implements slog.LogValuer.
func (Secret) LogValue() slog.Value { return slog.StringValue(Redacted) }
