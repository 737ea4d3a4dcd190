package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) mcpCommand() *cobra.Command {
	return a.withAnswers(&cobra.Command{
		Use: "mcp", Short: words.MCPShort, Long: words.MCPLong,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serveMCP(cmd.Context()) },
	})
}

// serveMCP answers an agent on standard input and output until that ends. Nothing
// but the protocol goes to standard output, as it is: never in a terminal's ASCII.
func (a *app) serveMCP(ctx context.Context) error {
	if a.terminal {
		a.say(words.MCPTerminal)
	}
	err := a.agentServer().Run(ctx, &mcp.IOTransport{Reader: io.NopCloser(a.in), Writer: unclosed{a.screen}})
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// unclosed is a stream that outlives who writes to it.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// look is one thing that an agent may have looked at: what it writes is the very
// document of the command of that name.
type look struct {
	name, says string
	input      string // a JSON Schema; "": it takes nothing
	write      func(ctx context.Context, session *engine.Session, st steps.State, asked []string, to io.Writer) error
}

// looks are all that an agent gets. None of them writes, here or at the vendors.
func looks() []look {
	return []look{
		{"plan", words.MCPPlan, "", func(ctx context.Context, session *engine.Session, st steps.State, _ []string, to io.Writer) error {
			p, _, err := session.Plan(ctx, st)
			if p.Changes == nil {
				return err
			}
			return report.PlanJSON(to, p, err)
		}},
		{"verify", words.MCPVerify, "", func(ctx context.Context, session *engine.Session, st steps.State, _ []string, to io.Writer) error {
			list, err := session.Checklist(ctx, st)
			if err != nil {
				return err
			}
			return report.ChecklistJSON(to, list, nil, nil)
		}},
		{"runbook", words.MCPRunbook, "", func(ctx context.Context, session *engine.Session, st steps.State, _ []string, to io.Writer) error {
			book, err := session.Runbook(ctx, st)
			if book.Profile == "" {
				return err
			}
			return report.Runbook(to, book) // what was not looked at stands on the page
		}},
		{"trace", words.MCPTrace, tracedInput, func(ctx context.Context, session *engine.Session, st steps.State, asked []string, to io.Writer) error {
			r, err := session.Trace(ctx, st, asked, func(string, int) {})
			if r.Trails == nil {
				return err
			}
			return report.TraceJSON(to, r, err)
		}},
	}
}

// What a tool takes.
const (
	noInput     = `{"type":"object","additionalProperties":false}`
	tracedInput = `{"type":"object","additionalProperties":false,"required":["asked"],"properties":{"asked":{"type":"array","minItems":1,"maxItems":100,` +
		`"items":{"type":"string","minLength":1},"description":"coupon codes, or customers by their integration ID"}}}`
)

// agentServer serves every look with one set of clients, since the vendors count
// their limits by account.
func (a *app) agentServer() *mcp.Server {
	server := mcp.NewServer(&mcp.Implementation{Name: "talontap", Version: version},
		&mcp.ServerOptions{Instructions: words.MCPInstructions, Capabilities: &mcp.ServerCapabilities{}})
	world := a.world()
	for _, l := range looks() {
		tool := &mcp.Tool{Name: l.name, Description: l.says, InputSchema: json.RawMessage(cmp.Or(l.input, noInput)),
			Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true}}
		server.AddTool(tool, func(ctx context.Context, call *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
			own := *a // calls may come side by side, and each reads the saved setup anew
			return own.tell(ctx, world, l, call.Params.Arguments), nil
		})
	}
	return server
}

// tell is what a look told; what kept it from being made is told as an error
// that a person could act on.
func (a *app) tell(ctx context.Context, world engine.World, l look, arguments json.RawMessage) *mcp.CallToolResult {
	var text strings.Builder
	err := crash.Guard(func() error {
		asked, err := toTrace(l, arguments)
		if err != nil {
			return err
		}
		session, st, err := a.opens(ctx, world)
		if err != nil {
			return err
		}
		return l.write(ctx, session, st, asked, &text)
	})()
	if err != nil {
		text.Reset()
		_ = report.ErrorJSON(&text, err) // a Builder takes everything
	}
	said := secret.Scrub(text.String(), a.hidden()...)
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: said}}, IsError: err != nil}
}

// toTrace are the codes and customers of a call, as the command line takes them.
func toTrace(l look, arguments json.RawMessage) (all []string, err error) {
	if l.input == "" {
		return nil, nil
	}
	var given struct{ Asked []string }
	if err := json.Unmarshal(arguments, &given); err != nil || len(given.Asked) == 0 {
		return nil, usage(words.TraceWhich)
	}
	return entries(given.Asked)
}
