//! Prices of rooms, devices and meals: one a year, each year a little higher.

use chrono::NaiveDate;

use crate::pricing::model::{BookedItem, Unit};
use crate::room::starter::COLAB;

/// The number of years with prices.
const YEARS: i32 = 2;
/// What a year adds, in percent.
const RISE: i64 = 6;

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PricedItem {
    /// By its place in the starter set.
    Room(usize),
    Category(&'static str),
    Catering(BookedItem),
}

#[derive(Debug, Clone, PartialEq)]
pub struct DemoPrice {
    pub item: PricedItem,
    /// A day, a week, a month, in cents.
    pub rates: Option<[i64; 3]>,
    pub unit_price: Option<(i64, Unit)>,
    pub from: NaiveDate,
    /// `None`: until another follows.
    pub to: Option<NaiveDate>,
}

/// Makes a price of every item in each of the last years; only the last is open.
pub fn prices(last: i32) -> Vec<DemoPrice> {
    let first = last - YEARS + 1;
    (first..=last)
        .flat_map(|year| of_year(year, i64::from(year - first), year == last))
        .collect()
}

fn of_year(year: i32, rises: i64, is_last: bool) -> Vec<DemoPrice> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let (from, to) = (day(1, 1), (!is_last).then(|| day(12, 31)));
    // Whole rand, once for all the rises there were.
    let risen = |cents: i64| (cents * (100 + RISE * rises) / 100 + 50) / 100 * 100;
    let by_time = |item, daily: i64| DemoPrice {
        item,
        rates: Some([risen(daily), risen(daily * 4), risen(daily * 14)]),
        unit_price: None,
        from,
        to,
    };
    let rooms = COLAB.iter().enumerate().map(|(place, room)| {
        // A large room costs no more for being larger.
        let most = if room.components.is_empty() { 25 } else { 50 };
        let seats = i64::from(room.capacity).min(most);
        by_time(PricedItem::Room(place), 25_000 + seats * 4_000)
    });
    let categories = [("Laptop", 8_500), ("Desktop", 6_500)];
    let devices = categories
        .into_iter()
        .map(|(name, daily)| by_time(PricedItem::Category(name), daily));
    let meals = BookedItem::ALL.iter().map(|item| DemoPrice {
        item: PricedItem::Catering(*item),
        rates: None,
        unit_price: Some((risen(price_of(*item)), item.usual_unit())),
        from,
        to,
    });
    rooms.chain(devices).chain(meals).collect()
}

fn price_of(item: BookedItem) -> i64 {
    match item {
        BookedItem::CoffeeTeaStation => 2_500,
        BookedItem::Pastry => 3_000,
        BookedItem::Sandwiches => 4_500,
        BookedItem::InHouseLunch => 12_000,
        BookedItem::Stationery => 3_500,
        BookedItem::WaterBottle => 1_500,
    }
}
