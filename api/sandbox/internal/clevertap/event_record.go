package clevertap

import (
	"hash/crc32"
	"strconv"
	"time"
)

// eventRecord is one raised event as events.json shows it: without the event's
// name, without an ID, and with the profile as it is now (certain).
type eventRecord struct {
	Profile struct {
		ObjectID    string         `json:"objectId"`
		Platform    string         `json:"platform"`
		Email       string         `json:"email,omitempty"`
		ProfileData map[string]any `json:"profileData,omitempty"`
		Identity    string         `json:"identity"`
		ID          int64          `json:"id"`
	} `json:"profile"`
	At           int64          `json:"ts"`
	EventProps   map[string]any `json:"event_props"`
	SessionProps map[string]any `json:"session_props"`
}

func (a *Account) eventRecord(o *occurrence, bare bool) eventRecord {
	// modelled: where the source shows
	rec := eventRecord{At: a.digits(o.at), EventProps: o.props, SessionProps: map[string]any{"CT Source": o.source}}
	rec.Profile.ObjectID, rec.Profile.Identity = o.customer.objectID, o.customer.identity
	rec.Profile.Platform = "API" // modelled: for events that no device sent
	rec.Profile.Email = o.customer.field("Email")
	rec.Profile.ID = int64(crc32.ChecksumIEEE([]byte(o.customer.objectID))) // a number of its own (the vendor's sample)
	if !bare {
		rec.Profile.ProfileData = o.customer.custom()
	}
	return rec
}

// digits is an instant as the number yyyyMMddHHmmss in the project's time zone,
// not in UTC and not in epoch seconds (certain).
func (a *Account) digits(at time.Time) int64 {
	n, _ := strconv.ParseInt(at.In(a.zone).Format("20060102150405"), 10, 64)
	return n
}
