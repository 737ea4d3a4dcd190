package clevertap

import (
	"fmt"
	"time"

	"github.com/talontap/talontap/api/secret"
)

// Record is one event or profile of an upload.
//
// Facts: required are type, evtName, evtData and an identity; ts is in epoch
// seconds and optional (developer.clevertap.com, upload-events-api, certain).
type Record struct {
	Identity   string
	Event      string         // empty for a profile record
	Properties map[string]any // evtData, or profileData for a profile record
	Source     string         // $source, a partner ID; optional
	At         time.Time      // zero: the time of receipt
}

// Receipt is CleverTap's answer to an upload, read for what it means.
type Receipt struct {
	Status      string // success, partial, fail
	Processed   int
	Unprocessed []Unprocessed
}

// Taken reports whether every record was taken. HTTP 200 alone says nothing:
// success is status "success" and an empty unprocessed list.
func (r Receipt) Taken() bool { return r.Status == "success" && len(r.Unprocessed) == 0 }

// Unprocessed is one record that CleverTap refused. The echoed record is left
// out on purpose: it holds personal data and the coupon code.
type Unprocessed struct {
	Code    int
	Message string
}

// Profile is one customer as CleverTap shows it. One customer may have several
// identities, of which this names one, and several devices, each with an object
// ID; whether one without a device has any is unknown.
type Profile struct {
	Identity  string
	ObjectIDs []string
	Name      string
	Email     string
	Phone     string // "": none, or not shown
	Pushable  bool   // a device of theirs takes push notifications
	Data      map[string]any
	Events    map[string]EventSummary
}

// Unsubscribed reports whether no email goes out to the customer, as far as the
// profile shows it.
func (p Profile) Unsubscribed() bool { return fmt.Sprint(p.Data["MSG-email"]) == "false" }

// EventSummary counts one event of a profile.
type EventSummary struct {
	Count    int
	LastSeen time.Time
}

// EventQuery asks for the raised events of one name.
type EventQuery struct {
	Event      string
	From, To   time.Time         // days, inclusive, in the project's time zone; only the date counts
	Properties map[string]string // property equals value; all must hold
	BatchSize  int               // 0: 50
}

// EventRecord is one raised event.
type EventRecord struct {
	Identity   string
	ObjectID   string
	Email      string
	At         string // 14 digits yyyyMMddHHmmss in the project's time zone, as given
	Properties map[string]any
}

// SchemaEvent is one event that the project knows.
type SchemaEvent struct {
	Name       string
	Status     string // Active, Inactive, Discarded
	Properties []string
}

// MessageRow is one row of the message report.
type MessageRow struct {
	Name   string
	Status string
	Start  string
	Sent   int
}

// ReportQuery bounds the message report. The report is slow: facts give 0.7 s
// for one day and 26 s for thirty.
type ReportQuery struct {
	From, To time.Time
	Channels []string // email, sms, push (documented, certain); none: all
	Delivery []string // action: live behaviour
}

// Delivery is a webhook as Talon.One stores it, rendered, ready to be sent to
// CleverTap by talontap itself.
type Delivery struct {
	URL     string
	Headers []Header
	Body    []byte
}

// Header is one header line of a Delivery; the value may be the passcode.
type Header struct {
	Name  string
	Value secret.Secret
}
