//! The pure steps, without a database: what a workbook wants, and what that would change.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveTime};

use super::model::{LongTermClient, ScheduleOptions, SheetBooking};
use super::plan::{self, ImportBase, KnownBookings, SchedulePlan};
use super::read::{self, ReadingRules, Schedule};
use crate::access::settings::Settings;
use crate::booking::batch::RoomHolder;
use crate::booking::batch::{PhysicalRoom, RoomHold};
use crate::booking::{BookingRow, BookingStatus};
use crate::import::model::ImportAction;
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;
use colab_schedule::cell::IgnoreList;
use colab_schedule::rooms::{DirectoryRoom, RoomDirectory};
use colab_schedule::workbook::{CellAddress, CellValue, FileKind, Sheet, SheetCell, SheetLook, Workbook};

const FOCUS: i64 = 1;

fn options() -> ScheduleOptions {
    ScheduleOptions {
        source: "plan".into(),
        year: None,
        last_year: None,
        month_first: false,
        create_rooms: false,
        default_client: "Unknown".into(),
        long_term: Vec::new(),
        prune: false,
        partial: false,
        override_block: None,
        theirs: false,
        layout: None,
        weeks: None,
        include_hidden: false,
        colours: BTreeMap::new(),
    }
}

fn site() -> Site {
    Settings::default().site()
}

/// A day of March 2026.
fn march(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}

/// Focus seats 24, Growth nobody knows how many.
fn rooms() -> RoomDirectory {
    let room = |id: i64, name: &str, capacity: u32| DirectoryRoom {
        id,
        name: name.into(),
        aliases: Vec::new(),
        capacity,
        components: Vec::new(),
        is_active: true,
    };
    RoomDirectory::new(vec![room(FOCUS, "Focus", 24), room(2, "Growth", 0)])
}

/// One sheet of March; each row a day and what stands below the headings.
fn workbook(headings: &[&str], rows: &[(u32, &[&str])]) -> Workbook {
    let head = [&["Date"], headings].concat();
    let head = head.iter().map(|&text| text.to_owned()).collect();
    let body = rows.iter().map(|(day, texts)| {
        let date = std::iter::once(march(*day).to_string());
        date.chain(texts.iter().map(|&text| text.to_owned())).collect()
    });
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
    let cells = (0..).zip(&lines).flat_map(|(row, texts)| {
        let texts = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
        texts.map(move |(col, text)| SheetCell {
            at: CellAddress { row, col },
            value: CellValue::Text(text.clone()),
        })
    });
    let sheet = Sheet {
        name: "Mar 2026".into(),
        hidden: false,
        cells: cells.collect(),
        merges: Some(Vec::new()),
        unresolved: Vec::new(),
        warnings: Vec::new(),
        look: Some(SheetLook::default()),
    };
    Workbook {
        kind: FileKind::Xlsx,
        epoch_1904: false,
        sheets: vec![sheet],
    }
}

fn read_with(workbook: &Workbook, options: &ScheduleOptions) -> Schedule {
    let reader = ReadingRules {
        site: site(),
        facilitators: 1,
        ignore: IgnoreList::new(["Storage"]),
        long_term_days: 20,
        kinds_before: BTreeMap::new(),
        today: march(1),
    };
    read::read(workbook, "plan.xlsx", &rooms(), &reader, options).unwrap()
}

/// Focus alone.
fn read(rows: &[(u32, &str)]) -> Schedule {
    let rows: Vec<(u32, [&str; 1])> = rows.iter().map(|(day, text)| (*day, [*text])).collect();
    let rows: Vec<(u32, &[&str])> = rows.iter().map(|(day, texts)| (*day, &texts[..])).collect();
    read_with(&workbook(&["Focus"], &rows), &options())
}

fn reading(client: &str, learners: u32) -> SheetBooking {
    let facilitators = u32::from(learners > 0);
    SheetBooking {
        client_name: client.into(),
        start: time("07:30"),
        end: time("16:30"),
        num_learners: learners,
        num_facilitators: facilitators,
        headcount: learners + facilitators,
        laptops: 0,
        desktops: 0,
        any_devices: 0,
        tentative: false,
    }
}

/// What an import on this day of March left behind: its base and its booking.
fn imported(booking_id: i64, day: u32, reading: SheetBooking) -> (ImportBase, BookingRow) {
    let period = site().period(march(day), reading.start, reading.end).unwrap();
    let number = |count: u32| i32::try_from(count).unwrap();
    let row = BookingRow {
        id: booking_id,
        room_id: Some(FOCUS),
        client_name: reading.client_name.clone(),
        status: BookingStatus::Confirmed,
        num_learners: number(reading.num_learners),
        num_facilitators: number(reading.num_facilitators),
        headcount: number(reading.headcount),
        devices_needed: number(reading.devices_needed()),
        device_type_preference: reading.device_preference(),
        ..BookingRow::new(&period, "admin", Timestamp::EPOCH)
    };
    let base = ImportBase {
        left: None,
        booking_id,
        room_id: FOCUS,
        day: march(day),
        booking: reading,
        place: None,
        disagreed: false,
    };
    (base, row)
}

fn compare_with(
    schedule: &Schedule,
    before: Vec<(ImportBase, BookingRow)>,
    options: &ScheduleOptions,
) -> SchedulePlan {
    let site = site();
    let (bases, rows): (Vec<_>, Vec<_>) = before.into_iter().unzip();
    let known = KnownBookings {
        bases,
        bookings: rows.into_iter().map(|row| (row.id, row)).collect(),
        site: &site,
        former: &[],
        elsewhere: BTreeMap::new(),
        today: march(1),
    };
    plan::compare(schedule, &known, options)
}

fn compare(schedule: &Schedule, before: Vec<(ImportBase, BookingRow)>) -> SchedulePlan {
    compare_with(schedule, before, &options())
}

/// Action and booking of every item.
fn actions(plan: &SchedulePlan) -> Vec<(ImportAction, Option<i64>)> {
    plan.items
        .iter()
        .map(|item| (item.action, item.booking_id))
        .collect()
}

#[test]
fn each_cell_is_counted_once() {
    let schedule = read(&[
        (2, "Umoya 20+1"),
        (3, "Storage"),
        (4, "17"),
        (5, "AM: Umoya 5+1; PM: Kopano 5+1"),
        (6, "Umoya CANCELLED"),
    ]);
    let cells = schedule.cells;
    assert_eq!(
        (cells.read, cells.booked, cells.ignored, cells.rejected),
        (5, 2, 2, 1)
    );
    assert!(cells.holds());
    let live = schedule.wanted.iter().filter(|wanted| !wanted.cancelled);
    assert_eq!(live.count(), 3);
}

#[test]
fn the_capacity_is_checked_against_the_most_that_may_come() {
    let schedule = read(&[(2, "Umoya 20-30"), (3, "Umoya 20+1")]);
    let warned: Vec<usize> = schedule
        .wanted
        .iter()
        .map(|wanted| wanted.warnings.len())
        .collect();
    assert_eq!(schedule.wanted[0].booking.num_learners, 20);
    assert!(warned[0] > warned[1], "{:?}", schedule.wanted[0].warnings);
    assert!(
        schedule.wanted[0]
            .warnings
            .iter()
            .any(|text| text.contains("24 seats"))
    );
}

#[test]
fn long_term_wants_a_run_of_working_days() {
    let rows = |days: &[u32]| -> usize {
        let rows: Vec<_> = days.iter().map(|day| (*day, "Siyaya")).collect();
        let schedule = read(&rows);
        schedule.wanted.iter().filter(|wanted| wanted.long_term).count()
    };
    let working: Vec<u32> = (2..=27).filter(|day| !matches!(day % 7, 0 | 1)).collect();
    assert_eq!(working.len(), 20);
    assert_eq!(rows(&working), 20);
    assert_eq!(rows(&working[1..]), 0);
    let with_a_gap: Vec<u32> = working
        .iter()
        .copied()
        .filter(|day| *day != 12)
        .chain([30])
        .collect();
    assert_eq!(rows(&with_a_gap), 0);
}

#[test]
fn a_long_term_room_covers_the_year_and_silences_its_own_cells() {
    let options = ScheduleOptions {
        long_term: vec![LongTermClient {
            client: "Siyaya".into(),
            room: Some("focus".into()),
        }],
        ..options()
    };
    let workbook = workbook(
        &["Focus", "Growth"],
        &[(2, &["Siyaya", "Siyaya 12+1"]), (3, &["", "Siyaya"])],
    );
    let schedule = read_with(&workbook, &options);
    let covered = schedule.wanted.iter().filter(|wanted| wanted.place.is_none());
    assert_eq!(covered.count(), 261);
    let own: Vec<&str> = schedule
        .wanted
        .iter()
        .filter(|wanted| wanted.place.is_some())
        .map(|wanted| wanted.text.as_str())
        .collect();
    assert_eq!(
        own,
        ["Siyaya 12+1"],
        "a class of the same client in another room stays"
    );
    assert_eq!((schedule.cells.booked, schedule.cells.ignored), (1, 2));
}

#[test]
fn pairs_are_found_by_client_then_time_then_order() {
    let at = |client: &str, from: &str, to: &str| SheetBooking {
        start: time(from),
        end: time(to),
        ..reading(client, 5)
    };
    let before = || {
        vec![
            imported(1, 2, at("Umoya", "08:00", "10:00")),
            imported(2, 2, at("Umoya", "10:00", "12:00")),
            imported(3, 2, at("Kopano", "13:00", "15:00")),
        ]
    };
    let same = read(&[(
        2,
        "08:00-10:00 Umoya 5+1; 10:00-12:00 Umoya 5+1; 13:00-15:00 Kopano 5+1",
    )]);
    let all = |action| [1, 2, 3].map(|id| (action, Some(id))).to_vec();
    assert_eq!(actions(&compare(&same, before())), all(ImportAction::Unchanged));
    // Booking 2 keeps its time, so the other cell of Umoya's is booking 1 at another one.
    let moved = read(&[(
        2,
        "10:00-12:00 Umoya 5+1; 15:00-16:00 Umoya 5+1; 13:00-15:00 KOPANO 5+1",
    )]);
    assert_eq!(
        actions(&compare(&moved, before())),
        [
            (ImportAction::Update, Some(1)),
            (ImportAction::Update, Some(3)),
            (ImportAction::Unchanged, Some(2)),
        ]
    );
}

#[test]
fn three_ways_are_compared() {
    let by_hand = |mut pair: (ImportBase, BookingRow)| {
        pair.1.num_learners = 22;
        pair.1.headcount = 23;
        pair
    };
    let (old, new) = (read(&[(2, "Umoya 20+1")]), read(&[(2, "Umoya 25+1")]));
    let base = || imported(1, 2, reading("Umoya", 20));
    let one = |action| vec![(action, Some(1))];
    assert_eq!(
        actions(&compare(&old, vec![base()])),
        one(ImportAction::Unchanged)
    );
    assert_eq!(actions(&compare(&new, vec![base()])), one(ImportAction::Update));
    assert_eq!(
        actions(&compare(&old, vec![by_hand(base())])),
        one(ImportAction::Keep)
    );
    assert_eq!(
        actions(&compare(&new, vec![by_hand(base())])),
        one(ImportAction::Disagree)
    );
    let converged = read(&[(2, "Umoya 22+1")]);
    assert_eq!(
        actions(&compare(&converged, vec![by_hand(base())])),
        one(ImportAction::Unchanged)
    );
    let theirs = ScheduleOptions {
        theirs: true,
        ..options()
    };
    let plan = compare_with(&new, vec![by_hand(base())], &theirs);
    assert_eq!(actions(&plan), one(ImportAction::Update));
    assert_eq!(
        actions(&compare(&new, Vec::new())),
        [(ImportAction::Create, None)],
        "never imported"
    );
}

#[test]
fn a_plan_is_the_same_each_time() {
    let schedule = read(&[(2, "Umoya 20+1"), (3, "Storage"), (4, "17"), (5, "Kopano 5+1")]);
    let before = || {
        (2..28)
            .map(|day| imported(day.into(), day, reading("Protea", 3)))
            .collect::<Vec<_>>()
    };
    let plan = compare(&schedule, before());
    assert_eq!(plan, compare(&schedule, before()));
    let ranks: Vec<_> = plan.items.iter().map(|item| item.action).collect();
    assert_eq!(ranks[0], ImportAction::Reject, "problems come first");
}

#[test]
fn who_is_in_the_way_is_found_and_old_holds_are_free() {
    let schedule = read(&[(2, "Kopano 9+1"), (3, "Kopano 9+1")]);
    let period = |day: u32| {
        let site = site();
        site.period(march(day), site.day_start, site.day_end).unwrap()
    };
    let hold = |day: u32, booking_id: i64| RoomHold {
        physical_id: FOCUS,
        starts_at: period(day).starts_at(),
        ends_at: period(day).ends_at(),
        booking_id,
    };
    let parts = [PhysicalRoom {
        room_id: FOCUS,
        physical_id: FOCUS,
        setup_minutes: 0,
        teardown_minutes: 0,
        buffers_from: Timestamp::EPOCH,
    }];
    // Booking 1 is overwritten on the 2nd; booking 7 is a stranger's on the 3rd.
    let mut plan = compare(&schedule, vec![imported(1, 2, reading("Umoya", 20))]);
    let holds = [hold(2, 1), hold(3, 7)];
    let held = super::conflicts::RoomsHeld {
        holds: &holds,
        blocks: &[],
        opens_blocks: false,
    };
    let blocked = super::conflicts::mark_conflicts(&mut plan, &schedule, &site(), &parts, &held, |_| None);
    let holders: HashMap<_, _> = blocked.into_iter().collect();
    assert_eq!(holders.values().collect::<Vec<_>>(), [&RoomHolder::Booking(7)]);
    let done: Vec<_> = plan.items.iter().map(|item| (item.action, item.day)).collect();
    assert_eq!(
        done,
        [
            (ImportAction::Cancel, Some(march(2))),
            (ImportAction::Create, Some(march(2))),
            (ImportAction::Conflict, Some(march(3))),
        ]
    );
}
