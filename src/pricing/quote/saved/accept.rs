//! That a client accepts a quote: what it is for costs from then on what the quote says.

use std::collections::BTreeSet;

use serde_json::json;

use super::accepted::subject_of;
use super::model::{AcceptanceRow, QuoteRow};
use super::service::{find, read_again};
use super::state::QuoteStatus;
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::SeriesScope;
use crate::booking::service as bookings;
use crate::client::service as clients;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::pricing::ledger::model::SubjectId;
use crate::pricing::ledger::propose::{LEDGER_LOCK, costed_together, expected_costs};
use crate::pricing::ledger::service as ledger;
use crate::pricing::quote::model::{Quote, QuoteTarget};
use crate::rental::service as rentals;

/// A quote that was accepted, and what to know about it.
#[derive(Debug)]
pub struct AcceptOutcome {
    pub quote: Quote,
    pub notes: Vec<String>,
}

/// What a quote is accepted for.
struct AcceptedSubject {
    id: SubjectId,
    /// `booking 17`.
    name: String,
    client_name: String,
    target: QuoteTarget,
}

/// Accepts a quote: for what it is for, or for a booking or rental that was made since. Doing so twice changes nothing.
///
/// # Errors
/// `NotFound` for an unknown quote, booking or rental; `Conflict` after its last day, for another client's booking, and where
/// it is for something else.
pub fn accept(tx: &mut Tx<'_>, number: &str, booked: Option<&QuoteTarget>) -> Result<AcceptOutcome> {
    let grant = tx.require(Permission::ChangePrices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let row = find(tx, &grant, number)?;
    let subjects = subjects_of(tx, &grant, &row, booked)?;
    let before = store::acceptances_of(tx.connection(), &[row.id])?;
    let known: BTreeSet<SubjectId> = before.iter().filter_map(subject_of).collect();
    let is_new = |subject: &&AcceptedSubject| !known.contains(&subject.id);
    let new: Vec<&AcceptedSubject> = subjects.iter().filter(is_new).collect();
    if !before.is_empty() && new.is_empty() {
        tx.mark_unchanged();
        let quote = read_again(tx, &grant, row)?;
        let accepted = quote.state.as_ref().and_then(|state| state.accepted_on);
        let day = accepted.map(|day| day.to_string()).unwrap_or_default();
        return Ok(AcceptOutcome {
            notes: vec![format!("it was accepted on {day}")],
            quote,
        });
    }
    check(tx, &row, (&known, !before.is_empty()), &subjects)?;
    check_alone(tx, &row, &subjects)?;
    write(tx, &grant, &row, &before, &new)?;
    let mut notes = Vec::new();
    if subjects.is_empty() {
        notes.push(format!(
            "once it is booked: colab pricing accept {} --booking ID",
            row.number
        ));
    }
    notes.extend(differences(tx, &grant, &row, &subjects)?);
    Ok(AcceptOutcome {
        quote: read_again(tx, &grant, row)?,
        notes,
    })
}

/// Returns what a quote is for, or what was named.
fn subjects_of(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &QuoteRow,
    booked: Option<&QuoteTarget>,
) -> Result<Vec<AcceptedSubject>> {
    let quoted = &row.content.0;
    let mut subjects = Vec::new();
    let ids = match booked {
        Some(QuoteTarget::Booking(id, _)) => vec![*id],
        Some(QuoteTarget::Rental(_)) => Vec::new(),
        None => quoted.bookings.clone(),
    };
    let number = match booked {
        Some(QuoteTarget::Rental(number)) => Some(number.clone()),
        None if row.rental_id.is_some() => quoted.header.rental_no.clone(),
        _ => None,
    };
    for id in ids {
        let booking = bookings::load_one(tx, grant, id)?;
        if booking.row.status.is_off() && booked.is_none() && quoted.bookings.len() > 1 {
            continue;
        }
        if booking.row.status.is_off() {
            return Err(Error::conflict(
                ErrorCode::NothingToCharge,
                format!("booking {id} is {}", booking.row.status),
            )
            .hint(format!("colab booking show {id}")));
        }
        subjects.push(AcceptedSubject {
            id: SubjectId::Booking(id),
            name: format!("booking {id}"),
            client_name: booking.row.client_name,
            target: QuoteTarget::Booking(id, SeriesScope::One),
        });
    }
    if let Some(number) = number {
        let rental = rentals::find(tx, grant, &number)?;
        subjects.push(AcceptedSubject {
            id: SubjectId::Rental(rental.id),
            name: format!("rental {}", rental.rental_no),
            client_name: rental.client_name,
            target: QuoteTarget::Rental(rental.rental_no),
        });
    }
    let own = own_subjects(row);
    if let Some(other) = subjects
        .iter()
        .find(|subject| !own.is_empty() && !own.contains(&subject.id))
    {
        return Err(Error::conflict(
            ErrorCode::QuoteAccepted,
            format!(
                "{} is for {}, and not for {}",
                row.number,
                quoted.header.subject(),
                other.name
            ),
        )
        .hint(format!("colab pricing quote {} --save", other.argument())));
    }
    if subjects.is_empty() && !own.is_empty() {
        return Err(Error::conflict(
            ErrorCode::NothingToCharge,
            format!("every booking of {} is cancelled or rejected", row.number),
        )
        .hint(format!("colab pricing quote {}", row.number)));
    }
    Ok(subjects)
}

/// Returns the bookings or the rental that a quote was made for.
fn own_subjects(row: &QuoteRow) -> BTreeSet<SubjectId> {
    let bookings = row.content.0.bookings.iter().copied().map(SubjectId::Booking);
    bookings.chain(row.rental_id.map(SubjectId::Rental)).collect()
}

impl AcceptedSubject {
    /// Returns it as commands take it.
    fn argument(&self) -> &str {
        self.name.split(' ').next_back().unwrap_or_default()
    }
}

/// Checks that a quote may be accepted today, for these, which are its client's.
fn check(
    tx: &mut Tx<'_>,
    row: &QuoteRow,
    (known, was_accepted): (&BTreeSet<SubjectId>, bool),
    subjects: &[AcceptedSubject],
) -> Result<()> {
    if own_subjects(row).is_empty() && !known.is_empty() {
        return Err(Error::conflict(
            ErrorCode::QuoteAccepted,
            format!("{} was accepted for another booking or rental", row.number),
        )
        .hint(format!("colab pricing quote {}", row.number)));
    }
    let today = tx.site().today(tx.now());
    if row.valid_until < today && !was_accepted {
        let again = match (row.booking_id, &row.content.0.header.rental_no) {
            (Some(id), _) if row.content.0.bookings.len() > 1 => {
                format!("colab pricing quote {id} --series --save")
            }
            (Some(id), _) => format!("colab pricing quote {id} --save"),
            (None, Some(number)) => format!("colab pricing quote {number} --save"),
            (None, None) => "colab pricing quote --help".to_owned(),
        };
        return Err(Error::conflict(
            ErrorCode::QuoteExpired,
            format!("{} was valid until {}", row.number, row.valid_until),
        )
        .hint(again));
    }
    let mut keys: Vec<String> = subjects
        .iter()
        .map(|subject| name_key(&subject.client_name))
        .collect();
    keys.push(row.client_key.clone());
    let records = clients::by_keys(tx.connection(), &keys)?;
    let client = |key: &str| records.get(key).map(|(id, _)| *id);
    let is_other = |subject: &&AcceptedSubject| {
        let key = name_key(&subject.client_name);
        key != row.client_key && (client(&key) != client(&row.client_key) || client(&key).is_none())
    };
    match subjects.iter().find(is_other) {
        None => Ok(()),
        Some(subject) => Err(Error::conflict(
            ErrorCode::OtherClient,
            format!(
                "{} is for {}, and {} for {}",
                row.number, row.client_name, subject.name, subject.client_name
            ),
        )
        .hint(format!("colab pricing quote {} --save", subject.argument()))
        .hint(format!(
            "if both names are of one client: colab client alias add {} {}",
            shell_word(&row.client_name),
            shell_word(&subject.client_name)
        ))),
    }
}

/// Checks that what is accepted is not costed together with something that the quote is not for: its terms would be theirs.
fn check_alone(tx: &mut Tx<'_>, row: &QuoteRow, subjects: &[AcceptedSubject]) -> Result<()> {
    let accepted: BTreeSet<SubjectId> = subjects.iter().map(|subject| subject.id).collect();
    for subject in subjects {
        let SubjectId::Booking(id) = subject.id else {
            continue;
        };
        let others: Vec<String> = costed_together(tx, id)?
            .into_iter()
            .filter(|other| !accepted.contains(&SubjectId::Booking(*other)))
            .map(|other| other.to_string())
            .collect();
        if !others.is_empty() {
            return Err(Error::conflict(
                ErrorCode::QuoteAccepted,
                format!(
                    "{} is for {}, which is costed together with {}",
                    row.number,
                    subject.name,
                    others.join(", ")
                ),
            )
            .hint(format!("colab pricing quote {id} --series --save")));
        }
    }
    Ok(())
}

fn write(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &QuoteRow,
    before: &[AcceptanceRow],
    subjects: &[&AcceptedSubject],
) -> Result<()> {
    let named: Vec<Option<SubjectId>> = match subjects {
        [] => vec![None],
        subjects => subjects.iter().map(|subject| Some(subject.id)).collect(),
    };
    let costings_before = ledger::newest(tx, grant)?;
    let ids = tx.connection().reserve_ids("quote_acceptances", named.len())?;
    let today = tx.site().today(tx.now());
    let rows: Vec<AcceptanceRow> = named
        .iter()
        .zip(ids)
        .map(|(subject, id)| AcceptanceRow {
            id,
            quote_id: row.id,
            booking_id: match subject {
                Some(SubjectId::Booking(id)) => Some(*id),
                _ => None,
            },
            rental_id: match subject {
                Some(SubjectId::Rental(id)) => Some(*id),
                _ => None,
            },
            accepted_on: today,
            costings_before,
            created_by: tx.actor().username.clone(),
            entered_by: tx.actor().person().to_owned(),
            created_at: tx.now(),
        })
        .collect();
    store::insert_acceptances(tx.connection(), &rows)?;
    let status = if before.is_empty() {
        QuoteStatus::Open
    } else {
        QuoteStatus::Accepted
    };
    let names: Vec<&str> = subjects.iter().map(|subject| subject.name.as_str()).collect();
    tx.audit(
        grant,
        AuditEvent::change(
            "quote",
            &row.number,
            json!({"status": status}),
            json!({"status": QuoteStatus::Accepted}),
        )
        .with(json!({"for": names})),
    );
    Ok(())
}

/// Says where what was accepted costs something else than the quote says, and what is costed already.
fn differences(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &QuoteRow,
    subjects: &[AcceptedSubject],
) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    let money = |cents: i64| Money::new(cents, stored_currency(&row.currency));
    // Of a series each booking costs its share.
    if let [subject] = subjects
        && row.content.0.bookings.len() <= 1
    {
        match expected_costs(tx, grant, &subject.target) {
            Ok(costs) if costs.sums.total != row.total_cents => notes.push(format!(
                "{} costs {} at the prices of {}, which says {}",
                subject.name,
                money(costs.sums.total),
                row.number,
                money(row.total_cents)
            )),
            Ok(_) => {}
            // What has no room or no price yet costs nothing that can be compared.
            Err(error) if error.kind == Kind::Conflict => {}
            Err(error) => return Err(error),
        }
    }
    let ids = |of: fn(&SubjectId) -> Option<i64>| -> Vec<i64> {
        subjects.iter().filter_map(|subject| of(&subject.id)).collect()
    };
    let booked = ids(|id| match id {
        SubjectId::Booking(id) => Some(*id),
        SubjectId::Rental(_) => None,
    });
    let rented = ids(|id| match id {
        SubjectId::Rental(id) => Some(*id),
        SubjectId::Booking(_) => None,
    });
    let uncosted = ledger::uncosted(tx, grant, &booked, &rented)?;
    let costed: Vec<&str> = subjects
        .iter()
        .filter(|subject| !uncosted.contains(&subject.id))
        .map(AcceptedSubject::argument)
        .collect();
    if !costed.is_empty() {
        notes.push(format!(
            "what was costed before costs the difference: colab pricing propose {}",
            costed.join(" ")
        ));
    }
    Ok(notes)
}
