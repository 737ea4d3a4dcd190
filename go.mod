module github.com/talontap/talontap

go 1.26.0

require (
	charm.land/bubbles/v2 v2.2.1 // fields, lists, progress (once github.com/charmbracelet/bubbles)
	charm.land/bubbletea/v2 v2.1.1 // the full-screen program (once github.com/charmbracelet/bubbletea)
	charm.land/huh/v2 v2.0.3 // the fields of a form (once github.com/charmbracelet/huh)
	charm.land/lipgloss/v2 v2.0.6 // colours and widths (once github.com/charmbracelet/lipgloss)
	github.com/cenkalti/backoff/v5 v5.0.3 // the pauses between tries
	github.com/charmbracelet/x/vt v0.0.0-20260305213658-fe36e8c10185 // tests: a terminal that is looked at
	github.com/creack/pty v1.1.24 // tests: a terminal to run in
	github.com/getkin/kin-openapi v0.153.0 // tests: Talon.One's contract
	github.com/gofrs/flock v0.13.2 // keeps two runs of one setup apart, on every system
	github.com/pelletier/go-toml/v2 v2.4.3 // profiles and answers files
	github.com/rogpeppe/go-internal v1.16.0 // tests: scripts against the real program
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // tests: the schemas of reports
	github.com/spf13/cobra v1.10.2 // commands, flags, completions
	github.com/zalando/go-keyring v0.2.8 // the keychain of every system
	go.uber.org/goleak v1.3.0 // tests: no goroutine is left behind
	golang.org/x/sync v0.24.0 // what runs side by side
	golang.org/x/sys v0.49.0 // a terminal's modes, disks, the console of Windows
	golang.org/x/term v0.47.0 // sizes, and typing that is not shown
)

require (
	github.com/charmbracelet/colorprofile v0.4.3 // how many colours a terminal has
	github.com/charmbracelet/ultraviolet v0.0.0-20261008173134-6b8d4baf91b4 // tests: the cells of a terminal
	github.com/charmbracelet/x/ansi v0.11.9 // widths of text with colours in it
	github.com/godbus/dbus/v5 v5.2.2 // the Secret Service: what stays open between two secrets; tests: a stand-in for it
	github.com/inconshreveable/mousetrap v1.1.0 // whether a double-click started it (Windows)
	github.com/modelcontextprotocol/go-sdk v1.7.0 // an agent's tools; v1.8.0 reads the proxy variables before main can honour ALL_PROXY
	github.com/spf13/pflag v1.0.9 // cobra's flags, where help lists them
	go.yaml.in/yaml/v4 v4.0.0 // tests: a workflow's recipe
)

require (
	github.com/atotto/clipboard v0.1.4 // indirect; of bubbles, and never called: the terminal pastes
	github.com/catppuccin/go v0.2.0 // indirect
	github.com/charmbracelet/x/exp/ordered v0.1.0 // indirect
	github.com/charmbracelet/x/exp/strings v0.0.0-20240722160745-212f7b056ed0 // indirect
	github.com/charmbracelet/x/term v0.2.2 // indirect
	github.com/charmbracelet/x/termios v0.1.1 // indirect
	github.com/charmbracelet/x/windows v0.2.2 // indirect
	github.com/clipperhouse/displaywidth v0.11.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/danieljoos/wincred v1.2.3 // indirect
	github.com/dustin/go-humanize v1.0.1 // indirect
	github.com/go-openapi/jsonpointer v0.22.5 // indirect
	github.com/go-openapi/swag/jsonname v0.25.5 // indirect
	github.com/gorilla/mux v1.8.0 // indirect
	github.com/lucasb-eyer/go-colorful v1.4.1 // indirect
	github.com/mattn/go-runewidth v0.0.30 // indirect
	github.com/mitchellh/hashstructure/v2 v2.0.2 // indirect
	github.com/muesli/cancelreader v0.2.2 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/sahilm/fuzzy v0.1.3 // indirect
	github.com/xo/terminfo v1.0.0 // indirect
	golang.org/x/text v0.14.0 // indirect
	golang.org/x/tools v0.42.0 // indirect
)

require (
	github.com/google/jsonschema-go v0.4.3 // indirect
	github.com/segmentio/asm v1.1.3 // indirect
	github.com/segmentio/encoding v0.5.4 // indirect
	github.com/yosida95/uritemplate/v3 v3.0.2 // indirect
	golang.org/x/oauth2 v0.35.0 // indirect
	golang.org/x/time v0.15.0 // indirect
)
