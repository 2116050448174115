//! The database from inside: sound at a glance, backed up lately, with admins who can sign in.

use chrono::TimeDelta;

use super::model::Health;
use super::store::{self, Admin};
use crate::access::audit;
use crate::access::auth::Permission;
use crate::access::settings::setting;
use crate::access::tx::Tx;
use crate::db::{Connection, StatementError, database_id};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::timestamp::Timestamp;

/// A backup is made every night; a day may be missed.
const BACKUP_IS_OLD: TimeDelta = TimeDelta::days(2);

/// What others are to be told is told the same day.
const TOLD_WITHIN: TimeDelta = TimeDelta::days(1);

/// Clocks of two machines may differ by this much.
const CLOCKS_DIFFER_BY: TimeDelta = TimeDelta::minutes(5);

/// # Errors
/// `Forbidden` for who may not, and those of the database.
pub fn look(tx: &mut Tx<'_>, health: &mut Health) -> Result<()> {
    let _grant = tx.require(Permission::Backup)?;
    soundness(tx, health)?;
    last_backup(tx, health)?;
    clock(tx, health)?;
    admins(tx, health)?;
    tokens(tx, health)?;
    site(tx, health);
    waiting(tx, health)
}

fn soundness(tx: &mut Tx<'_>, health: &mut Health) -> Result<()> {
    let faults = tx.savepoint(|connection| connection.faults(true))?;
    match faults.first() {
        None => health.pass(
            "soundness",
            "a quick look at the pages found nothing; all of it: colab db check",
        ),
        Some(fault) => health.fail(
            "soundness",
            fault.as_str(),
            "colab db check, then colab db restore FILE",
        ),
    }
    Ok(())
}

/// As the audit log has it: a backup does not know of itself.
fn last_backup(tx: &mut Tx<'_>, health: &mut Health) -> Result<()> {
    let id = database_id(tx.connection())?;
    let last = audit::last_run(tx.connection(), "db backup", "database", &id)?;
    let way_out = "colab db backup FOLDER/ --keep 14, every night";
    let Some(last) = last else {
        health.warn("backup", "no backup was ever made", way_out);
        return Ok(());
    };
    health.measure(
        "last_backup_timestamp_seconds",
        "When the last backup was made.",
        last.at.utc().timestamp(),
    );
    let age = tx.now().since(last.at);
    let fact = format!("the last backup was made {} ago, at {}", words(age), last.at);
    match age > BACKUP_IS_OLD {
        true => health.warn("backup", fact, way_out),
        false => health.pass("backup", fact),
    }
    Ok(())
}

fn words(age: TimeDelta) -> String {
    match age.num_hours() {
        hours if hours >= 48 => format!("{} days", age.num_days()),
        hours if hours >= 1 => format!("{hours} hours"),
        _ => format!("{} minutes", age.num_minutes().max(0)),
    }
}

fn clock(tx: &mut Tx<'_>, health: &mut Health) -> Result<()> {
    let now = tx.now();
    let newest = store::newest_change(tx.connection())?;
    match newest.filter(|at| *at > now.plus(CLOCKS_DIFFER_BY)) {
        Some(at) => health.warn(
            "clock_runs_forward",
            format!("the newest change was written at {at}, and it is {now} now"),
            "timedatectl set-ntp true, on every machine that writes",
        ),
        None => health.pass("clock_runs_forward", "no change was written later than now"),
    }
    Ok(())
}

fn admins(tx: &mut Tx<'_>, health: &mut Health) -> Result<()> {
    let admins = store::admins(tx.connection())?;
    health.measure("admins", "Active admins.", admins.len());
    if admins.is_empty() {
        health.fail(
            "admins",
            "there is no active admin",
            "go back to a state with one: colab db restore FILE",
        );
        return Ok(());
    }
    health.pass("admins", format!("active admins: {}", names(admins.iter())));
    let now = tx.real_now();
    let mut ways = store::with_token(tx.connection(), now)?;
    match passwords(tx) {
        Ok(with_password) => ways.extend(with_password),
        // A login of somebody's own may not know.
        Err(error) if error.kind == Kind::Forbidden => return Ok(()),
        Err(error) => return Err(error),
    }
    let shut_out = names(
        admins
            .iter()
            .filter(|one| one.os_uid.is_none() && !ways.contains(&one.user_id)),
    );
    match shut_out.is_empty() {
        true => health.pass(
            "admins_sign_in",
            "each has a password, a token or this system's user",
        ),
        false => health.warn(
            "admins_sign_in",
            format!("no password and no token: {shut_out}"),
            "colab user password NAME, or colab user disable NAME",
        ),
    }
    let unreached = names(admins.iter().filter(|one| one.email.is_none()));
    match unreached.is_empty() {
        true => health.pass("admins_email", "each has an e-mail address"),
        false => health.warn(
            "admins_email",
            format!("no e-mail address: {unreached}"),
            "nothing is mailed to them; an address is given with colab user add --email",
        ),
    }
    Ok(())
}

fn passwords(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let asked: std::result::Result<Vec<String>, StatementError> =
        tx.savepoint(|connection: &mut Connection| store::with_password(connection));
    asked.map_err(Error::from)
}

fn names<'a>(admins: impl Iterator<Item = &'a Admin>) -> String {
    admins
        .map(|one| one.username.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

fn tokens(tx: &mut Tx<'_>, health: &mut Health) -> Result<()> {
    let now = tx.real_now();
    let expired = store::expired_tokens(tx.connection(), now)?;
    health.measure(
        "tokens_expired",
        "Tokens that have run out and were not revoked.",
        expired,
    );
    match expired {
        0 => health.pass("tokens", "no token has run out"),
        count => health.warn(
            "tokens",
            format!("{count} tokens have run out: what uses them fails"),
            "colab user token list, then colab user token create, and revoke the old ones",
        ),
    }
    Ok(())
}

fn site(tx: &Tx<'_>, health: &mut Health) {
    let zone = tx.site().timezone;
    health.pass("timezone", format!("days begin and end in {zone}"));
    let name = tx.settings().company_name();
    let is_default = setting("company_name").is_ok_and(|setting| setting.default == name);
    match is_default {
        false => health.pass("company_name", format!("documents are {name}'s")),
        true => health.warn(
            "company_name",
            format!("documents say `{name}`, the program's own word"),
            "colab config set company_name \"…\"",
        ),
    }
}

fn waiting(tx: &mut Tx<'_>, health: &mut Health) -> Result<()> {
    let now: Timestamp = tx.now();
    let overdue = store::overdue_devices(tx.connection(), now)?;
    health.measure(
        "devices_overdue",
        "Devices that are out and should be back.",
        overdue,
    );
    match overdue {
        0 => health.pass("devices_overdue", "every device that is due is back"),
        count => health.warn(
            "devices_overdue",
            format!("{count} devices are out and should be back"),
            "colab rental overdue",
        ),
    }
    let untold = store::untold(tx.connection(), now.plus(-TOLD_WITHIN))?;
    health.measure(
        "notifications_waiting",
        "What nobody was told for more than a day.",
        untold,
    );
    match untold {
        0 => health.pass("notifications", "nothing waits to be told for more than a day"),
        count => health.warn(
            "notifications",
            format!("{count} things were to be told and were not, for more than a day"),
            "colab notify check && colab notify send, every few minutes",
        ),
    }
    Ok(())
}
