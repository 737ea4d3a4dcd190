package talonone

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

// stage is a world with one path and one function.
type stage struct{}

func (stage) lookup(path []string) (any, bool) {
	switch path[0] {
	case "Now":
		return time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC), true
	case "Total":
		return 80.0, true
	default:
		return nil, false
	}
}

func (stage) do(function string, arguments []any) (any, bool, error) {
	if function == "count of arguments" {
		return float64(len(arguments)), true, nil
	}
	return nil, false, nil
}

func evaluated(t *testing.T, expression string) (any, error) {
	t.Helper()
	var parsed any
	if err := json.Unmarshal([]byte(expression), &parsed); err != nil {
		t.Fatal(err)
	}
	return newInterpreter(stage{}).eval(parsed)
}

func TestTalangExpressionsHaveTheirValues(t *testing.T) {
	for expression, want := range map[string]any{
		`5`:                        5.0,
		`[true]`:                   true,
		`["identity", 10]`:         10.0,
		`["*", 3, ["/", 25, 100]]`: 0.75,
		`["and"]`:                  true,
		`["and", false, ["boom"]]`: false,
		`[">=", ["now"], "2027-01-01T13:00:00+01:00"]`:          true,
		`[">=", [".", "Total"], 80]`:                            true,
		`["catch", 0, [".", "Absent"]]`:                         0.0,
		`["catch", 0, [".", "Total"]]`:                          80.0,
		`["count of arguments", 1, 2]`:                          2.0,
		`["<", ["now"], ["parseTime", "2027-01-01T12:00:00Z"]]`: false,
	} {
		got, err := evaluated(t, expression)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v; want %v", expression, got, err, want)
		}
	}
}

func TestTalangErrorsAreToldApartByWhetherARuleCanCatchThem(t *testing.T) {
	for expression, fatal := range map[string]bool{
		`[]`:                        false,
		`[1, 2]`:                    false,
		`["."]`:                     false,
		`[".", 1]`:                  false,
		`[".", "Absent"]`:           false,
		`["/", 1, 0]`:               false,
		`["*", 1, "a"]`:             false,
		`["and", 1]`:                false,
		`["<", 1, "a"]`:             false,
		`["<", 1]`:                  false,
		`["parseTime", "soon"]`:     false,
		`["parseTime", 5]`:          false,
		`["catch", 1]`:              false,
		`["conjure"]`:               true,
		`["catch", 0, ["conjure"]]`: true,
		`[["X"], 1]`:                true,
	} {
		_, err := evaluated(t, expression)
		if err == nil || isFatal(err) != fatal {
			t.Errorf("%s: %v; can't be caught: %v", expression, err, fatal)
		}
	}
	if !isFatal(errors.New("not of the language")) {
		t.Error("an error from outside the language must not be caught by a rule")
	}
}

func TestARuleCanNotHoldTheAccountUp(t *testing.T) {
	deep := `1`
	for range 400 {
		deep = `["identity",` + deep + `]`
	}
	if _, err := evaluated(t, deep); err == nil || !isFatal(err) {
		t.Errorf("no bound was met: %v", err)
	}
	wide := `["and"` + strings.Repeat(`,["and"]`, mostSteps) + `]`
	if _, err := evaluated(t, wide); err == nil || !isFatal(err) {
		t.Errorf("no bound was met: %v", err)
	}
}

func FuzzTalang(f *testing.F) {
	for _, seed := range []string{
		`["and", ["couponValid"]]`,
		`["catch", ["noop"], ["setDiscount", "10% off", ["*", [".", "Session", "Total"], ["/", 10, 100]]]]`,
		`["!", "callApi7", [".","Profile","IntegrationId"], [".","Session","GeneratedCoupon"]]`,
		`["createCoupon", 103, [".","Profile","IntegrationId"], 100, true]`,
		`["and",[">=",["now"],["parseTime","2027-01-01T00:00:00+01:00"]],["<",["now"],["parseTime","2027-01-02T00:00:00+01:00"]]]`,
		`[[["X"]],["*",1e300,1e300]]`, `{"a":[]}`, `null`, `[[],[]]`, `["parseTime","éé"]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		var expression any
		if json.Unmarshal([]byte(source), &expression) != nil {
			return
		}
		account := New(Config{})
		defer account.Close()
		shop := &account.applications[0]
		owner := *account.campaign(103)
		run := &evaluation{account: account, on: occasion{
			shop: shop, at: account.now(), dry: true, profile: &customer{IntegrationID: "x"}, session: &customerSession{},
		}}
		one := rule{Title: "fuzzed", Condition: true, Effects: []any{expression}, Bindings: []binding{{Name: "B", Expression: expression}}}
		next := newTurn(run, owner, ruleset{}, 0, one)
		next.take()
		one.Condition = expression
		newTurn(run, owner, ruleset{}, 0, one).take()
		if _, err := encode(account.evaluated(run.on, run.result, shown).body); err != nil {
			t.Errorf("the answer can't be encoded: %v", err)
		}
		typed := typing{account: account}
		typed.condition(expression)
		typed.effect(expression)
		if _, err := encode(typed.blocks); err != nil {
			t.Errorf("the V2 form can't be encoded: %v", err)
		}
	})
}
