package main

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// schedules are the recipes with which a machine verifies every morning.
func schedules() string {
	return fmt.Sprintf(words.ScheduleLong, indented(words.ScheduleNotify), indented(words.ScheduleCron), indented(words.ScheduleUnit),
		indented(words.ScheduleTimer), indented(words.ScheduleTask), indented(words.ScheduleFlow))
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
