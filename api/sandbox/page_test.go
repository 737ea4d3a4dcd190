package sandbox

import (
	"regexp"
	"strings"
	"testing"
)

func TestThePageIsServedWholeAndKeepsToItself(t *testing.T) {
	r := start(t, Options{})
	files, err := consoleFiles.ReadDir("console")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		g := r.admin("GET", "console/"+file.Name(), "")
		if g.status != 200 || !strings.Contains(g.kind, "charset=utf-8") || g.body == "" {
			t.Errorf("%s answered %d, %q, %d bytes", file.Name(), g.status, g.kind, len(g.body))
		}
	}
	for _, path := range []string{"console/", "console/nothing.js", "console/..%2Fpage.go", "console/sub/app.js"} {
		if g := r.admin("GET", path, ""); g.status != 404 {
			t.Errorf("%s answered %d", path, g.status)
		}
	}
	answered, err := r.client.Get(r.TalonOneURL() + "/_sandbox/")
	if err != nil {
		t.Fatal(err)
	}
	defer answered.Body.Close()
	if policy := answered.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the page's policy is %q", policy)
	}
}

// TestThePageWritesTextOnlyAndNamesNoOtherHost looks for what would let a name in
// an account become markup, and for requests to elsewhere.
func TestThePageWritesTextOnlyAndNamesNoOtherHost(t *testing.T) {
	markup := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|srcdoc|DOMParser|\bon[a-z]+=`)
	elsewhere := regexp.MustCompile(`https?:|//[a-z]+\.|@import|url\(`)
	files, err := consoleFiles.ReadDir("console")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := consoleFiles.ReadFile("console/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, forbidden := range []*regexp.Regexp{markup, elsewhere} {
			if found := forbidden.Find(content); found != nil {
				t.Errorf("%s holds %q", file.Name(), found)
			}
		}
	}
}
