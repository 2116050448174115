//! What every list can do: workbooks, orders, search, narrow terminals, a pager; and what people read of a record's history.

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use serde_json::json;

use super::support::Env;
use super::support::terminal::on_terminal;

any![
    help_and_version_are_commands_too,
    a_number_that_is_none_is_told_in_plain_words,
    an_option_of_another_command_leads_there,
];
both![
    every_list_is_a_workbook_with_real_dates_and_numbers,
    everything_that_one_may_see_is_one_workbook,
    every_order_turns_round,
    bookings_and_rentals_are_found_by_what_people_know,
    a_narrow_terminal_leaves_columns_out_and_breaks_no_number,
    no_list_breaks_a_fact_on_a_narrow_terminal,
    amounts_stand_to_the_right,
    what_is_longer_than_the_screen_goes_through_the_pager,
    a_history_reads_as_sentences,
    months_are_named_as_people_do,
    times_are_written_as_people_do,
];
sqlite![
    bash_completion_quotes_and_describes,
    every_shell_is_offered_the_same,
    a_setting_gets_its_default_again,
];

/// A room, a booking with a client's data, a device that is out, a price.
fn day(env: &Env) {
    env.line("room add \"Success 10\" --capacity 10").ok();
    env.line(
        "booking create --client \"Umoya Energy\" --room \"Success 10\" --date 2026-03-02 --time 08:00-12:00 --learners 8 \
         --contact-person Thandi --phone \"082 555 0100\" --notes \"ground floor\"",
    )
    .ok();
    env.line("booking create --client Umoya --room \"Success 10\" --date 2026-03-03 --learners 8")
        .ok();
    env.line("device add LT-001 --category Laptop").ok();
    env.line(
        "rental start --client Umoya --serial LT-001 --contact-person Sam --contact-number \"082-000 0000\" --company Oak \
         --address \"1 Main Rd\" --return-on +1d --notes fragile",
    )
    .ok();
    env.line("pricing set room \"Success 10\" --daily 1250.50").ok();
}

fn rows(env: &Env, file: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = open_workbook(env.work_dir().join(file)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn every_list_is_a_workbook_with_real_dates_and_numbers(env: &Env) {
    day(env);
    for list in [
        "booking list",
        "booking conflicts",
        "booking catering --date 2026-03-02",
        "booking suggest 1",
        "room list",
        "room alias list",
        "room free --date 2026-03-05",
        "room queue",
        "room utilisation --month 2026-03",
        "device list",
        "device category list",
        "device free",
        "device queue",
        "device stock",
        "rental list",
        "rental overdue",
        "pricing list",
        "pricing missing",
        "pricing ledger",
        "notify list",
        "notify thresholds",
        "import list",
        "user list",
        "user roles",
        "user token list",
        "audit list",
        "config get",
        "config show",
        "db check",
    ] {
        let run = env.line(&format!("{list} -o list.xlsx")).ok();
        assert_eq!(run.stdout, "", "{run}");
        run.says("wrote list.xlsx: ");
        assert!(rows(env, "list.xlsx")[0].iter().all(Data::is_string), "{list}");
        std::fs::remove_file(env.work_dir().join("list.xlsx")).unwrap();
        env.line(&format!("{list} -o list.xlsx --dry-run")).ok();
        assert!(!env.work_dir().join("list.xlsx").exists(), "{list}");
        env.line(&format!("{list} -o list.csv")).fails(2);
    }
    env.line("booking list --fields id,starts_at,headcount -o b.xlsx")
        .ok();
    let booking = &rows(env, "b.xlsx")[1];
    assert!(
        booking[0].is_float() && booking[1].is_datetime() && booking[2].is_float(),
        "{booking:?}"
    );
    assert_eq!(
        booking[1].as_datetime().unwrap().to_string(),
        "2026-03-02 08:00:00"
    );
    env.line("pricing list --fields daily_rate -o p.xlsx").ok();
    assert_eq!(rows(env, "p.xlsx")[1][0].get_float(), Some(1250.5));
}

/// The names of the sheets of a workbook.
fn sheets(env: &Env, file: &str) -> Vec<String> {
    let workbook: Xlsx<_> = open_workbook(env.work_dir().join(file)).unwrap();
    workbook.sheet_names()
}

fn everything_that_one_may_see_is_one_workbook(env: &Env) {
    day(env);
    let run = env.line("export all.xlsx").ok().says("wrote all.xlsx: 9 sheets");
    assert_eq!(run.stdout, "");
    let all = [
        "Bookings", "Rooms", "Devices", "Rentals", "Prices", "Costings", "Invoices", "Payments", "Users",
    ];
    assert_eq!(sheets(env, "all.xlsx"), all);
    let bookings = rows(env, "all.xlsx");
    assert_eq!(bookings.len(), 3);
    let place = bookings[0].iter().position(|cell| *cell == "starts_at").unwrap();
    assert!(bookings[1][place].is_datetime(), "{bookings:?}");
    // Whoever sees less gets less, and is told.
    let staff = env.user("sipho", "staff");
    env.line_as(&staff, "export own.xlsx").ok().says(
        "left out, as you may not see them: devices, rentals, prices, costings, invoices, payments, users",
    );
    assert_eq!(sheets(env, "own.xlsx"), ["Bookings", "Rooms"]);
    env.line("export all.csv").fails(2).says(".xlsx");
    env.line("export all.xlsx --fields id").fails(2);
    std::fs::remove_file(env.work_dir().join("all.xlsx")).unwrap();
    env.line("export all.xlsx -n").ok();
    assert!(!env.work_dir().join("all.xlsx").exists());
}

fn every_order_turns_round(env: &Env) {
    day(env);
    env.line("room add Annex --capacity 4").ok();
    env.line("device add LT-002 --category Laptop").ok();
    env.user("sipho", "staff");
    for (list, field) in [
        ("booking list", "id"),
        ("booking list", "starts_at"),
        ("booking list", "client_name"),
        ("room list", "name"),
        ("room list", "capacity"),
        ("device list", "serial_number"),
        ("user list", "username"),
    ] {
        let of =
            |sort: &str| env.json(&[&list.split(' ').collect::<Vec<_>>()[..], &["--sort", sort]].concat());
        let (up, down) = (of(field), of(&format!("-{field}")));
        let mut turned = up.as_array().unwrap().clone();
        assert!(turned.len() > 1, "{list}");
        turned.reverse();
        assert_eq!(down.as_array().unwrap(), &turned, "{list} {field}");
    }
    // Pages follow the order.
    assert_eq!(
        env.json(&["booking", "list", "--sort", "-id", "--after", "2"])[0]["id"],
        1
    );
    assert_eq!(
        env.json(&["booking", "list", "--sort=-starts_at", "--limit", "1"])[0]["id"],
        2
    );
    for list in [
        "rental list --sort -return_on",
        "pricing list --sort -effective_date",
        "notify list --sort -severity",
    ] {
        env.line(list).ok();
    }
    env.line("room list --sort -nothing").fails(2).says("capacity");
}

fn bookings_and_rentals_are_found_by_what_people_know(env: &Env) {
    day(env);
    let found = |list: &str, search: &str| {
        let line = [&list.split(' ').collect::<Vec<_>>()[..], &["--search", search]].concat();
        env.json(&line).as_array().unwrap().len()
    };
    for (search, count) in [
        ("umoya", 2),
        ("energy", 1),
        ("thandi", 1),
        ("0825550100", 1),
        ("555-01", 1),
        ("GROUND  floor", 1),
        ("nobody", 0),
    ] {
        assert_eq!(found("booking list", search), count, "{search}");
    }
    for (search, count) in [
        ("oak", 1),
        ("sam", 1),
        ("0820000000", 1),
        ("fragile", 1),
        ("thandi", 0),
    ] {
        assert_eq!(found("rental list", search), count, "{search}");
    }
    let exact = env.json(&["booking", "list", "--client-exact", "umoya"]);
    assert_eq!((exact.as_array().unwrap().len(), &exact[0]["id"]), (1, &json!(2)));
    assert_eq!(env.json(&["rental", "list", "--client-exact", "Umo"]), json!([]));
}

fn a_narrow_terminal_leaves_columns_out_and_breaks_no_number(env: &Env) {
    day(env);
    for columns in [40, 60, 80, 200] {
        let (text, code) = on_terminal(
            &env.call(&["rental", "overdue", "--as-of", "2026-01-20"]),
            columns,
        );
        assert_eq!(code, Some(0));
        assert!(text.contains("RN-2026-0001"), "{columns}: {text}");
        assert!(
            text.lines()
                .all(|line| line.chars().count() <= usize::from(columns)),
            "{columns}: {text}"
        );
        assert_eq!(
            text.contains("too narrow for"),
            columns < 200,
            "{columns}: {text}"
        );
    }
    let (text, _) = on_terminal(&env.call(&["booking", "list"]), 60);
    assert!(
        text.contains("confirmed") && text.contains("2026-03-02"),
        "{text}"
    );
    let (text, _) = on_terminal(&env.call(&["booking", "list"]), 40);
    assert!(
        text.contains("2026-03-02") && text.contains("08:00–12:00"),
        "{text}"
    );
    let (text, _) = on_terminal(&env.call(&["rental", "list"]), 40);
    assert!(text.contains("2026-01-16"), "{text}");
    let (text, _) = on_terminal(&env.call(&["booking", "list"]).variable("COLUMNS", "44"), 120);
    assert!(text.lines().all(|line| line.chars().count() <= 44), "{text}");
    let piped = env.line("booking list").ok().stdout;
    assert!(piped.contains("2026-03-02 08:00–12:00"), "the day once: {piped}");
}

/// What no terminal may break or leave out: numbers, days, times and amounts that a wide one shows.
fn facts(text: &str) -> Vec<String> {
    let words = text.split_whitespace().filter(|word| {
        let bare: String = word.chars().filter(|c| !"-:.,–".contains(*c)).collect();
        bare.chars().all(|c| c.is_ascii_digit()) && bare.len() > 2
    });
    words.map(str::to_owned).collect()
}

fn no_list_breaks_a_fact_on_a_narrow_terminal(env: &Env) {
    env.line("import demo --bookings 60").ok();
    for line in NARROW {
        let words: Vec<&str> = line.split(' ').chain(["--no-pager"]).collect();
        let wide = facts(&on_terminal(&env.call(&words), 400).0);
        for columns in [40, 60, 80] {
            let (text, code) = on_terminal(&env.call(&words), columns);
            assert_eq!(code, Some(0), "{line}: {text}");
            let told = text.contains("too narrow for");
            for line in text.lines() {
                assert!(line.chars().count() <= usize::from(columns), "{columns}: {text}");
            }
            let broken = facts(&text).into_iter().find(|fact| !wide.contains(fact));
            assert_eq!(broken, None, "{line} at {columns}: {text}");
            assert!(
                told || facts(&text).len() == wide.len(),
                "{line} at {columns}: {text}"
            );
        }
    }
}

const NARROW: &[&str] = &[
    "booking list --limit 9",
    "booking conflicts",
    "room list",
    "room queue",
    "room free --date 2026-01-20",
    "room utilisation --month 2026-01",
    "device list --limit 9",
    "device queue",
    "device free --date 2026-01-20",
    "rental list",
    "rental overdue",
    "pricing list",
    "pricing ledger --limit 9",
    "notify list",
    "history --limit 9",
    "import list",
    "user list",
    "config get",
    "config show",
    "audit list --limit 9",
];

fn amounts_stand_to_the_right(env: &Env) {
    day(env);
    env.line("room add Annex").ok();
    env.line("pricing set room Annex --daily 5").ok();
    let text = env.line("pricing list").ok().stdout;
    let end = |room: &str, amount: &str| {
        let line = text.lines().find(|line| line.contains(room)).unwrap();
        line.find(amount).unwrap() + amount.len()
    };
    assert_eq!(end("Success", "250.50"), end("Annex", "5.00"), "{text}");
}

fn what_is_longer_than_the_screen_goes_through_the_pager(env: &Env) {
    for number in 0..60 {
        env.line(&format!("room add R{number}")).ok();
    }
    let pager = "sed s/^/PAGED/";
    let list = || env.call(&["room", "list"]).variable("COLAB_PAGER", pager);
    let paged = |call| on_terminal(&call, 120).0.contains("PAGED");
    assert!(paged(list()));
    assert!(!paged(list().argument("--no-pager")));
    assert!(!paged(list().argument("--limit=5")), "it fits");
    assert!(paged(env.call(&["room", "list"]).variable("PAGER", pager)));
    assert!(!list().run().ok().stdout.contains("PAGED"), "no pager in a pipe");
    assert!(!paged(
        env.call(&["room", "list"])
            .variable("COLAB_PAGER", "")
            .variable("PAGER", pager)
    ));
    // Ctrl-C while it shows is the pager's.
    let interrupting = "sh -c 'kill -INT $PPID; sed s/^/PAGED/'";
    let call = env.call(&["room", "list"]).variable("COLAB_PAGER", interrupting);
    let (text, code) = on_terminal(&call, 120);
    assert!(code == Some(0) && text.contains("R59"), "{code:?} {text}");
    let (text, code) = on_terminal(
        &env.call(&["room", "list"]).variable("COLAB_PAGER", "/no/pager"),
        120,
    );
    assert!(text.contains("R59") && code == Some(0), "{text}");
}

fn a_history_reads_as_sentences(env: &Env) {
    env.line("room add Ambition").ok();
    env.line("room add Focus").ok();
    let id = env.book("Ambition", "2026-03-02", "08:00-12:00");
    env.line(&format!("booking reschedule {id} --room Focus")).ok();
    env.line(&format!("booking reschedule {id} --date 2026-03-03"))
        .ok();
    let text = env.line(&format!("booking show {id}")).ok().stdout;
    assert!(
        text.contains(&format!(
            "15 Jan 2026 10:00 {} moved booking {id} from Ambition to Focus",
            actor(env)
        )),
        "{text}"
    );
    assert!(
        text.contains(&format!(
            "moved booking {id} from 2026-03-02 08:00 to 2026-03-03 08:00"
        )),
        "{text}"
    );
    assert!(!text.contains('{'), "{text}");
    let facts = &env.json(&["booking", "show", &id.to_string()])["history"][1];
    assert_eq!(facts["before"], "{\"room\":\"Ambition\"}");
    let log = env.line("audit list").ok().stdout;
    assert!(
        log.contains(&format!("moved booking {id} from Ambition to Focus")) && !log.contains('{'),
        "{log}"
    );
    assert!(
        env.line("audit list --fields seq,before,after")
            .ok()
            .stdout
            .contains('{')
    );
}

fn actor(env: &Env) -> String {
    env.json(&["user", "whoami"])["username"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn months_are_named_as_people_do(env: &Env) {
    for month in ["last", "this", "next", "2026-03"] {
        env.line(&format!("room utilisation --month {month}")).ok();
        env.line(&format!("booking calendar --month {month}")).ok();
        env.line(&format!("pricing ledger --month {month}")).ok();
    }
    env.line("pricing ledger --month 2026-01..2026-03 --by client")
        .ok();
    env.line("pricing ledger --month 2026-03..2026-01").fails(2);
    env.line("pricing ledger --month 2026-13")
        .fails(2)
        .says("last, this or next");
}

fn times_are_written_as_people_do(env: &Env) {
    env.line("room add Focus").ok();
    for (day, time, starts, ends) in [
        (2, "8-12", "08:00", "12:00"),
        (3, "08h00-12h30", "08:00", "12:30"),
        (4, "8h-9h", "08:00", "09:00"),
        (5, "8:15-9:45", "08:15", "09:45"),
    ] {
        let line = format!(
            "booking create --client X --room Focus --learners 2 --date 2026-03-0{day} --time {time} -f json"
        );
        let booking = env.line(&line).ok().json();
        assert_eq!(booking["starts_at"], format!("2026-03-0{day}T{starts}:00+02:00"));
        assert_eq!(booking["ends_at"], format!("2026-03-0{day}T{ends}:00+02:00"));
    }
    for time in ["8-", "-12", "eight-nine", "8.5-9", "25-26"] {
        env.line(&format!(
            "booking create --client X --learners 2 --date 2026-03-06 --time={time}"
        ))
        .fails(2);
    }
    for (from, to) in [
        ("tomorrow 08:00", "tomorrow 12:00"),
        ("tomorrowT08:00", "tomorrowT12:00"),
        ("fri 8:00", "fri 9:00"),
    ] {
        env.colab(&["room", "free", "--from", from, "--to", to]).ok();
    }
    env.colab(&["room", "free", "--from", "someday 08:00", "--to", "tomorrow"])
        .fails(2);
    env.line("user token create --name t --expires 1y")
        .fails(2)
        .says("365d, 8w, 12h");
    env.line("pricing set device Laptop --daily 5")
        .fails(2)
        .says("device-category");
}

fn help_and_version_are_commands_too(env: &Env) {
    assert_eq!(env.line("version").ok().stdout, env.line("--version").ok().stdout);
    assert_eq!(env.line("help").ok().stdout, env.line("--help").ok().stdout);
    assert_eq!(
        env.line("help booking create").ok().stdout,
        env.line("booking create --help").ok().stdout
    );
    env.line("help booking crate").fails(2).says("create");
}

fn a_number_that_is_none_is_told_in_plain_words(env: &Env) {
    for line in [
        "booking show abc",
        "booking create --client X --date 2026-03-02 --learners five",
        "room add X --capacity many",
        "room list --limit ten",
        "import show x",
        "device request 1 --quantity two --category any",
        "room list --after x",
        "import template rooms --year soon -o x.xlsx",
        "notify thresholds --warn-count x",
        "db backup x/ --keep all",
    ] {
        for format in ["", " -f json"] {
            let run = env.line(&format!("{line}{format}")).fails(2);
            assert!(!run.stderr.contains("digit"), "{run}");
            run.says("write a whole number, such as 17");
        }
    }
    env.line("booking create --client X --date 2026-03-02 --learners -5")
        .fails(2)
        .says("'-5' for '--learners <N>': write 0 or more");
    env.line("booking create --client X --date 2026-03-02 --learners 5000000000")
        .fails(2)
        .says("the number is too large");
    let run = env
        .line("booking reschedule 17")
        .fails(2)
        .says("a required argument is missing");
    assert!(!run.stderr.contains("For more information"), "{run}");
}

fn an_option_of_another_command_leads_there(env: &Env) {
    for (line, way) in [
        (
            "booking edit 17 --date 2026-03-09",
            "colab booking reschedule 17 --date",
        ),
        ("booking calendar --date today", "--from today --to today"),
        (
            "pricing ledger --by client --from 2026-01-01",
            "--month 2026-01..this",
        ),
        ("room show Focus --amenity x", "room edit"),
        ("booking reschedule 17", "--date, --by, --time or --room"),
        (
            "booking edit 143 --date 2026-03-09 --time=9-10",
            "colab booking reschedule 143 --date 2026-03-09 --time 9-10",
        ),
        (
            "booking reschedule 143 144 --from 2026-03-10",
            "colab booking reschedule 143 144 --date 2026-03-10",
        ),
        (
            "booking calendar --date fri",
            "colab booking calendar --from fri --to fri",
        ),
        (
            "pricing ledger --from 2026-02-01 --to 2026-05-31",
            "colab pricing ledger --month 2026-02..2026-05",
        ),
        (
            "booking create --client X --learners 3 --from 2026-03 --to 2026-04",
            "`2026-03` is a month",
        ),
        ("pricing quote", "--room ROOM --date DAY"),
    ] {
        let run = env.line(line).fails(2);
        assert!(!run.stderr.contains("--database"), "{run}");
        run.says(way);
    }
}

/// Runs a script in a shell, with the program as `colab`; `None`, and a word about it, where there is no such shell.
fn in_shell(env: &Env, shell: &str, flags: &[&str], script: &str) -> Option<String> {
    let call = env.call(&[]);
    let command = call.command();
    let folder = std::path::Path::new(command.get_program()).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let mut run = std::process::Command::new(shell);
    run.env_clear().current_dir(env.work_dir());
    run.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    run.env("PATH", format!("{}:{path}", folder.display()))
        .env("TERM", "dumb");
    match run.args(flags).args(["-c", script]).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            eprintln!("not tried: completion in {shell} ({error})");
            None
        }
    }
}

/// Each is a line, and what one of the offers for its last word is; the second with its description in fish.
const OFFERED: &[(&str, &str)] = &[
    ("colab booking show ", "1\tUmoya Energy, 2026-03-02 08:00–12:00"),
    ("colab booking list --client Umoya", "Umoya Energy"),
    ("colab booking list --status conf", "confirmed"),
    ("colab booking list --fields client_n", "client_name"),
    ("colab room free --date fri --fields free_u", "free_until"),
    ("colab history --fields rec", "records"),
    ("colab rental show --fields seri", ""),
    ("colab rental show RN-2026", "RN-2026-0001"),
    ("colab config get timez", "timezone"),
    ("colab help booking resch", "reschedule"),
    ("colab help rep", ""),
    ("colab room show Suc", "Success 10"),
];

fn every_shell_is_offered_the_same(env: &Env) {
    day(env);
    for (line, offer) in OFFERED {
        let fish = format!(
            "COMPLETE=fish colab | source; complete -C '{}'",
            line.replace('\\', "\\\\")
        );
        if let Some(text) = in_shell(env, "fish", &["--no-config"], &fish) {
            let is_offered = text
                .lines()
                .any(|one| one == *offer || one.split('\t').next() == Some(offer));
            assert!(
                is_offered || offer.is_empty() && text.trim().is_empty(),
                "fish: {line}: {text}"
            );
        }
        // What zsh would show: its own functions for that are stood in for.
        let words: Vec<&str> = line.split(' ').collect();
        let zsh = format!(
            "compdef() {{ }}; _describe() {{ print -l -- ${{(P)3}} }}; source <(COMPLETE=zsh colab); \
             words=({line}{}); CURRENT={}; _clap_dynamic_completer_colab",
            if line.ends_with(' ') { "''" } else { "" },
            words.len() - usize::from(line.contains("\\ ")),
        );
        if let Some(text) = in_shell(env, "zsh", &["-f"], &zsh) {
            let offer = offer.split('\t').next().unwrap();
            let is_offered = text.lines().any(|one| one.split(':').next() == Some(offer));
            assert!(
                is_offered || offer.is_empty() && text.trim().is_empty(),
                "zsh: {line}: {text}"
            );
        }
    }
}

/// What bash would insert for a line.
fn completed(env: &Env, words: &[&str], typed: &str) -> Vec<String> {
    let script = r#"
        source <(COMPLETE=bash "$0")
        COMP_WORDS=(colab "$@") COMP_CWORD=$(( $# )) COMP_TYPE=9
        _clap_complete_colab colab "$TYPED" colab
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let call = env.call(&[]);
    let command = call.command();
    let mut bash = std::process::Command::new("bash");
    bash.env_clear().current_dir(env.work_dir());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            bash.env(name, value);
        }
    }
    let output = bash
        .args(["--norc", "-c", script])
        .arg(command.get_program())
        .args(words)
        .env("TYPED", typed)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn bash_completion_quotes_and_describes(env: &Env) {
    day(env);
    env.line("room add \"Innovation (12)\"").ok();
    assert_eq!(completed(env, &["room", "show", "Suc"], "Suc"), ["Success\\ 10"]);
    assert_eq!(
        completed(env, &["room", "show", "Inn"], "Inn"),
        ["Innovation\\ \\(12\\)"]
    );
    assert_eq!(completed(env, &["room", "show", "\"Suc"], "Suc"), ["Success 10"]);
    let mut offered = completed(env, &["booking", "show", ""], "");
    offered.retain(|word| !word.starts_with('-'));
    assert_eq!(offered, ["1", "2"]);
    assert_eq!(
        completed(env, &["booking", "list", "--status", "conf"], "conf"),
        ["confirmed"]
    );
    assert_eq!(completed(env, &["config", "get", "time"], "time"), ["timezone"]);
    assert_eq!(
        completed(env, &["booking", "list", "--fields", "client_n"], "client_n"),
        ["client_name"]
    );
    assert_eq!(completed(env, &["pricing", "set", "cat"], "cat"), ["catering"]);
    assert!(
        !completed(env, &["pricing", "set", "catering", ""], "")
            .iter()
            .any(|item| item.starts_with("Success"))
    );
    let run = env
        .call(&["--", "colab", "booking", "show", ""])
        .variable("COMPLETE", "fish")
        .run();
    assert!(
        run.stdout.contains("1\tUmoya Energy, 2026-03-02 08:00–12:00"),
        "{run}"
    );
}

fn a_setting_gets_its_default_again(env: &Env) {
    env.line("config set day_end 17:00").ok();
    let unset = env.get("config unset day_end");
    assert_eq!(
        (&unset["value"], &unset["changed"]),
        (&json!("16:30"), &json!(false))
    );
    env.line("config set day_end 17:00").ok();
    let unset = env.line("config unset day_end").ok();
    assert!(unset.stdout.contains("to the default"), "{unset}");
    env.line("config unset nothing").fails(3);
    let path = env.line("config path").ok().stdout;
    assert!(path.ends_with("/colab/config.toml\n"), "{path}");
    assert_eq!(env.line("booking ls --json").ok().json(), json!([]));
}
