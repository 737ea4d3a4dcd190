package main

import (
	"cmp"
	"encoding/xml"
	"flag"
	"fmt"
	"html"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// The pictures of the README and of .github/SCREENS.md are recorded here, from the
// real program on a terminal: go test ./cmd/talontap -run Picture -pictures

var drawn = flag.Bool("pictures", false, "record the pictures of the documentation anew")

// A picture's measures, in its own units.
const (
	cellWide = 8.4
	cellHigh = 18.0
	margin   = 14.0
)

// The colours where the program leaves them to the terminal, which is dark.
var paper, ink = "#10141c", "#d6deeb"

// row is a row of a screen as a picture draws it.
type row string

// frame is a screen, and for how many seconds a moving picture shows it.
type frame struct {
	rows    []row
	seconds float64
}

// steady are what differs in every run, and what a picture shows for it.
var steady = []struct {
	of *regexp.Regexp
	as string
}{
	{regexp.MustCompile(`127\.0\.0\.1:\d{5}`), "127.0.0.1:40000"},
	{regexp.MustCompile(`NY-[0-9A-Z]{4}-[0-9A-Z]{4}`), "NY-7K3Q-88PD"},
	{regexp.MustCompile(`TEST-[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{4}`), "TEST-R74-ZWR-R44Z"},
	{regexp.MustCompile(`admin-[0-9a-f]{6}@`), "admin-a1b2c3@"},
}

// frame takes what the terminal shows.
func (t *terminal) frame(seconds float64) frame {
	t.lock.Lock()
	defer t.lock.Unlock()
	f := frame{seconds: seconds}
	for y := range t.screen.Height() {
		var cells []uv.Cell
		for x := 0; x < t.screen.Width(); x++ {
			cell := t.screen.CellAt(x, y)
			cells = append(cells, *cmp.Or(cell, &uv.EmptyCell))
			x += max(cells[len(cells)-1].Width, 1) - 1
		}
		f.rows = append(f.rows, drawRow(cells))
	}
	return f
}

// drawRow draws the cells of a row, those of one look together.
func drawRow(cells []uv.Cell) row {
	plain := ""
	for _, c := range cells {
		plain += cmp.Or(c.Content, " ")
	}
	for _, s := range steady {
		plain = s.of.ReplaceAllString(plain, s.as)
	}
	shown := []rune(plain)
	if len(shown) != len(cells) { // letters of several runes: as they are
		shown = nil
	}
	var out strings.Builder
	for from, x := 0, 0.0; from < len(cells); {
		to, says, wide := from, "", 0
		for to < len(cells) && cells[to].Style.Equal(&cells[from].Style) {
			letter := cmp.Or(cells[to].Content, " ")
			if shown != nil {
				letter = string(shown[to])
			}
			says, wide, to = says+letter, wide+max(cells[to].Width, 1), to+1
		}
		out.WriteString(drawRun(cells[from].Style, says, x, float64(wide)*cellWide))
		x, from = x+float64(wide)*cellWide, to
	}
	return row(out.String())
}

func drawRun(style uv.Style, says string, x, wide float64) string {
	fore, back := shade(style.Fg, ink), shade(style.Bg, "")
	if style.Attrs&uv.AttrReverse != 0 {
		fore, back = cmp.Or(back, paper), fore
	}
	out := ""
	if back != "" {
		out = fmt.Sprintf(`<rect x="%.1f" width="%.1f" height="%.0f" fill="%s"/>`, x, wide, cellHigh, back)
	}
	look := ""
	if style.Attrs&uv.AttrBold != 0 {
		look += ` font-weight="bold"`
	}
	if style.Attrs&uv.AttrFaint != 0 {
		look += ` opacity="0.6"`
	}
	if float64(utf8.RuneCountInString(says))*cellWide < wide { // wide letters: in one piece
		return out + fmt.Sprintf(`<text x="%.1f" y="13.5" textLength="%.1f" fill="%s"%s>%s</text>`, x, wide, fore, look, html.EscapeString(says))
	}
	for _, at := range chunks.FindAllStringIndex(says, -1) { // several blanks in a row would become one
		says, x := says[at[0]:at[1]], x+float64(utf8.RuneCountInString(says[:at[0]]))*cellWide
		out += fmt.Sprintf(`<text x="%.1f" y="13.5" textLength="%.1f" fill="%s"%s>%s</text>`,
			x, float64(utf8.RuneCountInString(says))*cellWide, fore, look, html.EscapeString(says))
	}
	return out
}

// chunks are what stands between several blanks.
var chunks = regexp.MustCompile(`[^ ]+( [^ ]+)*`)

func shade(c color.Color, otherwise string) string {
	if c == nil {
		return otherwise
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// picture draws frames, one after the other and again from the start. A row that
// several of them show is drawn once.
func picture(cols int, frames []frame) []byte {
	var rows []row
	var all, moves strings.Builder
	total := 0.0
	for _, f := range frames {
		total += f.seconds
	}
	at := 0.0
	for i, f := range frames {
		fmt.Fprintf(&all, `<g class="f f%d">`, i)
		for y, r := range f.rows {
			if r == "" {
				continue
			}
			n := slices.Index(rows, r)
			if n < 0 {
				n, rows = len(rows), append(rows, r)
			}
			fmt.Fprintf(&all, `<use href="#r%d" y="%.0f"/>`, n, float64(y)*cellHigh)
		}
		all.WriteString("</g>\n")
		if len(frames) > 1 {
			fmt.Fprintf(&moves, "@keyframes k%d{0%%{visibility:hidden}%.2f%%{visibility:visible}%.2f%%,100%%{visibility:%s}}.f%d{animation:k%d %.1fs step-end infinite}\n",
				i, at/total*100, (at+f.seconds)/total*100, map[bool]string{true: "visible", false: "hidden"}[i == len(frames)-1], i, i, total)
		}
		at += f.seconds
	}
	high := float64(len(frames[0].rows))*cellHigh + 2*margin
	wide := float64(cols)*cellWide + 2*margin
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" xml:space="preserve">`+"\n", wide, high)
	if moves.Len() > 0 { // whoever wants no motion sees the end
		fmt.Fprintf(&out, "<style>.f{visibility:hidden}.f%d{visibility:visible}@media (prefers-reduced-motion:no-preference){.f%d{visibility:hidden}\n%s}</style>\n", len(frames)-1, len(frames)-1, moves.String())
	}
	fmt.Fprintf(&out, `<rect width="%.0f" height="%.0f" rx="10" fill="%s"/><defs>`+"\n", wide, high, paper)
	for n, r := range rows {
		fmt.Fprintf(&out, `<g id="r%d">%s</g>`+"\n", n, r)
	}
	fmt.Fprintf(&out, "</defs><g transform=\"translate(%.0f %.0f)\">\n%s</g></svg>\n", margin, margin, all.String())
	return []byte(out.String())
}

// still draws all frames without moving them.
func still(cols int, frames []frame) (all []byte) {
	all = []byte("<all>")
	for _, f := range frames {
		all = append(all, picture(cols, []frame{f})...)
	}
	return append(all, "</all>"...)
}

var (
	numbers = regexp.MustCompile(`(?:< )?[0-9][0-9.,:]*(?: m?s\b)?`)
	turning = regexp.MustCompile(`[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]`)
)

// texts are the chunks of text in a picture, but for their numbers: how long
// something took and how many days are left differ every day.
func texts(t *testing.T, svg []byte) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	read := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		token, err := read.Token()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatalf("a picture is not XML: %v", err)
		}
		if said, ok := token.(xml.CharData); ok {
			found[turning.ReplaceAllString(strings.Join(strings.Fields(numbers.ReplaceAllString(string(said), "0")), " "), "⠋")] = true
		}
	}
}

// keepPicture writes a picture, or sees that the one there shows the same.
func keepPicture(t *testing.T, name string, cols int, frames ...frame) {
	t.Helper()
	path := filepath.Join("..", "..", "assets", name+".svg")
	svg := picture(cols, frames)
	if *drawn {
		if err := os.WriteFile(path, svg, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	is := texts(t, kept)
	atRest := slices.DeleteFunc(slices.Clone(frames), func(f frame) bool { return f.seconds < 1 }) // what moves is never twice the same
	for says := range texts(t, still(cols, atRest)) {
		if !is[says] {
			t.Errorf("%s does not show %q: record the pictures anew with -pictures, and look at them", path, says)
		}
	}
}

func TestThePicturesOfTheDocumentationShowTheProgramAsItIs(t *testing.T) {
	t.Parallel()
	c := &typist{terminal: openTerminal(t, 96, 30, nil, "demo")}
	var film []frame
	shows := func(name, page string) {
		c.sees(page)
		film = append(film, c.frame(2))
		if name != "" {
			keepPicture(t, name, 96, c.frame(1))
		}
		c.press(keyEnter)
	}
	shows("", "Welcome")
	shows("", "What is in place?")
	shows("screen-clevertap", "accepted the passcode")
	shows("", "accepted the Management")
	shows("", "accepted the Integration")
	shows("", "I don't know")
	shows("", "Europe/Berlin")
	shows("", "no customer has")
	shows("screen-review", "3 automatic")
	shows("", "Everything exists")
	film = append(film, c.follow("has arrived")...)
	shows("screen-live-check", "has arrived")
	shows("screen-enable", "Enable now")
	shows("screen-done", "Done. The campaign")
	film[len(film)-1].seconds = 5
	keepPicture(t, "demo", 96, film...)
}

// follow takes what the screen shows until a text is there, as often as it
// differs in more than what turns.
func (t *terminal) follow(until string) (frames []frame) {
	for range int(patience / (100 * time.Millisecond)) {
		f := t.frame(0.35)
		if n := len(frames); n == 0 || !slices.Equal(frames[n-1].rows, f.rows) {
			frames = append(frames, f)
		}
		if strings.Contains(t.text(), until) {
			return frames
		}
		time.Sleep(300 * time.Millisecond)
	}
	t.tb.Fatalf("%q was not painted; the screen:\n%s", until, t.text())
	return nil
}

func TestThePictureOfACardShowsWhatIsWrongInIt(t *testing.T) {
	t.Parallel()
	term := openTerminal(t, 96, 34, nil, "demo", "--guided")
	for range 12 {
		if term.rest(); term.waitFor("enter", "y yes") == "enter" && strings.Contains(term.text(), "Make the webhook") {
			break
		}
		term.keys(keyEnter)
		time.Sleep(200 * time.Millisecond)
	}
	term.waitFor("Not saved there yet")
	page := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(term.text())
	param := func(name string) map[string]any { return map[string]any{"type": "string", "title": name} }
	err := clickAt(page, "POST", "talonone/webhooks", map[string]any{
		"title": "Send CleverTap Email", "description": "", "applicationIds": []int{}, "verb": "POST", "enabled": true, "draft": false,
		"url": "https://in1.api.clevertap.com/1/upload", "headers": []string{"Content-Type: application/json; charset=utf-8"},
		"params":  []any{param("ProfileID"), param("CouponCode")},
		"payload": `{"d":[{"type":"event","evtName":"Coupon Created","$source":"Talon.One","identity":"${$ProfileID}","evtData":{"CouponCode":"${$CouponCode}"}}]}`,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	term.waitFor("to fix")
	term.rest()
	keepPicture(t, "screen-card", 96, term.frame(1))
}
