package sandbox

import (
	"cmp"
	"embed"
	"net/http"
	"path"
)

// consoleFiles are the page on which a person plays the admin in both vendors'
// consoles, and the customer with the inbox. It is static: everything on it comes
// from, and goes through, the JSON below /_sandbox/, so that a script can do all
// that the page does.
//
//go:embed console
var consoleFiles embed.FS

// pagePolicy keeps the page to itself: nothing inline, nothing from elsewhere,
// nobody else's frame. What accounts hold may be hostile.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// pageKinds says what each file is. The machine's own table is not asked: a
// browser refuses a script that the table calls plain text.
var pageKinds = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
}

// page serves one of the files, the page itself where none is named.
func page(w http.ResponseWriter, r *http.Request) {
	name := cmp.Or(r.PathValue("file"), "index.html")
	content, err := consoleFiles.ReadFile("console/" + name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", pageKinds[path.Ext(name)])
	header.Set("Content-Security-Policy", pagePolicy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-cache")
	w.Write(content)
}
