//! What services tell the log.

use serde_json::Value;

/// A change, as the service that made it describes it.
#[derive(Debug, Clone)]
pub struct AuditEvent {
    pub(super) entity: &'static str,
    pub(super) entity_id: String,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
    pub(super) metadata: Option<Value>,
}

impl AuditEvent {
    pub fn created(entity: &'static str, id: impl ToString, after: Value) -> Self {
        Self {
            entity,
            entity_id: id.to_string(),
            before: None,
            after: Some(after),
            metadata: None,
        }
    }

    pub fn change(entity: &'static str, id: impl ToString, before: Value, after: Value) -> Self {
        Self {
            entity,
            entity_id: id.to_string(),
            before: Some(before),
            after: Some(after),
            metadata: None,
        }
    }

    /// Describes a change by the facts that differ.
    pub fn difference(entity: &'static str, id: impl ToString, before: &Value, after: &Value) -> Self {
        let only = |of: &Value, other: &Value| -> Value {
            let pairs = of.as_object().into_iter().flatten();
            let differing = pairs.filter(|(name, value)| other.get(name.as_str()) != Some(value));
            let differing = differing.map(|(name, value)| (name.clone(), value.clone()));
            Value::Object(differing.collect())
        };
        Self::change(entity, id, only(before, after), only(after, before))
    }

    /// Something that happened to a record and changed none of its fields.
    pub fn happened(entity: &'static str, id: impl ToString, metadata: Value) -> Self {
        Self {
            entity,
            entity_id: id.to_string(),
            before: None,
            after: None,
            metadata: Some(metadata),
        }
    }

    /// Returns what a fact of the record was before the change.
    pub fn before(&self, fact: &str) -> Option<&Value> {
        self.before.as_ref()?.get(fact)
    }

    /// Returns what a fact of the record is after the change.
    pub fn after(&self, fact: &str) -> Option<&Value> {
        self.after.as_ref()?.get(fact)
    }

    /// Returns a fact beside the change, such as its reason.
    pub fn beside(&self, fact: &str) -> Option<&Value> {
        self.metadata.as_ref()?.get(fact)
    }

    /// Returns whether it made the record.
    pub fn is_creation(&self) -> bool {
        self.before.is_none() && self.after.is_some()
    }

    /// Which record it is about.
    pub fn about(&self) -> (&'static str, &str) {
        (self.entity, &self.entity_id)
    }

    #[must_use]
    pub fn with(mut self, metadata: Value) -> Self {
        self.metadata = Some(metadata);
        self
    }
}
