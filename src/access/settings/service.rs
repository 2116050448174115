//! Reading and changing settings.

use chrono::NaiveDate;
use serde_json::json;

use super::definition::check_site_day;
use super::{SETTINGS, Setting, Settings, TAX, setting, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::auth::store as auth_store;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::percent::{percent, thousandths};
use crate::kernel::period::{parse_end_time, parse_time};

/// A setting with the value in force.
pub struct SettingValue {
    pub setting: &'static Setting,
    /// In force today.
    pub value: String,
    /// Whether it is another one than the default.
    pub changed: bool,
    /// Values that hold from a later day on.
    pub later: Vec<(NaiveDate, String)>,
    /// Whether the command changed it.
    pub is_new: bool,
}

/// Returns all settings, or the one with this key.
pub fn get(tx: &mut Tx<'_>, key: Option<&str>) -> Result<Vec<SettingValue>> {
    let _grant = tx.require(Permission::SeeSettings)?;
    let wanted: Vec<&'static Setting> = match key {
        Some(key) => vec![setting(key)?],
        None => SETTINGS.iter().collect(),
    };
    Ok(wanted
        .into_iter()
        .map(|setting| value_of(tx, tx.settings(), setting))
        .collect())
}

fn value_of(tx: &Tx<'_>, settings: &Settings, setting: &'static Setting) -> SettingValue {
    let (value, changed) = settings.get(setting);
    if setting.key != TAX {
        return SettingValue {
            setting,
            value,
            changed,
            later: Vec::new(),
            is_new: false,
        };
    }
    let (rates, today) = (settings.tax_rates(), tx.site().today(tx.now()));
    let later = rates.after(today).map(|(from, rate)| (from, percent(rate)));
    SettingValue {
        setting,
        value: percent(rates.on(today)),
        changed,
        later: later.collect(),
        is_new: false,
    }
}

/// Sets one setting; a tax rate from a day on, today by default.
///
/// # Errors
/// `Invalid` for a value that breaks the rule, or a site day that would end before it starts; `Usage` for a day with another
/// setting.
pub fn set(tx: &mut Tx<'_>, key: &str, value: &str, from: Option<NaiveDate>) -> Result<SettingValue> {
    let grant = tx.require(Permission::ChangeSettings)?;
    let setting = setting(key)?;
    let value = match value {
        value if value == setting.default => value.to_owned(),
        value => setting.check(value)?,
    };
    for name in setting.users_named(&value) {
        if auth_store::user_by_key(tx.connection(), &name_key(&name))?.is_none_or(|user| !user.is_active) {
            let fact = format!("{key}: no active user is called `{name}`");
            return Err(Error::invalid(ErrorCode::InvalidSetting, fact).hint("colab user list"));
        }
    }
    let mut rates = None;
    let value = match from {
        _ if key == TAX => {
            let from = from.unwrap_or_else(|| tx.site().today(tx.now()));
            let rate = thousandths(&value).unwrap_or_default();
            rates
                .insert(tx.settings().tax_rates().with(from, rate))
                .to_string()
        }
        Some(_) => {
            return Err(Error::usage(format!("{key} cannot be set from a day on"))
                .hint(format!("colab config set {key} {value}")));
        }
        None => value,
    };
    let before = tx.settings().get(setting).0;
    if before == value {
        tx.mark_unchanged();
        return Ok(value_of(tx, tx.settings(), setting));
    }
    check_day(tx.settings(), key, &value)?;
    let (now, by) = (tx.now(), tx.actor().username.clone());
    match rates {
        Some(rates) => store::put_tax_rates(tx.connection(), &rates.rates(), now, &by)?,
        None => store::put(tx.connection(), key, &value, now, &by)?,
    }
    tx.audit(
        &grant,
        AuditEvent::change("setting", key, json!(before), json!(value)),
    );
    let settings = Settings::load(tx.connection())?;
    Ok(SettingValue {
        is_new: true,
        ..value_of(tx, &settings, setting)
    })
}

fn check_day(settings: &Settings, key: &str, value: &str) -> Result<()> {
    let mut site = settings.site();
    match key {
        "day_start" => site.day_start = parse_time(value)?,
        "day_end" => site.day_end = parse_end_time(value)?,
        _ => return Ok(()),
    }
    check_site_day(&site)
}
