// Package clipboard puts a text, or a secret, on this machine's clipboard.
//
// It exists so that a secret can be handed from where it is kept to where a
// person pastes it without any other package holding its value: it is one of the
// few that may reveal one. A secret is marked as one where the system has a mark
// for that, so that no history keeps it, and is taken off again after a minute.
//
// It uses the programs that a system has for its clipboard, and hands a value to
// them on their standard input. It must never read the clipboard but to see
// whether a secret of its own is still there, never write a secret anywhere else,
// a terminal's own clipboard sequence included (a terminal may log it), and never
// put the value into an error or an argument.
package clipboard

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
)

// Stays is how long a secret stays on the clipboard.
const Stays = time.Minute

// ErrNone says that this machine has no clipboard that can be written to, as on a
// server or over SSH.
var ErrNone = errors.New(words.ClipboardNone)

// Board is this machine's clipboard. It may be used by several goroutines.
type Board struct {
	ways  func() []way
	stays time.Duration

	lock  sync.Mutex
	mine  secret.Secret // put there by us, and perhaps still there
	timer *time.Timer
}

// System is the clipboard of this machine. Nothing is looked for before it is used.
func System() *Board { return &Board{ways: here, stays: Stays} }

// Text puts a text on the clipboard. An error sends a caller to another way.
func (b *Board) Text(text string) error {
	for _, w := range b.ways() {
		if run(w.put, text) == nil {
			return nil
		}
	}
	return errors.New(words.ClipboardMissing)
}

// Secret puts a secret's value on the clipboard, where whatever runs on the
// machine can read it: only a person's own key press may ask for it.
func (b *Board) Secret(s secret.Secret) error {
	if s.IsZero() {
		return errors.New(words.ClipboardNoSecret)
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, w := range b.ways() {
		for _, put := range [][]string{w.mark, w.put} {
			if run(put, s.Reveal()) != nil {
				continue // the cause could hold what was written
			}
			b.mine = s
			if b.timer != nil {
				b.timer.Stop()
			}
			b.timer = time.AfterFunc(b.stays, b.Clear)
			return nil
		}
	}
	return ErrNone
}

// Clear takes a secret off that Secret put there, if it is still there.
func (b *Board) Clear() {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.mine.IsZero() {
		return
	}
	b.timer.Stop()
	for _, w := range b.ways() {
		if held, err := look(w.read); err == nil && held.Equal(b.mine) {
			_ = run(w.clear, "") // there is nobody left to tell
		}
	}
	b.mine = secret.Secret{}
}

// way is a set of programs that reach a clipboard. What is put there they take from
// their standard input.
type way struct {
	put   []string
	mark  []string // puts a secret, marked as one; nil: there is no mark
	read  []string
	clear []string // nothing is on its input
}

// here lists the ways of this machine whose program is there, the likeliest first.
func here() []way { return found(runtime.GOOS, os.Getenv) }

func found(system string, env func(string) string) (ways []way) {
	all := []way{windows()}
	switch system {
	case "windows":
	case "darwin":
		all = []way{mac()}
	default:
		all = unix(env)
	}
	for _, w := range all {
		if _, err := exec.LookPath(w.put[0]); err == nil {
			ways = append(ways, w)
		}
	}
	return ways
}

// unix is Wayland, X, Termux, and Windows around a Linux.
// modelled: --sensitive, of newer wl-clipboards, offers the hint of KDE's password
// managers beside the text; one that does not know it fails, and the text is put
// without. xclip and xsel offer one type alone, so they have no mark.
func unix(env func(string) string) (all []way) {
	if env("WAYLAND_DISPLAY") != "" {
		all = append(all, way{put: []string{"wl-copy"}, mark: []string{"wl-copy", "--sensitive"}, read: []string{"wl-paste", "--no-newline"}, clear: []string{"wl-copy", "--clear"}})
	}
	if env("DISPLAY") != "" {
		clip, sel := []string{"xclip", "-selection", "clipboard"}, []string{"xsel", "--clipboard"}
		all = append(all,
			way{put: append(clip[:3:3], "-in"), read: append(clip[:3:3], "-out"), clear: append(clip[:3:3], "-in")},
			way{put: append(sel[:2:2], "--input"), read: append(sel[:2:2], "--output"), clear: append(sel[:2:2], "--clear")})
	}
	return append(all, way{put: []string{"termux-clipboard-set"}, read: []string{"termux-clipboard-get"}, clear: []string{"termux-clipboard-set"}}, windows())
}

// mac marks a secret by a type of its own, which the histories of others heed.
// modelled: it has not been seen on a Mac by us.
func mac() way {
	const concealed = `ObjC.import("AppKit");
const input = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
const text = $.NSString.alloc.initWithDataEncoding(input, $.NSUTF8StringEncoding);
const board = $.NSPasteboard.generalPasteboard;
board.clearContents;
if (!board.setStringForType(text, $.NSPasteboardTypeString)) throw new Error("not taken");
board.setStringForType($(""), $("org.nspasteboard.ConcealedType"));`
	return way{put: []string{"pbcopy"}, mark: []string{"osascript", "-l", "JavaScript", "-e", concealed}, read: []string{"pbpaste"}, clear: []string{"pbcopy"}}
}

// windows keeps a secret out of the clipboard's history, out of the cloud, and from
// programs that watch. The programs here serve a Linux inside Windows too.
// modelled: the three formats follow Microsoft's description, and have not been
// seen at work by us.
func windows() way {
	script := func(lines ...string) []string {
		return []string{"powershell.exe", "-NoProfile", "-NonInteractive", "-STA", "-Command", "$ErrorActionPreference = 'Stop'; Add-Type -AssemblyName System.Windows.Forms; " + strings.Join(lines, "; ")}
	}
	const (
		taken  = "$in = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8); $data = New-Object Windows.Forms.DataObject; $data.SetText($in.ReadToEnd())"
		marked = "foreach ($format in 'ExcludeClipboardContentFromMonitorProcessing', 'CanIncludeInClipboardHistory', 'CanUploadToCloudClipboard') { $data.SetData($format, (New-Object IO.MemoryStream(, [byte[]](0, 0, 0, 0)))) }"
		put    = "[Windows.Forms.Clipboard]::SetDataObject($data, $true)"
		read   = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; [Console]::Write([Windows.Forms.Clipboard]::GetText())"
	)
	return way{put: script(taken, put), mark: script(taken, marked, put), read: script(read), clear: script("[Windows.Forms.Clipboard]::Clear()")}
}

const patience = 10 * time.Second

// run gives a program its input. What it starts to hold the clipboard goes on
// behind it.
func run(command []string, in string) error {
	if len(command) == 0 {
		return errors.New(words.ClipboardNoProgram)
	}
	return start(command, in, func(c *exec.Cmd) error { return c.Run() })
}

func look(command []string) (out secret.Secret, err error) {
	err = start(command, "", func(c *exec.Cmd) error {
		text, err := c.Output()
		out = secret.New(string(text))
		return err
	})
	return out, err
}

func start(command []string, in string, do func(*exec.Cmd) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	c.Stdin, c.WaitDelay = strings.NewReader(in), time.Second
	return do(c)
}
