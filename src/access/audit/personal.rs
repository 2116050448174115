//! Values about people stand beside the chain, which holds their salted hash: they can be erased, and the chain still fits.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::model::StoredRow;
use crate::kernel::error::Result;
use crate::kernel::text::{hex, random_hex};

/// Facts about clients and whoever answers for them, in whatever record. Titles and messages of notifications name them.
const PERSONAL: [&str; 17] = [
    "client_name",
    "client_alias",
    "legal_name",
    "tax_number",
    "billing_email",
    "client_contact_person",
    "client_email",
    "client_phone",
    "contact_person",
    "contact_number",
    "contact_email",
    "company",
    "address",
    "title",
    "message",
    // Of a file that somebody added: it may say whose it is.
    "file_name",
    // The command of a view.
    "view_line",
];

/// The key of the object that stands in a value's place.
const MARK: &str = "salted_sha256";

/// What a reader sees of a value that was erased.
const ERASED: &str = "(erased)";

/// A value of its own salt: equal values have different digests.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PersonalValue {
    /// 32 hexadecimal digits.
    pub salt: String,
    pub value: String,
}

impl PersonalValue {
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(format!("{}{}", self.salt, self.value)))
    }
}

/// Takes personal values out of facts, leaves the mark of each in its place, and returns them.
pub fn take_out(facts: &mut Value) -> Result<Vec<PersonalValue>> {
    let mut taken = Vec::new();
    match facts {
        Value::Object(fields) => {
            for (name, fact) in fields {
                match fact {
                    Value::String(text) if PERSONAL.contains(&name.as_str()) => {
                        let one = PersonalValue {
                            salt: random_hex(16)?,
                            value: std::mem::take(text),
                        };
                        *fact = json!({ MARK: one.digest() });
                        taken.push(one);
                    }
                    _ => taken.extend(take_out(fact)?),
                }
            }
        }
        Value::Array(facts) => {
            for fact in facts {
                taken.extend(take_out(fact)?);
            }
        }
        _ => {}
    }
    Ok(taken)
}

/// The personal values of a row as stored: digest, salt, value.
type StoredValues = Vec<(String, Option<String>, Option<String>)>;

fn stored_values(row: &StoredRow) -> Option<StoredValues> {
    match &row.personal {
        None => Some(Vec::new()),
        Some(text) => serde_json::from_str(text).ok(),
    }
}

fn mark(digest: &str) -> String {
    json!({ MARK: digest }).to_string()
}

/// Puts the values back where their marks are.
pub fn put_back(row: &mut StoredRow) {
    for (digest, _, value) in stored_values(row).unwrap_or_default() {
        let shown = Value::from(value.unwrap_or_else(|| ERASED.to_owned())).to_string();
        let texts = [&mut row.before, &mut row.after, &mut row.metadata];
        for text in texts.into_iter().flatten() {
            *text = text.replace(&mark(&digest), &shown);
        }
    }
}

/// Tells whether the values are those that the row's marks were made of, or were erased.
pub fn fit(row: &StoredRow) -> bool {
    let Some(values) = stored_values(row) else {
        return false;
    };
    let texts = [&row.before, &row.after, &row.metadata];
    let all = texts.into_iter().flatten();
    let marks: usize = all
        .map(|text| text.matches(&format!("{{\"{MARK}\":")).count())
        .sum();
    let is_whole = |(digest, salt, value): &(String, Option<String>, Option<String>)| {
        let is_marked = texts
            .into_iter()
            .flatten()
            .any(|text| text.contains(&mark(digest)));
        let is_itself = match (salt, value) {
            (Some(salt), Some(value)) => {
                let one = PersonalValue {
                    salt: salt.clone(),
                    value: value.clone(),
                };
                one.digest() == *digest
            }
            (None, None) => true,
            _ => false,
        };
        is_marked && is_itself
    };
    marks == values.len() && values.iter().all(is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_facts_leave_a_mark_and_nothing_else_changes() {
        let facts = json!({"client_name": "Acme \"{\"", "room": "Focus", "client_email": null, "several": [{"company": "B"}]});
        let mut chained = facts.clone();
        let taken = take_out(&mut chained).unwrap();
        let values: Vec<&str> = taken.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, ["Acme \"{\"", "B"]);
        let text = chained.to_string();
        assert!(!text.contains("Acme") && text.contains("Focus"), "{text}");
        let restored = taken.iter().fold(text, |text, one| {
            text.replace(&mark(&one.digest()), &Value::from(one.value.clone()).to_string())
        });
        assert_eq!(restored, facts.to_string());
    }
}
