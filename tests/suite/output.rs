//! What is shown, and where: six formats, chosen fields, errors, terminals, pipes that close.

use std::fs;
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::backup::no_drafts;
use super::support::terminal::on_terminal;
use super::support::{Env, RawBooking, until};

both![
    every_list_has_every_format,
    an_empty_list_is_still_a_list,
    one_record_is_an_object_and_several_an_array,
    chosen_fields_come_in_their_order_in_every_format,
    an_unknown_field_lists_the_valid_ones_and_changes_nothing,
    instants_are_in_the_sites_zone,
    names_cannot_command_a_terminal_or_a_spreadsheet,
    no_report_passes_on_what_commands_a_terminal,
    csv_and_the_other_lines_can_be_read_back,
];
sqlite![
    an_error_is_a_fact_and_a_hint_on_stderr,
    an_error_with_json_is_one_object_on_stderr,
    the_causes_of_an_error_are_shown_when_asked_for,
    the_causes_of_an_error_are_in_a_json_log,
    a_cause_quotes_no_secret,
    a_pipe_that_closes_is_no_error,
    a_disk_that_takes_no_output_is_one,
    a_table_fits_its_terminal_and_is_whole_in_a_pipe,
    colour_is_for_terminals_that_want_it,
    quiet_keeps_remarks_back_and_errors_not,
    a_log_is_on_stderr_and_only_when_asked_for,
    a_named_file_is_replaced_behind_its_link_and_keeps_its_mode,
    a_new_document_follows_the_umask,
    a_device_or_pipe_is_written_into,
    a_dash_is_standard_output_everywhere,
    a_file_that_cannot_be_written_stays_as_it_was,
];

const FORMATS: [&str; 6] = ["table", "json", "ndjson", "csv", "tsv", "md"];

/// Every verb that lists, and a field that each record has a value for.
const LISTS: [(&[&str], &str); 5] = [
    (&["room", "list"], "name"),
    (&["room", "alias", "list"], "alias"),
    (&["booking", "list"], "client"),
    (&["config", "get"], "key"),
    (&["config", "show"], "key"),
];

fn a_room_and_a_booking(env: &Env) {
    env.colab(&["room", "add", "Focus", "--alias", "Fokus"]).ok();
    env.book("Focus", "2026-03-02", "08:00-12:00");
}

/// The values of one field, read back from a format.
fn read_back(text: &str, format: &str, field: &str) -> Vec<String> {
    let word = |value: &Value| value[field].as_str().unwrap_or_default().to_owned();
    let cells = |line: &str, mark: &str| -> Vec<String> {
        line.split(mark).map(|cell| cell.trim().to_owned()).collect()
    };
    let column = |mut lines: Vec<Vec<String>>| -> Vec<String> {
        let head = lines.remove(0);
        let at = head.iter().position(|name| name == field).unwrap();
        lines.into_iter().map(|line| line[at].clone()).collect()
    };
    match format {
        "json" => serde_json::from_str::<Vec<Value>>(text)
            .unwrap()
            .iter()
            .map(word)
            .collect(),
        "ndjson" => text
            .lines()
            .map(|line| word(&serde_json::from_str(line).unwrap()))
            .collect(),
        "csv" | "tsv" => {
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(if format == "tsv" { b'\t' } else { b',' })
                .has_headers(false)
                .from_reader(text.as_bytes());
            let lines = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect());
            column(lines.collect())
        }
        "md" => column(
            text.lines()
                .filter(|line| !line.contains("| --- |"))
                .map(|line| cells(line, "|"))
                .collect(),
        ),
        _ => panic!("no way back from a {format}"),
    }
}

fn every_list_has_every_format(env: &Env) {
    a_room_and_a_booking(env);
    for (verb, field) in LISTS {
        let expected = env.column(verb, field);
        assert!(!expected.is_empty(), "{verb:?}");
        for format in FORMATS {
            let run = env.call(verb).argument("-f").argument(format).run().ok();
            if format == "table" {
                assert!(expected.iter().all(|value| run.stdout.contains(value)), "{run}");
                assert_eq!(
                    run.stdout.lines().count(),
                    expected.len() + 1,
                    "a line a record under a head: {run}"
                );
            } else {
                assert_eq!(
                    read_back(&run.stdout, format, field),
                    expected,
                    "{verb:?} as {format}"
                );
            }
        }
    }
    for format in FORMATS {
        let run = env
            .call(&["booking", "calendar", "--month", "2026-03", "-f", format])
            .run()
            .ok();
        assert!(run.stdout.contains("Baobab"), "{run}");
    }
}

fn an_empty_list_is_still_a_list(env: &Env) {
    for verb in [
        &["room", "list"][..],
        &["room", "alias", "list"],
        &["booking", "list"],
    ] {
        let show = |format: &str| env.call(verb).argument("-f").argument(format).run().ok().stdout;
        assert_eq!(show("json"), "[]\n");
        assert_eq!(show("ndjson"), "");
        for format in ["csv", "tsv", "table"] {
            assert_eq!(
                show(format).lines().count(),
                1,
                "the head alone: {verb:?} {format}"
            );
        }
        assert_eq!(show("md").lines().count(), 2, "{verb:?}");
    }
}

fn one_record_is_an_object_and_several_an_array(env: &Env) {
    a_room_and_a_booking(env);
    for verb in [
        &["room", "show", "Focus"][..],
        &["booking", "show", "1"],
        &["user", "whoami"],
        &["config", "get", "timezone"],
        &["db", "status"],
        &["room", "edit", "Focus", "--capacity", "3"],
        &["room", "alias", "add", "Focus", "Fo"],
    ] {
        assert!(env.json(verb).is_object(), "{verb:?}");
    }
    assert_eq!(env.json(&["room", "list"]).as_array().map(Vec::len), Some(1));
}

fn chosen_fields_come_in_their_order_in_every_format(env: &Env) {
    a_room_and_a_booking(env);
    let show = |format: &str| {
        env.colab(&[
            "booking",
            "list",
            "--fields",
            "room,id,water_bottles",
            "-f",
            format,
        ])
        .ok()
        .stdout
    };
    assert_eq!(show("csv"), "room,id,water_bottles\nFocus,1,0\n");
    assert_eq!(show("tsv"), "room\tid\twater_bottles\nFocus\t1\t0\n");
    assert_eq!(
        show("md"),
        "| room | id | water_bottles |\n| --- | --- | --- |\n| Focus | 1 | 0 |\n"
    );
    assert_eq!(
        show("ndjson"),
        "{\"room\":\"Focus\",\"id\":1,\"water_bottles\":0}\n"
    );
    let words: Vec<String> = show("table").split_whitespace().map(str::to_owned).collect();
    assert_eq!(words, ["room", "id", "water", "bottles", "Focus", "1", "0"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&env.json(&["booking", "list", "--fields", "room,id"])[0]),
        ["room", "id"]
    );
    assert_eq!(
        keys(&env.json(&["booking", "show", "1", "--fields", "history,id"])),
        ["history", "id"]
    );
    assert_eq!(
        keys(
            &env.json(&[
                "booking",
                "calendar",
                "--month",
                "2026-03",
                "--fields",
                "room,date"
            ])[0]
        ),
        ["room", "date"]
    );
}

fn an_unknown_field_lists_the_valid_ones_and_changes_nothing(env: &Env) {
    a_room_and_a_booking(env);
    let rows = env.count("audit_log");
    for verb in [
        &["room", "list"][..],
        &["room", "show", "Focus"],
        &["room", "add", "New"],
        &["room", "edit", "Focus", "--capacity", "77"],
        &["room", "combine", "Hall", "Focus", "Fokus"],
        &["room", "alias", "list"],
        &["room", "alias", "add", "Focus", "Fo"],
        &["room", "alias", "remove", "Fokus"],
        &["booking", "list"],
        &["booking", "show", "1"],
        &["booking", "calendar"],
        &[
            "booking",
            "create",
            "--client",
            "X",
            "--date",
            "2026-03-03",
            "--learners",
            "1",
        ],
        &["import", "rooms", "--starter", "colab"],
        &["config", "get"],
        &["config", "show"],
        &["config", "set", "company_name", "X"],
        &["user", "whoami"],
        &["user", "add", "x", "--role", "staff", "--no-password"],
        &["user", "token", "create", "--name", "x"],
        &["db", "status"],
    ] {
        for format in ["table", "json", "csv"] {
            let call = env
                .call(verb)
                .argument("--fields")
                .argument("nme")
                .argument("-f")
                .argument(format);
            let run = call.run().fails(2);
            assert!(run.stdout.is_empty(), "{run}");
            run.says("there is no field `nme`").says("the fields are ");
        }
    }
    assert_eq!(env.count("audit_log"), rows);
}

fn instants_are_in_the_sites_zone(env: &Env) {
    a_room_and_a_booking(env);
    env.colab(&["config", "set", "timezone", "America/New_York", "--keep-instants"])
        .ok();
    let booking = env.json(&["booking", "show", "1"]);
    assert_eq!(booking["starts_at"], "2026-03-02T01:00:00-05:00");
    let csv = env
        .colab(&["booking", "list", "--fields", "starts_at", "-f", "csv"])
        .ok()
        .stdout;
    assert_eq!(csv, "starts_at\n2026-03-02T01:00:00-05:00\n");
    let table = env
        .colab(&["booking", "list", "--fields", "starts_at"])
        .ok()
        .stdout;
    assert!(table.contains("2026-03-02 01:00"), "{table}");
}

fn names_cannot_command_a_terminal_or_a_spreadsheet(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    // Past the program, as a workbook or an older system might have brought them.
    let evil = "\u{1b}[31mred\u{7}\u{9b}2J\u{7f}\u{202e}\r\ttail";
    env.raw_booking(&RawBooking {
        client: evil,
        ..RawBooking::default()
    })
    .unwrap();
    // A list shows the name of the client's record.
    env.raw_sql("UPDATE clients SET name = (SELECT client_name FROM bookings WHERE id = 1)")
        .unwrap();
    for (format, colour) in FORMATS
        .iter()
        .flat_map(|format| [(format, "never"), (format, "always")])
    {
        for verb in [
            &["booking", "list"][..],
            &["booking", "show", "1"],
            &["booking", "calendar", "--month", "2026-03"],
        ] {
            let run = env
                .call(verb)
                .argument("-f")
                .argument(*format)
                .argument("--color")
                .argument(colour)
                .run()
                .ok();
            assert!(run.stdout.contains("tail"), "{run}");
            let ours = run
                .stdout
                .replace("\u{1b}[1m", "")
                .replace("\u{1b}[0m", "")
                .replace("\u{1b}[39m", "");
            let ours = ours.replace("\u{1b}[38;5;10m", "").replace("\u{1b}[38;5;13m", "");
            let kept = if *format == "tsv" { "\n\t" } else { "\n" };
            let obeyed = |c: char| (c.is_control() && !kept.contains(c)) || c == '\u{202e}';
            assert!(!ours.contains(obeyed), "{verb:?} {format} {colour}: {ours:?}");
        }
    }
    assert_eq!(
        env.json(&["booking", "show", "1"])["client_name"],
        evil,
        "JSON keeps what is stored"
    );
    let error = env.colab(&["room", "show", "no\u{1b}[31m\u{9b}room"]).fails(3);
    assert!(!error.stderr.contains(['\u{1b}', '\u{9b}']), "{error}");
    let error = env
        .colab(&["room", "show", "no\u{1b}[31m\u{9b}room", "-f", "json"])
        .fails(3);
    assert!(!error.stderr.contains(['\u{1b}', '\u{9b}']), "{error}");
    for (formula, shown) in [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@A1", "'@A1"),
        ("a=1", "a=1"),
    ] {
        let day = "2026-03-03";
        let client = format!("--client={formula}");
        env.colab(&[
            "booking",
            "create",
            &client,
            "--date",
            day,
            "--learners",
            "1",
            "--time",
            "08:00-09:00",
        ])
        .ok();
        let csv = env
            .colab(&[
                "booking",
                "list",
                "--fields",
                "client_name",
                "-f",
                "csv",
                "--date",
                day,
            ])
            .ok()
            .stdout;
        assert!(csv.lines().any(|line| line == shown), "{shown}: {csv}");
        let json = env.column(&["booking", "list", "--date", day], "client_name");
        assert!(
            json.contains(&formula.to_owned()),
            "only a spreadsheet's file is changed: {json:?}"
        );
    }
}

fn csv_and_the_other_lines_can_be_read_back(env: &Env) {
    let names = [
        "a,b",
        "\"quoted\"",
        "semi;colon",
        "pipe|d",
        "back\\slash",
        "ünï ☃",
    ];
    for (at, name) in names.iter().enumerate() {
        let time = format!("{:02}:00-{:02}:00", 8 + at, 9 + at);
        env.colab(&[
            "booking",
            "create",
            "--client",
            name,
            "--date",
            "2026-03-02",
            "--learners",
            "1",
            "--time",
            &time,
        ])
        .ok();
    }
    for format in ["csv", "tsv", "json", "ndjson"] {
        let text = env.colab(&["booking", "list", "-f", format]).ok().stdout;
        assert_eq!(read_back(&text, format, "client_name"), names, "{format}");
    }
    let md = env
        .colab(&["booking", "list", "-f", "md", "--fields", "client_name"])
        .ok()
        .stdout;
    assert!(md.contains("| pipe\\|d |"), "{md}");
}

fn an_error_is_a_fact_and_a_hint_on_stderr(env: &Env) {
    let run = env.colab(&["booking", "show", "17"]).fails(3);
    assert_eq!(run.stdout, "");
    assert_eq!(run.stderr, "error: no booking 17\nhint: colab booking list\n");
}

fn an_error_with_json_is_one_object_on_stderr(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    for (line, code, word) in [
        (&["booking", "show", "17"][..], 3, "unknown_booking"),
        (&["room", "show", "Fokus"], 3, "unknown_room"),
        (&["room", "add", "Focus"], 5, "room_exists"),
        (&["config", "set", "timezone", "Mars"], 6, "invalid_setting"),
        (&["room", "list", "--fields", "x"], 2, "usage"),
        (
            &["room", "list", "--database", "/no/such/folder/x.db"],
            7,
            "database_unavailable",
        ),
        (&["room", "paint"], 2, "usage"),
        (&["room", "add"], 2, "usage"),
        (&["room", "add", "X", "--capacity", "many"], 2, "usage"),
        (
            &[
                "booking",
                "create",
                "--client",
                "X",
                "--date",
                "2020-01-01",
                "--learners",
                "1",
            ],
            6,
            "past_date",
        ),
    ] {
        for format in [
            &["-f", "json"][..],
            &["--format=json"],
            &["-fjson"],
            &["-f", "ndjson"],
        ] {
            let run = env.colab(&[line, format].concat()).fails(code);
            assert_eq!(
                (run.stdout.as_str(), run.stderr.lines().count()),
                ("", 1),
                "{run}"
            );
            let error = run.error();
            assert_eq!(error["code"], word, "{run}");
            let keys: Vec<&String> = error.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["code", "message", "hint", "details"], "{run}");
            assert!(
                !error["message"].as_str().unwrap().is_empty() && error["details"].is_object(),
                "{run}"
            );
        }
    }
    let near = env
        .colab(&["room", "show", "Fokus", "-f", "json"])
        .fails(3)
        .error();
    assert_eq!(near["details"]["nearest"], json!(["Focus"]));
}

fn a_pipe_that_closes_is_no_error(env: &Env) {
    env.colab(&["import", "rooms", "--starter", "colab"]).ok();
    // More than a writer keeps before it writes.
    let serials: String = (0..400).map(|number| format!("LT-{number}\n")).collect();
    let line = ["device", "add", "-", "--category", "Laptop"];
    env.colab_with(&line, &serials, &[]).ok();
    for line in [
        &["room", "list", "-f", "json"][..],
        &["device", "list", "-f", "csv"],
        &["device", "list", "-f", "tsv"],
        &["device", "list", "-f", "ndjson"],
        &["device", "list", "-f", "md"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["room", "list"],
    ] {
        let mut command = env.call(line).command();
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(
            (child.wait().unwrap().code(), said.as_str()),
            (Some(0), ""),
            "{line:?}"
        );
    }
}

fn a_disk_that_takes_no_output_is_one(env: &Env) {
    let onto_full_disk = |line: &[&str]| {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = env.call(line).command();
        let output = command.stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code() == Some(6) && said.contains("cannot write the output"),
            "{line:?}: {output:?}"
        );
        said
    };
    let root = env.dir().join("vault");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("a.csv"), "serial_number,category\nLT-001,Laptop\n").unwrap();
    let root = root.to_str().unwrap();
    env.colab(&["config", "set", "vault_root", root]).ok();
    for line in [
        &["config", "get"][..],
        &["--help"],
        &["room", "add", "--help"],
        &["--version"],
        // That it was read is written down, and no change.
        &["vault", "show", "a.csv"],
    ] {
        let said = onto_full_disk(line);
        assert!(!said.contains("is kept"), "{line:?}: {said}");
    }
    let said = onto_full_disk(&["room", "add", "Kept"]);
    assert!(
        said.contains("what the command changed is kept") && said.contains("colab history"),
        "{said}"
    );
    assert_eq!(env.count("rooms"), 1);
}

fn a_table_fits_its_terminal_and_is_whole_in_a_pipe(env: &Env) {
    let name = "A name that is rather long and will have to be broken somewhere ".repeat(3);
    let far = "far away ".repeat(20);
    env.colab(&["location", "add", &far]).ok();
    env.colab(&["room", "add", name.trim(), "--location", &far]).ok();
    for columns in [120, 80, 40] {
        let (text, code) = on_terminal(&env.call(&["room", "list"]), columns);
        assert_eq!(code, Some(0));
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(
            widest <= usize::from(columns),
            "{widest} columns of {columns}:\n{text}"
        );
    }
    let piped = env.colab(&["room", "list"]).ok().stdout;
    assert!(
        piped.lines().count() == 2 && piped.contains(name.trim()),
        "{piped}"
    );
}

fn colour_is_for_terminals_that_want_it(env: &Env) {
    let line = ["booking", "calendar"];
    env.colab(&["room", "add", "Focus"]).ok();
    let coloured = |text: &str| text.contains("\u{1b}[");
    let wanted = env.call(&line).without("NO_COLOR");
    assert!(coloured(&on_terminal(&wanted, 80).0));
    assert!(
        !coloured(&on_terminal(&env.call(&line), 80).0),
        "NO_COLOR is set in every test"
    );
    assert!(!coloured(
        &on_terminal(
            &env.call(&[&line[..], &["--color", "never"]].concat())
                .without("NO_COLOR"),
            80
        )
        .0
    ));
    assert!(coloured(
        &env.colab(&[&line[..], &["--color", "always"]].concat())
            .ok()
            .stdout
    ));
    assert!(
        !coloured(&env.call(&line).without("NO_COLOR").run().ok().stdout),
        "a pipe"
    );
    let forced = || env.call(&line).variable("CLICOLOR_FORCE", "1");
    assert!(coloured(&forced().without("NO_COLOR").run().ok().stdout));
    assert!(!coloured(&forced().run().ok().stdout));
    let text = env
        .call(&[&line[..], &["--color", "always"]].concat())
        .run()
        .ok()
        .stdout;
    let of = |day: &str| text.lines().find(|line| line.contains(day)).unwrap().to_owned();
    let codes = |line: &str| line.split('m').next().unwrap_or_default().to_owned();
    assert_ne!(
        codes(&of("Thu 15")),
        codes(&of("Sat 17")),
        "today and the weekend have colours of their own"
    );
    assert!(!coloured(&of("Wed 14")), "{text}");
}

fn quiet_keeps_remarks_back_and_errors_not(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    let ask = [
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-02",
        "--learners",
        "1",
        "--room",
        "Focus",
    ];
    env.colab(&[&ask[..], &["--dry-run"]].concat())
        .ok()
        .says("note: ");
    let run = env.colab(&[&ask[..], &["--quiet"]].concat()).ok();
    assert_eq!(run.stderr, "");
    env.colab(&[&ask[..], &["--quiet"]].concat())
        .fails(5)
        .says("error: ");
    let first = Env::without_database();
    assert_eq!(first.colab(&["room", "list", "-q"]).ok().stderr, "");
}

/// A database that cannot be there: an error with one cause and a hint.
const BELOW_A_DEVICE: [&str; 4] = ["room", "list", "--database", "/dev/null/x.db"];
const CAUSE: &str = "Not a directory (os error 20)";

fn the_causes_of_an_error_are_shown_when_asked_for(env: &Env) {
    let brief = env.colab(&BELOW_A_DEVICE).fails(7);
    let fact = format!("error: cannot open the database /dev/null/x.db: {CAUSE}\n");
    assert!(brief.stderr.starts_with(&fact), "{brief}");
    assert!(!brief.stderr.contains("caused by"), "{brief}");
    let long = env.colab(&[&BELOW_A_DEVICE[..], &["-v"]].concat()).fails(7);
    let expected = format!("{fact}caused by: {CAUSE}\nhint: ");
    assert!(long.stderr.contains(&expected), "{long}");

    let json = env
        .colab(&[&BELOW_A_DEVICE[..], &["-f", "json"]].concat())
        .fails(7);
    assert!(json.error().get("causes").is_none(), "{json}");
    let words = [&BELOW_A_DEVICE[..], &["-f", "json", "-v"]].concat();
    let json = env.colab(&words).fails(7);
    let object: Value = serde_json::from_str(json.stderr.lines().last().unwrap()).unwrap();
    assert_eq!(object["error"]["causes"], json!([CAUSE]), "{json}");
}

fn the_causes_of_an_error_are_in_a_json_log(env: &Env) {
    let words = [&BELOW_A_DEVICE[..], &["-v", "--log-format", "json"]].concat();
    let run = env.colab(&words).fails(7);
    let logged: Vec<Value> = run
        .stderr
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter(|line: &Value| line["level"] == "ERROR")
        .collect();
    assert_eq!(logged.len(), 1, "{run}");
    let fields = &logged[0]["fields"];
    assert_eq!(fields["causes"], CAUSE, "{run}");
    assert_eq!(fields["code"], "database_unavailable", "{run}");
}

fn a_cause_quotes_no_secret(env: &Env) {
    let folder = env.dir().join("state/colab");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join("sessions.toml"),
        "[[session]]\ntoken = \"geheim\nuser =\n",
    )
    .unwrap();
    let run = env.call(&["room", "list", "-vv"]).without("COLAB_TOKEN").run();
    let run = run
        .fails(6)
        .says("cannot parse the session file")
        .says("caused by: ");
    assert!(!run.stderr.contains("geheim"), "{run}");
}

fn a_log_is_on_stderr_and_only_when_asked_for(env: &Env) {
    let plain = env.colab(&["room", "list", "-f", "json"]).ok();
    assert_eq!(plain.stderr, "");
    let loud = env.colab(&["room", "list", "-f", "json", "-vv"]).ok();
    assert_eq!(loud.stdout, plain.stdout);
    let json = env.colab(&["room", "list", "-vv", "--log-format", "json"]).ok();
    for line in json.stderr.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
    // It says what took how long, the whole last.
    let timed = env.colab(&["room", "list", "-v"]).ok().stderr;
    for step in ["opened", "read"] {
        let is_timed = |line: &str| line.contains(step) && line.contains("milliseconds=");
        assert!(timed.lines().any(is_timed), "{step}: {timed}");
    }
    assert!(timed.lines().last().unwrap().contains("duration_ms="), "{timed}");
}

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

const CALENDAR: [&str; 5] = ["booking", "calendar", "--month", "2026-03", "-o"];

fn a_named_file_is_replaced_behind_its_link_and_keeps_its_mode(env: &Env) {
    a_room_and_a_booking(env);
    fs::create_dir(env.path("www")).unwrap();
    let target = env.write("www/march.html", "old");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o664)).unwrap();
    symlink("www/march.html", env.path("latest.html")).unwrap();
    let write = |name: &str| env.colab(&[&CALENDAR[..], &[name]].concat()).ok();
    write("latest.html");
    assert!(env.path("latest.html").symlink_metadata().unwrap().is_symlink());
    assert!(fs::read_to_string(&target).unwrap().contains("Baobab"));
    assert_eq!(mode(&target), 0o664);
    // A link to what is not there yet makes it.
    symlink("www/april.html", env.path("next.html")).unwrap();
    write("next.html");
    assert!(env.path("www/april.html").is_file());
    no_drafts(&env.work_dir());
    no_drafts(&env.path("www"));
}

fn a_new_document_follows_the_umask(env: &Env) {
    a_room_and_a_booking(env);
    for (umask, expected) in [("022", 0o644), ("027", 0o640), ("077", 0o600)] {
        let _ = fs::remove_file(env.path("a.html"));
        let line = format!("umask {umask}; exec \"$0\" \"$@\"");
        let call = env.call(&[&CALENDAR[..], &["a.html"]].concat()).command();
        let status = Command::new("sh")
            .args(["-c", &line])
            .arg(call.get_program())
            .args(call.get_args())
            .current_dir(env.work_dir())
            .env_clear()
            .envs(call.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .status();
        assert!(status.unwrap().success());
        assert_eq!(mode(&env.path("a.html")), expected, "{umask}");
    }
    env.colab(&["db", "backup", "b.db"]).ok();
    assert_eq!(mode(&env.path("b.db")), 0o600);
}

fn a_device_or_pipe_is_written_into(env: &Env) {
    a_room_and_a_booking(env);
    let pipe = env.path("pipe.html");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let running = env.spawn(&[&CALENDAR[..], &["pipe.html"]].concat());
    let page = fs::read_to_string(&pipe).unwrap();
    running.wait().ok();
    assert!(page.contains("Baobab"), "{page}");
    assert!(pipe.metadata().unwrap().file_type().is_fifo());
    // Behind a link, so that a mistake takes no device away.
    symlink("/dev/null", env.path("null.html")).unwrap();
    env.colab(&[&CALENDAR[..], &["null.html"]].concat()).ok();
    assert!(env.path("null.html").symlink_metadata().unwrap().is_symlink());
    symlink("/dev/full", env.path("full.html")).unwrap();
    let error = env
        .colab(&[&CALENDAR[..], &["full.html", "-f", "json"]].concat())
        .fails(6)
        .error();
    assert!(
        error["message"].as_str().unwrap().contains("No space left"),
        "{error}"
    );
    // A pipe without a reader keeps nobody else waiting.
    let running = env.spawn(&["user", "token", "create", "--name", "t", "-o", "pipe.html"]);
    let made = || env.raw_int("SELECT count(*) FROM user_tokens WHERE name = 't'") == Some(1);
    until("the token is made", made);
    env.colab(&["room", "add", "Later"]).ok();
    let token = fs::read_to_string(&pipe).unwrap();
    running.wait().ok();
    env.colab_as(token.trim(), &["user", "whoami"]).ok();
    // A backup is a file that can be read again; `-` is what asks for a stream of one.
    for name in ["pipe.html", "null.html"] {
        env.colab(&["db", "backup", name, "--force"])
            .fails(2)
            .says("a device or a pipe");
    }
    assert!(pipe.metadata().unwrap().file_type().is_fifo());
}

fn a_dash_is_standard_output_everywhere(env: &Env) {
    a_room_and_a_booking(env);
    env.colab(&["device", "add", "LT-1", "--category", "Laptop"]).ok();
    env.colab(&["device", "add", "LT-2", "--category", "Laptop"]).ok();
    env.colab(&["pricing", "set", "room", "Focus", "--daily", "100"])
        .ok();
    let rental = "rental start --client X --serial LT-2 --contact-person P --contact-number 1 --company C --address A --return-on +3d";
    env.line(rental).ok();
    for (line, start) in [
        ("booking calendar --month 2026-03 -o -", "March 2026"),
        ("room utilisation --month 2026-03 -o -", "<svg"),
        ("import template rooms -o -", "PK"),
        ("pricing list -o -", "PK"),
        ("pricing quote 1 -o -", "%PDF"),
        ("device label LT-1 LT-2 -o -", "%PDF"),
        ("rental form RN-2026-0001 -o -", "%PDF"),
        ("doctor --prometheus -o -", "# HELP"),
        ("doctor --prometheus -o /dev/stdout", "# HELP"),
        ("pricing quote 1 -o /dev/stdout", "%PDF"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let done = env.call(&words).command().output().unwrap();
        let shown = String::from_utf8_lossy(&done.stdout);
        assert!(
            done.status.success() && shown.trim_start().starts_with(start),
            "{line}: {shown}"
        );
    }
    assert!(!env.path("-").exists());
}

fn a_file_that_cannot_be_written_stays_as_it_was(env: &Env) {
    a_room_and_a_booking(env);
    let folder = env.path("closed");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.html"), "old").unwrap();
    let write = |name: &str| env.colab(&[&CALENDAR[..], &[name]].concat());
    write("nowhere/a.html").fails(3);
    write("closed/a.html/b.html").fails(6);
    if !nix::unistd::geteuid().is_root() {
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        write("closed/a.html").fails(4);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    assert_eq!(fs::read_to_string(folder.join("a.html")).unwrap(), "old");
    symlink("circle.html", env.path("circle.html")).unwrap();
    write("circle.html").fails(6);
    no_drafts(&folder);
}

fn no_report_passes_on_what_commands_a_terminal(env: &Env) {
    a_room_and_a_booking(env);
    env.colab(&["pricing", "set", "room", "Focus", "--daily", "100"])
        .ok();
    let escape = if env.is_sqlite() { "char(27)" } else { "chr(27)" };
    // As somebody could write them past the program.
    for (table, column) in [("rooms", "name"), ("bookings", "client_name")] {
        let sql = format!("UPDATE {table} SET {column} = {column} || {escape} || ']0;owned'");
        env.raw_sql(&sql).unwrap();
    }
    for line in [
        "booking calendar --month 2026-03",
        "booking calendar --month 2026-03 --color always",
        "booking catering --date 2026-03-02",
        "booking show 1",
        "booking list",
        "pricing quote 1",
        "pricing list",
        "dashboard",
        "room utilisation --month 2026-03",
        "room show 1",
        "audit list",
    ] {
        let run = env.line(line);
        for (name, text) in [("output", &run.stdout), ("errors", &run.stderr)] {
            assert!(!text.contains("\u{1b}]"), "{line}: {name}: {text:?}");
        }
    }
    for file in ["c.html", "c.ics"] {
        env.colab(&[&CALENDAR[..], &[file]].concat()).ok();
        assert!(
            !fs::read_to_string(env.path(file)).unwrap().contains('\u{1b}'),
            "{file}"
        );
    }
}
