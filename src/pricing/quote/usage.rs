//! Reads bookings, rentals and requests as orders.
//!
//! | what | is charged |
//! |---|---|
//! | a room | for each day at the site whose site day (`day_start` to `day_end`) the booking touches, else for the day on which it begins, weekends within it included; for half a day if the booking is within one day and no longer than the setting `half_day_minutes`; by each hour that has begun, of several days within the site day, where that costs less |
//! | assigned devices | by their category, on the same days; devices out on a rental are charged with the rental |
//! | requested devices not assigned yet | by the requested category; for `any` by the category that the booking prefers, else by the most expensive one |
//! | coffee, meals, stationery | per head and day, of several days lunch on those on which people are there at noon, bottles per piece and day, unless the unit of the price differs; what is priced by the booking once for all that is quoted together; self-catering costs nothing |
//! | amenities, printing | by the unit of their price, as many as were asked for; printing by the amenity Printing |
//! | a rental | for its devices, from its first day to the day a device is due, or came back if that is later; for one that is back an extension changes nothing, and one that came back before the first day costs nothing |
//! | a cancelled or rejected booking | nothing; a no-show is charged |
//!
//! A booking without a room is quoted in the room it requests.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::UnbookedRequest;
use super::order::{CountedUse, QuoteGap, ServiceOrder, TimedUse};
use super::store;
use crate::access::auth::Grant;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::booking::amenities::parse_amenities;
use crate::booking::{Booking, Catering, DevicePreference};
use crate::client::service as clients;
use crate::device::category;
use crate::device::model::DeviceCategory;
use crate::device::request::DeviceDemand;
use crate::device::request::fill::fill_requests;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::{Period, Site, minutes_between};
use crate::pricing::item::{CatalogueItem, ItemDirectory};
use crate::pricing::model::{BookedItem, ItemType, PRINTING};
use crate::rental::model::RentalRow;
use crate::rental::records as rentals;
use crate::room::service as rooms;

/// Whether a period is charged as half a day.
fn is_half(period: &Period, days: &[NaiveDate], settings: &Settings) -> bool {
    days.len() == 1 && period.minutes() <= settings.half_day_minutes()
}

/// Returns the hours that have begun in so many minutes.
fn begun_hours(minutes: i64) -> i64 {
    (minutes + 59) / 60
}

/// Returns the hours of a period on each of its days: all of them on a single one, of several those within the site day.
fn hours_of(period: &Period, days: &[NaiveDate], site: &Site) -> Vec<i64> {
    let hours = |day: &NaiveDate| {
        let open = site.site_day(*day).ok().filter(|_| days.len() > 1);
        let (from, to) = open.map_or((period.starts_at(), period.ends_at()), |open| {
            (
                period.starts_at().max(open.starts_at()),
                period.ends_at().min(open.ends_at()),
            )
        });
        begun_hours(to.since(from).num_minutes())
    };
    days.iter().map(hours).collect()
}

/// Reads bookings as orders, in the same sequence.
pub(in crate::pricing) fn of_bookings(tx: &mut Tx<'_>, bookings: &[Booking]) -> Result<Vec<ServiceOrder>> {
    let ids: Vec<i64> = bookings.iter().map(|booking| booking.row.id).collect();
    let mut demands: BTreeMap<i64, Vec<(DeviceDemand, bool)>> = BTreeMap::new();
    for (demand, rented) in store::demands(tx.connection(), &ids)? {
        demands
            .entry(demand.booking_id)
            .or_default()
            .push((demand, rented));
    }
    let categories = category::all(tx.connection())?;
    bookings
        .iter()
        .map(|booking| {
            let asked = demands.remove(&booking.row.id).unwrap_or_default();
            of_booking(tx, booking, asked, &categories)
        })
        .collect()
}

fn of_booking(
    tx: &Tx<'_>,
    booking: &Booking,
    asked: Vec<(DeviceDemand, bool)>,
    categories: &[DeviceCategory],
) -> Result<ServiceOrder> {
    let row = &booking.row;
    let mut order = ServiceOrder {
        client_id: Some(row.client_id),
        ..ServiceOrder::default()
    };
    if row.status.is_off() {
        return Ok(order);
    }
    let period = Period::new(row.starts_at, row.agreed_end())?;
    let site = tx.site();
    let days = site.counted_days(&period);
    let half = is_half(&period, &days, tx.settings());
    let assigned = row.room_id.zip(booking.room.as_deref()).map(|room| (room, None));
    let requested = row.wished_room_id.zip(booking.wished_room.as_deref());
    match assigned.or(requested.map(|room| (room, Some("requested room".to_owned())))) {
        Some(((id, name), note)) => order.timed.push(TimedUse {
            note,
            ..room_use(id, name, &days, half, hours_of(&period, &days, &site))
        }),
        None if row.device_only => {}
        None => order.gaps.push(QuoteGap {
            fact: format!("booking {} has no room yet", row.id),
            hint: format!("colab booking assign {} --room ROOM", row.id),
        }),
    }
    order
        .timed
        .extend(device_uses(&asked, row.device_type_preference, categories, &days));
    let lunch_days = site.lunch_days(&period, &days);
    let catering = catering_uses(&booking.catering, row.headcount.into(), &days, &lunch_days);
    let named = amenity_uses(&booking.catering, row.headcount.into(), &days)?;
    order.counted.extend(catering.chain(named).map(|used| CountedUse {
        booking_id: Some(row.id),
        begins_at: Some(row.starts_at),
        ..used
    }));
    Ok(order)
}

/// Reads a request as an order, with the name of its room.
///
/// # Errors
/// `NotFound` for an unknown room, category or amenity.
pub(super) fn of_unbooked(
    tx: &mut Tx<'_>,
    request: &UnbookedRequest,
) -> Result<(Option<String>, ServiceOrder)> {
    let site = tx.site();
    let (start, end) = request.time.unwrap_or((site.day_start, site.day_end));
    let minutes = minutes_between(start, end)?;
    let half = minutes <= tx.settings().half_day_minutes();
    let (days, heads) = (&request.days, request.heads);
    let mut order = ServiceOrder::default();
    if let Some(client) = &request.client {
        let key = name_key(client);
        let record = clients::by_keys(tx.connection(), std::slice::from_ref(&key))?.remove(&key);
        order.client_id = record.map(|(id, _)| id);
    }
    let mut room_name = None;
    if let Some(name) = &request.room {
        let directory = rooms::directory(tx.connection())?;
        let room = rooms::find(&directory, name)?;
        room_name = Some(room.name.clone());
        // Where the clock changes within them, the hours are others than they look.
        let hours = |day: &NaiveDate| {
            let period = site.period(*day, start, end);
            begun_hours(period.map_or(minutes, |period| period.minutes()))
        };
        let hours = days.iter().map(hours).collect();
        order.timed.push(room_use(room.id, &room.name, days, half, hours));
    }
    if request.devices > 0 {
        let categories = category::all(tx.connection())?;
        let named = request
            .device_category
            .as_deref()
            .filter(|name| !name.eq_ignore_ascii_case("any"));
        let named = named.map(|name| category::find(&categories, name)).transpose()?;
        let category = named.map(|category| category.id);
        order.timed.extend(device_use(
            category,
            request.devices,
            None,
            None,
            &categories,
            days,
        ));
    }
    order
        .counted
        .extend(catering_uses(&request.catering, heads, days, days));
    order
        .counted
        .extend(amenity_uses(&request.catering, heads, days)?);
    if !request.amenities.is_empty() {
        let items = ItemDirectory::load(tx)?;
        for (name, pieces) in &request.amenities {
            // One without a price is named as a gap, before it is booked as after.
            let item = items.to_price(ItemType::Amenity, name)?;
            order.counted.push(counted_use(item, heads, Some(*pieces), days));
        }
    }
    Ok((room_name, order))
}

fn room_use(id: i64, name: &str, days: &[NaiveDate], half: bool, hours: Vec<i64>) -> TimedUse {
    TimedUse {
        item: CatalogueItem::of_id(ItemType::Room, id, name),
        alternatives: Vec::new(),
        units: 1,
        days: days.to_vec(),
        half,
        hours,
        note: None,
    }
}

/// Returns the uses of the assigned devices by category, and after them of those requested and not assigned yet.
fn device_uses(
    asked: &[(DeviceDemand, bool)],
    preference: Option<DevicePreference>,
    categories: &[DeviceCategory],
    days: &[NaiveDate],
) -> Vec<TimedUse> {
    let mut given: BTreeMap<i64, i64> = BTreeMap::new();
    for (demand, rented) in asked {
        if let (true, Some(category), false) = (demand.given, demand.category_id, rented) {
            *given.entry(category).or_default() += demand.quantity;
        }
    }
    let demands: Vec<DeviceDemand> = asked.iter().map(|(demand, _)| demand.clone()).collect();
    let open = fill_requests(&demands)
        .into_iter()
        .filter(|one| one.quantity > one.assigned);
    let open = open.map(|one| {
        (
            one.category_id,
            one.quantity - one.assigned,
            Some("not assigned yet"),
        )
    });
    let given = given
        .into_iter()
        .map(|(category, units)| (Some(category), units, None));
    given
        .chain(open)
        .filter_map(|(category, units, note)| device_use(category, units, note, preference, categories, days))
        .collect()
}

/// Builds the use of devices of a category, or of any; `None` when there is no category at all.
fn device_use(
    category: Option<i64>,
    units: i64,
    note: Option<&str>,
    preference: Option<DevicePreference>,
    categories: &[DeviceCategory],
    days: &[NaiveDate],
) -> Option<TimedUse> {
    let item = |category: &DeviceCategory| {
        CatalogueItem::of_id(ItemType::DeviceCategory, category.id, &category.name)
    };
    let preferred = match preference {
        Some(DevicePreference::Laptops) => Some("laptop"),
        Some(DevicePreference::Desktops) => Some("desktop"),
        Some(DevicePreference::Any) | None => None,
    };
    let named = match category {
        Some(id) => categories.iter().find(|one| one.id == id),
        None => categories
            .iter()
            .find(|one| Some(one.name_key.as_str()) == preferred),
    };
    let (item, alternatives) = match named {
        Some(one) => (item(one), Vec::new()),
        None => (
            item(categories.first()?),
            categories.iter().skip(1).map(item).collect(),
        ),
    };
    Some(TimedUse {
        item,
        alternatives,
        units,
        days: days.to_vec(),
        half: false,
        hours: Vec::new(),
        note: note.map(str::to_owned),
    })
}

/// Returns the uses that catering asks for.
fn catering_uses(
    catering: &Catering,
    heads: i64,
    days: &[NaiveDate],
    lunch_days: &[NaiveDate],
) -> impl Iterator<Item = CountedUse> {
    let asked = BookedItem::ALL.iter().filter(|item| item.is_asked(catering));
    asked.map(move |booked| {
        let pieces = match booked {
            BookedItem::WaterBottle => Some(catering.water_bottles.into()),
            BookedItem::CoffeeTeaStation => Some(1),
            _ => None,
        };
        let item = CatalogueItem::of_name(ItemType::Catering, booked.name().to_owned());
        let days = match booked {
            BookedItem::InHouseLunch => lunch_days,
            _ => days,
        };
        counted_use(item, heads, pieces, days)
    })
}

/// Returns the uses of the amenities and the printing that a booking asks for.
fn amenity_uses(catering: &Catering, heads: i64, days: &[NaiveDate]) -> Result<Vec<CountedUse>> {
    let mut asked = parse_amenities(catering.amenities.as_slice())?;
    if catering.printed_pages > 0 {
        asked.push((PRINTING.to_owned(), catering.printed_pages.into()));
    }
    let uses = asked.into_iter().map(|(name, pieces)| {
        let item = CatalogueItem::of_name(ItemType::Amenity, name);
        counted_use(item, heads, Some(pieces), days)
    });
    Ok(uses.collect())
}

fn counted_use(item: CatalogueItem, heads: i64, pieces: Option<i64>, days: &[NaiveDate]) -> CountedUse {
    CountedUse {
        item,
        heads,
        pieces,
        days: days.to_vec(),
        booking_id: None,
        begins_at: None,
    }
}

/// Reads a rental as an order.
pub(in crate::pricing) fn of_rental(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rental: &RentalRow,
) -> Result<ServiceOrder> {
    let site = tx.site();
    let today = site.today(tx.now());
    let categories = category::all(tx.connection())?;
    let left = rentals::left(tx, grant)?;
    let mut counts: BTreeMap<(i64, NaiveDate, NaiveDate), i64> = BTreeMap::new();
    for taken in rentals::devices_of(tx, grant, &[rental.id])? {
        // One without an end is charged as far as it has come.
        let due = taken.due_on.unwrap_or_else(|| rental.last_day(today));
        let back = taken.returned_at.map(|at| site.today(at));
        // What came back before the first day, or never left, is not charged.
        let was_taken = match taken.returned_at {
            Some(at) => at > rental.starts_at && site.today(at) >= rental.rental_date,
            None => rental.is_planned(today) || left.contains(&taken.assignment_id),
        };
        let last = back.map_or(due, |back| back.max(due));
        let category = categories.iter().find(|one| one.name == taken.category);
        if let Some(category) = category.filter(|_| was_taken) {
            *counts.entry((category.id, last, due)).or_default() += 1;
        }
    }
    let uses = counts.into_iter().filter_map(|((category, last, due), units)| {
        let days: Vec<NaiveDate> = rental
            .rental_date
            .iter_days()
            .take_while(|day| *day <= last)
            .collect();
        let late = (last > due).then(|| format!("{units} returned on {last}, due on {due}"));
        device_use(Some(category), units, late.as_deref(), None, &categories, &days)
    });
    Ok(ServiceOrder {
        timed: uses.collect(),
        client_id: Some(rental.client_id),
        ..ServiceOrder::default()
    })
}
