package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const header = `# A setup saved by talontap. It can also be given as an answers file: --answers FILE.
# No passcode, key or password is in here, and talontap refuses to read one from here:
# secrets live in the system's keychain or in TALONTAP_… variables.

`

// Format writes a profile, always in the same order: the keys of the schema
// table by table, then the progress, then what was noted. Keys that the schema
// does not have, keys that look secret, and empty answers to anything but a text
// are left out.
func Format(p Profile, schema Schema) []byte {
	var out strings.Builder
	out.WriteString(header)
	fmt.Fprintf(&out, "version = %d\n", max(p.Version, Version))
	for _, group := range tables(schema) {
		writeTable(&out, group, p.Answers, schema)
	}
	writeProgress(&out, p)
	writeNoted(&out, p.Noted)
	return []byte(out.String())
}

// table is the keys that share their first part, "" for those of one part.
type table struct {
	name string
	keys []Key
}

// tables groups a schema; the keys without a table come first, as TOML wants.
func tables(schema Schema) []table {
	groups := []table{{}}
	for _, key := range schema {
		name, _, dotted := strings.Cut(key.Name, ".")
		if !dotted {
			name = ""
		}
		i := slices.IndexFunc(groups, func(g table) bool { return g.name == name })
		if i < 0 {
			i, groups = len(groups), append(groups, table{name: name})
		}
		groups[i].keys = append(groups[i].keys, key)
	}
	return groups
}

func writeTable(out *strings.Builder, group table, answers map[string]string, schema Schema) {
	head := "\n[" + group.name + "]\n"
	if group.name == "" {
		head = ""
	}
	for _, key := range group.keys {
		answer, given := answers[key.Name]
		if !given || schema.looksSecret(key.Name) || answer == "" && key.Kind != Text {
			continue
		}
		out.WriteString(head)
		head = ""
		fmt.Fprintf(out, "%s = %s\n", strings.TrimPrefix(key.Name, group.name+"."), literal(answer, key.Kind))
	}
}

// literal writes an answer as TOML has it. One that is not of its kind goes in
// quotes: Parse will then say what is wrong with it.
func literal(answer string, kind KeyKind) string {
	if kind == Text || !standsFor(answer, kind) {
		return quote(answer)
	}
	return answer
}

// standsFor holds when an answer is the one text for a value of that kind.
func standsFor(answer string, kind KeyKind) bool {
	text, ok := canonical(setting{text: answer}, kind)
	return ok && text == answer
}

func writeProgress(out *strings.Builder, p Profile) {
	if len(p.Confirmed) == 0 && p.Verified.IsZero() {
		return
	}
	out.WriteString("\n# How far this setup has come. talontap writes this itself.\n[progress]\n")
	if len(p.Confirmed) > 0 {
		steps := make([]string, len(p.Confirmed))
		for i, step := range p.Confirmed {
			steps[i] = quote(step)
		}
		fmt.Fprintf(out, "confirmed = [%s]\n", strings.Join(steps, ", "))
	}
	if !p.Verified.IsZero() {
		fmt.Fprintf(out, "verified = %s\n", p.Verified.UTC().Format(time.RFC3339Nano))
	}
}

func writeNoted(out *strings.Builder, noted map[string]string) {
	if len(noted) == 0 {
		return
	}
	out.WriteString("\n# What a person said they had seen or done, and what earlier runs found out.\n[noted]\n")
	for _, topic := range slices.Sorted(maps.Keys(noted)) {
		key := topic
		if topic == "" || strings.ContainsFunc(topic, notBare) {
			key = quote(topic)
		}
		fmt.Fprintf(out, "%s = %s\n", key, quote(noted[topic]))
	}
}

func notBare(c rune) bool { return c == '.' || notInNames(c) }

// quote writes a TOML text on one line, with what cannot be seen written as an
// escape. What is not UTF-8 cannot be written and becomes U+FFFD.
func quote(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			out.WriteByte('\\')
			out.WriteRune(c)
		case c == '\n':
			out.WriteString(`\n`)
		case c == '\t':
			out.WriteString(`\t`)
		case c > 0xffff && !unicode.IsPrint(c):
			fmt.Fprintf(&out, `\U%08X`, c)
		case c == utf8.RuneError || !unicode.IsPrint(c):
			fmt.Fprintf(&out, `\u%04X`, c)
		default:
			out.WriteRune(c)
		}
	}
	out.WriteByte('"')
	return out.String()
}
