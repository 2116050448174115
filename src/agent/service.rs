//! Agents configured and listed.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::model::{
    AgentConfigRow, AgentMode, AgentName, AgentRun, AgentRunRow, AgentStatus, ProposalKind, ProposalRow,
    SettingLine,
};
use super::settings::{AgentSettings, setting, settings_of, with_value};
use super::store::{self, ProposalFilter};
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::{TakeRows, each_page, gathered};
use crate::access::tx::Tx;
use crate::db::types::Json as JsonColumn;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;

/// Runs that are shown of one agent.
const RECENT: i64 = 10;

/// Returns how each agent stands.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<AgentStatus>> {
    let _grant = tx.require(Permission::SeeProposals)?;
    AgentName::ALL.iter().map(|agent| status(tx, *agent)).collect()
}

/// Reads the configuration of an agent with its settings; the text says why it cannot be read.
pub(super) fn read(
    tx: &mut Tx<'_>,
    name: AgentName,
) -> Result<Result<Option<(AgentConfigRow, AgentSettings)>, String>> {
    let found = store::config(tx.connection(), name)?;
    Ok(found.and_then(|row| {
        row.map(|row| {
            let settings = AgentSettings::read(name, &row.settings.0)?;
            Ok((row, settings))
        })
        .transpose()
    }))
}

fn status(tx: &mut Tx<'_>, name: AgentName) -> Result<AgentStatus> {
    let (config, unreadable) = match read(tx, name)? {
        Ok(found) => (found.map(|(row, _)| row), None),
        Err(why) => (None, Some(why)),
    };
    Ok(AgentStatus {
        name,
        config,
        unreadable,
        last_run: runs(tx, Some(name), 1)?.pop().map(|run| run.row),
        open: store::count_open(tx.connection(), name)?,
    })
}

/// An agent with its settings, its last runs and its history.
pub struct AgentHistory {
    pub status: AgentStatus,
    pub settings: Vec<SettingLine>,
    pub runs: Vec<AgentRun>,
    pub audit: Vec<AuditRow>,
}

/// Returns all that is known of an agent.
pub fn show(tx: &mut Tx<'_>, name: AgentName) -> Result<AgentHistory> {
    let _grant = tx.require(Permission::SeeProposals)?;
    let status = status(tx, name)?;
    let mut audit = audit::history(tx.connection(), "agent", name.as_str())?;
    // Its runs are listed beside.
    audit.retain(|row| row.command != "agent run");
    Ok(AgentHistory {
        settings: lines(name, &settings_or_defaults(&status)),
        status,
        runs: runs(tx, Some(name), RECENT)?,
        audit,
    })
}

fn settings_or_defaults(status: &AgentStatus) -> Json {
    let stored = status.config.as_ref().map(|config| config.settings.0.clone());
    stored.unwrap_or_else(|| json!({}))
}

fn lines(agent: AgentName, stored: &Json) -> Vec<SettingLine> {
    let values = AgentSettings::read(agent, stored).ok();
    let all = settings_of(agent).iter();
    all.map(|one| SettingLine {
        agent,
        name: one.name,
        value: one.shown(
            values
                .as_ref()
                .map_or(one.default, |values| values.number(one.name)),
        ),
        default: one.shown(one.default),
        meaning: one.meaning,
    })
    .collect()
}

/// Lists the settings of an agent.
///
/// # Errors
/// `Conflict` for settings that cannot be read.
pub fn settings(tx: &mut Tx<'_>, name: AgentName) -> Result<Vec<SettingLine>> {
    let _grant = tx.require(Permission::SeeProposals)?;
    let status = status(tx, name)?;
    match &status.unreadable {
        Some(why) => Err(unreadable(name, why)),
        None => Ok(lines(name, &settings_or_defaults(&status))),
    }
}

/// Returns the error of a configuration that cannot be read.
pub(super) fn unreadable(name: AgentName, why: &str) -> Error {
    Error::conflict(
        ErrorCode::AgentUnreadable,
        format!("the configuration of the agent {name} cannot be read: {why}"),
    )
    .hint(format!("colab agent config {name} --reset"))
}

/// Enables an agent in a mode, or as it was before.
pub fn enable(tx: &mut Tx<'_>, name: AgentName, mode: Option<AgentMode>) -> Result<AgentStatus> {
    let grant = tx.require(Permission::ChangeSettings)?;
    let before = readable(tx, name)?;
    let mut row = before.clone().unwrap_or_else(|| fresh(tx, name));
    row.is_enabled = true;
    row.mode = mode.unwrap_or(row.mode);
    save(tx, &grant, before.as_ref(), row)?;
    status(tx, name)
}

/// Disables agents.
pub fn disable(tx: &mut Tx<'_>, names: &[AgentName]) -> Result<Vec<AgentStatus>> {
    let grant = tx.require(Permission::ChangeSettings)?;
    for name in names {
        // One that cannot be read does not run, and is put right by disabling it.
        let before = store::config(tx.connection(), *name)?.ok().flatten();
        let mut row = before.clone().unwrap_or_else(|| fresh(tx, *name));
        row.is_enabled = false;
        save(tx, &grant, before.as_ref(), row)?;
    }
    names.iter().map(|name| status(tx, *name)).collect()
}

/// Sets a setting of an agent; `None` puts the default back.
///
/// # Errors
/// `NotFound` for an unknown setting; `Invalid` for a value that it cannot have.
pub fn configure(
    tx: &mut Tx<'_>,
    name: AgentName,
    wanted: &str,
    value: Option<&str>,
) -> Result<Vec<SettingLine>> {
    let grant = tx.require(Permission::ChangeSettings)?;
    let setting = setting(name, wanted)?;
    let value = value.map(|text| setting.read(text)).transpose()?;
    let before = readable(tx, name)?;
    let mut row = before.clone().unwrap_or_else(|| fresh(tx, name));
    let stored = row.settings.0.as_object().cloned().unwrap_or_default();
    row.settings = JsonColumn(Json::Object(with_value(&stored, setting, value.as_ref())));
    save(tx, &grant, before.as_ref(), row)?;
    settings(tx, name)
}

/// Puts every setting of an agent back to its default, also those that cannot be read; the agent is disabled then.
pub fn reset(tx: &mut Tx<'_>, name: AgentName) -> Result<Vec<SettingLine>> {
    let grant = tx.require(Permission::ChangeSettings)?;
    let before = store::config(tx.connection(), name)?.ok().flatten();
    let mut row = fresh(tx, name);
    row.version = before.as_ref().map_or(row.version, |before| before.version);
    save(tx, &grant, before.as_ref(), row)?;
    settings(tx, name)
}

fn readable(tx: &mut Tx<'_>, name: AgentName) -> Result<Option<AgentConfigRow>> {
    let found = read(tx, name)?.map_err(|why| unreadable(name, &why))?;
    Ok(found.map(|(row, _)| row))
}

/// Returns the configuration of an agent that was never configured.
fn fresh(tx: &Tx<'_>, name: AgentName) -> AgentConfigRow {
    AgentConfigRow {
        name,
        is_enabled: false,
        mode: AgentMode::default(),
        version: 1,
        settings: JsonColumn(Json::Object(Map::new())),
        updated_by: tx.actor().username.clone(),
        updated_at: tx.now(),
    }
}

fn save(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: Option<&AgentConfigRow>,
    mut row: AgentConfigRow,
) -> Result<()> {
    let facts = |row: &AgentConfigRow| json!({"is_enabled": row.is_enabled, "mode": row.mode, "settings": row.settings.0});
    let after = facts(&row);
    if before.is_some_and(|before| facts(before) == after) {
        tx.mark_unchanged();
        return Ok(());
    }
    row.version = before.map_or(row.version, |before| before.version + 1);
    row.updated_by = tx.actor().username.clone();
    row.updated_at = tx.now();
    store::save_config(tx.connection(), &row)?;
    let event = match before {
        Some(before) => AuditEvent::difference("agent", row.name, &facts(before), &after),
        None => AuditEvent::created("agent", row.name, after),
    };
    tx.audit(grant, event);
    Ok(())
}

/// Lists runs, newest first.
pub fn history(tx: &mut Tx<'_>, agent: Option<AgentName>, limit: i64) -> Result<Vec<AgentRun>> {
    let _grant = tx.require(Permission::SeeProposals)?;
    runs(tx, agent, limit)
}

fn runs(tx: &mut Tx<'_>, agent: Option<AgentName>, limit: i64) -> Result<Vec<AgentRun>> {
    let mut rows = store::runs(tx.connection(), agent, limit)?;
    if !sees_accounts(tx) {
        rows.iter_mut()
            .for_each(|row| row.findings.0.retain(|one| !one.is_of_accounts()));
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let made: BTreeMap<i64, i64> = store::made_by_runs(tx.connection(), &ids)?.into_iter().collect();
    let applied = match rows.iter().map(|row| row.started_at).min() {
        Some(first) => store::applied_alone(tx.connection(), first)?,
        None => Vec::new(),
    };
    // A run applies also what an earlier one proposed; it ends before the next of the same agent begins.
    let mut next: BTreeMap<AgentName, Timestamp> = BTreeMap::new();
    let run = |row: AgentRunRow| {
        let end = next.insert(row.agent, row.started_at);
        let of_run = applied.iter().filter(|(agent, at)| {
            *agent == row.agent && *at >= row.started_at && end.is_none_or(|end| *at < end)
        });
        AgentRun {
            proposals: made.get(&row.id).copied().unwrap_or_default(),
            applied: i64::try_from(of_run.count()).unwrap_or(i64::MAX),
            row,
        }
    };
    Ok(rows.into_iter().map(run).collect())
}

/// Lists proposals, oldest first.
///
/// # Errors
/// As [`proposals_in_pages`].
pub fn proposals(tx: &mut Tx<'_>, filter: &ProposalFilter) -> Result<Vec<ProposalRow>> {
    let _grant = tx.require(Permission::SeeProposals)?;
    gathered(|take| proposals_in_pages(tx, filter, None, take))
}

/// Hands the proposals that match a filter over page by page, as they are by now.
///
/// # Errors
/// `NotFound` when there is no proposal to go on after.
pub fn proposals_in_pages(
    tx: &mut Tx<'_>,
    filter: &ProposalFilter,
    limit: Option<usize>,
    take: &mut TakeRows<'_, ProposalRow>,
) -> Result<()> {
    let _grant = tx.require(Permission::SeeProposals)?;
    let now = tx.now();
    let after = filter.after.map(|id| seen(tx, id)).transpose()?;
    let mut page = ProposalFilter {
        as_of: Some(now),
        without_accounts: !sees_accounts(tx),
        ..filter.clone()
    };
    let next = |tx: &mut Tx<'_>, after: Option<&ProposalRow>, limit: i64| {
        page.after = after.map(|row| row.id);
        page.limit = Some(limit);
        store::proposals(tx.connection(), &page)
    };
    let finish = |_: &mut Tx<'_>, rows: Vec<ProposalRow>| -> Result<Vec<ProposalRow>> {
        Ok(rows.into_iter().map(|row| row.at(now)).collect())
    };
    each_page(tx, limit, after, next, finish, take)
}

/// Returns whether whoever acts sees what is found of users.
fn sees_accounts(tx: &Tx<'_>) -> bool {
    tx.require(Permission::ManageUsers).is_ok()
}

/// Returns a proposal with its history.
///
/// # Errors
/// `NotFound`, with the newest number.
pub fn proposal(tx: &mut Tx<'_>, id: i64) -> Result<(ProposalRow, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::SeeProposals)?;
    let row = seen(tx, id)?.at(tx.now());
    let audit = audit::history(tx.connection(), "proposal", &id.to_string())?;
    Ok((row, audit))
}

/// Loads a proposal that whoever acts sees.
fn seen(tx: &mut Tx<'_>, id: i64) -> Result<ProposalRow> {
    let sees = sees_accounts(tx);
    let row = store::proposal(tx.connection(), id)?;
    match row.filter(|row| sees || row.kind != ProposalKind::Account) {
        Some(row) => Ok(row),
        None => Err(unknown(tx, id)?),
    }
}

/// Builds the error of a proposal that is not there.
pub(super) fn unknown(tx: &mut Tx<'_>, id: i64) -> Result<Error> {
    let newest = store::newest(tx.connection())?;
    let error = Error::not_found(ErrorCode::UnknownProposal, format!("no proposal {id}"), &[])
        .hint("colab agent proposals --all");
    Ok(match newest {
        Some(newest) => error.detail("newest", newest),
        None => error,
    })
}
