package live

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/words"
)

// ofReceipt reads an upload that CleverTap answered and did not take. HTTP 200
// says nothing here.
func ofReceipt(r clevertap.Receipt) Diagnosis {
	if len(r.Unprocessed) == 0 {
		return fails(Rejected, fmt.Sprintf(words.LiveTookNothing, r.Status), words.LiveTookNothingFix)
	}
	u := r.Unprocessed[0]
	why, fix := rejection(u.Code)
	d := fails(Rejected, fmt.Sprintf(words.LiveRefusedBecause, why, u.Message, u.Code), fix)
	d.Code = u.Code
	return d
}

// rejections are CleverTap's codes for a refused record, each with what it means
// and what to do. The codes and their meaning are documented (certain); 527 is
// known from one account alone (likely). A fix with a gap takes words.LiveComparePayload.
var rejections = []struct {
	codes    []int
	why, fix string
}{
	{[]int{509}, words.LiveRefusedNoName, words.LiveRefusedNoNameFix},
	{[]int{512}, words.LiveRefusedShape, words.LiveComparePayload},
	{[]int{513}, words.LiveRefusedReserved, words.LiveRefusedReservedFix},
	{[]int{514, 517, 518, 519, 520}, words.LiveRefusedField, words.LiveRefusedFieldFix},
	{[]int{515}, words.LiveRefusedEmail, words.LiveRefusedEmailFix},
	{[]int{516}, words.LiveRefusedPhone, words.LiveRefusedPhoneFix},
	{[]int{522}, words.LiveRefusedMany, words.LiveRefusedManyFix},
	{[]int{523}, words.LiveRefusedNobody, words.LiveRefusedNobodyFix},
	{[]int{524}, words.LiveRefusedKind, words.LiveRefusedKindFix},
	{[]int{525}, words.LiveRefusedTime, words.LiveRefusedTimeFix},
	{[]int{526}, words.LiveRefusedDevice, words.LiveRefusedDeviceFix},
	{[]int{527}, words.LiveRefusedRange, words.LiveRefusedTimeFix},
	{[]int{528}, words.LiveRefusedDiscarded, words.LiveDiscardedFix},
	{[]int{530, 531, 532, 533, 534, 535}, words.LiveRefusedToken, words.LiveRefusedKindFix},
	{[]int{555}, words.LiveRefusedTheirs, words.LiveRefusedTheirsFix},
}

func rejection(code int) (why, fix string) {
	for _, r := range rejections {
		if slices.Contains(r.codes, code) {
			return r.why, strings.ReplaceAll(r.fix, "%s", words.LiveComparePayload)
		}
	}
	return words.LiveRefusedOther, fmt.Sprintf(words.LiveRefusedOtherFix, words.LiveComparePayload)
}
