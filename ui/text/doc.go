// Package text is how words stand on a terminal: how wide they are, where they
// break and where they are cut, how a status looks, and in which colours.
//
// What a mark says, a word or its place says too, and colour only repeats it: with
// no colours nothing is lost.
//
// It must never know a setup, write anything, or look at the terminal.
package text
