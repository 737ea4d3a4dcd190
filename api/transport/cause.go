package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
)

// inWords puts the cause of a failed line into words that a person can act on.
// It is empty where the kind of failure has said all there is. Causes that are
// ours (a page of HTML, a body that stops) are sentences already.
func inWords(err error) string {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var op *net.OpError
	var own *obstacle
	switch {
	case errors.As(err, &own):
		return own.text
	case errors.Is(err, errMute):
		return "the connection was closed without an answer"
	case errors.Is(err, errCut):
		return errCut.Error()
	case errors.As(err, &name) && name.IsNotFound:
		return "there is no host of that name"
	case errors.As(err, &name):
		return "its name could not be looked up"
	case errors.As(err, &certificate):
		return "its certificate is not trusted here, as behind a proxy that opens connections or with a clock that is wrong"
	case notTLS(err):
		return "it does not speak https there"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens at that address and port"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return "there is no way to it from this machine's network"
	case timeout(err):
		return ""
	case errors.Is(err, context.Canceled):
		return "it was stopped"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection was closed"
	case errors.As(err, &op):
		return "no connection could be made"
	}
	return err.Error()
}

func notTLS(err error) bool {
	var record tls.RecordHeaderError
	return errors.As(err, &record) || errors.Is(err, http.ErrSchemeMismatch)
}
