//! Thresholds below which a category's stock is low.
//!
//! The site's settings hold for every category; a category may have thresholds of its own.

mod store;

use std::collections::HashMap;

use serde_json::json;

use self::store::OwnThresholds;
use super::category;
use super::model::DeviceCategory;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::db::QueryBatch;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// How low a category's stock is.
    pub enum StockLevel {
        Ok = "ok",
        Warn = "warn",
        Alert = "alert",
    }
}

/// The thresholds that hold for a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StockThresholds {
    /// Percent of free devices at or below which the level is `warn`.
    pub warn_percent: i64,
    /// Percent at or below which the level is `alert`.
    pub alert_percent: i64,
    /// Number of free devices below which the level is `warn`.
    pub warn_count: i64,
}

impl StockThresholds {
    /// Returns the thresholds of the site.
    pub fn of_site(settings: &Settings) -> Self {
        Self {
            warn_percent: settings.stock_warn_percent().into(),
            alert_percent: settings.stock_alert_percent().into(),
            warn_count: settings.stock_warn_count().into(),
        }
    }

    fn with(self, own: &OwnThresholds) -> Self {
        let or = |own: Option<i32>, site: i64| own.map_or(site, i64::from);
        Self {
            warn_percent: or(own.warn_percent, self.warn_percent),
            alert_percent: or(own.alert_percent, self.alert_percent),
            warn_count: or(own.warn_count, self.warn_count),
        }
    }

    /// Returns the level of a stock; always `ok` for a category with nothing in service.
    pub fn level(&self, free: i64, in_service: i64) -> StockLevel {
        let percent = free_percent(free, in_service);
        if in_service == 0 {
            StockLevel::Ok
        } else if percent <= self.alert_percent {
            StockLevel::Alert
        } else if percent <= self.warn_percent || free < self.warn_count {
            StockLevel::Warn
        } else {
            StockLevel::Ok
        }
    }
}

/// Returns the free devices in whole percent, rounded down; 0 of nothing.
pub fn free_percent(free: i64, in_service: i64) -> i64 {
    match in_service {
        0 => 0,
        all => free * 100 / all,
    }
}

/// A category with its thresholds.
#[derive(Debug, Clone)]
pub struct CategoryThresholds {
    pub category: DeviceCategory,
    pub in_force: StockThresholds,
    /// Names of the thresholds that are its own.
    pub own: Vec<&'static str>,
}

impl Record for CategoryThresholds {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<CategoryThresholds>] = &[
            shown_in_table("category", |t| t.category.name.as_str().into()),
            shown_in_table("warn_percent", |t| t.in_force.warn_percent.into()),
            shown_in_table("alert_percent", |t| t.in_force.alert_percent.into()),
            shown_in_table("warn_count", |t| t.in_force.warn_count.into()),
            shown_in_table("own", |t| t.own.clone().into()),
            wanted_only("category_id", |t| t.category.id.into()),
        ];
        FIELDS
    }
}

/// Thresholds to give a category; `None` keeps the present one.
#[derive(Debug, Clone, Copy, Default)]
pub struct NewThresholds {
    pub warn_percent: Option<i32>,
    pub alert_percent: Option<i32>,
    pub warn_count: Option<i32>,
}

/// Asks for the thresholds of categories that have their own, by category; all others have those of the site.
pub(super) fn own_query(site: StockThresholds) -> impl QueryBatch<Answer = HashMap<i64, StockThresholds>> {
    store::all().read_as(move |own| own.iter().map(|own| (own.category_id, site.with(own))).collect())
}

/// Lists the thresholds of every category, or of one.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn list(tx: &mut Tx<'_>, category: Option<&str>) -> Result<Vec<CategoryThresholds>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let categories = category::all_or_one(tx, category)?;
    let all_own = tx.connection().answer(store::all())?;
    let site = StockThresholds::of_site(tx.settings());
    let shown = |category: DeviceCategory| {
        let own = all_own.iter().find(|own| own.category_id == category.id);
        described(category, site, own)
    };
    Ok(categories.into_iter().map(shown).collect())
}

fn described(
    category: DeviceCategory,
    site: StockThresholds,
    own: Option<&OwnThresholds>,
) -> CategoryThresholds {
    CategoryThresholds {
        category,
        in_force: own.map_or(site, |own| site.with(own)),
        own: own.map(OwnThresholds::names).unwrap_or_default(),
    }
}

/// Gives a category thresholds of its own.
///
/// # Errors
/// `NotFound` for an unknown category; `Invalid` for a threshold out of bounds, or an alert above the warning.
pub fn set(tx: &mut Tx<'_>, category: &str, new: NewThresholds) -> Result<CategoryThresholds> {
    let grant = tx.require(Permission::AssignDevices)?;
    let category = category::find(&category::all(tx.connection())?, category)?.clone();
    let (now, by) = (tx.now(), tx.actor().username.clone());
    let before = store::one(tx.connection(), category.id)?;
    let mut after = before.clone().unwrap_or_else(|| OwnThresholds::none(category.id));
    after.warn_percent = new.warn_percent.or(after.warn_percent);
    after.alert_percent = new.alert_percent.or(after.alert_percent);
    after.warn_count = new.warn_count.or(after.warn_count);
    let site = StockThresholds::of_site(tx.settings());
    check(&site.with(&after))?;
    if before.as_ref() == Some(&after) {
        tx.mark_unchanged();
    } else {
        store::put(tx.connection(), &after, now, &by)?;
        let before = before.as_ref().map_or(serde_json::Value::Null, facts);
        tx.audit(
            &grant,
            AuditEvent::change("stock_threshold", &category.name, before, facts(&after)),
        );
    }
    Ok(described(category, site, Some(&after)))
}

/// Removes a category's own thresholds: those of the site hold again.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn clear(tx: &mut Tx<'_>, category: &str) -> Result<CategoryThresholds> {
    let grant = tx.require(Permission::AssignDevices)?;
    let category = category::find(&category::all(tx.connection())?, category)?.clone();
    match store::one(tx.connection(), category.id)? {
        None => tx.mark_unchanged(),
        Some(before) => {
            store::remove(tx.connection(), category.id)?;
            let none = serde_json::Value::Null;
            tx.audit(
                &grant,
                AuditEvent::change("stock_threshold", &category.name, facts(&before), none),
            );
        }
    }
    Ok(described(category, StockThresholds::of_site(tx.settings()), None))
}

fn facts(own: &OwnThresholds) -> serde_json::Value {
    json!({"warn_percent": own.warn_percent, "alert_percent": own.alert_percent, "warn_count": own.warn_count})
}

fn check(wanted: &StockThresholds) -> Result<()> {
    let refuse = |fact: String| Err(Error::invalid(ErrorCode::InvalidThreshold, fact));
    for (name, value, most) in [
        ("warn_percent", wanted.warn_percent, 100),
        ("alert_percent", wanted.alert_percent, 100),
        ("warn_count", wanted.warn_count, 100_000),
    ] {
        if !(0..=most).contains(&value) {
            return refuse(format!("{name} must be from 0 to {most}, not {value}"));
        }
    }
    if wanted.alert_percent > wanted.warn_percent {
        return refuse(format!(
            "alert_percent {} is above warn_percent {}",
            wanted.alert_percent, wanted.warn_percent
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: StockThresholds = StockThresholds {
        warn_percent: 20,
        alert_percent: 10,
        warn_count: 5,
    };

    #[test]
    fn stock_is_low_by_share_or_by_count() {
        for (free, in_service, level) in [
            (0, 0, StockLevel::Ok),
            (4, 4, StockLevel::Warn),
            (5, 5, StockLevel::Ok),
            (5, 25, StockLevel::Warn),
            (6, 25, StockLevel::Ok),
            (1, 10, StockLevel::Alert),
            (11, 100, StockLevel::Warn),
            (10, 100, StockLevel::Alert),
            (21, 100, StockLevel::Ok),
            (0, 3, StockLevel::Alert),
        ] {
            assert_eq!(USUAL.level(free, in_service), level, "{free} of {in_service}");
        }
    }

    #[test]
    fn an_alert_never_comes_before_its_warning() {
        let wrong = StockThresholds {
            alert_percent: 30,
            ..USUAL
        };
        assert_eq!(check(&wrong).unwrap_err().code, "invalid_threshold");
        assert!(check(&USUAL).is_ok());
    }
}
