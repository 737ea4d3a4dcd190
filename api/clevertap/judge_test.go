package clevertap

import (
	"testing"

	"github.com/talontap/talontap/api/transport"
)

func TestAnAnswerIsJudgedByItsBody(t *testing.T) {
	for _, test := range []struct {
		status int
		body   string
		want   transport.Verdict
	}{
		{200, `{ "status" : "success" , "processed" : 1 , "unprocessed" : [ ]}`, transport.Verdict{}},
		{200, `{"status":"partial","req_id":1}`, transport.Verdict{}},
		{200, `{"status":"fail","processed":0,"unprocessed":[{"code":513,"error":"x"}]}`, transport.Verdict{}},
		{200, `{"status":"fail","error":"e","code":528}`, transport.Verdict{Kind: transport.Rejected, Code: 528, Message: "e"}},
		{200, `{"status":"fail","error":"e","code":"528"}`, transport.Verdict{Kind: transport.Rejected, Code: 528, Message: "e"}},
		{200, `{"status":"fail","error":"e","code":401}`, transport.Verdict{Kind: transport.Unauthorised, Code: 401, Message: "e"}},
		{200, `{"status":"fail","error":"e","code":429}`, transport.Verdict{Kind: transport.Limited, Code: 429, Message: "e"}},
		{200, `{"status":"fail","error":"wait","code":1}`, transport.Verdict{Kind: transport.Limited, Code: 1, Message: "wait"}},
		{200, `{"status":"fail","error":"later","code":2}`, transport.Verdict{Kind: transport.Rejected, Code: 2, Message: "later"}},
		{401, `{ "status" : "fail" , "error" : "Account ID is not valid" , "code" : 401}`, transport.Verdict{Code: 401, Message: "Account ID is not valid"}},
		{500, `{"status":"fail","error":"e","code":500}`, transport.Verdict{Code: 500, Message: "e"}},
		{200, `<html>`, transport.Verdict{}},
		{200, `{"status":"fail","error":"half`, transport.Verdict{}},
		{200, `[]`, transport.Verdict{}},
		{200, `null`, transport.Verdict{}},
		{200, ``, transport.Verdict{}},
	} {
		if got := judge(test.status, []byte(test.body)); got != test.want {
			t.Errorf("%d %s: got %+v, want %+v", test.status, test.body, got, test.want)
		}
	}
}

func FuzzABodyOnlyOverrulesASuccess(f *testing.F) {
	f.Add(200, `{"status":"fail"}`)
	f.Add(500, `{"status":"success","code":1e99}`)
	f.Add(200, `{"status":"fail","unprocessed":[null]}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		v := judge(status, []byte(body))
		if v.Kind != transport.Unknown && status/100 != 2 {
			t.Fatalf("the body of a %d decided the kind %v, which is for the status to decide", status, v.Kind)
		}
	})
}
