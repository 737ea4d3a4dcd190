package tui

import (
	"io"
	"os"
	"strings"
	"testing"
)

func TestOfATerminalsInputOnlyTextIsRead(t *testing.T) {
	for _, test := range []struct {
		typed []string
		want  string
	}{
		{[]string{"abc\x1b[A\r"}, "abc\x1b[A\r"},
		{[]string{"\xffa\xc3b\x9b\x90c"}, "abc"},
		{[]string{"日\xe6", "\x97", "\xa5x"}, "日日x"},
		{[]string{"\xf0\x9f", "a\xf0\x9f\x98\x80"}, "a😀"},
		{[]string{"\xff", "\xfe\xe6"}, ""},
		{[]string{"\ufffd"}, "\ufffd"},
	} {
		in, person, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		reader, got := asText(in), ""
		for _, part := range test.typed {
			_, _ = person.WriteString(part)
			b := make([]byte, 64)
			n, err := reader.Read(b)
			if err != nil {
				t.Fatal(err)
			}
			got += string(b[:n])
		}
		_ = person.Close()
		if _, err := reader.Read(make([]byte, 64)); err != io.EOF || got != test.want {
			t.Errorf("%q is read as %q, want %q; at its end %v", test.typed, got, test.want, err)
		}
		_ = in.Close()
	}
}

func TestOfALongPasteTheBeginningIsReadAndItsEnd(t *testing.T) {
	l, got := &legible{}, ""
	for _, part := range []string{"a\x1b[20", "0~", strings.Repeat("w", 3*mostRead), "x\x1b[2", "01", "~b"} {
		got += string(l.cut([]byte(part)))
	}
	if want := "a" + pasteBegins + strings.Repeat("w", mostRead-1) + pasteEnds + "b"; got != want {
		t.Errorf("%d bytes are read, want %d; they end with %q", len(got), len(want), got[len(got)-10:])
	}
}
