package sample_test

import (
	"encoding/json"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/sample"
)

func TestWhichWebhookARuleCallsIsReadInEitherForm(t *testing.T) {
	block := talonone.Block{Type: "triggerWebhook", WebhookID: 12}
	typed := func(title string, blocks ...talonone.Block) *talonone.RulesetV2 {
		return &talonone.RulesetV2{Rules: []talonone.RuleV2{{Title: "Another"}, {Title: title, Blocks: blocks}}}
	}
	talang := func(title, call string) *talonone.Ruleset {
		return &talonone.Ruleset{Body: json.RawMessage(`{"rules":[{"title":"Another","effects":[]},{"title":"` + title + `","effects":[["catch",["noop"],["!","` + call + `",1]]]}]}`)}
	}
	for name, c := range map[string]struct {
		typed  *talonone.RulesetV2
		talang *talonone.Ruleset
		want   bool
	}{
		"nothing is shown":     {nil, nil, false},
		"typed":                {typed("Ours", block), nil, true},
		"typed, in a group":    {typed("Ours", talonone.Block{Type: "group", Blocks: []talonone.Block{block}}), nil, true},
		"typed, as expression": {typed("Ours", talonone.Block{Type: "passthrough", Expression: json.RawMessage(`["!","callApi12",1]`)}), nil, true},
		"typed, another rule":  {typed("Theirs", block), talang("Ours", "callApi12"), false},
		"typed, the only one":  {&talonone.RulesetV2{Rules: []talonone.RuleV2{{Title: "Theirs", Blocks: []talonone.Block{block}}}}, nil, true},
		"Talang":               {nil, talang("Ours", "callApi12"), true},
		"Talang, another rule": {nil, talang("Theirs", "callApi12"), false},
		"Talang, a longer ID":  {nil, talang("Ours", "callApi123"), false},
	} {
		if got := sample.Calls(c.typed, c.talang, "Ours", 12); got != c.want {
			t.Errorf("%s: called %v, want %v", name, got, c.want)
		}
	}
}
