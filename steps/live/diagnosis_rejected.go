package live

import (
	"fmt"

	"github.com/talontap/talontap/api/clevertap"
)

// ofReceipt reads an upload that CleverTap answered and did not take. HTTP 200
// says nothing here.
func ofReceipt(r clevertap.Receipt) Diagnosis {
	if len(r.Unprocessed) == 0 {
		return Diagnosis{Cause: Rejected, Sentence: fmt.Sprintf("CleverTap took nothing (status %q) and gave no reason.", r.Status),
			Fix: "run the check again; if it stays, ask CleverTap's support with the time of the check"}
	}
	u := r.Unprocessed[0]
	why, fix := rejection(u.Code)
	return Diagnosis{Cause: Rejected, Code: u.Code, Fix: fix,
		Sentence: fmt.Sprintf("CleverTap refused it because %s: %q (code %d).", why, u.Message, u.Code)}
}

const comparePayload = "compare the webhook's payload with the wanted one: talontap plan shows the difference"

// rejection says what CleverTap's code for a refused record means, and what to
// do. The codes and their meaning are documented (certain); 527 is known from
// one account alone (likely).
func rejection(code int) (why, fix string) {
	switch code {
	case 509:
		return "the event has no name", comparePayload + "; evtName must not be empty"
	case 512:
		return "the event is not built as CleverTap reads it", comparePayload
	case 513:
		return "the event's name is one of CleverTap's own", "choose another event.name and run talontap apply"
	case 514, 517, 518, 519, 520:
		return "a field of the customer has a value that CleverTap does not take", "compare the payload: it should send an event and no profile"
	case 515:
		return "the email address is not one", "give another test.address"
	case 516:
		return "the phone number is not one", "write it with + and the country, or leave it out"
	case 522:
		return "the event has too many properties", "compare the payload: one property, the code, is wanted"
	case 523:
		return "it names no customer", "the payload's identity must be the webhook's ${$ProfileID}, and the rule must give it the customer's Integration ID"
	case 524:
		return "the record is neither an event nor a profile", comparePayload + `; "type" must be "event"`
	case 525:
		return "its time is not in epoch seconds", "leave ts out of the payload: the time of receipt is taken"
	case 526:
		return "it names a device that CleverTap does not know", `the payload must name the customer by "identity"`
	case 527:
		return "its time lies outside of what CleverTap takes in", "leave ts out of the payload: the time of receipt is taken"
	case 528:
		return "the event is discarded in this project", "restore it in CleverTap under Settings › Schema › Events, or choose another event.name"
	case 530, 531, 532, 533, 534, 535:
		return "it is read as the token of a device", comparePayload + `; "type" must be "event"`
	case 555:
		return "it failed on CleverTap's side", "run the check again; if it stays, look at CleverTap's status page"
	}
	return "it is not as CleverTap wants it", "see the words in quotes, then " + comparePayload
}
