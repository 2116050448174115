//! How the replaced parser failed, and texts that would break this one.

use super::*;

#[test]
fn the_traps_of_the_replaced_parser_are_read_as_meant() {
    check(&[
        ("DAG 25-30 - 15 laptops", "DAG|25+1|15,0,0"),
        ("Client 14+1 (Feedem) 14 desktops", "Client|14+1|0,14,0"),
        ("Brown Co 20 devices", "Brown Co|20+1|0,0,20"),
        ("Brown 17 laptops", "Brown|17+1|17,0,0"),
        ("Own devices 12", "Unknown|12+1|0,0,0"),
        ("Client 20 (own laptops)", "Client|20+1|0,0,0"),
        ("Matric 2026 15", "Matric 2026|15+1|0,0,0"),
        ("Client 20 learners 15 laptops", "Client|20+1|15,0,0"),
        ("Client 10 - 15", "Client|10+1|0,0,0"),
        ("30 + 8 desktops", "Unknown|30+1|0,8,0"),
        ("Client 30 + 18 laptops", "Client|30+1|18,0,0"),
    ]);
    assert!(matches!(read_cell("offices"), CellReading::Ignored { .. }));
    assert!(rejected("A302").0.contains("room"));
}

#[test]
fn figures_that_are_no_people_stay_where_they_are() {
    for text in [
        "Client 2026",
        "Client 1,200",
        "Client 2.5",
        "Client 12345678901234567890",
        "Client #4",
        "Client 50%",
    ] {
        let entry = one(text);
        assert_eq!((entry.client.as_str(), entry.people), (text, None), "{text:?}");
        assert!(has(&entry, RemarkKind::UnclaimedNumber), "{text:?}");
    }
    let entry = one("Client 25+1 tel 082-555-0100");
    assert_eq!(entry.note.as_deref(), Some("tel 082-555-0100"));
    assert!(has(&entry, RemarkKind::UnclaimedNumber));
    check(&[
        ("4U Training 6+1", "4U Training|6+1|0,0,0"),
        ("Client 25pax", "Client 25pax|?|0,0,0"),
        ("B2B Sales", "B2B Sales|?|0,0,0"),
        ("Client 1500 laptops", "Client 1500 laptops|?|0,0,0"),
    ]);
    assert!(has(&one("Client 25pax"), RemarkKind::UnclaimedNumber));
}

#[test]
fn what_looks_like_a_time_or_a_range_of_devices_is_pointed_out() {
    for text in ["Client from 9am 20+1", "Client 08:00 20+1", "Client 9am"] {
        assert!(has(&one(text), RemarkKind::UnclaimedNumber), "{text:?}");
    }
    for text in [
        "Client 20+1 9.00-12.00",
        "Client 20 9.00 - 12.00 Uhr",
        "Client 20 de 9h à 12h",
        "Client 9:00 bis 12.00 Uhr 20",
        "Client 20 personnes 9h00 à 12h00",
    ] {
        let entry = one(text);
        let hours = entry.time.map(|(start, end)| format!("{start}-{end}"));
        assert_eq!(hours.as_deref(), Some("09:00:00-12:00:00"), "{text:?}");
        assert_eq!((entry.client.as_str(), entry.note), ("Client", None), "{text:?}");
        assert_eq!(entry.people.map(|people| people.learners), Some(20), "{text:?}");
    }
    for (text, hours) in [
        ("Client 20 matin", "07:30:00-12:00:00"),
        ("Client 20 pax nachmittags", "12:00:00-16:30:00"),
        ("Client 5 0830-1000", "08:30:00-10:00:00"),
        ("Client 25 - 0830-1000", "08:30:00-10:00:00"),
        ("Client (20) matin", "07:30:00-12:00:00"),
        ("Client 5 9-12", "09:00:00-12:00:00"),
    ] {
        let entry = one(text);
        let read = entry.time.map(|(start, end)| format!("{start}-{end}"));
        assert_eq!(read.as_deref(), Some(hours), "{text:?}");
        assert_eq!(entry.client, "Client", "{text:?}");
        assert!(
            entry.people.is_some_and(|people| people.learners >= 5),
            "{text:?}"
        );
    }
    check(&[
        ("Client 2025-2026", "Client 2025-2026|?|0,0,0"),
        ("Grade 5 9-12", "Grade 5|9+1|0,0,0"),
        (
            "Python 3.10-3.11 Academy 20+1",
            "Python 3.10-3.11 Academy|20+1|0,0,0",
        ),
        ("Client 20 morning tea", "Client 20 morning tea|?|0,0,0"),
    ]);
    check(&[("Client 25-30 laptops", "Client|25+1|30,0,0")]);
    assert!(has(&one("Client 25-30 laptops"), RemarkKind::Range));
    assert!(!has(&one("Client 25 - 30 laptops"), RemarkKind::Range));
    assert!(!has(
        &one("Python 3.11 Academy 20+1"),
        RemarkKind::UnclaimedNumber
    ));
}

#[test]
fn a_dangling_summand_is_reported_and_not_guessed() {
    let entry = one("Client 25+1+18");
    assert_eq!(
        (gist(&entry).as_str(), entry.note.as_deref()),
        ("Client|25+1|0,0,0", Some("18"))
    );
    assert!(has(&entry, RemarkKind::UnclaimedNumber));
}

#[test]
fn more_ways_in_which_people_and_devices_are_written() {
    check(&[
        ("Client 25 + 2 fac", "Client|25+2|0,0,0"),
        ("Client 2 fac + 25 learners", "Client|25+2|0,0,0"),
        ("Client 25 learners +1", "Client|25+1|0,0,0"),
        ("Client 25+1 learners", "Client|25+1|0,0,0"),
        (
            "Client 25 delegates, 2 facilitators, 10 laptops",
            "Client|25+2|10,0,0",
        ),
        ("Client 25-30 pax", "Client|25+0|0,0,0"),
        ("Client 25-30+1", "Client|25+1|0,0,0"),
        ("Client 24+1 (25 pax)", "Client|24+1|0,0,0"),
        ("Client 25 pax + 18 laptops", "Client|25+0|18,0,0"),
        ("Client ±25+1", "Client|25+1|0,0,0"),
        ("Client approx. 25", "Client|25+1|0,0,0"),
        ("Client +/- 25", "Client|25+1|0,0,0"),
        ("Client 25+1+10 desktops + 5 laptops", "Client|25+1|5,10,0"),
        ("Client 25+1, 18 L/T", "Client|25+1|18,0,0"),
        ("Client 25+1 with 15 x laptops", "Client|25+1|15,0,0"),
        ("Client 20 15laptops", "Client|20+1|15,0,0"),
        ("Client 9 D/T", "Client|9+1|0,9,0"),
        ("Client 25+1 own laptops", "Client|25+1|0,0,0"),
        ("Client 30 + 18 own laptops", "Client|30+1|0,0,0"),
        ("Client 25+1+18 own laptops", "Client|25+1|0,0,0"),
        ("Client 25+1, 5 own laptops", "Client|25+1|0,0,0"),
        ("Client 15 laptops (own)", "Client|15+1|0,0,0"),
        ("Client (20)", "Client|20+1|0,0,0"),
        ("Client 20 (Caterco)", "Client|20+1|0,0,0"),
        ("Client (Sales) (20 pax)", "Client (Sales)|20+0|0,0,0"),
        (
            "Laptop Wireless Cart #1 (20)",
            "Laptop Wireless Cart #1|20+1|0,0,0",
        ),
        ("Computer Society 20+1", "Computer Society|20+1|0,0,0"),
    ]);
}

#[test]
fn a_note_keeps_what_is_no_name_and_no_count() {
    for (text, note) in [
        ("Client 25+1 lunch & tea", "lunch & tea"),
        (
            "Client 25+1 (Caterco (vegan)) projector",
            "Caterco (vegan); projector",
        ),
        ("Client 25+1 (Caterco) 14 laptops tea", "Caterco; tea"),
        ("Client 25+1\nMS Office\nBring ID", "MS Office; Bring ID"),
        ("Client (25 learners, Caterco)", "Caterco"),
        ("Client 25+1 [urgent]", "urgent"),
        ("25+1 Karoo Rail", "Karoo Rail"),
        ("Client 20 (own laptops)", "own laptops"),
    ] {
        assert_eq!(one(text).note.as_deref(), Some(note), "{text:?}");
    }
    assert_eq!(one("Client 25+1.").note, None);
    assert_eq!(
        one("25+1 Karoo Rail").client,
        "Unknown",
        "text after a count is a note"
    );
}

#[test]
fn names_keep_what_belongs_to_them() {
    for name in [
        "O'Brien Media",
        "Acme Inc.",
        "U.K. Aid",
        "[R] Group",
        "Lwazi (Pty) Ltd",
        "3 Sixty Co",
        "Zoë & Söhne",
    ] {
        assert_eq!(one(&format!("{name} 20+1")).client, name);
        assert_eq!(one(&format!("{name} - 20")).client, name);
    }
    assert_eq!(one("O’Brien  Media 20").client, "O'Brien Media");
}

#[test]
fn the_many_spellings_of_a_text_are_one() {
    for text in [
        "Zoe\u{308} Co\u{a0}25\u{2009}+\u{200b}1",
        "\u{feff}Zoë\u{ad} Co 25+1\u{e0020}",
        "Zoë Co_x000D_ 25+1",
        "\u{202e}Zoë Co\u{202c} 25+1\r",
        "Zoë\tCo  25＋1",
    ] {
        assert_eq!(gist(&one(text)), "Zoë Co|25+1|0,0,0", "{text:?}");
    }
    assert_eq!(one("Umoya — 34").client, "Umoya");
    assert_eq!(one("Umoya 25–30").people.unwrap().at_most, Some(30));
}

#[test]
fn hostile_texts_have_a_reading() {
    for text in [
        "((((((20+1))))))",
        "(((",
        ")(20)(",
        "Client [20+1",
        "٢٥ عميل",
        "Client ٢٥",
        "12²",
        "+++---///;;;",
        "own own own laptops",
        "1+2+3+4 laptops",
        "99999999999999999999+1",
        "AM:PM:AM:",
        "am pm am/pm",
        "reserved for",
        "x 20 x laptops",
        "\u{202e}\u{200b}",
        "1:1:1:1-2:2",
        "#",
        "L/T",
        "🎉 20+1",
        "a.m.-p.m.",
        "9am-",
    ] {
        let _ = read_cell(text);
    }
    let deep = format!("{}20+1{}", "(".repeat(450), ")".repeat(450));
    assert_eq!(
        one(&format!("Client {deep}")).people.map(|p| p.learners),
        Some(20)
    );
}

#[test]
fn ignore_keys_forget_case_blanks_and_punctuation_at_the_end() {
    assert_eq!(ignore_key(" Store\u{a0} Room! "), ignore_key("storeroom"));
    assert_eq!(ignore_key("N/A."), "n/a");
    assert_eq!(ignore_key("–"), "-");
    assert_ne!(ignore_key("-"), ignore_key("x"));
}

#[test]
fn the_number_of_a_part_counts_no_people() {
    check(&[
        ("Umoya Day 2", "Umoya Day 2|?|0,0,0"),
        ("Umoya Day 1 of 3", "Umoya Day 1 of 3|?|0,0,0"),
        ("Umoya Level 4", "Umoya Level 4|?|0,0,0"),
        ("Umoya Module 3", "Umoya Module 3|?|0,0,0"),
        ("Umoya Group 2", "Umoya Group 2|?|0,0,0"),
        ("Umoya Part 2", "Umoya Part 2|?|0,0,0"),
        ("Umoya Day 2 20", "Umoya Day 2|20+1|0,0,0"),
        ("Thuto Grp 2 of 3 - 14", "Thuto Grp 2 of 3|14+1|0,0,0"),
        ("Youth Group 25", "Youth Group|25+1|0,0,0"),
        ("Open Day 60", "Open Day|60+1|0,0,0"),
    ]);
    assert!(has(&one("Umoya Day 2"), RemarkKind::UnclaimedNumber));
}

#[test]
fn signatures_and_signs_to_other_rooms_are_no_clients() {
    for text in [
        "Approved by Thandi Nkosi",
        "Prepared by: T. Nkosi",
        "Signed by Zola",
    ] {
        assert!(matches!(read_cell(text), CellReading::Ignored { .. }), "{text}");
    }
    for text in [
        "moved to Courage",
        "Moved to the hall",
        "see Courage",
        "now in Courage",
    ] {
        assert!(rejected(text).0.contains("another room"), "{text}");
    }
    check(&[
        ("See Trust 20", "See Trust|20+1|0,0,0"),
        ("Signed Agency 20", "Signed Agency|20+1|0,0,0"),
    ]);
    assert_eq!(one("Thuto 5 optie").status, CellStatus::Tentative);
}

#[test]
fn a_cell_over_every_room_of_a_day_needs_a_count() {
    let read = |text: &str| {
        let ignore = IgnoreList::new(["Load reduction"]);
        let rules = CellRules::new((at(7, 30), at(16, 30)), &ignore, &|_| None);
        super::super::parse_day_cell(&CellValue::Text(text.to_owned()), &rules)
    };
    for text in [
        "PUBLIC HOLIDAY - Good Friday",
        "CLOSED FOR EASTER",
        "School holidays",
        "Load reduction",
    ] {
        assert!(matches!(read(text), CellReading::Ignored { .. }), "{text}");
    }
    for text in ["Human Rights Day", "Load shedding", "Umoya"] {
        assert!(matches!(read(text), CellReading::Rejected { .. }), "{text}");
    }
    for text in ["Umoya 20", "Umoya cancelled"] {
        assert!(matches!(read(text), CellReading::Bookings(_)), "{text}");
    }
}
