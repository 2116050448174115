//! What is quoted, read as orders: bookings, a rental, or a wish.
//!
//! | what | is charged |
//! |---|---|
//! | a room | on each calendar day at the site that the booking touches, weekends of a booking over several days included; half a day where the booking is of one day and no longer than the setting `half_day_minutes` |
//! | devices given | by their category, on the same days; those that went out on a rental are the rental's |
//! | devices asked for and not given | by the category asked for; of `any` by the one that the booking prefers, else by the dearest |
//! | coffee, meals, stationery | by head and day, bottles by the piece and day, unless the price's unit says otherwise; what people bring along costs nothing |
//! | a rental | its devices, from the day it begins to the day it is due, or to the day a device came back where that is later |
//! | a cancelled or rejected booking | nothing; one whose client did not come is charged |
//!
//! A booking without a room is quoted in the room that it wishes.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

use super::order::{Open, Order, Use, Want};
use super::store;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::booking::{Booking, Catering, DevicePreference};
use crate::device::model::Category;
use crate::device::queue::filled;
use crate::device::store::{Demand, categories};
use crate::kernel::error::Result;
use crate::kernel::period::{Period, Site};
use crate::pricing::item::Item;
use crate::pricing::model::{BookedItem, ItemType, key_of_id};
use crate::rental::model::RentalRow;
use crate::rental::store as rentals;

/// A room or a device category as the catalogue knows it.
pub fn item_of_id(item_type: ItemType, id: i64, name: &str) -> Item {
    Item {
        item_type,
        id: Some(id),
        name: name.to_owned(),
        key: key_of_id(item_type, id),
    }
}

/// The calendar days at the site that a period touches; one that ends at midnight does not touch the next day.
pub fn days_of(period: &Period, site: &Site) -> Vec<NaiveDate> {
    let first = site.local(period.starts_at()).date_naive();
    let last = site
        .local(period.ends_at().plus(TimeDelta::microseconds(-1)))
        .date_naive();
    first.iter_days().take_while(|day| *day <= last).collect()
}

/// Whether a period is charged as half a day.
pub fn is_half(period: &Period, days: &[NaiveDate], settings: &Settings) -> bool {
    let minutes = period.ends_at().since(period.starts_at()).num_minutes();
    days.len() == 1 && minutes <= settings.half_day_minutes()
}

/// Bookings as orders, in their order.
///
/// # Errors
/// `Database` when what they use cannot be read.
pub fn of_bookings(tx: &mut Tx<'_>, bookings: &[Booking]) -> Result<Vec<Order>> {
    let ids: Vec<i64> = bookings.iter().map(|booking| booking.row.id).collect();
    let mut demands: BTreeMap<i64, Vec<(Demand, bool)>> = BTreeMap::new();
    for (demand, rented) in store::demands(tx.connection(), &ids)? {
        demands
            .entry(demand.booking_id)
            .or_default()
            .push((demand, rented));
    }
    let categories = categories(tx.connection())?;
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
    asked: Vec<(Demand, bool)>,
    categories: &[Category],
) -> Result<Order> {
    let row = &booking.row;
    let mut order = Order::default();
    if row.status.is_off() {
        return Ok(order);
    }
    let period = Period::new(row.starts_at, row.ends_at)?;
    let days = days_of(&period, &tx.site());
    let half = is_half(&period, &days, tx.settings());
    let assigned = row.room_id.zip(booking.room.as_deref()).map(|room| (room, None));
    let wished = row.wished_room_id.zip(booking.wished_room.as_deref());
    match assigned.or(wished.map(|room| (room, Some("the room it wishes".to_owned())))) {
        Some(((id, name), note)) => order.uses.push(Use {
            item: item_of_id(ItemType::Room, id, name),
            or: Vec::new(),
            units: 1,
            days: days.clone(),
            half,
            note,
        }),
        None if row.device_only => {}
        None => order.open.push(Open {
            fact: format!("booking {} has no room yet", row.id),
            hint: format!("colab booking assign {} --room ROOM", row.id),
        }),
    }
    order
        .uses
        .extend(devices(&asked, row.device_type_preference, categories, &days));
    let wants = wants(&booking.catering, row.headcount.into(), &days);
    order.wants.extend(wants.into_iter().map(|want| Want {
        booking_id: Some(row.id),
        ..want
    }));
    Ok(order)
}

/// Devices given, by category, and after them what is still open.
fn devices(
    asked: &[(Demand, bool)],
    preference: Option<DevicePreference>,
    categories: &[Category],
    days: &[NaiveDate],
) -> Vec<Use> {
    let mut given: BTreeMap<i64, i64> = BTreeMap::new();
    for (demand, rented) in asked {
        if let (true, Some(category), false) = (demand.given, demand.category_id, rented) {
            *given.entry(category).or_default() += demand.quantity;
        }
    }
    let demands: Vec<Demand> = asked.iter().map(|(demand, _)| demand.clone()).collect();
    let open = filled(&demands)
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

/// So many devices of a category, or of whichever; `None` where there is no category at all.
pub fn device_use(
    category: Option<i64>,
    units: i64,
    note: Option<&str>,
    preference: Option<DevicePreference>,
    categories: &[Category],
    days: &[NaiveDate],
) -> Option<Use> {
    let item = |category: &Category| item_of_id(ItemType::DeviceCategory, category.id, &category.name);
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
    let (item, or) = match named {
        Some(one) => (item(one), Vec::new()),
        None => (
            item(categories.first()?),
            categories.iter().skip(1).map(item).collect(),
        ),
    };
    Some(Use {
        item,
        or,
        units,
        days: days.to_vec(),
        half: false,
        note: note.map(str::to_owned),
    })
}

/// What catering asks for.
pub fn wants(catering: &Catering, heads: i64, days: &[NaiveDate]) -> Vec<Want> {
    let asked = BookedItem::ALL.iter().filter(|item| item.is_asked(catering));
    asked
        .map(|booked| {
            let pieces = match booked {
                BookedItem::WaterBottle => catering.water_bottles.into(),
                BookedItem::CoffeeTeaStation => 1,
                _ => heads,
            };
            let item = Item {
                item_type: ItemType::Catering,
                id: None,
                name: booked.name().to_owned(),
                key: booked.item_key(),
            };
            want(item, heads, pieces, days)
        })
        .collect()
}

pub fn want(item: Item, heads: i64, pieces: i64, days: &[NaiveDate]) -> Want {
    Want {
        item,
        heads,
        pieces,
        days: days.to_vec(),
        booking_id: None,
    }
}

/// A rental as an order.
///
/// # Errors
/// `Database` when its devices cannot be read.
pub fn of_rental(tx: &mut Tx<'_>, rental: &RentalRow) -> Result<Order> {
    let site = tx.site();
    let categories = categories(tx.connection())?;
    let mut counts: BTreeMap<(i64, NaiveDate), i64> = BTreeMap::new();
    for taken in rentals::taken(tx.connection(), &[rental.id])? {
        let back = taken.returned_at.map(|at| site.today(at));
        let last = back.map_or(rental.return_expected_date, |back| {
            back.max(rental.return_expected_date)
        });
        if let Some(category) = categories.iter().find(|one| one.name == taken.category) {
            *counts.entry((category.id, last)).or_default() += 1;
        }
    }
    let uses = counts.into_iter().filter_map(|((category, last), units)| {
        let days: Vec<NaiveDate> = rental
            .rental_date
            .iter_days()
            .take_while(|day| *day <= last)
            .collect();
        let late = (last > rental.return_expected_date)
            .then(|| format!("{units} back on {last}, due on {}", rental.return_expected_date));
        device_use(Some(category), units, late.as_deref(), None, &categories, &days)
    });
    Ok(Order {
        uses: uses.collect(),
        ..Order::default()
    })
}
