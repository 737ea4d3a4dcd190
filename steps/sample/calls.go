package sample

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/talontap/talontap/api/talonone"
)

// Calls reports whether the rule of a title, or the only one there is, calls a
// webhook, in whichever of the two forms of the ruleset is shown; nil is not shown.
// It reads other rules than ours too, and parts that are shown as an expression.
func Calls(typed *talonone.RulesetV2, talang *talonone.Ruleset, title string, webhook int) bool {
	switch {
	case typed != nil:
		return slices.ContainsFunc(typed.Rules, func(r talonone.RuleV2) bool {
			return (len(typed.Rules) == 1 || r.Title == title) && inBlocks(r.Blocks, webhook)
		})
	case talang != nil:
		var set struct {
			Rules []struct {
				Title   string          `json:"title"`
				Effects json.RawMessage `json:"effects"`
			} `json:"rules"`
		}
		_ = json.Unmarshal(talang.Body, &set) // what is no ruleset calls nothing
		for _, r := range set.Rules {
			if (len(set.Rules) == 1 || r.Title == title) && names(r.Effects, webhook) {
				return true
			}
		}
	}
	return false
}

func inBlocks(blocks []talonone.Block, webhook int) bool {
	return slices.ContainsFunc(blocks, func(b talonone.Block) bool {
		return b.WebhookID == webhook || names(b.Expression, webhook) || inBlocks(b.Blocks, webhook)
	})
}

func names(expression json.RawMessage, webhook int) bool {
	return bytes.Contains(expression, []byte(`"`+callAPI(webhook)+`"`))
}
