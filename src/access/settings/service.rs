//! Reading and changing settings.

use serde_json::json;

use super::definition::check_site_day;
use super::{SETTINGS, Setting, Settings, setting, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::{parse_end_time, parse_time};

/// A setting with the value in force.
pub struct SettingValue {
    pub setting: &'static Setting,
    pub value: String,
    /// Whether it is another one than the default.
    pub changed: bool,
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
        .map(|setting| value_of(tx.settings(), setting))
        .collect())
}

fn value_of(settings: &Settings, setting: &'static Setting) -> SettingValue {
    let (value, changed) = settings.get(setting);
    SettingValue {
        setting,
        value,
        changed,
        is_new: false,
    }
}

/// Sets one setting.
///
/// # Errors
/// `Invalid` for a value that breaks the rule, or a site day that would end before it starts.
pub fn set(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<SettingValue> {
    let grant = tx.require(Permission::ChangeSettings)?;
    let setting = setting(key)?;
    let value = match value {
        value if value == setting.default => value.to_owned(),
        value => setting.check(value)?,
    };
    let before = tx.settings().get(setting).0;
    if before == value {
        tx.mark_unchanged();
        return Ok(value_of(tx.settings(), setting));
    }
    check_day(tx.settings(), key, &value)?;
    let (now, by) = (tx.now(), tx.actor().username.clone());
    store::put(tx.connection(), key, &value, now, &by)?;
    tx.audit(
        &grant,
        AuditEvent::change("setting", key, json!(before), json!(value)),
    );
    Ok(SettingValue {
        setting,
        changed: value != setting.default,
        is_new: false,
        value,
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
