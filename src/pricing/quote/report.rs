//! A quote as people and programs read it.

use serde_json::{Value as Json, json};

use super::lines::{Line, percent};
use super::service::Quote;
use crate::kernel::money::{Currency, Money};
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, TextTable, Value, list, shown_in_table,
};

/// A line with its currency.
#[derive(Debug, Clone)]
pub struct PricedLine {
    pub line: Line,
    pub currency: Currency,
}

impl Record for PricedLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<PricedLine>] = &[
            shown_in_table("item", |l| l.line.item.as_str().into()),
            shown_in_table("quantity", |l| l.line.quantity.into()),
            shown_in_table("unit", |l| l.line.unit.as_str().into()),
            shown_in_table("rate", |l| Money::new(l.line.rate_cents, l.currency).into()),
            shown_in_table("amount", |l| Money::new(l.line.amount_cents, l.currency).into()),
            shown_in_table("why", |l| l.line.why.as_str().into()),
        ];
        FIELDS
    }
}

/// A line as a value within a record.
pub fn line_value(line: &Line, currency: Currency) -> Value {
    let priced = PricedLine {
        line: line.clone(),
        currency,
    };
    let fields = PricedLine::fields().iter();
    Value::Object(fields.map(|field| (field.name, (field.value)(&priced))).collect())
}

impl Quote {
    fn priced(&self) -> Vec<PricedLine> {
        let lines = self.costs.lines.iter().cloned();
        let currency = self.terms.currency;
        lines.map(|line| PricedLine { line, currency }).collect()
    }

    /// An amount in the quote's currency.
    pub fn money(&self, cents: i64) -> Money {
        Money::new(cents, self.terms.currency)
    }

    /// What is quoted, in a line.
    pub fn title(&self) -> String {
        let about = &self.about;
        let what = match (&about.rental_no, about.booking_id, about.series_id) {
            (Some(number), ..) => format!("rental {number}"),
            (None, Some(id), _) if about.bookings <= 1 => format!("booking {id}"),
            (None, Some(id), _) => format!("booking {id} and the later ones of its series"),
            (None, None, Some(series)) => format!("series {series}, {} bookings", about.bookings),
            (None, None, None) => "what is not booked yet".to_owned(),
        };
        let days = about.days.map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first} to {last}"),
        });
        let rest = [about.client_name.clone(), about.room.clone(), days];
        let rest: Vec<String> = rest.into_iter().flatten().collect();
        match rest.is_empty() {
            true => format!("Quote for {what}"),
            false => format!("Quote for {what}: {}", rest.join(", ")),
        }
    }

    /// What stands below the lines.
    pub fn sums_in_words(&self) -> [(String, String); 3] {
        let sums = &self.costs.sums;
        [
            ("Subtotal".to_owned(), self.money(sums.subtotal).to_string()),
            (
                format!("Tax {} %", percent(self.terms.tax)),
                self.money(sums.tax).to_string(),
            ),
            ("Total".to_owned(), self.money(sums.total).to_string()),
        ]
    }
}

impl Report for Quote {
    fn json(&self, view: &OutputOptions) -> Json {
        let (about, sums) = (&self.about, &self.costs.sums);
        let money = |cents: i64| view.json(&self.money(cents).into());
        let lines = self
            .costs
            .lines
            .iter()
            .map(|line| view.json(&line_value(line, self.terms.currency)));
        json!({
            "booking_id": about.booking_id,
            "series_id": about.series_id,
            "rental_no": about.rental_no,
            "client_name": about.client_name,
            "room": about.room,
            "from": about.days.map(|days| days.0.to_string()),
            "to": about.days.map(|days| days.1.to_string()),
            "bookings": about.bookings,
            "tier": self.terms.tier,
            "discount_percent": percent(self.terms.discount),
            "tax_percent": percent(self.terms.tax),
            "lines": lines.collect::<Vec<_>>(),
            "subtotal": money(sums.subtotal),
            "tax": money(sums.tax),
            "total": money(sums.total),
            "left_out": self.left_out.iter().map(|open| open.fact.as_str()).collect::<Vec<_>>(),
        })
    }

    fn text(&self, view: &OutputOptions) -> String {
        let names = PricedLine::fields().iter().map(|field| field.name.to_owned());
        let mut grid = TextTable::new(names.collect());
        for line in self.priced() {
            let cells = PricedLine::fields()
                .iter()
                .map(|field| view.words(&(field.value)(&line)));
            grid.row(cells.collect());
        }
        let mut sums = TextTable::without_head();
        for (name, amount) in self.sums_in_words() {
            sums.row(vec![name, amount]);
        }
        let lines = match self.costs.lines.is_empty() {
            true => "nothing is charged\n".to_owned(),
            false => grid.text(view.width, view.colour),
        };
        let mut text = format!(
            "{}\n\n{lines}\n{}",
            self.title(),
            sums.text(view.width, view.colour)
        );
        for open in &self.left_out {
            text.push_str(&format!("Left out: {}\n", open.fact));
        }
        text
    }

    fn records(&self) -> Records {
        list(&self.priced())
    }
}
