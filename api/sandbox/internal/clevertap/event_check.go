package clevertap

import (
	"cmp"
	"strings"
	"time"
)

// The published limits of one event. For the number of properties the newest
// page says 100 and an older one 256.
const (
	mostProperties = 100
	mostKey        = 120
	mostValue      = 512
	mostEventTypes = 512
)

// checkEvent reads an event record.
// modelled: names with forbidden characters and oversized keys and values are
// refused; that they are not allowed is certain, what happens to them is not.
func (a *Account) checkEvent(fields map[string]any, now time.Time) (record, *refusal) {
	rec, refused := envelope(fields, now)
	if refused != nil {
		return record{}, refused
	}
	rec.event, rec.source = text(fields["evtName"]), cmp.Or(text(fields["$source"]), "API")
	if refused := a.checkEventName(rec.event); refused != nil {
		return record{}, refused
	}
	data, ok := fields["evtData"].(map[string]any)
	if !ok {
		return record{}, aboutEvent(512, "Invalid event structure")
	}
	rec.data = data
	return rec, checkProperties(rec.event, data)
}

func (a *Account) checkEventName(name string) *refusal {
	known := a.schema.find(name)
	switch {
	case strings.TrimSpace(name) == "":
		return aboutName(509, "Event name is mandatory")
	case restricted(name):
		return aboutName(513, "Trying to raise a restricted system event")
	case known != nil && known.discarded():
		return &refusal{528, "Trying to raise a discarded event. "} // its beginning was seen, the rest is likely
	case strings.ContainsAny(name, forbidden):
		return aboutName(512, "Event name has a character that is not allowed")
	case known == nil && len(a.schema.events) >= mostEventTypes:
		return aboutName(512, "Too many event types") // modelled: the limit is certain, the code not
	}
	return nil
}

func checkProperties(event string, data map[string]any) *refusal {
	if len(data) > mostProperties {
		return aboutEvent(522, "Too many event properties")
	}
	for key, value := range data {
		// Lists are taken only as the Items of the event Charged (certain).
		if _, list := value.([]any); list && (fold(event) != "charged" || key != "Items") {
			return aboutEvent(512, "Wrong data type")
		}
	}
	return checkKeys(data, forbidden, aboutEvent)
}
