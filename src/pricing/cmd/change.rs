//! `colab pricing set`, `update` and `remove`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::complete_item;
use crate::access::app::{App, CommandResult};
use crate::kernel::error::{Error, Result};
use crate::kernel::money::{Currency, Money};
use crate::kernel::period::parse_day;
use crate::output::{list, one};
use crate::pricing::Said;
use crate::pricing::catalogue::{self, NewPrice};
use crate::pricing::model::{ItemType, Price, Tier, Unit};
use crate::pricing::raise::{self, Percent, Raise, Raised};
use crate::pricing::remove;
use crate::text_enum;

text_enum! {
    /// What can be taken out of a price.
    pub enum Clear {
        Daily = "daily",
        Weekly = "weekly",
        Monthly = "monthly",
        Notes = "notes",
    }
}

#[derive(Debug, Args)]
pub struct SetArgs {
    /// room, device-category, catering or amenity
    #[arg(value_name = "TYPE", value_parser = ItemType::read)]
    item_type: ItemType,
    /// The room, the device category, or what the catering or amenity is called
    #[arg(add = ArgValueCompleter::new(complete_item))]
    item: String,
    /// For a day (rooms and devices)
    #[arg(
        long,
        visible_alias = "daily-rate",
        value_name = "AMOUNT",
        allow_hyphen_values = true
    )]
    daily: Option<String>,
    /// For a week
    #[arg(
        long,
        visible_alias = "weekly-rate",
        value_name = "AMOUNT",
        allow_hyphen_values = true
    )]
    weekly: Option<String>,
    /// For a month
    #[arg(
        long,
        visible_alias = "monthly-rate",
        value_name = "AMOUNT",
        allow_hyphen_values = true
    )]
    monthly: Option<String>,
    /// For one unit (catering and amenities)
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    unit_price: Option<String>,
    /// What the unit is
    #[arg(long)]
    unit: Option<Unit>,
    /// In which tier
    #[arg(long, visible_alias = "pricing-tier", default_value = "standard")]
    tier: Tier,
    /// The first day
    #[arg(
        long,
        visible_alias = "effective-date",
        value_name = "DAY",
        default_value = "today"
    )]
    from: String,
    /// The last day; without it, until the next price, or for good
    #[arg(long, visible_alias = "expiry-date", value_name = "DAY")]
    to: Option<String>,
    /// Anything else
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// Take these out of the price; several times, or with commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    clear: Vec<Clear>,
}

#[derive(Debug, Args)]
pub struct UpdateArgs {
    /// By so much: +7.5, -10
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    percent: String,
    /// Only of this type; several times: room, device-category, catering, amenity
    #[arg(long = "type", visible_alias = "item-type", value_name = "TYPE", value_parser = ItemType::read)]
    types: Vec<ItemType>,
    /// Only of this tier
    #[arg(long, visible_alias = "pricing-tier")]
    tier: Option<Tier>,
    /// Part of the item's name
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_item))]
    item: Option<String>,
    /// The first day of the new prices
    #[arg(
        long,
        visible_alias = "effective-date",
        value_name = "DAY",
        default_value = "today"
    )]
    from: String,
    /// To the nearest whole number of this amount
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    round: Option<String>,
}

#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// room, device-category, catering or amenity
    #[arg(value_name = "TYPE", value_parser = ItemType::read)]
    item_type: ItemType,
    /// Its name
    #[arg(add = ArgValueCompleter::new(complete_item))]
    item: String,
    /// Of which tier
    #[arg(long, visible_alias = "pricing-tier", default_value = "standard")]
    tier: Tier,
    /// The first day without it
    #[arg(long, value_name = "DAY", default_value = "today")]
    from: String,
}

impl SetArgs {
    fn says_something(&self) -> bool {
        let rates = [&self.daily, &self.weekly, &self.monthly, &self.unit_price];
        rates.iter().any(|rate| rate.is_some())
            || self.unit.is_some()
            || self.notes.is_some()
            || !self.clear.is_empty()
    }

    fn rate(&self, what: Clear, amount: Option<&String>, currency: Currency) -> Result<Said<Money>> {
        let clear = self.clear.contains(&what);
        if clear && amount.is_some() {
            return Err(Error::usage(format!(
                "--{what} and --clear {what} do not go together"
            )));
        }
        let amount = amount.map(|text| Money::parse(what.as_str(), text, currency));
        Ok(Said::of(amount.transpose()?, clear))
    }

    fn notes(&self) -> Said<String> {
        let text = self.notes.as_deref().map(str::trim);
        let clear = self.clear.contains(&Clear::Notes) || text == Some("");
        Said::of(text.filter(|text| !text.is_empty()).map(str::to_owned), clear)
    }
}

pub fn set(args: SetArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Price>()?;
    if !args.says_something() {
        return Err(Error::usage("nothing to set was named").hint("colab pricing set --help"));
    }
    let (today, currency) = (app.today()?, app.settings()?.currency());
    let unit_price = args.unit_price.as_deref();
    let new = NewPrice {
        tier: args.tier,
        daily: args.rate(Clear::Daily, args.daily.as_ref(), currency)?,
        weekly: args.rate(Clear::Weekly, args.weekly.as_ref(), currency)?,
        monthly: args.rate(Clear::Monthly, args.monthly.as_ref(), currency)?,
        unit_price: unit_price
            .map(|text| Money::parse("unit-price", text, currency))
            .transpose()?,
        unit: args.unit,
        notes: args.notes(),
        to: args.to.as_deref().map(|day| parse_day(day, today)).transpose()?,
        ..NewPrice::new(args.item_type, &args.item, parse_day(&args.from, today)?)
    };
    let set = app.write(|tx| catalogue::set_price(tx, &new))?;
    set.notes.iter().for_each(|note| app.note(note));
    Ok(one(&set.price).into())
}

pub fn update(args: UpdateArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Raised>()?;
    let percent = Percent::parse(&args.percent)?;
    let currency = app.settings()?.currency();
    let round_to = args.round.as_deref();
    let wanted = Raise {
        percent,
        item_types: args.types,
        tier: args.tier,
        item: args.item,
        from: parse_day(&args.from, app.today()?)?,
        round_to: round_to
            .map(|text| Money::parse("round", text, currency))
            .transpose()?,
    };
    let done = app.write(|tx| raise::raise(tx, &wanted))?;
    if done.raised.is_empty() {
        app.note(&format!("no price in force on {} fits and changes", wanted.from));
    }
    if done.replaced > 0 {
        app.note(&format!(
            "prices that began on {} themselves and were replaced: {}; was this done before?",
            wanted.from, done.replaced
        ));
    }
    if done.later > 0 {
        app.note(&format!(
            "prices that begin later and stay as they are: {}",
            done.later
        ));
    }
    Ok(list(&done.raised).into())
}

pub fn remove(args: &RemoveArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Price>()?;
    let from = parse_day(&args.from, app.today()?)?;
    let left = app.write(|tx| remove::remove(tx, args.item_type, &args.item, args.tier, from))?;
    match left.as_slice() {
        [price] => Ok(one(price).into()),
        several => Ok(list(several).into()),
    }
}
