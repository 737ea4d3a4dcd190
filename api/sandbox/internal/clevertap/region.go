package clevertap

import (
	"slices"
	"strings"
)

// regions returns the codes under which the API is served: the six of the
// official table (certain) and sk1, which some pages name (likely).
func regions() []string {
	return []string{"eu1", "in1", "sg1", "us1", "aps3", "mec1", "sk1"}
}

// SplitRegion parts the path of a request into the region it names and the path
// that CleverTap itself would see. The region is empty where the path names
// none: at the bare root, and behind the unexpanded words "region" and
// "{region}". Those stand for the home region, so that a URL with a placeholder
// works when it is pasted behind curl.
func SplitRegion(path string) (region, rest string) {
	first, after, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch {
	case first == "region" || first == "{region}":
		return "", "/" + after
	case slices.Contains(regions(), first):
		return first, "/" + after
	}
	return "", path
}
