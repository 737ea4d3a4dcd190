package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets"
	"github.com/talontap/talontap/assets/words"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use: "schema NAME", Short: words.SchemaShort, Long: fmt.Sprintf(words.SchemaLong, strings.Join(assets.SchemaNames(), ", ")),
		ValidArgs: assets.SchemaNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage(words.SchemaWhich, strings.Join(assets.SchemaNames(), ", "))
			}
			text, there := assets.Schema(args[0])
			if !there {
				return usage(words.SchemaUnknown, args[0], strings.Join(assets.SchemaNames(), ", "))
			}
			_, err := fmt.Fprint(a.out, text)
			return err
		},
	}
}
