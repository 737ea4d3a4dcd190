package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/doctor"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) doctorCommand() *cobra.Command {
	return a.withJSON(&cobra.Command{
		Use: "doctor", Short: words.DoctorShort, Long: words.DoctorLong,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.doctor(cmd.Context(), cmd.Flags().Changed("profile"))
		},
	})
}

func (a *app) doctor(ctx context.Context, named bool) error {
	list, err := a.examined(ctx, named)
	if err != nil {
		return err
	}
	if a.json {
		err = report.DoctorJSON(a.out, list)
	} else {
		err = report.Doctor(a.out, a.style(), list)
	}
	if err == nil && len(list.Failing()) > 0 {
		err = &exitError{code: exitFailed}
	}
	return err
}

// examined looks at this machine, and tries the way to both services. A setup that was
// named must be there.
func (a *app) examined(ctx context.Context, named bool) (check.List, error) {
	kept := a.keychain.State(ctx)
	seen := doctor.Seen{
		Version:  fmt.Sprintf("talontap %s (%s/%s, %s)", version, runtime.GOOS, runtime.GOARCH, runtime.Version()),
		Terminal: doctor.Terminal{There: a.outTTY, Width: a.width, Height: a.height, Colour: a.colour(a.color), ASCII: a.ascii},
		Keychain: doctor.Keychain{Kind: kept.Kind, Problem: kept.Problem, Fix: kept.Fix},
		Folder:   a.store.Dir(), Unusable: a.writable(), Profile: a.profile,
	}
	seen.Proxies, seen.Proxy = a.proxies()
	if named {
		if _, err := a.store.Load(a.profile, schema()); err != nil {
			return check.List{}, err
		}
	}
	st, err := a.state(ctx)
	if err != nil && named {
		return check.List{}, err
	}
	if err != nil && seen.Unusable == nil {
		seen.Unusable = &store.Refusal{Problem: err.Error(), Mend: remedy.For(err, words.DoctorAnswerFix)}
	}
	seen.Hosts = a.hosts(ctx, st.Answers)
	return doctor.Judge(seen), nil
}

// writable tries the folder for settings, or the nearest one above that is there.
func (a *app) writable() error {
	if a.home == "" {
		return &store.Refusal{Problem: words.FilesNoHome, Mend: words.FilesSetHome}
	}
	if _, err := a.store.List(); err != nil {
		return err
	}
	dir := a.store.Dir()
	for {
		file, err := os.CreateTemp(dir, ".talontap-doctor-*")
		if err == nil {
			return errors.Join(file.Close(), os.Remove(file.Name()))
		}
		if above := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && above != dir {
			dir = above
			continue
		}
		return err
	}
}

// proxies are the variables that name one, and which of them holds no address. Their
// values may hold a password.
func (a *app) proxies() (names []string, wrong error) {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"} {
		value := a.env(name)
		if value == "" {
			continue
		}
		names = append(names, name)
		if !strings.EqualFold(name, "NO_PROXY") && !isProxy(value) && wrong == nil {
			wrong = fmt.Errorf(words.DoctorProxyUnread, name)
		}
	}
	return names, wrong
}

// isProxy reports whether Go finds a host in it; the scheme may be left out.
func isProxy(value string) bool {
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	u, err := url.Parse(value)
	return err == nil && u.Host != ""
}

// hosts tries the way to both services, as far as somebody said where they are.
func (a *app) hosts(ctx context.Context, answers setup.Answers) (out []doctor.Host) {
	if address := answers.Text(setup.TalonOneURL); address != "" {
		out = append(out, a.host(ctx, "Talon.One", address, setup.CheckDeploymentURL(address)))
	}
	if region := answers.Text(setup.Region); region != "" && answers.From(setup.Region) != setup.FromDefault {
		address, err := clevertap.BaseURL(a.env("TALONTAP_CLEVERTAP_URL"), region)
		out = append(out, a.host(ctx, "CleverTap", address, err))
	}
	return out
}

// reachable is how long a host may take to answer.
const reachable = 10 * time.Second

func (a *app) host(ctx context.Context, service, address string, err error) doctor.Host {
	h := doctor.Host{Service: service}
	caller, wrong := transport.New(transport.Options{Service: service, Base: address, Timeout: reachable, Log: a.log, Agent: agent()})
	if err != nil || wrong != nil {
		h.Err = errors.Join(err, wrong)
		return h
	}
	began := a.now()
	told, err := caller.Reach(ctx, words.DoctorReaching)
	h.Host, h.Err, h.Took = caller.Host(), err, a.now().Sub(began)
	h.Told, h.Ahead = !told.IsZero(), a.now().Sub(told)
	return h
}
