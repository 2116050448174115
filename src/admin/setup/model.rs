//! The tokens of jobs.

use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::text_enum;

/// A token that jobs of the package read, and the commands that these run.
pub struct JobToken {
    pub name: &'static str,
    pub scope: &'static [&'static str],
}

impl JobToken {
    /// Returns the name of its file.
    pub fn file_name(&self) -> String {
        format!("{}.token", self.name)
    }

    /// Returns its scope as a token has it.
    pub fn scope(&self) -> Vec<String> {
        self.scope.iter().map(|words| (*words).to_owned()).collect()
    }
}

/// The tokens that the units and the crontab of the package name.
pub const JOB_TOKENS: [JobToken; 6] = [
    JobToken {
        name: "backup",
        scope: &["db backup"],
    },
    JobToken {
        name: "schedule",
        scope: &["import schedule"],
    },
    JobToken {
        name: "notify",
        scope: &["notify check", "notify send", "notify clients", "notify failure"],
    },
    JobToken {
        name: "doctor",
        scope: &["doctor"],
    },
    JobToken {
        name: "check",
        scope: &["db check", "job check"],
    },
    JobToken {
        name: "reports",
        scope: &["rental overdue"],
    },
];

text_enum! {
    /// What was done about a token of a job.
    pub enum TokenStep {
        /// There was none that opens this database.
        Made = "made",
        /// It was about to end, had ended, or did not cover what the job runs, or its file was gone.
        Renewed = "renewed",
        Kept = "kept",
    }
}

/// A token of a job after the setup.
#[derive(Debug, Clone)]
pub struct ServiceToken {
    pub name: &'static str,
    pub step: TokenStep,
    pub scope: Vec<String>,
    pub username: String,
    pub expires_at: Option<Timestamp>,
    pub file: String,
    /// What to write into its file; `None` for one that is kept.
    pub text: Option<String>,
    /// Numbers of tokens of its name and scope that no file here holds, and that are valid.
    pub lost: Vec<i64>,
}

impl Record for ServiceToken {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ServiceToken>] = &[
            shown_in_table("name", |one| one.name.into()),
            shown_in_table("step", |one| one.step.as_str().into()),
            shown_in_table("scope", |one| one.scope.clone().into()),
            shown_in_table("expires_at", |one| one.expires_at.into()),
            shown_in_table("file", |one| one.file.as_str().into()),
            wanted_only("username", |one| one.username.as_str().into()),
        ];
        FIELDS
    }
}
