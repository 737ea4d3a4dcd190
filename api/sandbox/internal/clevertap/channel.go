package clevertap

// What a campaign needs of a customer depends on its channel. That a phone number
// needs no subscription of its own, and that a device is known by its push token alone,
// is modelled; so is everything about WhatsApp beyond its name.

// channels are those that the console offers.
func channels() []string { return append(reportChannels(), "whatsapp") }

// reportChannels are those by which the message report can be filtered (certain). Its
// page lists more that the console does not play, and no WhatsApp.
func reportChannels() []string { return []string{"email", "sms", "push"} }

// address is where a message of a channel goes.
func (c *customer) address(channel string) string {
	switch channel {
	case "sms", "whatsapp":
		return c.field("Phone")
	case "push":
		return c.field(pushToken)
	}
	return c.field("Email")
}

// pushToken is the field in which the console keeps a customer's device.
const pushToken = "push_token"

// unreachable says why a message cannot go to this customer; empty if it can. An
// event succeeds all the same (likely: it follows from the subscription model).
func (c *customer) unreachable(channel string) string {
	needs := map[string]string{"email": "Email", "sms": "Phone", "whatsapp": "Phone", "push": "device"}[channel]
	if c.address(channel) == "" {
		return "the profile has no " + needs
	}
	if subscribed, set := c.data["MSG-email"].(bool); channel == "email" && set && !subscribed {
		return "the profile is unsubscribed (MSG-email is false)"
	}
	return ""
}

// device is one of profile.json's platformInfo; its push token is certain.
type device struct {
	PushToken string `json:"push_token"`
	ObjectID  string `json:"objectId"`
}

// devices are none for a profile without one (modelled).
func (c *customer) devices() []device {
	if token := c.field(pushToken); token != "" {
		return []device{{token, c.objectID}}
	}
	return []device{}
}
