package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps/setup"
)

// connected is the SDK's own client on the real program.
func connected(t *testing.T, env []string) *mcp.ClientSession {
	t.Helper()
	c := exec.Command("talontap", "mcp")
	c.Env = append(os.Environ(), env...)
	client := mcp.NewClient(&mcp.Implementation{Name: "a test", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), &mcp.CommandTransport{Command: c}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := session.Close(); err != nil {
			t.Errorf("when the agent leaves: %v", err)
		}
	})
	return session
}

// asked is the one text that a tool gives.
func asked(t *testing.T, session *mcp.ClientSession, tool string) (text string, failed bool) {
	t.Helper()
	call := &mcp.CallToolParams{Name: tool}
	if tool == "trace" {
		call.Arguments = map[string]any{"asked": []string{"customer-1001"}}
	}
	result, err := session.CallTool(t.Context(), call)
	if err != nil {
		t.Errorf("%s: %v", tool, err)
		return "", true
	}
	if content, is := result.Content[0].(*mcp.TextContent); is && len(result.Content) == 1 {
		return content.Text, result.IsError
	}
	t.Errorf("%s gave %+v", tool, result.Content)
	return "", true
}

// ofCommand is what a command of the program writes.
func ofCommand(t *testing.T, env []string, args ...string) string {
	t.Helper()
	c := exec.Command("talontap", args...)
	c.Env = append(os.Environ(), env...)
	out, err := c.Output()
	if status := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &status) || len(out) == 0) {
		t.Fatalf("%v: %v", args, err)
	}
	return string(out)
}

// timeless is a document without what differs from one moment to the next.
func timeless(text string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool {
		return strings.HasPrefix(line, "Made on ") || strings.Contains(line, `"took_ms"`) || strings.Contains(line, "the last call that was not talontap's")
	}), "\n")
}

func TestAnAgentGetsTheDocumentsOfTheCommandsAndNothingThatWrites(t *testing.T) {
	t.Parallel()
	box, env := readSetup(t)
	session := connected(t, env)
	tools, err := session.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	commands := map[string][]string{"plan": {"plan", "--json"}, "verify": {"verify", "--json"}, "runbook": {"runbook"}, "trace": {"trace", "--json", "customer-1001"}}
	if len(tools.Tools) != len(commands) {
		t.Errorf("there are %d tools, want %d", len(tools.Tools), len(commands))
	}
	var wait sync.WaitGroup
	for _, tool := range tools.Tools {
		if tool.Annotations == nil || !tool.Annotations.ReadOnlyHint || tool.Description == "" || commands[tool.Name] == nil {
			t.Errorf("the tool %+v is not one that reads", tool)
			continue
		}
		wait.Go(func() {
			got, failed := asked(t, session, tool.Name)
			if want := timeless(ofCommand(t, env, commands[tool.Name]...)); failed || timeless(got) != want {
				t.Errorf("%s: got\n%s\nand the command gives\n%s", tool.Name, timeless(got), want)
			}
			if secret.Scrub(got, secretsOf(box)...) != got {
				t.Errorf("%s gives a secret away", tool.Name)
			}
		})
	}
	wait.Wait()
}

func secretsOf(box *sandbox.Sandbox) (all []secret.Secret) {
	for _, v := range box.Env() {
		for _, f := range setup.Fields() {
			if f.Secret && f.Key.Variable() == v.Name {
				all = append(all, secret.New(v.Value))
			}
		}
	}
	return all
}

func TestAnAgentIsToldWhatIsMissing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	session := connected(t, []string{"XDG_CONFIG_HOME=" + dir, "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR=" + dir})
	for _, tool := range []string{"plan", "verify", "runbook", "trace"} {
		text, failed := asked(t, session, tool)
		var doc struct {
			Schema string
			Error  struct{ What, Fix string }
		}
		if err := json.Unmarshal([]byte(text), &doc); err != nil || !failed || doc.Schema != "talontap.error/v1" || doc.Error.Fix == "" {
			t.Errorf("%s: %v, failed %v: %s", tool, err, failed, text)
		}
	}
}

func TestNothingButTheProtocolStandsOnStandardOutput(t *testing.T) {
	t.Parallel()
	c := exec.Command("talontap", "mcp", "--debug", filepath.Join(t.TempDir(), "log"))
	c.Env = append(os.Environ(), "LC_ALL=C")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for _, request := range []string{
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"a test","version":"1"}}}`,
		`{"jsonrpc":"2.0","id":2,"method":"ping"}`,
		`{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"apply","arguments":{}}}`,
	} {
		if _, err := io.WriteString(in, request+"\n"); err != nil {
			t.Fatal(err)
		}
		if line, err := lines.ReadBytes('\n'); err != nil || !json.Valid(line) {
			t.Errorf("%s was answered with %q (%v)", request, line, err)
		}
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if rest, err := io.ReadAll(lines); err != nil || len(rest) > 0 {
		t.Errorf("behind the answers stands %q (%v)", rest, err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("at the end of the input: %v", err)
	}
}
