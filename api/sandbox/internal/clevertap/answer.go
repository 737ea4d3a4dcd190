package clevertap

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

// contentType is what recorded answers carry, without a space.
const contentType = "application/json;charset=utf-8"

// answer is one HTTP answer as a value, so that a handler can be read without
// its writer and no lock is held while bytes go out.
type answer struct {
	status int
	body   []byte
}

func (a answer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(a.status)
	w.Write(a.body)
}

// tight encodes v without spaces and without escaping for HTML, as most
// recorded bodies are.
func tight(status int, v any) answer {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return failed(http.StatusInternalServerError, 555, "Misc server error")
	}
	return answer{status, bytes.TrimSuffix(body.Bytes(), []byte("\n"))}
}

// failed is the published envelope of a whole request that failed. The code is
// not always the HTTP status: several failures travel with HTTP 200.
func failed(status, code int, text string) answer {
	return tight(status, struct {
		Status string `json:"status"`
		Error  string `json:"error"`
		Code   int    `json:"code"`
	}{"fail", text, code})
}

// plainSuccess is the whole answer of calls that return nothing else.
func plainSuccess() answer {
	return tight(http.StatusOK, map[string]string{"status": "success"})
}

// spaced writes an answer with the spaces of the recorded uploads, those of a
// refused record among them. likely: that the echoed record has them too.
func spaced(a answer) answer {
	var out []byte
	quoted := false
	for i, b := range a.body {
		if b == '"' && !escaped(a.body[:i]) {
			quoted = !quoted
		}
		switch {
		case quoted:
			out = append(out, b)
		case b == '{' || b == '[':
			out = append(out, b, ' ')
		case b == ':' || b == ',':
			out = append(out, ' ', b, ' ')
		default:
			out = append(out, b)
		}
	}
	return answer{a.status, out}
}

// escaped reports whether an odd number of backslashes ends the text.
func escaped(text []byte) bool {
	return (len(text)-len(bytes.TrimRight(text, `\`)))%2 == 1
}

// spacedSuccess is the answer to an upload that was taken whole, with the
// spaces of the recorded bytes.
func spacedSuccess(processed int) answer {
	const recorded = `{ "status" : "success" , "processed" : %d , "unprocessed" : [ ]}`
	return answer{http.StatusOK, fmt.Appendf(nil, recorded, processed)}
}
