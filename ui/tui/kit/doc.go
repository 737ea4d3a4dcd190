// Package kit is what a full-screen terminal program is drawn and steered with:
// a theme, a layout that gives way where a window is small, a picture of stations,
// an input that a paste cannot block, and the pager, footer and keys of Bubbles as
// this program dresses them.
//
// It must never know what a setup is: whatever it draws comes as plain values.
package kit
