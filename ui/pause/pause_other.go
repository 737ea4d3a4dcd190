//go:build !unix

package pause

// This system has no job control.

func (w *Watch) listen() {}

func (w *Watch) leave() {}

func stop() {}
