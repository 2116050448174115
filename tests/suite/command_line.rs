//! The command line itself: help, what does not parse, the lines that the specification promises.

use super::support::terminal::begun_at_terminal;
use super::support::{Env, until};

any![
    help_and_version_are_asked_for_and_succeed,
    what_does_not_parse_is_a_usage_error_with_a_way_out,
    nothing_but_help_opens_no_database,
];
both![
    the_promised_lines_work_as_they_stand,
    a_shell_is_offered_the_rooms_that_there_are,
];
sqlite![
    an_interrupted_command_ends_with_130_or_143_and_keeps_nothing,
    a_password_prompt_that_a_signal_ends_leaves_the_terminal_as_it_was,
    completion_makes_no_database_and_says_nothing_where_there_is_none,
];

fn help_and_version_are_asked_for_and_succeed(env: &Env) {
    for line in [
        &["--help"][..],
        &["-h"],
        &["room", "--help"],
        &["room", "alias", "add", "-h"],
        &["--version"],
        &["-V"],
    ] {
        let run = env.colab(line).ok();
        assert!(run.stderr.is_empty() && !run.stdout.is_empty(), "{run}");
    }
    let help = env.colab(&["--help"]).ok().stdout;
    for word in [
        "booking",
        "room",
        "import",
        "user",
        "config",
        "db",
        "completions",
        "man",
        "Exit codes:",
        "Examples:",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

fn what_does_not_parse_is_a_usage_error_with_a_way_out(env: &Env) {
    for (line, said) in [
        (&["rooom", "list"][..], "room"),
        (&["room", "lsit"], "list"),
        (&["room", "list", "--limt", "3"], "--limit"),
        (&["room", "list", "--format", "xls"], "ndjson"),
        (&["booking", "create"], "--client"),
        (&["user", "add", "x"], "--role"),
        (&["--database"], "--database"),
    ] {
        let run = env.colab(line).fails(2);
        assert!(
            run.stdout.is_empty() && run.stderr.starts_with("error: "),
            "{run}"
        );
        run.says(said);
    }
    for line in [&[][..], &["room"], &["room", "alias"]] {
        let run = env.colab(line).fails(2);
        assert!(run.stdout.is_empty() && run.stderr.contains("Usage:"), "{run}");
    }
}

fn nothing_but_help_opens_no_database(env: &Env) {
    for line in [
        &["--help"][..],
        &["room", "add", "--help"],
        &["room", "add"],
        &["config", "show"],
        &["man"],
        &["--version"],
    ] {
        env.colab(line);
        assert!(!env.dir().join("data/colab").exists(), "{line:?}");
    }
}

/// Lines of the manual that need no more than what comes before them; 17 stands for the booking that is made.
const PROMISED: [&str; 25] = [
    "room add Harmony --capacity 30",
    "room combine \"Ambition+Perseverance\" Ambition Perseverance --capacity 60",
    "room free --from 2026-03-02T08:00 --to 2026-03-02T12:00 --people 20",
    "booking create --client \"Baobab Health\" --date 2026-03-02 --learners 25 --facilitators 1 --devices 18 --device-type laptops",
    "booking create --client Siyaya --room \"Success 10\" --from 2026-01-01 --to 2026-12-31 --weekdays --long-term",
    "booking create --client Umoya --room Focus --room Growth --date tomorrow --time 08:00-12:00 --learners 40",
    "booking create --client Kopano --room Focus --date 2026-04-06 --repeat \"FREQ=WEEKLY;COUNT=6\" --learners 8",
    "booking assign 17 --room Excellence",
    "booking confirm 17",
    "booking list --status pending --from 2026-03-01 --to 2026-03-31 -f json",
    "booking calendar --month 2026-03 -o march.html",
    "booking catering --date 2026-03-02 -f json",
    "device add LT-001 --category Laptop --name \"Dell 5420\"",
    "device assign 17 --serial LT-001 --serial LT-002",
    "device assign 17 --auto 16",
    "device stock --date 2026-03-02 -f json",
    "rental start --booking 17 --serial LT-001 --contact-person \"N. Dube\" --contact-number 0825550100 --company Baobab --address \"1 Main Rd\" --return-on 2026-03-09",
    "rental overdue --as-of 2026-03-12 --exit-code -f csv",
    "rental return RN-2026-0001 --serial LT-001 --condition ok",
    "rental overdue --as-of 2026-03-12 -f csv",
    "booking cancel 17 --reason \"client moved\"",
    "user token create --name nightly --scope \"import schedule\" --expires 365d",
    "audit verify",
    "room queue",
    "booking conflicts",
];

/// A line's words as a shell reads them, as far as these lines go: quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

fn the_promised_lines_work_as_they_stand(env: &Env) {
    env.colab(&["import", "rooms", "--starter", "colab"]).ok();
    env.colab(&["room", "edit", "Excellence", "--capacity", "30"])
        .ok();
    let mut booking = String::from("17");
    for line in PROMISED {
        let words = words(line);
        let words: Vec<&str> = words
            .iter()
            .map(|word| {
                if *word == "17" {
                    booking.as_str()
                } else {
                    word.as_str()
                }
            })
            .collect();
        let run = env.colab(&words);
        if line.starts_with("booking create --client \"Baobab Health\"") {
            booking = env.json(&["booking", "list", "--client", "Baobab Health"])[0]["id"].to_string();
            env.colab(&["device", "add", "LT-002", "--category", "Laptop"])
                .ok();
            let more: Vec<String> = (3..=18).map(|number| format!("LT-{number:03}")).collect();
            let add = ["device", "add", "--category", "Laptop"];
            let more: Vec<&str> = add.into_iter().chain(more.iter().map(String::as_str)).collect();
            env.colab(&more).ok();
        }
        // What is late is a finding.
        if line.contains("--exit-code") {
            run.fails(9)
        } else {
            run.ok()
        };
    }
    env.cheap_passwords();
    env.colab_with(
        &[
            "user",
            "add",
            "thandi",
            "--role",
            "it_rental_admin",
            "--password-stdin",
        ],
        "long enough",
        &[],
    )
    .ok();
}

fn an_interrupted_command_ends_with_130_or_143_and_keeps_nothing(env: &Env) {
    use diesel::Connection;
    use diesel::connection::SimpleConnection;
    use nix::sys::signal::Signal;
    let mut other = diesel::SqliteConnection::establish(env.database_url()).unwrap();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    for (signal, code) in [(Signal::SIGINT, 130), (Signal::SIGTERM, 143)] {
        let running = env.spawn(&["room", "add", "Focus"]);
        // It cannot end before it is interrupted: the lock is ours. It has a handler as soon as it maps the database.
        let maps = format!("/proc/{}/maps", running.id());
        super::support::until("the command has opened the database", || {
            std::fs::read_to_string(&maps).is_ok_and(|maps| maps.contains("colab.db-shm"))
        });
        running.signal(signal);
        let run = running.wait();
        assert_eq!(run.code, Some(code), "{run}");
    }
    drop(other);
    assert_eq!(env.count("rooms"), 0);
    env.colab(&["room", "add", "Focus"]).ok();
}

fn a_password_prompt_that_a_signal_ends_leaves_the_terminal_as_it_was(env: &Env) {
    use nix::sys::signal::{Signal, kill};
    use nix::sys::termios::{LocalFlags, tcgetattr};
    for (signal, code) in [(Signal::SIGTERM, 143), (Signal::SIGINT, 130)] {
        let (mut asking, terminal) =
            begun_at_terminal(&env.call(&["user", "add", "thandi", "--role", "staff"]));
        let flags = || tcgetattr(&terminal.slave).unwrap().local_flags;
        let shown = LocalFlags::ECHO | LocalFlags::ICANON;
        until("a password is typed unseen", || {
            !flags().contains(LocalFlags::ECHO)
        });
        let process = nix::unistd::Pid::from_raw(asking.id().cast_signed());
        kill(process, signal).unwrap();
        assert_eq!(asking.wait().unwrap().code(), Some(code));
        assert!(flags().contains(shown), "{signal}");
    }
}

/// What bash asks, as the script of `COMPLETE=bash colab` does.
fn offered(env: &Env, words: &[&str]) -> String {
    let index = (words.len() - 1).to_string();
    let mut arguments = vec!["--"];
    arguments.extend(words);
    let vars = [
        ("COMPLETE", "bash"),
        ("_CLAP_COMPLETE_INDEX", index.as_str()),
        ("_CLAP_IFS", "\n"),
    ];
    env.colab_with(&arguments, "", &vars).ok().stdout
}

fn a_shell_is_offered_the_rooms_that_there_are(env: &Env) {
    env.colab(&["room", "add", "Excellence"]).ok();
    env.colab(&["room", "add", "Focus"]).ok();
    assert_eq!(offered(env, &["colab", "room", "show", "ex"]), "Excellence");
    let all = offered(env, &["colab", "booking", "list", "--room", ""]);
    assert_eq!(all.lines().collect::<Vec<_>>(), ["Excellence", "Focus"]);
}

fn completion_makes_no_database_and_says_nothing_where_there_is_none(env: &Env) {
    let path = env.path("not-there.db");
    let vars = [
        ("COMPLETE", "bash"),
        ("_CLAP_COMPLETE_INDEX", "3"),
        ("COLAB_DATABASE_URL", path.to_str().unwrap()),
    ];
    let run = env
        .colab_with(&["--", "colab", "room", "show", "ex"], "", &vars)
        .ok();
    assert_eq!((run.stdout.trim(), run.stderr.as_str()), ("", ""));
    assert!(!path.exists());
}
