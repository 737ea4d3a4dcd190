package clevertap

import "fmt"

// campaignName is the email campaign an account begins with.
const campaignName = "Coupon email"

// sampleAge is for how many days that campaign has been running.
const sampleAge = 2

// furnish puts in what the tutorial takes for granted before it starts.
func (a *Account) furnish(bare bool) {
	now := a.now()
	a.schema.events = []*eventType{{
		Name: "Coupon Generated", Defined: true,
		Properties: []*property{{Name: "CouponCode", Kind: "String", Defined: true}},
	}}
	for i, name := range []string{"Ada Example", "Berta Example", "Carl Example", "Dora Example", "Emil Example"} {
		identity := fmt.Sprintf("customer-%d", 1001+i)
		c := a.customers.upsert(identity)
		c.apply(map[string]any{"Name": name, "Email": identity + "@example.com", "Phone": fmt.Sprintf("+1415555010%d", i), "MSG-email": true})
	}
	if bare {
		return
	}
	a.campaigns = []*campaign{{
		ID: a.nextID(), Name: campaignName, Channel: "email", Delivery: "action", Status: "running",
		Event: "Coupon Generated", Sender: "Shop EU", Start: now.AddDate(0, 0, -sampleAge),
		Subject: "Your coupon for the New Year",
		Body: `Hello {{ Profile.Name | default: "there" }}, your coupon code is ` +
			`{{ @Coupon Generated - CouponCode | default: "in your account" }}.`,
	}}
}
