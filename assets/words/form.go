package words

// The texts around the questions of a step, while they are answered.
const (
	FormFilled          = "%s taken: %s"
	FormFull            = "no more characters fit here; an answer is shorter"
	FormPasteTooLong    = "the paste has %s or more and only %d fit here, so none of it was entered; copy the answer alone"
	FormBlanksRemoved   = ", white space around them removed"
	FormNothingToChoose = "there is nothing to choose from"
	FormRuleHolds       = "The rule will say"
	FormEmailReads      = "In the code's place the email must say"
	FormWholeDay        = "%s, the whole day in %s"
)
