package secret_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/secret"
)

// holder has a Secret in every position that a printer may meet.
type holder struct {
	Exported   secret.Secret
	unexported secret.Secret
	Pointer    *secret.Secret
	Any        any
	List       []secret.Secret
	Map        map[string]secret.Secret
	nested     struct{ inner secret.Secret }
}

func hold(s secret.Secret) holder {
	h := holder{Exported: s, unexported: s, Pointer: &s, Any: s, List: []secret.Secret{s}, Map: map[string]secret.Secret{"key": s}}
	h.nested.inner = s
	return h
}

func shows(text, value string) bool {
	return strings.Contains(text, value) ||
		strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", value)) ||
		strings.Contains(text, fmt.Sprint([]byte(value)))
}

func TestNoVerbShowsASecret(t *testing.T) {
	value := "s-" + rand.Text()
	s := secret.New(value)
	h := hold(s)
	for _, verb := range "vsqdxXTtbcoOeEfFgGUpw" {
		for _, flag := range []string{"", "+", "#", "-", " ", "0", "30", ".3"} {
			format := "%" + flag + string(verb)
			for _, shown := range []any{s, &s, h, &h, []any{s}, map[secret.Secret]int{s: 1}, fmt.Errorf("wrapped: %v", s)} {
				if text := fmt.Sprintf(format, shown); shows(text, value) {
					t.Errorf("%s of %T shows the secret", format, shown)
				}
			}
		}
	}
	if text := fmt.Sprint(s, &s) + fmt.Sprintln(h, &h) + errors.Join(fmt.Errorf("%+v", h)).Error(); shows(text, value) {
		t.Error("printing without a verb shows the secret")
	}
	if got := fmt.Sprintf("%s %v %q %#v", s, s, s, s); got != strings.TrimSpace(strings.Repeat(secret.Redacted+" ", 4)) {
		t.Errorf("got %s, want it redacted", got)
	}
}

func TestNoEncodingShowsASecret(t *testing.T) {
	value := "s-" + rand.Text()
	h := hold(secret.New(value))
	encoded, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	text, err := h.Exported.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	markup, err := xml.Marshal(h.Exported)
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range [][]byte{encoded, text, markup} {
		if shows(string(out), value) || !bytes.Contains(out, []byte(secret.Redacted)) {
			t.Errorf("got %s, want it redacted", out)
		}
	}
	if want := `"` + secret.Redacted + `"`; !bytes.Contains(encoded, []byte(`"Exported":`+want)) {
		t.Errorf("got %s", encoded)
	}
}

func TestNoLogShowsASecret(t *testing.T) {
	value := "s-" + rand.Text()
	s := secret.New(value)
	var out bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(handler).With("with", s).WithGroup("group").Info("message", "secret", s, "pointer", &s, "struct", hold(s), slog.Group("g", "in", s))
	}
	if shows(out.String(), value) || !strings.Contains(out.String(), secret.Redacted) {
		t.Errorf("got %s, want it redacted", out.String())
	}
}

func TestASecretComesBackAsItWent(t *testing.T) {
	value := "s-" + rand.Text()
	s := secret.New(value)
	if s.Reveal() != value || s.Len() != len(value) || s.IsZero() {
		t.Error("the secret is not what was put in")
	}
	if !s.Equal(secret.New(value)) || s.Equal(secret.New(value+"x")) || s.Equal(secret.Secret{}) {
		t.Error("Equal does not compare values")
	}
	if !reflect.DeepEqual(hold(s), hold(secret.New(value))) {
		t.Error("equal values are not deeply equal")
	}
	for _, absent := range []secret.Secret{{}, secret.New("")} {
		if !absent.IsZero() || absent.Reveal() != "" || absent.Len() != 0 || !absent.Equal(secret.Secret{}) {
			t.Error("the absent secret is not absent")
		}
	}
}
