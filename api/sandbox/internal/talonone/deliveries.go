package talonone

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// How a webhook is sent.
//
// modelled: attempts and pauses. The last published word, of 2019, is ten
// further attempts with growing pauses; the pauses and the time given to the
// receiver were never published.
const (
	mostAttempts   = 11
	firstPause     = 200 * time.Millisecond
	answerTimeout  = 10 * time.Second
	mostLoggedBody = 64 << 10
)

// What ends a delivery at once: no further attempt would change it.
var (
	// errElsewhere keeps the sandbox to itself.
	errElsewhere = errors.New("the sandbox sends webhooks only to its own CleverTap, and to what --webhooks-to names on this machine")
	errNoURL     = errors.New("the webhook's URL, with its parameters filled in, is not a URL")
)

// delivery is one webhook call, ready to be sent.
type delivery struct {
	webhook       // filled in
	applicationID int
	campaignID    int
	credential    http.Header // added to the headers; its values are in no log
}

// templatePart is ${$Name} or ${$Profile.Attributes.name} in a webhook.
var templatePart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\$\{\$([^{}]+)\}`) })

// delivery fills the webhook's templates in.
//
// modelled: values are put in as they are, without JSON escapes, and what can't
// be resolved stays as it is written.
func (t *turn) delivery(hook webhook, arguments []any) delivery {
	filled := func(template string) string {
		return templatePart().ReplaceAllStringFunc(template, func(part string) string {
			name := templatePart().FindStringSubmatch(part)[1]
			if value, found := hook.argument(name, arguments); found {
				return text(value)
			}
			if value, found := t.lookup(strings.Split(name, ".")); found {
				return text(value)
			}
			return part
		})
	}
	made := delivery{hook, t.run.on.shop.ID, t.campaign.ID, t.run.account.credentialHeaders(hook.AuthenticationID)}
	made.URL, made.Payload, made.Headers = filled(hook.URL), filled(hook.Payload), mapped(hook.Headers, filled)
	if hook.ofTemplate {
		made.URL, made.credential = t.run.account.cleverTap.by(hook)
	}
	return made
}

func (w webhook) argument(title string, arguments []any) (any, bool) {
	for i, param := range w.Params {
		if param.Title == title && i < len(arguments) {
			return arguments[i], true
		}
	}
	return nil, false
}

// deliver sends until the receiver answers with a 2xx, the attempts are used up,
// or the account is closed. Each attempt is logged.
func (a *Account) deliver(ctx context.Context, what delivery) {
	pause := firstPause
	for attempt := 1; !a.attempt(ctx, what) && attempt < mostAttempts; attempt++ {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
			pause *= 2
		}
	}
}

// attempt sends once and reports whether that settled it.
func (a *Account) attempt(ctx context.Context, what delivery) (settled bool) {
	sent := a.now().UTC()
	request, response, status, err := a.courier.send(ctx, what)
	if ctx.Err() != nil {
		return true // the account is closing; nothing was settled, nothing is logged
	}
	if err != nil {
		response = []byte(err.Error())
	}
	answered := a.now().UTC()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.keepMessage(message{
		ID: newUUID(), Service: "NotificationService", CreatedAt: sent, EntityType: "webhook",
		WebhookID: what.ID, WebhookName: what.Title, URL: what.URL,
		ApplicationID: what.applicationID, CampaignID: what.campaignID,
		Request:  messageLogRequest{sent, request},
		Response: messageLogResponse{answered, response, status},
	})
	return status/100 == 2 || errors.Is(err, errElsewhere) || errors.Is(err, errNoURL)
}

// courier sends webhooks from this machine to this machine, to chosen hosts.
type courier struct {
	client *http.Client
	hosts  []string        // with their ports
	ctx    context.Context // the life of all deliveries, ended by close
	stop   context.CancelFunc

	mu      sync.Mutex // nothing starts while close ends ctx
	running sync.WaitGroup
}

func newCourier(hosts []string) *courier {
	ctx, stop := context.WithCancel(context.Background())
	dialer := &net.Dialer{Timeout: answerTimeout, Control: onlyLoopback}
	return &courier{
		ctx: ctx, stop: stop, hosts: hosts,
		client: &http.Client{
			Timeout:       answerTimeout,
			Transport:     &http.Transport{DialContext: dialer.DialContext},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// onlyLoopback looks at the address that a name resolved to, just before the
// connection is made.
func onlyLoopback(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return errElsewhere
	}
	return nil
}

// start runs work on its own until close; after close it does nothing.
func (c *courier) start(work func(ctx context.Context)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx.Err() == nil {
		c.running.Go(func() { work(c.ctx) })
	}
}

func (c *courier) close() {
	c.mu.Lock()
	c.stop()
	c.mu.Unlock()
	c.running.Wait()
	c.client.CloseIdleConnections()
}

// send makes one request; sent and answered are the bytes of both sides.
func (c *courier) send(ctx context.Context, what delivery) (sent, answered []byte, status int, err error) {
	request, err := what.request(ctx)
	if err != nil {
		return nil, nil, 0, err
	}
	// modelled: the log holds the request whole, headers in clear, except for the
	// values of a credential.
	what.signIn(request, func(string) string { return hidden })
	sent, _ = httputil.DumpRequestOut(request, true)
	what.signIn(request, func(value string) string { return value })
	if !slices.Contains(c.hosts, request.URL.Host) {
		return sent, nil, 0, errElsewhere // no name of any other host is even looked up
	}
	response, err := c.client.Do(request)
	if err != nil {
		return sent, nil, 0, fmt.Errorf("sending webhook %q: %w", what.Title, err)
	}
	defer response.Body.Close()
	response.Body = io.NopCloser(io.LimitReader(response.Body, mostLoggedBody))
	answered, err = httputil.DumpResponse(response, true)
	return sent, answered, response.StatusCode, err
}

func (d delivery) request(ctx context.Context) (*http.Request, error) {
	address := d.URL
	if !strings.Contains(address, "://") {
		address = "https://" + address // published examples leave the scheme out
	}
	request, err := http.NewRequestWithContext(ctx, d.Verb, address, strings.NewReader(d.Payload))
	if err != nil {
		return nil, errNoURL
	}
	for _, header := range d.Headers {
		name, value, _ := strings.Cut(header, ":")
		// modelled: headers of one name are all sent, and the receiver chooses.
		request.Header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	return request, nil
}

// signIn sets the credential's headers, as each value is to be written.
// modelled: they win over headers of the same name.
func (d delivery) signIn(request *http.Request, written func(value string) string) {
	for name := range d.credential {
		request.Header.Set(name, written(d.credential.Get(name)))
	}
}
