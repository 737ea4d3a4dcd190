package steps

import (
	"fmt"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Taking is what taking a setup back would touch: as it was wanted, and as it
// stands.
type Taking struct {
	Wanted setup.Wanted
	Seen   plan.Seen
}

// Question asks before anything is taken back; "" where there is nothing that
// talontap could take.
func (t Taking) Question() string {
	c := t.Seen.Campaign.Campaign
	if c == nil {
		return ""
	}
	return fmt.Sprintf(words.RemoveQuestion, c.Name)
}
