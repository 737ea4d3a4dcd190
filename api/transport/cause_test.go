package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestACauseIsToldInWordsThatAPersonCanUse(t *testing.T) {
	dial := func(err error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", err)}
	}
	for want, err := range map[string]error{
		"there is no host of that name":               &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}},
		"its name could not be looked up":             &net.DNSError{Err: "server misbehaving", Name: "x"},
		"nothing listens at that address and port":    dial(syscall.ECONNREFUSED),
		"this machine's network has no way to it":     dial(syscall.ENETUNREACH),
		"no connection could be made":                 dial(syscall.EADDRNOTAVAIL),
		"it does not speak https there":               http.ErrSchemeMismatch,
		"the connection was closed":                   io.EOF,
		"it was stopped":                              context.Canceled,
		"the connection was closed without an answer": fmt.Errorf("%w (%w)", errMute, io.EOF),
		"":                               context.DeadlineExceeded,
		errCut.Error():                   fmt.Errorf("%w (%w)", errCut, io.ErrUnexpectedEOF),
		"a page of HTML instead of JSON": errors.New("a page of HTML instead of JSON"),
		"its certificate is not trusted here: a proxy may open the connections, or this machine's clock may be wrong": &tls.CertificateVerificationError{Err: errors.New("x509: unknown authority")},
	} {
		f := &Failure{Kind: Unreachable, Doing: "reading", Service: "Vendor", Err: err}
		if got := strings.TrimPrefix(strings.TrimPrefix(f.Error(), "reading: Vendor cannot be reached"), ": "); got != want {
			t.Errorf("%v is told as %q, want %q", err, got, want)
		}
		if !errors.Is(f, err) {
			t.Errorf("%v can no longer be found in the failure", err)
		}
	}
}
