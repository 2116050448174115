//! Agents, their runs and their proposals.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::access::plan::{PlanStep, SavedPlan};
use crate::db::schema::{agent_config, agent_runs, proposals};
use crate::db::types::Json as JsonColumn;
use crate::kernel::text::hex;
use crate::kernel::timestamp::Timestamp;
use crate::output::{
    Record, RecordField, Value, audited, dated, shown_always, shown_if_wide, shown_in_table, wanted_only,
};
use crate::text_enum;

text_enum! {
    /// The agents that there are.
    pub enum AgentName {
        Auditor = "auditor",
        Resolver = "resolver",
        Revenue = "revenue",
    }
}

impl AgentName {
    /// Counts the changes of what the agent looks for.
    pub fn version(self) -> i64 {
        1
    }

    pub fn purpose(self) -> &'static str {
        match self {
            Self::Auditor => {
                "looks for damage, stock that differs from its movements, unused accounts and failed jobs"
            }
            Self::Resolver => "finds rooms and devices for bookings that lack them, with the fewest moves",
            Self::Revenue => {
                "looks for missing prices, costs and invoices, late rentals and payments, empty rooms"
            }
        }
    }
}

text_enum! {
    /// How far an agent goes by itself.
    #[derive(Default)]
    pub enum AgentMode {
        /// It tells what it finds.
        #[default]
        Observe = "observe",
        /// It proposes plans, too.
        Propose = "propose",
        /// It also applies those that an undo takes back and that are not about money.
        Apply = "apply",
    }
}

text_enum! {
    pub enum AgentOutcome {
        Done = "done",
        Failed = "failed",
        /// The server was too full to go on.
        Paused = "paused",
    }
}

text_enum! {
    pub enum ProposalState {
        Proposed = "proposed",
        Approved = "approved",
        Rejected = "rejected",
        Applied = "applied",
        /// What it rests on has changed.
        Stale = "stale",
        Expired = "expired",
    }
}

impl ProposalState {
    /// Those that await a decision, or to be applied.
    pub const OPEN: [Self; 2] = [Self::Proposed, Self::Approved];

    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

text_enum! {
    /// What is proposed.
    pub enum ProposalKind {
        Rooms = "rooms",
        Devices = "devices",
        Replacement = "replacement",
        Account = "account",
        Costing = "costing",
    }
}

impl ProposalKind {
    pub fn is_money(self) -> bool {
        self == Self::Costing
    }

    /// Returns whether an agent may do it by itself: an undo takes it back, and it is neither about money nor about people.
    pub fn is_applied_alone(self) -> bool {
        matches!(self, Self::Rooms | Self::Devices | Self::Replacement)
    }
}

/// What is found of users and their tokens.
pub const ACCOUNTS: &str = "accounts";

text_enum! {
    /// How much a finding matters.
    pub enum FindingWeight {
        Info = "info",
        Warning = "warning",
        /// The admins are told, once.
        Alert = "alert",
    }
}

/// Something that an agent found. Clients are never named: who may see a record sees who it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentFinding {
    /// A stable word: `stock`.
    pub kind: String,
    pub weight: FindingWeight,
    /// `booking 17`; empty for the site.
    pub subject: String,
    pub fact: String,
    /// A command that helps.
    pub hint: Option<String>,
}

impl AgentFinding {
    /// Returns whether it is about users or their tokens, and so for those who may manage them.
    pub fn is_of_accounts(&self) -> bool {
        [ACCOUNTS, ProposalKind::Account.as_str()].contains(&self.kind.as_str())
    }

    /// Returns the finding in one sentence.
    pub fn in_words(&self) -> String {
        match self.subject.as_str() {
            "" => self.fact.clone(),
            subject => format!("{subject}: {}", self.fact),
        }
    }
}

/// A plan that an agent made of what it found.
#[derive(Debug, Clone)]
pub struct DraftProposal {
    pub kind: ProposalKind,
    pub subject: String,
    pub steps: Vec<PlanStep>,
    /// What the plan rests on: `("booking", "17")`.
    pub records: Vec<(&'static str, String)>,
    pub evidence: Vec<String>,
    pub effect: String,
    /// What it follows from; the same facts make the same proposal.
    pub facts: Json,
}

impl DraftProposal {
    /// Returns the digest of the facts, with what is done about them.
    pub fn fingerprint(&self) -> String {
        let told = serde_json::json!([self.kind.as_str(), self.subject, self.facts]);
        hex(&Sha256::digest(told.to_string().as_bytes()))
    }

    /// Returns the draft as a finding, with its effect as the fact.
    pub fn told(&self) -> AgentFinding {
        AgentFinding {
            kind: self.kind.as_str().to_owned(),
            weight: FindingWeight::Info,
            subject: self.subject.clone(),
            fact: self.effect.clone(),
            hint: self.steps.first().map(|step| format!("colab {}", step.line())),
        }
    }
}

/// What an agent saw in one look.
#[derive(Debug, Default)]
pub struct Observation {
    /// Records that were looked at, by kind.
    pub read: BTreeMap<&'static str, i64>,
    pub findings: Vec<AgentFinding>,
    pub drafts: Vec<DraftProposal>,
}

impl Observation {
    pub fn count(&mut self, kind: &'static str, records: usize) {
        let counted = self.read.entry(kind).or_default();
        *counted += i64::try_from(records).unwrap_or(i64::MAX);
    }

    /// Adds a draft; one that rests on a booking of another draft is done together with that: the first to be applied would
    /// make the other one stale.
    pub fn propose(&mut self, draft: DraftProposal) {
        let of_booking =
            |record: &(&'static str, String)| record.0 == "booking" && draft.records.contains(record);
        let tied = self
            .drafts
            .iter_mut()
            .find(|other| other.records.iter().any(of_booking));
        let Some(tied) = tied else {
            self.drafts.push(draft);
            return;
        };
        tied.effect = format!("{}; {}", tied.effect, draft.effect);
        tied.facts = serde_json::json!([tied.facts, draft.facts]);
        tied.steps.extend(draft.steps);
        tied.evidence.extend(draft.evidence);
        tied.records.extend(draft.records);
    }

    pub fn find(
        &mut self,
        kind: &str,
        weight: FindingWeight,
        subject: String,
        fact: String,
        hint: Option<String>,
    ) {
        self.findings.push(AgentFinding {
            kind: kind.to_owned(),
            weight,
            subject,
            fact,
            hint,
        });
    }
}

/// The configuration of an agent, as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = agent_config, treat_none_as_default_value = false)]
pub struct AgentConfigRow {
    pub name: AgentName,
    pub is_enabled: bool,
    pub mode: AgentMode,
    pub version: i64,
    pub settings: JsonColumn<Json>,
    pub updated_by: String,
    pub updated_at: Timestamp,
}

/// A run, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = agent_runs, treat_none_as_default_value = false)]
pub struct AgentRunRow {
    pub id: i64,
    pub agent: AgentName,
    pub version: i64,
    pub config_version: i64,
    pub mode: AgentMode,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub outcome: AgentOutcome,
    pub started_by: String,
    pub records_read: JsonColumn<BTreeMap<String, i64>>,
    pub findings: JsonColumn<Vec<AgentFinding>>,
    pub error: Option<String>,
}

/// A proposal, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = proposals, treat_none_as_default_value = false)]
pub struct ProposalRow {
    pub id: i64,
    pub agent: AgentName,
    pub run_id: i64,
    pub kind: ProposalKind,
    pub subject: String,
    pub plan: JsonColumn<SavedPlan>,
    pub evidence: JsonColumn<Vec<String>>,
    pub effect: String,
    pub is_money: bool,
    pub fingerprint: String,
    pub state: ProposalState,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub decided_by: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub reason: Option<String>,
    pub applied_by: Option<String>,
    pub applied_at: Option<Timestamp>,
    /// The only admin of a site decided alone.
    pub one_person: bool,
}

impl ProposalRow {
    /// Marks it as expired where its time is over: the next run writes that down.
    pub fn at(mut self, now: Timestamp) -> Self {
        if self.state.is_open() && self.expires_at <= now {
            self.state = ProposalState::Expired;
        }
        self
    }

    fn commands(&self) -> Vec<String> {
        self.plan
            .0
            .steps
            .iter()
            .map(|step| format!("colab {}", step.line()))
            .collect()
    }
}

impl Record for ProposalRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ProposalRow>] = &[
            shown_always("id", |p| p.id.into()),
            shown_in_table("agent", |p| p.agent.as_str().into()),
            shown_in_table("kind", |p| p.kind.as_str().into()),
            shown_always("subject", |p| p.subject.as_str().into()),
            audited(shown_in_table("state", |p| p.state.as_str().into())),
            shown_in_table("effect", |p| p.effect.as_str().into()),
            shown_if_wide("commands", |p| p.commands().into()),
            wanted_only("evidence", |p| p.evidence.0.clone().into()),
            wanted_only("is_money", |p| p.is_money.into()),
            audited(wanted_only("one_person", |p| p.one_person.into())),
            dated(shown_if_wide("created_at", |p| p.created_at.into())),
            wanted_only("expires_at", |p| p.expires_at.into()),
            audited(wanted_only("decided_by", |p| p.decided_by.clone().into())),
            wanted_only("decided_at", |p| p.decided_at.into()),
            audited(wanted_only("reason", |p| p.reason.clone().into())),
            audited(wanted_only("applied_by", |p| p.applied_by.clone().into())),
            wanted_only("applied_at", |p| p.applied_at.into()),
            wanted_only("run", |p| p.run_id.into()),
        ];
        FIELDS
    }
}

/// An agent as a list shows it.
#[derive(Debug)]
pub struct AgentStatus {
    pub name: AgentName,
    /// `None` for one that was never configured.
    pub config: Option<AgentConfigRow>,
    /// Why its configuration cannot be read.
    pub unreadable: Option<String>,
    pub last_run: Option<AgentRunRow>,
    /// Proposals that await a decision, or to be applied.
    pub open: i64,
}

impl AgentStatus {
    pub fn is_enabled(&self) -> bool {
        self.config.as_ref().is_some_and(|config| config.is_enabled)
    }

    fn state(&self) -> &'static str {
        match &self.config {
            _ if self.unreadable.is_some() => "unreadable",
            Some(config) if config.is_enabled => "enabled",
            _ => "disabled",
        }
    }
}

impl Record for AgentStatus {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<AgentStatus>] = &[
            shown_always("name", |a| a.name.as_str().into()),
            shown_always("state", |a| a.state().into()),
            shown_in_table("mode", |a| {
                a.config.as_ref().map(|config| config.mode.as_str()).into()
            }),
            shown_in_table("last_run", |a| a.last_run.as_ref().map(|run| run.ended_at).into()),
            shown_in_table("outcome", |a| {
                a.last_run.as_ref().map(|run| run.outcome.as_str()).into()
            }),
            shown_in_table("findings", |a| {
                a.last_run.as_ref().map(|run| run.findings.0.len()).into()
            }),
            shown_in_table("open_proposals", |a| a.open.into()),
            shown_if_wide("purpose", |a| a.name.purpose().into()),
            wanted_only("version", |a| a.name.version().into()),
            wanted_only("config_version", |a| {
                a.config.as_ref().map(|config| config.version).into()
            }),
            wanted_only("problem", |a| a.unreadable.clone().into()),
        ];
        FIELDS
    }
}

/// A run as the history shows it.
#[derive(Debug)]
pub struct AgentRun {
    pub row: AgentRunRow,
    pub proposals: i64,
    pub applied: i64,
}

impl Record for AgentRun {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<AgentRun>] = &[
            shown_always("id", |r| r.row.id.into()),
            shown_in_table("agent", |r| r.row.agent.as_str().into()),
            dated(shown_in_table("started_at", |r| r.row.started_at.into())),
            shown_in_table("duration_ms", |r| {
                r.row.ended_at.since(r.row.started_at).num_milliseconds().into()
            }),
            shown_in_table("mode", |r| r.row.mode.as_str().into()),
            shown_in_table("outcome", |r| r.row.outcome.as_str().into()),
            shown_in_table("findings", |r| r.row.findings.0.len().into()),
            shown_in_table("proposals", |r| r.proposals.into()),
            shown_in_table("applied", |r| r.applied.into()),
            shown_if_wide("error", |r| r.row.error.clone().into()),
            wanted_only("version", |r| r.row.version.into()),
            wanted_only("config_version", |r| r.row.config_version.into()),
            wanted_only("started_by", |r| r.row.started_by.as_str().into()),
            wanted_only("records_read", |r| {
                let read = r.row.records_read.0.iter();
                read.map(|(kind, count)| format!("{kind}: {count}"))
                    .collect::<Vec<_>>()
                    .into()
            }),
        ];
        FIELDS
    }
}

/// A line of what a run came to: a finding, or a proposal.
#[derive(Debug)]
pub struct RunLine {
    pub agent: AgentName,
    pub finding: AgentFinding,
    /// The number of the proposal, where it is one and is kept.
    pub proposal: Option<i64>,
    /// What became of it: `found`, `proposed`, `applied`.
    pub result: &'static str,
}

impl Record for RunLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RunLine>] = &[
            shown_in_table("agent", |l| l.agent.as_str().into()),
            shown_always("result", |l| l.result.into()),
            shown_in_table("proposal", |l| l.proposal.into()),
            shown_in_table("kind", |l| l.finding.kind.as_str().into()),
            wanted_only("weight", |l| l.finding.weight.as_str().into()),
            shown_always("subject", |l| l.finding.subject.as_str().into()),
            shown_in_table("fact", |l| l.finding.fact.as_str().into()),
            shown_if_wide("way_out", |l| l.finding.hint.clone().into()),
        ];
        FIELDS
    }
}

/// A setting as `agent config` lists it.
#[derive(Debug)]
pub struct SettingLine {
    pub agent: AgentName,
    pub name: &'static str,
    pub value: String,
    pub default: String,
    pub meaning: &'static str,
}

impl Record for SettingLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<SettingLine>] = &[
            shown_in_table("agent", |s| s.agent.as_str().into()),
            shown_always("setting", |s| s.name.into()),
            shown_always("value", |s| s.value.as_str().into()),
            shown_in_table("default", |s| s.default.as_str().into()),
            shown_in_table("meaning", |s| s.meaning.into()),
        ];
        FIELDS
    }
}

impl From<&AgentFinding> for Value {
    fn from(finding: &AgentFinding) -> Self {
        Self::Told {
            at: None,
            words: vec![finding.in_words().into()],
            facts: vec![
                ("kind", finding.kind.as_str().into()),
                ("weight", finding.weight.as_str().into()),
                ("subject", finding.subject.as_str().into()),
                ("fact", finding.fact.as_str().into()),
                ("way_out", finding.hint.clone().into()),
            ],
        }
    }
}
