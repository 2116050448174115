//! Rotas of people, and what else is laid out as a schedule is: none of them books a room.

use super::*;

/// A sheet with these headings beside the dates, and a cell of each of the texts a day, in turn.
fn days(headings: &[&str], cells: &[&[&str]]) -> Vec<Vec<String>> {
    let mut rows = vec![headings.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()];
    for day in 0..10usize {
        let mut row = vec![format!("@2026-03-{:02}", day + 2)];
        row.extend(cells.iter().map(|texts| texts[day % texts.len()].to_owned()));
        rows.push(row);
    }
    rows
}

fn read_new(rows: &[Vec<String>], options: &SheetOptions) -> SheetReading {
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    read_fresh(&sheet("Sheet1", &rows), options)
}

fn assert_refused(rows: &[Vec<String>]) -> SheetReading {
    let reading = read_new(rows, &create());
    let is_refused = reading.skipped.as_ref().is_some_and(|skipped| skipped.refused);
    assert!(
        is_refused && reading.slots.is_empty() && reading.new_rooms.is_empty(),
        "{rows:?}: {reading:?}"
    );
    reading
}

#[test]
fn codes_that_stand_in_all_columns_are_people_even_under_a_place() {
    let rows = days(
        &["Datum", "Location", "Task1", "Task2"],
        &[
            &["C", "K", "F", "E"],
            &["K", "F", "E", "C"],
            &["F", "E", "C", "K"],
        ],
    );
    let reading = assert_refused(&rows);
    assert_eq!(reading.verdict.kind, SheetKind::Rota);
}

#[test]
fn people_who_keep_their_post_book_nothing() {
    // First names alone: only the posts tell.
    for headings in [
        &["Date", "Office", "Remote support", "Outsourced", "Escalation"][..],
        &["Date", "First line", "Second line", "Escalation", "Reserve"],
        &["Datum", "Frühdienst", "Spätdienst", "Rufbereitschaft", "Urlaub"],
        &["Date", "Matin", "Permanence", "Renfort", "Congés"],
        &["Fecha", "Guardia", "Refuerzo", "Retén", "Vacaciones"],
        &["Data", "Plantão", "Sobreaviso", "Reforço", "Férias"],
        &["Data", "Reperibilità", "Riserva", "Ferie", "Turno"],
        &["Datum", "Piket", "Achterwacht", "Verlof", "Reserve"],
        &["Datum", "Bystand", "Aflos", "Verlof", "Reserve"],
        &["Data", "Dyżur", "Rezerwa", "Zastępstwo", "Urlop"],
        &["Дата", "Дежурство", "Вторая линия", "Резерв", "Отпуск"],
        &["日期", "值班", "备班", "二线", "休假"],
    ] {
        let cells: &[&[&str]] = &[&["Lindiwe"], &["Sipho", "Anna"], &["Pieter"], &["Maria"]];
        assert_refused(&days(headings, cells));
    }
}

#[test]
fn full_names_of_people_are_no_clients_under_headings_that_may_be_anything() {
    let cells: &[&[&str]] = &[
        &["Thandi Nkosi", "Thandi Nkosi", "Anna Weber"],
        &["Pieter Botha"],
        &["Maria Lopez", "Maria Lopez", "Jan Kok"],
    ];
    for headings in [
        &["Date", "North", "South", "Harbour"][..],
        &["Datum", "Nord", "Süd", "Hafen"],
        &["Дата", "Север", "Юг", "Порт"],
    ] {
        let reading = assert_refused(&days(headings, cells));
        assert!(
            reading
                .verdict
                .reasons
                .iter()
                .any(|reason| reason.contains("people on duty")),
            "{reading:?}"
        );
    }
}

#[test]
fn clients_who_keep_their_rooms_are_read() {
    let cells: &[&[&str]] = &[
        &["Umoya", "Umoya", "Kopano"],
        &["Baobab Health", "Baobab Health", "Lwazi Academy"],
        &["Thuto"],
    ];
    let reading = read_new(&days(&["Date", "Saturn", "Venus", "Mars"], cells), &create());
    assert_eq!(
        (reading.skipped.is_none(), reading.slots.len()),
        (true, 30),
        "{reading:?}"
    );
}

#[test]
fn an_address_never_becomes_a_room() {
    let headings = ["Date", "Room 1", "https://example.org/plan", "info@example.org"];
    let cells: &[&[&str]] = &[&["Umoya 20+1"], &["Kopano 12"], &["Thuto 9"]];
    let reading = read_new(&days(&headings, cells), &create());
    let rooms: Vec<&str> = reading.new_rooms.iter().map(|room| room.name.as_str()).collect();
    assert_eq!(rooms, ["Room 1"], "{reading:?}");
}

#[test]
fn a_grid_is_tried_before_it_is_offered() {
    let shown = |headings: &[&str], cells: &[&[&str]], options: &SheetOptions| {
        let reading = read_new(&days(headings, cells), options);
        assert!(reading.skipped.is_some(), "{reading:?}");
        reading.verdict.as_grid
    };
    let cells: &[&[&str]] = &[
        &["alpha beta", "gamma delta"],
        &["epsilon zeta"],
        &["eta theta", "iota"],
    ];
    let headings = ["Date", "North", "South", "Harbour"];
    assert_eq!(shown(&headings, cells, &create()), AsGrid::Read);
    // No heading is a known room, and none may be made.
    assert_eq!(shown(&headings, cells, &SheetOptions::default()), AsGrid::NotRead);
    for others in [
        ["Date", "Gruppe 1", "Gruppe 2", "Gruppe 3"],
        ["Date", "Start", "End", "Remarks"],
        ["Date", "Thandi Nkosi", "Anna Weber", "Jan Kok"],
    ] {
        assert_eq!(shown(&others, cells, &create()), AsGrid::NotRead, "{others:?}");
    }
}

#[test]
fn a_weekly_timetable_says_when_rooms_must_be_made() {
    let rows: &[&[&str]] = &[
        &["Day", "Salle1", "Salle2"],
        &["Monday", "Umoya 20+1", ""],
        &["Tuesday", "", "Kopano 12"],
        &["Wednesday", "Thuto 9", ""],
    ];
    let options = SheetOptions::default();
    let reading = read_fresh(&sheet("Plan", rows), &options);
    assert_eq!(
        (reading.verdict.kind, reading.verdict.with_weeks),
        (SheetKind::Week, WithWeeks::ReadWithRooms),
        "{reading:?}"
    );
}

#[test]
fn a_month_before_its_day_is_settled_by_the_weekday() {
    let rows: &[&[&str]] = &[
        &["Date", "Room 1"],
        &["4.20 Monday", "Umoya 20+1"],
        &["4.21 Tuesday", "Kopano 12"],
        &["4.22 Wednesday", "Thuto 9"],
    ];
    let options = SheetOptions {
        year: Some(2026),
        ..create()
    };
    let reading = read_fresh(&sheet("Plan 2026", rows), &options);
    let days: Vec<String> = reading
        .slots
        .iter()
        .flat_map(|slot| slot.days.iter().map(ToString::to_string))
        .collect();
    assert_eq!(days, ["2026-04-20", "2026-04-21", "2026-04-22"], "{reading:?}");
}

#[test]
fn who_is_in_charge_may_stand_beside_the_entries() {
    let rows: &[&[&str]] = &[
        &["Date", "Focus", "Growth", "Manager"],
        &["@2026-03-02", "Umoya 20+1", "", "Ann"],
        &["@2026-03-03", "", "Kopano 9+1", "Ben"],
        &["@2026-03-04", "Thuto 5+1", "", "Ann"],
    ];
    let reading = read_fresh(&sheet("March", rows), &create());
    assert_eq!(
        (reading.slots.len(), reading.new_rooms.len()),
        (3, 2),
        "{reading:?}"
    );
}

#[test]
fn a_column_of_people_is_no_column_of_rooms() {
    let rows: &[&[&str]] = &[
        &["Date", "Manager", "Hall"],
        &["@2026-03-02", "Sipho Dube", "Thandi Nkosi"],
        &["@2026-03-03", "Anna Weber", "Jan Kok"],
        &["@2026-03-04", "Sipho Dube", "Maria Lopez"],
    ];
    let reading = read_fresh(&sheet("March", rows), &create());
    assert!(reading.slots.is_empty(), "{reading:?}");
    assert!(
        reading
            .verdict
            .columns
            .iter()
            .all(|column| column.field != Some("room")),
        "{reading:?}"
    );
}
