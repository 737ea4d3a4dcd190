package talonone

import (
	"strings"
	"testing"
)

func TestTalonOnesWordsAreItsMessageAndItsFirstDetail(t *testing.T) {
	for body, want := range map[string]string{
		`{"message":"HMAC signature mismatch."}`: "HMAC signature mismatch.",
		`{"message":"The submitted data was invalid","errors":[{"title":"Unknown","details":"not defined","source":{}},{"title":"x","details":"y"}],"StatusCode":400}`: "The submitted data was invalid: not defined",
		`{"message":"m","errors":[{"title":"Invalid type"}]}`: "m: Invalid type",
		`{"errors":[{"title":"t","details":"d"}]}`:            "d",
		`{"message":"same","errors":[{"details":"same"}]}`:    "same",
		`{"message":"m","errors":[]}`:                         "m",
		`{"message":{"a":1}}`:                                 "",
		`<html>`:                                              "",
		``:                                                    "",
	} {
		if got := judge(400, []byte(body)).Message; got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
	if got := judge(200, []byte(`{"message":"a campaign may have such a field"}`)).Message; got != "" {
		t.Errorf("a success was read as an error: %q", got)
	}
}

// FuzzAStoredHeaderIsReadAsItIsWritten: what is read can be written, and is then
// read as the same.
func FuzzAStoredHeaderIsReadAsItIsWritten(f *testing.F) {
	for _, line := range []string{"A: b", "A:b:c", `{"A": "b", "C": "d"}`, "", ":", "no colon", "{", "A: \r\n", "Ä: ö"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		for _, h := range headers(line) {
			written, err := h.line()
			if err != nil {
				if strings.Contains(line, "\n") || strings.Contains(line, "\r") || h.Name == "" || strings.ContainsAny(h.Name, ":,") {
					continue
				}
				if strings.HasPrefix(strings.TrimSpace(line), "{") {
					continue // an escape in the JSON form may stand for a line break
				}
				t.Fatalf("%q was read as a header that cannot be written: %v", line, err)
			}
			if strings.HasPrefix(strings.TrimSpace(written), "{") {
				continue // which would be read as the JSON form
			}
			again := headers(written)
			if len(again) != 1 || again[0].Name != strings.TrimSpace(h.Name) || again[0].Value.Reveal() != strings.TrimSpace(h.Value.Reveal()) {
				t.Fatalf("%q was written as %q and read as something else", line, written)
			}
		}
	})
}

func FuzzPathsHoldTheirValuesInOnePart(f *testing.F) {
	for _, id := range []string{"a", "a/b", "{x}", "%2F", "?a=b", "#", "..", "ü", " ", "10$OFF_NOW"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		p := at("/v1/customer_profiles/{integrationId}/inventory/{other}", id, 7)
		if strings.Count(p.escaped, "/") != 5 || strings.ContainsAny(p.escaped, "?#{} ") || !strings.HasSuffix(p.escaped, "/inventory/7") {
			t.Fatalf("%q became %s", id, p.escaped)
		}
	})
}
