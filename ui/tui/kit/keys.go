package kit

// Keys are hints of keys and what each does, in turn.
func Keys(pairs ...string) (out []Hint) {
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, Key(pairs[i], pairs[i+1]))
	}
	return out
}

// Narrow is the width in columns below which what stands side by side stands one
// below the other.
const Narrow = 60
