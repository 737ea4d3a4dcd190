package note

// Merge brings together what two runs noted that began with the same notes: what
// a run changed since base is taken from mine, all else from theirs.
func Merge(base, mine, theirs Notes) Notes {
	return Notes{
		Ticked:   mergeAll(base.Ticked, mine.Ticked, theirs.Ticked),
		Compared: mergeAll(base.Compared, mine.Compared, theirs.Compared),
		Since:    mergeAll(base.Since, mine.Since, theirs.Since),
		Vouched:  mergeAll(base.Vouched, mine.Vouched, theirs.Vouched),
		Pending:  merge(base.Pending, mine.Pending, theirs.Pending),
		Email:    merge(base.Email, mine.Email, theirs.Email),
		Event:    merge(base.Event, mine.Event, theirs.Event),
		Received: merge(base.Received, mine.Received, theirs.Received),
		Origin:   merge(base.Origin, mine.Origin, theirs.Origin),
		Secrets:  merge(base.Secrets, mine.Secrets, theirs.Secrets),
		Enabled:  merge(base.Enabled, mine.Enabled, theirs.Enabled),
		Paused:   merge(base.Paused, mine.Paused, theirs.Paused),
		Refused:  merge(base.Refused, mine.Refused, theirs.Refused),
		Past:     mergeAll(base.Past, mine.Past, theirs.Past),
		Accepted: mergeAll(base.Accepted, mine.Accepted, theirs.Accepted),
	}
}

func merge[V comparable](base, mine, theirs V) V {
	if mine == base {
		return theirs
	}
	return mine
}

// mergeAll merges entry by entry: one that mine no longer has was taken away.
func mergeAll[K, V comparable](base, mine, theirs map[K]V) map[K]V {
	out := map[K]V{}
	for _, keys := range []map[K]V{mine, theirs} {
		for k := range keys {
			from := theirs
			was, had := base[k]
			if now, has := mine[k]; now != was || has != had {
				from = mine
			}
			if v, there := from[k]; there {
				out[k] = v
			}
		}
	}
	return out
}
