package setup

import (
	"strings"
)

// Named are the answers that lines of text name, as a file of variables or an answers
// file does: "TALONTAP_CLEVERTAP_REGION=eu1", "export …", "clevertap.region = eu1".
// Values come as they are written, without quotes around them; what names no answer
// is left out.
func Named(text string) map[Key]string {
	out := map[Key]string{}
	for _, line := range strings.Split(text, "\n") {
		name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "=")
		if !ok {
			continue
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		for _, f := range Fields() {
			if strings.EqualFold(name, f.Key.Variable()) || strings.EqualFold(name, string(f.Key)) {
				out[f.Key] = unquoted(value)
			}
		}
	}
	return out
}

func unquoted(s string) string {
	if len(s) > 1 && s[0] == s[len(s)-1] && strings.ContainsRune("\"'", rune(s[0])) {
		return s[1 : len(s)-1]
	}
	return s
}
