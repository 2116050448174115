//! Queries of agents.

use std::collections::BTreeMap;

use diesel::dsl::{count_star, max, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::model::{
    AgentConfigRow, AgentName, AgentOutcome, AgentRunRow, ProposalKind, ProposalRow, ProposalState,
};
use crate::db::Connection;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{agent_config, agent_runs, proposals};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// The states in which a proposal keeps the same one from being made.
const STANDING: [ProposalState; 4] = [
    ProposalState::Proposed,
    ProposalState::Approved,
    ProposalState::Rejected,
    ProposalState::Applied,
];

/// Loads the configuration of an agent; the text says why it cannot be read.
pub fn config(
    connection: &mut Connection,
    agent: AgentName,
) -> Result<Result<Option<AgentConfigRow>, String>> {
    let found = agent_config::table
        .find(agent)
        .select(AgentConfigRow::as_select())
        .first(connection)
        .optional();
    match found {
        Ok(row) => Ok(Ok(row)),
        Err(diesel::result::Error::DeserializationError(error)) => Ok(Err(error.to_string())),
        Err(error) => Err(error.into()),
    }
}

/// Inserts the configuration of an agent, or replaces it.
pub fn save_config(connection: &mut Connection, row: &AgentConfigRow) -> Result<()> {
    let changed = diesel::update(agent_config::table.find(row.name))
        .set(row)
        .execute(connection)?;
    if changed == 0 {
        diesel::insert_into(agent_config::table)
            .values(row)
            .execute(connection)?;
    }
    Ok(())
}

/// Inserts a run.
pub fn insert_run(connection: &mut Connection, row: &AgentRunRow) -> Result<()> {
    diesel::insert_into(agent_runs::table)
        .values(row)
        .execute(connection)?;
    Ok(())
}

/// Lists runs, newest first.
pub fn runs(connection: &mut Connection, agent: Option<AgentName>, limit: i64) -> Result<Vec<AgentRunRow>> {
    let mut query = agent_runs::table
        .order(agent_runs::id.desc())
        .limit(limit)
        .select(AgentRunRow::as_select())
        .into_boxed();
    if let Some(agent) = agent {
        query = query.filter(agent_runs::agent.eq(agent));
    }
    Ok(query.load(connection)?)
}

/// Loads the last run of an agent that came to its end.
pub fn last_done(connection: &mut Connection, agent: AgentName) -> Result<Option<AgentRunRow>> {
    Ok(agent_runs::table
        .filter(
            agent_runs::agent
                .eq(agent)
                .and(agent_runs::outcome.eq(AgentOutcome::Done)),
        )
        .order(agent_runs::id.desc())
        .select(AgentRunRow::as_select())
        .first(connection)
        .optional()?)
}

/// Counts the proposals that runs made.
pub fn made_by_runs(connection: &mut Connection, runs: &[i64]) -> Result<Vec<(i64, i64)>> {
    Ok(proposals::table
        .filter(proposals::run_id.eq_any(runs.to_vec()))
        .group_by(proposals::run_id)
        .select((proposals::run_id, count_star()))
        .load(connection)?)
}

/// Returns when agents applied proposals themselves since an instant.
pub fn applied_alone(connection: &mut Connection, since: Timestamp) -> Result<Vec<(AgentName, Timestamp)>> {
    let applied: Vec<(AgentName, Option<Timestamp>)> = proposals::table
        .filter(
            proposals::applied_by
                .like("agent:%")
                .and(proposals::applied_at.ge(since)),
        )
        .select((proposals::agent, proposals::applied_at))
        .load(connection)?;
    Ok(applied
        .into_iter()
        .filter_map(|(agent, at)| Some((agent, at?)))
        .collect())
}

/// Counts the open proposals of an agent.
pub fn count_open(connection: &mut Connection, agent: AgentName) -> Result<i64> {
    Ok(proposals::table
        .filter(proposals::agent.eq(agent))
        .filter(proposals::state.eq_any(ProposalState::OPEN))
        .count()
        .get_result(connection)?)
}

/// Which proposals to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct ProposalFilter {
    pub agent: Option<AgentName>,
    pub states: Option<Vec<ProposalState>>,
    /// When the states are looked at: what is open by its row may have expired by then. `None`: the states of the rows.
    pub as_of: Option<Timestamp>,
    /// Leaves out what is found of users.
    pub without_accounts: bool,
    /// The newest first.
    pub descending: bool,
    /// Only proposals that follow this one in the order.
    pub after: Option<i64>,
    pub limit: Option<i64>,
}

/// Lists proposals, by number.
pub fn proposals(connection: &mut Connection, filter: &ProposalFilter) -> Result<Vec<ProposalRow>> {
    use proposals as p;
    let mut query = p::table.select(ProposalRow::as_select()).into_boxed();
    if let Some(agent) = filter.agent {
        query = query.filter(p::agent.eq(agent));
    }
    if let Some(states) = &filter.states {
        let now = filter.as_of.unwrap_or(Timestamp::EPOCH);
        let (open, over): (Vec<_>, Vec<_>) = states.iter().copied().partition(|state| state.is_open());
        let lapsed = ProposalState::OPEN.into_iter();
        let lapsed: Vec<_> = lapsed
            .filter(|_| over.contains(&ProposalState::Expired))
            .collect();
        if over.is_empty() {
            // As in the index `proposals_open`.
            query = query.filter(sql::<Bool>("proposals.state IN ('proposed', 'approved')"));
        }
        let is_open = p::state.eq_any(open).and(p::expires_at.gt(now));
        let has_lapsed = p::state.eq_any(lapsed).and(p::expires_at.le(now));
        query = query.filter(p::state.eq_any(over).or(is_open).or(has_lapsed));
    }
    if filter.without_accounts {
        query = query.filter(p::kind.ne(ProposalKind::Account));
    }
    query = match filter.after {
        None => query,
        Some(id) if filter.descending => query.filter(p::id.lt(id)),
        Some(id) => query.filter(p::id.gt(id)),
    };
    query = if filter.descending {
        query.order(p::id.desc())
    } else {
        query.order(p::id)
    };
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

/// Loads a proposal.
pub fn proposal(connection: &mut Connection, id: i64) -> Result<Option<ProposalRow>> {
    Ok(proposals::table
        .find(id)
        .select(ProposalRow::as_select())
        .first(connection)
        .optional()?)
}

/// Returns the number of the newest proposal.
pub fn newest(connection: &mut Connection) -> Result<Option<i64>> {
    Ok(proposals::table.select(max(proposals::id)).first(connection)?)
}

/// Loads a proposal and locks it until the transaction ends.
pub fn lock(connection: &mut Connection, id: i64) -> Result<Option<ProposalRow>> {
    Ok(proposals::table
        .find(id)
        .select(ProposalRow::as_select())
        .locked()
        .get_result(connection)
        .optional()?)
}

/// A proposal that keeps the same one from being made.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = proposals)]
pub struct StandingProposal {
    pub id: i64,
    pub fingerprint: String,
    pub state: ProposalState,
    decided_by: Option<String>,
    reason: Option<String>,
}

impl StandingProposal {
    /// Says what became of it: `proposal 4 was rejected by thandi: …`.
    pub fn in_words(&self) -> String {
        let by = self
            .decided_by
            .as_ref()
            .map(|by| format!(" by {by}"))
            .unwrap_or_default();
        let why = self
            .reason
            .as_ref()
            .map(|why| format!(": {why}"))
            .unwrap_or_default();
        match self.state {
            ProposalState::Applied => format!("proposal {} was applied, and that was taken back", self.id),
            state => format!("proposal {} was {state}{by}{why}", self.id),
        }
    }
}

/// Returns an agent's proposals that are not to be made again, by fingerprint.
pub fn standing(connection: &mut Connection, agent: AgentName) -> Result<BTreeMap<String, StandingProposal>> {
    let rows: Vec<StandingProposal> = proposals::table
        .filter(proposals::agent.eq(agent).and(proposals::state.eq_any(STANDING)))
        .select(StandingProposal::as_select())
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|row| (row.fingerprint.clone(), row))
        .collect())
}

/// Inserts a proposal.
pub fn insert(connection: &mut Connection, row: &ProposalRow) -> Result<()> {
    diesel::insert_into(proposals::table)
        .values(row)
        .execute(connection)?;
    Ok(())
}

/// Saves what became of a proposal.
pub fn save_state(connection: &mut Connection, row: &ProposalRow) -> Result<()> {
    diesel::update(proposals::table.find(row.id))
        .set((
            proposals::state.eq(row.state),
            proposals::decided_by.eq(&row.decided_by),
            proposals::decided_at.eq(row.decided_at),
            proposals::reason.eq(&row.reason),
            proposals::applied_by.eq(&row.applied_by),
            proposals::applied_at.eq(row.applied_at),
            proposals::one_person.eq(row.one_person),
        ))
        .execute(connection)?;
    Ok(())
}
