// Package kit is what a full-screen terminal program is drawn and steered with:
// a theme, a layout that gives way where a window is small, a pager, a picture of
// stations, the names of keys, and an input that a paste cannot block.
//
// It must never know what a setup is: whatever it draws comes as plain values.
package kit
