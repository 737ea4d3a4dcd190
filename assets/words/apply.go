package words

// The texts about applying the plan and removing what talontap made.
const (
	KeptNowhere          = "nowhere: nothing is kept in a rehearsal"
	KeptNot              = "not kept on this machine"
	SessionOpen          = "talontap could not end the session that it opened; it ends on its own in three months: %s"
	EnableRefused        = "this account does not let talontap do it: %s"
	ApplyStopped         = "stopped before it was done; the next run looks for what was made"
	ApplyChanged         = "somebody changed it in Talon.One since the plan was made; run it again to plan again"
	ApplyFirst           = "its webhook and campaign have to exist first"
	ApplyEventNoReason   = "CleverTap did not take the test event and gave no reason (status %q)"
	ApplyEventRefused    = "CleverTap did not take the test event: %s (code %d)"
	RemoveNoAPI          = "no API changes one"
	RemoveEmailWhere     = "CleverTap: Messages › Campaigns › %s › Stop"
	RemoveEventKept      = "CleverTap keeps every event, and customers' histories with it"
	RemoveEventWhere     = "CleverTap: Settings › Schema › Events › %s › Discard, where nothing else sends it"
	RemoveNoCall         = "no published call deletes a webhook"
	RemoveWebhookWhere   = "Talon.One: Account › Tools › Webhooks › %s › Delete, once no rule uses it; it holds the passcode"
	RemoveCampaignWhere  = "Talon.One: Application %s › Campaigns › %s"
	RemoveTakenOver      = "it existed before, and you let talontap take it over"
	RemoveHasCodes       = "customers hold %d of its codes, which would end with it"
	RemovePart           = "removal of %s"
	ApplyNotTurned       = "Talon.One took the change, and answers that the campaign is %s, not %s; look in the Campaign Manager"
	ApplyDisabledForRule = "%w; talontap disabled the campaign for it, and it stays disabled until its rule is right"
)
