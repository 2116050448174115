//! The revenue agent: what should have a price, a costing or an invoice and has none, what is late, what stands empty.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::json;

use super::model::{DraftProposal, FindingWeight, Observation, ProposalKind};
use super::settings::AgentSettings;
use crate::access::auth::Permission;
use crate::access::plan::{PlanStep, push_option};
use crate::access::tx::Tx;
use crate::billing::invoice::run::unbilled_months;
use crate::billing::matters::{OpenCostings, open_months, unpriced};
use crate::billing::model::PeriodKey;
use crate::billing::payment::reminder::reminders;
use crate::booking::SeriesScope;
use crate::booking::utilisation::{UtilisationOrder, utilisation};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::money::Money;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::counted;
use crate::location::LocationFilter;
use crate::pricing::ledger::model::{Costing, CostingStatus};
use crate::pricing::ledger::propose::expected_change;
use crate::pricing::model::{ItemType, Tier};
use crate::pricing::quote::lines::month_of;
use crate::pricing::quote::model::QuoteTarget;
use crate::pricing::service::{self as prices, PriceFilter, PriceSelection};
use crate::rental::overdue::{OverdueDevice, overdue_devices};

/// What a room that stands empty could cost less, in percent.
const DISCOUNT: i64 = 20;

/// Looks at prices, months and payments.
pub fn observe(tx: &mut Tx<'_>, settings: &AgentSettings) -> Result<Observation> {
    let mut seen = Observation::default();
    if settings.is_on("prices") {
        missing_prices(tx, &mut seen)?;
    }
    if settings.is_on("costings") {
        costings(tx, settings.number("pending_days"), &mut seen)?;
    }
    if settings.is_on("invoices") {
        invoices(tx, &mut seen)?;
    }
    if settings.is_on("rentals") {
        late_rentals(tx, &mut seen)?;
    }
    if settings.is_on("rooms") {
        empty_rooms(tx, settings, &mut seen)?;
    }
    Ok(seen)
}

fn missing_prices(tx: &mut Tx<'_>, seen: &mut Observation) -> Result<()> {
    let today = tx.site().today(tx.now());
    let missing = prices::missing(tx, today, Tier::Standard)?;
    seen.count("missing_price", missing.len());
    for one in missing {
        let subject = format!("{} {}", one.item.item_type, one.item.name);
        let fact = "has no price, so that what is booked of it cannot be costed".to_owned();
        seen.find(
            "prices",
            FindingWeight::Warning,
            subject,
            fact,
            Some(one.command()),
        );
    }
    Ok(())
}

/// Proposes costings of what has none or a stale one in the months up to the last; names those that wait for a decision.
fn costings(tx: &mut Tx<'_>, pending_days: i64, seen: &mut Observation) -> Result<()> {
    let grant = tx.require(Permission::SeePrices)?;
    let costings = OpenCostings::load(tx)?;
    let open = costings.open.iter();
    let stale: Vec<&Costing> = open.filter(|costing| !costing.changed.is_empty()).collect();
    seen.count("stale_costing", stale.len());
    for costing in stale {
        let argument = costing.propose_argument();
        match expected_change(tx, &grant, &target_of(&argument)) {
            Ok(cents) => {
                let amount = Money::new(cents, tx.settings().currency());
                seen.drafts.push(costed_again(costing, argument, amount));
            }
            Err(error) => seen.find_uncosted(&argument, error)?,
        }
    }
    let today = tx.site().today(tx.now());
    let this_month = month_of(today);
    for month in open_months(tx, &grant, &costings, None, &this_month)? {
        if month == this_month {
            continue;
        }
        let key = PeriodKey {
            month: month.clone(),
            tenant: None,
        };
        let unpriced = unpriced(tx, &grant, &key)?;
        seen.count("unbilled", unpriced.len());
        for argument in unpriced {
            match expected_change(tx, &grant, &target_of(&argument)) {
                Ok(cents) => {
                    let amount = Money::new(cents, tx.settings().currency());
                    seen.drafts.push(costed(&month, argument, amount));
                }
                Err(error) => seen.find_uncosted(&argument, error)?,
            }
        }
    }
    let limit = tx.now().plus(-TimeDelta::days(pending_days));
    let pending = costings.open.iter();
    let pending = pending.filter(|costing| costing.status() == CostingStatus::Pending);
    let waiting = pending.filter(|costing| costing.row.created_at <= limit).count();
    if waiting > 0 {
        let fact = format!(
            "{} for more than {}",
            match waiting {
                1 => "1 costing has waited for a decision".to_owned(),
                many => format!("{many} costings have waited for a decision"),
            },
            counted(pending_days, "day")
        );
        let hint = Some("colab pricing ledger --status pending".to_owned());
        seen.find("costings", FindingWeight::Warning, String::new(), fact, hint);
    }
    Ok(())
}

impl Observation {
    /// Finds that something cannot be costed as it is; other errors are the run's.
    fn find_uncosted(&mut self, argument: &str, error: Error) -> Result<()> {
        if !matches!(error.kind, Kind::Conflict | Kind::Invalid | Kind::NotFound) {
            return Err(error);
        }
        let fact = format!("is not costed: {}", error.message);
        let hint = error.hints.first().cloned();
        self.find("costings", FindingWeight::Warning, name_of(argument), fact, hint);
        Ok(())
    }
}

/// Returns the command that proposes a costing of this amount and of no other.
fn propose_command(argument: &str, amount: Money) -> Vec<String> {
    let mut command = ["pricing", "propose", argument].map(str::to_owned).to_vec();
    push_option(&mut command, "--expect", &amount.decimal());
    command
}

fn costed_again(costing: &Costing, argument: String, amount: Money) -> DraftProposal {
    let subject = costing.subject_name();
    let why = costing.changed.join(", ");
    DraftProposal {
        kind: ProposalKind::Costing,
        records: vec![record_of(&argument)],
        steps: vec![PlanStep {
            command: propose_command(&argument, amount),
            about: subject.clone(),
            why: why.clone(),
        }],
        evidence: vec![format!("costing {} is stale: {why}", costing.row.id)],
        effect: format!(
            "the difference of {amount} with tax to costing {} is proposed for approval",
            costing.row.id
        ),
        facts: json!([costing.row.id, costing.changed, amount.cents]),
        subject,
    }
}

/// Returns what `pricing propose` takes as a target: a booking's number, or a rental's.
fn target_of(argument: &str) -> QuoteTarget {
    match argument.parse() {
        Ok(id) => QuoteTarget::Booking(id, SeriesScope::One),
        Err(_) => QuoteTarget::Rental(argument.to_owned()),
    }
}

/// Returns the record that is meant, by its kind and number.
fn record_of(argument: &str) -> (&'static str, String) {
    let kind = match target_of(argument) {
        QuoteTarget::Booking(..) => "booking",
        QuoteTarget::Rental(_) => "rental",
    };
    (kind, argument.to_owned())
}

fn name_of(argument: &str) -> String {
    let (kind, number) = record_of(argument);
    format!("{kind} {number}")
}

fn costed(month: &str, argument: String, amount: Money) -> DraftProposal {
    let name = name_of(&argument);
    let why = format!("{name} of {month} has no costing");
    DraftProposal {
        kind: ProposalKind::Costing,
        subject: name.clone(),
        records: vec![record_of(&argument)],
        facts: json!([month, argument, amount.cents]),
        steps: vec![PlanStep {
            command: propose_command(&argument, amount),
            about: name,
            why: why.clone(),
        }],
        evidence: vec![why],
        effect: format!("a costing of {amount} with tax is proposed for approval"),
    }
}

/// Names the months with approved costs that no document charges, and the invoices that are overdue.
fn invoices(tx: &mut Tx<'_>, seen: &mut Observation) -> Result<()> {
    let grant = tx.require(Permission::SeePrices)?;
    let today = tx.site().today(tx.now());
    let months = unbilled_months(tx, &grant, &month_of(today))?;
    seen.count("unbilled_month", months.len());
    for month in months {
        let fact = "approved costs of it are on no invoice".to_owned();
        let hint = Some(format!("colab billing run --month {month}"));
        seen.find(
            "invoices",
            FindingWeight::Warning,
            format!("month {month}"),
            fact,
            hint,
        );
    }
    let due = reminders(tx, false)?;
    seen.count("overdue_invoice", due.len());
    for one in due {
        let row = &one.invoice.row;
        let open = one.invoice.money(one.invoice.open_cents());
        let fact = format!("{open} overdue for {}", counted(one.days_late, "day"));
        let hint = Some("colab billing reminders".to_owned());
        seen.find(
            "invoices",
            FindingWeight::Warning,
            format!("invoice {}", row.number),
            fact,
            hint,
        );
    }
    Ok(())
}

fn late_rentals(tx: &mut Tx<'_>, seen: &mut Observation) -> Result<()> {
    let today = tx.site().today(tx.now());
    let mut late: BTreeMap<String, Vec<OverdueDevice>> = BTreeMap::new();
    for device in overdue_devices(tx, today)? {
        late.entry(device.rental.rental_no.clone())
            .or_default()
            .push(device);
    }
    seen.count("late_rental", late.len());
    for (number, devices) in late {
        let days = devices
            .iter()
            .map(|one| one.days_overdue)
            .max()
            .unwrap_or_default();
        let promised = devices.iter().filter(|one| !one.endangers.is_empty()).count();
        let beside = match promised {
            0 => String::new(),
            some => format!("; {} promised to bookings", counted(some, "device")),
        };
        let fact = format!(
            "{} out, {} late{beside}",
            counted(devices.len(), "device"),
            counted(days, "day")
        );
        let hint = Some(format!("colab rental show {number}"));
        seen.find(
            "rentals",
            FindingWeight::Warning,
            format!("rental {number}"),
            fact,
            hint,
        );
    }
    Ok(())
}

/// Names the rooms that were hardly used, with what another price would have to bring.
fn empty_rooms(tx: &mut Tx<'_>, settings: &AgentSettings, seen: &mut Observation) -> Result<()> {
    let today = tx.site().today(tx.now());
    let (weeks, limit) = (settings.number("empty_weeks"), settings.number("empty_percent"));
    let order = UtilisationOrder {
        first: today - TimeDelta::weeks(weeks),
        last: today - TimeDelta::days(1),
        rooms: Vec::new(),
        location: LocationFilter::default(),
        all: true,
    };
    let mut minutes: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for cell in utilisation(tx, &order)? {
        let sum = minutes.entry(cell.room).or_default();
        *sum = (sum.0 + cell.booked, sum.1 + cell.open);
    }
    seen.count("room", minutes.len());
    let (booked, open) = minutes
        .values()
        .fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    let percent = |part: i64, of: i64| (part * 100).checked_div(of).unwrap_or_default();
    let all = percent(booked, open);
    // Of a site that is not in use yet no room is below the others.
    for (room, (used_minutes, open_minutes)) in minutes {
        let used = percent(used_minutes, open_minutes);
        let is_below = used_minutes * open < booked * open_minutes;
        if used >= limit || !is_below {
            continue;
        }
        let fact = format!(
            "used {used} % of its open hours in {}, all rooms {all} %",
            counted(weeks, "week")
        );
        let name = shell_word(&room);
        let (fact, hint) = match daily_price(tx, &room)? {
            Some(price) => {
                let lower = Money::new(price.cents * (100 - DISCOUNT) / 100, price.currency);
                // Where it earns as much as before.
                let even = (used.max(1) * 100 + (100 - DISCOUNT) - 1) / (100 - DISCOUNT);
                let fact =
                    format!("{fact}; at {lower} a day instead of {price} it earns more from {even} % on");
                let (amount, from) = (lower.decimal(), today + TimeDelta::days(1));
                (
                    fact,
                    format!("colab pricing set room {name} --daily {amount} --from {from}"),
                )
            }
            None => (fact, format!("colab room utilisation --room {name}")),
        };
        seen.find(
            "rooms",
            FindingWeight::Info,
            format!("room {room}"),
            fact,
            Some(hint),
        );
    }
    Ok(())
}

fn daily_price(tx: &mut Tx<'_>, room: &str) -> Result<Option<Money>> {
    let today = tx.site().today(tx.now());
    let filter = PriceFilter {
        on: Some(today),
        selection: PriceSelection {
            item_types: vec![ItemType::Room],
            tier: Some(Tier::Standard),
            item: Some(room.to_owned()),
        },
        ..PriceFilter::default()
    };
    let found = prices::list(tx, &filter)?;
    let price = found
        .iter()
        .find(|price| price.item == room && price.client.is_none() && price.row.is_active);
    Ok(price.and_then(|price| Some(Money::new(price.row.daily_rate_cents?, price.currency))))
}
