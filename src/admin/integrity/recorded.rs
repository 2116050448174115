//! Users, tokens, settings, prices and jobs, held against what the audit log says of each: what was written past the program
//! differs from it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::model::IntegrityFinding;
use super::store::{self, LoggedFacts};
use crate::access::auth::token::fingerprint;
use crate::access::job;
use crate::access::settings::{Settings, setting};
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::pricing::catalogue;

/// What the log says of each record: its kind and name, and the newest value of each fact.
struct LogMemory(BTreeMap<(String, String), Map<String, Json>>);

impl LogMemory {
    fn read(connection: &mut Connection) -> Result<Self> {
        let mut memory = Self(BTreeMap::new());
        for row in store::logged(connection)? {
            memory.take(row);
        }
        Ok(memory)
    }

    fn take(&mut self, row: LoggedFacts) {
        let parsed = |text: Option<String>| text.and_then(|text| serde_json::from_str::<Json>(&text).ok());
        let (after, metadata) = (parsed(row.after), parsed(row.metadata));
        if let Some(value) = after {
            let facts = match value {
                Json::Object(facts) => facts,
                value => Map::from_iter([("value".to_owned(), value)]),
            };
            self.add(&row.entity, &row.entity_id, facts);
        }
        if let Some(Json::Object(facts)) = metadata {
            if let Some(session) = facts.get("session") {
                self.add("token", &session.to_string(), facts.clone());
            }
            self.add(&row.entity, &row.entity_id, facts);
        }
    }

    /// Adds the facts of a row. A sign-in tells of its user.
    fn add(&mut self, kind: &str, name: &str, facts: Map<String, Json>) {
        let kind = if kind == "sign_in" { "user" } else { kind };
        let key = (kind.to_owned(), name.to_owned());
        self.0.entry(key).or_default().extend(facts);
    }

    fn of(&self, kind: &str, name: &str) -> Option<&Map<String, Json>> {
        self.0.get(&(kind.to_owned(), name.to_owned()))
    }
}

/// Finds what differs from the log. Hashes are compared where this login reads them.
pub fn findings(connection: &mut Connection) -> Result<Vec<IntegrityFinding>> {
    let log = LogMemory::read(connection)?;
    let reads_hashes = connection.reads_hashes()?;
    let mut found = users(connection, &log, reads_hashes)?;
    if reads_hashes {
        found.extend(tokens(connection, &log)?);
    }
    found.extend(settings(connection, &log)?);
    found.extend(prices(connection, &log)?);
    found.extend(jobs(connection, &log)?);
    Ok(found)
}

fn finding(check: &str, table: &str, id: &str, problem: String, fix: String) -> IntegrityFinding {
    IntegrityFinding {
        check: check.to_owned(),
        table: table.to_owned(),
        id: id.to_owned(),
        problem,
        fix,
    }
}

/// Returns a stored hash as the log holds it.
fn shown_hash(stored: Option<&String>) -> Json {
    json!(stored.map(|hash| fingerprint(hash)))
}

fn users(connection: &mut Connection, log: &LogMemory, reads_hashes: bool) -> Result<Vec<IntegrityFinding>> {
    let mut hashes = if reads_hashes {
        store::password_hashes(connection)?
    } else {
        BTreeMap::new()
    };
    let mut found = Vec::new();
    for user in store::users(connection)? {
        let Some(facts) = log.of("user", &user.username) else {
            continue;
        };
        let mut stored = vec![("email", json!(user.email))];
        // A user of the log's making is active, and nobody of the operating system, until it says otherwise.
        let is_made = facts.contains_key("username");
        if is_made || facts.contains_key("os_uid") {
            stored.push(("os_uid", json!(user.os_uid)));
        }
        if is_made && !facts.contains_key("is_active") {
            stored.push(("active", json!(user.is_active)));
        }
        if reads_hashes {
            let hash = hashes.remove(&user.user_id).flatten();
            stored.push(("password_sha256", shown_hash(hash.as_ref())));
        }
        for (fact, value) in stored {
            let unsaid = match fact {
                "os_uid" => Some(&Json::Null),
                "active" => Some(&Json::Bool(true)),
                _ => None,
            };
            if facts.get(fact).or(unsaid).is_some_and(|logged| *logged != value) {
                let (word, name) = (fact.trim_end_matches("_sha256"), &user.username);
                found.push(finding(
                    &format!("user_{word}"),
                    "users",
                    name,
                    format!("the {word} of user {name} is not what the audit log says"),
                    format!("see `colab audit list --record user:{name}`; if nobody of yours did it: colab user disable {name}"),
                ));
            }
        }
    }
    Ok(found)
}

fn tokens(connection: &mut Connection, log: &LogMemory) -> Result<Vec<IntegrityFinding>> {
    let mut found = Vec::new();
    for token in store::living_tokens(connection)? {
        let id = token.id.to_string();
        let Some(facts) = log.of("token", &id) else {
            continue;
        };
        let stored = [
            (
                "token_hash",
                "token_sha256",
                json!(fingerprint(&token.token_hash)),
            ),
            ("token_maker", "made_by", json!(token.made_by)),
            ("token_altered", "name", json!(token.name)),
            ("token_altered", "scope", json!(token.scope.0)),
            ("token_altered", "expires_at", json!(token.expires_at)),
        ];
        for (check, fact, value) in stored {
            if facts.get(fact).is_some_and(|logged| *logged != value) {
                let word = fact.trim_end_matches("_sha256").replace('_', " ");
                found.push(finding(
                    check,
                    "user_tokens",
                    &id,
                    format!("of token {id}, {word} is not what the audit log says"),
                    format!("colab user token revoke {id}"),
                ));
            }
        }
    }
    Ok(found)
}

fn settings(connection: &mut Connection, log: &LogMemory) -> Result<Vec<IntegrityFinding>> {
    let stored: BTreeMap<String, String> = Settings::load(connection)?
        .changed()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let logged = log.0.iter().filter(|((kind, _), _)| kind == "setting");
    let logged: BTreeMap<&str, Option<&str>> = logged
        .map(|((_, key), facts)| (key.as_str(), facts.get("value").and_then(Json::as_str)))
        .collect();
    let keys = stored.keys().map(String::as_str).chain(logged.keys().copied());
    let keys: std::collections::BTreeSet<&str> = keys.collect();
    // A setting that was put back has no row, and no value in the log: it has its default.
    let default = |key: &str| setting(key).ok().map(|setting| setting.default);
    let in_force = |key: &str| stored.get(key).map(String::as_str).or_else(|| default(key));
    let differs = |key: &&str| match logged.get(key) {
        Some(value) => value.or_else(|| default(key)) != in_force(key),
        None => true,
    };
    Ok(keys
        .into_iter()
        .filter(differs)
        .map(|key| {
            finding(
                "setting_value",
                "settings",
                key,
                format!("the setting {key} is not what the audit log says"),
                format!("see `colab audit list --record setting:{key}`, then colab config set {key} VALUE"),
            )
        })
        .collect())
}

fn prices(connection: &mut Connection, log: &LogMemory) -> Result<Vec<IntegrityFinding>> {
    // Demo data and the data of the replaced system come with prices, in one row of the log.
    let is_filled = store::is_filled(connection)?;
    let mut found = Vec::new();
    for (id, stored) in catalogue::logged_facts(connection)? {
        let id = id.to_string();
        let problem = match log.of("price", &id) {
            None if is_filled => continue,
            None => format!("the audit log knows nothing of price {id}"),
            Some(facts) => {
                let differs =
                    |(fact, value): (&String, &Json)| facts.get(fact).is_some_and(|logged| logged != value);
                if !stored.as_object().into_iter().flatten().any(differs) {
                    continue;
                }
                format!("price {id} is not what the audit log says")
            }
        };
        let fix = format!("see `colab audit list --record price:{id}`, then colab pricing set");
        found.push(finding("price_value", "pricing_catalog", &id, problem, fix));
    }
    Ok(found)
}

/// What a job is declared to run is run by whoever has the right: nobody else may have chosen it.
fn jobs(connection: &mut Connection, log: &LogMemory) -> Result<Vec<IntegrityFinding>> {
    let mut found = Vec::new();
    for (name, stored) in job::declared_facts(connection)? {
        let logged = log.of("job", &name);
        let differs =
            |(fact, value): (&String, &Json)| logged.and_then(|facts| facts.get(fact)) != Some(value);
        if stored.as_object().into_iter().flatten().any(differs) {
            let problem = format!("the declaration of job {name} is not what the audit log says");
            let fix = format!("colab job remove {name}, then colab job expect {name}");
            found.push(finding("job_altered", "jobs", &name, problem, fix));
        }
    }
    Ok(found)
}
