package transport

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/secret"
)

func TestCallersThatShareALogHideEachOthersSecretsInIt(t *testing.T) {
	passcode, key := randomSecret(t), randomSecret(t)
	var lines bytes.Buffer
	shared := NewScrubber(&lines)
	s := serve(t, answers(200, `{}`))
	log := func(o *Options) { o.Log = shared }
	one, two := caller(t, s.URL, log), caller(t, s.URL, log)
	if err := one.Do(t.Context(), Call{Doing: "asking", Method: "GET", Path: "/x", Hide: []secret.Secret{passcode, passcode, {}}}); err != nil {
		t.Fatal(err)
	}
	encoded := base64.StdEncoding.EncodeToString([]byte("a" + passcode.Reveal()))
	doing := "asking " + passcode.Reveal() + " " + url.QueryEscape(key.Reveal()) + " " + encoded
	if err := two.Do(t.Context(), Call{Doing: doing, Method: "GET", Path: "/x", Hide: []secret.Secret{key}}); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{passcode.Reveal(), key.Reveal(), encoded[4:20]} {
		if strings.Contains(lines.String(), part) {
			t.Error("a secret of a call stands in the log")
		}
	}
	if strings.Count(lines.String(), secret.Redacted) != 3 || strings.Count(lines.String(), "\n") != 2 {
		t.Errorf("got %s, want two lines, three times redacted", lines.String())
	}
}

func TestTheVendorsWordsHideASecretInEveryForm(t *testing.T) {
	key := secret.New("k%+/\"\\<&'" + randomSecret(t).Reveal())
	for name, echo := range map[string]string{
		"plain": key.Reveal(), "escaped": url.QueryEscape(key.Reveal()), "cut short": key.Reveal()[:16],
		"base64": base64.StdEncoding.EncodeToString([]byte(key.Reveal())),
	} {
		got := shown("the key "+echo+" is not known", []secret.Secret{key})
		if strings.Contains(got, echo) || !strings.Contains(got, "the key "+secret.Redacted) || !strings.HasSuffix(got, " is not known") {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestALogThatCannotBeWrittenIsAnErrorOfTheLogAlone(t *testing.T) {
	r, w := io.Pipe()
	_ = r.Close()
	if n, err := NewScrubber(w).Write([]byte("line\n")); n != 0 || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %d, %v", n, err)
	}
	if NewScrubber(nil) != nil {
		t.Error("no log became one")
	}
}
