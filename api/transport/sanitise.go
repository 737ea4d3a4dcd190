package transport

import (
	"reflect"
	"strings"
	"unicode"
)

// Sanitise takes out of a stranger's text what a terminal would obey or what a
// reader would not see: control characters other than newline and tab (a carriage
// return would let the rest of a line be written over its beginning),
// bidirectional controls, zero-width and other invisible characters, and bytes
// that are not UTF-8.
//
// Joiners go too. A name that needs them looks a little different; a name that
// hides behind them can't.
func Sanitise(text string) string {
	text = strings.ToValidUTF8(text, string(unicode.ReplacementChar))
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, text)
}

// Line is a sanitised text that has to stand in one line, such as a name: line
// breaks and tabs in it become spaces.
func Line(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, Sanitise(text))
}

func hidden(r rune) bool {
	switch {
	case r < unicode.MaxASCII: // most are: the tables take their time
		return r < ' ' && r != '\n' && r != '\t'
	case unicode.In(r, unicode.Cc, unicode.Other_Default_Ignorable_Code_Point), r == '\u2028', r == '\u2029':
		return true
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// sanitiseAll cleans every string that can be reached from v, map keys too.
// json.RawMessage is left as it came: it is kept to be sent back, and whoever
// shows a part of it decodes it with Decode.
func sanitiseAll(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			sanitiseAll(v.Elem())
		}
	case reflect.Interface:
		if !v.IsNil() && v.CanSet() {
			v.Set(sanitised(v.Elem()))
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString(Sanitise(v.String()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			// An embedded struct of a private type can't be set, its fields can.
			if f := v.Field(i); f.CanSet() || v.Type().Field(i).Anonymous {
				sanitiseAll(f)
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 { // bytes, json.RawMessage among them
			return
		}
		for i := range v.Len() {
			sanitiseAll(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			value := sanitised(v.MapIndex(key))
			v.SetMapIndex(key, reflect.Value{})
			v.SetMapIndex(sanitised(key), value)
		}
	}
}

// sanitised is a clean copy, for values that cannot be changed in place.
func sanitised(v reflect.Value) reflect.Value {
	clean := reflect.New(v.Type()).Elem()
	clean.Set(v)
	sanitiseAll(clean)
	return clean
}
