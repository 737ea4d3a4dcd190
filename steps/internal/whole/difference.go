// Package whole compares the objects in Talon.One as wholes: whatever they hold
// beside what the setup asks for is a difference, and each has a weight. What is
// known to keep a customer from their code is wrong; what is known to do nothing
// of the kind is harmless, and shown all the same; everything else is unknown,
// and a person has to say that it is meant.
//
// It reads nothing and changes nothing. It must never call harmless what nobody
// looked at: a member that it has no word for is unknown, and so is one that the
// vendor adds tomorrow.
package whole

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// Weight is what a difference means for the customers.
type Weight string

// The weights.
const (
	Wrong    Weight = "wrong"    // somebody would go without their code
	Unknown  Weight = "unknown"  // nobody here can tell: a person has to
	Harmless Weight = "harmless" // every customer gets their code all the same
)

// Difference is something that an object holds and the setup does not ask for.
// It shows no secret.
type Difference struct {
	Field  string `json:"name"`
	Seen   string `json:"seen"`
	Wanted string `json:"wanted"`
	Says   string `json:"says"` // what it does, or why nobody can tell
	Weight Weight `json:"weight"`
}

// String names it with what was seen: a word given for it is given for that value.
func (d Difference) String() string { return d.Field + ": " + d.Seen + " (" + d.Says + ")" }

// Of are the differences of a weight.
func Of(weight Weight, all []Difference) []Difference {
	return slices.DeleteFunc(slices.Clone(all), func(d Difference) bool { return d.Weight != weight })
}

const none = "none"

// known is what is known of a member that the setup does not set. Without a word
// the member is no setting, or is judged elsewhere, and is passed over.
type known struct {
	says   string
	weight Weight
}

func passed(names ...string) map[string]known {
	out := map[string]known{}
	for _, name := range names {
		out[name] = known{}
	}
	return out
}

func harmless(into map[string]known, says string, names ...string) {
	for _, name := range names {
		into[name] = known{says, Harmless}
	}
}

// members judges the members of an object by a table. What holds nothing is no
// difference; what the table has no word for is unknown.
func members(under string, all map[string]json.RawMessage, table map[string]known) (out []Difference) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if talonone.Empty(all[name]) {
			continue
		}
		of, listed := table[name]
		switch {
		case !listed:
			of = known{words.WholeUnknown, Unknown}
		case of == known{}:
			continue
		}
		out = append(out, Difference{Field: under + transport.Line(name), Seen: short(all[name]), Wanted: none, Says: of.says, Weight: of.weight})
	}
	return out
}

// object are the members of a JSON object; none where it is no object.
func object(raw json.RawMessage) (all map[string]json.RawMessage) {
	_ = json.Unmarshal(raw, &all) // what is no object has no members
	return all
}

// short is a value as it can be shown in a line.
func short(raw json.RawMessage) string {
	const most = 60
	text := strings.Join(strings.Fields(transport.Line(transport.Text(raw))), " ")
	if runes := []rune(text); len(runes) > most {
		return fmt.Sprintf("%s… (%d characters)", string(runes[:most]), len(runes))
	}
	return text
}
