package words

// The texts about the list of answers, and about the commands that print a secret.
const (
	CommandFor         = "Command that prints the %s"
	CommandForm        = `it takes a program and its words as a list, like ["op", "read", "op://vault/item/field"]; no shell reads it`
	CommandHoldsSecret = "one of its words has the form of a credential; a command names where the secret is and never holds it"

	AnswersShort = "List every answer: what it means, what it takes, and where it comes from"
	AnswersLong  = `answers lists every answer that talontap knows: its key, what it means, what it takes, its default, its
variable and where to find it. Where a flag, a variable, an answers file, a profile or a default gives
it, the list says so: flag beats variable beats answers file beats profile beats default.

With --answers FILE it tries a file and calls nobody: every wrong line is told at once.`
	AnswersExample = `talontap answers --template > shop.toml     # a file to fill in
talontap answers --answers shop.toml   # what is wrong or missing
talontap answers --profile shop        # where each value comes from
talontap answers --from staging --profile production   # what is copied
talontap answers --json                     # for a script`
	AnswersTemplate       = "write an answers file to fill in, with a comment on each answer"
	AnswersTemplateOrJSON = "--template and --json are two forms of one list; choose one"
	AnswersValue          = "now:"
	AnswersTakes          = "takes:"
	AnswersDefault        = "default:"
	AnswersVariable       = "variable:"
	AnswersWhere          = "where:"
	AnswersGiven          = "given, not shown (%s)"
	AnswersRequired       = "required"
	AnswersSecret         = "secret, never in a file"
	AnswersRequiredSecret = "required; secret, never in a file"
	AnswersStillMissing   = "Required, and not given so far"
	AnswersExampleCommand = `["op", "read", "op://vault/item/field"]`
	AnswersFileHead       = `Answers for talontap. Give it with --answers FILE to setup, plan, apply or verify.
A line that begins with # is a comment: take the # away and change the value.
No passcode, key or password belongs in here: the keychain, a variable or a command gives them (talontap help secrets).`

	AnswerCustomers         = "How many customers you expect; without it, all those of the Application are expected"
	AnswerRedeemedElsewhere = "Your codes are redeemed without Talon.One, at a till or by a partner: a code that no rule takes is then a warning"
	AnswerCommand           = "A program that prints the secret on one line, started without a shell"
	AnswerLooksSecret       = "this has the form of a credential, which talontap keeps in no file; take it out of here, and give it a new one at the vendor if others could read the file. If it is none, give it as a variable or with --set"
	AnswerTakesText         = "text"
	AnswerTakesSecret       = "a credential, from the keychain, the variable or a command"
	AnswerTakesExpiry       = `the last day, like 2027-12-31, or "never"`
)

// What goes wrong with a command that prints a secret.
const (
	CommandNotFound      = "there is no program %s here"
	CommandNotFoundFix   = "install it, or write its whole path: under cron and in a container the search path is short"
	CommandNotStarted    = "%s could not be started"
	CommandNotStartedFix = "check that this user may run it"
	CommandFailed        = "%s failed (it ended with status %d); talontap does not show what it printed"
	CommandKilled        = "%s was ended by a signal; talontap does not show what it printed"
	CommandFailedFix     = "run the command yourself, as this user, and read what it says: most often one has to sign in first"
	CommandHangs         = "%s did not end within %s"
	CommandHangsFix      = "run the command yourself: it may wait for a sign-in or for a person. Where nobody sits, sign in with a service account, or give the variable instead"
	CommandNothing       = "%s printed nothing"
	CommandNothingFix    = "run the command yourself: it has to print the secret alone, on one line; check the name of the item and of its field"
	CommandLines         = "%s printed %d lines, and a secret is one"
	CommandOneLineFix    = "have it print the field alone, such as: op read, vault kv get -field=passcode, gcloud secrets versions access latest"
	CommandTooLong       = "%s printed more than %d bytes, and a secret is one short line"
	CommandTooMuch       = "more than a secret"
	CommandReading       = "reading the %s by its command (%s): %w"
	KeptByCommands       = "nowhere here: your commands read them"
)

// The texts about the JSON Schemas.
const (
	SchemaShort = "Print the JSON Schema of a report, or of an answers file"
	SchemaLong  = `schema prints the JSON Schema of what a command reports with --json, or of an answers file, for an editor
or a validator. To a report fields are only ever added: a schema names what is always there.

They are: %s.`
	SchemaExample = `talontap schema checklist
talontap schema answers-file > answers.schema.json`
	SchemaWhich   = "say which schema: %s"
	SchemaUnknown = "there is no schema %q; there are %s"
)

// The help topic on secrets.
const (
	SecretsShort = "Where the passcode and the keys come from, on many machines"
	SecretsLong  = `A secret is never a flag and never in a file. For each one, talontap takes the first of these that there is:

  1. the variable: TALONTAP_CLEVERTAP_PASSCODE, TALONTAP_TALONONE_MANAGEMENT_KEY,
     TALONTAP_TALONONE_INTEGRATION_KEY, TALONTAP_TALONONE_PASSWORD
  2. a command, from the profile or an answers file
  3. the keychain of this machine, where a setup put it; not the sign-in password, which is never kept

A command is a program and its words. No shell reads them, so ~, $NAME and | mean nothing in them.

  [secret_command]
  clevertap_passcode        = ["op", "read", "op://shops/clevertap/passcode"]
  talonone_management_key   = ["vault", "kv", "get", "-field=management", "secret/talonone"]
  talonone_integration_key  = ["gcloud", "secrets", "versions", "access", "latest", "--secret=integration-key"]
  talonone_password         = ["pass", "show", "talonone"]

It has 30 seconds, reads nothing, and prints the secret alone on one line. What it prints is never shown,
not even when it fails: run it yourself to see why. talontap starts what the file names, as you: take an
answers file only from those you trust.

Under cron, PATH is short: write the whole path of the program, and sign it in with a service account,
as nobody is there to unlock anything.
In a container, give the variables from the platform's secrets (Docker, Kubernetes), or put the client of
your vault into the image. There is no keychain there, and talontap says so.
In CI, give the variables from the secrets of the pipeline, which are masked there.

talontap answers shows where each secret comes from, without its value. talontap doctor tries the keychain.`
)
