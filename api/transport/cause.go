package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"

	"github.com/talontap/talontap/assets/words"
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
		return words.NetClosed
	case errors.Is(err, errCut):
		return errCut.Error()
	case errors.As(err, &name) && name.IsNotFound:
		return words.NetNoHost
	case errors.As(err, &name):
		return words.NetNotLookedUp
	case errors.As(err, &certificate):
		return words.NetCertificate
	case errors.As(err, new(tls.RecordHeaderError)), errors.Is(err, http.ErrSchemeMismatch):
		return words.NetNoHTTPS
	case errors.Is(err, syscall.ECONNREFUSED):
		return words.NetNothingListens
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return words.NetNoWay
	case timeout(err):
		return ""
	case errors.Is(err, context.Canceled):
		return words.NetStopped
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return words.NetConnectionClosed
	case errors.As(err, &op):
		return words.NetNoConnection
	}
	return err.Error()
}
