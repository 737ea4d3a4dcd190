// Package bycommand reads a secret from a program: the command-line client of a
// password manager or of a cloud's vault, such as op, vault, pass, gcloud or aws.
//
// The program is started by itself, without a shell, so that nothing in its words
// is ever run. It has a time limit, reads nothing, and has to print exactly one
// line. What it prints, on either stream, is shown to nobody: the one may be the
// secret, and the other may quote it.
//
// What this package must never do: repeat a word of the command but the program's
// name, keep what was printed, or go on waiting for what a killed program started.
package bycommand

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
)

// Limit is how long a program may take: one that asks a person to unlock something
// takes a while.
const Limit = 30 * time.Second

// most is the longest output that is read, in bytes. A secret is far shorter.
const most = 16 << 10

// Trouble is why a command gave no secret, and what to do.
type Trouble struct {
	problem, fix string
	cause        error
}

// Error says what went wrong, without what the program printed.
func (t *Trouble) Error() string { return t.problem }

// Fix says what to do.
func (t *Trouble) Fix() string { return t.fix }

// Unwrap gives the cause, which holds none of the output either.
func (t *Trouble) Unwrap() error { return t.cause }

// Read runs a command and takes the line that it prints. It waits for Limit; the
// end of ctx comes back as it is.
func Read(ctx context.Context, argv []string) (secret.Secret, error) {
	return read(ctx, argv, Limit)
}

func read(ctx context.Context, argv []string, limit time.Duration) (secret.Secret, error) {
	within, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	program := filepath.Base(argv[0])
	var out capped
	c := exec.CommandContext(within, argv[0], argv[1:]...)
	c.Stdout = &out
	c.WaitDelay = time.Second // what it started itself may hold the pipe open
	err := c.Run()
	switch {
	case ctx.Err() != nil:
		return secret.Secret{}, ctx.Err()
	case within.Err() != nil:
		return secret.Secret{}, &Trouble{fmt.Sprintf(words.CommandHangs, program, limit), words.CommandHangsFix, within.Err()}
	case errors.Is(err, exec.ErrWaitDelay):
		err = nil // it ended well, and left something running
	}
	if err != nil && !out.over {
		return secret.Secret{}, failed(program, err)
	}
	return out.line(program)
}

// failed is about a program that could not be started, or ended badly.
func failed(program string, err error) error {
	var exit *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return &Trouble{fmt.Sprintf(words.CommandNotFound, program), words.CommandNotFoundFix, err}
	case errors.As(err, &exit) && exit.ExitCode() >= 0:
		return &Trouble{fmt.Sprintf(words.CommandFailed, program, exit.ExitCode()), words.CommandFailedFix, nil}
	case errors.As(err, &exit):
		return &Trouble{fmt.Sprintf(words.CommandKilled, program), words.CommandFailedFix, nil}
	}
	return &Trouble{fmt.Sprintf(words.CommandNotStarted, program), words.CommandNotStartedFix, err}
}

var errTooMuch = errors.New(words.CommandTooMuch)

type capped struct {
	printed bytes.Buffer
	over    bool
}

func (c *capped) Write(p []byte) (int, error) {
	if c.printed.Len()+len(p) > most {
		c.over = true
		return 0, errTooMuch
	}
	return c.printed.Write(p)
}

func (c *capped) line(program string) (secret.Secret, error) {
	printed := bytes.TrimSuffix(bytes.TrimSuffix(c.printed.Bytes(), []byte("\n")), []byte("\r"))
	switch {
	case c.over:
		return secret.Secret{}, &Trouble{fmt.Sprintf(words.CommandTooLong, program, most), words.CommandOneLineFix, nil}
	case len(bytes.TrimSpace(printed)) == 0:
		return secret.Secret{}, &Trouble{fmt.Sprintf(words.CommandNothing, program), words.CommandNothingFix, nil}
	case bytes.ContainsAny(printed, "\r\n"):
		return secret.Secret{}, &Trouble{fmt.Sprintf(words.CommandLines, program, 1+bytes.Count(printed, []byte("\n"))), words.CommandOneLineFix, nil}
	}
	return secret.New(string(printed)), nil
}
