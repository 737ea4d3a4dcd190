package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

// telling is how many bytes of a secret, in whichever form, give a part of it
// away. So what was cut short counts as well.
const telling = 12

// quarry is what is hunted: every secret that was made for the hunt, by every
// telling part of every form an encoder would write it in. It shares nothing with
// the program's own scrubber, so that the two can't be wrong together.
type quarry struct {
	lock    sync.RWMutex
	parts   map[[telling]byte]string // what it is a part of
	secrets map[string]string        // the name of each
	kinds   map[string]bool
}

// know adds a secret, which is at least as long as a telling part.
func (q *quarry) know(name, value string) {
	q.lock.Lock()
	defer q.lock.Unlock()
	if q.parts == nil {
		q.parts, q.secrets, q.kinds = map[[telling]byte]string{}, map[string]string{}, map[string]bool{}
	}
	if len(value) < telling {
		panic("too short to be hunted: " + name)
	}
	q.secrets[value] = name
	for form, written := range writings(value) {
		q.kinds[form] = true
		for _, one := range written {
			for at := 0; at+telling <= len(one); at++ {
				q.parts[[telling]byte([]byte(one[at:at+telling]))] = name + ", " + form
			}
		}
	}
}

// find names the secrets of which a text holds a part, none twice.
func (q *quarry) find(text string) (found []string) {
	q.lock.RLock()
	defer q.lock.RUnlock()
	seen := map[string]bool{}
	for at := 0; at+telling <= len(text); at++ {
		if name := q.parts[[telling]byte([]byte(text[at:at+telling]))]; name != "" && !seen[name] {
			seen[name] = true
			found = append(found, name)
		}
	}
	return found
}

// names lists the kinds of secret.
func (q *quarry) names() map[string]bool {
	all := map[string]bool{}
	for _, name := range q.secrets {
		all[name] = true
	}
	return all
}

// writings are the forms of a value, each in the ways there are to write it.
func writings(value string) map[string][]string {
	inner := func(quoted string) string { return quoted[1 : len(quoted)-1] }
	marshalled, _ := json.Marshal(value)
	var unescaped strings.Builder
	e := json.NewEncoder(&unescaped)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	bare := inner(strings.TrimSpace(unescaped.String()))
	hexed := hex.EncodeToString([]byte(value))
	forms := map[string][]string{
		"plain":       {value},
		"other case":  {strings.ToLower(value), strings.ToUpper(value)},
		"query":       {url.QueryEscape(value), small(url.QueryEscape(value))},
		"path":        {url.PathEscape(value), small(url.PathEscape(value))},
		"JSON":        {inner(string(marshalled)), bare, strings.ReplaceAll(bare, "/", `\/`)},
		"Go":          {inner(strconv.Quote(value)), inner(strconv.QuoteToASCII(value))},
		"HTML":        {html.EscapeString(value)},
		"hexadecimal": {hexed, strings.ToUpper(hexed)},
		"numbers":     {inner(fmt.Sprint([]byte(value)))},
	}
	for _, alphabet := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		for shift := range 3 {
			whole := alphabet.EncodeToString([]byte(strings.Repeat("\x00", shift) + value))
			first, last := []int{0, 2, 3}[shift], (shift+len(value))*8/6 // the digits that hold nothing else
			forms["base64"] = append(forms["base64"], whole[first:last])
		}
	}
	return forms
}

// small writes escapes in lower case.
func small(escaped string) string {
	parts := strings.Split(escaped, "%")
	for i := 1; i < len(parts); i++ {
		parts[i] = strings.ToLower(parts[i][:2]) + parts[i][2:]
	}
	return strings.Join(parts, "%")
}
