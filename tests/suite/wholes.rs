//! Combined rooms in the lists and calendars of their parts, new names of rooms, notes of several lines, refusals of a series.

use calamine::{Reader, open_workbook};
use serde_json::json;

use super::support::Env;

both![
    a_booking_of_a_whole_shows_in_its_parts,
    the_workbook_marks_parts_and_is_read_back,
    what_moved_out_of_a_file_is_cancelled_in_it,
    a_new_name_of_a_room_changes_its_events,
    notes_may_have_several_lines,
    a_series_that_is_in_its_own_way_says_so,
];

fn hall(env: &Env) {
    for room in ["A", "B"] {
        env.colab(&["room", "add", room, "--capacity", "30"]).ok();
    }
    env.line("room combine AB A B").ok();
    env.line("booking create --client Big --room AB --date 2026-03-24 --time 08:00-12:00 --learners 45")
        .ok();
}

fn a_booking_of_a_whole_shows_in_its_parts(env: &Env) {
    hall(env);
    for room in ["A", "B", "AB"] {
        assert_eq!(env.column(&["booking", "list", "--room", room], "room"), ["AB"]);
    }
    let days = "--from 2026-03-24 --to 2026-03-24 --room A";
    let text = env.line(&format!("booking calendar {days}")).ok().stdout;
    assert!(text.contains("08:00–12:00 Big (AB) 45"), "{text}");
    let calendar = env.get(&format!("booking calendar {days}"));
    let bookings = &calendar["days"][0]["bookings"];
    assert_eq!(
        (&bookings[0]["room"], bookings.as_array().unwrap().len()),
        (&json!("AB"), 1)
    );
    for name in ["a.html", "a.ics"] {
        env.line(&format!("booking calendar {days} -o {name}")).ok();
    }
    let read = |name: &str| std::fs::read_to_string(env.path(name)).unwrap();
    assert!(read("a.html").contains("Big (AB)"));
    assert!(read("a.ics").contains("LOCATION:AB"));
    let all = env
        .line("booking calendar --from 2026-03-24 --to 2026-03-24")
        .ok()
        .stdout;
    assert_eq!(all.matches("Big (AB)").count(), 2, "{all}");
    let unfiltered = env.get("booking calendar --from 2026-03-24 --to 2026-03-24");
    assert_eq!(unfiltered["days"][0]["bookings"].as_array().unwrap().len(), 1);
}

fn the_workbook_marks_parts_and_is_read_back(env: &Env) {
    hall(env);
    env.book("A", "2026-03-24", "13:00-16:00");
    env.line("booking calendar --from 2026-03-24 --to 2026-03-24 -o parts.xlsx")
        .ok();
    let mut book: calamine::Xlsx<_> = open_workbook(env.path("parts.xlsx")).unwrap();
    let sheet = book.worksheet_range("Mar 2026").unwrap();
    let cells: Vec<String> = sheet
        .rows()
        .nth(1)
        .unwrap()
        .iter()
        .skip(2)
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        cells,
        [
            "13:00-16:00 Baobab 5+0\npart of AB: 08:00-12:00 Big",
            "part of AB: 08:00-12:00 Big",
            "08:00-12:00 Big 45+0"
        ]
    );
    let copy = Env::on(env.engine());
    std::fs::copy(env.path("parts.xlsx"), copy.path("parts.xlsx")).unwrap();
    for room in ["A", "B"] {
        copy.colab(&["room", "add", room]).ok();
    }
    copy.line("room combine AB A B").ok();
    copy.line("import schedule parts.xlsx").ok();
    assert_eq!(copy.column(&["booking", "list"], "room"), ["AB", "A"]);
}

fn what_moved_out_of_a_file_is_cancelled_in_it(env: &Env) {
    for room in ["Focus", "Growth"] {
        env.colab(&["room", "add", room, "--capacity", "20"]).ok();
    }
    for day in 16..20 {
        env.book("Growth", &format!("2026-03-{day}"), "08:00-12:00");
    }
    let states = |options: &str| {
        env.line(&format!("booking calendar {options} -o feed.ics")).ok();
        let text = std::fs::read_to_string(env.path("feed.ics")).unwrap();
        let mut found: Vec<(i64, String)> = text
            .split("BEGIN:VEVENT")
            .skip(1)
            .map(|event| {
                let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).unwrap();
                let id = line("UID:booking-").split('@').next().unwrap().parse().unwrap();
                (id, line("STATUS:").to_owned())
            })
            .collect();
        found.sort();
        found
    };
    let all = |states: [&str; 4]| (1..).zip(states.map(str::to_owned)).collect::<Vec<_>>();
    let of_room = "--month 2026-03 --room Growth";
    assert_eq!(states(of_room), all(["CONFIRMED"; 4]));
    env.line("booking reschedule 1 --date 2026-04-06").ok();
    env.line("booking edit 2 --room Focus").ok();
    env.line("booking create --client Board --room Growth --date 2026-03-18 --learners 2 --displace --reason audit")
        .ok();
    env.line("booking edit 4 --long-term").ok();
    let mut gone = all(["CANCELLED"; 4]);
    gone.push((5, "CONFIRMED".to_owned()));
    assert_eq!(states(of_room), gone);
    let mut month = all(["CANCELLED", "CONFIRMED", "CANCELLED", "CANCELLED"]);
    month.push((5, "CONFIRMED".to_owned()));
    assert_eq!(states("--month 2026-03"), month);
    assert_eq!(states("--month 2026-04"), [(1, "CONFIRMED".to_owned())]);
    env.line("booking reschedule 1 --date 2026-03-16").ok();
    assert_eq!(states("--month 2026-03")[0], (1, "CONFIRMED".to_owned()));
    env.line("db check").ok();
}

fn a_new_name_of_a_room_changes_its_events(env: &Env) {
    hall(env);
    let event = |file: &str| {
        env.line(&format!("booking calendar --month 2026-03 -o {file}"))
            .ok();
        let text = std::fs::read_to_string(env.path(file)).unwrap();
        let line = |name: &str| {
            let found = text.lines().find_map(|line| line.strip_prefix(name));
            found.unwrap().to_owned()
        };
        (
            line("SEQUENCE:").parse::<i64>().unwrap(),
            line("LAST-MODIFIED:"),
            line("LOCATION:"),
        )
    };
    let before = event("1.ics");
    env.line_at("2026-01-20T08:00:00Z", "room edit AB --name \"Grand Hall\"")
        .ok();
    let after = event("2.ics");
    assert!(after.0 > before.0 && after.1 > before.1, "{before:?} {after:?}");
    assert_eq!(after.2, "Grand Hall");
    env.line("room edit A --capacity 31").ok();
    assert_eq!(event("3.ics"), after);
}

fn notes_may_have_several_lines(env: &Env) {
    hall(env);
    env.colab(&["booking", "edit", "1", "--notes", "first line \r\nsecond line\n"])
        .ok();
    assert_eq!(
        env.get("booking show 1")["requester_notes"],
        "first line\nsecond line"
    );
    let table = env.line("booking list --fields id,requester_notes").ok().stdout;
    assert!(table.contains("first line second line"), "{table}");
    env.colab(&["booking", "edit", "1", "--notes", "bell\u{7}"])
        .fails(6);
    env.colab(&["booking", "edit", "1", "--client", "two\nlines"])
        .fails(6);
    env.write(
        "more.csv",
        "client,room,date,learners,notes\n\"Two\nNames\",A,2026-03-30,5,\"one\ntwo\"\n",
    );
    env.line("import bookings more.csv").ok();
    let made = env.get("booking show 2");
    assert_eq!(
        (&made["client_name"], &made["requester_notes"]),
        (&json!("Two Names"), &json!("one\ntwo"))
    );
}

fn a_series_that_is_in_its_own_way_says_so(env: &Env) {
    hall(env);
    env.line("room add C --capacity 60").ok();
    env.line("booking create --client M --room A --room B --date 2026-04-06 --learners 10")
        .ok();
    let error = env
        .line("booking reschedule 2 --rest --room C -f json")
        .fails(5)
        .error();
    assert_eq!(error["code"], "room_taken");
    assert_eq!(
        error["message"],
        "bookings 2 and 3 would both be in C at one time"
    );
}
