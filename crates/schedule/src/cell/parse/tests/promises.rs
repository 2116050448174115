//! What the grammar promises, form by form.

use chrono::NaiveDate;

use super::*;

#[test]
fn the_forms_of_the_table_give_what_it_says() {
    check(&[
        ("25+1+18 L/T", "Unknown|25+1|18,0,0"),
        ("25 + 18 laptops", "Unknown|25+1|18,0,0"),
        ("30 + 18 devices", "Unknown|30+1|0,0,18"),
        ("Client - 15 laptops", "Client|15+1|15,0,0"),
        ("Client (15 laptops)", "Client|15+1|15,0,0"),
        ("Client 10 desktops + 5 laptops", "Client|15+1|5,10,0"),
        ("Client 12 PCs", "Client|12+1|0,12,0"),
        ("Client 25 learners + 2 fac", "Client|25+2|0,0,0"),
        ("Client 25 + 1", "Client|25+1|0,0,0"),
        ("Client 25 ppl", "Client|25+0|0,0,0"),
        ("Client 25 people", "Client|25+0|0,0,0"),
        ("Client ~25", "Client|25+1|0,0,0"),
        ("Client 25-30", "Client|25+1|0,0,0"),
        ("Client 25/30", "Client|25+1|0,0,0"),
        ("Client 34", "Client|34+1|0,0,0"),
        ("Phase 3 Projects - 18 laptops", "Phase 3 Projects|18+1|18,0,0"),
        ("A4 Group 10+1", "A4 Group|10+1|0,0,0"),
        ("Lwazi (Pty) Ltd 36+1", "Lwazi (Pty) Ltd|36+1|0,0,0"),
        ("Lwazi (Pty) Ltd 36+1 + 20 Laptops", "Lwazi (Pty) Ltd|36+1|20,0,0"),
        ("Highveld Steel (35 pax)", "Highveld Steel|35+0|0,0,0"),
    ]);
}

#[test]
fn clock_ranges_are_parts_of_the_day() {
    for (text, start, end) in [
        ("Client 08:00-12:00 20+1", at(8, 0), at(12, 0)),
        ("Client 8h30-12h00 20+1", at(8, 30), at(12, 0)),
        ("Client 20+1 9am-1pm", at(9, 0), at(13, 0)),
        ("Client 20+1, 9-1pm", at(9, 0), at(13, 0)),
        ("Client 20+1 9 am to 1 pm", at(9, 0), at(13, 0)),
        ("Client 20+1 1-4pm", at(13, 0), at(16, 0)),
        ("Client 20+1 08H00 – 16H30", at(8, 0), at(16, 30)),
        ("Client 20+1 (10h-12h)", at(10, 0), at(12, 0)),
        ("09:40:-10:30 Client 20+1", at(9, 40), at(10, 30)),
        ("AM: 08:00-11:00 Client 20+1", at(8, 0), at(11, 0)),
        ("Client 5:30p-8:30p 20+1", at(17, 30), at(20, 30)),
        ("Client 10:30a-1p 20+1", at(10, 30), at(13, 0)),
    ] {
        let entry = one(text);
        assert_eq!(
            (entry.time, gist(&entry).as_str()),
            (Some((start, end)), "Client|20+1|0,0,0"),
            "{text:?}"
        );
        assert_eq!(entry.note, None, "{text:?}");
        assert!(!has(&entry, RemarkKind::TimeUnusual), "{text:?}");
    }
}

#[test]
fn a_twelve_hour_clock_is_understood_and_noted() {
    for (text, start, end) in [
        ("Client 20+1 1:00-4:00", at(13, 0), at(16, 0)),
        ("Client 20+1 8:00-1:00", at(8, 0), at(13, 0)),
        ("Client 20+1 12:30-01:00", at(12, 30), at(13, 0)),
    ] {
        let entry = one(text);
        assert_eq!(entry.time, Some((start, end)), "{text:?}");
        assert!(has(&entry, RemarkKind::TimeUnusual), "{text:?}");
    }
}

#[test]
fn a_time_that_cannot_be_rejects_the_cell() {
    for text in [
        "25:00-26:00 Client 20+1",
        "Client 8:00-8:00 20",
        "22:00-02:00 Client 5",
        "Client 20+1 08:00-12:75",
    ] {
        let (why, way_out) = rejected(text);
        assert!(why.contains("invalid time `"), "{text:?}: {why}");
        assert!(way_out.contains("08:00-12:00"), "{text:?}: {way_out}");
    }
}

#[test]
fn hours_beside_people_are_a_time_and_noted() {
    for text in [
        "Client 9-12 15+1",
        "Client 15+1 9-12",
        "Client 15+1 (9-12)",
        "Client 0900-1200 15+1",
    ] {
        let entry = one(text);
        assert_eq!(entry.time, Some((at(9, 0), at(12, 0))), "{text:?}");
        assert_eq!(gist(&entry), "Client|15+1|0,0,0", "{text:?}");
        assert!(has(&entry, RemarkKind::TimeGuessed), "{text:?}");
    }
    assert_eq!(
        one("Grade 10-12 15+1").client,
        "Grade 10-12",
        "levels are no hours"
    );
    assert_eq!(one("Client 2-30 15+1").time, None, "outside the site's day");
}

#[test]
fn hours_before_a_name_or_from_noon_on_are_a_time_and_count_nobody() {
    for (text, start, end, people) in [
        ("9-12 Client", at(9, 0), at(12, 0), "Client|?|0,0,0"),
        ("9-12\nClient", at(9, 0), at(12, 0), "Client|?|0,0,0"),
        ("9-12: Client 8", at(9, 0), at(12, 0), "Client|8+1|0,0,0"),
        ("1-4 Client 8 pax", at(13, 0), at(16, 0), "Client|8+0|0,0,0"),
        ("Client 12-2", at(12, 0), at(14, 0), "Client|?|0,0,0"),
        ("Client 10-2 15+1", at(10, 0), at(14, 0), "Client|15+1|0,0,0"),
    ] {
        let entry = one(text);
        assert_eq!(
            (entry.time, gist(&entry).as_str()),
            (Some((start, end)), people),
            "{text:?}"
        );
        let is_noted = has(&entry, RemarkKind::TimeGuessed) || has(&entry, RemarkKind::TimeUnusual);
        assert!(is_noted, "{text:?}");
    }
    check(&[
        ("9-12 A Co\n1-4 B Co 5", "A Co|?|0,0,0 & B Co|5+1|0,0,0"),
        ("08:00-10:00 A Co\n10-12 B Co", "A Co|?|0,0,0 & B Co|?|0,0,0"),
        ("8-10 learners", "Unknown|8+1|0,0,0"),
        ("9-12 Staff meeting", "Staff meeting|?|0,0,0"),
    ]);
    let (why, way_out) = rejected("9:00 A Co\n14:00 B Co");
    assert!(why.contains("at 9:00 and 14:00"), "{why}");
    assert!(way_out.contains("both of its times"), "{way_out}");
    for text in [
        "Client 10-15",
        "10-12 March",
        "8-10 kids",
        "Team 12-1",
        "Class 9-12 15+1",
        "Years 10-12 15+1",
        "2-3 days 15+1",
        "25-30 Client",
        "15-10 Client",
    ] {
        assert_eq!(one(text).time, None, "{text:?}");
    }
}

#[test]
fn half_a_day_behind_a_name_needs_no_count() {
    for (text, half) in [
        ("Client AM", (at(7, 30), at(12, 0))),
        ("Client (PM)", (at(12, 0), at(16, 30))),
        ("Client (vormittags)", (at(7, 30), at(12, 0))),
    ] {
        let entry = one(text);
        assert_eq!(
            (entry.client.as_str(), entry.time),
            ("Client", Some(half)),
            "{text}"
        );
        assert!(has(&entry, RemarkKind::TimeGuessed), "{text}");
    }
    for text in ["Client FM/AM", "Client am Morgen", "AM Consulting"] {
        assert_eq!((one(text).client.as_str(), one(text).time), (text, None));
    }
}

#[test]
fn words_in_place_of_a_client_book_nothing() {
    for word in ["Booked", "FULL", "Reserved", "belegt", "Fully booked"] {
        assert!(rejected(word).0.contains("not by whom"), "{word}");
    }
    for word in ["ditto", "Idem", "same as above", "cont.", "(continued)"] {
        assert!(rejected(word).0.contains("stands for another cell"), "{word}");
    }
    for word in ["Free", "Available", "libre"] {
        assert!(matches!(read_cell(word), CellReading::Ignored { .. }), "{word}");
    }
    check(&[
        ("Reserved for Client", "Client|?|0,0,0"),
        ("Full Circle 20+1", "Full Circle|20+1|0,0,0"),
    ]);
}

#[test]
fn labels_and_semicolons_part_a_cell() {
    let (am, pm) = (Some((at(7, 30), at(12, 0))), Some((at(12, 0), at(16, 30))));
    for text in [
        "AM: A Co 20+1 PM: B Co 15",
        "AM: A Co 20+1 / PM: B Co 15",
        "AM: A Co 20+1\nPM: B Co 15",
        "am : A Co 20+1; pm : B Co 15",
        "AM: A Co 20+1, PM: B Co - 15",
    ] {
        check(&[(text, "A Co|20+1|0,0,0 & B Co|15+1|0,0,0")]);
        assert_eq!(
            all(text).iter().map(|e| e.time).collect::<Vec<_>>(),
            [am, pm],
            "{text:?}"
        );
    }
    assert_eq!(one("AM: A Co 20+1").time, am);
    assert_eq!(one("AM: A Co 20+1 PM: -").time, am);
    assert_eq!(one("A Co 20+1 (PM)").time, pm);
    assert_eq!(one("AM/PM: A Co 20+1").time, None);
    assert!(has(&one("AM: A Co 20+1 PM: closed"), RemarkKind::NoteKept));
}

#[test]
fn clock_ranges_part_a_cell() {
    for text in [
        "08:00-12:00 A Co 20+1 13:00-16:30 B Co 15+1",
        "08:00-12:00 A Co 20+1; 13:00-16:30 B Co 15+1",
        "08:00-12:00 A Co 20+1 / 13:00-16:30 B Co 15+1",
        "A Co 20+1 08:00-12:00\nB Co 15+1 13:00-16:30",
        "A Co 08:00-12:00 20+1 / B Co 13:00-16:30 15+1",
        "A Co 20+1 8am-12pm, B Co 15+1 1pm-4:30pm",
        "08:00-12:00\nA Co 20+1\n13:00-16:30\nB Co 15+1",
    ] {
        check(&[(text, "A Co|20+1|0,0,0 & B Co|15+1|0,0,0")]);
        let times: Vec<_> = all(text).iter().map(|entry| entry.time).collect();
        assert_eq!(
            times,
            [Some((at(8, 0), at(12, 0))), Some((at(13, 0), at(16, 30)))],
            "{text:?}"
        );
    }
    assert!(
        rejected("A Co 20+1 08:00-10:00 and 11:00-13:00")
            .0
            .contains("two times")
    );
}

#[test]
fn a_line_or_a_slash_parts_only_two_complete_entries() {
    for text in [
        "A Co 20+1\nB Co 15+1",
        "A Co 20+1 / B Co 15+1",
        "A Co 20+1/B Co 15+1",
        "A Co 20 / B Co 15",
        "A Co 20\nB Co 15 laptops",
    ] {
        let (why, way_out) = rejected(text);
        assert!(
            why.contains("two bookings for one time: `A Co` and `B Co`"),
            "{text:?}: {why}"
        );
        assert!(way_out.contains("AM:"), "{text:?}: {way_out}");
    }
    check(&[
        ("Karoo Rail 20+1\nMS Office", "Karoo Rail|20+1|0,0,0"),
        ("Karoo Rail\n20+1", "Karoo Rail|20+1|0,0,0"),
        ("Karoo\nRail 20", "Karoo Rail|20+1|0,0,0"),
        ("Karoo Rail 20+1 / 15 laptops", "Karoo Rail|20+1|15,0,0"),
        ("IF/ELSE Academy 12+1", "IF/ELSE Academy|12+1|0,0,0"),
        ("Grade 10/Grade 11 20+1", "Grade 10/Grade 11|20+1|0,0,0"),
        ("Karoo Rail 20+1 (Sales 5 / Admin 6)", "Karoo Rail|20+1|0,0,0"),
    ]);
}

#[test]
fn ampersand_comma_plus_and_hyphen_never_part_a_cell() {
    check(&[
        ("Smith & Daughters 20+1", "Smith & Daughters|20+1|0,0,0"),
        ("M&N Attorneys 20+1", "M&N Attorneys|20+1|0,0,0"),
        ("Smith, Jones and Co 20+1", "Smith, Jones and Co|20+1|0,0,0"),
        ("SETA-Inseta 21+1", "SETA-Inseta|21+1|0,0,0"),
        ("Rail + Road 21+1", "Rail + Road|21+1|0,0,0"),
    ]);
    assert!(rejected("A Co 20+1 & B Co 15+1").0.contains("twice"));
}

#[test]
fn one_room_holds_one_booking_at_a_time() {
    for text in [
        "A 20+1; B 15+1",
        "AM: A 20+1; B 15",
        "08:00-12:00 A 5; 11:00-13:00 B 5",
        "AM: A 5 AM: B 5",
    ] {
        assert!(rejected(text).0.contains("two bookings"), "{text:?}");
    }
    let entries = all("CANCELLED A Co 20+1; B Co 15+1");
    assert_eq!(
        entries.iter().map(|e| e.status).collect::<Vec<_>>(),
        [CellStatus::Cancelled, CellStatus::Confirmed]
    );
}

#[test]
fn status_words_stand_anywhere_and_leave_no_trace() {
    for word in [
        "TBC",
        "tba",
        "Tentative",
        "provisional",
        "pencil",
        "pencilled in",
        "(TBC)",
        "- tbc",
    ] {
        for text in [
            format!("Client 25+1 {word}"),
            format!("{word} Client 25+1"),
            format!("Client {word} 25+1"),
        ] {
            let entry = one(&text);
            assert_eq!(
                (entry.status, gist(&entry).as_str()),
                (CellStatus::Tentative, "Client|25+1|0,0,0"),
                "{text}"
            );
            assert_eq!(entry.note, None, "{text}");
        }
    }
    for word in [
        "CANCELLED",
        "canceled",
        "Canx",
        "cancel",
        "postponed",
        "(postponed)",
    ] {
        let entry = one(&format!("Client 25+1 {word}"));
        assert_eq!(
            (entry.status, entry.client.as_str()),
            (CellStatus::Cancelled, "Client"),
            "{word}"
        );
        assert!(has(&entry, RemarkKind::Cancelled));
    }
    assert_eq!(
        one("Cancer Association 20").status,
        CellStatus::Confirmed,
        "only whole words"
    );
    check(&[
        ("Client 20 TBC", "Client|20+1|0,0,0"),
        ("Client TBC", "Client|?|0,0,0"),
        ("TBC", "Unknown|?|0,0,0"),
    ]);
}

#[test]
fn reserved_for_names_the_client() {
    check(&[
        ("Reserved for Protea Retail", "Protea Retail|?|0,0,0"),
        ("RESERVED FOR Protea 20+1", "Protea|20+1|0,0,0"),
        ("Reserve Bank 20+1", "Reserve Bank|20+1|0,0,0"),
    ]);
}

#[test]
fn whole_cells_of_the_ignore_list_are_ignored_and_names_that_hold_them_are_not() {
    for text in [
        "Closed",
        "CLOSED!",
        "-",
        "–",
        "x",
        "X",
        "n/a",
        "N/A.",
        "4th  floor",
        "public\u{a0}holiday",
        " \u{a0} ",
    ] {
        assert!(matches!(read_cell(text), CellReading::Ignored { .. }), "{text:?}");
    }
    check(&[
        ("Storage Kings 20", "Storage Kings|20+1|0,0,0"),
        ("Closed Loop Co 5+1", "Closed Loop Co|5+1|0,0,0"),
    ]);
}

#[test]
fn what_is_no_text_is_rejected_with_a_way_out() {
    let date = NaiveDate::from_ymd_opt(2026, 12, 10)
        .unwrap()
        .and_hms_opt(0, 0, 0)
        .unwrap();
    for (value, fact) in [
        (CellValue::Number(25.0), "number `25`,"),
        (CellValue::Number(f64::NAN), "NaN"),
        (CellValue::Number(1e300), "number"),
        (CellValue::Bool(true), "TRUE"),
        (CellValue::DateTime(date), "10-12"),
        (CellValue::Time(at(10, 12)), "10:12"),
        (CellValue::Error("#REF!".to_owned()), "#REF!"),
    ] {
        let CellReading::Rejected { why, way_out } = read_value(&value) else {
            panic!("{value:?}")
        };
        assert!(why.contains(fact) && why.len() < 200, "{why}");
        assert!(!way_out.is_empty());
    }
}

#[test]
fn texts_that_are_no_entry_are_rejected_with_a_way_out() {
    for (text, fact) in [
        ("#REF!", "error `#REF!`"),
        ("#N/A", "error `#N/A`"),
        ("Err:502", "error `Err:502`"),
        ("17", "only the number `17`,"),
        ("2026", "only the number `2026`"),
        ("(25)", "only the number"),
        ("ambition", "room Ambition"),
        ("Success 10", "room Success 10"),
        ("10/12/2026", "is a date"),
        ("10-Dec", "is a date"),
        ("Thu 1 January 2026", "is a date"),
        ("???", "neither a client nor a count"),
        ("Y", "only the letter"),
        ("AM: Y", "only the letter"),
        (" n ", "only the letter"),
        ("AM:", "nobody"),
        ("AM: PM:", "nobody"),
        ("10-12", "may be hours"),
        ("08 – 16", "may be hours"),
    ] {
        let (why, way_out) = rejected(text);
        assert!(why.contains(fact), "{text:?}: {why}");
        assert!(!way_out.is_empty());
    }
    check(&[
        ("June 20+1", "June|20+1|0,0,0"),
        ("May Street Co 5", "May Street Co|5+1|0,0,0"),
    ]);
    check(&[("25-30", "Unknown|25+1|0,0,0")]);
}

#[test]
fn text_over_the_limits_is_rejected() {
    assert_eq!(
        one(&format!("{} 20+1", "a".repeat(LONGEST_CLIENT))).client.len(),
        LONGEST_CLIENT
    );
    assert!(
        rejected(&format!("{} 20+1", "a".repeat(LONGEST_CLIENT + 1)))
            .0
            .contains("101 characters")
    );
    assert!(rejected(&"Client 20+1 ".repeat(1_000)).0.contains("characters"));
    assert!(
        rejected(&"9".repeat(900)).0.chars().count() < 200,
        "a message does not repeat it all"
    );
}

#[test]
fn status_words_of_every_language_are_read_and_are_no_part_of_a_name() {
    for text in [
        "Client 20+1 ABGESAGT",
        "Client 20+1 fällt aus",
        "Client 20+1 (annulé)",
        "Cancelado: Client 20+1",
        "Client 20+1 adiado",
        "Client 20+1 annullata",
        "Client 20+1 gaat niet door",
        "Client 20+1 gekanselleer",
        "Client 20+1 odwołane",
        "Client 20+1 отменён",
        "Client 20+1 取消",
        "Client取消",
    ] {
        let entry = one(text);
        assert_eq!(
            (entry.client.as_str(), entry.status),
            ("Client", CellStatus::Cancelled),
            "{text:?}"
        );
        assert_eq!(entry.note, None, "{text:?}");
    }
    for text in [
        "Client 20+1 not confirmed",
        "Client 20+1 unter Vorbehalt",
        "Client 20+1 à confirmer",
        "Client 20+1 por confirmar",
        "Client 20+1 provisório",
        "Client 20+1 da confermare",
        "Client 20+1 voorlopig",
        "Client 20+1 wstępnie",
        "Client 20+1 предварительно",
        "Client 20+1 待定",
    ] {
        let entry = one(text);
        assert_eq!(
            (entry.client.as_str(), entry.status),
            ("Client", CellStatus::Tentative),
            "{text:?}"
        );
    }
    for text in [
        "Client 20+1 confirmed",
        "Client 20+1 bestätigt",
        "Client 20+1 (confirmé)",
        "Client 20+1 已确认",
    ] {
        let entry = one(text);
        assert_eq!(
            (entry.status, entry.note),
            (CellStatus::Confirmed, None),
            "{text:?}"
        );
    }
    assert_eq!(one("Confirmed Minds 20+1").client, "Confirmed Minds");
}

#[test]
fn halves_of_the_day_have_words_in_every_language() {
    for (am, pm) in [
        ("vormittags", "nachmittags"),
        ("Matin", "Après-midi"),
        ("mañana", "tarde"),
        ("MANHÃ", "TARDE"),
        ("mattina", "pomeriggio"),
        ("ochtend", "middag"),
        ("oggend", "middag"),
        ("rano", "po południu"),
        ("утро", "день"),
        ("上午", "下午"),
        ("a.m.", "p.m."),
        ("morning", "afternoon"),
    ] {
        let both = format!("{am}: Client 20+1 {pm}: Umoya 15+1");
        let times: Vec<_> = all(&both)
            .iter()
            .map(|entry| (entry.client.clone(), entry.time))
            .collect();
        let expected = [
            ("Client".to_owned(), Some((at(7, 30), at(12, 0)))),
            ("Umoya".to_owned(), Some((at(12, 0), at(16, 30)))),
        ];
        assert_eq!(times, expected, "{both}");
        assert_eq!(
            one(&format!("Client 20+1 {pm}")).time,
            Some((at(12, 0), at(16, 30))),
            "{pm}"
        );
    }
    assert_eq!(one("Client 20+1 morning tea").time, None);
    assert_eq!(one("Matin Bakery 20+1").time, None);
}

#[test]
fn a_cell_that_says_closed_in_any_language_books_nothing() {
    for text in [
        "Geschlossen",
        "FEIERTAG",
        "jour férié",
        "Fermé",
        "cerrado",
        "Festivo",
        "Feriado",
        "chiuso",
        "Gesloten",
        "Openbare vakansiedag",
        "święto",
        "Выходной день",
        "放假",
        "kein Raum",
        "pas de salle",
        "sin sala",
        "brak sali",
    ] {
        assert!(matches!(read_cell(text), CellReading::Ignored { .. }), "{text}");
    }
    assert_eq!(one("Festivo GmbH 20+1").client, "Festivo GmbH");
}

#[test]
fn a_client_may_be_named_as_a_month() {
    for (text, gist_of) in [
        ("Mars 25", "Mars|25+1|0,0,0"),
        ("Augusto 12", "Augusto|12+1|0,0,0"),
        ("Avril 20", "Avril|20+1|0,0,0"),
        ("May Clinic 20+1", "May Clinic|20+1|0,0,0"),
        ("May 20+1", "May|20+1|0,0,0"),
        ("Set 5+1", "Set|5+1|0,0,0"),
    ] {
        assert_eq!(gist(&one(text)), gist_of, "{text}");
    }
    for date in ["2 mars", "2. März 2026", "lundi 2 mars", "2 марта", "März 2026"] {
        assert!(matches!(read_cell(date), CellReading::Rejected { .. }), "{date}");
    }
}
