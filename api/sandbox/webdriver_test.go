package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// browser is one window of a headless Chromium, driven through chromedriver over
// the W3C WebDriver protocol, which is plain HTTP and JSON.
type browser struct {
	t       *testing.T
	session string // its URL
	client  *http.Client
}

// withBrowser runs a test in a browser where TALONTAP_TEST_BROWSER=1 asks for it;
// then a browser that is missing is a failure.
func withBrowser(t *testing.T, test func(*browser)) {
	t.Helper()
	if os.Getenv("TALONTAP_TEST_BROWSER") != "1" {
		t.Log("left out: the page in a real browser. TALONTAP_TEST_BROWSER=1 runs it; it needs chromium and chromedriver")
		return
	}
	test(startBrowser(t))
}

// browserPatience is how long the browser looks for an element before it says that
// there is none.
const browserPatience = 20 * time.Second

func startBrowser(t *testing.T) *browser {
	t.Helper()
	b := &browser{t: t, client: &http.Client{
		Timeout: 2 * time.Minute, Transport: &http.Transport{DisableKeepAlives: true},
	}}
	driver := startDriver(t)
	var made struct {
		SessionID string `json:"sessionId"`
	}
	b.session = driver + "/session"
	b.send("POST", "", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"timeouts":           map[string]any{"implicit": browserPatience.Milliseconds()},
		"goog:chromeOptions": map[string]any{"binary": chromium(t), "args": browserFlags(t.TempDir())},
	}}}, &made)
	b.session += "/" + made.SessionID
	t.Cleanup(func() { b.send("DELETE", "", nil, nil) })
	b.send("POST", "/window/rect", map[string]any{"width": 1200, "height": 900}, nil)
	return b
}

func chromium(t *testing.T) string {
	t.Helper()
	found, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("looking for chromium: %v", err)
	}
	return found
}

func browserFlags(userData string) []string {
	return []string{
		"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
		"--no-first-run", "--disable-component-update", "--disable-sync", "--lang=en-US",
		"--user-data-dir=" + filepath.Join(userData, "chromium"),
	}
}

var driverPort = regexp.MustCompile(`started successfully on port (\d+)`)

// startDriver starts chromedriver on a free port and returns its URL. It is ended
// after the test, with the browser that it started.
//
// The port that chromedriver picks can turn out to be taken for its second,
// IPv6 address; then it ends at once, and another try picks another.
func startDriver(t *testing.T) string {
	t.Helper()
	said := ""
	for range 5 {
		url, why := tryDriver(t)
		if url != "" {
			return url
		}
		said = why
	}
	t.Fatalf("chromedriver ended without saying its port: %s", said)
	return ""
}

func tryDriver(t *testing.T) (url, said string) {
	t.Helper()
	driver := exec.Command("chromedriver", "--port=0")
	driver.Env = append(os.Environ(), "LANG=en_US.UTF-8")
	output, err := driver.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := driver.Start(); err != nil {
		t.Fatalf("starting chromedriver: %v", err)
	}
	t.Cleanup(func() {
		driver.Process.Kill()
		driver.Wait()
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if port := driverPort.FindStringSubmatch(lines.Text()); port != nil {
			return "http://127.0.0.1:" + port[1], ""
		}
		said += lines.Text() + "\n"
	}
	return "", said
}

// send sends one command; what it answers goes into value.
func (b *browser) send(method, path string, body, value any) {
	b.t.Helper()
	if err := b.try(method, path, body, value); err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
}

func (b *browser) try(method, path string, body, value any) error {
	if body == nil {
		body = map[string]any{}
	}
	sent, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, b.session+path, bytes.NewReader(sent))
	if err != nil {
		return err
	}
	answered, err := b.client.Do(request)
	if err != nil {
		return err
	}
	defer answered.Body.Close()
	read, err := io.ReadAll(answered.Body)
	if err != nil {
		return err
	}
	if answered.StatusCode != http.StatusOK {
		return wrong(read)
	}
	return json.Unmarshal(read, &struct {
		Value any `json:"value"`
	}{value})
}

// wrong is the protocol's error without its stack trace.
func wrong(answer []byte) error {
	var said struct {
		Value struct{ Error, Message string }
	}
	if err := json.Unmarshal(answer, &said); err != nil {
		return fmt.Errorf("not an answer of a driver: %s", answer)
	}
	message, _, _ := strings.Cut(said.Value.Message, "\n")
	return fmt.Errorf("%s: %s", said.Value.Error, message)
}

func (b *browser) open(url string) {
	b.t.Helper()
	b.send("POST", "/url", map[string]any{"url": url}, nil)
}

// find waits for the last element that an XPath matches.
func (b *browser) find(xpath string) string {
	b.t.Helper()
	var found map[string]string
	b.send("POST", "/element", map[string]any{"using": "xpath", "value": "(" + xpath + ")[last()]"}, &found)
	for _, id := range found {
		return id
	}
	b.t.Fatalf("no element for %s", xpath)
	return ""
}

// onto does something with an element. What the page has just drawn anew is
// looked up again.
func (b *browser) onto(xpath, command string, body any, value any) {
	b.t.Helper()
	var err error
	for range 5 {
		element := b.find(xpath)
		b.run(`arguments[0].scrollIntoView({block: "center"})`, nil, map[string]string{elementKey: element})
		if err = b.try("POST", "/element/"+element+"/"+command, body, value); err == nil || !strings.Contains(err.Error(), "stale") {
			break
		}
	}
	if err != nil {
		b.t.Fatalf("%s %s: %v", command, xpath, err)
	}
}

// elementKey is the protocol's name for a reference to an element.
const elementKey = "element-6066-11e4-a52e-4f735466cecf"

// run runs a script on the page. A stale argument is left to the next command.
func (b *browser) run(script string, value any, arguments ...any) {
	b.t.Helper()
	if arguments == nil {
		arguments = []any{}
	}
	err := b.try("POST", "/execute/sync", map[string]any{"script": script, "args": arguments}, value)
	if err != nil && !strings.Contains(err.Error(), "stale") {
		b.t.Fatalf("running a script: %v", err)
	}
}

// labelled is the XPath of the field with a label: of the last, where rows repeat.
func labelled(label string) string {
	return fmt.Sprintf(`//*[@id=//label[normalize-space(.)="%s"]/@for]`, label)
}

// press clicks a button or a link, by what it says or is called.
func (b *browser) press(words string) {
	b.t.Helper()
	b.onto(fmt.Sprintf(`//*[self::button or self::a][normalize-space(.)="%s" or @aria-label="%s"]`, words, words), "click", nil, nil)
}

// tick clicks a check box.
func (b *browser) tick(label string) { b.t.Helper(); b.onto(labelled(label), "click", nil, nil) }

// fill types into a field that is emptied first.
func (b *browser) fill(label, text string) {
	b.t.Helper()
	b.onto(labelled(label), "clear", nil, nil)
	b.keys(label, text)
}

// keys types into a field.
func (b *browser) keys(label, text string) {
	b.t.Helper()
	b.onto(labelled(label), "value", map[string]any{"text": text}, nil)
}

// choose takes an option of a list by its words.
func (b *browser) choose(label, words string) {
	b.t.Helper()
	b.onto(fmt.Sprintf(`%s/option[normalize-space(.)="%s"]`, labelled(label), words), "click", nil, nil)
}

// sees waits until words stand somewhere on the page.
func (b *browser) sees(words string) {
	b.t.Helper()
	b.find(fmt.Sprintf(`//body//*[contains(normalize-space(.), "%s")]`, words))
}
