package phrase_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/talontap/talontap/assets/phrase"
)

var update = flag.Bool("update", false, "write what is compared with a file")

// ofEmail is what no sentence about another channel may say. That a person signs in to
// Talon.One with an email is another matter.
var ofEmail = regexp.MustCompile(`(?i)\bemails?\b|\binbox\b|\bmail\b`)

// allowed are sentences that are said of email, of a sign-in or of the rehearsal,
// whatever the channel is.
var allowed = regexp.MustCompile(`^(Ask(Email|Password).*|FixSignIn|LookSignInFix|AddressIsNot|LiveRefusedEmail|SandboxBare|ScreenShows.*|Card(SMS|Push|WhatsApp)Why|LiveInboxHolds|SharedIDNoPhone.*)$`)

// sentences are all texts of package words, by name.
func sentences(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../words/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no words: %v", err)
	}
	all := map[string]string{}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			if text, ok := spec.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
				all[spec.Names[0].Name], _ = strconv.Unquote(text.Value)
			}
			return true
		})
	}
	return all
}

func TestNoSentenceSpeaksOfEmailWhereAnotherChannelIsMeant(t *testing.T) {
	for name, text := range sentences(t) {
		for _, c := range phrase.Channels()[1:] {
			if said := c.Say(text); ofEmail.MatchString(said) && !allowed.MatchString(name) {
				t.Errorf("%s, for %s: %s", name, c, said)
			}
		}
		if phrase.Email.Say(text) != text || phrase.Channel("").Say(text) != text {
			t.Errorf("%s is changed for email", name)
		}
	}
}

func TestSentencesInTheWordsOfEachChannelReadWell(t *testing.T) {
	all := sentences(t)
	var out strings.Builder
	for _, name := range []string{"AskTestAddress", "AskTestAddressHelp", "CheckEmail", "CheckEmailProvider", "CheckNotReceived", "CheckSends",
		"CheckSendsFewFix", "EmailNotFound", "EventMakeKnown", "HopEmail", "HopInbox", "IntroValues", "LineFlow", "LiveArrivedTwice",
		"LiveCodeQuestion", "LiveDayInbox", "LiveEmailAnswers", "LiveNoAddress", "LiveNoAddressFix", "LiveNoEmailToFix", "LiveNoEmailWithinFix",
		"LiveReadInbox", "ScreenPasteMail", "ScreenTitle", "SharedIDKnown", "SharedIDNoAddress", "SharedIDNoEmail", "SharedIDOthers", "SharedIDSomeWithout"} {
		fmt.Fprintln(&out, name)
		for _, c := range phrase.Channels() {
			fmt.Fprintf(&out, "  %-9s %s\n", c, c.Say(all[name]))
		}
	}
	const file = "testdata/channels.txt"
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != out.String() {
		t.Errorf("%v; the sentences are now:\n%s", err, out.String())
	}
}
