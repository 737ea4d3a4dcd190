package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// events asks CleverTap for today's events of a name, as anybody could with
// curl and nothing of ours but the variables. The answer becomes the stdout.
func events(ts *testscript.TestScript, _ bool, args []string) {
	zone, err := time.LoadLocation("Europe/Berlin") // the sandbox project's
	ts.Check(err)
	today := time.Now().In(zone).Format("20060102")
	body := fmt.Sprintf(`{"event_name":%q,"from":%s,"to":%s}`, args[0], today, today)
	var first struct{ Cursor string }
	ts.Check(json.Unmarshal(ask(ts, "POST", "/1/events.json?batch_size=50", body), &first))
	for range 200 {
		page := ask(ts, "GET", "/1/events.json?cursor="+first.Cursor, "")
		if strings.Contains(string(page), "records") {
			_, _ = ts.Stdout().Write(page)
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("CleverTap had no events of %s ready", args[0])
}

func ask(ts *testscript.TestScript, method, path, body string) []byte {
	base := strings.ReplaceAll(ts.Getenv("TALONTAP_CLEVERTAP_URL"), "{region}", ts.Getenv("TALONTAP_CLEVERTAP_REGION"))
	req, err := http.NewRequest(method, base+path, strings.NewReader(body))
	ts.Check(err)
	req.Header.Set("X-CleverTap-Account-Id", ts.Getenv("TALONTAP_CLEVERTAP_PROJECT_ID"))
	req.Header.Set("X-CleverTap-Passcode", ts.Getenv("TALONTAP_CLEVERTAP_PASSCODE"))
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	ts.Check(err)
	return data
}

// talon asks Talon.One for something with the Management API key, for stdout: talon PATH
func talon(ts *testscript.TestScript, _ bool, args []string) {
	req, err := http.NewRequest(http.MethodGet, ts.Getenv("TALONTAP_TALONONE_URL")+args[0], nil)
	ts.Check(err)
	req.Header.Set("Authorization", "ManagementKey-v1 "+ts.Getenv("TALONTAP_TALONONE_MANAGEMENT_KEY"))
	res, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	ts.Check(err)
	if res.StatusCode != http.StatusOK {
		ts.Fatalf("%s: status %d: %s", args[0], res.StatusCode, data)
	}
	_, _ = ts.Stdout().Write(data)
}
