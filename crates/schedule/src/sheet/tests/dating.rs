//! Dates in their sheets: forms, years, checksums, merged ranges, rows without one.

use super::*;

/// One room, one row a date.
fn dated(name: &str, dates: &[&str]) -> Sheet {
    let mut rows: Vec<Vec<&str>> = vec![vec!["Date", "Day", "Excellence"]];
    rows.extend(dates.iter().map(|date| match date.split_once('|') {
        Some((date, day)) => vec![date, day, "Client 20"],
        None => vec![*date, "", "Client 20"],
    }));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sheet(name, &rows)
}

fn days(reading: &SheetReading) -> Vec<String> {
    slots(reading)
        .iter()
        .map(|slot| slot.rsplit(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn every_form_of_a_date_is_read_in_one_column() {
    let forms = [
        "@2026-01-01",
        "2026-01-02",
        "3 Jan",
        "Sun 4",
        "Mon 5 Jan 2026",
        "06/01/2026",
        "=7",
        "8",
        "9th",
        "10.01.26",
        "=20260111",
        "12 Januarie",
        "13/01/2026\nTUE",
    ];
    let expected: Vec<String> = (1..=13).map(|day| format!("2026-01-{day:02}")).collect();
    assert_eq!(days(&read_one(&dated("Jan 2026", &forms))), expected);
    assert_eq!(days(&read_one(&flipped(&dated("Jan 2026", &forms)))), expected);
}

#[test]
fn month_first_turns_numeric_dates_round() {
    let options = SheetOptions {
        month_first: true,
        ..SheetOptions::default()
    };
    assert_eq!(
        days(&read_with(&dated("Feb", &["02/01/2026", "2/25/2026"]), &options)),
        ["2026-02-01", "2026-02-25"]
    );
    let reading = read_one(&dated("Feb", &["01/02/2026", "02/01/2026", "02/25/2026"]));
    assert_eq!(days(&reading), ["2026-02-01"]);
    assert!(
        reading
            .findings
            .iter()
            .all(|f| f.way_out.as_deref().unwrap().contains("--month-first"))
    );
}

#[test]
fn the_year_comes_from_the_date_the_sheet_the_title_the_option_the_file() {
    let titled = |name: &str| {
        sheet(
            name,
            &[
                &["Schedule 2025"],
                &["Date", "Excellence"],
                &["=5", "Client 20"],
                &["6 Jan 2023", "Umoya 3"],
            ],
        )
    };
    let options = SheetOptions {
        year: Some(2026),
        file_name: "Colab 2027.xlsx".into(),
        ..SheetOptions::default()
    };
    let first =
        |sheet: &Sheet, options: &SheetOptions| days(&read_with(sheet, options)).first().cloned().unwrap();
    assert_eq!(first(&titled("Jan 2024"), &SheetOptions::default()), "2024-01-05");
    assert_eq!(
        days(&read_one(&titled("Schedule January"))),
        ["2025-01-05"].map(String::from)
    );
    let plain = dated("Jan", &["5"]);
    assert_eq!(first(&plain, &options), "2026-01-05");
    assert_eq!(
        first(
            &plain,
            &SheetOptions {
                year: None,
                ..options
            }
        ),
        "2027-01-05"
    );
    assert_refused(&read_one(&plain), "--year");
}

#[test]
fn day_numbers_need_a_month_and_success_10_is_no_date() {
    let reading = read_one(&sheet(
        "Jan 2026",
        &[
            &["Date", "Success 10"],
            &["=1", "Client 20"],
            &["Success 10", "x 1"],
        ],
    ));
    assert_eq!(slots(&reading), ["B2 Success 10 2026-01-01"]);
    assert_eq!(
        findings(&reading),
        ["B3 Rejected invalid date `Success 10` in A3"]
    );
    let no_month = read_one(&dated("Schedule 2026", &["=1", "=2"]));
    assert_eq!(
        no_month.skipped.unwrap().reason,
        "no month in its name and no date axis"
    );
}

#[test]
fn day_numbers_that_start_again_are_not_guessed() {
    let reading = read_one(&dated("Jan 2026", &["=30", "=31", "=1", "=2"]));
    assert_eq!(days(&reading), ["2026-01-30", "2026-01-31"]);
    assert_eq!(findings(&reading).len(), 2);
}

#[test]
fn a_weekday_that_contradicts_its_date_rejects_its_row() {
    let reading = read_one(&dated(
        "Jan 2026",
        &["=5|Mon", "=6|Tue", "=7|Thu", "Sat 8|", "=9|Fri", "=10|Sat"],
    ));
    assert_eq!(
        days(&reading),
        ["2026-01-05", "2026-01-06", "2026-01-09", "2026-01-10"]
    );
    assert_eq!(
        findings(&reading),
        [
            "C4 Rejected row 4: 2026-01-07 is a Wednesday, not a Thursday",
            "C5 Rejected row 5: 2026-01-08 is a Thursday, not a Saturday",
        ]
    );
}

#[test]
fn weekdays_that_mostly_contradict_refuse_the_sheet_and_name_the_year_that_fits() {
    let wrong = dated(
        "Schedule",
        &[
            "@2026-01-01|Wed",
            "@2026-01-02|Thu",
            "@2026-01-03|Fri",
            "@2026-01-04|Sun",
        ],
    );
    assert_refused(&read_one(&wrong), "the year 2025");
    assert_refused(&read_one(&flipped(&wrong)), "the year 2025");
}

#[test]
fn a_false_1904_flag_is_named() {
    let rota = ["@2020-11-14|Sun", "@2020-11-21|Sun", "@2020-11-28|Sun"];
    let book = Workbook {
        epoch_1904: true,
        ..workbook(vec![dated("rota", &rota)])
    };
    let reading = read_sheets(&book, &house(), &SheetOptions::default()).remove(0);
    assert_refused(&reading, "they fit if days count from 1900");
    let in_year = read_sheets(&book, &house(), &year(2016)).remove(0);
    assert_refused(&in_year, "2016 would be right if days count from 1900");
}

#[test]
fn dates_of_another_year_than_the_sheet_says_refuse_it() {
    let sheet = dated("Jan 2026", &["@2025-01-05", "@2025-01-06"]);
    assert_refused(
        &read_one(&sheet),
        "dates are of 2025, but the sheet's name says 2026",
    );
    assert_refused(
        &read_with(&dated("Jan", &["@2025-01-05"]), &year(2026)),
        "`--year` says 2026",
    );
}

#[test]
fn a_date_outside_its_sheets_month_rejects_its_row() {
    let reading = read_one(&dated(
        "Jan",
        &["@2026-01-05", "@2026-02-06", "@2025-01-07", "@2026-01-08"],
    ));
    assert_eq!(days(&reading), ["2026-01-05", "2026-01-08"]);
    assert_eq!(
        findings(&reading),
        [
            "C3 Rejected row 3: 2026-02-06 is outside the sheet's month, January 2026",
            "C4 Rejected row 4: 2025-01-07 is outside the sheet's month, January 2026",
        ]
    );
}

#[test]
fn the_same_date_in_two_rows_is_two_bookings_and_two_dates_in_a_row_are_none() {
    assert_eq!(
        days(&read_one(&dated("Jan 2026", &["=5", "=5"]))),
        ["2026-01-05", "2026-01-05"]
    );
    let reading = read_one(&dated(
        "Jan 2026",
        &["@2026-01-05|@2026-01-05", "@2026-01-06|@2026-01-07"],
    ));
    assert_eq!(days(&reading), ["2026-01-05"]);
    assert_eq!(
        findings(&reading),
        ["C3 Rejected row 3 has two dates, 2026-01-06 and 2026-01-07"]
    );
}

#[test]
fn serials_without_a_format_are_dates_in_the_date_column_and_warned_of() {
    let reading = read_one(&dated("Jan 2026", &["=46027", "=46028.5"]));
    assert_eq!(days(&reading), ["2026-01-05", "2026-01-06"]);
    assert!(
        reading
            .notes
            .iter()
            .any(|note| note.warning && note.text.contains("without a date's format"))
    );
}

#[test]
fn a_date_merged_down_dates_its_rows_and_a_blank_never_takes_the_one_above() {
    let rows: &[&[&str]] = &[
        &["Date", "Excellence"],
        &["=5", "a 1"],
        &["", "b 1"],
        &["", "c 1"],
        &["=6", "d 1"],
    ];
    let reading = read_one(&merged(sheet("Jan 2026", rows), &["A2:A3"]));
    assert_eq!(days(&reading), ["2026-01-05", "2026-01-05", "2026-01-06"]);
    assert_eq!(findings(&reading), ["B4 Ignored row 4 has no date"]);
}

#[test]
fn a_range_merged_down_is_one_booking_each_dated_day() {
    let rows: &[&[&str]] = &[
        &["Date", "Excellence", "A302"],
        &["=5", "a 1", ""],
        &["=6"],
        &[""],
        &["=7", "", "hidden 3"],
        &["=8"],
    ];
    let week = merged(sheet("Jan 2026", rows), &["B2:C5"]);
    let reading = read_one(&week);
    assert_eq!(
        slots(&reading),
        ["B2 Excellence & A302 2026-01-05,2026-01-06,2026-01-07"]
    );
    assert_eq!(
        findings(&reading),
        ["C5 Ignored hidden beneath the merged range B2:C5"]
    );
    let across = read_one(&flipped(&week));
    assert_eq!(
        slots(&across),
        ["B2 Excellence & A302 2026-01-05,2026-01-06,2026-01-07"]
    );
}

#[test]
fn a_merged_range_that_starts_above_its_first_date_keeps_its_dated_rows() {
    let rows: &[&[&str]] = &[
        &["Date", "Excellence"],
        &["=5", "a 1"],
        &["", "b 1"],
        &["=6"],
        &["=7"],
    ];
    let reading = read_one(&merged(sheet("Jan 2026", rows), &["B3:B5"]));
    assert_eq!(
        slots(&reading),
        ["B2 Excellence 2026-01-05", "B3 Excellence 2026-01-06,2026-01-07"]
    );
}

#[test]
fn a_merged_range_over_a_row_with_a_wrong_date_is_rejected_whole() {
    let rows: &[&[&str]] = &[
        &["Date", "Day", "Excellence"],
        &["=5", "Mon", "a 1"],
        &["=6", "Mon"],
        &["=7", "Wed"],
    ];
    let reading = read_one(&merged(sheet("Jan 2026", rows), &["C2:C4"]));
    assert_eq!(
        findings(&reading),
        ["C2 Rejected row 3: 2026-01-06 is a Tuesday, not a Monday"]
    );
}

#[test]
fn an_unreadable_date_rejects_its_cells_and_a_label_ignores_them() {
    let reading = read_one(&dated("Feb 2026", &["=1", "31 Feb", "Week 3", "#REF!", "TBC"]));
    assert_eq!(
        findings(&reading),
        [
            "C3 Rejected invalid date `31 Feb` in A3: February 2026 has no day 31",
            "C4 Rejected invalid date `Week 3` in A4",
            "C5 Rejected invalid date `#REF!` in A5",
            "C6 Ignored row 6 has no date",
        ]
    );
}

#[test]
fn a_month_beside_the_day_numbers_holds_until_the_next() {
    let reading = read_one(&sheet(
        "Plan 2026",
        &[
            &["Month", "Day", "Excellence"],
            &["January", "=30", "a 1"],
            &["January", "=31", "b 1"],
            &["February", "=1", "c 1"],
        ],
    ));
    assert_eq!(days(&reading), ["2026-01-30", "2026-01-31", "2026-02-01"]);
}

#[test]
fn months_of_every_language_name_their_sheets_and_days() {
    for (name, dates) in [
        ("März 2026", ["Mo 2", "Di 3", "Mi. 4", "5. März", "Fr, 6.3."]),
        ("mars-26", ["lun. 2", "mar. 3", "mer. 4", "jeudi 5 mars", "ven 6"]),
        (
            "Marzo 2026",
            ["lun 2", "mar 3", "mié 4", "jue 5 mar", "viernes 6 de marzo"],
        ),
        (
            "Março 2026",
            ["seg 2", "ter 3", "qua 4", "quinta-feira, 5 de março", "sex. 6"],
        ),
        (
            "marzo 26",
            ["lun 2", "mar 3", "mer 4", "gio 5", "venerdì 6 marzo"],
        ),
        ("Maart 2026", ["ma 2", "di 3", "wo 4", "do 5", "vr 6 mrt"]),
        (
            "marzec 2026",
            ["pon. 2", "wt 3", "śr. 4", "czw. 5 marca", "piątek 6"],
        ),
        (
            "Март 2026",
            ["пн 2", "вт 3", "ср 4", "5 марта", "пятница, 6 марта"],
        ),
        ("2026年3月", ["2日", "3", "3月4日", "5日（周四）", "6日 星期五"]),
    ] {
        let expected: Vec<String> = (2..=6).map(|day| format!("2026-03-{day:02}")).collect();
        assert_eq!(days(&read_one(&dated(name, &dates))), expected, "{name}");
    }
}

#[test]
fn a_weekday_of_any_language_beside_a_date_is_its_checksum() {
    for (day, wrong) in [
        ("lundi", "mardi"),
        ("mo", "di"),
        ("pn", "wt"),
        ("пн", "вт"),
        ("一", "二"),
        ("seg.", "ter."),
    ] {
        let rows = [
            format!("2026-03-02|{day}"),
            format!("2026-03-03|{wrong}"),
            format!("2026-03-04|{wrong}"),
        ];
        let rows: Vec<&str> = rows
            .iter()
            .map(String::as_str)
            .filter(|row| !row.contains("pn"))
            .collect();
        let reading = read_one(&dated("2026-03", &rows));
        let refused = findings(&reading);
        assert!(
            refused.len() == 1 && refused[0].contains("2026-03-04 is a Wednesday"),
            "{day}: {refused:?}"
        );
    }
}

#[test]
fn a_word_with_two_meanings_is_what_the_sheet_says_or_nothing() {
    // March by its neighbours, Tuesday by its neighbours, Tuesday by the checksum alone.
    assert_eq!(
        days(&read_one(&dated("2026", &["1 feb", "mar 3", "4 apr"]))),
        ["2026-02-01", "2026-03-03", "2026-04-04"]
    );
    assert_eq!(
        days(&read_one(&dated("Abril 2026", &["lun 6", "mar 7"]))),
        ["2026-04-06", "2026-04-07"]
    );
    assert_eq!(days(&read_one(&dated("Abril 2026", &["mar 7"]))), ["2026-04-07"]);
    // Neither March nor a Tuesday; in an English sheet it is March whatever the weekday.
    assert!(days(&read_one(&dated("Abril 2026", &["mar 8", "9"]))).ends_with(&["2026-04-09".into()]));
    let english = read_one(&dated("April 2026", &["Mar 7", "8"]));
    assert!(
        findings(&english)[0].contains("2026-03-07 is outside"),
        "{:?}",
        findings(&english)
    );
    // Sunday in Spanish, Thursday in Dutch.
    assert_eq!(
        days(&read_one(&dated("Marzo 2026", &["sáb 7", "do 8"]))),
        ["2026-03-07", "2026-03-08"]
    );
    assert_eq!(
        days(&read_one(&dated("Maart 2026", &["wo 4", "do 5"]))),
        ["2026-03-04", "2026-03-05"]
    );
    let spanish = read_one(&dated("Marzo 2026", &["sáb 7", "do 12"]));
    assert_eq!(days(&spanish), ["2026-03-07"]);
}

#[test]
fn a_room_may_be_named_as_a_month_or_a_weekday() {
    let options = SheetOptions {
        create_rooms: true,
        ..SheetOptions::default()
    };
    let rows: [&[&str]; 3] = [
        &["Date", "Saturn", "Mars", "Sam", "Data"],
        &["2026-05-04", "A 1", "B 2", "C 3", "D 4"],
        &["2026-05-05", "Mars", "May", "Augusto 12", "Set 5"],
    ];
    let reading = read_with(&sheet("Plan", &rows), &options);
    assert_eq!(reading.new_rooms.len(), 4, "{:?}", reading.notes);
    assert_eq!(slots(&reading).len(), 8);
}

#[test]
fn weekdays_tell_the_year_that_nothing_names() {
    let rows: &[&[&str]] = &[
        &["Spa 7月 班表"],
        &["館別", "房間", "1", "2", "3", "4"],
        &["", "", "三", "四", "五", "六"],
        &["仁愛", "A302", "", "Umoya 5", "", ""],
        &["", "A303", "Kopano 3", "", "", ""],
    ];
    let today = SheetOptions {
        today: NaiveDate::from_ymd_opt(2026, 11, 28),
        ..SheetOptions::default()
    };
    let reading = read_with(&sheet("仁愛", rows), &today);
    assert_eq!(slots(&reading), ["D4 A302 2026-07-02", "C5 A303 2026-07-01"]);
    assert_eq!(
        notes(&reading),
        ["its dates name no year; their weekdays fit 2026 alone"]
    );
    let mut wrong = rows.to_vec();
    wrong[2] = &["", "", "三", "五", "五", "六"];
    assert_refused(&read_with(&sheet("仁愛", &wrong), &today), "--year");
}

#[test]
fn a_weekday_among_weekdays_is_no_month() {
    let rows: &[&[&str]] = &[
        &["", "", "Excellence", "Respect"],
        &["lun.", "=6", "Umoya 5", ""],
        &["mar.", "=7", "Kopano 6", ""],
        &["mer.", "=8", "Thuto 7", ""],
        &["lun.", "=9", "Siyaya 8", "Lesedi 9"],
    ];
    let reading = read_one(&sheet("avril 2026", rows));
    assert_eq!(
        slots(&reading),
        [
            "C2 Excellence 2026-04-06",
            "C3 Excellence 2026-04-07",
            "C4 Excellence 2026-04-08"
        ]
    );
    assert!(
        findings(&reading).join("").contains("2026-04-09 is a Thursday"),
        "{reading:?}"
    );
}
