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

// ConsolesOf gives the addresses as far as the answers tell them.
func ConsolesOf(a Answers) Consoles {
	c := Consoles{TalonOne: strings.TrimSuffix(a.Text(TalonOneURL), "/")}
	if a.Has(Region) && a.Has(ProjectID) {
		c.CleverTap = "https://" + a.Text(Region) + ".dashboard.clevertap.com/" + a.Text(ProjectID)
	}
	return c
}

func consoles(a Answers, at Addresses) Consoles {
	if at.Consoles != "" {
		return Consoles{at.Consoles, at.Consoles, true}
	}
	return ConsolesOf(a)
}
