package report

import (
	"fmt"
	"html"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// htmlPen writes one HTML page that needs nothing from elsewhere: no script, no
// font, no picture. It is well-formed XML too, and every text in it is escaped.
type htmlPen struct {
	title  string
	out    strings.Builder
	depths int // lists that are open; each but the last has an item open
}

// pageStyle is read on screen and on paper: what belongs together stays on one
// sheet, and an address is plain to read where it cannot be clicked.
const pageStyle = `body{font:11pt/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#1a1a1a;background:#fff}
h1{font-size:1.6em;line-height:1.25}h2{font-size:1.3em;margin-top:2em;border-bottom:1px solid #bbb}h3{font-size:1.05em;margin-top:1.6em}
ul{padding-left:1.4em}li{margin:.25em 0}li.box{list-style:none;margin-left:-1.4em}input{margin:0 .5em 0 0}
code{font:.92em ui-monospace,monospace;background:#f0f0f0;padding:.1em .3em;overflow-wrap:anywhere}
blockquote{margin:.8em 0;padding:.1em 1em;border-left:4px solid #b30000}
@page{margin:18mm}@media print{body{margin:0;max-width:none;font-size:10pt}h2,h3{break-after:avoid}li,blockquote{break-inside:avoid}code{background:none;border:1px solid #bbb}a{color:inherit;text-decoration:none}}`

func (p *htmlPen) page() string {
	p.lists(0)
	return fmt.Sprintf(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="referrer" content="no-referrer"/>
<title>%s</title>
<style>
%s
</style>
</head>
<body>
%s</body>
</html>
`, html.EscapeString(p.title), pageStyle, p.out.String())
}

func (p *htmlPen) heading(level int, in ...span) {
	if level == 1 {
		for _, s := range in {
			p.title += s.text
		}
	}
	p.block(fmt.Sprintf("h%d", level), inHTML(in))
}

func (p *htmlPen) prose(in ...span) { p.block("p", inHTML(in)) }
func (p *htmlPen) quote(in ...span) { p.block("blockquote", "<p>"+inHTML(in)+"</p>") }

func (p *htmlPen) block(tag, inner string) {
	p.lists(0)
	fmt.Fprintf(&p.out, "<%s>%s</%s>\n", tag, inner, tag)
}

// item opens a list or closes those that are deeper, as its depth asks. An item
// stays open: a deeper list may follow inside.
func (p *htmlPen) item(depth int, b box, in ...span) {
	if p.depths > depth {
		p.lists(depth + 1)
		p.out.WriteString("</li>\n")
	}
	for p.depths <= depth {
		p.out.WriteString("<ul>\n")
		p.depths++
	}
	if b == noBox {
		p.out.WriteString("<li>" + inHTML(in))
		return
	}
	checked, label := "", words.BookOpen
	if b == ticked {
		checked, label = ` checked="checked"`, words.BookTicked
	}
	fmt.Fprintf(&p.out, `<li class="box"><input type="checkbox" aria-label="%s"%s/>%s`, label, checked, inHTML(in))
}

// lists closes lists until so many are open.
func (p *htmlPen) lists(open int) {
	for p.depths > open {
		p.out.WriteString("</li>\n</ul>\n")
		p.depths--
	}
}

func inHTML(in []span) string {
	var b strings.Builder
	for _, s := range in {
		text := html.EscapeString(s.text)
		switch s.as {
		case asStrong:
			text = "<strong>" + text + "</strong>"
		case asCode:
			text = "<code>" + text + "</code>"
		case asLink:
			text = fmt.Sprintf(`<a href="%s">%s</a>`, text, text)
		}
		b.WriteString(text)
	}
	return b.String()
}
