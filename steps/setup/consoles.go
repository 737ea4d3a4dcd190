package setup

import (
	"fmt"
	"strings"
)

// Consoles are the addresses of the vendors' consoles, to be opened in a
// browser. Only what is known of their paths is in them: a menu's own address is
// documented nowhere.
type Consoles struct {
	TalonOne  string
	CleverTap string
	fixed     bool // one page plays both
}

// Application is where an Application's campaigns are.
func (c Consoles) Application(id int) string {
	if c.fixed || c.TalonOne == "" {
		return c.TalonOne
	}
	return fmt.Sprintf("%s/applications/%d", c.TalonOne, id)
}

func consoles(a Answers, p Project, at Addresses) Consoles {
	if at.Consoles != "" {
		return Consoles{at.Consoles, at.Consoles, true}
	}
	return Consoles{
		TalonOne:  strings.TrimSuffix(a.Text(TalonOneURL), "/"),
		CleverTap: "https://" + p.Region + ".dashboard.clevertap.com/" + p.ID,
	}
}
