package talonone

import (
	"encoding/json"
	"strings"
)

// further are the members of an object that a struct read from it has no field
// for, those left out that hold nothing. So what is newer than this client, or of no use to
// it, is still seen.
func further(raw []byte, known any) (map[string]json.RawMessage, error) {
	var all, fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	again, err := json.Marshal(known)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(again, &fields); err != nil {
		return nil, err
	}
	for name, value := range all {
		if _, has := fields[name]; has || Empty(value) {
			delete(all, name)
		}
	}
	return all, nil
}

// Empty reports whether a JSON value says nothing: null, false, 0, "", [] or {}.
func Empty(raw json.RawMessage) bool {
	switch text := strings.Join(strings.Fields(string(raw)), ""); text {
	case "", "null", "false", "0", `""`, "[]", "{}":
		return true
	}
	return false
}
