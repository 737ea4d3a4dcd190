package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
)

// scheduleTopic is a page of the help, and no command.
func scheduleTopic() *cobra.Command {
	return &cobra.Command{
		Use: "schedule", Short: words.ScheduleShort,
		Long: fmt.Sprintf(words.ScheduleLong, indented(words.ScheduleNotify), indented(words.ScheduleCron), indented(words.ScheduleUnit),
			indented(words.ScheduleTimer), indented(words.ScheduleTask), indented(words.ScheduleFlow)),
	}
}

// indented sets lines apart that are to be copied.
func indented(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "  " + line
		}
	}
	return strings.Join(lines, "\n")
}
