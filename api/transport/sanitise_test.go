package transport

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSanitiseTakesOutWhatATerminalObeysOrAReaderCannotSee(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"plain text stays":          {"Grüße, 你好, 🎉", "Grüße, 你好, 🎉"},
		"white space stays":         {"a\n\tb", "a\n\tb"},
		"carriage return":           {"a\r\nb\rc", "a\nbc"},
		"escape sequence":           {"\x1b]0;title\x07red\x1b[31m", "]0;titlered[31m"},
		"C1 control":                {"a\u009b31mb", "a31mb"},
		"right-to-left override":    {"abc\u202efdp.exe", "abcfdp.exe"},
		"isolates and marks":        {"\u2066a\u2069\u200e\u061cb", "ab"},
		"zero width":                {"Coupon\u200bGen\u200derated\ufeff", "CouponGenerated"},
		"tags":                      {"a\U000e0041b", "ab"},
		"line separators":           {"a\u2028b\u2029c", "abc"},
		"fillers":                   {"a\u3164b\u034f", "ab"},
		"a visible format char":     {"\u0600123", "\u0600123"},
		"bytes that are not UTF-8":  {"a\xffb", "a\ufffdb"},
		"delete":                    {"a\x7fb", "ab"},
		"null":                      {"a\x00b", "ab"},
		"emoji keeps its selector":  {"❤\ufe0f", "❤\ufe0f"},
		"soft hyphen can't be seen": {"cou\u00adpon", "coupon"},
	} {
		if got := Sanitise(test.in); got != test.want {
			t.Errorf("%s: Sanitise(%q) = %q, want %q", name, test.in, got, test.want)
		}
	}
}

func FuzzSanitise(f *testing.F) {
	for _, seed := range []string{"", "plain", "\x1b[2J", "a\u202eb", "\xff\xfe", "e\u0301\u200d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := Sanitise(text)
		if !utf8.ValidString(clean) {
			t.Fatalf("%q is not UTF-8", clean)
		}
		if again := Sanitise(clean); again != clean {
			t.Fatalf("not stable: %q became %q", clean, again)
		}
		for _, r := range clean {
			if unicode.IsControl(r) && !strings.ContainsRune("\n\t", r) {
				t.Fatalf("%q holds the control character %U", clean, r)
			}
			if unicode.Is(unicode.Bidi_Control, r) {
				t.Fatalf("%q holds the bidirectional control %U", clean, r)
			}
		}
	})
}

func TestALineHasNoBreaks(t *testing.T) {
	if got := Line("a\r\nb\tc\x1b[2Jd"); got != "a b c[2Jd" {
		t.Errorf("got %q", got)
	}
}

type label string

// inherited is embedded as the wire structs of a client embed what is common.
type inherited struct {
	Inherited string
	deeper
}

type deeper struct{ Deeper *string }

type answer struct {
	inherited
	Name   string
	Label  label
	Any    any
	Map    map[string]any
	Names  map[label][]string
	Nested []struct{ Deep *string }
	Array  [1]string
	Raw    json.RawMessage
	Bytes  []byte
	Number json.Number
	Absent *answer
}

func TestEveryDecodedStringIsSanitisedButNotWhatIsSentBack(t *testing.T) {
	const dirty = `\u001b[31mx\u202e`
	const clean = "[31mx"
	text := strings.ReplaceAll(`{"Inherited":"#","Deeper":"#","Name":"#","Label":"#","Any":{"#":["#",1.50,null,true]},"Map":{"#":{"#":"#"}},
		"Names":{"#":["#"]},"Nested":[{"Deep":"#"}],"Array":["#"],"Raw":{"#":"#"},"Bytes":"Gw==","Number":20151023140416}`, "#", dirty)
	var a answer
	if err := Decode([]byte(text), &a); err != nil {
		t.Fatal(err)
	}
	inner := a.Any.(map[string]any)[clean].([]any)
	for where, got := range map[string]string{
		"embedded field": a.Inherited, "embedded deeper": *a.Deeper,
		"field": a.Name, "named type": string(a.Label), "interface": inner[0].(string),
		"map in map": a.Map[clean].(map[string]any)[clean].(string), "list in map": a.Names[label(clean)][0],
		"pointer": *a.Nested[0].Deep, "array": a.Array[0],
	} {
		if got != clean {
			t.Errorf("%s: got %q, want %q", where, got, clean)
		}
	}
	if want := `{"` + dirty + `":"` + dirty + `"}`; string(a.Raw) != want {
		t.Errorf("the raw message changed: %s, want %s", a.Raw, want)
	}
	if string(a.Bytes) != "\x1b" {
		t.Errorf("bytes changed: %q", a.Bytes)
	}
	if a.Number != "20151023140416" || inner[1] != json.Number("1.50") {
		t.Errorf("numbers lost digits: %v, %v", a.Number, inner[1])
	}
}

// FuzzDecode: whatever JSON comes, decoding ends, and no string in it is left as
// Sanitise would not leave it.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{"a\u001b":{"b":null},"a":[1e400,"\u202e"]}`, `null`, `[`, `{"":""}`, `"\ud800"`, `<html>`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v any
		if Decode(data, &v) != nil {
			return
		}
		var look func(any)
		look = func(v any) {
			switch v := v.(type) {
			case string:
				if Sanitise(v) != v {
					t.Fatalf("%q was left", v)
				}
			case []any:
				for _, e := range v {
					look(e)
				}
			case map[string]any:
				for key, e := range v {
					look(key)
					look(e)
				}
			}
		}
		look(v)
	})
}

func TestDecodingErrorsSayWhatCameWithoutRepeatingIt(t *testing.T) {
	const private = "4111111111111111"
	var into struct{ Count int }
	for body, want := range map[string]string{
		"":                                "an empty answer",
		"  \n":                            "an empty answer",
		"<html>" + private:                "a page of HTML",
		`{"Count":1`:                      "stops in the middle",
		`{"Count":` + private + private:   "stops in the middle",
		`{"Count":` + private + `.5}`:     "field Count is of another type",
		`{"Count":1}{"Count":2}`:          "something after the end",
		`{"Count":1} ` + private:          "something after the end",
		`["` + private + `"]`:             "not the JSON documented",
		`Service unavailable: ` + private: "not the JSON documented",
	} {
		err := Decode([]byte(body), &into)
		if err == nil {
			t.Errorf("Decode(%q) succeeded", body)
			continue
		}
		if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), private) {
			t.Errorf("Decode(%q): %v, want it to hold %q and nothing of the body", body, err, want)
		}
	}
}

func TestTextShowsStringsWithoutQuotesAndTheRestAsWritten(t *testing.T) {
	for raw, want := range map[string]string{`"a\u001bb"`: "ab", `12`: "12", `["x"]`: `["x"]`, ``: "", `null`: ""} {
		if got := Text(json.RawMessage(raw)); got != want {
			t.Errorf("Text(%s) = %q, want %q", raw, got, want)
		}
	}
}
