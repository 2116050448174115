//! Quotes asked for: read, priced, and refused where something has no price.

use chrono::{NaiveDate, NaiveTime};

use super::charge::{Charges, Prices, charge};
use super::lines::{Costs, Terms};
use super::order::{Open, Order, Use};
use super::subject;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::{Booking, Catering, SeriesScope, service as bookings};
use crate::device::category;
use crate::device::store::categories;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Currency, Money};
use crate::pricing::item::Items;
use crate::pricing::model::{ItemType, PriceRow, Tier};
use crate::pricing::store as catalogue;
use crate::rental::service as rentals;
use crate::room::service as rooms;

/// The most that anything comes to: a million of these still add up.
const MOST_CENTS: i64 = 9_000_000_000_000;

/// What to quote.
#[derive(Debug, Clone)]
pub enum Ask {
    Stored(Stored),
    Wish(Box<Wish>),
}

/// What is there and can be charged.
#[derive(Debug, Clone)]
pub enum Stored {
    Booking(i64, SeriesScope),
    /// By its number.
    Rental(String),
}

/// Something that is not booked.
#[derive(Debug, Clone)]
pub struct Wish {
    pub room: Option<String>,
    /// Ascending, at least one.
    pub days: Vec<NaiveDate>,
    /// Without it the whole site day.
    pub time: Option<(NaiveTime, NaiveTime)>,
    pub heads: i64,
    pub devices: i64,
    pub device_category: Option<String>,
    pub catering: Catering,
    /// With how many of each.
    pub amenities: Vec<(String, i64)>,
}

/// On which terms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offer {
    pub tier: Tier,
    /// In hundredths of a percent.
    pub discount: i64,
}

/// Terms that were named; the rest is left to what is known already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    pub tier: Option<Tier>,
    pub discount: Option<i64>,
}

impl Asked {
    pub fn or(self, known: Offer) -> Offer {
        Offer {
            tier: self.tier.unwrap_or(known.tier),
            discount: self.discount.unwrap_or(known.discount),
        }
    }
}

impl Offer {
    /// With what the site's settings say.
    pub fn terms(self, tx: &Tx<'_>) -> Terms {
        let settings = tx.settings();
        Terms {
            tier: self.tier,
            currency: settings.currency(),
            discount: self.discount,
            tax: settings.tax_hundredths(),
            half_day_percent: settings.half_day_percent(),
        }
    }
}

/// What is quoted.
#[derive(Debug, Clone, Default)]
pub struct About {
    pub booking_id: Option<i64>,
    pub series_id: Option<i64>,
    pub rental_no: Option<String>,
    pub client_name: Option<String>,
    pub room: Option<String>,
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// How many bookings it is for.
    pub bookings: usize,
}

/// A quote.
#[derive(Debug)]
pub struct Quote {
    pub about: About,
    pub terms: Terms,
    pub costs: Costs,
    pub left_out: Vec<Open>,
    pub company: String,
    /// The day at the site on which it was made.
    pub made_on: NaiveDate,
}

/// Quotes something; `partial` leaves out what has no price.
///
/// # Errors
/// `NotFound` for what is not there; `Conflict` where something has no price, naming all of it.
pub fn quote(tx: &mut Tx<'_>, ask: &Ask, offer: Offer, partial: bool) -> Result<Quote> {
    let _grant = tx.require(Permission::SeePrices)?;
    let (about, orders) = match ask {
        Ask::Stored(Stored::Booking(id, extent)) => {
            let bookings = bookings::with_series(tx, *id, *extent)?;
            (
                about_bookings(&bookings, *extent),
                subject::of_bookings(tx, &bookings)?,
            )
        }
        Ask::Stored(Stored::Rental(number)) => {
            let rental = rentals::find(tx, number)?;
            let about = About {
                booking_id: rental.booking_id,
                rental_no: Some(rental.rental_no.clone()),
                client_name: Some(rental.client_name.clone()),
                ..About::default()
            };
            (about, vec![subject::of_rental(tx, &rental)?])
        }
        Ask::Wish(wish) => wished(tx, wish)?,
    };
    let terms = offer.terms(tx);
    let charges = charged(tx, &orders, offer)?;
    let left_out = charges.left_out();
    if !partial {
        refuse(&left_out, Some("--partial leaves them out"))?;
    }
    Ok(Quote {
        about: About {
            days: span(&orders),
            ..about
        },
        costs: charges.costs(&terms),
        terms,
        left_out,
        company: tx.settings().company_name(),
        made_on: tx.site().today(tx.now()),
    })
}

/// Prices orders together, with what is in force on their days; for whoever asked for a permission.
///
/// # Errors
/// `Conflict` for a price in another currency than the site's; `Invalid` for more than anybody can mean.
pub fn charged(tx: &mut Tx<'_>, orders: &[Order], offer: Offer) -> Result<Charges> {
    let used = orders.iter().flat_map(|order| &order.uses);
    let wanted = orders.iter().flat_map(|order| &order.wants);
    let mut keys: Vec<String> = used
        .flat_map(|used| std::iter::once(&used.item).chain(&used.or))
        .chain(wanted.map(|want| &want.item))
        .map(|item| item.key.clone())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let rows = match span(orders) {
        Some((first, last)) => catalogue::in_force_of(tx.connection(), &keys, first, last)?,
        None => Vec::new(),
    };
    let tiers = [offer.tier, Tier::Standard];
    let rows: Vec<PriceRow> = rows
        .into_iter()
        .filter(|row| tiers.contains(&row.pricing_tier))
        .collect();
    check_currency(tx, &rows)?;
    let prices = Prices::new(rows, offer.tier, tx.settings().half_day_percent());
    let charges = charge(orders, &prices);
    if charges.amount() > MOST_CENTS {
        let most = Money::new(MOST_CENTS, tx.settings().currency());
        return Err(
            Error::invalid(ErrorCode::AbsurdAmount, format!("it comes to more than {most}"))
                .hint("colab pricing list --sort id"),
        );
    }
    Ok(charges)
}

/// The first and the last day of all orders.
fn span(orders: &[Order]) -> Option<(NaiveDate, NaiveDate)> {
    let used = orders
        .iter()
        .flat_map(|order| order.uses.iter().flat_map(|used| &used.days));
    let wanted = orders
        .iter()
        .flat_map(|order| order.wants.iter().flat_map(|want| &want.days));
    let days = used.chain(wanted);
    days.clone().min().copied().zip(days.max().copied())
}

fn check_currency(tx: &mut Tx<'_>, rows: &[PriceRow]) -> Result<()> {
    let ours: Currency = tx.settings().currency();
    let Some(row) = rows.iter().find(|row| row.currency != ours.code()) else {
        return Ok(());
    };
    let price = Items::load(tx)?.named(row.clone())?;
    Err(Error::conflict(
        ErrorCode::CurrencyMismatch,
        format!(
            "the price of {} from {} is in {}, and the site's currency is {}",
            price.item,
            row.effective_date,
            row.currency,
            ours.code()
        ),
    )
    .hint(format!(
        "colab pricing show {} \"{}\"",
        row.item_type.as_str().replace('_', "-"),
        price.item
    ))
    .hint(format!("colab config set currency {}", row.currency)))
}

/// The error that names everything in the way, each with the command that settles it.
///
/// # Errors
/// `Conflict` unless there is nothing.
pub fn refuse(left_out: &[Open], way_out: Option<&str>) -> Result<()> {
    if left_out.is_empty() {
        return Ok(());
    }
    let facts: Vec<&str> = left_out.iter().map(|open| open.fact.as_str()).collect();
    let error = Error::conflict(ErrorCode::NoPrice, facts.join("; ")).detail("left_out", facts.clone());
    let error = left_out
        .iter()
        .fold(error, |error, open| error.hint(open.hint.as_str()));
    Err(way_out.into_iter().fold(error, |error, way| error.hint(way)))
}

fn about_bookings(bookings: &[Booking], extent: SeriesScope) -> About {
    let mut rooms: Vec<&str> = bookings
        .iter()
        .filter_map(|booking| booking.room.as_deref())
        .collect();
    rooms.sort_unstable();
    rooms.dedup();
    let row = bookings.first().map(|booking| &booking.row);
    About {
        booking_id: row
            .map(|row| row.id)
            .filter(|_| extent != SeriesScope::Series || bookings.len() == 1),
        series_id: row.and_then(|row| row.series_id),
        client_name: row.map(|row| row.client_name.clone()),
        room: Some(rooms.join(", ")).filter(|rooms| !rooms.is_empty()),
        bookings: bookings.len(),
        ..About::default()
    }
}

fn wished(tx: &mut Tx<'_>, wish: &Wish) -> Result<(About, Vec<Order>)> {
    let site = tx.site();
    let (start, end) = wish.time.unwrap_or((site.day_start, site.day_end));
    if end <= start {
        return Err(
            Error::invalid(ErrorCode::EndBeforeStart, "the end must be after the start")
                .hint("write --time START-END, such as 08:00-12:00"),
        );
    }
    let minutes = end.signed_duration_since(start).num_minutes();
    let half = minutes <= tx.settings().half_day_minutes();
    let mut order = Order::default();
    let mut about = About::default();
    if let Some(name) = &wish.room {
        let directory = rooms::directory(tx.connection())?;
        let room = rooms::find(&directory, name)?;
        about.room = Some(room.name.clone());
        order.uses.push(Use {
            item: subject::item_of_id(ItemType::Room, room.id, &room.name),
            or: Vec::new(),
            units: 1,
            days: wish.days.clone(),
            half,
            note: None,
        });
    }
    if wish.devices > 0 {
        let categories = categories(tx.connection())?;
        let named = wish
            .device_category
            .as_deref()
            .filter(|name| !name.eq_ignore_ascii_case("any"));
        let named = named.map(|name| category::find(&categories, name)).transpose()?;
        let used = subject::device_use(
            named.map(|category| category.id),
            wish.devices,
            None,
            None,
            &categories,
            &wish.days,
        );
        order.uses.extend(used);
    }
    order.wants = subject::wants(&wish.catering, wish.heads, &wish.days);
    if !wish.amenities.is_empty() {
        let items = Items::load(tx)?;
        for (name, pieces) in &wish.amenities {
            let item = items.find(ItemType::Amenity, name)?;
            let want = subject::want(item, wish.heads, *pieces, &wish.days);
            order.wants.push(want);
        }
    }
    Ok((about, vec![order]))
}
