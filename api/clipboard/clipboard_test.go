package clipboard_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/clipboard"
	"github.com/talontap/talontap/api/secret"
)

func TestNoSecretIsNotCopied(t *testing.T) {
	if clipboard.Secret(secret.Secret{}) == nil {
		t.Error("an absent secret was copied")
	}
}

func TestAMachineWithoutAClipboardSaysSoAndNotTheSecret(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // none of the programs that hold a clipboard
	value := rand.Text()
	if err := clipboard.Secret(secret.New(value)); err != nil && strings.Contains(err.Error(), value) {
		t.Errorf("the error holds the secret: %v", err)
	}
}
