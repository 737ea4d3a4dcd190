package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

func TestTheSandboxAnswersOnlyToLoopbackNames(t *testing.T) {
	box, err := sandbox.Start(t.Context(), sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	clevertap := strings.TrimSuffix(box.CleverTapURL(), "/{region}")
	for host, status := range map[string]int{
		"": 200, "localhost": 200, "localhost:4711": 200, "LOCALHOST": 200, "[::1]:80": 200, "[::1]": 200, "127.9.9.9": 200,
		"evil.example.com": 421, "evil.example.com:80": 421, "localhost.evil.example.com": 421, "10.0.0.1": 421, "127.0.0.1.evil.example.com:1": 421,
	} {
		for _, address := range []string{box.TalonOneURL(), clevertap} {
			for _, path := range []string{"/_sandbox/state", "/v1/applications"} {
				r, err := http.NewRequestWithContext(t.Context(), "GET", address+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Host = host
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				answer.Body.Close()
				refused := answer.StatusCode == http.StatusMisdirectedRequest
				if refused != (status == 421) {
					t.Errorf("Host %q at %s is answered %d, want refused: %v", host, path, answer.StatusCode, status == 421)
				}
			}
		}
	}
}
