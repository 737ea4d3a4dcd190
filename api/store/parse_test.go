package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

var tutorial = NewSchema(Keys{
	{"clevertap.region", Text},
	{"clevertap.project_id", Text},
	{"talonone.url", Text},
	{"talonone.application", Integer},
	{"talonone.unpublished", Boolean},
	{"event.name", Text},
	{"campaign.name", Text},
	{"rule.date", Date},
	{"rule.redemption_limit", Integer},
	{"email.default_text", Text},
	{"clevertap.passcode_expires", Date},
	{"secret_command.clevertap_passcode", Command},
})

// A command is no secret, though its key ends like one.
func TestACommandIsAListOfTextsAndComesBack(t *testing.T) {
	const key = "secret_command.clevertap_passcode"
	p, err := Parse("a.toml", []byte("[secret_command]\nclevertap_passcode = ['op', 'read <it>', '']\n"), tutorial)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Format(p, tutorial)
	if err != nil || !strings.Contains(string(text), "clevertap_passcode = ['op', 'read <it>', '']") {
		t.Errorf("written as %s, %v", text, err)
	}
	if again, err := Parse("a.toml", text, tutorial); err != nil || again.Answers[key] != p.Answers[key] {
		t.Errorf("%q came back as %q, %v", p.Answers[key], again.Answers[key], err)
	}
	for _, wrong := range []string{"'op read'", "['op', 1]", "[['op']]", "true"} {
		if _, err := Parse("a.toml", []byte("secret_command.clevertap_passcode = "+wrong), tutorial); err == nil {
			t.Errorf("%s is taken for a command", wrong)
		}
	}
}

func TestNativeAndQuotedValuesAreTheSameAnswers(t *testing.T) {
	want := map[string]string{
		"clevertap.region": "eu1", "talonone.unpublished": "true", "rule.date": "2027-01-01",
		"rule.redemption_limit": "100", "email.default_text": "", "clevertap.passcode_expires": "2027-06-30",
	}
	for name, text := range map[string]string{
		"native": "version = 1\n[clevertap]\nregion = 'eu1'\npasscode_expires = 2027-06-30\n[talonone]\nunpublished = true\n[rule]\ndate = 2027-01-01\nredemption_limit = 1_00\n[email]\ndefault_text = \"\"\n",
		"quoted": "[clevertap]\nregion = \"eu1\"\npasscode_expires = '2027-06-30'\n[talonone]\nunpublished = 'True'\n[rule]\ndate = ' 2027-01-01'\nredemption_limit = '100'\n[email]\ndefault_text = ''\n",
		"dotted": "clevertap.region = 'eu1'\nclevertap.passcode_expires = 2027-06-30\ntalonone.unpublished = true\nrule.date = 2027-01-01\nrule.redemption_limit = 0x64\nemail.default_text = ''\n",
		"braces": "clevertap = {region = 'eu1', passcode_expires = 2027-06-30}\ntalonone = {unpublished = true}\nrule = {date = 2027-01-01, redemption_limit = 100}\nemail = {default_text = ''}\n",
		"marked": "\ufeffclevertap.region = 'eu1'\r\nclevertap.passcode_expires = 2027-06-30\r\ntalonone.unpublished = true\r\nrule.date = 2027-01-01\r\nrule.redemption_limit = 100\r\nemail.default_text = ''\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Parse("a.toml", []byte(text), tutorial)
			if err != nil {
				t.Fatal(err)
			}
			if p.Version != 1 || !maps.Equal(p.Answers, want) {
				t.Fatalf("version %d, answers %v", p.Version, p.Answers)
			}
		})
	}
}

func TestAnEmptyTextIsNoAnswerToANumberBooleanOrDate(t *testing.T) {
	p, err := Parse("a.toml", []byte("[rule]\ndate = ''\nredemption_limit = ''\n[talonone]\nunpublished = ''\n"), tutorial)
	if err != nil || len(p.Answers) != 0 {
		t.Fatalf("%v, %v", p.Answers, err)
	}
}

func TestWhatIsWrongIsSaidWithFileLineAndColumn(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"unknown key", "[clevertap]\nregoin = 'eu1'", "a.toml:2:1: clevertap.regoin is not a key of a profile; did you mean clevertap.region?"},
		{"hyphen", "[clevertap]\n  project-id = 'x'", "a.toml:2:3: clevertap.project-id is not a key of a profile; did you mean clevertap.project_id?"},
		{"quoted", "'rule.date' = '2027-01-01'", "a.toml:1:1: rule.date is not a key of a profile; write it without quotation marks"},
		{"unknown table", "[clevertapp]\nregion = 'eu1'", "a.toml:1:2: clevertapp is not a key of a profile; did you mean clevertap?"},
		{"no table", "redemption_limit = 1", "a.toml:1:1: redemption_limit is not a key of a profile; did you mean rule.redemption_limit?"},
		{"nothing near", "colour = 'blue'", "a.toml:1:1: colour is not a key of a profile"},
		{"two namesakes", "[webhook]\nname = 'x'", "a.toml:1:2: webhook is not a key of a profile"},
		{"unknown in braces", "event = { nome = 'x' }", "a.toml:1:11: nome is not a key of a profile"},
		{"text wanted", "[clevertap]\nregion = 1", `a.toml:2:10: clevertap.region takes text in quotes, like "…"`},
		{"number wanted", "[rule]\nredemption_limit = 'many'", "a.toml:2:20: rule.redemption_limit takes a whole number, like 100"},
		{"no fractions", "[rule]\nredemption_limit = 1.5", "a.toml:2:20: rule.redemption_limit takes a whole number, like 100"},
		{"too big a number", "[rule]\nredemption_limit = 99999999999999999999", "a.toml:2:20: rule.redemption_limit takes a whole number, like 100"},
		{"boolean wanted", "[talonone]\nunpublished = 'yes'", "a.toml:2:15: talonone.unpublished takes true or false"},
		{"date wanted", "[rule]\ndate = '01/02/2027'", "a.toml:2:8: rule.date takes a date, like 2027-01-01"},
		{"no such day", "[rule]\ndate = 2027-02-30", "a.toml:2:16: rule.date takes a date, like 2027-01-01"},
		{"a time", "[rule]\ndate = 2027-01-01T00:00:00Z", "a.toml:2:8: rule.date takes a date, like 2027-01-01"},
		{"a list", "[clevertap]\nregion = ['eu1']", `a.toml:2:10: clevertap.region takes text in quotes, like "…"`},
		{"a table in braces", "[clevertap]\nregion = {a = 1}", `a.toml:2:10: clevertap.region takes text in quotes, like "…"`},
		{"a table", "[clevertap.region]", `a.toml:1:2: clevertap.region takes text in quotes, like "…"`},
		{"a list of tables", "[[rule]]\ndate = 2027-01-01", "a.toml:1:3: rule takes a table: the line [rule], and below it its keys"},
		{"twice", "[clevertap]\nregion = 'a'\n\nregion = 'b'", "a.toml:4:1: key region is already defined"},
		{"column in characters", "event = { name = 'Ü💌', x = 1 }", "a.toml:1:24: x is not a key of a profile"},
		{"noted", "[noted]\nx = 1", `a.toml:2:5: noted.x takes text in quotes, like "…"`},
		{"confirmed", "[progress]\nconfirmed = 'welcome'", `a.toml:2:13: progress.confirmed takes a list of texts, like ["welcome"]`},
		{"confirmed mixed", "[progress]\nconfirmed = ['welcome', 1]", `a.toml:2:13: progress.confirmed takes a list of texts, like ["welcome"]`},
		{"verified", "[progress]\nverified = 2027-01-01", "a.toml:2:12: progress.verified takes a time with its zone, like 2026-11-30T09:00:00Z"},
		{"unknown progress", "[progress]\ncursor = 3", "a.toml:2:1: progress.cursor is not a key of a profile"},
		{"version", "version = 'one'", "a.toml:1:11: version takes 1, the version of this format"},
		{"version 0", "version = 0", "a.toml:1:11: version takes 1, the version of this format"},
		{"no quotes", "[clevertap]\nregion = eu1", "a.toml:2:10: unexpected character U+0065 'e' at start of value"},
		{"not closed", "[clevertap\n", "a.toml:1:11: expected ']' to close table name"},
		{"cut off", "[clevertap]\nregion =", "a.toml:2:8: expected value, not end of input"},
		{"a key for a table", "rule = 1", "a.toml:1:8: rule takes a table: the line [rule], and below it its keys"},
		{"table twice", "[rule]\n[event]\n[rule]\n", "a.toml:3:2: table rule already exists"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse("a.toml", []byte(c.text), tutorial)
			var at *ParseError
			if !errors.As(err, &at) {
				t.Fatalf("%v, %v", p, err)
			}
			if err.Error() != c.want {
				t.Errorf("got  %s\nwant %s", err, c.want)
			}
			if p.Answers != nil {
				t.Error("half a profile came with the error")
			}
		})
	}
}

func TestAllThatIsWrongIsSaidAtOnceUpToTen(t *testing.T) {
	var text strings.Builder
	for i := range 30 {
		fmt.Fprintf(&text, "wrong%d = 1\n", i)
	}
	_, err := Parse("a.toml", []byte(text.String()), tutorial)
	if err == nil || strings.Count(err.Error(), "not a key") != 10 {
		t.Fatal(err)
	}
}

func TestAFileFullOfMistakesIsRefusedSoonAndBriefly(t *testing.T) {
	for _, mistake := range []string{"a%x=1\n", "[a%x]\n", "a%x."} {
		var text strings.Builder
		for i := 0; text.Len() < MaxSize-20; i++ {
			fmt.Fprintf(&text, mistake, i)
		}
		text.WriteString("a=1\n")
		if _, err := Parse("a.toml", []byte(text.String()), tutorial); err == nil || len(err.Error()) > 1000 {
			t.Errorf("%s: an error of %d letters", mistake, len(fmt.Sprint(err)))
		}
	}
}

func TestASecretWhereANameBelongsIsNotRepeated(t *testing.T) {
	code := rand.Text()
	for _, secret := range []string{code, code[:3] + "-" + code[3:6] + "-" + code[6:10], "k%+/<&" + code} {
		for _, text := range []string{"'#' = 1", "[\"#\"]\nx = 1", "[['#']]\nx = 1", "'#' = 1\n'#' = 2", "['#']\n['#']", "'#'.a = 1\n'#' = 1", "x = { '#' = 1 }",
			"[noted]\n'#' = 1", "[clevertap]\n'passcode#' = 1", "#", "# = 1", "x = #"} {
			_, err := Parse("a.toml", []byte(strings.ReplaceAll(text, "#", secret)), tutorial)
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("%q with a secret: the error repeats it", text)
			}
		}
	}
}

func TestSecretsAreRefusedAndNotQuoted(t *testing.T) {
	secretive := NewSchema(append(slices.Clone(tutorial.Keys), Key{"clevertap.passcode", Text})) // a caller's mistake
	for key, variable := range map[string]string{
		"clevertap.passcode":          "TALONTAP_CLEVERTAP_PASSCODE",
		"clevertap.Passcode":          "TALONTAP_CLEVERTAP_PASSCODE",
		"clevertap.passcode_new":      "TALONTAP_CLEVERTAP_PASSCODE",
		"passcode":                    "TALONTAP_CLEVERTAP_PASSCODE",
		"talonone.management_key":     "TALONTAP_TALONONE_MANAGEMENT_KEY",
		"talonone.management-key":     "TALONTAP_TALONONE_MANAGEMENT_KEY",
		"talonone.integration_key":    "TALONTAP_TALONONE_INTEGRATION_KEY",
		"talonone.password":           "TALONTAP_TALONONE_PASSWORD",
		"webhook.credential":          "TALONTAP_…",
		"'talonone'.'api_key'":        "TALONTAP_…",
		"talonone.session.token":      "TALONTAP_…",
		"\"clevertap.passcode\"":      "TALONTAP_CLEVERTAP_PASSCODE",
		"talonone.management_api_key": "TALONTAP_TALONONE_MANAGEMENT_KEY",
	} {
		value := rand.Text()
		for _, schema := range []Schema{tutorial, secretive} {
			_, err := Parse("a.toml", fmt.Appendf(nil, "%s = %q\n", key, value), schema)
			if err == nil || !strings.HasPrefix(err.Error(), "a.toml:1:1: ") || !strings.Contains(err.Error(), "talontap keeps no secret in a file; set the variable "+variable) {
				t.Errorf("%s: %v", key, err)
			}
			if strings.Contains(fmt.Sprint(err), value) {
				t.Errorf("%s: the error shows the secret", key)
			}
		}
	}
}

func TestNoErrorQuotesAValue(t *testing.T) {
	value := rand.Text()
	for _, text := range []string{
		"clevertap.passcode = " + value,
		"clevertap.passcode = '" + value,
		"clevertap.passcode = '" + value + "' x",
		"clevertap = { passcode = '" + value + "' }",
		"[noted]\npasscode = ['" + value + "']",
		"talonone.application = '" + value + "'",
		"rule.date = '" + value + "'",
		"talonone.unpublished = '" + value + "'",
		"unknown = '" + value + "'",
		"progress.verified = '" + value + "'",
		"event.name = '" + value + "'\nevent.name = '" + value + "'",
		"version = '" + value + "'",
	} {
		_, err := Parse("a.toml", []byte(text), tutorial)
		if err == nil || strings.Contains(err.Error(), value) {
			t.Errorf("%.30s…: the error shows the value, or there is none: %t", text, err == nil)
		}
	}
}

func TestANewerVersionIsRefusedBeforeAnythingElseIsSaid(t *testing.T) {
	for _, text := range []string{
		"version = 2\n[clevertap]\nshard = 'eu1'\n",
		"shard = 1\nversion = 2\n",
		"version = 2\npasscode = 'x'\n",
	} {
		_, err := Parse("a.toml", []byte(text), tutorial)
		if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "version 2") || strings.Contains(err.Error(), "shard") {
			t.Errorf("%v", err)
		}
	}
}

func TestAFileThatIsTooLargeIsNotRead(t *testing.T) {
	text := append([]byte("version = 1\n"), slices.Repeat([]byte("#"), MaxSize)...)
	if _, err := Parse("a.toml", text, tutorial); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Fatal(err)
	}
	if _, err := Parse("a.toml", text[:MaxSize], tutorial); err != nil {
		t.Fatal(err)
	}
}

func TestTheProfileIsWrittenInOneOrder(t *testing.T) {
	p := Profile{
		Answers: map[string]string{
			"clevertap.region": "eu1", "clevertap.passcode_expires": "2027-06-30", "talonone.unpublished": "true",
			"rule.date": "2027-01-01", "rule.redemption_limit": "100", "talonone.application": "",
			"email.default_text": "\"5 %\"\n\u007f", "clevertap.passcode": "not this",
		},
		Confirmed: []string{"welcome", "clevertap"},
		Verified:  time.Date(2026, 11, 30, 10, 0, 0, 0, time.FixedZone("CET", 3600)),
		Noted:     map[string]string{"rule": "compared", "email campaign": "done"},
	}
	want := header + `version = 1

[clevertap]
region = 'eu1'
passcode_expires = 2027-06-30

[talonone]
unpublished = true

[rule]
date = 2027-01-01
redemption_limit = 100

[email]
default_text = "\"5 %\"\n\u007F"

# How far this setup has come. talontap writes this itself.
[progress]
confirmed = ['welcome', 'clevertap']
verified = 2026-11-30T09:00:00Z

# What a person said they had seen or done, and what earlier runs found out.
[noted]
'email campaign' = 'done'
rule = 'compared'
`
	if got, err := Format(p, tutorial); err != nil || string(got) != want {
		t.Fatalf("%v, got\n%s\nwant\n%s", err, got, want)
	}
}

func TestAnEmptyProfileIsAVersion(t *testing.T) {
	if got, err := Format(Profile{}, tutorial); err != nil || string(got) != header+"version = 1\n" {
		t.Fatalf("%v, %s", err, got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("version = 1\n[clevertap]\nregion = 'eu1'\n[rule]\ndate = 2027-01-01\nredemption_limit = 0x64\n"))
	f.Add([]byte("talonone = {unpublished = true, url = \"\"\"\na\"\"\"}\n[progress]\nconfirmed = ['a', \"b\"]\nverified = 2026-11-30 09:00:00.5+01:00\n"))
	f.Add([]byte("[noted]\n\"a.b\" = \"\\u0000\\U0001F4A9\"\n'' = ''\nx.y = 'z'\n"))
	f.Add([]byte("\xef\xbb\xbfversion = 2"))
	f.Add([]byte("secret_command.clevertap_passcode = ['op', \"read\\n\"]"))
	f.Add([]byte("[clevertap.region]\n[[a]]\na = [[{}]]\n"))
	f.Add([]byte("rule.date = 0000-01-01\nprogress.verified = 0000-01-01T00:00:00+23:59"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse("fuzz.toml", data, tutorial)
		if err != nil {
			var at *ParseError
			if errors.As(err, &at) && (at.Line < 1 || at.Column < 1 || at.Problem == "") {
				t.Fatalf("%#v", at)
			}
			return
		}
		if _, err := fitting(p, tutorial); err != nil {
			t.Fatalf("%+v does not come back: %v", p, err)
		}
	})
}
