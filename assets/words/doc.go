// Package words holds the texts that a person reads, by name, so that they can be
// read through as one, corrected and one day translated.
//
// A text is a whole sentence or phrase; where something stands in it, it is a
// format for package fmt. A file has the texts of one part of the program. No
// logic hangs on a text: nothing compares or searches one.
//
// It must never decide anything or import anything.
package words
