package setup

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// Account is whom a setup is for: it tells setups apart.
type Account struct {
	Project     string // of CleverTap
	Deployment  string // of Talon.One, without scheme and port
	Application string
}

// Account is the account that the answers name.
func (a Answers) Account() Account {
	host := a.Text(TalonOneURL)
	if u, err := url.Parse(host); err == nil && u.Hostname() != "" {
		host = strings.ToLower(u.Hostname())
	}
	return Account{a.Text(ProjectID), host, a.Text(Application)}
}

// Other says in words where another account differs from this one. What either
// does not name differs from nothing; "" is the same account.
func (a Account) Other(b Account) string {
	var out []string
	for _, part := range []struct{ name, mine, other string }{
		{words.AccountCleverTap, a.Project, b.Project}, {words.AccountTalonOne, a.Deployment, b.Deployment}, {"Application", a.Application, b.Application},
	} {
		if part.mine != "" && part.other != "" && part.mine != part.other {
			out = append(out, fmt.Sprintf(words.AccountOther, part.name, part.mine, part.other))
		}
	}
	return strings.Join(out, "; ")
}
