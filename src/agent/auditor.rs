//! The auditor: damage, stock against movements, accounts that nobody uses, jobs.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::json;

use super::model::{ACCOUNTS, DraftProposal, FindingWeight, Observation, ProposalKind};
use super::settings::AgentSettings;
use crate::access::auth::{Permission, Role};
use crate::access::job;
use crate::access::plan::PlanStep;
use crate::access::tx::Tx;
use crate::admin::integrity::service::{self as integrity, CHAIN_CHECK};
use crate::device::service as devices;
use crate::kernel::error::Result;
use crate::kernel::text::{counted, first_names};
use crate::user::service as users;

/// The rule of the database that compares devices with their movements.
const STOCK_CHECK: &str = "device_movement";

/// Looks at the database as a whole.
pub fn observe(tx: &mut Tx<'_>, settings: &AgentSettings) -> Result<Observation> {
    let mut seen = Observation::default();
    if settings.is_on("database") {
        database(tx, &mut seen)?;
    }
    if settings.is_on("stock") {
        stock(tx, settings.number("stock_percent"), &mut seen)?;
    }
    if settings.is_on("accounts") {
        accounts(tx, settings.number("unused_days"), &mut seen)?;
    }
    if settings.is_on("jobs") {
        jobs(tx, &mut seen)?;
    }
    Ok(seen)
}

/// Tells which declared jobs did not run, failed or took too long.
fn jobs(tx: &mut Tx<'_>, seen: &mut Observation) -> Result<()> {
    let grant = tx.require(Permission::RunAgents)?;
    let jobs = job::service::standings(tx, &grant)?;
    seen.count("job", jobs.len());
    for one in jobs.iter().filter(|one| one.is_in_trouble()) {
        let fact = one.fact.clone().unwrap_or_default();
        let hint = Some(format!("colab job show {}", one.name));
        seen.find(
            "jobs",
            FindingWeight::Warning,
            format!("job {}", one.name),
            fact,
            hint,
        );
    }
    Ok(())
}

/// Tells what `db check` finds, one finding a check: a hundred rows of one fault are one fault.
fn database(tx: &mut Tx<'_>, seen: &mut Observation) -> Result<()> {
    let found = integrity::findings(tx.connection())?;
    seen.count("damaged_row", found.len());
    let mut by_check: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in found.iter().filter(|one| one.check != STOCK_CHECK) {
        by_check.entry(&one.check).or_default().push(&one.id);
    }
    for (check, ids) in by_check {
        let rows = counted(ids.len(), "row");
        let hint = if check == CHAIN_CHECK {
            "colab audit verify"
        } else {
            "colab db check"
        };
        let fact = format!("the check {check} fails for {rows}");
        seen.find(
            "database",
            FindingWeight::Alert,
            String::new(),
            fact,
            Some(hint.to_owned()),
        );
    }
    Ok(())
}

/// Compares each device's status with its newest movement.
fn stock(tx: &mut Tx<'_>, percent: i64, seen: &mut Observation) -> Result<()> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let all = devices::all_rows(tx.connection())?.len();
    let differing = integrity::violations_of(tx.connection(), STOCK_CHECK)?;
    seen.count("device", all);
    let off = differing.len();
    if off == 0 {
        return Ok(());
    }
    let serials: Vec<String> = differing.into_iter().map(|one| one.id).collect();
    let names = first_names(&serials);
    let share = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
    let is_alert = share(off) * 100 > percent * share(all);
    let weight = if is_alert {
        FindingWeight::Alert
    } else {
        FindingWeight::Warning
    };
    let fact = format!(
        "the status of {off} of {} is not where the last movement led: {names}",
        counted(all, "device")
    );
    seen.find(
        "stock",
        weight,
        String::new(),
        fact,
        Some("colab db check".to_owned()),
    );
    Ok(())
}

/// Looks for users and tokens that did nothing for some days. A user who stays can be kept by rejecting the proposal.
fn accounts(tx: &mut Tx<'_>, days: i64, seen: &mut Observation) -> Result<()> {
    let grant = tx.require(Permission::RunAgents)?;
    let since = tx.now().plus(-TimeDelta::days(days));
    let unused = users::unused_since(tx, &grant, since)?;
    seen.count("user", unused.users_seen);
    seen.count("token", unused.tokens_seen);
    for (name, role, changed_at) in unused.users {
        let fact = format!("has done nothing for {days} days");
        // Whether a site can do without an admin is for admins.
        if role == Role::Admin {
            let hint = Some(format!("colab user disable {name}"));
            seen.find(
                ACCOUNTS,
                FindingWeight::Warning,
                format!("user {name}"),
                fact,
                hint,
            );
            continue;
        }
        seen.drafts.push(DraftProposal {
            kind: ProposalKind::Account,
            subject: format!("user {name}"),
            steps: vec![PlanStep {
                command: vec!["user".to_owned(), "disable".to_owned(), name.clone()],
                about: format!("user {name}"),
                why: fact.clone(),
            }],
            records: vec![("user", name.clone())],
            evidence: vec![format!(
                "no sign-in, no use of a token and no change in {days} days"
            )],
            effect: format!("{name} cannot sign in any more; colab user enable {name} takes it back"),
            facts: json!([name, changed_at]),
        });
    }
    for (id, user, name) in unused.tokens {
        let named = name.map(|name| format!(" `{name}`")).unwrap_or_default();
        let fact = format!("token {id}{named} of {user} was not used for {days} days");
        let hint = Some(format!("colab user token revoke {id} --user {user}"));
        seen.find(
            ACCOUNTS,
            FindingWeight::Warning,
            format!("user {user}"),
            fact,
            hint,
        );
    }
    Ok(())
}
