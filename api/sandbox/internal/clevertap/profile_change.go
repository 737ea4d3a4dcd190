package clevertap

// apply changes a profile by profileData: each value replaces what is there, and
// null takes it away.
func (c *customer) apply(data map[string]any) {
	for key, value := range data {
		if value == nil {
			delete(c.data, key)
			continue
		}
		c.data[key] = value
	}
}
