//! The file of a plan.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::access::tx::Tx;
use crate::db::database_id;
use crate::kernel::bounded::{LARGE, read_text};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
use crate::kernel::timestamp::Timestamp;
use crate::output::write_private_file;

/// The form of saved plans; one of another form is refused.
const PLAN_VERSION: u32 = 2;

/// One command of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanStep {
    /// Its words and arguments: `booking`, `edit`, `17`, `--room`, `Focus`.
    pub command: Vec<String>,
    /// What it is about: `booking 17 (Umoya, …)`.
    pub about: String,
    pub why: String,
}

/// Adds an option with its value, which may begin with a minus, to the words of a command.
pub fn push_option(words: &mut Vec<String>, flag: &str, value: &str) {
    if value.starts_with('-') {
        words.push(format!("{flag}={value}"));
    } else {
        words.extend([flag.to_owned(), value.to_owned()]);
    }
}

/// Returns a command's words as a shell would take them.
pub fn command_words(command: &[String]) -> String {
    let words: Vec<String> = command.iter().map(|word| shell_word(word)).collect();
    words.join(" ")
}

impl PlanStep {
    /// Returns the command as a shell would take it.
    pub fn line(&self) -> String {
        command_words(&self.command)
    }
}

/// A plan on disk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedPlan {
    version: u32,
    /// The database that it is for.
    pub database_id: String,
    pub made_at: Timestamp,
    pub made_by: String,
    pub steps: Vec<PlanStep>,
    /// The newest row of the audit log about each record that the steps rest on: `booking:17`.
    #[serde(default)]
    pub records: BTreeMap<String, i64>,
    /// What the import of a schedule was planned from: its one step is applied by the import itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<Json>,
}

impl SavedPlan {
    /// Returns a plan for this database, made now by whoever acts.
    ///
    /// # Errors
    /// Those of the database.
    pub fn new(tx: &mut Tx<'_>, steps: Vec<PlanStep>) -> Result<Self> {
        Ok(Self {
            version: PLAN_VERSION,
            database_id: database_id(tx.connection())?,
            made_at: tx.now(),
            made_by: tx.actor().username.clone(),
            steps,
            records: BTreeMap::new(),
            import: None,
        })
    }

    /// Returns whether another plan does the same to the same records.
    pub fn does_as(&self, other: &Self) -> bool {
        (&self.steps, &self.records, &self.database_id) == (&other.steps, &other.records, &other.database_id)
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// `Invalid` for what is none; that of a file that cannot be read.
    pub fn read(path: &Path) -> Result<Self> {
        let text = read_text(path, LARGE)?;
        let not_a_plan = || {
            let fact = format!("{} is not a saved plan of this version", path.display());
            Error::invalid(ErrorCode::NotAPlan, fact).hint("make it again with --plan-out")
        };
        let plan: Self = serde_json::from_str(&text).map_err(|error| not_a_plan().with_source(error))?;
        if plan.version != PLAN_VERSION {
            return Err(not_a_plan());
        }
        Ok(plan)
    }

    /// Writes the plan for its owner's eyes alone.
    ///
    /// # Errors
    /// That of a file that cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).context("cannot write the plan")?;
        write_private_file(path, text.as_bytes())
    }
}
