package bundle_test

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/bundle"
	"github.com/talontap/talontap/api/secret"
)

func files() []bundle.File {
	return []bundle.File{{Name: "README.txt", Text: "what this is\n"}, {Name: "checklist.json", Text: `{"checks":[]}`}}
}

// unpacked reads an archive back.
func unpacked(t *testing.T, path string) (out []bundle.File) {
	t.Helper()
	if strings.HasSuffix(path, ".zip") {
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		for _, entry := range z.File {
			text, err := entry.Open()
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, read(t, entry.Name, text))
		}
		return out
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packed, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	for entries := tar.NewReader(packed); ; {
		h, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, read(t, h.Name, entries))
	}
}

func read(t *testing.T, name string, from io.Reader) bundle.File {
	t.Helper()
	text, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return bundle.File{Name: name, Text: string(text)}
}

func TestAnArchiveHoldsWhatWentInAndItsOwnerAloneReadsIt(t *testing.T) {
	for _, name := range []string{"support.zip", "support.tar.gz"} {
		path := filepath.Join(t.TempDir(), name)
		if err := bundle.Write(path, files(), time.Now(), secret.New(rand.Text())); err != nil {
			t.Fatal(err)
		}
		got := unpacked(t, path)
		if len(got) != 2 || got[0] != files()[0] || got[1] != files()[1] {
			t.Errorf("%s holds %+v", name, got)
		}
		if info, err := os.Stat(path); err != nil || os.PathSeparator == '/' && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

func TestAFileThatIsThereStaysAsItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "support.zip")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := bundle.Write(path, files(), time.Now()); err == nil {
		t.Error("it was written over")
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "mine" {
		t.Errorf("it holds %q now (%v)", text, err)
	}
}

func TestANameTellsTheKindOfArchive(t *testing.T) {
	dir := t.TempDir()
	for name, fits := range map[string]bool{"a.zip": true, "a.tar.gz": true, "a.tgz": false, "a": false, "a.zip.txt": false, ".zip": false, "": false} {
		if err := bundle.Fits(filepath.Join(dir, name)); errors.Is(err, bundle.ErrForm) == fits {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestNothingIsWrittenWhereACredentialStandsInAFile(t *testing.T) {
	value := "k/+" + rand.Text() + "=&"
	for form, text := range map[string]string{
		"as it is": value, "in an address": url.QueryEscape(value), "in base64": base64.StdEncoding.EncodeToString([]byte("x:" + value)),
		"in base64 of addresses": base64.URLEncoding.EncodeToString([]byte(value)), "cut short": value[:len(value)-4],
	} {
		path := filepath.Join(t.TempDir(), "support.zip")
		err := bundle.Write(path, append(files(), bundle.File{Name: "calls.log", Text: "before " + text + " behind"}), time.Now(), secret.New(rand.Text()), secret.New(value))
		if err == nil || !strings.Contains(err.Error(), "calls.log") || strings.Contains(err.Error(), text) {
			t.Errorf("%s: %v", form, err)
		}
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the file is there", form)
		}
	}
}

func TestEmailAddressesAreTakenOutAndNothingElse(t *testing.T) {
	const gone = "[email address]"
	for text, want := range map[string]string{
		`"Shop <news@shop.example>"`:                        `"Shop <` + gone + `>"`,
		`call=GET /v1/customers/ann.lee+x%40mail.example/x`: `call=GET /v1/customers/` + gone + `/x`,
		`{"a":"\nbo@mail.example\tand é@müller.example"}`:   `{"a":"\n` + gone + `\tand ` + gone + `"}`,
		`{{ @Coupon Generated - CouponCode }}`:              `{{ @Coupon Generated - CouponCode }}`,
		`talontap@v1 and @ alone`:                           `talontap@v1 and @ alone`,
		`https://eu1.api.clevertap.com/1/upload`:            `https://eu1.api.clevertap.com/1/upload`,
	} {
		if got := bundle.Impersonal(text); got != want {
			t.Errorf("%s became %s, want %s", text, got, want)
		}
	}
}

func FuzzJSONWithoutAddressesIsJSONStill(f *testing.F) {
	for _, seed := range []string{"a\nbo@mail.example", `\` + "\nbo@mail.example", "\u2028@mail.example", `\u00e9@mail.example`, "\x01a@b.c\x7f", `"a@b.c"`} {
		f.Add(seed, "x@y.z")
	}
	f.Fuzz(func(t *testing.T, one, two string) {
		raw, err := json.Marshal([]string{one, one + two, two + "a@b.example" + one})
		if err != nil {
			t.Skip()
		}
		got := bundle.Impersonal(string(raw))
		if !json.Valid([]byte(got)) {
			t.Fatalf("%s became %s", raw, got)
		}
		if bundle.Impersonal(got) != got {
			t.Fatalf("an address is left in %s", got)
		}
	})
}
