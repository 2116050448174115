//! Dates that break the order of the others, and those that are read in the wrong order of day and month.

use super::*;

/// A sheet of these days, each with an entry.
fn of_days(days: &[&str]) -> Sheet {
    let mut rows: Vec<Vec<&str>> = vec![vec!["Date", "Excellence", "Ambition"]];
    rows.extend(days.iter().map(|day| vec![*day, "Umoya 20+1", ""]));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sheet("Plan", &rows)
}

#[test]
fn a_lone_date_that_breaks_the_order_is_rejected_with_its_place_both_ways() {
    let cases: [(&[&str], &str); 5] = [
        (
            &[
                "@2026-03-02",
                "@2026-03-03",
                "@2025-03-04",
                "@2026-03-05",
                "@2026-03-06",
            ],
            "B4 Rejected row 4: 2025-03-04 is out of order between 2026-03-03 and 2026-03-05",
        ),
        (
            &[
                "@2026-03-02",
                "@2026-03-03",
                "@2062-03-04",
                "@2026-03-05",
                "@2026-03-06",
            ],
            "B4 Rejected row 4: 2062-03-04 is out of order between 2026-03-03 and 2026-03-05",
        ),
        (
            &[
                "@2026-03-02",
                "@2026-03-03",
                "@2026-04-03",
                "@2026-03-05",
                "@2026-03-06",
            ],
            "B4 Rejected row 4: 2026-04-03 is out of order between 2026-03-03 and 2026-03-05",
        ),
        (
            &["@2026-12-02", "@2026-03-03", "@2026-03-04", "@2026-03-05"],
            "B2 Rejected row 2: 2026-12-02 is out of order before 2026-03-03",
        ),
        (
            &["@2026-03-02", "@2026-03-03", "@2026-03-04", "@2025-03-05"],
            "B5 Rejected row 5: 2025-03-05 is out of order behind 2026-03-04",
        ),
    ];
    for (days, expected) in cases {
        let down = of_days(days);
        let reading = read_one(&down);
        assert_eq!(findings(&reading), [expected]);
        assert_eq!(reading.slots.len(), days.len() - 1, "{expected}");
        let across = read_one(&flipped(&down));
        assert_eq!(across.findings.len(), 1, "{expected}");
        assert!(across.findings[0].why.starts_with("column "), "{expected}");
    }
}

#[test]
fn dates_in_an_order_of_their_own_are_accepted() {
    let cases: [&[&str]; 6] = [
        // Over a year's end, and down.
        &["@2025-12-30", "@2025-12-31", "@2026-01-02", "@2026-01-05"],
        &["@2026-03-06", "@2026-03-05", "@2026-03-04", "@2026-03-03"],
        // One that was added at the end, and a second group.
        &[
            "@2026-03-02",
            "@2026-03-03",
            "@2026-03-04",
            "@2026-03-05",
            "@2026-03-03",
        ],
        &[
            "@2026-03-02",
            "@2026-03-03",
            "@2026-03-04",
            "@2026-03-02",
            "@2026-03-03",
            "@2026-03-04",
        ],
        // Too few to know an order, and days that come twice.
        &["@2026-03-02", "@2026-04-03", "@2026-03-04"],
        &[
            "@2026-03-02",
            "@2026-03-02",
            "@2026-03-03",
            "@2026-03-03",
            "@2026-03-04",
        ],
    ];
    for days in cases {
        let reading = read_one(&of_days(days));
        assert_eq!(findings(&reading), Vec::<String>::new(), "{days:?}");
        assert_eq!(reading.slots.len(), days.len(), "{days:?}");
    }
}

#[test]
fn days_that_are_ever_a_month_apart_are_read_month_first_or_not_at_all() {
    let american = of_days(&["3/2/2026", "3/3/2026", "3/4/2026", "3/5/2026"]);
    assert_refused(&read_one(&american), "`--month-first`");
    let month_first = SheetOptions {
        month_first: true,
        ..SheetOptions::default()
    };
    let days: Vec<NaiveDate> = read_with(&american, &month_first)
        .slots
        .iter()
        .map(|slot| slot.days[0])
        .collect();
    assert_eq!(days.first(), NaiveDate::from_ymd_opt(2026, 3, 2).as_ref());
    for days in [
        &["02/03/2026", "03/03/2026", "04/03/2026", "05/03/2026"],
        &["02/03/2026", "09/03/2026", "13/03/2026", "05/04/2026"],
    ] {
        assert_eq!(read_one(&of_days(days)).skipped, None, "{days:?}");
    }
}
