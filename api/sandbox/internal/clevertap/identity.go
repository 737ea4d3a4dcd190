package clevertap

import (
	"regexp"
	"sync"
)

// ids is how one record says whom it is about.
type ids struct {
	kind  string // identity, FBID, GPID, objectId
	value string
}

// identityKinds in the order in which they are looked for.
// modelled: what CleverTap does with two at once is not known.
func identityKinds() []string { return []string{"identity", "FBID", "GPID", "objectId"} }

// objectIDShape is modelled: 526 is documented for an invalid one, its rule is not.
var objectIDShape = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`) })

func readIDs(fields map[string]any) (ids, *refusal) {
	for _, kind := range identityKinds() {
		value := text(fields[kind])
		if value == "" {
			continue
		}
		if kind == "objectId" && !objectIDShape().MatchString(value) {
			return ids{}, invalidObjectID()
		}
		return ids{kind, value}, nil
	}
	return ids{}, missingIdentity()
}
