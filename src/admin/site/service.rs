//! Changes a setting and tells what that means for what is stored.

use chrono::{NaiveDate, NaiveTime};
use serde_json::json;

use crate::access::auth::{Grant, Permission, PermissionScope, Role, reach};
use crate::access::settings::service::{self as settings, SettingValue};
use crate::access::settings::{CLIENT_MESSAGES, Settings};
use crate::access::tx::Tx;
use crate::booking::clock_change::{self, UpcomingBooking};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Site, end_time_in_words};
use crate::kernel::text::counted;
use crate::notify::clients::service as messages;
use crate::pricing::service as pricing;
use crate::rental::service as rentals;
use crate::user::service as users;

const ONE_PERSON: &str = "one_person_approves";

/// What a new time zone keeps of bookings to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneChoice {
    /// 07:30 stays 07:30.
    ClockTimes,
    /// The instant stays, and the clock shows another time.
    Instants,
}

/// A setting that was changed, and what follows from it.
pub struct ChangedSetting {
    pub value: SettingValue,
    pub notes: Vec<String>,
}

/// Sets one setting. What has ended is never rewritten.
///
/// # Errors
/// Those of setting it; `Usage` for a time zone without a choice while there are bookings to come.
pub fn change(
    tx: &mut Tx<'_>,
    key: &str,
    value: &str,
    from: Option<NaiveDate>,
    choice: Option<ZoneChoice>,
) -> Result<ChangedSetting> {
    let grant = tx.require(Permission::ChangeSettings)?;
    let site = tx.site();
    let set = settings::set(tx, key, value, from)?;
    if key == ONE_PERSON && set.value == "yes" {
        check_one_admin(tx, &grant)?;
    }
    let notes = if !set.is_new {
        Vec::new()
    } else {
        match key {
            "timezone" => change_zone(tx, &grant, &site, &with_zone(&site, &set.value), choice)?,
            "day_start" | "day_end" => about_day(tx, &grant, &site, key, &set.value)?,
            "currency" => about_currency(tx, &grant, &set.value)?,
            ONE_PERSON if set.value == "yes" => vec![
                "the only admin approves own costings, and each says so, until there is a second admin"
                    .to_owned(),
            ],
            CLIENT_MESSAGES => vec![about_messages(tx, &grant, &set.value)?],
            "tax_percent" => vec!["what was costed before keeps its rate".to_owned()],
            _ => Vec::new(),
        }
    };
    Ok(ChangedSetting { value: set, notes })
}

/// Returns what to ask before a setting is changed; `None` where nothing is to be decided.
pub fn question(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<Option<String>> {
    let grant = tx.require(Permission::ChangeSettings)?;
    let (site, new) = (tx.site(), with_zone(&tx.site(), value));
    if key != "timezone" || new.timezone == site.timezone {
        return Ok(None);
    }
    let upcoming = clock_change::upcoming(tx, &grant)?;
    Ok(upcoming
        .first()
        .map(|first| decision(upcoming.len(), first, &site, &new)))
}

/// Ends the approvals of the only admin where there is a second one, or was until this change: they come back when they are set
/// anew, not when one leaves. A site that was upgraded may have had two all along, so that every change of an admin looks.
///
/// # Errors
/// `Conflict` where an undo sets what holds for a site with one admin.
pub fn end_one_person(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let is_set_now = tx.changed("setting").iter().any(|key| key == ONE_PERSON);
    if !is_set_now && !tx.settings().one_person_approves() {
        return Ok(Vec::new());
    }
    let Ok(grant) = tx.require(Permission::ChangeSettings) else {
        return Ok(Vec::new());
    };
    if !Settings::load(tx.connection())?.one_person_approves() {
        return Ok(Vec::new());
    }
    if is_set_now {
        return check_one_admin(tx, &grant).map(|()| Vec::new());
    }
    let admins = users::active_approvers(tx, &grant)?.len() + approvers_who_left(tx)?;
    if admins < 2 {
        return Ok(Vec::new());
    }
    settings::set(tx, ONE_PERSON, "no", None)?;
    Ok(vec![format!(
        "{admins} people may approve each other's costings: {ONE_PERSON} is no"
    )])
}

/// Returns how many could approve before this transaction and cannot now.
fn approvers_who_left(tx: &mut Tx<'_>) -> Result<usize> {
    let may = |role: Role| reach(role, Permission::ApproveCosts) == PermissionScope::All;
    let mut left = 0;
    for name in tx.changed("user") {
        let now = users::find(tx.connection(), &name)?;
        let had_role = match tx.fact_before("user", &name, "role") {
            Some(role) => Role::ALL.iter().any(|one| *role == json!(one) && may(*one)),
            None => may(now.role),
        };
        let was_active = match tx.fact_before("user", &name, "is_active") {
            Some(active) => *active == json!(true),
            None => now.is_active,
        };
        let can_now = may(now.role) && now.is_active;
        left += usize::from(had_role && was_active && !can_now);
    }
    Ok(left)
}

/// Refuses what holds for a site with one admin where there are more.
fn check_one_admin(tx: &mut Tx<'_>, grant: &Grant) -> Result<()> {
    let admins = users::active_approvers(tx, grant)?;
    if admins.len() == 1 {
        return Ok(());
    }
    Err(Error::conflict(
        ErrorCode::InvalidSetting,
        format!(
            "{ONE_PERSON}: {} people may approve each other's costings: {}",
            admins.len(),
            admins.join(", ")
        ),
    )
    .hint("colab user list --role admin, or --role finance"))
}

/// Tells which messages go to clients once they are switched on or off.
fn about_messages(tx: &mut Tx<'_>, grant: &Grant, value: &str) -> Result<String> {
    if value != "on" {
        return Ok(
            "what waits to be told to clients is not sent, and not when it is on again either".to_owned(),
        );
    }
    let count = messages::count_at_switch(tx, grant)?;
    let returns = counted(count, "return");
    let near = if count == 1 { "is near" } else { "are near" };
    Ok(format!(
        "{} would go now: {returns} {near}, and nothing of before is told (colab notify clients --dry-run)",
        counted(count, "message")
    ))
}

fn with_zone(site: &Site, zone: &str) -> Site {
    Site {
        timezone: zone.parse().unwrap_or(site.timezone),
        ..*site
    }
}

fn decision(count: usize, first: &UpcomingBooking, old: &Site, new: &Site) -> String {
    format!(
        "{} to come: {} would be at {} in {}",
        counted(count, "booking"),
        first.in_words(old),
        first.clock(new),
        new.timezone
    )
}

fn change_zone(
    tx: &mut Tx<'_>,
    grant: &Grant,
    old: &Site,
    new: &Site,
    choice: Option<ZoneChoice>,
) -> Result<Vec<String>> {
    rentals::keep_due_days(tx, grant, new)?;
    let mut notes = about_bookings(tx, grant, old, new, choice)?;
    let rentals = rentals::open_count(tx, grant)?;
    if rentals > 0 {
        let zone = new.timezone;
        notes.push(if rentals == 1 {
            format!("1 open rental stays due at the end of its day, in {zone}")
        } else {
            format!("{rentals} open rentals stay due at the end of their days, in {zone}")
        });
    }
    Ok(notes)
}

fn about_bookings(
    tx: &mut Tx<'_>,
    grant: &Grant,
    old: &Site,
    new: &Site,
    choice: Option<ZoneChoice>,
) -> Result<Vec<String>> {
    let upcoming = clock_change::upcoming(tx, grant)?;
    let Some(first) = upcoming.first() else {
        if choice != Some(ZoneChoice::Instants) {
            // Closed days are whole days there, too.
            clock_change::keep_clock_times(tx, grant, &[], old, new)?;
        }
        return Ok(vec![
            "no booking is to come; what has ended stays as it was, and is shown in the new time zone"
                .to_owned(),
        ]);
    };
    let many = counted(upcoming.len(), "booking");
    match choice {
        None => Err(Error::usage(decision(upcoming.len(), first, old, new))
            .hint("add --keep-clock-times: they move, and the clock shows the same times")
            .hint("add --keep-instants: they stay when they are, and the clock shows other times")),
        Some(ZoneChoice::Instants) => Ok(vec![format!(
            "{many} to come stay when they are: {} is at {} now; what has ended stays as it was",
            first.in_words(old),
            first.clock(new)
        )]),
        Some(ZoneChoice::ClockTimes) => {
            clock_change::keep_clock_times(tx, grant, &upcoming, old, new)?;
            Ok(vec![format!(
                "{many} to come keep their clock times, such as {}; what has ended stays as it was",
                first.in_words(old)
            )])
        }
    }
}

/// Tells which bookings take the whole of the day as it was.
fn about_day(tx: &mut Tx<'_>, grant: &Grant, site: &Site, key: &str, value: &str) -> Result<Vec<String>> {
    let clock = |time: NaiveTime| time.format("%H:%M").to_string();
    let hours = if key == "day_start" {
        format!("{value}–{}", end_time_in_words(site.day_end))
    } else {
        format!("{}–{value}", clock(site.day_start))
    };
    let mut upcoming = clock_change::upcoming(tx, grant)?;
    upcoming.retain(|booking| booking.takes(site, site.day_start, site.day_end));
    let Some(first) = upcoming.first() else {
        return Ok(vec![
            "no booking to come takes the whole day; what has ended stays as it was".to_owned(),
        ]);
    };
    let take = if upcoming.len() == 1 { "takes" } else { "take" };
    Ok(vec![format!(
        "{} to come {take} the whole day as it was, such as {}: those of a schedule take {hours} with its next import, the others \
         and what has ended stay as they are",
        counted(upcoming.len(), "booking"),
        first.in_words(site)
    )])
}

/// Tells which prices stay in another currency.
fn about_currency(tx: &mut Tx<'_>, grant: &Grant, currency: &str) -> Result<Vec<String>> {
    let prices = pricing::in_other_currencies(tx, grant, currency)?;
    Ok(prices
        .first()
        .map(|first| {
            format!(
                "{} in force or to come stay in their currency, such as {first}: nothing that needs one of them is quoted until it is \
                 set in {currency} (colab pricing list); what was quoted stays as it was",
                counted(prices.len(), "price")
            )
        })
        .into_iter()
        .collect())
}
