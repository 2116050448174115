//! What is counted of the records of a command.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::kernel::error::Result;
use crate::kernel::money::{Currency, Money};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Records, Value};

/// Which rows count: those whose field is one of these words, or none of them.
#[derive(Debug, Clone, Copy)]
pub enum RowTest {
    All,
    Is(&'static str, &'static [&'static str]),
    IsNot(&'static str, &'static [&'static str]),
}

/// A number that rows come to.
#[derive(Debug, Clone, Copy)]
pub enum ReportMeasure {
    Count(RowTest),
    Sum(&'static str, RowTest),
    /// An amount of money for each currency.
    Amount(&'static str),
    /// One sum as a percentage of another one; of a single row what it says itself, which is not rounded twice.
    Percent {
        part: &'static str,
        whole: &'static str,
        own: &'static str,
    },
    /// The rows of the first kind as a percentage of those of the second.
    PercentOfRows(RowTest, RowTest),
    /// The mean of days between two instants, where the second is not before the first.
    MeanDays(&'static str, &'static str),
}

/// A number and its unit; amounts have one for each currency, and none where there is none.
pub type MeasuredValue = (String, Value);

impl RowTest {
    fn holds(self, records: &Records, row: &[Value]) -> Result<bool> {
        let is_one = |field: &str, words: &[&str]| {
            let place = records.place_of(field)?;
            let text = match &row[place] {
                Value::Text(text) => text.as_str(),
                _ => "",
            };
            Ok(words.contains(&text))
        };
        match self {
            Self::All => Ok(true),
            Self::Is(field, words) => is_one(field, words),
            Self::IsNot(field, words) => is_one(field, words).map(|is_one| !is_one),
        }
    }
}

impl ReportMeasure {
    /// Measures some rows of records.
    ///
    /// # Errors
    /// `Usage` for a field that the records do not have.
    pub fn of(self, records: &Records, rows: &[&Vec<Value>]) -> Result<Vec<MeasuredValue>> {
        let single = |unit: &str, value: Value| Ok(vec![(unit.to_owned(), value)]);
        match self {
            Self::Count(test) => single("", count(records, rows, test)?.into()),
            Self::Sum(field, test) => sum(records, rows, field, test).map(|sum| vec![sum]),
            Self::Amount(field) => amounts(records, rows, field),
            Self::Percent { part, whole, own } => {
                let value = match rows {
                    [only] => only[records.place_of(own)?].clone(),
                    _ => share(total(records, rows, part)?, total(records, rows, whole)?),
                };
                single("percent", value)
            }
            Self::PercentOfRows(part, whole) => single(
                "percent",
                share(count(records, rows, part)?, count(records, rows, whole)?),
            ),
            Self::MeanDays(from, to) => single("days", mean_days(records, rows, from, to)?),
        }
    }
}

fn count(records: &Records, rows: &[&Vec<Value>], test: RowTest) -> Result<i64> {
    let mut count = 0;
    for row in rows {
        count += i64::from(test.holds(records, row)?);
    }
    Ok(count)
}

fn share(part: i64, whole: i64) -> Value {
    let percent = (whole > 0).then(|| (part * 100 + whole / 2) / whole);
    percent.into()
}

/// Adds whole numbers, or tenths, up.
fn total(records: &Records, rows: &[&Vec<Value>], field: &str) -> Result<i64> {
    let place = records.place_of(field)?;
    let number = |row: &&Vec<Value>| match row[place] {
        Value::Int(number) | Value::Tenths(number) => number,
        _ => 0,
    };
    Ok(rows.iter().map(number).sum())
}

/// Adds whole numbers up, or tenths of hours.
fn sum(records: &Records, rows: &[&Vec<Value>], field: &str, test: RowTest) -> Result<MeasuredValue> {
    let place = records.place_of(field)?;
    let mut counted = Vec::with_capacity(rows.len());
    for row in rows {
        if test.holds(records, row)? {
            counted.push(*row);
        }
    }
    let sum = total(records, &counted, field)?;
    let is_tenths = rows.iter().any(|row| matches!(row[place], Value::Tenths(_)));
    Ok(if is_tenths {
        ("hours".to_owned(), Value::Tenths(sum))
    } else {
        (String::new(), sum.into())
    })
}

fn amounts(records: &Records, rows: &[&Vec<Value>], field: &str) -> Result<Vec<MeasuredValue>> {
    let place = records.place_of(field)?;
    let mut sums: BTreeMap<&'static str, (Currency, i64)> = BTreeMap::new();
    for row in rows {
        if let Value::Money(money) = row[place] {
            let (_, cents) = sums.entry(money.currency.code()).or_insert((money.currency, 0));
            *cents = cents.saturating_add(money.cents);
        }
    }
    let amount = |(code, (currency, cents)): (&'static str, (Currency, i64))| {
        (code.to_owned(), Money::new(cents, currency).into())
    };
    Ok(sums.into_iter().map(amount).collect())
}

fn mean_days(records: &Records, rows: &[&Vec<Value>], from: &str, to: &str) -> Result<Value> {
    let (from, to) = (records.place_of(from)?, records.place_of(to)?);
    let lead = |row: &&Vec<Value>| match (&row[from], &row[to]) {
        (Value::Instant(from), Value::Instant(to)) => lead_tenths(*from, *to),
        _ => None,
    };
    let leads: Vec<i64> = rows.iter().filter_map(lead).collect();
    let count = i64::try_from(leads.len()).unwrap_or(i64::MAX);
    let mean = (leads.iter().sum::<i64>() + count / 2).checked_div(count);
    Ok(mean.map_or(Value::Null, Value::Tenths))
}

/// Returns tenths of days; `None` for what was recorded afterwards, which says nothing of how early people book.
fn lead_tenths(from: Timestamp, to: Timestamp) -> Option<i64> {
    let lead = to.since(from);
    (lead >= TimeDelta::zero()).then(|| lead.num_minutes() * 10 / (24 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::money::stored_currency;

    fn records(rows: Vec<Vec<Value>>) -> Records {
        Records {
            names: vec!["status", "amount", "hours"],
            rows,
            ..Records::default()
        }
    }

    fn money(cents: i64, code: &str) -> Value {
        Money::new(cents, stored_currency(code)).into()
    }

    #[test]
    fn money_of_two_currencies_is_never_added() {
        let records = records(vec![
            vec!["a".into(), money(100, "ZAR"), Value::Tenths(5)],
            vec!["b".into(), money(7, "EUR"), Value::Tenths(10)],
            vec!["a".into(), money(50, "ZAR"), Value::Tenths(1)],
        ]);
        let rows: Vec<&Vec<Value>> = records.rows.iter().collect();
        let of = |measure: ReportMeasure| measure.of(&records, &rows).unwrap();
        assert_eq!(
            of(ReportMeasure::Amount("amount")),
            [
                ("EUR".to_owned(), money(7, "EUR")),
                ("ZAR".to_owned(), money(150, "ZAR"))
            ]
        );
        assert_eq!(
            of(ReportMeasure::Sum("hours", RowTest::Is("status", &["a"]))),
            [("hours".to_owned(), Value::Tenths(6))]
        );
        let none = RowTest::IsNot("status", &["a", "b"]);
        assert_eq!(of(ReportMeasure::Count(none)), [(String::new(), Value::Int(0))]);
        assert_eq!(
            of(ReportMeasure::PercentOfRows(
                RowTest::Is("status", &["b"]),
                RowTest::All
            )),
            [("percent".to_owned(), Value::Int(33))]
        );
        assert!(
            ReportMeasure::Amount("amount")
                .of(&records, &[])
                .unwrap()
                .is_empty()
        );
        assert!(
            ReportMeasure::Sum("nothing", RowTest::All)
                .of(&records, &rows)
                .is_err()
        );
    }
}
