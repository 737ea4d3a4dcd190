package clevertap

import (
	"bytes"
	"encoding/json"
	"errors"
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
		return shown(nil, failure{http.StatusInternalServerError, 555, "Misc server error"})
	}
	return answer{status, bytes.TrimSuffix(body.Bytes(), []byte("\n"))}
}

// failure is why a whole request failed. The code is not always the HTTP status:
// several failures travel with HTTP 200.
type failure struct {
	status, code int
	text         string
}

func (f failure) Error() string { return f.text }

// malformed is a request that makes no sense.
// modelled: the code, that it travels with HTTP 400, and the words but for a query's.
func malformed(text string) error { return failure{http.StatusBadRequest, 400, text} }

// errNotThere is answered with 404, every other error of a click with 400.
var errNotThere = errors.New("there is no such thing")

// shown is what came of a request: of the API with the published envelope of a
// failure, of a click with {"error": "…"}.
func shown(result any, err error) answer {
	if err == nil {
		if ready, ok := result.(answer); ok {
			return ready
		}
		return tight(http.StatusOK, result)
	}
	if failed, ok := errors.AsType[failure](err); ok {
		body := tight(failed.status, struct {
			Status string `json:"status"`
			Error  string `json:"error"`
			Code   int    `json:"code"`
		}{"fail", failed.text, failed.code})
		if failed == accountNotValid {
			return spaced(body)
		}
		return body
	}
	status := http.StatusBadRequest
	if errors.Is(err, errNotThere) {
		status = http.StatusNotFound
	}
	return tight(status, map[string]string{"error": err.Error()})
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
		case !quoted && (b == '{' || b == '['):
			out = append(out, b, ' ')
		case !quoted && (b == ':' || b == ','):
			out = append(out, ' ', b, ' ')
		default:
			out = append(out, b)
		}
	}
	return answer{a.status, out}
}

func escaped(text []byte) bool {
	return (len(text)-len(bytes.TrimRight(text, `\`)))%2 == 1
}
