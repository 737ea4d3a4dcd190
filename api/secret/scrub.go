package secret

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
)

const (
	shortest = 4  // bytes; what is shorter stands in every text by chance
	telling  = 12 // bytes of a form that give a part of it away, so that one that was cut short is found too
)

// Scrub takes secrets out of a text that somebody else wrote or that is about to
// be kept. It knows the forms in which an encoder would have written them, also
// in the midst of something longer, and finds those that were cut short. It takes
// as long as text and secrets together are long, whatever is in them.
func Scrub(text string, secrets ...Secret) string {
	hide := make([]bool, len(text))
	parts := map[string]bool{}
	for _, s := range secrets {
		if s.Len() < shortest {
			continue
		}
		for _, form := range forms(s.Reveal()) {
			if len(form) < telling {
				markWhole(hide, text, form)
			}
			for at := 0; at+telling <= len(form); at++ {
				parts[form[at:at+telling]] = true
			}
		}
	}
	for at := 0; len(parts) > 0 && at+telling <= len(text); at++ {
		if parts[text[at:at+telling]] {
			mark(hide[at : at+telling])
		}
	}
	return redacted(text, hide)
}

// markWhole notes where a form stands in a text that is too short to have parts.
func markWhole(hide []bool, text, form string) {
	for at := 0; len(form) >= shortest && at+len(form) <= len(text); at++ {
		if text[at:at+len(form)] == form {
			mark(hide[at : at+len(form)])
		}
	}
}

func mark(hide []bool) {
	for i := range hide {
		hide[i] = true
	}
}

func redacted(text string, hide []bool) string {
	var out strings.Builder
	for i := range len(text) {
		switch {
		case !hide[i]:
			out.WriteByte(text[i])
		case i == 0 || !hide[i-1]:
			out.WriteString(Redacted)
		}
	}
	return out.String()
}

// forms lists how a value may be written: as it is, in addresses, in JSON, Go and
// HTML, in hexadecimal and other numbers, and in base64.
func forms(value string) []string {
	in := func(written string) string { return written[1 : len(written)-1] } // without its quotes
	var bare strings.Builder
	encoder := json.NewEncoder(&bare)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // a string can always be written
	escaped, _ := json.Marshal(value)
	query, path := url.QueryEscape(value), url.PathEscape(value)
	plain := in(strings.TrimSpace(bare.String()))
	all := []string{
		value, strings.ToLower(value), strings.ToUpper(value), // a host is written in lower case
		query, lowerEscapes(query), path, lowerEscapes(path),
		plain, strings.ReplaceAll(plain, "/", `\/`), in(string(escaped)), in(strconv.Quote(value)), in(strconv.QuoteToASCII(value)),
		html.EscapeString(value), hex.EncodeToString([]byte(value)), strings.ToUpper(hex.EncodeToString([]byte(value))),
		in(fmt.Sprint([]byte(value))),
	}
	return append(all, inBase64(value)...)
}

// lowerEscapes writes %2F as %2f, as some do.
func lowerEscapes(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == '%' && i+2 < len(b) {
			copy(b[i+1:], strings.ToLower(string(b[i+1:i+3])))
		}
	}
	return string(b)
}

// inBase64 gives what of a value's base64 is the same whatever stands around it,
// for each place in a group of three bytes at which it can begin.
func inBase64(value string) (all []string) {
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			whole := encoding.EncodeToString(append(make([]byte, before), value...))
			all = append(all, whole[(before*8+5)/6:(before+len(value))*8/6])
		}
	}
	return all
}
