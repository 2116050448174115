//! What can be set of each agent.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::model::AgentName;
use crate::kernel::error::{Error, ErrorCode, Result};

/// A setting of an agent: a switch, or a number within bounds.
#[derive(Debug)]
pub struct AgentSetting {
    pub name: &'static str,
    pub meaning: &'static str,
    pub default: i64,
    /// `None` for a switch, whose value is 0 or 1.
    bounds: Option<(i64, i64)>,
}

const fn switch(name: &'static str, meaning: &'static str) -> AgentSetting {
    AgentSetting {
        name,
        meaning,
        default: 1,
        bounds: None,
    }
}

const fn number(name: &'static str, meaning: &'static str, default: i64, bounds: (i64, i64)) -> AgentSetting {
    AgentSetting {
        name,
        meaning,
        default,
        bounds: Some(bounds),
    }
}

const EXPIRY: AgentSetting = number(
    "proposal_days",
    "Days after which a proposal expires",
    14,
    (1, 365),
);
const AHEAD: AgentSetting = number("days_ahead", "Days ahead that are looked at", 60, (1, 400));

const AUDITOR: &[AgentSetting] = &[
    EXPIRY,
    switch("database", "Check the database, the ledger and the audit log"),
    switch("stock", "Compare the status of devices with their movements"),
    number(
        "stock_percent",
        "Percentage of devices that may differ before it is an alert",
        5,
        (0, 100),
    ),
    switch("accounts", "Look for users and tokens that nobody uses"),
    number(
        "unused_days",
        "Days after which an account counts as unused",
        90,
        (7, 3650),
    ),
    switch("jobs", "Look for jobs that failed, or did not run"),
];
const RESOLVER: &[AgentSetting] = &[
    EXPIRY,
    AHEAD,
    switch("rooms", "Look for rooms of bookings that wait"),
    switch("devices", "Look for devices of requests that are not filled"),
    switch(
        "promises",
        "Replace promised devices that are not fit or not back",
    ),
];
const REVENUE: &[AgentSetting] = &[
    EXPIRY,
    AHEAD,
    switch("prices", "Look for missing prices"),
    switch(
        "costings",
        "Look for costings that are stale, missing or undecided",
    ),
    number(
        "pending_days",
        "Days that a costing may wait for a decision",
        7,
        (0, 365),
    ),
    switch(
        "invoices",
        "Look for approved costs without an invoice, and for overdue invoices",
    ),
    switch("rentals", "Look for late rentals"),
    switch("rooms", "Look for rooms that stand empty"),
    number(
        "empty_weeks",
        "Weeks over which the use of rooms is measured",
        8,
        (1, 52),
    ),
    number(
        "empty_percent",
        "Use in percent below which a room counts as empty",
        20,
        (1, 100),
    ),
];

/// Returns what can be set of an agent.
pub fn settings_of(agent: AgentName) -> &'static [AgentSetting] {
    match agent {
        AgentName::Auditor => AUDITOR,
        AgentName::Resolver => RESOLVER,
        AgentName::Revenue => REVENUE,
    }
}

impl AgentSetting {
    /// Reads a value as it is stored: a truth value of a switch, else a number.
    fn value_of(&self, stored: &Json) -> Option<i64> {
        match self.bounds {
            None => stored.as_bool().map(i64::from),
            Some((low, high)) => stored.as_i64().filter(|value| (low..=high).contains(value)),
        }
    }

    /// Reads a value as it is typed: `on`, `off` or a number.
    ///
    /// # Errors
    /// `Invalid`, with what it may be.
    pub fn read(&self, text: &str) -> Result<Json> {
        let (value, allowed) = match self.bounds {
            None => {
                let value = match text {
                    "on" | "true" | "yes" => Some(Json::Bool(true)),
                    "off" | "false" | "no" => Some(Json::Bool(false)),
                    _ => None,
                };
                (value, "on or off".to_owned())
            }
            Some((low, high)) => {
                let value = text.parse::<i64>().ok().map(Json::from);
                (
                    value.filter(|value| self.value_of(value).is_some()),
                    format!("{low} to {high}"),
                )
            }
        };
        value.ok_or_else(|| {
            let fact = format!("invalid value `{text}` of {}: expected {allowed}", self.name);
            Error::invalid(ErrorCode::InvalidSetting, fact)
        })
    }

    /// Returns a value as people read it.
    pub fn shown(&self, value: i64) -> String {
        match (self.bounds, value) {
            (None, 0) => "off".to_owned(),
            (None, _) => "on".to_owned(),
            (Some(_), value) => value.to_string(),
        }
    }
}

/// Finds a setting of an agent.
///
/// # Errors
/// `NotFound`, with the settings that there are.
pub fn setting(agent: AgentName, name: &str) -> Result<&'static AgentSetting> {
    let all = settings_of(agent);
    all.iter().find(|one| one.name == name).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|one| one.name).collect();
        let nearest = crate::kernel::names::nearest(name, names.iter().copied(), 3);
        Error::not_found(
            ErrorCode::UnknownSetting,
            format!("setting `{name}` of the agent {agent} not found"),
            &nearest,
        )
        .hint(format!("colab agent config {agent}"))
    })
}

/// The settings of an agent, defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSettings(BTreeMap<&'static str, i64>);

impl AgentSettings {
    /// Reads stored settings: those that differ from the defaults.
    ///
    /// # Errors
    /// A text that says which one cannot be read. Nothing is run by settings that are read in part.
    pub fn read(agent: AgentName, stored: &Json) -> Result<Self, String> {
        let Json::Object(stored) = stored else {
            return Err("they are no JSON object".to_owned());
        };
        let all = settings_of(agent);
        if let Some(name) = stored
            .keys()
            .find(|name| !all.iter().any(|one| one.name == name.as_str()))
        {
            return Err(format!("`{name}` is unknown"));
        }
        let values = all.iter().map(|one| {
            let value = match stored.get(one.name) {
                None => one.default,
                Some(value) => one
                    .value_of(value)
                    .ok_or_else(|| format!("`{}` is {value}", one.name))?,
            };
            Ok((one.name, value))
        });
        Ok(Self(values.collect::<Result<_, String>>()?))
    }

    pub fn number(&self, name: &str) -> i64 {
        self.0.get(name).copied().unwrap_or_default()
    }

    pub fn is_on(&self, name: &str) -> bool {
        self.number(name) != 0
    }
}

/// Returns stored settings with one changed; a default is not stored.
pub fn with_value(
    stored: &Map<String, Json>,
    setting: &AgentSetting,
    value: Option<&Json>,
) -> Map<String, Json> {
    let mut stored = stored.clone();
    match value.filter(|value| setting.value_of(value) != Some(setting.default)) {
        Some(value) => {
            stored.insert(setting.name.to_owned(), value.clone());
        }
        None => {
            stored.remove(setting.name);
        }
    }
    stored
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_cannot_be_read_is_no_setting() {
        let read = |stored: Json| AgentSettings::read(AgentName::Auditor, &stored);
        let defaults = read(json!({})).unwrap();
        assert!(defaults.is_on("database") && defaults.number("unused_days") == 90);
        let set = read(json!({"unused_days": 30, "database": false})).unwrap();
        assert!(!set.is_on("database") && set.number("unused_days") == 30);
        for unreadable in [
            json!([]),
            json!(null),
            json!({"unused_days": "30"}),
            json!({"unused_days": 3}),
            json!({"unused_days": 30.5}),
            json!({"database": 1}),
            json!({"databse": true}),
        ] {
            assert!(read(unreadable.clone()).is_err(), "{unreadable}");
        }
    }

    #[test]
    fn every_default_is_within_its_bounds() {
        for agent in AgentName::ALL {
            let names: Vec<_> = settings_of(*agent).iter().map(|one| one.name).collect();
            let unique: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(names.len(), unique.len());
            for one in settings_of(*agent) {
                let stored = one.read(&one.shown(one.default)).unwrap();
                assert_eq!(one.value_of(&stored), Some(one.default));
            }
        }
    }
}
