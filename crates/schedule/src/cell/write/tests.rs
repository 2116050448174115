//! What is written is what the grammar reads.

use proptest::prelude::*;

use super::*;
use crate::cell::IgnoreList;
use crate::names::name_key;

const IGNORE: [&str; 5] = ["Storage", "IT Office", "Closed", "-", "x"];
const ROOMS: [&str; 3] = ["Ambition", "Courage", "Success 10"];

fn at(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// Does something under the rules of a site.
fn under_rules<T>(body: impl FnOnce(&CellRules<'_>) -> T) -> T {
    let room_named = |text: &str| {
        ROOMS
            .iter()
            .find(|room| name_key(room) == name_key(text))
            .map(|room| (*room).to_owned())
    };
    let ignore = IgnoreList::new(IGNORE);
    body(&CellRules::new((at(7, 30), at(16, 30)), &ignore, &room_named))
}

fn write(bookings: &[BookingToWrite<'_>]) -> (String, Vec<Vec<CellLoss>>) {
    let written = under_rules(|rules| write_cell(bookings, rules));
    (written.text, written.losses)
}

fn read(text: &str) -> CellReading {
    under_rules(|rules| parse_cell(&CellValue::Text(text.to_owned()), rules))
}

/// Fails unless the text is read as these bookings.
fn read_as(text: &str, bookings: &[BookingToWrite<'_>]) {
    let CellReading::Bookings(entries) = read(text) else {
        panic!("{text:?} is read as {:?}", read(text));
    };
    let mut booking = Vec::new();
    for entry in &entries {
        let (start, end) = entry.time.unwrap_or((at(7, 30), at(16, 30)));
        let (learners, facilitators) = entry.people.map_or((0, 0), |p| (p.learners, p.facilitators));
        assert_eq!(entry.note, None, "{text:?}");
        booking.push(BookingToWrite {
            client: &entry.client,
            start,
            end: Some(end),
            learners,
            facilitators,
            headcount: learners + facilitators,
            devices: entry.devices,
            tentative: entry.status == CellStatus::Tentative,
        });
    }
    assert_eq!(booking, bookings, "{text:?}");
}

fn plain(client: &str) -> BookingToWrite<'_> {
    BookingToWrite {
        client,
        start: at(7, 30),
        end: Some(at(16, 30)),
        learners: 25,
        facilitators: 1,
        headcount: 26,
        devices: DeviceCounts::default(),
        tentative: false,
    }
}

fn unknown(client: &str) -> BookingToWrite<'_> {
    BookingToWrite {
        learners: 0,
        facilitators: 0,
        headcount: 0,
        ..plain(client)
    }
}

#[test]
fn cells_look_as_people_write_them() {
    let laptops = DeviceCounts {
        laptops: 18,
        ..DeviceCounts::default()
    };
    let mixed = DeviceCounts {
        laptops: 5,
        desktops: 10,
        any: 0,
    };
    for (booking, text) in [
        (plain("Umoya Energy"), "Umoya Energy 25+1"),
        (
            BookingToWrite {
                devices: laptops,
                tentative: true,
                ..plain("Umoya")
            },
            "Umoya 25+1 + 18 laptops TBC",
        ),
        (
            BookingToWrite {
                devices: mixed,
                end: Some(at(12, 0)),
                ..plain("Umoya")
            },
            "07:30-12:00 Umoya 25+1 + 10 desktops + 5 laptops",
        ),
        (unknown("Siyaya"), "Siyaya"),
        (unknown("Client 20"), "Client 20 0+0"),
        (unknown("Storage"), "Storage 0+0"),
        (unknown("Courage"), "Courage 0+0"),
        (
            BookingToWrite {
                devices: laptops,
                ..unknown("Siyaya")
            },
            "Siyaya 0+0 + 18 laptops",
        ),
        (
            BookingToWrite {
                start: at(5, 0),
                end: Some(at(13, 0)),
                ..plain("Umoya")
            },
            "05:00am-01:00pm Umoya 25+1",
        ),
        (plain("=1+1 Ltd"), "=1+1 Ltd 25+1"),
    ] {
        assert_eq!(write(std::slice::from_ref(&booking)).0, text);
    }
}

#[test]
fn names_that_people_give_are_read_as_they_are() {
    for client in [
        "Baobab Health",
        "Client 20",
        "Grade 12",
        "4IR Academy",
        "A4 Group",
        "Phase 3 Projects",
        "Lwazi (Pty) Ltd",
        "Smith & Daughters",
        "O'Brien",
        "IF/ELSE Academy",
        "Acme Inc.",
        "Jean-Pierre",
        "Umoya - Energy",
        "Ambition+Perseverance",
        "Évian Skøle",
        "Grade 10, 11 and 12",
        "10 Downing",
        "Project: Alpha",
        "PC Training",
        "People First",
        "2026 Group",
        "Team #4",
        "x",
        "-9",
    ] {
        for booking in [plain(client), unknown(client)] {
            let (text, losses) = write(std::slice::from_ref(&booking));
            let kept = losses.concat().is_empty();
            assert_eq!(kept, client != "-9", "{client}");
            if kept {
                read_as(&text, &[booking]);
            }
        }
    }
}

#[test]
fn what_a_cell_cannot_say_is_named() {
    let lost = |booking: BookingToWrite<'_>| write(&[booking]).1.concat();
    for client in [
        "=1+1",
        "Team 3+4",
        "Umoya TBC",
        "A; B",
        "10 Laptops",
        "Siyaya.",
        "O\u{2019}Brien",
        "1234",
    ] {
        assert_eq!(lost(plain(client)), [CellLoss::Name], "{client}");
    }
    let people = |headcount| BookingToWrite {
        headcount,
        ..plain("A")
    };
    assert_eq!(lost(people(30)), [CellLoss::People]);
    assert_eq!(
        lost(BookingToWrite {
            learners: 1200,
            headcount: 1201,
            ..plain("Abc")
        }),
        [CellLoss::People]
    );
    assert_eq!(
        lost(BookingToWrite {
            end: None,
            ..plain("Abc")
        }),
        [CellLoss::Time]
    );
    let long = "A very long name of a client ".repeat(8);
    let many = vec![plain(long.trim()); 5];
    assert_eq!(write(&many).1.concat(), [CellLoss::Length; 5]);
}

/// Names made of what could mislead the grammar.
fn any_name() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Client",
        "Umoya",
        "4IR",
        "Grade",
        "12",
        "20",
        "3",
        "2026",
        "own",
        "laptops",
        "PCs",
        "PC",
        "L/T",
        "pax",
        "people",
        "learners",
        "fac",
        "TBC",
        "cancelled",
        "AM",
        "PM",
        "am",
        "Reserved",
        "for",
        "about",
        "circa",
        "with",
        "and",
        "to",
        "x",
        "X",
        "9am",
        "8h30",
        "15laptops",
        "08:00",
        "12:00",
        "&",
        "-",
        "/",
        "+",
        ",",
        ".",
        "(",
        ")",
        "#",
        "'",
        "\"",
        ":",
        ";",
        "±",
        "~",
        "=",
        "É",
        "Ltd",
        "Inc.",
        "(Pty)",
        "May",
        "Mon",
        "Date",
        "Room",
        "in",
        "plus",
        "Storage",
        "Courage",
        "0825550100",
        "1st",
        "50%",
        "2.5",
        "1,200",
        "[",
        "]",
        "!",
        "?",
        "*",
        "@",
        "Trainers",
        "n/a",
        "_x000d_",
    ]);
    prop::collection::vec((piece, prop::bool::ANY), 1..6).prop_map(|pieces| {
        let text: String = pieces
            .into_iter()
            .map(|(piece, apart)| format!("{piece}{}", if apart { " " } else { "" }))
            .collect();
        text.trim().to_owned()
    })
}

fn any_booking() -> impl Strategy<Value = (String, BookingToWrite<'static>)> {
    let names = prop_oneof![any_name(), "[\\PC]{1,20}", "[A-Za-z0-9 '&().,/+-]{1,20}"];
    let counts = (0u32..1000, 0u32..6, prop::bool::ANY);
    let devices = (0u32..1200, 0u32..30, 0u32..30, 0u8..4);
    let times = (0u32..1439, 1u32..1439, prop::bool::ANY);
    (names, counts, devices, times, prop::bool::ANY).prop_map(|(name, counts, devices, times, tentative)| {
        let (learners, facilitators) = if counts.2 { (counts.0, counts.1) } else { (0, 0) };
        let when = |kind: u8, count: u32| {
            if devices.3 == kind || devices.3 == 3 {
                count
            } else {
                0
            }
        };
        let (a, b) = (
            times.0.min(times.1),
            times.0.max(times.1).max(times.0.min(times.1) + 1),
        );
        let (start, end) = if times.2 {
            (at(a / 60, a % 60), at(b / 60, b % 60))
        } else {
            (at(7, 30), at(16, 30))
        };
        let booking = BookingToWrite {
            client: "",
            start,
            end: Some(end),
            learners,
            facilitators,
            headcount: learners + facilitators,
            devices: DeviceCounts {
                laptops: when(0, devices.0),
                desktops: when(1, devices.1),
                any: when(2, devices.2),
            },
            tentative,
        };
        (name.trim().to_owned(), booking)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_without_loss_is_read_as_it_was((client, booking) in any_booking()) {
        let booking = BookingToWrite { client: &client, ..booking };
        let (text, losses) = write(std::slice::from_ref(&booking));
        if losses.concat().is_empty() {
            read_as(&text, &[booking]);
        }
    }

    #[test]
    fn several_bookings_of_one_cell_are_read_as_they_were(
        (one, first) in any_booking(), (two, second) in any_booking(), start in 0u32..600, middle in 0u32..300, end in 1u32..500,
    ) {
        let minutes = |minutes: u32| at(minutes / 60, minutes % 60);
        let first = BookingToWrite { client: &one, start: minutes(start), end: Some(minutes(start + middle + 1)), ..first };
        let second = BookingToWrite { client: &two, start: minutes(start + middle + 1), end: Some(minutes(start + middle + 1 + end)), ..second };
        let bookings = [first, second];
        let (text, losses) = write(&bookings);
        if losses.concat().is_empty() {
            read_as(&text, &bookings);
        }
    }
}
