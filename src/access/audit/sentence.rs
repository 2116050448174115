//! Audit rows in words: "root moved booking 17 from Ambition to Focus".

use serde_json::{Map, Value as Json};

use crate::kernel::timestamp::Timestamp;
use crate::output::Value;

/// What a step of the workflow is called, by the last word of its command.
const STEPS: &[(&str, &str)] = &[
    ("confirm", "confirmed"),
    ("cancel", "cancelled"),
    ("reject", "rejected"),
    ("check-in", "checked in"),
    ("check-out", "checked out"),
    ("activate", "activated"),
    ("deactivate", "deactivated"),
    ("disable", "disabled"),
    ("enable", "enabled"),
    ("approve", "approved"),
    ("extend", "extended"),
    ("displace", "displaced"),
    ("return", "took back devices of"),
    ("unblock", "lifted"),
];

/// Facts that only follow from others.
const FOLLOWING: &[&str] = &[
    "updated_at",
    "revision",
    "headcount",
    "headcount_known",
    "wished_room",
];

/// What a row says.
#[derive(Debug, Clone, Copy)]
pub struct ToldEvent<'a> {
    pub actor: &'a str,
    pub on_behalf_of: Option<&'a str>,
    pub command: &'a str,
    pub entity: &'a str,
    pub entity_id: &'a str,
    pub before: Option<&'a str>,
    pub after: Option<&'a str>,
    pub metadata: Option<&'a str>,
}

/// Returns who did what in words; instants are shown in the site's zone.
pub fn sentence(row: &ToldEvent<'_>) -> Vec<Value> {
    let mut words = Words(Vec::new());
    words.text(row.actor);
    if let Some(name) = row.on_behalf_of {
        words.text(&format!(" for {name}"));
    }
    let facts = |text: Option<&str>| -> Map<String, Json> {
        let parsed = text.and_then(|text| serde_json::from_str(text).ok());
        match parsed {
            Some(Json::Object(facts)) => facts,
            Some(Json::Null) | None => Map::new(),
            Some(other) => Map::from_iter([("value".to_owned(), other)]),
        }
    };
    let (before, after) = (facts(row.before), facts(row.after));
    let mut metadata = facts(row.metadata);
    let undone = metadata.shift_remove("undo_of");
    if let Some(operation) = &undone {
        words.text(&format!(" undid operation {operation}:"));
    }
    let subject = format!("{} {}", row.entity.replace('_', " "), row.entity_id);
    match (row.before, row.after) {
        (None, Some(_)) => words.created(&subject, &after),
        (None, None) => words.text(&format!(" ran {}: {subject}", row.command)),
        _ => {
            let step = metadata
                .shift_remove("step")
                .and_then(|step| step.as_str().map(str::to_owned));
            let change = ToldChange {
                command: row.command,
                subject: &subject,
                step: step.as_deref(),
                has_reason: stated(metadata.get("reason")).is_some(),
                is_undo: undone.is_some(),
            };
            words.changed(&change, before, after);
        }
    }
    words.remarks(&metadata);
    words.0
}

/// Returns a fact that there is something to say of: an empty one is none.
fn stated(fact: Option<&Json>) -> Option<&Json> {
    fact.filter(|fact| match fact {
        Json::Null => false,
        Json::String(text) => !text.is_empty(),
        Json::Array(items) => !items.is_empty(),
        _ => true,
    })
}

/// A change of a record, beside its facts.
struct ToldChange<'a> {
    command: &'a str,
    subject: &'a str,
    /// The step of the workflow that a booking took.
    step: Option<&'a str>,
    /// Whether the remarks tell the reason.
    has_reason: bool,
    is_undo: bool,
}

struct Words(Vec<Value>);

impl Words {
    fn text(&mut self, text: &str) {
        self.0.push(Value::from(text));
    }

    /// Writes a fact; an instant as such.
    fn fact(&mut self, fact: &Json) {
        match fact {
            Json::Null => self.text("none"),
            Json::Bool(true) => self.text("yes"),
            Json::Bool(false) => self.text("no"),
            Json::String(text) if text.is_empty() => self.text("none"),
            Json::String(text) => match chrono::DateTime::parse_from_rfc3339(text) {
                Ok(instant) => self.0.push(Value::Instant(instant.to_utc().into())),
                Err(_) => self.text(text),
            },
            Json::Array(items) if items.iter().all(|item| !item.is_object()) => {
                for (place, item) in items.iter().enumerate() {
                    self.text(if place > 0 { ", " } else { "" });
                    self.fact(item);
                }
            }
            other => self.text(&other.to_string()),
        }
    }

    /// Writes a fact as its name tells: cents as an amount, the microseconds of a file's row as an instant.
    fn named_fact(&mut self, name: &str, fact: &Json) {
        match fact.as_i64() {
            Some(cents) if name.ends_with("_cents") => {
                let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs());
                self.text(&format!("{sign}{}.{:02}", cents / 100, cents % 100));
            }
            Some(micros) if name.ends_with("_at") => match Timestamp::from_micros(micros) {
                Some(at) => self.0.push(Value::Instant(at)),
                None => self.fact(fact),
            },
            _ => self.fact(fact),
        }
    }

    fn created(&mut self, subject: &str, after: &Map<String, Json>) {
        self.text(&format!(" created {subject}"));
        let named = [
            "client_name",
            "name",
            "file_name",
            "rooms",
            "room",
            "starts_at",
            "reason",
            "status",
        ];
        let named = named.iter().filter_map(|name| after.get(*name));
        let mut is_named = false;
        for fact in named.filter(|fact| !fact.is_null()) {
            self.text(if is_named { ", " } else { " (" });
            self.fact(fact);
            is_named = true;
        }
        if is_named {
            self.text(")");
        }
    }

    fn changed(
        &mut self,
        change: &ToldChange<'_>,
        mut before: Map<String, Json>,
        mut after: Map<String, Json>,
    ) {
        let ToldChange { command, subject, .. } = *change;
        let verb = command.split_whitespace().next_back().unwrap_or_default();
        let mut words = change.step.into_iter().chain([verb]);
        let step = words.find_map(|word| STEPS.iter().find(|(known, _)| *known == word));
        let step = step.map(|(_, done)| *done);
        // The reason of a displacement names who came in its place, that of an undone step is gone with it.
        if change.has_reason || change.is_undo {
            before.shift_remove("status_reason");
            after.shift_remove("status_reason");
        }
        let mut clauses = 0;
        if let Some(step) = step {
            self.text(&format!(" {step} {subject}"));
            after.shift_remove("status");
            before.shift_remove("status");
            clauses += 1;
        }
        // Of an import; what became of its records is told by the remarks.
        if after.get("undone") == Some(&Json::Bool(true)) {
            self.text(&format!(" undid {subject}"));
            after.shift_remove("undone");
            before.shift_remove("undone");
            clauses += 1;
        }
        if change.step == Some("displace") {
            after.shift_remove("room");
            if let Some(room) = before.shift_remove("room") {
                self.text(" from ");
                self.fact(&room);
            }
        }
        for name in ["room", "starts_at", "place"] {
            let (Some(old), Some(new)) = (before.remove(name), after.remove(name)) else {
                continue;
            };
            if old == new {
                continue;
            }
            if name == "starts_at" {
                before.shift_remove("ends_at");
                after.shift_remove("ends_at");
            }
            self.joined(&mut clauses);
            match (old.is_null(), new.is_null()) {
                (true, _) => self.text(&format!("put {subject} into ")),
                (_, true) => {
                    self.text(&format!("took {subject} out of "));
                    self.fact(&old);
                    continue;
                }
                _ => {
                    self.text(&format!("moved {subject} from "));
                    self.fact(&old);
                    self.text(" to ");
                }
            }
            self.fact(&new);
        }
        let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
        names.sort();
        names.dedup();
        names.retain(|name| {
            !FOLLOWING.contains(&name.as_str()) && stated(before.get(*name)) != stated(after.get(*name))
        });
        for (place, name) in names.into_iter().enumerate() {
            if place == 0 {
                self.joined(&mut clauses);
                self.text(&format!("changed {subject}: "));
            } else {
                self.text(", ");
            }
            if name != "value" {
                self.text(&format!("{} ", name.trim_end_matches("_cents").replace('_', " ")));
            }
            self.named_fact(name, before.get(name).unwrap_or(&Json::Null));
            self.text(" → ");
            self.named_fact(name, after.get(name).unwrap_or(&Json::Null));
        }
        if clauses == 0 && change.is_undo {
            self.text(&format!(" brought {subject} back as it was"));
        } else if clauses == 0 {
            self.text(&format!(" ran {command}: {subject}"));
        }
    }

    fn joined(&mut self, clauses: &mut usize) {
        self.text(if *clauses > 0 { " and " } else { " " });
        *clauses += 1;
    }

    fn remarks(&mut self, metadata: &Map<String, Json>) {
        let says_something = |fact: &&Json| {
            stated(Some(*fact)).is_some() && **fact != Json::Bool(false) && fact.as_i64() != Some(0)
        };
        let remarks = metadata.iter().filter(|(_, fact)| says_something(fact));
        let mut count = 0;
        for (name, fact) in remarks {
            self.text(if count > 0 { ", " } else { " (" });
            self.text(&format!("{}: ", name.replace('_', " ")));
            self.fact(fact);
            count += 1;
        }
        if count > 0 {
            self.text(")");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(command: &str, before: Option<&str>, after: Option<&str>) -> String {
        told_with(command, before, after, None)
    }

    fn told_with(command: &str, before: Option<&str>, after: Option<&str>, metadata: Option<&str>) -> String {
        let row = ToldEvent {
            actor: "root",
            on_behalf_of: None,
            command,
            entity: "booking",
            entity_id: "17",
            before,
            after,
            metadata,
        };
        let words = sentence(&row).into_iter().map(|value| match value {
            Value::Text(text) => text,
            other => format!("{other:?}"),
        });
        words.collect()
    }

    #[test]
    fn what_stayed_is_not_told() {
        assert_eq!(
            told(
                "room combine",
                Some(r#"{"amenities":[],"capacity":50,"location":null,"name":"AB"}"#),
                Some(r#"{"amenities":[],"capacity":100,"location":"","name":"AB"}"#)
            ),
            "root changed booking 17: capacity 50 → 100"
        );
        // What stays where it is does not move.
        assert_eq!(
            told(
                "device move",
                Some(r#"{"place":"IT store","status":"available"}"#),
                Some(r#"{"place":"IT store","status":"testing"}"#)
            ),
            "root changed booking 17: status available → testing"
        );
    }

    #[test]
    fn an_undo_and_a_displacement_read_as_sentences() {
        assert_eq!(
            told_with(
                "undo",
                Some(r#"{"room":null,"status":"cancelled","status_reason":"moved"}"#),
                Some(r#"{"room":"Focus","status":"confirmed","status_reason":null}"#),
                Some(r#"{"undo_of":3,"reason":"a slip"}"#)
            ),
            "root undid operation 3: put booking 17 into Focus and changed booking 17: status cancelled → confirmed \
             (reason: a slip)"
        );
        assert_eq!(
            told_with(
                "undo",
                Some("{}"),
                Some("{}"),
                Some(r#"{"undo_of":3,"reason":null}"#)
            ),
            "root undid operation 3: brought booking 17 back as it was"
        );
        assert_eq!(
            told_with(
                "import undo",
                Some(r#"{"undone":false}"#),
                Some(r#"{"undone":true}"#),
                Some(r#"{"cancelled":3,"left":0,"force":false,"reason":null}"#)
            ),
            "root undid booking 17 (cancelled: 3)"
        );
        assert_eq!(
            told_with(
                "booking create",
                Some(r#"{"room":"Focus","status":"confirmed","status_reason":null}"#),
                Some(r#"{"room":null,"status":"pending","status_reason":"displaced by Big: board"}"#),
                Some(r#"{"step":"displace","for":"Big","reason":"board"}"#)
            ),
            "root displaced booking 17 from Focus (for: Big, reason: board)"
        );
    }

    #[test]
    fn a_change_reads_as_a_sentence() {
        assert_eq!(
            told(
                "booking reschedule",
                Some(r#"{"room":"Ambition"}"#),
                Some(r#"{"room":"Focus"}"#)
            ),
            "root moved booking 17 from Ambition to Focus"
        );
        assert_eq!(
            told(
                "booking cancel",
                Some(r#"{"status":"confirmed"}"#),
                Some(r#"{"status":"cancelled"}"#)
            ),
            "root cancelled booking 17"
        );
        assert_eq!(
            told(
                "booking edit",
                Some(r#"{"num_learners":20}"#),
                Some(r#"{"num_learners":25}"#)
            ),
            "root changed booking 17: num learners 20 → 25"
        );
        assert_eq!(
            told(
                "booking create",
                None,
                Some(r#"{"client_name":"Umoya","room":null,"status":"pending"}"#)
            ),
            "root created booking 17 (Umoya, pending)"
        );
        assert_eq!(
            told(
                "booking assign",
                Some(r#"{"room":null,"status":"pending"}"#),
                Some(r#"{"room":"Focus","status":"room_assigned"}"#)
            ),
            "root put booking 17 into Focus and changed booking 17: status pending → room_assigned"
        );
    }
}
