package words

// The recipes for a verification that runs on its own.
const (
	ScheduleShort = "Ready recipes: verify every morning with cron, systemd, Task Scheduler or GitHub"
	ScheduleLong  = `A verification may run on its own: it only reads, waits for no key, and its exit status tells how it
went (0 all right, 1 something could not be looked at, 3 a check fails, 4 a credential is not accepted).

Whom to tell a change is a secret, for whoever knows the address may post there. It stands in a file that
only you can read (chmod 600 ~/.talontap.env):

%s

The credentials come from the keychain. Where none can be opened without you, as on a server, give them as
variables, the way your server keeps secrets.

cron, on Linux and macOS; the line goes into crontab -e:

%s

systemd, on Linux, in ~/.config/systemd/user/talontap.service:

%s

and in ~/.config/systemd/user/talontap.timer; systemctl --user enable --now talontap.timer starts it, and
loginctl enable-linger keeps it running while you are logged out:

%s

Task Scheduler, on Windows; setx TALONTAP_NOTIFY followed by the address says once whom to tell:

%s

GitHub, in .github/workflows/talontap.yml beside the answers in shop.toml. The checklist stands on the run's
page; talontap.xml has it as tests:

%s`
	ScheduleNotify = `TALONTAP_NOTIFY='https://hooks.slack.com/services/…'`
	ScheduleCron   = `20 6 * * *  set -a; . "$HOME/.talontap.env"; /usr/local/bin/talontap verify --all --timeout 30m >"$HOME/talontap.log" 2>&1`
	ScheduleUnit   = `[Unit]
Description=Verify that coupon codes reach CleverTap

[Service]
Type=oneshot
EnvironmentFile=-%h/.talontap.env
ExecStart=/usr/local/bin/talontap verify --all --timeout 30m`
	ScheduleTimer = `[Unit]
Description=Every morning

[Timer]
OnCalendar=*-*-* 06:20
Persistent=true

[Install]
WantedBy=timers.target`
	ScheduleTask = `schtasks /Create /TN talontap /SC DAILY /ST 06:20 /TR "\"%ProgramFiles%\talontap\talontap.exe\" verify --all --timeout 30m"`
	ScheduleFlow = `name: talontap
on:
  schedule:
    - cron: '20 6 * * *'
  workflow_dispatch:
permissions:
  contents: read
jobs:
  verify:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-go@v5
        with:
          go-version: stable
      - run: go install github.com/talontap/talontap/cmd/talontap@latest
      - run: talontap verify --answers shop.toml --format markdown --junit talontap.xml >> "$GITHUB_STEP_SUMMARY"
        env:
          TALONTAP_CLEVERTAP_PASSCODE: ${{ secrets.TALONTAP_CLEVERTAP_PASSCODE }}
          TALONTAP_TALONONE_MANAGEMENT_KEY: ${{ secrets.TALONTAP_TALONONE_MANAGEMENT_KEY }}
          TALONTAP_TALONONE_INTEGRATION_KEY: ${{ secrets.TALONTAP_TALONONE_INTEGRATION_KEY }}
          TALONTAP_NOTIFY: ${{ secrets.TALONTAP_NOTIFY }}`
	VerifyExample = `talontap verify
talontap verify --live
talontap verify --live=relay --wait 5m
talontap verify --all
talontap verify --profile 'shop-*' --json
talontap verify --format markdown >> "$GITHUB_STEP_SUMMARY"
talontap verify --all --junit talontap.xml
talontap verify --acknowledge coupon.redeemable --reason ok --until 2027-03-31`
)
