package live

import (
	"fmt"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/words"
)

// ofReceipt reads an upload that CleverTap answered and did not take. HTTP 200
// says nothing here.
func ofReceipt(r clevertap.Receipt) Diagnosis {
	if len(r.Unprocessed) == 0 {
		return Diagnosis{Cause: Rejected, Sentence: fmt.Sprintf(words.LiveTookNothing, r.Status),
			Fix: words.LiveTookNothingFix}
	}
	u := r.Unprocessed[0]
	why, fix := rejection(u.Code)
	return Diagnosis{Cause: Rejected, Code: u.Code, Fix: fix,
		Sentence: fmt.Sprintf(words.LiveRefusedBecause, why, u.Message, u.Code)}
}

const comparePayload = words.LiveComparePayload

// rejection says what CleverTap's code for a refused record means, and what to
// do. The codes and their meaning are documented (certain); 527 is known from
// one account alone (likely).
func rejection(code int) (why, fix string) {
	switch code {
	case 509:
		return words.LiveRefusedNoName, fmt.Sprintf(words.LiveRefusedNoNameFix, comparePayload)
	case 512:
		return words.LiveRefusedShape, comparePayload
	case 513:
		return words.LiveRefusedReserved, words.LiveRefusedReservedFix
	case 514, 517, 518, 519, 520:
		return words.LiveRefusedField, words.LiveRefusedFieldFix
	case 515:
		return words.LiveRefusedEmail, words.LiveRefusedEmailFix
	case 516:
		return words.LiveRefusedPhone, words.LiveRefusedPhoneFix
	case 522:
		return words.LiveRefusedMany, words.LiveRefusedManyFix
	case 523:
		return words.LiveRefusedNobody, words.LiveRefusedNobodyFix
	case 524:
		return words.LiveRefusedKind, fmt.Sprintf(words.LiveRefusedKindFix, comparePayload)
	case 525:
		return words.LiveRefusedTime, words.LiveRefusedTimeFix
	case 526:
		return words.LiveRefusedDevice, words.LiveRefusedDeviceFix
	case 527:
		return words.LiveRefusedRange, words.LiveRefusedTimeFix
	case 528:
		return words.LiveRefusedDiscarded, words.LiveDiscardedFix
	case 530, 531, 532, 533, 534, 535:
		return words.LiveRefusedToken, fmt.Sprintf(words.LiveRefusedKindFix, comparePayload)
	case 555:
		return words.LiveRefusedTheirs, words.LiveRefusedTheirsFix
	}
	return words.LiveRefusedOther, fmt.Sprintf(words.LiveRefusedOtherFix, comparePayload)
}
