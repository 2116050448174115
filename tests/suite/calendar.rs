//! The calendar and the kitchen's day: what they show, and that their documents say the same to the programs that read
//! them.

use ical::IcalParser;
use ical::parser::ical::component::IcalEvent;
use serde_json::json;

use super::support::browser::Browser;
use super::support::terminal::on_terminal;
use super::support::{Env, RawBooking, tools, workbook};

both![
    the_calendar_has_every_day_its_bookings_today_and_the_weekend,
    the_calendar_leaves_long_term_offices_out_unless_all_are_asked_for,
    a_month_of_24_rooms_fits_80_columns,
    the_kitchen_sees_meals_and_headcounts_and_no_client,
    a_booking_over_midnight_stands_on_both_days,
    a_week_and_chosen_rooms_and_a_tenant_can_be_asked_for,
    scenario_41_meals_count_people_and_what_is_brought_along_is_not_cooked,
    the_kitchens_week_counts_each_day_and_nothing_that_waits,
];
both![
    the_page_escapes_names_and_tells_tenants_apart,
    the_feed_is_what_another_parser_expects,
    the_feed_takes_away_what_was_called_off,
    the_workbook_is_imported_as_the_same_bookings,
    the_workbook_is_already_booked_where_it_came_from,
    a_night_and_a_booking_of_several_days_are_already_booked,
    what_the_workbook_cannot_say_is_counted_and_named,
];
sqlite![
    the_page_is_green_today_and_purple_at_weekends_in_a_browser,
    a_printed_month_is_a_page_for_six_rooms_with_its_name,
];
any![documents_are_told_by_their_ending];

const CREATE: [&str; 4] = ["booking", "create", "--client", "Baobab Health"];

/// `booking create` with these words.
fn create<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [&CREATE[..], words].concat()
}

fn room(env: &Env, name: &str, capacity: &str) {
    env.colab(&["room", "add", name, "--capacity", capacity]).ok();
}

fn the_calendar_has_every_day_its_bookings_today_and_the_weekend(env: &Env) {
    room(env, "Focus", "20");
    room(env, "Growth", "20");
    env.colab(&create(&[
        "--room",
        "Focus",
        "--date",
        "2026-01-20",
        "--learners",
        "9",
        "--facilitators",
        "1",
        "--devices",
        "4",
    ]))
    .ok();
    env.book("Growth", "2026-01-20", "08:00-12:00");
    env.colab(&create(&["--date", "2026-01-21", "--learners", "9"]))
        .ok();
    let month = env.json(&["booking", "calendar"]);
    assert_eq!(month["month"], "2026-01");
    assert_eq!(month["rooms"], json!(["Focus", "Growth"]));
    let days = month["days"].as_array().unwrap();
    assert_eq!(days.len(), 31);
    let marked = |mark: &str| -> Vec<usize> { (1..=31).filter(|day| days[day - 1][mark] == true).collect() };
    assert_eq!(marked("today"), [15]);
    assert_eq!(marked("weekend"), [3, 4, 10, 11, 17, 18, 24, 25, 31]);
    let full: Vec<usize> = (1..=31)
        .filter(|day| days[day - 1]["bookings"] != json!([]))
        .collect();
    assert_eq!(full, [20], "what is pending holds no room");
    assert_eq!(days[19]["bookings"][0]["client_name"], "Baobab Health");
    assert_eq!(days[19]["bookings"][0]["headcount"], 10);
    let text = env
        .colab(&["booking", "calendar", "--month", "2026-01"])
        .ok()
        .stdout;
    let line = text.lines().find(|line| line.contains("Tue 20")).unwrap();
    assert!(
        line.contains("Baobab Health") && line.contains("9+1=10 4d"),
        "{line}"
    );
    assert!(line.contains("08:00–12:00") && !line.contains("07:30"), "{line}");
    assert!(text.contains("Thu 15*"), "{text}");
    let rows = env.column(&["booking", "calendar", "--fields", "date,room"], "room");
    assert_eq!(rows, ["Focus", "Growth"]);
    assert_eq!(
        env.json(&["booking", "calendar", "--month", "next"])["month"],
        "2026-02"
    );
}

fn the_calendar_leaves_long_term_offices_out_unless_all_are_asked_for(env: &Env) {
    env.colab(&["room", "add", "Success 10", "--type", "office"]).ok();
    room(env, "Focus", "20");
    env.colab(&create(&[
        "--room",
        "Success 10",
        "--date",
        "2026-03-02",
        "--long-term",
    ]))
    .ok();
    env.book("Focus", "2026-03-02", "08:00-12:00");
    let month = |more: &[&str]| env.json(&[&["booking", "calendar", "--month", "2026-03"], more].concat());
    let usual = month(&[]);
    assert_eq!(usual["rooms"], json!(["Focus"]));
    assert_eq!(usual["days"][1]["bookings"].as_array().unwrap().len(), 1);
    let all = month(&["--all"]);
    assert_eq!(all["rooms"], json!(["Success 10", "Focus"]));
    assert_eq!(all["days"][1]["bookings"].as_array().unwrap().len(), 2);
}

fn a_month_of_24_rooms_fits_80_columns(env: &Env) {
    env.colab(&["import", "rooms", "--starter", "colab"]).ok();
    let client =
        "A client of a very long name, which needs more than one line Supercalifragilisticexpialidocious";
    for room in ["Excellence", "Wisdom (8)", "Ambition+Perseverance"] {
        env.colab(&[
            "booking",
            "create",
            "--client",
            client,
            "--date",
            "2026-03-02",
            "--room",
            room,
            "--learners",
            "7",
        ])
        .ok();
    }
    for columns in [80, 30] {
        let call = env.call(&["booking", "calendar", "--month", "2026-03"]);
        let (text, code) = on_terminal(&call, columns);
        assert_eq!(code, Some(0));
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(
            widest <= usize::from(columns),
            "{widest} columns of {columns}:\n{text}"
        );
        assert!(text.matches("Mon 02").count() >= 6, "rooms are paged:\n{text}");
    }
    let rooms = env.column(&["room", "list"], "name");
    let (text, _) = on_terminal(&env.call(&["booking", "calendar", "--month", "2026-03"]), 80);
    let heads: String = text.split_whitespace().collect();
    for room in rooms.iter().filter(|room| room.len() <= 12) {
        assert!(
            heads.contains(&room.replace(' ', "")),
            "{room} is nowhere:\n{text}"
        );
    }
}

fn the_kitchen_sees_meals_and_headcounts_and_no_client(env: &Env) {
    room(env, "Focus", "0");
    let kitchen = env.user("lindiwe", "kitchen_staff");
    let ask = [
        "--room",
        "Focus",
        "--date",
        "2026-03-02",
        "--learners",
        "25",
        "--facilitators",
        "1",
        "--devices",
        "7",
    ];
    env.colab(&create(
        &[
            &ask[..],
            &["--coffee", "--morning", "sandwiches", "--lunch", "in_house"],
        ]
        .concat(),
    ))
    .ok();
    for format in ["table", "json", "ndjson", "csv", "tsv", "md"] {
        let run = env
            .colab_as(
                &kitchen,
                &["booking", "calendar", "--month", "2026-03", "-f", format],
            )
            .ok();
        assert!(run.stdout.contains("26"), "{run}");
        assert!(!run.stdout.contains("Baobab"), "{run}");
    }
    let month = env.colab_as(
        &kitchen,
        &["booking", "calendar", "--month", "2026-03", "-f", "json"],
    );
    let entry = &month.ok().json()["days"][1]["bookings"][0];
    assert_eq!(
        (&entry["headcount"], &entry["lunch_catering"]),
        (&json!(26), &json!("in_house"))
    );
    assert_eq!(
        (&entry["client_name"], &entry["devices_needed"]),
        (&json!(null), &json!(null))
    );
    env.colab_as(&kitchen, &["booking", "list"]).fails(4);
    env.colab_as(&kitchen, &["booking", "show", "1"]).fails(4);
}

fn a_booking_over_midnight_stands_on_both_days(env: &Env) {
    room(env, "Focus", "0");
    env.raw_booking(&RawBooking {
        from: "2026-02-28T18:00:00Z",
        to: "2026-03-01T22:00:00Z",
        ..RawBooking::default()
    })
    .unwrap();
    let march = env.json(&["booking", "calendar", "--month", "2026-03"]);
    let on = |day: usize| march["days"][day - 1]["bookings"].as_array().unwrap().clone();
    assert_eq!(
        (&on(1)[0]["start"], &on(1)[0]["end"]),
        (&json!("00:00"), &json!("24:00"))
    );
    assert!(on(2).is_empty(), "it ends at midnight");
    let february = env.json(&["booking", "calendar", "--month", "2026-02"]);
    assert_eq!(february["days"][27]["bookings"][0]["start"], "20:00");
}

fn confirmed(env: &Env, room: &str, date: &str, words: &str) {
    let words: Vec<&str> = words.split_whitespace().collect();
    env.colab(&create(&[&["--room", room, "--date", date][..], &words].concat()))
        .ok();
}

fn a_week_and_chosen_rooms_and_a_tenant_can_be_asked_for(env: &Env) {
    for name in ["Focus", "Growth", "Vision"] {
        room(env, name, "30");
    }
    confirmed(env, "Focus", "2026-03-02", "--learners 9 --tenant TRAINING");
    confirmed(env, "Growth", "2026-03-08", "--learners 8");
    confirmed(env, "Growth", "2026-03-09", "--learners 7");
    env.colab(&create(&["--date", "2026-03-04", "--learners", "3"]))
        .ok();
    for week in ["2026-W10", "2026-03-05"] {
        let shown = env.json(&["booking", "calendar", "--week", week]);
        assert_eq!(shown["week"], "2026-W10");
        assert_eq!(
            (&shown["from"], &shown["to"]),
            (&json!("2026-03-02"), &json!("2026-03-08"))
        );
        assert_eq!(shown["waiting"], 1);
        let counts: Vec<usize> = shown["days"]
            .as_array()
            .unwrap()
            .iter()
            .map(|day| day["bookings"].as_array().unwrap().len())
            .collect();
        assert_eq!(counts, [1, 0, 0, 0, 0, 0, 1]);
    }
    let text = env
        .colab(&["booking", "calendar", "--week", "2026-W10"])
        .ok()
        .stdout;
    assert!(text.starts_with("Week 10 of 2026"), "{text}");
    assert!(text.contains("Baobab Health 9 T"), "{text}");
    for told in [
        "T TRAINING",
        "C coffee",
        "l lunch brought along",
        "d devices",
        "1 booking waits for a room",
    ] {
        assert!(text.contains(told), "no {told}: {text}");
    }
    let chosen = env.json(&[
        "booking", "calendar", "--month", "2026-03", "--room", "vision", "--room", "Growth",
    ]);
    assert_eq!(chosen["rooms"], json!(["Growth", "Vision"]));
    let rows = |words: &[&str]| {
        let all = [
            &["booking", "calendar", "--month", "2026-03", "--fields", "room"],
            words,
        ]
        .concat();
        env.column(&all, "room")
    };
    assert_eq!(rows(&["--room", "Growth"]), ["Growth", "Growth"]);
    assert_eq!(rows(&["--tenant", "TRAINING"]), ["Focus"]);
    env.colab(&["booking", "calendar", "--room", "Visoin"])
        .fails(3)
        .says("Vision");
    let months = env.json(&["booking", "calendar", "--month", "2026-01..2026-03"]);
    assert_eq!(
        (months["days"].as_array().unwrap().len(), &months["month"]),
        (90, &json!(null))
    );
    let days = env.json(&[
        "booking",
        "calendar",
        "--from",
        "2026-03-02",
        "--to",
        "2026-03-03",
    ]);
    assert_eq!(days["days"].as_array().unwrap().len(), 2);
    env.colab(&["booking", "calendar", "--week", "2026-W54"])
        .fails(2)
        .says("invalid week");
    env.colab(&[
        "booking",
        "calendar",
        "--from",
        "2026-03-03",
        "--to",
        "2026-03-02",
    ])
    .fails(2);
}

fn scenario_41_meals_count_people_and_what_is_brought_along_is_not_cooked(env: &Env) {
    room(env, "Focus", "30");
    room(env, "Growth", "30");
    confirmed(
        env,
        "Focus",
        "2026-03-02",
        "--learners 25 --facilitators 1 --coffee --morning sandwiches --lunch in_house --water-bottles 30 --stationery",
    );
    confirmed(
        env,
        "Growth",
        "2026-03-02",
        "--learners 15 --facilitators 2 --coffee --lunch self_catered --devices 4",
    );
    let day = ["booking", "catering", "--date", "2026-03-02"];
    let totals = json!({"coffee": 43, "pastry": 0, "sandwiches": 26, "lunch_in_house": 26, "stationery": 26, "water": 30});
    let shown = env.json(&day);
    assert_eq!(
        (&shown["date"], &shown["totals"]),
        (&json!("2026-03-02"), &totals)
    );
    assert_eq!(shown["rows"].as_array().unwrap().len(), 2);
    let kitchen = env.user("lindiwe", "kitchen_staff");
    for format in ["table", "json", "ndjson", "csv", "tsv", "md"] {
        let run = env
            .call(&day)
            .argument("-f")
            .argument(format)
            .variable("COLAB_TOKEN", &kitchen)
            .run()
            .ok();
        assert!(
            run.stdout.contains("26") && run.stdout.contains("Growth"),
            "{run}"
        );
        assert!(
            !run.stdout.contains("Baobab") && !run.stdout.contains("device"),
            "{run}"
        );
    }
    let text = env.colab(&day).ok().stdout;
    assert!(
        text.contains("coffee 43") && text.contains("Baobab Health") && text.contains("self catered"),
        "{text}"
    );
    assert_eq!(
        env.json(&["booking", "catering"]),
        json!({"date": "2026-01-15", "rows": [], "totals":
        {"coffee": 0, "pastry": 0, "sandwiches": 0, "lunch_in_house": 0, "stationery": 0, "water": 0}})
    );
}

fn the_kitchens_week_counts_each_day_and_nothing_that_waits(env: &Env) {
    room(env, "Focus", "30");
    confirmed(env, "Focus", "2026-03-03", "--learners 10 --coffee");
    env.raw_sql(&format!(
        "UPDATE bookings SET ends_at = {} WHERE id = 1",
        env.instant("2026-03-04T14:30:00Z")
    ))
    .unwrap();
    env.colab(&create(&["--date", "2026-03-03", "--learners", "5", "--coffee"]))
        .ok();
    let week = env.json(&["booking", "catering", "--week", "2026-W10"]);
    assert_eq!(week["days"].as_array().unwrap().len(), 7);
    assert_eq!(
        (&week["from"], &week["totals"]["coffee"]),
        (&json!("2026-03-02"), &json!(20))
    );
    let rows = week["days"][1]["rows"].as_array().unwrap();
    let counted: Vec<_> = rows
        .iter()
        .map(|row| (row["status"].clone(), row["counted"].clone()))
        .collect();
    assert_eq!(counted.len(), 2);
    assert!(counted.contains(&(json!("pending"), json!(false))), "{counted:?}");
}

fn documents_are_told_by_their_ending(env: &Env) {
    for name in ["march", "march.pdf", "html"] {
        env.colab(&["booking", "calendar", "-o", name])
            .fails(2)
            .says(".html, .ics or .xlsx");
    }
    assert!(
        !env.dir().join("data/colab").exists(),
        "no database is needed for it"
    );
    env.colab(&["booking", "calendar", "-o", "nowhere/march.html"])
        .fails(3)
        .says("cannot write");
    env.colab(&["booking", "calendar", "-o", "March.HTML", "-q"])
        .ok()
        .silent();
    assert!(env.path("March.HTML").exists());
}

const SCRIPT: &str = "<script>alert(1)</script>";

fn the_page_escapes_names_and_tells_tenants_apart(env: &Env) {
    env.colab(&["import", "rooms", "--starter", "colab"]).ok();
    env.colab(&["room", "add", "Room <b>"]).ok();
    for (client, room, tenant) in [
        (SCRIPT, "Excellence", "TECH"),
        ("O'Brien & \"Co\"", "Room <b>", "TRAINING"),
    ] {
        let words = [
            "--client",
            client,
            "--room",
            room,
            "--date",
            "2026-01-20",
            "--learners",
            "9",
            "--facilitators",
            "1",
        ];
        let more = [
            "--tenant",
            tenant,
            "--devices",
            "4",
            "--coffee",
            "--lunch",
            "in_house",
            "--time",
            "08:00-12:00",
        ];
        env.colab(&[&["booking", "create"], &words[..], &more].concat())
            .ok();
    }
    env.colab(&["booking", "calendar", "--month", "2026-01", "-o", "january.html"])
        .ok();
    let page = std::fs::read_to_string(env.path("january.html")).unwrap();
    assert!(
        !page.contains("<script") && page.contains("&lt;script&gt;alert(1)"),
        "{page}"
    );
    assert!(
        page.contains("Room &lt;b&gt;") && page.contains("O&#x27;Brien &amp;"),
        "names are escaped"
    );
    for part in [
        "<html lang=\"en\">",
        "<caption>",
        "scope=\"col\"",
        "scope=\"row\"",
        "@media print",
        "break-before: page",
        "January 2026",
        "2026-01-15 10:00",
        "class=\"today\"",
        "booking training",
        "9+1=10 4d",
        "title=\"coffee and tea\"",
        "08:00–12:00",
        "rooms 5 of 5",
    ] {
        assert!(page.contains(part), "no {part}");
    }
    // Nothing is fetched from anywhere.
    for outside in ["http:", "https:", "src=", "<link", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    let kitchen = env.user("lindiwe", "kitchen_staff");
    env.colab_as(&kitchen, &["booking", "calendar", "-o", "kitchen.html"])
        .ok();
    let page = std::fs::read_to_string(env.path("kitchen.html")).unwrap();
    assert!(
        !page.contains("script") && !page.contains("=10 4d") && page.contains("9+1=10"),
        "no clients, no devices"
    );
}

/// The colours are asked of a browser, where there is one; CI has one.
fn the_page_is_green_today_and_purple_at_weekends_in_a_browser(env: &Env) {
    let Some(browser) = Browser::find() else {
        return;
    };
    room(env, "Focus", "30");
    confirmed(env, "Focus", "2026-01-15", "--learners 9");
    env.colab(&["booking", "calendar", "-o", "january.html"]).ok();
    let page = std::fs::read_to_string(env.path("january.html")).unwrap();
    let probe = "<script>document.body.dataset.seen = ['tr.today td', 'tr.weekend td', 'tr:not([class]) td'].map(\
                 q => getComputedStyle(document.querySelector('tbody ' + q)).backgroundColor).join('|') + '|' + \
                 document.querySelectorAll('.screen tbody tr').length + '|' + \
                 getComputedStyle(document.querySelector('.screen thead th')).position;</script></body>";
    env.write("probe.html", page.replace("</body>", probe));
    let dom = browser.dom(env, &env.path("probe.html"), &[]);
    let seen = "rgb(211, 242, 211)|rgb(233, 223, 247)|rgb(255, 255, 255)|31|sticky";
    assert!(dom.contains(seen), "{dom}");
}

fn a_printed_month_is_a_page_for_six_rooms_with_its_name(env: &Env) {
    let Some(browser) = Browser::find() else {
        return;
    };
    for number in 1..=12 {
        let name = format!("Hall {number}");
        room(env, &name, "30");
        for day in ["2026-03-02", "2026-03-16", "2026-03-31"] {
            confirmed(env, &name, day, "--learners 9 --time 08:00-12:00");
        }
    }
    env.line("booking calendar --month 2026-03 -o march.html").ok();
    let print = format!("--print-to-pdf={}", env.path("march.pdf").display());
    browser.run(env, &env.path("march.html"), &["--no-pdf-header-footer", &print]);
    let Some(text) = tools::text_of_pdf(&env.path("march.pdf")) else {
        return;
    };
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    assert_eq!(pages.len(), 2, "{text}");
    for (page, last) in pages.iter().zip(["Hall 6", "Hall 12"]) {
        assert!(
            page.contains("March 2026, rooms") && page.contains(last),
            "{page}"
        );
        assert!(page.contains("Tue 31"), "the whole month: {page}");
    }
}

/// The events of a feed as another parser reads them, after the file's lines were checked.
fn events(env: &Env, file: &str) -> Vec<IcalEvent> {
    let text = std::fs::read_to_string(env.path(file)).unwrap();
    assert!(
        text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']),
        "{text}"
    );
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert!(
        text.contains("METHOD:PUBLISH\r\n") && text.contains("VERSION:2.0\r\n"),
        "{text}"
    );
    let mut feeds = IcalParser::new(text.as_bytes());
    let feed = feeds.next().unwrap().unwrap();
    assert!(feeds.next().is_none(), "one calendar");
    feed.events
}

/// The value with its escapes undone.
fn property(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|property| property.name == name);
    let raw = found
        .and_then(|property| property.value.clone())
        .unwrap_or_default();
    let (mut text, mut escaped) = (String::new(), false);
    for c in raw.chars() {
        match (escaped, c) {
            (false, '\\') => escaped = true,
            (true, 'n' | 'N') => (text.push('\n'), escaped = false).1,
            _ => (text.push(c), escaped = false).1,
        }
    }
    text
}

fn the_feed_is_what_another_parser_expects(env: &Env) {
    let client =
        "Évian; Übungs\\haus, Skøle ÅÄÖ — ein langer Name, der über fünfundsiebzig Oktette reicht ☕☕☕";
    room(env, "Focus", "0");
    let words = [
        "--client",
        client,
        "--room",
        "Focus",
        "--date",
        "2026-03-02",
        "--learners",
        "25",
        "--facilitators",
        "1",
    ];
    env.colab(
        &[
            &["booking", "create"],
            &words[..],
            &["--devices", "4", "--device-type", "laptops"],
        ]
        .concat(),
    )
    .ok();
    env.colab(&["booking", "calendar", "--month", "2026-03", "-o", "march.ics"])
        .ok();
    let found = events(env, "march.ics");
    assert_eq!(found.len(), 1);
    let of = |name: &str| property(&found[0], name);
    assert_eq!(of("SUMMARY"), format!("{client} (26)"));
    assert_eq!(of("LOCATION"), "Focus");
    assert!(of("DESCRIPTION").contains("25 learners, 1 facilitator, 26 people\n4 laptops"));
    assert!(of("UID").starts_with("booking-1@"));
    let text = std::fs::read_to_string(env.path("march.ics")).unwrap();
    for line in [
        "DTSTART:20260302T053000Z",
        "DTEND:20260302T143000Z",
        "STATUS:CONFIRMED",
        "SEQUENCE:0",
        "DTSTAMP:20260115T080000Z",
    ] {
        assert!(text.contains(&format!("{line}\r\n")), "no {line}: {text}");
    }
    env.colab(&["booking", "calendar", "--month", "2026-03", "-o", "again.ics"])
        .ok();
    assert_eq!(
        std::fs::read_to_string(env.path("again.ics")).unwrap(),
        text,
        "nothing in it changes by itself"
    );
}

fn the_feed_takes_away_what_was_called_off(env: &Env) {
    room(env, "Focus", "0");
    let first = env.book("Focus", "2026-03-02", "08:00-12:00");
    env.book("Focus", "2026-03-03", "08:00-12:00");
    env.book("Focus", "2026-03-04", "08:00-12:00");
    env.book("Focus", "2026-05-04", "08:00-12:00");
    env.raw_sql("UPDATE bookings SET status = 'cancelled', revision = 1 WHERE id = 2")
        .unwrap();
    env.raw_sql("UPDATE bookings SET status = 'room_assigned', revision = 2 WHERE id = 3")
        .unwrap();
    env.raw_sql("UPDATE bookings SET status = 'cancelled', revision = 1 WHERE id = 4")
        .unwrap();
    env.colab(&create(&["--date", "2026-03-05", "--learners", "3"]))
        .ok();
    env.colab(&["booking", "calendar", "--month", "2026-03", "-o", "march.ics"])
        .ok();
    let mut found: Vec<_> = events(env, "march.ics")
        .iter()
        .map(|event| {
            let uid = property(event, "UID");
            (
                uid.split('@').next().unwrap().to_owned(),
                property(event, "SEQUENCE"),
            )
        })
        .collect();
    found.sort();
    let event = |id: i64, sequence: &str| (format!("booking-{id}"), sequence.to_owned());
    assert_eq!(found, [event(first, "0"), event(2, "1"), event(3, "2")]);
    let text = std::fs::read_to_string(env.path("march.ics")).unwrap();
    for status in ["CONFIRMED", "TENTATIVE", "CANCELLED"] {
        assert_eq!(text.matches(&format!("STATUS:{status}\r\n")).count(), 1, "{text}");
    }
}

/// An odd mixture, every booking of which a cell can say.
fn a_mixture(env: &Env) {
    workbook::starter(env);
    for (client, room, date, words) in [
        (
            "Baobab Health",
            "Excellence",
            "2026-03-02",
            "--learners 25 --facilitators 1 --devices 18 --device-type laptops",
        ),
        (
            "Client 20",
            "Focus",
            "2026-03-02",
            "--learners 7 --facilitators 2 --time 08:00-12:00",
        ),
        (
            "Grade 12",
            "Focus",
            "2026-03-02",
            "--learners 9 --time 12:00-16:30 --devices 3 --device-type desktops",
        ),
        (
            "4IR Academy",
            "Growth",
            "2026-03-03",
            "--learners 12 --facilitators 1 --devices 2",
        ),
        (
            "Umoya & Sons",
            "Growth",
            "2026-03-04",
            "--learners 12 --time 05:00-06:00",
        ),
        (
            "Lwazi (Pty) Ltd",
            "Ambition+Perseverance",
            "2026-04-30",
            "--learners 36 --facilitators 1",
        ),
        ("Siyaya", "Success 10", "2026-03-02", "--long-term"),
        ("O'Brien", "Wisdom (8)", "2026-03-31", "--learners 3"),
        (
            "Évian & Töchter",
            "Vision",
            "2026-03-07",
            "--learners 999 --facilitators 5 --allow-over-capacity --reason x",
        ),
    ] {
        let words: Vec<&str> = words.split_whitespace().collect();
        env.colab(
            &[
                &[
                    "booking", "create", "--client", client, "--room", room, "--date", date,
                ][..],
                &words,
            ]
            .concat(),
        )
        .ok();
    }
    env.raw_sql("UPDATE bookings SET status = 'room_assigned' WHERE id = 4")
        .unwrap();
}

fn the_workbook_is_imported_as_the_same_bookings(env: &Env) {
    a_mixture(env);
    let run = env
        .colab(&[
            "booking",
            "calendar",
            "--month",
            "2026-03..2026-04",
            "--all",
            "-o",
            "schedule.xlsx",
        ])
        .ok();
    assert!(!run.stderr.contains("cannot be read back"), "{run}");
    let there = Env::on(env.engine());
    workbook::starter(&there);
    std::fs::copy(env.path("schedule.xlsx"), there.path("schedule.xlsx")).unwrap();
    let report = workbook::again(&there, "schedule.xlsx", &[]).ok();
    assert_eq!(workbook::counts(&report), "created 9");
    assert_eq!(workbook::bookings(&there), workbook::bookings(env));
    workbook::again(&there, "schedule.xlsx", &["-q"]).ok().silent();
}

fn the_workbook_is_already_booked_where_it_came_from(env: &Env) {
    a_mixture(env);
    let words = [
        "booking",
        "calendar",
        "--month",
        "2026-03..2026-04",
        "--all",
        "-o",
    ];
    env.colab(&[&words[..], &["schedule.xlsx"]].concat()).ok();
    let before = workbook::written(env);
    let report = workbook::again(env, "schedule.xlsx", &[]).ok();
    assert_eq!(workbook::counts(&report), "unchanged 9");
    assert_eq!(report.json()["already_booked"], 9);
    let report = env.colab(&["import", "schedule", "schedule.xlsx"]).ok().stdout;
    assert!(
        report.contains("9 bookings of the file already stand"),
        "{report}"
    );
    assert_eq!((workbook::written(env), env.count("bookings")), (before, 9));
    // Somebody else's people in the booking: it stays, and is named.
    workbook::edit(
        env,
        "num_learners = 3, headcount = 4",
        "client_name = '4IR Academy'",
    );
    let report = workbook::again(env, "schedule.xlsx", &[]).ok();
    assert_eq!(workbook::counts(&report), "unchanged 8, kept 1");
    let said = workbook::message(&report, "keep");
    assert!(said.contains("with other people"), "{said}");
    // Another time or client in the room of a booking is in conflict with it as ever.
    workbook::edit(env, "client_name = 'Lwazi'", "client_name LIKE 'Lwazi%'");
    let report = workbook::again(env, "schedule.xlsx", &[]).fails(5);
    assert_eq!(workbook::counts(&report), "unchanged 7, kept 1, conflicts 1");
}

fn a_night_and_a_booking_of_several_days_are_already_booked(env: &Env) {
    workbook::starter(env);
    for (client, date, time) in [
        ("Night", "2026-03-02", "20:00-02:00"),
        ("Late", "2026-03-05", "20:00-24:00"),
    ] {
        let line =
            format!("booking create --client {client} --room Focus --date {date} --time {time} --learners 5");
        env.line(&line).ok();
    }
    env.line("booking calendar --month 2026-03 -o schedule.xlsx").ok();
    let report = workbook::again(env, "schedule.xlsx", &[]).ok();
    assert!(report.json()["items"].as_array().unwrap().is_empty(), "{report}");
    assert_eq!(env.count("bookings"), 2);
}

fn what_the_workbook_cannot_say_is_counted_and_named(env: &Env) {
    room(env, "Focus", "0");
    for (client, date, words) in [
        ("Team 3+4", "2026-03-02", "--learners 7"),
        ("=1+1", "2026-03-03", "--learners 7"),
        (
            "Umoya",
            "2026-03-04",
            "--learners 7 --headcount 12 --tenant TRAINING",
        ),
        ("Umoya", "2026-03-05", "--learners 7"),
    ] {
        let words: Vec<&str> = words.split_whitespace().collect();
        env.colab(
            &[
                &[
                    "booking", "create", "--client", client, "--room", "Focus", "--date", date,
                ][..],
                &words,
            ]
            .concat(),
        )
        .ok();
    }
    env.colab(&["booking", "calendar", "--month", "2026-03", "-o", "march.xlsx"])
        .ok()
        .says("2 of 4 bookings cannot be read back")
        .says("name that the schedule's grammar reads differently: 1, 2")
        .says("1 of 4 bookings cannot be read back")
        .says("headcount that is not learners and facilitators, or more than 999: 3")
        .says("of TRAINING, which no cell says: 1 booking; read back as TECH");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(env.path("march.xlsx")).unwrap();
    let formulas = calamine::Reader::worksheet_formula(&mut book, "Mar 2026").unwrap();
    assert!(formulas.is_empty(), "a client's name is never a formula");
    let cells = calamine::Reader::worksheet_range(&mut book, "Mar 2026").unwrap();
    assert_eq!(cells.get_value((3, 2)).unwrap().to_string(), "=1+1 7+0");
}
