package main

import (
	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
)

// secretsTopic is help without a command: talontap help secrets.
func secretsTopic() *cobra.Command {
	return &cobra.Command{Use: "secrets", Short: words.SecretsShort, Long: words.SecretsLong}
}
