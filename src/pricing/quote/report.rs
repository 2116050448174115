//! Prints a quote.

use serde_json::{Value as Json, json};

use super::lines::QuoteLine;
use super::model::Quote;
use crate::kernel::money::{Currency, Money};
use crate::kernel::percent::percent;
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, TextTable, Value, list, shown_in_table,
};

/// A line with its currency.
#[derive(Debug, Clone)]
pub struct PricedLine {
    pub line: QuoteLine,
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

/// Returns a line as a sentence for people, and its fields for programs.
pub fn told_line(line: &QuoteLine, currency: Currency) -> Value {
    let (rate, amount) = (line.rate_cents, line.amount_cents);
    let money = |cents: i64| Value::from(Money::new(cents, currency));
    let priced = PricedLine {
        line: line.clone(),
        currency,
    };
    let fields = PricedLine::fields().iter();
    Value::Told {
        at: None,
        words: vec![
            format!("{}: {} {} × ", line.item, line.quantity, line.unit).into(),
            money(rate),
            " = ".into(),
            money(amount),
        ],
        facts: fields.map(|field| (field.name, (field.value)(&priced))).collect(),
    }
}

impl Quote {
    fn priced(&self) -> Vec<PricedLine> {
        let lines = self.costs.lines.iter().cloned();
        let currency = self.terms.currency;
        lines.map(|line| PricedLine { line, currency }).collect()
    }

    /// Returns an amount in the quote's currency.
    pub fn money(&self, cents: i64) -> Money {
        Money::new(cents, self.terms.currency)
    }

    /// Returns a title that names what is quoted.
    pub fn title(&self) -> String {
        let header = &self.header;
        let what = header.subject();
        let days = header.days.map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first} to {last}")
            }
        });
        let rest = [header.client_name.clone(), header.room.clone(), days];
        let rest: Vec<String> = rest.into_iter().flatten().collect();
        let number = self.state.as_ref().map(|state| format!(" {}", state.number));
        let quote = format!("Quote{} for {what}", number.unwrap_or_default());
        if rest.is_empty() {
            quote
        } else {
            format!("{quote}: {}", rest.join(", "))
        }
    }

    /// Returns the labels and amounts below the lines.
    pub fn labelled_sums(&self) -> Vec<(String, String)> {
        let sums = &self.costs.sums;
        let mut labelled = vec![("Subtotal".to_owned(), self.money(sums.subtotal).to_string())];
        labelled.extend(
            self.taxes
                .iter()
                .map(|(rate, (_, tax))| (format!("Tax {} %", percent(*rate)), self.money(*tax).to_string())),
        );
        labelled.push(("Total".to_owned(), self.money(sums.total).to_string()));
        labelled
    }
}

impl Report for Quote {
    fn json(&self, view: &OutputOptions) -> Json {
        let (header, sums) = (&self.header, &self.costs.sums);
        let money = |cents: i64| view.json(&self.money(cents).into());
        let lines = self
            .costs
            .lines
            .iter()
            .map(|line| view.json(&told_line(line, self.terms.currency)));
        let rates: Vec<String> = self.taxes.keys().map(|rate| percent(*rate)).collect();
        let taxes = self.taxes.iter();
        let taxes = taxes.map(|(rate, (_, tax))| json!({"percent": percent(*rate), "tax": money(*tax)}));
        let taxes: Vec<Json> = taxes.collect();
        let state = self.state.as_ref();
        json!({
            "number": state.map(|state| state.number.as_str()),
            "status": state.map(|state| state.status),
            "quoted_on": self.made_on.to_string(),
            "valid_until": state.map(|state| state.valid_until.to_string()),
            "accepted_on": state.and_then(|state| state.accepted_on).map(|day| day.to_string()),
            "accepted_for": state.map(|state| state.accepted_for.as_slice()).unwrap_or_default(),
            "booking_id": header.booking_id,
            "series_id": header.series_id,
            "rental_no": header.rental_no,
            "client_name": header.client_name,
            "room": header.room,
            "from": header.days.map(|days| days.0.to_string()),
            "to": header.days.map(|days| days.1.to_string()),
            "bookings": header.bookings,
            "tier": self.terms.tier,
            "discount_percent": percent(self.terms.discount),
            "tax_percent": rates.join(", "),
            "taxes": taxes,
            "lines": lines.collect::<Vec<_>>(),
            "subtotal": money(sums.subtotal),
            "tax": money(sums.tax),
            "total": money(sums.total),
            "total_at_todays_prices": self.todays_total.map(money),
            "left_out": self.left_out.iter().map(|gap| gap.fact.as_str()).collect::<Vec<_>>(),
        })
    }

    fn text(&self, view: &OutputOptions) -> String {
        let names = PricedLine::fields().iter().map(|field| field.name.to_owned());
        let mut grid = TextTable::new(names.collect());
        grid.give_way(&["unit", "rate", "why"]);
        for line in self.priced() {
            let cells = PricedLine::fields()
                .iter()
                .map(|field| view.words(&(field.value)(&line)));
            grid.row(cells.collect());
        }
        let mut sums = TextTable::without_head();
        for (name, amount) in self.labelled_sums() {
            sums.row(vec![name, amount]);
        }
        let lines = if self.costs.lines.is_empty() {
            "nothing to charge\n".to_owned()
        } else {
            grid.text(view.width, view.colour)
        };
        let state = self.state.iter().map(|state| format!("\n{}", state.words()));
        let mut text = format!(
            "{}{}\n\n{lines}\n{}",
            self.title(),
            state.collect::<String>(),
            sums.text(view.width, view.colour)
        );
        for gap in &self.left_out {
            text.push_str(&format!("Not included: {}\n", gap.fact));
        }
        if let Some(total) = self.todays_total {
            let today = self.money(total);
            text.push_str(&format!(
                "At the prices agreed on; today's make {today} (--reprice)\n"
            ));
        }
        text
    }

    fn records(&self) -> Records {
        list(&self.priced())
    }
}
