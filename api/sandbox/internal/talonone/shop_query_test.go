package talonone

import "testing"

// The shop that the console plays gives the same parameters as a shop.
func TestTheConsolesShopMayAskForADryRun(t *testing.T) {
	b := newBench(t)
	const cart = "/applications/1/customer_sessions/cart-9"
	session := object{"customerSession": object{"profileId": "customer-1001"}}
	b.click("PUT", cart+"?dry=true&now=2027-01-01T12:00:00Z", session).wants(200)
	b.click("PUT", cart+"?dry=maybe", session).wants(400)
}
