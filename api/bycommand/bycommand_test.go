package bycommand

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if play := os.Getenv("TALONTAP_TEST_PLAY"); play != "" {
		os.Exit(plays(play))
	}
	goleak.VerifyTestMain(m)
}

// plays is this test program as the one that is started: it works on every system.
func plays(what string) int {
	switch what {
	case "one":
		os.Stdout.WriteString("its-secret\n")
	case "windows":
		os.Stdout.WriteString("its-secret\r\n")
	case "bare":
		os.Stdout.WriteString("its-secret")
	case "two":
		os.Stdout.WriteString("its-secret\nand another\n")
	case "blank":
		os.Stdout.WriteString(" \n")
	case "much":
		os.Stdout.WriteString(strings.Repeat("its-secret", most))
	case "fails":
		os.Stdout.WriteString("its-secret\n")
		os.Stderr.WriteString("its-secret is wrong\n")
		return 3
	case "hangs":
		os.Stdout.WriteString("its-secret\n")
		time.Sleep(time.Minute)
	case "reads":
		var b [1]byte
		if n, _ := os.Stdin.Read(b[:]); n == 0 {
			os.Stdout.WriteString("its-secret\n")
		}
	}
	return 0
}

func play(t *testing.T, what string, limit time.Duration) (secret.Secret, error) {
	t.Helper()
	t.Setenv("TALONTAP_TEST_PLAY", what)
	return read(t.Context(), []string{os.Args[0], "--of", "op://vault"}, limit)
}

func TestTheOneLineThatIsPrintedIsTheSecret(t *testing.T) {
	for _, what := range []string{"one", "windows", "bare", "reads"} {
		got, err := play(t, what, Limit)
		if err != nil || !got.Equal(secret.New("its-secret")) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestWhatGivesNoSecretSaysWhyAndNothingOfTheOutput(t *testing.T) {
	for what, want := range map[string]string{
		"two": "printed 2 lines", "blank": "printed nothing", "nothing": "printed nothing", "much": "printed more than", "fails": "failed",
	} {
		_, err := play(t, what, Limit)
		tells(t, what, err, want)
	}
	_, err := play(t, "hangs", 100*time.Millisecond)
	tells(t, "hangs", err, "did not end within 100ms")
	_, err = Read(t.Context(), []string{"no-such-program-at-all"})
	tells(t, "missing", err, "there is no program")
	_, err = Read(t.Context(), []string{t.TempDir()})
	tells(t, "a folder", err, "could not be started")
}

func tells(t *testing.T, what string, err error, want string) {
	t.Helper()
	var trouble *Trouble
	if !errors.As(err, &trouble) || trouble.Fix() == "" || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: %v, want a trouble with %q and what to do", what, err, want)
		return
	}
	for _, never := range []string{"its-secret", "op://"} {
		if strings.Contains(err.Error()+trouble.Fix(), never) {
			t.Errorf("%s: the error repeats %q", what, never)
		}
	}
}

func TestTheEndOfTheRunIsNoTroubleOfTheCommand(t *testing.T) {
	t.Setenv("TALONTAP_TEST_PLAY", "hangs")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, []string{os.Args[0]}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
