//! From where on a category's stock is low: the one rule, and where its figures come from.
//!
//! The site's settings say it for every category; a category may have figures of its own.

mod store;

use std::collections::HashMap;

use serde_json::json;

use self::store::Own;
use super::category;
use super::model::Category;
use super::store as devices;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// How a category's stock stands.
    pub enum Level {
        Ok = "ok",
        Warn = "warn",
        Alert = "alert",
    }
}

/// The figures in force for a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// At or below this share of free devices it warns.
    pub warn_percent: i64,
    /// At or below this share it alerts.
    pub alert_percent: i64,
    /// Below so many free devices it warns.
    pub warn_count: i64,
}

impl Thresholds {
    /// Those of the site.
    pub fn of_site(settings: &Settings) -> Self {
        Self {
            warn_percent: settings.stock_warn_percent().into(),
            alert_percent: settings.stock_alert_percent().into(),
            warn_count: settings.stock_warn_count().into(),
        }
    }

    fn with(self, own: &Own) -> Self {
        let or = |own: Option<i32>, site: i64| own.map_or(site, i64::from);
        Self {
            warn_percent: or(own.warn_percent, self.warn_percent),
            alert_percent: or(own.alert_percent, self.alert_percent),
            warn_count: or(own.warn_count, self.warn_count),
        }
    }

    /// A category of which nothing is in service has no level to fall to.
    pub fn level(&self, free: i64, in_service: i64) -> Level {
        let percent = free_percent(free, in_service);
        if in_service == 0 {
            Level::Ok
        } else if percent <= self.alert_percent {
            Level::Alert
        } else if percent <= self.warn_percent || free < self.warn_count {
            Level::Warn
        } else {
            Level::Ok
        }
    }
}

/// Whole percents, cut: of nothing, none.
pub fn free_percent(free: i64, in_service: i64) -> i64 {
    match in_service {
        0 => 0,
        all => free * 100 / all,
    }
}

/// A category with its figures.
#[derive(Debug, Clone)]
pub struct CategoryThresholds {
    pub category: Category,
    pub in_force: Thresholds,
    /// Names of the figures that are its own.
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

/// Figures to be a category's own; what is `None` stays as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct NewThresholds {
    pub warn_percent: Option<i32>,
    pub alert_percent: Option<i32>,
    pub warn_count: Option<i32>,
}

/// By category: the figures in force.
pub fn in_force(tx: &mut Tx<'_>, categories: &[Category]) -> Result<HashMap<i64, Thresholds>> {
    let site = Thresholds::of_site(tx.settings());
    let own = store::all(tx.connection())?;
    let of = |category: &Category| {
        let own = own.iter().find(|own| own.category_id == category.id);
        (category.id, own.map_or(site, |own| site.with(own)))
    };
    Ok(categories.iter().map(of).collect())
}

/// Every category's figures, or one's.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn list(tx: &mut Tx<'_>, category: Option<&str>) -> Result<Vec<CategoryThresholds>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let mut categories = devices::categories(tx.connection())?;
    if let Some(name) = category {
        let id = category::find(&categories, name)?.id;
        categories.retain(|category| category.id == id);
    }
    let all_own = store::all(tx.connection())?;
    let site = Thresholds::of_site(tx.settings());
    let shown = |category: Category| {
        let own = all_own.iter().find(|own| own.category_id == category.id);
        described(category, site, own)
    };
    Ok(categories.into_iter().map(shown).collect())
}

fn described(category: Category, site: Thresholds, own: Option<&Own>) -> CategoryThresholds {
    CategoryThresholds {
        category,
        in_force: own.map_or(site, |own| site.with(own)),
        own: own.map(Own::names).unwrap_or_default(),
    }
}

/// Gives a category figures of its own.
///
/// # Errors
/// `NotFound` for an unknown category; `Invalid` for a figure out of its bounds, or an alert above the warning.
pub fn set(tx: &mut Tx<'_>, category: &str, new: NewThresholds) -> Result<CategoryThresholds> {
    let grant = tx.require(Permission::AssignDevices)?;
    let category = category::find(&devices::categories(tx.connection())?, category)?.clone();
    let (now, by) = (tx.now(), tx.actor().username.clone());
    let before = store::one(tx.connection(), category.id)?;
    let mut after = before.clone().unwrap_or_else(|| Own::none(category.id));
    after.warn_percent = new.warn_percent.or(after.warn_percent);
    after.alert_percent = new.alert_percent.or(after.alert_percent);
    after.warn_count = new.warn_count.or(after.warn_count);
    let site = Thresholds::of_site(tx.settings());
    check(&site.with(&after))?;
    if before.as_ref() == Some(&after) {
        tx.nothing_to_do();
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

/// Takes a category's own figures away: the site's hold again.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn clear(tx: &mut Tx<'_>, category: &str) -> Result<CategoryThresholds> {
    let grant = tx.require(Permission::AssignDevices)?;
    let category = category::find(&devices::categories(tx.connection())?, category)?.clone();
    match store::one(tx.connection(), category.id)? {
        None => tx.nothing_to_do(),
        Some(before) => {
            store::remove(tx.connection(), category.id)?;
            let none = serde_json::Value::Null;
            tx.audit(
                &grant,
                AuditEvent::change("stock_threshold", &category.name, facts(&before), none),
            );
        }
    }
    Ok(described(category, Thresholds::of_site(tx.settings()), None))
}

fn facts(own: &Own) -> serde_json::Value {
    json!({"warn_percent": own.warn_percent, "alert_percent": own.alert_percent, "warn_count": own.warn_count})
}

fn check(wanted: &Thresholds) -> Result<()> {
    let refuse = |fact: String| Err(Error::invalid(ErrorCode::InvalidThreshold, fact));
    for (name, value, most) in [
        ("warn_percent", wanted.warn_percent, 100),
        ("alert_percent", wanted.alert_percent, 100),
        ("warn_count", wanted.warn_count, 100_000),
    ] {
        if !(0..=most).contains(&value) {
            return refuse(format!("{name}: {value} is not from 0 to {most}"));
        }
    }
    if wanted.alert_percent > wanted.warn_percent {
        return refuse(format!(
            "it would alert at {} %, before it warns at {} %",
            wanted.alert_percent, wanted.warn_percent
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Thresholds = Thresholds {
        warn_percent: 20,
        alert_percent: 10,
        warn_count: 5,
    };

    #[test]
    fn stock_is_low_by_share_or_by_count() {
        for (free, in_service, level) in [
            (0, 0, Level::Ok),
            (4, 4, Level::Warn),
            (5, 5, Level::Ok),
            (5, 25, Level::Warn),
            (6, 25, Level::Ok),
            (1, 10, Level::Alert),
            (11, 100, Level::Warn),
            (10, 100, Level::Alert),
            (21, 100, Level::Ok),
            (0, 3, Level::Alert),
        ] {
            assert_eq!(USUAL.level(free, in_service), level, "{free} of {in_service}");
        }
    }

    #[test]
    fn an_alert_never_comes_before_its_warning() {
        let wrong = Thresholds {
            alert_percent: 30,
            ..USUAL
        };
        assert_eq!(check(&wrong).unwrap_err().code, "invalid_threshold");
        assert!(check(&USUAL).is_ok());
    }
}
