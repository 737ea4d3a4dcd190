package clevertap

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// readBody decodes a JSON body and keeps numbers as they were written.
func readBody(r *http.Request, into any) error { return readJSON(r.Body, into) }

// readJSON refuses what the sandbox does not model: an answer that leaves a filter
// out would be a wrong one.
// modelled: the answer to a body that cannot be read.
func readJSON(from io.Reader, into any) error {
	decoder := json.NewDecoder(from)
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		return nil
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return notModelled("field " + strings.Trim(name, `"`))
	}
	return malformed("Malformed request")
}

func notModelled(what string) error { return malformed("The sandbox does not model the " + what) }

// checkQuery refuses a parameter that the operation does not read.
func (to route) checkQuery(r *http.Request, path string) error {
	for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) {
		if !slices.Contains(to.reads, name) {
			return notModelled("parameter " + name + " of " + path)
		}
	}
	return nil
}
