package kit

// Room is how much a screen may draw.
type Room struct{ Width, Height int }
