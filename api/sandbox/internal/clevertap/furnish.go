package clevertap

import "fmt"

// furnish puts in what the tutorial takes for granted before it starts.
func (a *Account) furnish(bare bool) {
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
		ID: a.nextID(), Name: "Coupon email", Channel: "email", Delivery: "action", Status: "running",
		Event: "Coupon Generated", Sender: "Shop EU", Start: a.now().AddDate(0, 0, -2),
		Subject: "Your coupon for the New Year",
		Body: `Hello {{ Profile.Name | default: "there" }}, your coupon code is ` +
			`{{ @Coupon Generated - CouponCode | default: "in your account" }}.`,
	}}
}
