//! `report`: the same numbers in every format, equal to those of the commands that they name; and the board of `dashboard -o`.

use calamine::{Data, Reader, Xlsx, open_workbook};
use colab::kernel::money::{Money, stored_currency};
use serde_json::{Value, json};

use super::support::Env;
use super::support::browser::Browser;
use super::support::mail::MailServer;
use super::support::tools::text_of_pdf;

both![
    every_row_and_number_is_the_one_of_the_command_that_a_section_names,
    every_format_says_the_same_numbers,
    an_empty_database_has_a_report,
    a_client_is_reported_by_its_whole_name_and_no_name_is_markup,
    a_wish_that_got_no_room_is_lost_demand,
    who_may_not_see_reports_has_none_and_what_is_left_out_is_told,
    the_hours_add_up_to_the_rooms,
    the_board_says_who_is_in_a_room_and_who_comes_next
];
both![a_report_goes_by_mail_to_the_users_of_a_role];
sqlite![
    the_page_stands_alone_and_fits_a_phone,
    axe_finds_no_fault_in_the_pages_and_a_phone_shows_them_whole,
    a_printed_page_repeats_the_heads_of_its_tables,
    a_pdf_has_long_names_whole_and_says_which_letters_it_lacks,
    a_report_is_written_where_it_can_be_and_told_by_its_ending
];

/// The demo's own day.
const DAY: &str = "2026-07-01T08:00:00Z";

fn demo(env: &mut Env) {
    let words = ["--seed", "2", "--bookings", "400", "--year", "2026"];
    env.colab(&[&["import", "demo"], &words[..]].concat()).ok();
    env.set("COLAB_NOW", DAY);
}

fn with_demo(env: &Env) -> Env {
    let mut env = Env::on(env.engine());
    demo(&mut env);
    env
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{value}"))
}

fn section<'r>(report: &'r Value, key: &str) -> &'r Value {
    let found = array(&report["sections"]).iter().find(|one| one["key"] == key);
    found.unwrap_or_else(|| panic!("no section {key}"))
}

/// The figure of this name, and what it is of.
fn figure<'r>(report: &'r Value, key: &str, name: &str) -> &'r Value {
    let found = array(&section(report, key)["figures"])
        .iter()
        .find(|one| one["figure"] == name);
    found.unwrap_or_else(|| panic!("no figure {name}"))
}

/// Runs a command that a report names, as a shell would.
fn run_named(env: &Env, command: &str) -> Vec<Value> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut is_quoted, mut is_begun) = (String::new(), false, false);
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => (is_quoted, is_begun) = (!is_quoted, true),
            '\\' if !is_quoted => word.extend(letters.next()),
            ' ' if !is_quoted => words.push(std::mem::take(&mut word)),
            other => word.push(other),
        }
    }
    assert!(!is_quoted && (is_begun || !word.is_empty()));
    words.push(word);
    assert_eq!(words[0], "colab");
    let words: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let shown = env.json(&words);
    // A statement has its lines beside its balances.
    match &shown {
        Value::Array(rows) => rows.clone(),
        other => [&other["lines"], &other["unbilled"]]
            .into_iter()
            .filter_map(Value::as_array)
            .flatten()
            .cloned()
            .collect(),
    }
}

/// A row as far as the report shows it.
fn cut(row: &Value, like: &Value) -> Value {
    let names = like.as_object().unwrap().keys();
    names.map(|name| (name.clone(), row[name].clone())).collect()
}

fn every_row_and_number_is_the_one_of_the_command_that_a_section_names(env: &Env) {
    let env = with_demo(env);
    for line in [
        "report month 2026-01",
        "report quarter 2026-Q2",
        "report room Excellence --month 2026-03",
    ] {
        let report = env.json(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(report["left_out"], json!([]), "{line}");
        let mut listed = 0;
        for one in array(&report["sections"]) {
            let rows = run_named(&env, one["command"].as_str().unwrap());
            let shown = array(&one["rows"]);
            assert_eq!(shown.len(), rows.len(), "{line}: {}", one["command"]);
            for (shown, row) in shown.iter().zip(&rows) {
                assert_eq!(shown, &cut(row, shown), "{line}: {}", one["command"]);
            }
            listed += rows.len();
        }
        assert!(listed > 20, "{line}");
    }
    let report = env.json(&["report", "month", "2026-06"]);
    let list = |key: &str, place: usize| {
        let section = section(&report, key);
        let command = match place {
            0 => &section["command"],
            place => &section["earlier"][place - 1],
        };
        run_named(&env, command.as_str().unwrap())
    };
    let is = |row: &Value, words: &[&str]| words.contains(&row["status"].as_str().unwrap());
    for (place, name) in ["value", "before", "year_before"].into_iter().enumerate() {
        let rows = list("bookings", place);
        let took_place: Vec<&Value> = rows
            .iter()
            .filter(|row| !is(row, &["rejected", "cancelled", "no_show"]))
            .collect();
        let people: i64 = took_place
            .iter()
            .map(|row| row["headcount"].as_i64().unwrap())
            .sum();
        assert_eq!(
            figure(&report, "bookings", "bookings")[name],
            took_place.len(),
            "{name}"
        );
        assert_eq!(figure(&report, "bookings", "people")[name], people, "{name}");
        let missed = rows.iter().filter(|row| is(row, &["no_show"])).count();
        assert_eq!(figure(&report, "bookings", "no-shows")[name], missed, "{name}");
        assert_eq!(took_place.is_empty(), place == 2, "the demo has no year before");
        let lost = list("unmet", place);
        let rejected = lost.iter().filter(|row| is(row, &["rejected"])).count();
        assert_eq!(figure(&report, "unmet", "rejected")[name], rejected, "{name}");
        assert_eq!(
            figure(&report, "unmet", "without a room")[name],
            lost.len() - rejected,
            "{name}"
        );
    }
    let leads: Vec<i64> = list("bookings", 0)
        .iter()
        .map(|row| {
            let at = |name: &str| chrono::DateTime::parse_from_rfc3339(row[name].as_str().unwrap()).unwrap();
            (at("starts_at") - at("created_at")).num_minutes() * 10 / (24 * 60)
        })
        .filter(|lead| *lead >= 0)
        .collect();
    let mean = (leads.iter().sum::<i64>() + leads.len() as i64 / 2) / leads.len() as i64;
    let shown = figure(&report, "bookings", "asked for ahead")["value"]
        .as_f64()
        .unwrap();
    assert!((shown * 10.0 - mean as f64).abs() < 0.01, "{shown} {mean}");
    let tenths = |rows: &[Value], name: &str| -> i64 {
        let tenths = rows
            .iter()
            .map(|row| (row[name].as_f64().unwrap() * 10.0).round() as i64);
        tenths.sum()
    };
    let rooms = list("use", 0);
    let (booked, open) = (tenths(&rooms, "hours_booked"), tenths(&rooms, "hours_open"));
    assert!(booked > 0);
    assert_eq!(
        figure(&report, "use", "open hours in use")["value"],
        (booked * 100 + open / 2) / open
    );
    for group in array(&section(&report, "use")["groups"]) {
        let row = rooms.iter().find(|row| row["room"] == group["of"]).unwrap();
        assert_eq!(group["value"], row["percent"], "{group}");
    }
    let status_of = |name: &str| env.json(&["device", "list", "--status", name]);
    for (name, status) in [("lost", "lost"), ("in repair", "maintenance")] {
        assert_eq!(
            figure(&report, "devices", name)["value"],
            array(&status_of(status)).len(),
            "{name}"
        );
    }
    assert_eq!(
        figure(&report, "late", "late devices")["value"],
        array(&env.json(&["rental", "overdue"])).len()
    );
    money_is_that_of_the_ledger(&env);
}

fn money_is_that_of_the_ledger(env: &Env) {
    // The demo prices its first months.
    let report = env.json(&["report", "month", "2026-02"]);
    let cents = |rows: &[Value], name: &str| -> i64 {
        rows.iter()
            .map(|row| row[name]["amount_cents"].as_i64().unwrap())
            .sum()
    };
    let (now, before) = (
        run_named(env, "colab pricing ledger --by kind --month 2026-02"),
        run_named(env, "colab pricing ledger --by kind --month 2026-01"),
    );
    assert!(cents(&before, "net") > 0, "{before:?}");
    let income = figure(&report, "income_by_kind", "income");
    assert_eq!(income["unit"], "ZAR");
    assert_eq!(income["before"]["amount_cents"], cents(&before, "net"));
    if now.is_empty() {
        assert_eq!(income["value"], Value::Null);
    } else {
        assert_eq!(income["value"]["amount_cents"], cents(&now, "net"));
    }
    let of = |key: &str| -> i64 {
        let groups = array(&section(&report, key)["groups"]).iter();
        groups
            .map(|one| one["before"]["amount_cents"].as_i64().unwrap_or(0))
            .sum()
    };
    for key in ["income_by_kind", "income_by_tenant", "income_by_client"] {
        assert_eq!(of(key), cents(&before, "net"), "{key}");
    }
    let owed = env.json(&["billing", "outstanding"]);
    let outstanding = &figure(&report, "outstanding", "outstanding")["value"];
    let owed = array(&owed);
    assert_eq!(
        outstanding["amount_cents"].as_i64().unwrap_or(0),
        cents(owed, "outstanding")
    );
}

/// A number as the page and the PDF write it.
fn in_words(value: &Value, unit: &str) -> String {
    let number = match value {
        Value::Null => return "–".to_owned(),
        Value::Object(money) => {
            let currency = stored_currency(money["currency"].as_str().unwrap());
            return Money::new(money["amount_cents"].as_i64().unwrap(), currency).to_string();
        }
        number => number.to_string(),
    };
    match unit {
        "percent" => format!("{number} %"),
        "hours" => format!("{number} h"),
        "days" => format!("{number} d"),
        _ => number,
    }
}

const COMPARED: [&str; 3] = ["value", "before", "year_before"];

/// The numbers of a figure in words.
fn numbers(figure: &Value) -> Vec<String> {
    let unit = figure["unit"].as_str().unwrap();
    COMPARED
        .iter()
        .map(|name| in_words(&figure[*name], unit))
        .collect()
}

/// The cells of each row of a page that has a value.
fn page_rows(page: &str) -> Vec<Vec<String>> {
    let rows = page.split("<td class=\"number value\">").skip(1);
    rows.map(|row| {
        let row = row.split("</tr>").next().unwrap();
        let cells = row.split("<td class=\"number\">");
        let cells = cells.map(|cell| cell.split("</td>").next().unwrap());
        cells.map(|cell| cell.replace("&#x27;", "'")).collect()
    })
    .collect()
}

fn every_format_says_the_same_numbers(env: &Env) {
    let env = with_demo(env);
    let words = ["report", "month", "2026-01"];
    let report = env.json(&words);
    for name in ["r.html", "r.pdf", "r.xlsx"] {
        env.colab(&[&words[..], &["-o", name]].concat())
            .ok()
            .says(&format!("wrote {name}: January 2026"));
    }
    let sections = array(&report["sections"]);
    let is_heat = |section: &&Value| section["key"] == "hours";
    let figures: Vec<&Value> = sections.iter().flat_map(|one| array(&one["figures"])).collect();
    let groups: Vec<&Value> = sections
        .iter()
        .filter(|one| !is_heat(one))
        .flat_map(|one| array(&one["groups"]))
        .collect();
    assert!(
        figures.len() > 15 && groups.len() > 30,
        "{} {}",
        figures.len(),
        groups.len()
    );

    // The page: what is not compared has dashes in the first table and no cells below.
    let page = std::fs::read_to_string(env.work_dir().join("r.html")).unwrap();
    let rows = page_rows(&page);
    assert_eq!(rows.len(), figures.len() + groups.len());
    for (figure, row) in figures.iter().chain(&groups).zip(&rows) {
        assert_eq!(numbers(figure)[..row.len()], row[..], "{figure}");
    }
    let cells = array(&section(&report, "hours")["groups"]);
    assert!(cells.len() > 40);
    for cell in cells {
        let words = format!("<td class=\"number\">{}</td>", numbers(cell)[0]);
        assert!(page.contains(&words), "{cell}");
    }
    let listed = page.matches("<tr><td").count();
    let expected: usize = sections.iter().map(|one| array(&one["rows"]).len()).sum();
    // The head of a table of groups begins with an empty cell.
    let heads = sections
        .iter()
        .filter(|one| !is_heat(one) && !array(&one["groups"]).is_empty());
    assert_eq!(listed, expected + heads.count(), "every row is there");

    let all: Vec<&Value> = sections
        .iter()
        .flat_map(|one| array(&one["figures"]).iter().chain(array(&one["groups"])))
        .collect();
    let lines = env.json(&[
        "report",
        "month",
        "2026-01",
        "--fields",
        "figure,of,value,before,year_before",
    ]);
    let csv = env.colab(&[&words[..], &["-f", "csv"]].concat()).ok().stdout;
    assert_eq!(array(&lines).len(), all.len());
    assert_eq!(csv.lines().count(), all.len() + 1);
    for (line, figure) in array(&lines).iter().zip(&all) {
        assert_eq!(line, &cut(figure, line));
    }

    let mut workbook: Xlsx<_> = open_workbook(env.work_dir().join("r.xlsx")).unwrap();
    let sheet = workbook.worksheet_range("Figures").unwrap();
    let cells: Vec<&[Data]> = sheet.rows().skip(1).collect();
    assert_eq!(cells.len(), all.len());
    for (cells, figure) in cells.iter().zip(&all) {
        for (cell, name) in [&cells[3], &cells[5], &cells[6]].into_iter().zip(COMPARED) {
            let number = match &figure[name] {
                Value::Object(money) => Some(money["amount_cents"].as_f64().unwrap() / 100.0),
                other => other.as_f64(),
            };
            let found = match cell {
                Data::Float(number) => Some(*number),
                Data::Int(number) => Some(*number as f64),
                _ => None,
            };
            assert_eq!(found, number, "{figure}");
        }
    }
    for one in sections {
        let sheet = workbook.worksheet_range(one["title"].as_str().unwrap()).unwrap();
        let rows = array(&one["rows"]).len();
        assert_eq!(sheet.rows().count().saturating_sub(1), rows, "{}", one["title"]);
    }

    let Some(text) = text_of_pdf(&env.work_dir().join("r.pdf")) else {
        return;
    };
    for figure in figures.iter().chain(&groups) {
        let name = match figure["of"].as_str().unwrap() {
            "" => figure["figure"].as_str().unwrap(),
            of => of,
        };
        let value = numbers(figure)[0].clone();
        // The reader of PDFs takes narrow spaces for none.
        let bare = |text: &str| text.replace(' ', "");
        let (bare_name, bare_value) = (bare(name), bare(&value));
        let is_line = |line: &str| line.starts_with(&bare_name) && line.contains(&bare_value);
        assert!(
            bare(&text).lines().any(is_line),
            "{name} {value} is not in the PDF"
        );
    }
}

fn an_empty_database_has_a_report(env: &Env) {
    for line in ["report month", "report quarter 2024-Q1", "report year 2026"] {
        let words: Vec<&str> = line.split(' ').collect();
        let report = env.json(&words);
        assert_eq!(figure(&report, "bookings", "bookings")["value"], 0, "{line}");
        assert_eq!(
            figure(&report, "bookings", "asked for ahead")["value"],
            Value::Null
        );
        assert_eq!(figure(&report, "income_by_kind", "income")["value"], Value::Null);
        for name in ["e.html", "e.pdf", "e.xlsx"] {
            env.colab(&[&words[..], &["-o", name]].concat()).ok();
        }
        let page = std::fs::read_to_string(env.work_dir().join("e.html")).unwrap();
        assert!(page.contains("Nothing is listed.") && page.contains("<td class=\"number value\">–</td>"));
        env.colab(&words).ok();
    }
    // A year has one period before it, and says so once.
    let year = env.json(&["report", "year", "2026"]);
    assert_eq!(year["compared_with"], json!(["year before"]));
    assert_eq!(array(&section(&year, "bookings")["earlier"]).len(), 1);
    env.colab(&["report", "month", "2026-13"]).fails(2);
    env.colab(&["report", "quarter", "2026-Q5"])
        .fails(2)
        .says("2026-Q1");
    env.colab(&["report", "year", "26x"]).fails(2);
    env.colab(&["report", "client", "Nobody"])
        .fails(3)
        .says("not found");
    env.colab(&["report", "room", "Nowhere"]).fails(3);
}

const NAMES: [&str; 3] = [
    "<script>alert(1)</script>",
    "O'Brien & \"Co\" $(x)",
    "שלום Trading",
];

fn a_client_is_reported_by_its_whole_name_and_no_name_is_markup(env: &Env) {
    env.colab(&["room", "add", "Room <b>"]).ok();
    for (at, client) in NAMES.iter().enumerate() {
        for (name, day) in [
            ((*client).to_owned(), at + 20),
            (format!("{client} Ltd"), at + 26),
        ] {
            let day = format!("2026-01-{day}");
            let words = ["booking", "create", "--room", "Room <b>", "--learners", "9"];
            env.colab(&[&words[..], &["--client", &name, "--date", &day]].concat())
                .ok();
        }
    }
    for client in NAMES {
        let words = ["report", "client", client, "--month", "2026-01"];
        let report = env.json(&words);
        let bookings = section(&report, "bookings");
        let rows = array(&bookings["rows"]);
        assert_eq!(rows.len(), 1, "another client has a longer name: {rows:?}");
        assert_eq!(rows[0]["client"], client);
        assert_eq!(
            run_named(env, bookings["command"].as_str().unwrap()).len(),
            1,
            "{}",
            bookings["command"]
        );
        for name in ["c.html", "c.pdf", "c.xlsx"] {
            env.colab(&[&words[..], &["-o", name]].concat()).ok();
        }
        let page = std::fs::read_to_string(env.work_dir().join("c.html")).unwrap();
        assert!(!page.contains("<script>alert") && !page.contains("Room <b>"));
        assert_eq!(page.matches("<script>").count(), 1, "its own");
        assert!(page.contains("Room &lt;b&gt;") && page.contains("<h1><bdi>"));
    }
    env.colab(&["report", "month", "2026-01", "-o", "m.html"]).ok();
    let page = std::fs::read_to_string(env.work_dir().join("m.html")).unwrap();
    assert!(
        page.contains("<bdi>&lt;script&gt;alert(1)&lt;&#x2f;script&gt;</bdi>")
            && page.contains("<bdi>שלום Trading</bdi>")
    );
    assert_eq!(page.matches("<script>").count(), 1);
}

fn a_wish_that_got_no_room_is_lost_demand(env: &Env) {
    env.line("room add Focus --capacity 10").ok();
    env.book("Focus", "2026-01-20", "08:00-12:00");
    env.line("booking create --client Umoya --room Focus --date 2026-01-20 --time 09:00-10:00 --learners 7")
        .fails(5);
    let report = env.get("report month 2026-01");
    assert_eq!(figure(&report, "demand", "unmet wishes")["value"], 1);
    assert_eq!(figure(&report, "demand", "unmet wishes")["before"], 0);
    assert_eq!(figure(&report, "demand", "people of unmet wishes")["value"], 7);
    assert_eq!(array(&section(&report, "demand")["groups"])[0]["of"], "taken");
    assert_eq!(
        array(&section(&report, "demand")["rows"])[0]["client_name"],
        "Umoya"
    );
    // A report of another month has none of it, and counting it makes no more of it.
    let report = env.get("report month 2026-02");
    assert_eq!(figure(&report, "demand", "unmet wishes")["value"], 0);
    assert_eq!(figure(&report, "demand", "unmet wishes")["before"], 1);
}

fn who_may_not_see_reports_has_none_and_what_is_left_out_is_told(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    for role in ["staff", "kitchen_staff", "procurement_officer"] {
        let token = env.user(&format!("a_{role}"), role);
        for line in ["report month", "report room Focus", "report client X"] {
            env.line_as(&token, line)
                .fails(4)
                .says("may not see reports of use");
        }
        env.line_as(&token, "report month -o r.html").fails(4);
        assert!(!env.work_dir().join("r.html").exists());
    }
    let viewer = env.user("pieter", "training_facility_admin_viewer");
    env.line_as(&viewer, "report month").ok();
    // The ledger knows months.
    let words = [
        "report",
        "room",
        "Focus",
        "--from",
        "2026-01-05",
        "--to",
        "2026-01-09",
    ];
    let report = env.json(&words);
    let keys: Vec<&str> = array(&report["sections"])
        .iter()
        .map(|one| one["key"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["bookings", "use", "hours"]);
    assert!(
        report["left_out"][0]
            .as_str()
            .unwrap()
            .contains("income by kind: it is known by whole months")
    );
    assert!(
        section(&report, "use")["earlier"][0]
            .as_str()
            .unwrap()
            .ends_with("--from 2025-12-31 --to 2026-01-04")
    );
    env.colab(&[&words[..], &["-o", "r.html"]].concat())
        .ok()
        .says("left out: income by kind");
    assert!(env.colab(&words).ok().stdout.contains("left out: income by kind"));
    assert!(
        std::fs::read_to_string(env.work_dir().join("r.html"))
            .unwrap()
            .contains("Left out: income by kind")
    );
}

fn the_hours_add_up_to_the_rooms(env: &Env) {
    env.line("room add Focus --capacity 10").ok();
    env.line("room add Growth --capacity 10").ok();
    let book = |room: &str, date: &str, time: &str| env.book(room, date, time);
    book("Focus", "2026-01-20", "08:00-12:00");
    book("Growth", "2026-01-20", "09:30-11:00");
    // Saturday is outside.
    book("Growth", "2026-01-24", "08:00-12:00");
    env.line("room block Focus --from 2026-01-27T13:00 --to 2026-01-27T14:00 --reason paint")
        .ok();
    let rows = env.get("room utilisation --month 2026-01 --by hour");
    let cell = |weekday: &str, hour: &str| {
        let mut rows = array(&rows).iter();
        let row = rows.find(|row| row["weekday"] == weekday && row["hour"] == hour);
        let row = row.unwrap_or_else(|| panic!("no {weekday} {hour}"));
        (
            row["hours_booked"].as_f64().unwrap(),
            row["hours_open"].as_f64().unwrap(),
        )
    };
    // Four Tuesdays of two rooms.
    assert_eq!(cell("Tue", "08:00"), (1.0, 8.0));
    assert_eq!(cell("Tue", "09:00"), (1.5, 8.0));
    assert_eq!(cell("Tue", "10:00"), (2.0, 8.0));
    assert_eq!(cell("Tue", "11:00"), (1.0, 8.0));
    assert_eq!(cell("Tue", "12:00"), (0.0, 8.0));
    assert_eq!(cell("Tue", "13:00"), (0.0, 7.0));
    assert_eq!(cell("Mon", "08:00"), (0.0, 8.0));
    assert!(array(&rows).iter().all(|row| row["weekday"] != "Sat"));
    let rooms = env.get("room utilisation --month 2026-01");
    for name in ["hours_booked", "hours_open"] {
        let sum = |rows: &Value| {
            array(rows)
                .iter()
                .map(|row| row[name].as_f64().unwrap())
                .sum::<f64>()
        };
        assert!((sum(&rows) - sum(&rooms)).abs() < 0.01, "{name}");
    }
    let focus = env.get("room utilisation --month 2026-01 --by hour --room Focus");
    assert!(
        array(&focus)
            .iter()
            .any(|row| row["hour"] == "09:00" && row["hours_booked"] == 1.0)
    );
    env.line("room utilisation --by hour -o heat.svg")
        .fails(2)
        .says("leave --by hour out");
}

fn the_board_says_who_is_in_a_room_and_who_comes_next(env: &Env) {
    for room in ["Focus", "Growth"] {
        env.line(&format!("room add {room}")).ok();
    }
    // A combined room has no door: what is in it stands at its parts.
    env.line("room combine Both Focus Growth").ok();
    env.line("booking create --client Marula --room Both --learners 3 --date 2026-01-20 --time 15:30-16:00")
        .ok();
    for (client, time) in [("Baobab <b>", "08:00-12:00"), ("Umoya", "13:00-15:00")] {
        let words = [
            "booking",
            "create",
            "--room",
            "Focus",
            "--learners",
            "3",
            "--date",
            "2026-01-20",
        ];
        let contact = [
            "--contact-person",
            "Neo Dube",
            "--phone",
            "082 555 0100",
            "--email",
            "neo@umoya.example",
        ];
        env.colab(&[&words[..], &contact, &["--client", client, "--time", time]].concat())
            .ok();
    }
    let page = |line: &str, file: &str, now: &str| {
        env.line_at(now, line).ok();
        std::fs::read_to_string(env.work_dir().join(file)).unwrap()
    };
    let board = page("dashboard -o board.html", "board.html", "2026-01-20T08:00:00Z");
    assert!(board.contains("location.reload()"), "every minute");
    assert!(
        board.contains("Tuesday 20 January 2026") && board.contains("as of 10:00"),
        "{board}"
    );
    let rooms: Vec<&str> = board.split("<li>").skip(1).collect();
    assert_eq!(rooms.len(), 2);
    assert!(
        rooms[0].contains("Focus")
            && rooms[0].contains("class=\"now busy\">08:00–12:00 <bdi>Baobab &lt;b&gt;</bdi>")
    );
    assert!(rooms[0].contains("Next: 13:00–15:00 <bdi>Umoya</bdi>"));
    assert!(rooms[1].contains("Free now") && rooms[1].contains("Next: 15:30–16:00 <bdi>Marula (Both)</bdi>"));
    let evening = page("dashboard -o board.html", "board.html", "2026-01-20T15:00:00Z");
    assert_eq!(evening.matches("Nothing more today").count(), 2);
    for contact in ["Neo", "082 555", "neo@", "http:", "https:", "src="] {
        assert!(!board.contains(contact), "{contact}");
    }
    // The kitchen sees that somebody is there.
    let kitchen = env.user("lindiwe", "kitchen_staff");
    env.line_as(&kitchen, "dashboard --date 2026-01-20 -o kitchen.html")
        .ok();
    let board = std::fs::read_to_string(env.work_dir().join("kitchen.html")).unwrap();
    assert!(
        board.contains("08:00–12:00 <bdi>booked</bdi>") && !board.contains("Umoya"),
        "{board}"
    );
    assert!(
        !board.contains("Free now") && !board.contains("Next:"),
        "another day"
    );
    env.line("dashboard -o board.pdf").fails(2).says("board.html");
    env.line("dashboard -o nowhere/board.html")
        .fails(3)
        .says("cannot write");
}

fn the_page_stands_alone_and_fits_a_phone(env: &Env) {
    let env = with_demo(env);
    env.line("report month 2026-03 -o r.html").ok();
    let page = std::fs::read_to_string(env.work_dir().join("r.html")).unwrap();
    for outside in [
        "http:", "https:", "src=", "<link", "@import", "url(", "<img", "<iframe",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    for part in [
        "<html lang=\"en\">",
        "content=\"width=device-width, initial-scale=1\"",
        "@media screen and (prefers-color-scheme: dark)",
        "@media print",
        "scope=\"col\"",
        "scope=\"row\"",
    ] {
        assert!(page.contains(part), "no {part}");
    }
    // Pictures take the width that there is, are named, and leave their numbers to a table.
    let pictures: Vec<&str> = page.split("<svg ").skip(1).collect();
    assert!(pictures.len() >= 4, "{}", pictures.len());
    for picture in pictures {
        let (start, rest) = picture.split_once('>').unwrap();
        assert!(
            start.contains("viewBox=\"0 0 340 ")
                && start.contains("role=\"img\"")
                && !start.contains("width=")
        );
        assert!(rest.trim_start().starts_with("<title id="));
        let after = rest.split("</figure>").nth(1).unwrap().trim_start();
        assert!(after.starts_with("<table>") || after.starts_with("<div class=\"wide\""));
    }
    // What a link leads to is on the page, and no id comes twice.
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len());
    for target in page
        .split("href=\"#")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        assert!(ids.contains(&target), "{target}");
    }
    // No style asks for more than a phone has: widths are parts, or the most that is taken.
    for (at, _) in page.match_indices("width:") {
        let is_least = page[..at].ends_with("min-");
        let value = page[at + 6..].split([';', '}']).next().unwrap().trim();
        assert!(
            page[..at].ends_with("max-")
                || is_least && value == "0"
                || value == "100%"
                || page[..at].ends_with("stroke-"),
            "{value}"
        );
    }
}

fn a_report_is_written_where_it_can_be_and_told_by_its_ending(env: &Env) {
    for name in ["r", "r.csv", "html"] {
        env.colab(&["report", "month", "-o", name])
            .fails(2)
            .says(".html, .pdf or .xlsx");
    }
    env.line("report month -o nowhere/r.html")
        .fails(3)
        .says("cannot write");
    env.line("report month -n -o r.html").ok();
    assert!(
        !env.work_dir().join("r.html").exists(),
        "a dry run writes nothing"
    );
    env.write("r.html", "old");
    env.line("report month -o r.html -q").ok().silent();
    let page = std::fs::read_to_string(env.work_dir().join("r.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n") || page.ends_with("</html>"));
    let shown = env.line("report month -o -").ok();
    assert_eq!(shown.stdout, env.line("report month").ok().stdout);
    // What --sort would sort and -o write is the report's own, not that of a section.
    let names = std::fs::read_dir(env.work_dir()).unwrap().count();
    env.line("report month --json").ok();
    assert_eq!(std::fs::read_dir(env.work_dir()).unwrap().count(), names);
}

fn a_report_goes_by_mail_to_the_users_of_a_role(env: &Env) {
    let Some(server) = MailServer::start(json!({})) else {
        return;
    };
    let mut env = Env::on(env.engine());
    env.line("room add Focus").ok();
    for (name, email) in [
        ("naledi", "naledi@site.test"),
        ("sizwe", "never@site.test"),
        ("zola", ""),
    ] {
        env.user(name, "finance");
        env.colab(&["user", "edit", name, "--email", email]).ok();
    }
    let line = "report month 2026-03 --mail finance";
    env.line(line)
        .fails(2)
        .says("no mail server")
        .says("COLAB_SMTP_HOST");
    let planned = env
        .line(&format!("{line} --dry-run -f json"))
        .ok()
        .says("no e-mail address: zola");
    let to = |list: &Value| -> Vec<String> {
        let rows = array(list).iter();
        rows.map(|one| format!("{} {}", one["email"].as_str().unwrap(), one["sent"]))
            .collect()
    };
    assert_eq!(
        to(&planned.json()),
        ["naledi@site.test null", "never@site.test null"]
    );
    let audited = "SELECT count(*) FROM audit_log WHERE entity = 'report'";
    assert_eq!((server.letters().len(), env.raw_int(audited)), (0, Some(0)));
    env.mail_by(server.port);
    env.line(line).fails(6).says("mail_from");
    env.colab(&["config", "set", "mail_from", "Colab <colab@site.test>"])
        .ok();
    let sent = env.line(&format!("{line} -o r.html -f json")).fails(8);
    assert_eq!(
        to(&sent.json()),
        ["naledi@site.test true", "never@site.test false"]
    );
    sent.says("1 of 2 mails not sent");
    let letters = server.letters();
    let [letter] = &letters[..] else {
        panic!("{letters:#?}")
    };
    assert_eq!(letter["headers"]["Subject"], "Colab: March 2026");
    let text = letter["text"].as_str().unwrap();
    assert!(text.contains("bookings: 0 (month before: 0)"), "{text}");
    let files: Vec<&Value> = array(&letter["parts"])
        .iter()
        .filter(|one| !one["file"].is_null())
        .collect();
    let named = |one: &&Value| {
        format!(
            "{} {}",
            one["file"].as_str().unwrap(),
            one["type"].as_str().unwrap()
        )
    };
    assert_eq!(
        files.iter().map(named).collect::<Vec<_>>(),
        [
            "report-2026-03.html text/html",
            "report-2026-03.pdf application/pdf"
        ]
    );
    let page = std::fs::read_to_string(env.work_dir().join("r.html")).unwrap();
    assert_eq!(
        files[0]["content"]
            .as_str()
            .unwrap()
            .replace("\r\n", "\n")
            .trim_end(),
        page.trim_end()
    );
    assert!(files[1]["content"].as_str().unwrap().starts_with("%PDF-"));
    assert_eq!(env.raw_int(audited), Some(1));
    env.verify_audit().unwrap();
    // It goes to nobody who may not read it, and is sent by nobody who may not send.
    env.line("report month --mail kitchen_staff")
        .fails(6)
        .says("the role kitchen_staff may not see reports");
    env.line("report month --mail nobody")
        .fails(6)
        .says("unknown role");
    env.line("report month --mail admin")
        .fails(6)
        .says("no user of the role admin has an e-mail address");
    let finance = env.user("vusi", "finance");
    env.line_as(&finance, line).fails(4);
    env.line("view save month \"report month --mail finance\"")
        .fails(6)
        .says("--mail");
    assert_eq!(server.letters().len(), 1);
}

fn axe_finds_no_fault_in_the_pages_and_a_phone_shows_them_whole(env: &Env) {
    let Some(browser) = Browser::find() else { return };
    let env = with_demo(env);
    env.line("report month 2026-03 -o r.html").ok();
    env.line("dashboard -o board.html").ok();
    for page in ["r.html", "board.html"] {
        for is_dark in [false, true] {
            let Some(found) = browser.axe(&env, page, is_dark) else {
                return;
            };
            assert_eq!(found["violations"], json!([]), "{page}");
            assert!(found["passes"].as_i64() > Some(15), "{found}");
            assert_eq!(found["dark"], is_dark, "{page}");
            assert!(found["width"].as_i64() <= Some(360), "{page}: {}", found["width"]);
        }
    }
}

fn a_printed_page_repeats_the_heads_of_its_tables(env: &Env) {
    let Some(browser) = Browser::find() else { return };
    let env = with_demo(env);
    env.line("report month 2026-03 -o r.html").ok();
    let file = env.work_dir().join("r.pdf");
    let print = format!("--print-to-pdf={}", file.display());
    browser.run(
        &env,
        &env.work_dir().join("r.html"),
        &["--no-pdf-header-footer", &print],
    );
    let Some(text) = text_of_pdf(&file) else { return };
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    assert!(
        pages[0].contains("overdue"),
        "what there is at a glance is one page: {}",
        pages[0]
    );
    let heads = text.matches("starts at").count();
    assert!(
        heads >= 2,
        "{heads} heads of the bookings on {} pages",
        pages.len()
    );
}

fn a_pdf_has_long_names_whole_and_says_which_letters_it_lacks(env: &Env) {
    let long = "A room whose name is so long that no column of a page has the place for it";
    for room in [long, "\u{63a}\u{631}\u{641}\u{629}"] {
        env.colab(&["room", "add", room]).ok();
    }
    env.line("report month -o r.pdf")
        .ok()
        .says("the document shows ? for");
    let Some(text) = text_of_pdf(&env.work_dir().join("r.pdf")) else {
        return;
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    for word in long.split(' ') {
        assert!(words.contains(&word), "{word}: {text}");
    }
    env.line("report month -o r.xlsx -q").ok().silent();
}
