//! What holds for any text.

use proptest::prelude::*;

use super::*;

/// Texts made of the pieces that the grammar looks for.
fn cell_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Client",
        "Karoo Rail",
        "own",
        "laptops",
        "L/T",
        "devices",
        "PCs",
        "pax",
        "learners",
        "fac",
        "TBC",
        "CANCELLED",
        "AM:",
        "PM:",
        "AM",
        "08:00-12:00",
        "9am-1pm",
        "13:00-16:00",
        "1:00-4:00",
        "9-12",
        "25",
        "1",
        "18",
        "2026",
        "0825550100",
        "+",
        "-",
        "/",
        "(",
        ")",
        ";",
        ",",
        "&",
        "\n",
        "~",
        "±",
        ".",
        ":",
        "x",
        "Reserved for",
        "4IR",
        "with",
        "to",
        "in",
        "approx.",
        "#4",
        "closed",
        "[",
        "]",
        "0",
        "99999999999",
    ]);
    prop::collection::vec((piece, prop::bool::ANY), 0..14).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, apart)| format!("{piece}{}", if apart { " " } else { "" }))
            .collect()
    })
}

fn holds_what_is_promised(text: &str) {
    let CellReading::Bookings(entries) = read_cell(text) else {
        return;
    };
    assert!(!entries.is_empty());
    let mut times = Vec::new();
    for entry in &entries {
        let name = &entry.client;
        assert!(
            !name.is_empty() && name.trim() == name && !name.chars().any(char::is_control),
            "{text:?}: {name:?}"
        );
        assert!(name.chars().count() <= LONGEST_CLIENT);
        let note = entry.note.as_deref().unwrap_or("n");
        assert!(
            !note.is_empty() && note.trim() == note && !note.chars().any(char::is_control),
            "{text:?}: {note:?}"
        );
        assert!(
            entry
                .people
                .is_none_or(|p| p.facilitators <= 999 && p.at_most.is_none_or(|most| most >= p.learners))
        );
        let (start, end) = entry.time.unwrap_or((at(7, 30), at(16, 30)));
        assert!(start < end, "{text:?}");
        if entry.status != CellStatus::Cancelled {
            times.push((start, end));
        }
    }
    times.sort();
    assert!(
        times.windows(2).all(|pair| pair[0].1 <= pair[1].0),
        "{text:?} overlaps: {times:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_reading_that_keeps_its_promises(text in "\\PC*|.{0,80}") {
        holds_what_is_promised(&text);
    }

    #[test]
    fn any_sentence_of_the_grammar_keeps_its_promises(text in cell_text()) {
        holds_what_is_promised(&text);
    }

    #[test]
    fn a_reading_depends_on_the_text_alone_and_not_on_its_blanks(text in cell_text()) {
        prop_assert_eq!(read_cell(&text), read_cell(&text));
        prop_assert_eq!(read_cell(&text), read_cell(&text.replace(' ', "\u{a0}")));
        prop_assert_eq!(read_cell(&text), read_cell(&format!("\u{200b} {text}\u{202f}")));
    }

    #[test]
    fn a_plain_entry_is_always_read_as_written(learners in 1u32..999, facilitators in 0u32..20, laptops in 1u32..999) {
        let read = gist(&one(&format!("Client {learners}+{facilitators} + {laptops} laptops")));
        prop_assert_eq!(read, format!("Client|{learners}+{facilitators}|{laptops},0,0"));
    }
}
