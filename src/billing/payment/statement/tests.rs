use chrono::NaiveDate;

use super::*;
use crate::access::bank_column::ColumnMeaning;
use crate::access::date_order::DateOrder;
use crate::kernel::money::Currency;

fn options() -> StatementOptions {
    StatementOptions {
        currency: Currency::ZAR,
        date_order: None,
        columns: Vec::new(),
    }
}

/// Returns the day, the amount and the text of each row, or what is wrong with it.
fn rows(text: &str) -> Vec<(String, i64, String)> {
    let rows = parse_statement(text, &options()).unwrap();
    rows.into_iter()
        .map(|row| {
            let day = row
                .fault
                .or(row.day.map(|day| day.to_string()))
                .unwrap_or_default();
            (day, row.cents.unwrap_or_default(), row.text)
        })
        .collect()
}

fn row(text: &str) -> (String, i64, String) {
    ("2026-04-15".to_owned(), 115_000, text.to_owned())
}

#[test]
fn statements_are_read_as_banks_write_them() {
    for text in [
        "Date,Description,Amount\n2026-04-15,INV 1,1150.00\n",
        "Konto;123\n\nBuchungstag;Auftraggeber;Verwendungszweck;Betrag\n15.04.2026;Umoya;INV 1;1.150,00\n",
        "Date,Details,Money out,Money in\n15/04/2026,INV 1,,\"1,150.00\"\n",
        "Date,Details,Debit,Credit\n15 Apr 2026,INV 1,0.00,1150.00\n",
        "ACCOUNT:,123\n,,,\nDate,Service Fee,Amount,Description,Reference\n15-Apr-26,,1150.00,INV,1\n",
        "Datum;Naam / Omschrijving;Af Bij;Bedrag (ZAR);Mededelingen\n20260415;Umoya;Bij;1150,00;INV 1\n",
        "Wertstellung\tEmpfänger\tBuchungstext\tBetrag in ZAR\n15.04.26\tUmoya\tINV 1\t1.150,-\n",
        "date|narration|amount\n2026-04-15T08:00|INV 1|1150\n",
        ":20:S\n:25:1\n:60F:C260401ZAR0,\n:61:2604150415C1150,00NTRFNONREF//B17\n:86:INV\n1\n:62F:C260430ZAR1,\n:86:Thanks\n-\n",
    ] {
        assert_eq!(rows(text), [row("INV 1")], "{text}");
    }
    let parted = ":60F:C260401ZAR0,\n:61:2604150415C1150,00NTRF\n:86:166?00CREDIT?20INV-2026-?210005 x?32BAOBAB?33 HEALTH\n";
    let parted = parse_statement(parted, &options()).unwrap();
    assert_eq!(
        (parted[0].payer.as_str(), parted[0].text.as_str()),
        ("BAOBAB HEALTH", "CREDIT INV-2026-0005 x")
    );
}

#[test]
fn what_is_no_movement_or_unclear_stays_in_the_plan() {
    let read = rows(
        "Date,Description,Amount,Currency\n2026-04-15,INV 1,1150.00,ZAR\n2026-04-15,opening,,\n2026-04-15,x,5 of 6,ZAR\n\
         2026-04-15,x,5.00,EUR\nsoon,x,5.00,ZAR\n2026-04-16,x,-5.00,ZAR\nClosing balance,,14.00,\n",
    );
    let days: Vec<&str> = read.iter().map(|(day, ..)| day.as_str()).collect();
    assert_eq!(
        days,
        [
            "2026-04-15",
            "2026-04-15",
            "invalid amount `5 of 6`",
            "it is in EUR",
            "invalid date `soon`",
            "2026-04-16",
            ""
        ]
    );
    let foreign = rows(":60F:C260401EUR0,\n:61:2604150415C1150,00NTRF\n");
    assert_eq!(foreign[0].0, "it is in EUR");
    let unclear = rows("Date,Debit/Credit,Amount\n2026-04-15,x,5.00\n2026-04-15,D,5.00\n");
    assert_eq!(
        (unclear[0].0.as_str(), unclear[1].1),
        ("`x` says neither in nor out", -500)
    );
    for (text, why) in [
        ("nothing", "no headings"),
        (
            "Date,Text,Amount\n2026-04-15,\"INV,1.00\n2026-04-16,x,2.00\n",
            "a quote begins here",
        ),
        (
            "Date,Text,Amount\n04/03/2026,x,2.00\n",
            "order of day and month is open",
        ),
        ("Date,Text,Amount\nsoon,x,2.00\n", "invalid date `soon`"),
    ] {
        let error = parse_statement(text, &options()).unwrap_err();
        assert!(error.message.contains(why), "{text}: {}", error.message);
    }
    let given = StatementOptions {
        date_order: Some(DateOrder::MonthFirst),
        columns: vec![
            ("Booked".to_owned(), ColumnMeaning::Date),
            ("Sum".to_owned(), ColumnMeaning::Amount),
        ],
        ..options()
    };
    let read = parse_statement("Booked,Sum\n04/03/2026,2.00\n", &given).unwrap();
    assert_eq!(
        (read[0].day, read[0].cents),
        (NaiveDate::from_ymd_opt(2026, 4, 3), Some(200))
    );
}

#[test]
fn equal_rows_are_told_apart_by_their_order_and_one_number_by_what_its_rows_say() {
    let text = "Date,Description,Amount,Transaction ID\n2026-04-15,x,5,\n2026-04-15,x,5,\n2026-04-15,x,5,T1\n2026-04-15,y,6,T1\n\
                2026-04-15,x,5,T1\n";
    let ids = |text: &str| -> Vec<(String, bool)> {
        let rows = parse_statement(text, &options()).unwrap();
        rows.into_iter()
            .map(|row| (row.source_id, row.is_repeated))
            .collect()
    };
    let first = ids(text);
    assert_eq!(first, ids(text));
    let distinct: std::collections::BTreeSet<&String> = first.iter().map(|(id, _)| id).collect();
    assert_eq!(distinct.len(), 5, "{first:?}");
    let repeated: Vec<bool> = first.iter().map(|(_, repeated)| *repeated).collect();
    assert_eq!(repeated, [false, false, false, false, true]);
}
