package steps

import (
	"fmt"
	"maps"
	"strings"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

// comparedPrefix begins the names under which is noted what a person compared
// where the vendor shows too little. The rest names the very ruleset, so that a
// word given for one rule is none for another.
const comparedPrefix = "compared."

func comparedKey(fingerprint string, ruleset int) string {
	if fingerprint != "" {
		return comparedPrefix + fingerprint
	}
	return fmt.Sprintf("%sruleset-%d", comparedPrefix, ruleset)
}

func comparedFor(s plan.Standing) string { return comparedKey(s.Fingerprint, s.RulesetID) }

// Compared notes that a person compared something the last live check could not
// see (one of its Gate.Unseen), with today's date. The state holds it, so that
// it is kept, and the gate takes it: it is the only thing that opens a gate which
// nothing proves. Nobody but a person who has seen it may give this word.
func (s *Session) Compared(st State, what string) State {
	s.lock.Lock()
	defer s.lock.Unlock()
	key := comparedFor(s.standing)
	noted := maps.Clone(st.Noted)
	if noted == nil {
		noted = map[string]string{}
	}
	if before := noted[key]; before != "" {
		noted[key] = before + "; " + what
	} else {
		noted[key] = s.world.Now().Format("2 January 2006") + ": " + what
	}
	st.Noted = noted
	if s.result != nil {
		answer(&s.result.Gate, noted[key])
	}
	s.seen.Campaign.Compared = noted[key]
	return st
}

// answer takes what a person compared out of what is unseen, and opens the gate
// where nothing else keeps it shut.
func answer(g *live.Gate, noted string) {
	if noted == "" {
		return
	}
	var unseen []string
	for _, item := range g.Unseen {
		if strings.Contains(noted, item) {
			g.Compared = append(g.Compared, item)
			continue
		}
		unseen = append(unseen, item)
	}
	if unseen == nil {
		unseen = []string{}
	}
	g.Unseen = unseen
	g.Open = len(g.Failures) == 0 && len(g.Unseen) == 0
}

// Gate is what the last live check's gate says now.
func (s *Session) Gate() live.Gate {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.result == nil {
		return live.Gate{}
	}
	return s.result.Gate
}

// mayEnable reports whether the rule is proven and nothing that it depends on
// waits for a person.
func (s *Session) mayEnable() bool {
	if s.result == nil || !s.result.Gate.Open || !s.standing.Complete() {
		return false
	}
	for _, c := range s.left {
		switch c.Resource {
		case plan.Webhook, plan.Campaign, plan.Rule:
			if !c.Compare {
				return false
			}
		}
	}
	return true
}
