package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// clicks are the commands with which a script plays the admin in the sandbox's
// two consoles.
func clicks() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"passcode": makePasscode, "revoke": revokePasscode, "key": makeKey, "header": enterPasscode, "without": without, "message": makeMessage,
	}
}

// click does one thing in a console and gives its answer.
func click(ts *testscript.TestScript, method, path string, body, into any) {
	base := ts.Getenv("TALONTAP_TALONONE_URL")
	if strings.HasPrefix(path, "clevertap/") {
		base = strings.ReplaceAll(ts.Getenv("TALONTAP_CLEVERTAP_URL"), "{region}", "eu1")
	}
	ts.Check(clickAt(base, method, path, body, into))
}

// clickAt does one thing in a console of the sandbox that answers at an address.
func clickAt(base, method, path string, body, into any) error {
	at, err := url.Parse(base)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(method, at.Scheme+"://"+at.Host+"/_sandbox/"+path, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return err
	case res.StatusCode >= 300:
		return fmt.Errorf("%s %s: status %d: %s", method, path, res.StatusCode, answer)
	case into == nil:
		return nil
	}
	return json.Unmarshal(answer, into)
}

// handOver puts a made secret into a file, for stdin, and into a variable of the
// same name.
func handOver(ts *testscript.TestScript, name, value string) {
	ts.Check(os.WriteFile(ts.MkAbs(name), []byte(value+"\n"), 0o600))
	ts.Setenv(name, value)
}

// makeMessage is "+ Campaign" in CleverTap: message CHANNEL NAME BODY
func makeMessage(ts *testscript.TestScript, _ bool, args []string) {
	click(ts, "POST", "clevertap/campaigns", map[string]string{
		"channel": args[0], "name": args[1], "event": "Coupon Generated", "body": args[2]}, nil)
}

// makePasscode is "+ Passcode" in CleverTap: passcode NAME
func makePasscode(ts *testscript.TestScript, _ bool, args []string) {
	var made struct{ Passcode string }
	click(ts, "POST", "clevertap/passcodes", map[string]string{"name": args[0]}, &made)
	handOver(ts, args[0], made.Passcode)
}

// revokePasscode revokes by name; the sandbox's first is called Talon.One.
func revokePasscode(ts *testscript.TestScript, _ bool, args []string) {
	var all []struct {
		ID   int
		Name string
	}
	click(ts, "GET", "clevertap/passcodes", nil, &all)
	for _, one := range all {
		if one.Name == args[0] {
			click(ts, "DELETE", fmt.Sprintf("clevertap/passcodes/%d", one.ID), nil, nil)
			return
		}
	}
	ts.Fatalf("there is no passcode named %s", args[0])
}

// makeKey makes a key in Talon.One: key NAME management|integration [APPLICATION] [ENDPOINT…]
func makeKey(ts *testscript.TestScript, _ bool, args []string) {
	wanted := map[string]any{"name": args[0], "kind": args[1]}
	if args[1] == "integration" {
		wanted["applicationId"] = json.Number(args[2])
	} else if len(args) > 2 {
		wanted["endpoints"] = args[2:]
	}
	var made struct{ Key string }
	click(ts, "POST", "talonone/keys", wanted, &made)
	handOver(ts, args[0], made.Key)
}

// enterPasscode gives the webhook of a title a passcode by hand: header TITLE NAME
func enterPasscode(ts *testscript.TestScript, _ bool, args []string) {
	var all struct{ Data []map[string]any }
	click(ts, "GET", "talonone/webhooks", nil, &all)
	for _, hook := range all.Data {
		if hook["title"] != args[0] {
			continue
		}
		headers := hook["headers"].([]any)
		for i, line := range headers {
			if strings.HasPrefix(line.(string), "X-CleverTap-Passcode: ") {
				headers[i] = "X-CleverTap-Passcode: " + ts.Getenv(args[1])
			}
		}
		click(ts, "PUT", fmt.Sprintf("talonone/webhooks/%v", hook["id"]), hook, nil)
		return
	}
	ts.Fatalf("there is no webhook called %s", args[0])
}

// without holds that a secret variable's value stands in none of the files:
// without NAME FILE…
func without(ts *testscript.TestScript, _ bool, args []string) {
	value := ts.Getenv(args[0])
	if value == "" {
		ts.Fatalf("%s is empty", args[0])
	}
	for _, file := range args[1:] {
		if strings.Contains(ts.ReadFile(file), value) {
			ts.Fatalf("%s holds the value of %s", file, args[0])
		}
	}
}
