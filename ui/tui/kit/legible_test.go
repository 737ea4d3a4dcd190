package kit

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
		reader, got := AsText(in), ""
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
	if want := "a" + pasteBegins + strings.Repeat("w", mostRead) + pasteEnds + "b"; got != want {
		t.Errorf("%d bytes are read, want %d; they end with %q", len(got), len(want), got[len(got)-10:])
	}
}

func TestLettersThatComeInABurstAreAPaste(t *testing.T) {
	long := strings.Repeat("w", burst)
	for typed, want := range map[string]string{
		long[1:]:                              long[1:],
		long:                                  pasteBegins + long + pasteEnds,
		"\r" + long + "\r":                    "\r" + pasteBegins + long + pasteEnds + "\r",
		"\x1b[w" + long:                       "\x1b[w" + pasteBegins + long + pasteEnds,
		"\x1bd" + long:                        "\x1bd" + pasteBegins + long + pasteEnds,
		strings.Repeat("\x1b[1;3D", burst):    strings.Repeat("\x1b[1;3D", burst),
		pasteBegins + long + long + pasteEnds: pasteBegins + long + long + pasteEnds,
	} {
		if got := string((&legible{}).cut([]byte(typed))); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestOfWhatNobodyTypesOnlyTheBeginningIsReadUpToTheNextKey(t *testing.T) {
	l, got := &legible{}, 0
	for range 3 * mostRead / 1024 {
		got += strings.Count(string(l.cut([]byte(strings.Repeat("w", 1024)))), "w")
	}
	if next := string(l.cut([]byte("\rw"))); got != mostRead || next != "\rw" {
		t.Errorf("%d letters are read, want %d; behind them %q", got, mostRead, next)
	}
}

func TestTheRestOfAPasteIsAPasteToAnotherReaderToo(t *testing.T) {
	in, person, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer person.Close()
	reader, long, b := AsText(in), strings.Repeat("w", burst), make([]byte, 1024)
	read := func(typed string) string {
		_, _ = person.WriteString(typed)
		n, _ := reader.Read(b)
		return string(b[:n])
	}
	if got := read(pasteBegins + long); got != pasteBegins+long {
		t.Errorf("it begins with %q", got)
	}
	StartsAnew(reader)
	if got, want := read("\x1a"+long+pasteEnds), pasteBegins+"\x1a"+long+pasteEnds; got != want {
		t.Errorf("it goes on with %q, want %q", got, want)
	}
}

func TestAKeyIsReadWholeAndOneThatIsInterruptedNotAtAll(t *testing.T) {
	for _, test := range []struct {
		typed []string
		want  string
	}{
		{[]string{"\x1b", "x"}, "\x1bx"},
		{[]string{"\x1b", "[", "A"}, "\x1b[A"},
		{[]string{"\x1b[1;", "3D"}, "\x1b[1;3D"},
		{[]string{"\x1bOP\x1bOQ"}, "\x1bOP\x1bOQ"},
		{[]string{"\x1b[" + pasteBegins, "x" + pasteEnds}, pasteBegins + "x" + pasteEnds},
		{[]string{"\x1bO", pasteBegins}, pasteBegins},
		{[]string{"\x1b[1;\r"}, "\r"},
		{[]string{"\x1b\x7f"}, "\x1b\x7f"},
		{[]string{"\x1b]11;rgb:0/0/0\x1b\\"}, "\x1b]11;rgb:0/0/0\x1b\\"},
	} {
		l, got := &legible{}, ""
		for _, part := range test.typed {
			got += string(l.cut([]byte(part)))
		}
		if got != test.want {
			t.Errorf("%q is read as %q, want %q", test.typed, got, test.want)
		}
	}
}
