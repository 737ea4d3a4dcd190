package secret_test

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/secret"
)

// awkward is a secret that every encoder writes in its own way.
func awkward() string { return "s%+/\"\\<&'é " + rand.Text() }

func TestASecretIsScrubbedInEveryForm(t *testing.T) {
	value := awkward()
	marshalled, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range map[string]string{
		"as it is":           value,
		"in a query":         url.QueryEscape(value),
		"in a path":          url.PathEscape(value),
		"in lower escapes":   strings.NewReplacer("%2B", "%2b", "%2F", "%2f", "%5C", "%5c", "%3C", "%3c", "%C3%A9", "%c3%a9").Replace(url.QueryEscape(value)),
		"in JSON":            string(marshalled),
		"in JSON with \\/":   strings.ReplaceAll(string(marshalled), "/", `\/`),
		"in Go":              strconv.Quote(value),
		"in ASCII":           strconv.QuoteToASCII(value),
		"in HTML":            html.EscapeString(value),
		"in hexadecimal":     hex.EncodeToString([]byte(value)),
		"in capitals":        strings.ToUpper(hex.EncodeToString([]byte(value))),
		"in lower case":      strings.ToLower(value),
		"as numbers":         fmt.Sprint([]byte(value)),
		"in base64":          base64.StdEncoding.EncodeToString([]byte(value)),
		"in base64 after 1":  base64.URLEncoding.EncodeToString([]byte("a" + value + "z")),
		"in base64 after 2":  base64.RawStdEncoding.EncodeToString([]byte("ab" + value + "yz")),
		"without its end":    value[:len(value)-5],
		"without its begin":  value[len(value)-14:],
		"base64 cut short":   base64.StdEncoding.EncodeToString([]byte(value))[4:20],
		"twice in one place": value + value,
	} {
		got := secret.Scrub("before "+form+" after", secret.New(value))
		if !strings.HasPrefix(got, "before ") || !strings.HasSuffix(got, " after") || !strings.Contains(got, secret.Redacted) {
			t.Errorf("%s: got %q, want it redacted between the words around it", name, got)
		}
		for at := 0; at+14 <= len(form); at++ {
			if strings.Contains(got, form[at:at+14]) {
				t.Errorf("%s: %q still shows %q", name, got, form[at:at+14])
				break
			}
		}
	}
}

func TestScrubbingLeavesTheRestAsItIs(t *testing.T) {
	value := rand.Text()
	for name, test := range map[string]struct {
		text string
		hide []secret.Secret
		want string
	}{
		"nothing to hide":     {"a text", nil, "a text"},
		"an absent secret":    {"a text", []secret.Secret{{}}, "a text"},
		"one too short":       {"try=1", []secret.Secret{secret.New("1")}, "try=1"},
		"one that is not in":  {"a text", []secret.Secret{secret.New(value)}, "a text"},
		"a few of its signs":  {"a " + value[:6], []secret.Secret{secret.New(value)}, "a " + value[:6]},
		"two beside another":  {"a " + value + " b", []secret.Secret{secret.New(value), secret.New("not in it")}, "a [redacted] b"},
		"a short one":         {"code=ab1z!", []secret.Secret{secret.New("ab1z")}, "code=[redacted]!"},
		"an empty text":       {"", []secret.Secret{secret.New(value)}, ""},
		"nothing but it":      {value, []secret.Secret{secret.New(value)}, "[redacted]"},
		"letters beyond them": {"é" + value + "ü", []secret.Secret{secret.New(value)}, "é[redacted]ü"},
	} {
		if got := secret.Scrub(test.text, test.hide...); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// FuzzScrub: wherever a secret stands and whichever way it is written, nothing
// telling of it is left, and scrubbing ends.
func FuzzScrub(f *testing.F) {
	f.Add("before ", "a-passcode-of-a-test", " after")
	f.Add("\xff", "s%+/\"\\<&'\u00e9 0123456789", "\x00")
	f.Add("", "aaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaa")
	f.Add("[redacted]", "[redacted][redacted]", "")
	f.Add("0", "00000"+strings.Repeat("\x1d", 20000), "0") // as long as it is, and all alike
	f.Fuzz(func(t *testing.T, before, value, after string) {
		if len(value) < 12 || strings.Contains(secret.Redacted, value[:min(len(value), 3)]) {
			return
		}
		marshalled, _ := json.Marshal(value)
		for _, form := range []string{value, url.QueryEscape(value), url.PathEscape(value), strconv.Quote(value), string(marshalled),
			html.EscapeString(value), hex.EncodeToString([]byte(value)), base64.StdEncoding.EncodeToString([]byte(before + value))} {
			got := secret.Scrub(before+form+after, secret.New(value))
			if strings.Contains(got, form) {
				t.Fatalf("%q is left in %q", form, got)
			}
		}
	})
}
