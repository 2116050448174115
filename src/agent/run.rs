//! One run of an agent.

use std::collections::BTreeSet;
use std::time::Instant;

use chrono::TimeDelta;
use serde_json::json;

use super::model::{
    AgentConfigRow, AgentFinding, AgentMode, AgentName, AgentOutcome, AgentRunRow, DraftProposal,
    FindingWeight, Observation, ProposalRow, ProposalState, RunLine,
};
use super::settings::AgentSettings;
use super::store;
use super::{auditor, decide, resolver, revenue, service};
use crate::access::app::App;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission, Role};
use crate::access::outbox::{Announcement, Recipient};
use crate::access::plan::{self, RunCommand, SavedPlan};
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::timestamp::Timestamp;

/// Runs agents one after the other: those that are named, else all that are enabled. One that fails stops no other.
///
/// # Errors
/// `Forbidden`; `Conflict` for a named one that is disabled. The second value is about those that failed or cannot be read.
pub fn run(
    names: &[AgentName],
    run_command: RunCommand,
    app: &mut App,
) -> Result<(Vec<RunLine>, Option<Error>)> {
    let (by, sees_accounts) = app.read(|tx| {
        let _grant = tx.require(Permission::RunAgents)?;
        let sees_accounts = tx.require(Permission::ManageUsers).is_ok();
        Ok((tx.actor().person().to_owned(), sees_accounts))
    })?;
    let chosen = if names.is_empty() { AgentName::ALL } else { names };
    let (mut lines, mut failures, mut ran) = (Vec::new(), Vec::new(), 0);
    for name in chosen {
        let (config, settings) = match app.read(|tx| service::read(tx, *name))? {
            Ok(Some((config, settings))) if config.is_enabled => (config, settings),
            Ok(_) if names.is_empty() => continue,
            Ok(_) => {
                let fact = format!("the agent {name} is not enabled");
                return Err(Error::conflict(ErrorCode::AgentDisabled, fact)
                    .hint(format!("colab agent enable {name}")));
            }
            Err(why) => {
                failures.push(service::unreadable(*name, &why));
                continue;
            }
        };
        let one = AgentTurn {
            name: *name,
            config,
            settings,
            by: by.clone(),
        };
        match app.as_agent(name.as_str(), |app| one.run(run_command, app)) {
            Ok(found) => {
                ran += 1;
                lines.extend(found);
            }
            Err(error) => failures.push(error),
        }
    }
    lines.retain(|line: &RunLine| sees_accounts || !line.finding.is_of_accounts());
    Ok((lines, joined(failures, ran)))
}

/// Returns one error about all that failed, beside those that ran.
fn joined(mut failures: Vec<Error>, ran: usize) -> Option<Error> {
    if failures.len() + ran < 2 {
        return failures.pop();
    }
    let hints: Vec<String> = failures.iter().flat_map(|error| error.hints.clone()).collect();
    let rows: Vec<String> = failures.iter().map(|error| error.message.clone()).collect();
    let code = failures.first()?.code;
    let fact = format!(
        "{} of {} agents did not run",
        failures.len(),
        failures.len() + ran
    );
    let mut error = Error::new(Kind::Partial, code, fact).with_rows(rows);
    error.hints = hints;
    Some(error)
}

/// An agent that is about to look.
struct AgentTurn {
    name: AgentName,
    config: AgentConfigRow,
    settings: AgentSettings,
    /// Who started the run.
    by: String,
}

/// A draft with its plan.
struct PlannedDraft {
    draft: DraftProposal,
    fingerprint: String,
    plan: SavedPlan,
}

impl AgentTurn {
    fn run(&self, run_command: RunCommand, app: &mut App) -> Result<Vec<RunLine>> {
        let (started_at, begun) = (app.clock().now(), Instant::now());
        let seen = app
            .wait_while_full()
            .and_then(|()| app.read(|tx| self.observe(tx)));
        let seen = match seen {
            Ok(seen) => seen,
            Err(mut error) => {
                let outcome = if error.code == ErrorCode::ServerFull {
                    error.message = format!("the agent {} paused: {}", self.name, error.message);
                    AgentOutcome::Paused
                } else {
                    AgentOutcome::Failed
                };
                let ended = Ended {
                    at: started_at.plus(elapsed(begun)),
                    outcome,
                    error: Some(error.message.clone()),
                };
                app.write(|tx| self.finish(tx, started_at, &ended, &Observation::default(), &[]))?;
                return Err(error);
            }
        };
        let (mut seen, mut kept) = self.plan(seen, run_command, app)?;
        if self.config.mode == AgentMode::Observe {
            seen.findings
                .extend(kept.drain(..).map(|planned| planned.draft.told()));
        }
        let ended = Ended {
            at: started_at.plus(elapsed(begun)),
            outcome: AgentOutcome::Done,
            error: None,
        };
        let ids = app.write(|tx| self.finish(tx, started_at, &ended, &seen, &kept))?;
        let mut lines: Vec<RunLine> = seen
            .findings
            .iter()
            .map(|finding| self.line(finding.clone()))
            .collect();
        for (planned, id) in kept.iter().zip(ids.iter().copied()) {
            lines.push(RunLine {
                proposal: (!app.manner.dry_run).then_some(id),
                result: "proposed",
                ..self.line(planned.draft.told())
            });
        }
        if self.config.mode == AgentMode::Apply && !app.manner.dry_run {
            let plans = kept.iter().map(|one| one.plan.clone());
            let planned: Vec<(i64, SavedPlan)> = ids.into_iter().zip(plans).collect();
            self.apply(run_command, app, &planned, &mut lines)?;
        }
        Ok(lines)
    }

    fn line(&self, finding: AgentFinding) -> RunLine {
        RunLine {
            agent: self.name,
            finding,
            proposal: None,
            result: "found",
        }
    }

    fn observe(&self, tx: &mut Tx<'_>) -> Result<Observation> {
        match self.name {
            AgentName::Auditor => auditor::observe(tx, &self.settings),
            AgentName::Resolver => resolver::observe(tx, &self.settings),
            AgentName::Revenue => revenue::observe(tx, &self.settings),
        }
    }

    /// Makes plans of the drafts that nobody has decided on, and keeps those that can be done: the agent tries its own, and
    /// leaves those that take a person's rights to whoever approves them.
    fn plan(
        &self,
        mut seen: Observation,
        run_command: RunCommand,
        app: &mut App,
    ) -> Result<(Observation, Vec<PlannedDraft>)> {
        let standing = app.read(|tx| store::standing(tx.connection(), self.name))?;
        let mut planned = Vec::new();
        for draft in std::mem::take(&mut seen.drafts) {
            let fingerprint = draft.fingerprint();
            if let Some(decided) = standing.get(&fingerprint).filter(|one| !one.state.is_open()) {
                let mut told = draft.told();
                told.fact = format!("{}: {}", told.fact, decided.in_words());
                seen.findings.push(told);
                continue;
            }
            let plan = app.read(|tx| {
                let mut plan = SavedPlan::new(tx, draft.steps.clone())?;
                plan.records = plan::records(tx, draft.records.iter().cloned())?;
                Ok(plan)
            })?;
            if draft.kind.is_applied_alone()
                && let Err(error) = plan::try_out(&plan, run_command, app)
            {
                if !is_outrun(&error) {
                    return Err(error);
                }
                let fact = format!("{}, but {}", draft.effect, error.message);
                seen.findings.push(AgentFinding {
                    weight: FindingWeight::Warning,
                    fact,
                    ..draft.told()
                });
                continue;
            }
            planned.push(PlannedDraft {
                draft,
                fingerprint,
                plan,
            });
        }
        Ok((seen, planned))
    }

    /// Writes down what came of the run: itself, what is stale by now, and new proposals, whose numbers it returns. One that
    /// stands already, with the records as they are, stays.
    fn finish(
        &self,
        tx: &mut Tx<'_>,
        started_at: Timestamp,
        ended: &Ended,
        seen: &Observation,
        drafts: &[PlannedDraft],
    ) -> Result<Vec<i64>> {
        let grant = tx.require(Permission::RunAgents)?;
        let run_id = tx.connection().reserve_id("agent_runs")?;
        let before = store::last_done(tx.connection(), self.name)?;
        store::insert_run(
            tx.connection(),
            &AgentRunRow {
                id: run_id,
                agent: self.name,
                version: self.name.version(),
                config_version: self.config.version,
                mode: self.config.mode,
                started_at,
                ended_at: ended.at,
                outcome: ended.outcome,
                started_by: self.by.clone(),
                records_read: Json(
                    seen.read
                        .iter()
                        .map(|(kind, count)| ((*kind).to_owned(), *count))
                        .collect(),
                ),
                findings: Json(seen.findings.clone()),
                error: ended.error.clone(),
            },
        )?;
        // Who only observes leaves what was proposed before.
        let ids = if ended.outcome == AgentOutcome::Done && self.config.mode != AgentMode::Observe {
            self.propose(tx, &grant, run_id, drafts)?
        } else {
            Vec::new()
        };
        tx.audit(
            &grant,
            AuditEvent::happened(
                "agent",
                self.name,
                json!({"run": run_id, "outcome": ended.outcome, "read": seen.read, "findings": seen.findings.len(),
                       "proposals": ids, "duration_ms": ended.at.since(started_at).num_milliseconds(),
                       "started_by": self.by, "error": ended.error}),
            ),
        );
        let known = before.map(|run| run.findings.0).unwrap_or_default();
        for finding in seen
            .findings
            .iter()
            .filter(|one| one.weight == FindingWeight::Alert)
        {
            if !known.contains(finding) {
                tx.announce(self.alert(finding));
            }
        }
        Ok(ids)
    }

    fn propose(
        &self,
        tx: &mut Tx<'_>,
        grant: &Grant,
        run_id: i64,
        drafts: &[PlannedDraft],
    ) -> Result<Vec<i64>> {
        let made: BTreeSet<&str> = drafts
            .iter()
            .map(|planned| planned.fingerprint.as_str())
            .collect();
        decide::retire(tx, grant, self.name, |row| {
            made.contains(row.fingerprint.as_str())
        })?;
        let standing = store::standing(tx.connection(), self.name)?;
        let mut ids = Vec::new();
        for planned in drafts {
            let draft = &planned.draft;
            if let Some(one) = standing.get(&planned.fingerprint) {
                ids.push(one.id);
                continue;
            }
            let id = tx.connection().reserve_id("proposals")?;
            let now = tx.now();
            store::insert(
                tx.connection(),
                &ProposalRow {
                    id,
                    agent: self.name,
                    run_id,
                    kind: draft.kind,
                    subject: draft.subject.clone(),
                    plan: Json(planned.plan.clone()),
                    evidence: Json(draft.evidence.clone()),
                    effect: draft.effect.clone(),
                    is_money: draft.kind.is_money(),
                    fingerprint: planned.fingerprint.clone(),
                    state: ProposalState::Proposed,
                    created_at: now,
                    expires_at: now.plus(TimeDelta::days(self.settings.number("proposal_days"))),
                    decided_by: None,
                    decided_at: None,
                    reason: None,
                    applied_by: None,
                    applied_at: None,
                    one_person: false,
                },
            )?;
            let facts =
                json!({"state": ProposalState::Proposed, "kind": draft.kind, "subject": draft.subject});
            tx.audit(grant, AuditEvent::created("proposal", id, facts));
            ids.push(id);
        }
        Ok(ids)
    }

    fn alert(&self, finding: &AgentFinding) -> Announcement {
        Announcement {
            topic: "agent_alert",
            audience: vec![Recipient::Role(Role::Admin)],
            entity: "agent",
            entity_id: format!("{}/{}", self.name, finding.kind),
            message: format!("The agent {} found: {}", self.name, finding.in_words()),
        }
    }

    /// Applies what the agent may apply by itself, as long as it may: of the plans that it made or found again in this run.
    /// What is in the way of one stops no other.
    fn apply(
        &self,
        run_command: RunCommand,
        app: &mut App,
        planned: &[(i64, SavedPlan)],
        lines: &mut [RunLine],
    ) -> Result<()> {
        for (id, plan) in planned {
            app.wait_while_full()?;
            let (row, config) = app.read(|tx| {
                let row = store::proposal(tx.connection(), *id)?;
                Ok((row, store::config(tx.connection(), self.name)?))
            })?;
            let may = |config: &AgentConfigRow| config.is_enabled && config.mode == AgentMode::Apply;
            if !config.is_ok_and(|config| config.as_ref().is_some_and(may)) {
                app.note(&format!("the agent {} was disabled meanwhile", self.name));
                return Ok(());
            }
            let Some(row) = row.filter(|row| row.kind.is_applied_alone() && row.plan.0.does_as(plan)) else {
                continue;
            };
            let result = if row.state == ProposalState::Applied {
                Ok(row)
            } else {
                decide::apply(*id, run_command, app)
            };
            let line = lines.iter_mut().find(|line| line.proposal == Some(*id));
            match (result, line) {
                (Ok(_), Some(line)) => line.result = "applied",
                // Somebody, or another run, was there first.
                (Err(error), line) if is_outrun(&error) => {
                    if let Some(line) = line {
                        line.finding.fact = format!("{}, but {}", line.finding.fact, error.message);
                    }
                }
                (Err(error), _) => return Err(error),
                (Ok(_), None) => {}
            }
        }
        Ok(())
    }
}

/// Returns whether a plan cannot be done as things are by now, rather than at all.
fn is_outrun(error: &Error) -> bool {
    matches!(error.kind, Kind::Conflict | Kind::Invalid | Kind::NotFound)
}

/// How a run ended.
struct Ended {
    at: Timestamp,
    outcome: AgentOutcome,
    error: Option<String>,
}

fn elapsed(begun: Instant) -> TimeDelta {
    TimeDelta::from_std(begun.elapsed()).unwrap_or_default()
}
