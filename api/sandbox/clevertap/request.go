package clevertap

import (
	"encoding/json"
	"io"
	"net/http"
)

// readBody decodes a JSON body and keeps numbers as they were written.
// modelled: the answer to a body that cannot be read.
func readBody(r *http.Request, into any) *answer {
	decoder := json.NewDecoder(io.LimitReader(r.Body, mostBytes))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		refused := failed(http.StatusBadRequest, 400, "Malformed request")
		return &refused
	}
	return nil
}
