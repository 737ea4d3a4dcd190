package kit

// Narrow is how many columns a screen needs for two things side by side.
const Narrow = 60

// Masks stand for a secret whatever its length; how long it is stands beside.
const Masks = "●●●●●●●●"
