package talonone

import (
	"encoding/json"
	"errors"
	"reflect"
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
	return newInterpreter(stage{}).eval(parsed, nil)
}

func TestTalangExpressionsHaveTheirValues(t *testing.T) {
	for expression, want := range map[string]any{
		`5`:                                                5.0,
		`[true]`:                                           true,
		`["identity", 10]`:                                 10.0,
		`["+", 2, 0]`:                                      2.0,
		`["-", 5]`:                                         5.0,
		`["*", 3, ["/", 25, 100]]`:                         0.75,
		`["mod", 7, 4]`:                                    3.0,
		`["min", 3, 1, 2]`:                                 1.0,
		`["ceil", 1.2]`:                                    2.0,
		`["and"]`:                                          true,
		`["and", false, ["boom"]]`:                         false,
		`["or", true, ["boom"]]`:                           true,
		`["or"]`:                                           false,
		`["not", false]`:                                   true,
		`["!=", "a", "b"]`:                                 true,
		`["=", ["list", 1, 2], ["list", 1, 2]]`:            true,
		`["=", ["list", 1], 1]`:                            false,
		`["=", true, true]`:                                true,
		`["=", ["noop"], ["noop"]]`:                        true,
		`["between", 2, 1, 2]`:                             true,
		`[">=", [".", "Total"], 80]`:                       true,
		`["catch", 0, [".", "Absent"]]`:                    0.0,
		`["catch", 0, [".", "Total"]]`:                     80.0,
		`["do", 1, 2]`:                                     2.0,
		`["concat", "a", 1, true]`:                         "a1true",
		`["contains", "coupon", "up"]`:                     true,
		`["contains", ["list", 1, 2], 2]`:                  true,
		`["notContains", "coupon", "x"]`:                   true,
		`["startsWith", "coupon", "cou"]`:                  true,
		`["endsWith", "coupon", "on"]`:                     true,
		`["join", ["split", "a,b", ","], "-"]`:             "a-b",
		`["firstName", "Ada King Lovelace"]`:               "Ada",
		`["lastName", "Ada King Lovelace"]`:                "Lovelace",
		`["lastName", " "]`:                                "",
		`["count", ["list", 1, 2]]`:                        2.0,
		`["head", ["list", 4, 5]]`:                         4.0,
		`["count", ["tail", ["list"]]]`:                    0.0,
		`["item", ["list", 4, 5], 1]`:                      5.0,
		`["item", ["reverse", ["list", 4, 5]], 0]`:         5.0,
		`["head", ["sortByNumber", ["list", 3, 1, 2]]]`:    1.0,
		`["sum", ["push", ["list", 1], 2]]`:                3.0,
		`["sum", ["append", ["list", 1], ["list", 2, 3]]]`: 6.0,
		`["isEmpty", ["list"]]`:                            true,
		`["sum", ["map", ["list", 1, 2], [["X"], ["*", [".", "X"], 10]]]]`:            30.0,
		`["count", ["filter", ["list", 1, 2, 3], [["X"], [">", [".", "X"], 1]]]]`:     2.0,
		`["exists", ["list", 1], [["X"], ["=", [".", "X"], 2]]]`:                      false,
		`["every", ["list", 2, 2], [["X"], ["=", [".", "X"], 2]]]`:                    true,
		`["count of arguments", 1, 2]`:                                                2.0,
		`["after", ["now"], "2027-01-01T00:00:00Z"]`:                                  true,
		`["before", ["now"], ["parseTime", "2027-01-01T12:00:00Z"]]`:                  false,
		`["betweenTimes", ["now"], "2027-01-01T12:00:00Z", "2027-01-02T00:00:00Z"]`:   false,
		`["matchTime", ["now"], ["parseTime", "2027-01-01T00:00:00Z"], "yyyy-MM-dd"]`: true,
		`["matchTime", ["now"], "2027-01-02T00:00:00Z", "YYYY-MM-DD"]`:                false,
		`["formatTime", ["now"], "dd.MM.yyyy HH:mm:ss"]`:                              "01.01.2027 12:00:00",
		`["year", ["addDuration", ["now"], 1, "year"]]`:                               2028.0,
		`["monthDay", ["subDuration", ["now"], 1, "days"]]`:                           31.0,
		`["weekday", ["now"]]`:                                     5.0,
		`["daysBetween", ["now"], "2027-01-04T11:00:00Z"]`:         2.0,
		`["toString", ["parseTime", "2027-01-01T00:00:00+01:00"]]`: "2027-01-01T00:00:00+01:00",
		`["toString", ["list", 1, "b", ["list"]]]`:                 "1,b",
	} {
		got, err := evaluated(t, expression)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v; want %v", expression, got, err, want)
		}
	}
}

func TestTalangErrorsAreToldApartByWhetherARuleCanCatchThem(t *testing.T) {
	for expression, fatal := range map[string]bool{
		`[]`:                                    false,
		`[1, 2]`:                                false,
		`["."]`:                                 false,
		`[".", 1]`:                              false,
		`[".", "Absent"]`:                       false,
		`["/", 1, 0]`:                           false,
		`["and", 1]`:                            false,
		`["not", "x"]`:                          false,
		`["<", 1, "a"]`:                         false,
		`["parseTime", "soon"]`:                 false,
		`["catch", 1]`:                          false,
		`["item", ["list"], 0]`:                 false,
		`["item", ["list", 1], -1]`:             false,
		`["map", ["list", 1], "no block"]`:      false,
		`[["X"], 1, 2]`:                         false,
		`[[1], 2]`:                              false,
		`["addDuration", ["now"], 1, "eon"]`:    false,
		`["addDuration", ["now"], 1e9, "year"]`: false,
		`["conjure"]`:                           true,
		`["catch", 0, ["conjure"]]`:             true,
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
	double := `"xxxxxxxxxxxxxxxx"`
	nested := `["list", 1]`
	for range 60 {
		double = `["head", ["map", ["list", ` + double + `], [["X"], ["concat", [".","X"], [".","X"]]]]]`
		nested = `["head", ["map", ["list", ` + nested + `], [["X"], ["list", [".","X"], [".","X"]]]]]`
	}
	for _, expression := range []string{deep, double} {
		if _, err := evaluated(t, expression); err == nil || !isFatal(err) {
			t.Errorf("no bound was met: %v", err)
		}
	}
	if same, err := evaluated(t, `["=", `+nested+`, `+nested+`]`); err != nil || same != false {
		t.Errorf("a list with 2^60 parts: %v, %v", same, err)
	}
}

func FuzzTalang(f *testing.F) {
	for _, seed := range []string{
		`["and", ["couponValid"]]`,
		`["catch", ["noop"], ["setDiscount", "10% off", ["*", [".", "Session", "Total"], ["/", 10, 100]]]]`,
		`["filter",[".","Session","CartItems"],[["Item"],["catch",false,["contains",[".","Item","Category"],"Kitchen"]]]]`,
		`["!", "callApi7", [".","Profile","IntegrationId"], [".","Session","GeneratedCoupon"]]`,
		`["createCoupon", 103, [".","Profile","IntegrationId"], 100, true]`,
		`["notification","Webhook Skipped",{"body":"…"}]`,
		`["matchTime",["now"],["parseTime","2027-01-01T00:00:00Z"],"yyyy-MM-dd"]`,
		`["and",[">=",["now"],["parseTime","2027-01-01T00:00:00+01:00"]],["<",["now"],["parseTime","2027-01-02T00:00:00+01:00"]]]`,
		`[[["X"]],["item",["list"],1e300]]`, `{"a":[]}`, `null`, `[[],[]]`, `["formatTime",["now"],"éé"]`,
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
		if _, err := encode(account.integrationState(run.on, run.result, shownOfSessions)); err != nil {
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
