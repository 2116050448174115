//! `colab pricing set`, `update` and `remove`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::item_args::{ItemArgs, SelectionArgs};
use crate::access::app::{App, CommandResult, WideChange};
use crate::client::cmd::complete_client;
use crate::kernel::error::{Error, Result};
use crate::kernel::money::{Currency, Money};
use crate::kernel::period::{check_days, parse_day};
use crate::output::{list, one};
use crate::pricing::adjust::{self, AdjustedPrice, PercentChange, PriceAdjustment};
use crate::pricing::catalogue;
use crate::pricing::model::{Price, Tier, Unit};
use crate::pricing::remove;
use crate::pricing::terms::{FieldChange, NewPrice};
use crate::text_enum;

text_enum! {
    /// Fields of a price that can be cleared.
    pub enum ClearedField {
        Hourly = "hourly",
        MinimumHours = "minimum_hours",
        Daily = "daily",
        Weekly = "weekly",
        Monthly = "monthly",
        Notes = "notes",
    }
}

#[derive(Debug, Args)]
pub struct PriceSetArgs {
    #[command(flatten)]
    item: ItemArgs,
    /// Hourly rate (rooms), for each hour that has begun
    #[arg(
        long,
        visible_alias = "hourly-rate",
        value_name = "AMOUNT",
        allow_hyphen_values = true
    )]
    hourly: Option<String>,
    /// Least number of hours that is charged for at the hourly rate
    #[arg(long, value_name = "N")]
    minimum_hours: Option<i32>,
    /// Daily rate (rooms and devices)
    #[arg(
        long,
        visible_alias = "daily-rate",
        value_name = "AMOUNT",
        allow_hyphen_values = true
    )]
    daily: Option<String>,
    /// Weekly rate (rooms and devices)
    #[arg(
        long,
        visible_alias = "weekly-rate",
        value_name = "AMOUNT",
        allow_hyphen_values = true
    )]
    weekly: Option<String>,
    /// Monthly rate (rooms and devices)
    #[arg(
        long,
        visible_alias = "monthly-rate",
        value_name = "AMOUNT",
        allow_hyphen_values = true
    )]
    monthly: Option<String>,
    /// Price of one unit (catering and amenities)
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    unit_price: Option<String>,
    /// Unit of the unit price
    #[arg(long)]
    unit: Option<Unit>,
    /// Price tier
    #[arg(long, visible_alias = "pricing-tier", default_value = "standard")]
    tier: Tier,
    /// Client whose price it is, in the place of everybody's
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// First day of the price
    #[arg(
        long,
        visible_alias = "effective-date",
        value_name = "DAY",
        default_value = "today"
    )]
    from: String,
    /// Last day of the price [default: until the next price]
    #[arg(long, visible_alias = "expiry-date", value_name = "DAY")]
    to: Option<String>,
    /// Notes
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// Remove this field from the price; repeatable, or separated by commas
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    clear: Vec<ClearedField>,
}

#[derive(Debug, Args)]
pub struct PriceUpdateArgs {
    /// Change in percent: +7.5, -10
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    percent: String,
    #[command(flatten)]
    selection: SelectionArgs,
    /// First day of the new prices
    #[arg(
        long,
        visible_alias = "effective-date",
        value_name = "DAY",
        default_value = "today"
    )]
    from: String,
    /// Round to a multiple of this amount
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    round: Option<String>,
}

#[derive(Debug, Args)]
pub struct PriceRemoveArgs {
    #[command(flatten)]
    item: ItemArgs,
    /// Price tier
    #[arg(long, visible_alias = "pricing-tier", default_value = "standard")]
    tier: Tier,
    /// Client whose price it is
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// First day without the price
    #[arg(long, value_name = "DAY", default_value = "today")]
    from: String,
}

impl PriceSetArgs {
    fn has_changes(&self) -> bool {
        let rates = [
            &self.hourly,
            &self.daily,
            &self.weekly,
            &self.monthly,
            &self.unit_price,
        ];
        rates.iter().any(|rate| rate.is_some())
            || self.minimum_hours.is_some()
            || self.unit.is_some()
            || self.notes.is_some()
            || !self.clear.is_empty()
    }

    fn rate(
        &self,
        field: ClearedField,
        amount: Option<&String>,
        currency: Currency,
    ) -> Result<FieldChange<Money>> {
        let clear = self.clear.contains(&field);
        if clear && amount.is_some() {
            return Err(Error::usage(format!(
                "--{field} cannot be used with --clear {field}"
            )));
        }
        let amount = amount.map(|text| Money::parse(field.as_str(), text, currency));
        Ok(FieldChange::of(amount.transpose()?, clear))
    }

    fn notes(&self) -> FieldChange<String> {
        let text = self.notes.as_deref().map(str::trim);
        let clear = self.clear.contains(&ClearedField::Notes) || text == Some("");
        FieldChange::of(text.filter(|text| !text.is_empty()).map(str::to_owned), clear)
    }
}

pub fn set(args: PriceSetArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Price>()?;
    if !args.has_changes() {
        return Err(Error::usage("no changes given").hint("colab pricing set --help"));
    }
    let (today, currency) = (app.today()?, app.settings()?.currency());
    check_days(("--from", Some(&args.from)), ("--to", args.to.as_deref()), today)?;
    let unit_price = args.unit_price.as_deref();
    let new = NewPrice {
        tier: args.tier,
        hourly: args.rate(ClearedField::Hourly, args.hourly.as_ref(), currency)?,
        minimum_hours: FieldChange::of(
            args.minimum_hours,
            args.clear.contains(&ClearedField::MinimumHours),
        ),
        client: args.client.clone(),
        daily: args.rate(ClearedField::Daily, args.daily.as_ref(), currency)?,
        weekly: args.rate(ClearedField::Weekly, args.weekly.as_ref(), currency)?,
        monthly: args.rate(ClearedField::Monthly, args.monthly.as_ref(), currency)?,
        unit_price: unit_price
            .map(|text| Money::parse("unit-price", text, currency))
            .transpose()?,
        unit: args.unit,
        notes: args.notes(),
        to: args.to.as_deref().map(|day| parse_day(day, today)).transpose()?,
        ..NewPrice::new(
            args.item.item_type,
            &args.item.item,
            parse_day(&args.from, today)?,
        )
    };
    let set = app.write(|tx| catalogue::set_price(tx, &new))?;
    set.notes.iter().for_each(|note| app.note(note));
    Ok(one(&set.price).into())
}

pub fn update(args: PriceUpdateArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<AdjustedPrice>()?;
    let percent = PercentChange::parse(&args.percent)?;
    let currency = app.settings()?.currency();
    let round_to = args.round.as_deref();
    let wanted = PriceAdjustment {
        percent,
        selection: args.selection.into(),
        from: parse_day(&args.from, app.today()?)?,
        round_to: round_to
            .map(|text| Money::parse("round", text, currency))
            .transpose()?,
    };
    let change = WideChange {
        verb: "change",
        noun: "price",
        named: 0,
        count: |done: &adjust::AdjustOutcome| done.adjusted.len(),
    };
    let done = app.write_asked(&change, |tx| adjust::adjust_prices(tx, &wanted))?;
    if done.adjusted.is_empty() {
        app.note(&format!(
            "no price in force on {} matches and changes",
            wanted.from
        ));
    }
    if done.replaced > 0 {
        app.note(&format!(
            "prices replaced because they began on {} too: {}; this update may have run before",
            wanted.from, done.replaced
        ));
    }
    if done.later > 0 {
        app.note(&format!("later prices left unchanged: {}", done.later));
    }
    Ok(list(&done.adjusted).into())
}

pub fn remove(args: &PriceRemoveArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Price>()?;
    let from = parse_day(&args.from, app.today()?)?;
    let item = &args.item;
    let client = args.client.as_deref();
    let ended =
        app.write(|tx| remove::remove_price(tx, item.item_type, &item.item, args.tier, client, from))?;
    match ended.as_slice() {
        [price] => Ok(one(price).into()),
        several => Ok(list(several).into()),
    }
}
