//! Who may run what: every verb of the command tree under every role, against a table written here.

use std::collections::{BTreeMap, BTreeSet};

use clap::CommandFactory;
use colab::cli::Cli;

use super::support::{Env, Run, data};

any![every_verb_is_in_the_table_and_nothing_else];
// Whose name is acted in is found before any engine is asked.
sqlite![an_admin_who_acts_as_somebody_may_no_more_than_that_one];
both![
    every_verb_answers_every_role_as_the_domain_says,
    a_manager_may_besides_what_concerns_their_rooms,
    a_token_out_of_scope_runs_nothing_that_asks_who_acts,
    a_refusal_is_audited_with_who_and_what,
    every_dry_run_says_so_once_in_the_same_words
];

/// In the order of the letters below.
const ROLES: [&str; 8] = [
    "admin",
    "training_facility_admin",
    "it_rental_admin",
    "training_facility_admin_viewer",
    "kitchen_staff",
    "staff",
    "finance",
    "procurement_officer",
];

/// Verb, a sample of it, and per role whether it may: `y` or `-`. The ninth is nobody.
///
/// A sample that may run ends with 0, or with what is said behind `=`; `2|0` is 2 on SQLite and 0 on PostgreSQL.
const TABLE: &[(&str, &str, &str)] = &[
    ("dashboard", "", "yyyyyyyy-"),
    (
        "booking create",
        "--client X --date 2026-03-02 --learners 1 --dry-run",
        "yyy--y---",
    ),
    ("booking list", "", "yyyy-yyy-"),
    ("booking show", "1", "yyyy-yyy-"),
    ("booking edit", "1 --learners 2 --dry-run", "yy-------"),
    ("booking assign", "1 --room Focus --dry-run", "yy-------"),
    ("booking unassign", "1 --dry-run =5", "yy-------"),
    ("booking confirm", "1 --dry-run =5", "yy-------"),
    ("booking reject", "1 --reason no --dry-run", "yy-------"),
    ("booking reschedule", "1 --by 1d --dry-run", "yy-------"),
    ("booking cancel", "1 --dry-run", "yy-------"),
    ("booking check-in", "1 --dry-run =5", "yy-------"),
    ("booking reopen", "1 --dry-run =5", "yy-------"),
    ("booking check-out", "1 --dry-run =5", "yy-------"),
    ("booking no-show", "1 --dry-run =5", "yy-------"),
    ("booking calendar", "--month 2026-03", "yyyyyyyy-"),
    ("booking suggest", "1", "yyyy-yyy-"),
    ("booking conflicts", "", "yyyy-yyy-"),
    ("booking demand", "", "yyyy--y--"),
    ("booking waiting list", "", "yyyy-yyy-"),
    ("booking waiting remove", "99 --dry-run =3", "yyy--y---"),
    ("room free", "--date 2026-03-02", "yyyy-yyy-"),
    ("room queue", "", "yyyy-yyy-"),
    ("room solve", "--dry-run", "yy-------"),
    ("room utilisation", "--month 2026-03", "yyyy--y--"),
    ("booking catering", "--date 2026-03-02", "yyyyyyyy-"),
    (
        "room block",
        "Focus --from 2027-03-02 --reason r --dry-run",
        "yy-------",
    ),
    ("room unblock", "1 --dry-run =3", "yy-------"),
    ("room blocks", "", "yyyyyyyy-"),
    ("site close", "2027-03-02 --reason r --dry-run", "yy-------"),
    ("site open", "2027-03-02 --dry-run =3", "yy-------"),
    ("site holidays", "ZA 2027", "yyyyyyyy-"),
    ("agent list", "", "yyyy--y--"),
    ("agent show", "auditor", "yyyy--y--"),
    ("agent enable", "auditor --dry-run", "y--------"),
    ("agent disable", "auditor --dry-run", "y--------"),
    ("agent config", "auditor unused_days 60 --dry-run", "y--------"),
    ("agent run", "--dry-run", "yyy------"),
    ("agent history", "", "yyyy--y--"),
    ("agent proposals", "", "yyyy--y--"),
    ("agent approve", "99 --dry-run =3", "yyy---y--"),
    ("agent reject", "99 --reason no --dry-run =3", "yyy---y--"),
    ("agent apply", "99 --dry-run =3", "yyy---y--"),
    ("location list", "", "yyyyyyyy-"),
    ("location show", "Hill =3", "yyyyyyyy-"),
    ("location add", "Hill --dry-run", "yy-------"),
    ("location edit", "Hill --notes n --dry-run =3", "yy-------"),
    ("room list", "", "yyyyyyyy-"),
    ("room show", "Focus", "yyyyyyyy-"),
    ("room add", "New --dry-run", "yy-------"),
    ("room edit", "Focus --capacity 7 --dry-run", "yy-------"),
    ("room deactivate", "Focus --dry-run", "yy-------"),
    ("room activate", "Focus --dry-run", "yy-------"),
    ("room combine", "Hall Focus Growth --dry-run", "yy-------"),
    ("room alias add", "Focus Fokus --dry-run", "yy-------"),
    ("room alias list", "", "yyyyyyyy-"),
    ("room alias remove", "Grow --dry-run", "yy-------"),
    ("client list", "", "yyyy--y--"),
    ("client show", "X", "yyyy--y--"),
    ("client duplicates", "", "yyyy--y--"),
    ("client add", "New --dry-run", "yyy---y--"),
    ("client edit", "X --notes n --dry-run", "yyy---y--"),
    ("client rename", "X Y --dry-run", "yyy---y--"),
    ("client merge", "X X --dry-run =5", "yyy---y--"),
    ("client alias add", "X Xx --dry-run", "yyy---y--"),
    ("client alias list", "", "yyyy--y--"),
    ("client alias remove", "Xx =3", "yyy---y--"),
    ("client statement", "X", "yyyy--y--"),
    ("client forget", "X --reason r --dry-run", "y--------"),
    ("client contact add", "X P --dry-run", "yyy---y--"),
    ("client contact list", "", "yyyy--y--"),
    ("client contact edit", "X P --phone 1 --dry-run =3", "yyy---y--"),
    ("client contact remove", "X P --dry-run =3", "yyy---y--"),
    ("device list", "", "yyyy--yy-"),
    ("device show", "LT-1", "yyyy--yy-"),
    ("device add", "LT-2 --category Laptop --dry-run", "y-y------"),
    ("device edit", "LT-1 --place Store --dry-run", "y-y------"),
    ("device category add", "Tablet --dry-run", "y-y------"),
    ("device category list", "", "yyyy--yy-"),
    ("device move", "LT-1 --to testing --dry-run", "y-y------"),
    ("device issue", "LT-1 slow --dry-run", "yyy------"),
    ("device repair", "LT-1 --dry-run", "y-y------"),
    ("device repaired", "LT-1 --dry-run =5", "yyy------"),
    ("task add", "cleaning floors --dry-run", "yyy------"),
    ("task list", "", "yyyyyyyy-"),
    ("task show", "99 =3", "yyyyyyyy-"),
    ("task edit", "99 --notes n --dry-run =3", "yyy------"),
    ("task assign", "99 \"\" --dry-run =3", "yyy------"),
    ("task start", "99 --dry-run =3", "yyy--y---"),
    ("task hold", "99 --reason r --dry-run =3", "yyy--y---"),
    ("task done", "99 --dry-run =3", "yyy--y---"),
    ("task cancel", "99 --reason r --dry-run =3", "yyy------"),
    ("task agenda", "", "yyyyyyyy-"),
    ("task costs", "", "yyyy--y--"),
    ("task approve", "99 --dry-run =3", "y-----y--"),
    ("task reject", "99 --reason r --dry-run =3", "y-----y--"),
    ("requisition create", "Toner --dry-run", "yyy-yyyy-"),
    ("requisition list", "", "yyyyyyyy-"),
    ("requisition show", "RQ-2026-9999 =3", "yyyyyyyy-"),
    (
        "requisition edit",
        "RQ-2026-9999 --funds 1 --dry-run =3",
        "yyy-yyyy-",
    ),
    (
        "requisition item add",
        "RQ-2026-9999 Toner --cost 1 --dry-run =3",
        "yyy-yyyy-",
    ),
    (
        "requisition item remove",
        "RQ-2026-9999 1 --dry-run =3",
        "yyy-yyyy-",
    ),
    ("requisition submit", "RQ-2026-9999 --dry-run =3", "yyy-yyyy-"),
    ("requisition approve", "RQ-2026-9999 --dry-run =3", "yyy-yyyy-"),
    (
        "requisition reject",
        "RQ-2026-9999 --reason r --dry-run =3",
        "yyy-yyyy-",
    ),
    ("requisition order", "RQ-2026-9999 --dry-run =3", "y------y-"),
    ("requisition receive", "RQ-2026-9999 --dry-run =3", "y------y-"),
    (
        "requisition close",
        "RQ-2026-9999 --reason r --dry-run =3",
        "yyyyyyyy-",
    ),
    ("requisition costs", "", "yyyy--yy-"),
    ("requisition approve-cost", "99 --dry-run =3", "y-----y--"),
    (
        "requisition reject-cost",
        "99 --reason r --dry-run =3",
        "y-----y--",
    ),
    ("vendor add", "FixIt --dry-run", "yyy----y-"),
    ("vendor list", "", "yyyyyyyy-"),
    ("vendor show", "FixIt =3", "yyyyyyyy-"),
    ("vendor edit", "FixIt --notes n --dry-run =3", "yyy----y-"),
    ("device found", "LT-1 --dry-run =5", "y-y------"),
    ("device free", "", "yyyy--yy-"),
    (
        "device request",
        "1 --category any --quantity 1 --dry-run",
        "y-y------",
    ),
    ("device queue", "", "yyyy--yy-"),
    ("device assign", "1 --serial LT-1 --dry-run", "y-y------"),
    ("device unassign", "1 --all --dry-run", "y-y------"),
    ("device swap", "1 --serial LT-1 --with LT-1 =6", "y-y------"),
    ("device label", "LT-1 -o label.svg", "yyyy--yy-"),
    ("device stock", "", "yyyy--yy-"),
    (
        "rental start",
        "--client X --serial LT-1 --contact-person P --contact-number 1 --company C --address A --return-on +1d --dry-run",
        "y-y------",
    ),
    ("rental list", "", "yyyy--yy-"),
    ("rental show", "RN-1 =3", "yyyy--yy-"),
    ("rental collect", "RN-1 --dry-run =3", "y-y------"),
    ("rental edit", "RN-1 --company C --dry-run =3", "y-y------"),
    ("rental return", "RN-1 --dry-run =3", "y-y------"),
    ("rental extend", "RN-1 --return-on +1d --dry-run =3", "y-y------"),
    ("rental overdue", "", "yyyy--yy-"),
    ("rental form", "RN-1 -o f.pdf --dry-run =3", "y-y------"),
    (
        "pricing set",
        "room Focus --daily 5 --from 2026-01-01 --dry-run",
        "yyy---y--",
    ),
    ("pricing list", "", "yyyy--y--"),
    ("pricing show", "room Focus", "yyyy--y--"),
    ("pricing update", "--percent +5 --dry-run", "yyy---y--"),
    ("pricing remove", "room Focus --dry-run =3", "yyy---y--"),
    ("pricing missing", "", "yyyy--y--"),
    ("pricing quote", "--date 2026-03-02", "yyyy--y--"),
    ("pricing quotes", "", "yyyy--y--"),
    ("pricing accept", "QU-2026-0001 =3", "yyy---y--"),
    ("pricing propose", "1 --dry-run =5", "yyy---y--"),
    (
        "pricing adjust",
        "1 --kind damage --amount 5 --reason broken --dry-run",
        "yyy---y--",
    ),
    ("pricing approve", "1 =3", "y-----y--"),
    ("pricing reject", "1 --reason no =3", "y-----y--"),
    ("pricing ledger", "", "yyyy--y--"),
    ("billing status", "", "yyyy--y--"),
    ("billing close", "2025-12 --dry-run", "y-----y--"),
    ("billing reopen", "2025-12 --reason no --dry-run =5", "y-----y--"),
    ("billing show", "2025-12", "yyyy--y--"),
    ("billing run", "--month 2025-12 --issue --dry-run", "y-----y--"),
    ("billing advance", "--booking 1 100 --dry-run", "y-----y--"),
    ("invoice list", "", "yyyy--y--"),
    ("invoice show", "INV-2026-0001 =3", "yyyy--y--"),
    (
        "invoice credit",
        "INV-2026-0001 --reason no --dry-run =3",
        "y-----y--",
    ),
    (
        "invoice write-off",
        "INV-2026-0001 --reason no --dry-run =3",
        "y-----y--",
    ),
    ("billing reminders", "", "yyyy--y--"),
    ("billing outstanding", "", "yyyy--y--"),
    (
        "billing journal",
        "--from 2026-01-01 --to 2026-01-31",
        "yyyy--y--",
    ),
    ("payment add", "--client X --amount 5 --dry-run", "y-----y--"),
    ("payment import", "statement.csv", "y-----y--"),
    ("payment list", "", "yyyy--y--"),
    ("payment show", "RC-2026-0001 =3", "yyyy--y--"),
    (
        "payment allocate",
        "RC-2026-0001 --auto --dry-run =3",
        "y-----y--",
    ),
    (
        "payment reverse",
        "RC-2026-0001 --reason no --dry-run =3",
        "y-----y--",
    ),
    (
        "payment refund",
        "--client X --amount 5 --reason no --dry-run =5",
        "y-----y--",
    ),
    ("vault list", "=2", "y-y---y--"),
    ("vault show", "a.csv =2", "y-y---y--"),
    ("vault cat", "a.csv =2", "y-y---y--"),
    ("vault index", "=2", "y-y---y--"),
    ("vault search", "x", "y-y---y--"),
    ("vault import", "a.csv =2", "y-y---y--"),
    ("file add", "device:LT-1 table.csv --dry-run", "y-y------"),
    ("file list", "", "yyyy-yyy-"),
    ("file get", "device:LT-1 =3", "yyyy--yy-"),
    ("file remove", "1 --dry-run =3", "yyyyyyyy-"),
    ("report month", "2026-03", "yyyy--y--"),
    ("report quarter", "2026-Q1", "yyyy--y--"),
    ("report year", "2026", "yyyy--y--"),
    ("report client", "X --month 2026-03", "yyyy--y--"),
    ("report room", "Focus --month 2026-03", "yyyy--y--"),
    ("view save", "mine history --dry-run", "yyyyyyyy-"),
    ("view run", "none =3", "yyyyyyyy-"),
    ("view list", "", "yyyyyyyy-"),
    ("view show", "none =3", "yyyyyyyy-"),
    ("view remove", "none =3", "yyyyyyyy-"),
    ("export", "all.xlsx", "yyyyyyyy-"),
    ("import rooms", "--starter colab --dry-run", "yy-------"),
    (
        "import schedule",
        "schedule.xlsx --create-rooms --dry-run",
        "yy-------",
    ),
    ("import apply", "plan.json --dry-run", "yy-------"),
    ("plan apply", "plan.json --dry-run", "yy-------"),
    ("plan show", "plan.json", "yyyyyyyy-"),
    ("import devices", "table.csv --dry-run =6", "y-y------"),
    ("import bookings", "table.csv --dry-run =6", "yy-------"),
    ("import pricing", "table.csv --dry-run =6", "yyy---y--"),
    ("import clients", "table.csv --dry-run =6", "yyy---y--"),
    ("import users", "table.csv --dry-run =6", "y--------"),
    ("import template", "rooms -o template.xlsx", "yy-------"),
    ("import demo", "--bookings 10 --force --dry-run", "y--------"),
    (
        "import legacy",
        "postgres://nobody@127.0.0.1:1/nothing =7",
        "y--------",
    ),
    ("import list", "", "yyyy--y--"),
    ("import show", "1 =3", "yyyy--y--"),
    ("import undo", "1 =3", "yyy---y--"),
    ("notify check", "--dry-run", "yyy------"),
    ("notify list", "", "yyyyyyyy-"),
    ("notify show", "1 =3", "yyyyyyyy-"),
    ("notify send", "--dry-run", "yyy------"),
    ("notify failure", "--unit x --dry-run", "yyy------"),
    ("notify clients", "--dry-run", "yyy------"),
    ("notify messages", "", "yyy------"),
    ("notify optout", "", "yyyy--y--"),
    ("notify read", "1 --dry-run =3", "yyyyyyyy-"),
    ("notify ack", "1 --dry-run =3", "yyyyyyyy-"),
    ("notify snooze", "1 --until tomorrow --dry-run =3", "yyyyyyyy-"),
    ("notify thresholds", "", "yyyy--yy-"),
    ("user bootstrap", "first --token =5", "yyyyyyyyy"),
    (
        "user add",
        "new --role staff --no-password --dry-run",
        "y--------",
    ),
    ("user list", "", "y--------"),
    ("user show", "somebody", "y--------"),
    ("user role", "somebody kitchen_staff --dry-run", "y--------"),
    ("user edit", "somebody --email a@b.example --dry-run", "y--------"),
    ("user roles", "", "yyyyyyyyy"),
    (
        "user grant",
        "somebody room_manager --room Focus --dry-run",
        "y--------",
    ),
    ("user ungrant", "somebody room_manager --dry-run =3", "y--------"),
    ("user grants", "", "yyyyyyyy-"),
    ("user disable", "somebody --dry-run", "y--------"),
    ("user enable", "somebody --dry-run", "y--------"),
    (
        "user password",
        "somebody --password-stdin --dry-run =6",
        "y--------",
    ),
    ("user migrate-passwords", "--dry-run", "y--------"),
    ("user login", "nobody =2", "yyyyyyyyy"),
    ("user logout", "", "yyyyyyyyy"),
    ("user whoami", "", "yyyyyyyy-"),
    ("user token create", "--name t --dry-run", "yyyyyyyy-"),
    ("user token list", "", "yyyyyyyy-"),
    ("user token revoke", "nothing =3", "yyyyyyyy-"),
    ("history", "--limit 1", "yyyyyyyy-"),
    // Of what it may undo, each change asks for its own permission.
    ("undo", "99999 =3", "yyyyyyyy-"),
    ("audit list", "--limit 1", "y-----y--"),
    ("audit stats", "", "y--------"),
    ("audit verify", "", "y--------"),
    ("audit checkpoint", "", "y--------"),
    ("config show", "", "yyyyyyyyy"),
    ("config get", "", "yyyyyyyy-"),
    ("config set", "day_end 17:00 --dry-run", "y--------"),
    ("config unset", "day_end --dry-run", "y--------"),
    ("config path", "", "yyyyyyyyy"),
    ("db migrate", "", "yyyyyyyyy"),
    ("db status", "", "yyyyyyyyy"),
    ("db grants", "=2|0", "yyyyyyyyy"),
    ("db backup", "b.db --dry-run", "y--------"),
    ("db backups", ".", "yyyyyyyyy"),
    ("db restore", "made --dry-run", "y--------"),
    ("db check", "", "y--------"),
    ("job list", "", "y--y-----"),
    ("job show", "none =3", "y--y-----"),
    ("job runs", "", "y--y-----"),
    ("job check", "", "y--y-----"),
    ("job expect", "nightly --every @daily --dry-run", "y--------"),
    ("job remove", "none =3", "y--------"),
    ("job run", "--due --dry-run", "y--------"),
    ("setup service", "--folder tokens --dry-run", "y--------"),
    ("setup run", "-- version", "yyyyyyyyy"),
    ("doctor", "", "y--------"),
    ("completions", "bash", "yyyyyyyyy"),
    ("man", "", "yyyyyyyyy"),
    ("help", "room add", "yyyyyyyyy"),
    ("version", "", "yyyyyyyyy"),
];

/// Verbs of the tree: what has no verb below it.
pub fn verbs() -> BTreeSet<String> {
    fn walk(command: &clap::Command, path: &str, verbs: &mut BTreeSet<String>) {
        let inner: Vec<_> = command.get_subcommands().collect();
        if inner.is_empty() {
            verbs.insert(path.to_owned());
        }
        for one in inner {
            walk(one, format!("{path} {}", one.get_name()).trim(), verbs);
        }
    }
    let mut verbs = BTreeSet::new();
    walk(&Cli::command(), "", &mut verbs);
    verbs
}

fn every_verb_is_in_the_table_and_nothing_else(_: &Env) {
    let table: BTreeSet<String> = TABLE.iter().map(|row| row.0.to_owned()).collect();
    assert_eq!(table.len(), TABLE.len(), "a verb stands in the table twice");
    let verbs = verbs();
    let missing: Vec<_> = verbs.difference(&table).cloned().collect();
    assert!(
        missing.is_empty(),
        "verbs that no table row speaks of: {missing:?}"
    );
    let gone: Vec<_> = table.difference(&verbs).collect();
    assert!(gone.is_empty(), "rows of verbs that are not there: {gone:?}");
    assert!(TABLE.iter().all(|row| row.2.len() == ROLES.len() + 1));
}

/// Two rooms, an alias, a pending booking, a schedule and what would come of it, a backup.
fn something_to_ask_about(env: &Env) {
    for room in ["Focus", "Growth"] {
        env.colab(&["room", "add", room]).ok();
    }
    env.colab(&["room", "alias", "add", "Growth", "Grow"]).ok();
    env.colab(&["device", "add", "LT-1", "--category", "Laptop"]).ok();
    env.user_by_admin("somebody", "staff");
    env.colab(&[
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-02",
        "--learners",
        "1",
    ])
    .ok();
    std::fs::copy(data("schedule-2026.xlsx"), env.path("schedule.xlsx")).unwrap();
    // Of no kind: who may import one is told so.
    env.write("statement.csv", "Date,Description,Amount\n2026-01-05,x,5\n");
    env.write("table.csv", "something\nelse\n");
    let plan = [
        "import",
        "schedule",
        "schedule.xlsx",
        "--create-rooms",
        "--plan-out",
        "plan.json",
    ];
    env.colab(&plan).ok();
    env.colab(&["db", "backup", "made"]).ok();
}

/// The token of somebody of each role; nobody's opens nothing.
fn people(env: &Env) -> Vec<(&'static str, String)> {
    let mut people: Vec<(&str, String)> = ROLES
        .iter()
        .map(|role| (*role, env.user_by_admin(&format!("a {role}"), role)))
        .collect();
    people.push(("nobody", "colab_of_nobody".to_owned()));
    people
}

fn every_verb_answers_every_role_as_the_domain_says(env: &Env) {
    something_to_ask_about(env);
    let people = people(env);
    walk(
        env,
        people.iter().map(|(role, _)| *role).collect(),
        |who, line| env.colab_as(&people[who].1, line),
    );
}

/// Runs every verb as each of `people`, who are in the order of the table's letters.
#[track_caller]
fn walk(env: &Env, people: Vec<&str>, run: impl Fn(usize, &[&str]) -> Run) {
    let known = verbs();
    let mut wrong = Vec::new();
    for (verb, sample, allowed) in TABLE.iter().filter(|row| known.contains(row.0)) {
        let (line, code) = sample_of(env, verb, sample);
        for ((who, role), letter) in people.iter().enumerate().zip(allowed.chars()) {
            let run = run(who, &line);
            let expected = if letter == 'y' { code } else { 4 };
            if run.code != Some(expected) {
                wrong.push(format!("{role} should have got {expected}: {run}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever a command would change, a dry run ends with the same words on standard error, whatever the format.
fn every_dry_run_says_so_once_in_the_same_words(env: &Env) {
    something_to_ask_about(env);
    let mut walked = 0;
    for (verb, sample, _) in TABLE.iter().filter(|row| row.1.contains("--dry-run")) {
        let (line, code) = sample_of(env, verb, sample);
        if code != 0 {
            continue;
        }
        walked += 1;
        for format in ["table", "json"] {
            let run = env.colab(&[&line[..], &["-f", format]].concat()).ok();
            let said = run
                .stderr
                .lines()
                .filter(|line| *line == "note: dry run: nothing was written");
            assert_eq!(said.count(), 1, "{run}");
        }
        let short: Vec<&str> = line
            .iter()
            .map(|word| if *word == "--dry-run" { "-n" } else { *word })
            .collect();
        env.colab(&short).ok().says("note: dry run: nothing was written");
    }
    assert!(walked > 30, "{walked}");
}

/// The words of a sample, and its exit code on this engine.
fn sample_of<'a>(env: &Env, verb: &'a str, sample: &'a str) -> (Vec<&'a str>, i32) {
    let (sample, codes) = sample.rsplit_once('=').unwrap_or((sample, "0"));
    let (sqlite, postgres) = codes.split_once('|').unwrap_or((codes, codes));
    let code = if env.is_sqlite() { sqlite } else { postgres };
    let line = verb.split(' ').chain(sample.split_whitespace()).collect();
    (line, code.parse().unwrap())
}

fn an_admin_who_acts_as_somebody_may_no_more_than_that_one(env: &Env) {
    something_to_ask_about(env);
    people(env);
    let names: Vec<String> = ROLES.iter().map(|role| format!("a {role}")).collect();
    walk(env, ROLES.to_vec(), |who, line| {
        // The first admin signed in: a token that somebody else made would create none for others.
        env.colab(&[line, &["--as", &names[who]]].concat())
    });
    let unnamed = "SELECT count(*) FROM audit_log WHERE metadata LIKE '%may not%' AND on_behalf_of IS NULL";
    assert_eq!(
        env.raw_int(unnamed),
        Some(0),
        "both names stand beside each refusal"
    );
}

/// What a manager of Focus may beside what the own role may; of a booking that wishes for it, and of no other room.
const OF_MANAGERS: [&str; 23] = [
    "booking list",
    "booking show",
    "booking edit",
    "booking assign",
    "booking unassign",
    "booking confirm",
    "booking reject",
    "booking reschedule",
    "booking cancel",
    "booking check-in",
    "booking reopen",
    "booking check-out",
    "booking no-show",
    "booking suggest",
    "booking conflicts",
    "room free",
    "room queue",
    "room utilisation",
    "room block",
    "room unblock",
    "room edit",
    "booking waiting list",
    "file list",
];

fn a_manager_may_besides_what_concerns_their_rooms(env: &Env) {
    something_to_ask_about(env);
    env.line("booking edit 1 --wish Focus").ok();
    for (at, role) in ["kitchen_staff", "staff"].into_iter().enumerate() {
        let token = env.user_by_admin(role, role);
        env.line(&format!("user grant {role} room_manager --room Focus"))
            .ok();
        let mut wrong = Vec::new();
        for (verb, sample, allowed) in TABLE {
            let (line, code) = sample_of(env, verb, sample);
            let may = allowed.chars().nth(4 + at) == Some('y') || OF_MANAGERS.contains(verb);
            // Another room's alias: the sample names one of Focus, too.
            let may = may || *verb == "room alias add";
            let run = env.colab_as(&token, &line);
            if run.code != Some(if may { code } else { 4 }) {
                wrong.push(format!("{role}: {run}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// What nobody may run asks who acts, and that is where a token's scope is held against the command.
fn a_token_out_of_scope_runs_nothing_that_asks_who_acts(env: &Env) {
    something_to_ask_about(env);
    let create = ["user", "token", "create", "--name", "t", "--scope", "man"];
    let token = env.colab(&create).ok().stdout.trim().to_owned();
    for (verb, sample, _) in TABLE.iter().filter(|row| row.2.ends_with('-')) {
        let (line, _) = sample_of(env, verb, sample);
        let error = env
            .colab_as(&token, &[&line[..], &["-f", "json"]].concat())
            .fails(4)
            .error();
        assert_eq!(error["code"], "out_of_scope", "{verb}");
    }
}

fn a_refusal_is_audited_with_who_and_what(env: &Env) {
    something_to_ask_about(env);
    let people: BTreeMap<_, _> = people(env).into_iter().collect();
    let rows = env.count("audit_log");
    for role in [
        "staff",
        "kitchen_staff",
        "training_facility_admin_viewer",
        "it_rental_admin",
    ] {
        env.colab_as(&people[role], &["room", "add", "Vision"])
            .fails(4)
            .says("may not edit rooms");
    }
    env.colab_as(&people["kitchen_staff"], &["booking", "list"])
        .fails(4);
    assert_eq!(env.count("audit_log"), rows + 5);
    let last = env.raw_text(
        "SELECT actor || '|' || command || '|' || metadata FROM audit_log ORDER BY seq DESC LIMIT 1",
    );
    let last = last.unwrap();
    assert!(
        last.starts_with("a kitchen_staff|booking list|") && last.contains("may not see bookings"),
        "{last}"
    );
    assert_eq!(env.count("rooms"), 2);
    env.verify_audit().unwrap();
}
