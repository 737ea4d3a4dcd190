package sandbox

import (
	_ "embed"
	"net/http"
)

//go:embed page.html
var pageHTML []byte

// page shows both consoles and the inbox. It is static: everything on it comes
// from, and goes through, the JSON below /_sandbox/.
func page(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'")
	w.Write(pageHTML)
}
