//! The database from inside: its soundness, its backups, its admins and tokens, and what waits.

use std::path::Path;

use chrono::TimeDelta;

use super::model::HealthReport;
use super::store::{self, ActiveAdmin};
use crate::access::audit;
use crate::access::audit::stats::all_since;
use crate::access::auth::{Grant, Permission};
use crate::access::job;
use crate::access::settings::setting;
use crate::access::tx::Tx;
use crate::db::backup;
use crate::db::{Connection, FULL, NEARLY_FULL, StatementError, is_test_database, machine};
use crate::device::availability::stock::stock;
use crate::device::model::AttentionLevel;
use crate::device::threshold::StockThresholds;
use crate::device::{service as devices, unfit};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::period::Period;
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;
use crate::notify::remainder;
use crate::room::{UnsizedRooms, service as rooms};
use crate::user::model::StoredToken;
use crate::user::tokens;

/// A backup is made every night; a day may be missed.
const BACKUP_IS_OLD: TimeDelta = TimeDelta::days(2);

/// Announcements are passed on the same day.
const PASSED_ON_WITHIN: TimeDelta = TimeDelta::days(1);

/// Clocks of two machines may differ by this much.
const CLOCKS_DIFFER_BY: TimeDelta = TimeDelta::minutes(5);

/// Checks what the database holds.
pub fn look(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let grant = tx.require(Permission::Backup)?;
    soundness(tx, health)?;
    last_backup(tx, health)?;
    clock(tx, health)?;
    test_mark(tx, health)?;
    admins(tx, health)?;
    tokens(tx, &grant, health)?;
    site(tx, health);
    sizes(tx, health)?;
    connections(tx, health)?;
    activity(tx, health)?;
    jobs(tx, &grant, health)?;
    imports(tx, &grant, health)?;
    waiting(tx, health)
}

/// Checks what the last imports left out.
fn imports(tx: &mut Tx<'_>, grant: &Grant, health: &mut HealthReport) -> Result<()> {
    let left_out = remainder::all(tx, grant)?;
    let rows: i64 = left_out.iter().map(|one| i64::from(one.row_count)).sum();
    health.measure(
        "import_rows_left_out",
        "Cells and rows that the last import of each source left out.",
        rows,
    );
    if left_out.is_empty() {
        health.pass("imports", "the last import of each source left nothing out");
        return Ok(());
    }
    let facts: Vec<String> = left_out
        .iter()
        .map(|one| {
            format!(
                "{} of {} `{}` ({})",
                one.row_count, one.kind, one.source, one.first_rows
            )
        })
        .collect();
    health.warn(
        "imports",
        format!("left out by the last imports: {}", facts.join("; ")),
        "correct the file and import it again; the report gives the reasons",
    );
    Ok(())
}

/// Checks that the operating system's users whom a file knows are those of this machine.
pub fn os_users(
    tx: &mut Tx<'_>,
    file: Option<&Path>,
    here: Option<String>,
    health: &mut HealthReport,
) -> Result<()> {
    let Some(file) = file else {
        return Ok(());
    };
    if machine(tx.connection())? == here {
        health.pass(
            "os_users",
            "operating-system users are known by their numbers on this machine",
        );
    } else {
        health.warn(
            "os_users",
            "operating-system users are known by their numbers on another machine, which let nobody in here",
            backup::restore_in_place(file),
        );
    }
    Ok(())
}

/// Tells a database for tests: its log shows the time that somebody chose.
fn test_mark(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    if is_test_database(tx.connection())? {
        health.pass(
            "test",
            "made for tests: COLAB_NOW may fix the clock of this database",
        );
    }
    Ok(())
}

fn soundness(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let faults = tx.savepoint(|connection| connection.faults(true))?;
    match faults.first() {
        None => health.pass(
            "soundness",
            "a quick check found no damage; `colab db check` checks everything",
        ),
        Some(fault) => health.fail(
            "soundness",
            fault.as_str(),
            "run `colab db check`, then `colab db restore FILE`",
        ),
    }
    Ok(())
}

/// Checks when the last backup was made, by the audit log.
fn last_backup(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let fix = "run every night: colab db backup FOLDER/ --keep 14";
    let Some(last) = audit::last_backup(tx.connection())? else {
        health.warn("backup", "no backup was ever made", fix);
        return Ok(());
    };
    let sound = audit::last_sound_backup(tx.connection())?;
    // Whoever watches its age is to see it grow while backups are made that nobody can rely on.
    if let Some(sound) = &sound {
        health.measure(
            "last_backup_timestamp_seconds",
            "When the last backup of an undamaged database was made.",
            sound.at.utc().timestamp(),
        );
    }
    if sound.is_none_or(|sound| sound.seq != last.seq) {
        let fact = format!("the last backup, made at {}, is of a damaged database", last.at);
        health.fail("backup", fact, "find out what is missing: colab db check");
        return Ok(());
    }
    let age = tx.now().since(last.at);
    let fact = format!(
        "the last backup was made {} ago, at {}",
        age_in_words(age),
        last.at
    );
    if age > BACKUP_IS_OLD {
        health.warn("backup", fact, fix);
    } else {
        health.pass("backup", fact);
    }
    Ok(())
}

fn age_in_words(age: TimeDelta) -> String {
    match age.num_hours() {
        hours if hours >= 48 => format!("{} days", age.num_days()),
        hours if hours >= 1 => counted(hours, "hour"),
        _ => counted(age.num_minutes().max(0), "minute"),
    }
}

fn clock(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let now = tx.now();
    let newest = store::newest_change(tx.connection())?;
    match newest.filter(|at| *at > now.plus(CLOCKS_DIFFER_BY)) {
        Some(at) => health.warn(
            "clock_runs_forward",
            format!("the newest change is dated {at}, and it is {now} now"),
            "run on every machine that writes: timedatectl set-ntp true",
        ),
        None => health.pass("clock_runs_forward", "no change is dated later than now"),
    }
    Ok(())
}

fn admins(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let admins = store::admins(tx.connection())?;
    health.measure("admins", "Active admins.", admins.len());
    if admins.is_empty() {
        health.fail(
            "admins",
            "there is no active admin",
            "restore a backup that has one: colab db restore FILE",
        );
        return Ok(());
    }
    health.pass("admins", format!("active admins: {}", names(admins.iter())));
    let now = tx.real_now();
    let mut ways = store::with_token(tx.connection(), now)?;
    match passwords(tx) {
        Ok(with_password) => ways.extend(with_password),
        // A person's own database login may not read password hashes.
        Err(error) if error.kind == Kind::Forbidden => return Ok(()),
        Err(error) => return Err(error),
    }
    let shut_out = names(
        admins
            .iter()
            .filter(|one| one.os_uid.is_none() && !ways.contains(&one.user_id)),
    );
    if shut_out.is_empty() {
        health.pass(
            "admins_sign_in",
            "every admin has a password, a token or an operating system user",
        );
    } else {
        health.warn(
            "admins_sign_in",
            format!("no password and no token: {shut_out}"),
            "run `colab user password NAME` or `colab user disable NAME`",
        );
    }
    let unreached = names(admins.iter().filter(|one| one.email.is_none()));
    if unreached.is_empty() {
        health.pass("admins_email", "every admin has an email address");
    } else {
        health.warn(
            "admins_email",
            format!("no email address, so no mail reaches {unreached}"),
            "run `colab user edit NAME --email ADDRESS`",
        );
    }
    Ok(())
}

fn passwords(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let asked: std::result::Result<Vec<String>, StatementError> =
        tx.savepoint(|connection: &mut Connection| store::with_password(connection));
    asked.map_err(Error::from)
}

fn names<'a>(admins: impl Iterator<Item = &'a ActiveAdmin>) -> String {
    admins
        .map(|one| one.username.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Checks the tokens of programs: those that have ended, and those that are about to.
fn tokens(tx: &mut Tx<'_>, grant: &Grant, health: &mut HealthReport) -> Result<()> {
    let found = tokens::ending(tx, grant)?;
    let site = tx.site();
    let told = |verb: &str, tokens: &[StoredToken]| {
        let facts = tokens.iter().filter_map(|one| {
            let when = site.local(one.expires_at?).format("%Y-%m-%d %H:%M");
            Some(format!("{} {verb} at {when}", one.described()))
        });
        facts.collect::<Vec<_>>().join("; ")
    };
    let untold = told("ends", &found.untold);
    let mut judge = |name, verb, tokens: &[StoredToken], good: &str| match tokens.first() {
        None => health.pass(name, good),
        Some(first) => health.warn(
            name,
            told(verb, tokens),
            format!(
                "{}; for the jobs of a service: sudo colab setup service",
                first.successor_command()
            ),
        ),
    };
    judge("tokens", "expired", &found.expired, "no token has expired");
    let none = if untold.is_empty() {
        "no token ends within 30 days".to_owned()
    } else {
        format!(
            "no token ends unexpectedly within 30 days; made for no longer, or with a successor: {untold}"
        )
    };
    judge("tokens_ending", "ends", &found.ending, &none);
    health.measure(
        "tokens_expired",
        "Expired tokens that were not revoked.",
        found.expired.len(),
    );
    health.measure(
        "tokens_ending",
        "Tokens that end within 30 days, were made for longer and have no successor.",
        found.ending.len(),
    );
    Ok(())
}

fn site(tx: &Tx<'_>, health: &mut HealthReport) {
    let zone = tx.site().timezone;
    health.pass("timezone", format!("days begin and end in {zone}"));
    let name = tx.settings().company_name();
    let is_default = setting("company_name").is_ok_and(|setting| setting.default == name);
    if is_default {
        health.warn(
            "company_name",
            format!("documents carry the default name `{name}`"),
            "colab config set company_name \"…\"",
        );
    } else {
        health.pass("company_name", format!("documents carry the name {name}"));
    }
}

/// Looks for rooms of which nobody knows how many people they hold.
fn sizes(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let rooms = rooms::all(tx.connection())?;
    let unsized_rooms = rooms
        .iter()
        .filter(|room| room.row.is_active && room.row.max_capacity == 0);
    match UnsizedRooms::of(unsized_rooms.map(|room| room.row.name.as_str())) {
        None => health.pass("room_sizes", "the capacity of every room is known"),
        Some(found) => health.warn("room_sizes", found.fact, found.fix),
    }
    Ok(())
}

/// Figures of a day, and the thresholds of figures: the first is aimed at, beyond the second somebody should look.
const THRESHOLDS: [(&str, i64, i64); 3] = [
    (RESPONSE_TIME, 500, 1000),
    (ERRORS, 1, 5),
    ("connections_percent", 70, FULL as i64),
];
const RESPONSE_TIME: &str = "response_time_p95_ms";
const ERRORS: &str = "errors_percent";
/// Attempts below which a share of them says nothing.
const ENOUGH: i64 = 100;

/// Measures what was done in a day, how long it took and what failed of it, and the stock of devices.
fn activity(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let now = tx.now();
    let since = now.plus(-TimeDelta::days(1));
    let stats = all_since(tx.connection(), since)?;
    let (p95, errors) = (stats.p95().unwrap_or(0), stats.error_percent().unwrap_or(0));
    health.measure(
        RESPONSE_TIME,
        "Milliseconds that 95 of 100 operations of a day do not exceed.",
        p95,
    );
    health.measure(
        ERRORS,
        "Attempts of a day that were refused or failed, in percent.",
        errors,
    );
    health.measure("operations", "Operations of a day.", stats.operations);
    let real_now = tx.real_now();
    let sessions = store::sessions_used(tx.connection(), since, real_now)?;
    health.measure("sessions_active", "Sessions used within a day.", sessions);
    let made = store::bookings_made(tx.connection(), since)?;
    health.measure("bookings_created", "Bookings made within a day.", made);
    let stock = stock(tx, &Period::new(now, now.plus(TimeDelta::minutes(1)))?, None)?;
    for one in &stock {
        let help = "Free devices in percent of those in service, by category.";
        health.measure_each(
            "stock_free_percent",
            help,
            ("category", &one.category),
            one.free_percent(),
        );
    }
    let of_stock = StockThresholds::of_site(tx.settings());
    let of_stock = (
        "stock_free_percent",
        of_stock.warn_percent,
        of_stock.alert_percent,
    );
    let all = || THRESHOLDS.into_iter().chain([of_stock]);
    for (figure, target, _) in all() {
        health.measure_each(
            "threshold_target",
            "The value that a figure is to keep.",
            ("figure", figure),
            target,
        );
    }
    for (figure, _, alert) in all() {
        let help = "The value of a figure beyond which somebody should look.";
        health.measure_each("threshold_alert", help, ("figure", figure), alert);
    }
    if stats.operations + stats.refusals + stats.failures < ENOUGH {
        return Ok(());
    }
    for (figure, value) in [(RESPONSE_TIME, p95), (ERRORS, errors)] {
        let alert = THRESHOLDS
            .iter()
            .find(|one| one.0 == figure)
            .map_or(i64::MAX, |one| one.2);
        let fact = format!("{figure} of a day: {value}, and {alert} is too much");
        if value > alert {
            health.warn(figure, fact, "colab audit stats --from -1d");
        } else {
            health.pass(figure, format!("{figure} of a day: {value}"));
        }
    }
    Ok(())
}

/// Checks how full the server is; a file is never full.
fn connections(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let budget = tx.settings().connections();
    let found = tx.connection().saturation(budget)?;
    health.measure(
        "connections_percent",
        "Connections of the program or of its login, in percent of what they may be; 0 for a file.",
        found.map_or(0, |found| found.percent),
    );
    let Some(found) = found else {
        return Ok(());
    };
    let fact = format!(
        "{} of {budget} connections of the program, {} of {} of the login: {} %",
        found.own, found.of_login, found.login_limit, found.percent
    );
    let fix = "see who is connected: SELECT * FROM pg_stat_activity; agents wait above 90 %";
    match found.percent {
        0..=NEARLY_FULL => health.pass("connections", fact),
        percent if percent <= FULL => health.warn("connections", fact, fix),
        _ => health.fail("connections", fact, fix),
    }
    Ok(())
}

/// Checks the jobs that are declared, also where nobody is left to send notifications.
fn jobs(tx: &mut Tx<'_>, grant: &Grant, health: &mut HealthReport) -> Result<()> {
    let jobs = job::service::standings(tx, grant)?;
    for job in &jobs {
        let at = job.last_good.as_ref().and_then(|run| run.ended_at);
        health.measure_each(
            "job_last_success_seconds",
            "When a run of the job last ended well, as Unix time; 0 for never.",
            ("job", &job.name),
            at.map_or(0, |at| at.utc().timestamp()),
        );
    }
    for job in &jobs {
        health.measure_each(
            "job_failed",
            "Whether the job failed, or is expected and did not run or took too long.",
            ("job", &job.name),
            job.state.is_trouble().into(),
        );
    }
    let troubled = jobs.iter().filter(|job| job.is_in_trouble());
    let facts: Vec<String> = troubled
        .map(|job| format!("{}: {}", job.name, job.fact.as_deref().unwrap_or_default()))
        .collect();
    if facts.is_empty() {
        let expected = jobs.iter().filter(|job| job.declared.is_some()).count();
        health.pass("jobs", format!("jobs that run as expected: {expected}"));
    } else {
        health.fail("jobs", facts.join("; "), "colab job check");
    }
    Ok(())
}

fn waiting(tx: &mut Tx<'_>, health: &mut HealthReport) -> Result<()> {
    let now: Timestamp = tx.now();
    let overdue = store::overdue_devices(tx.connection(), now)?;
    health.measure("devices_overdue", "Devices that are out and overdue.", overdue);
    match overdue {
        0 => health.pass("devices_overdue", "no device is overdue"),
        count => health.warn(
            "devices_overdue",
            format!("overdue devices: {count}"),
            "colab rental overdue",
        ),
    }
    let devices = devices::needing_attention(tx)?;
    let critical = devices
        .iter()
        .filter(|one| one.attention() == Some(AttentionLevel::Critical));
    let critical = critical.count();
    health.measure(
        "devices_attention",
        "Devices that wait for inspection, a test or a repair for too long.",
        devices.len(),
    );
    health.measure("devices_critical", "Those of them that are critical.", critical);
    match devices.len() {
        0 => health.pass("devices_attention", "no device waits for too long"),
        count => health.warn(
            "devices_attention",
            format!("devices that wait for too long: {count}, critical: {critical}"),
            "colab device list --attention",
        ),
    }
    let unfit = unfit::open_promises(tx)?.len();
    health.measure(
        "devices_unfit",
        "Devices that bookings are to have and that are not fit.",
        unfit,
    );
    let waiting = store::waiting_announcements(tx.connection(), now.plus(-PASSED_ON_WITHIN))?;
    health.measure(
        "notifications_waiting",
        "Announcements not passed on for more than a day.",
        waiting,
    );
    match waiting {
        0 => health.pass("notifications", "no announcement has waited for more than a day"),
        count => health.warn(
            "notifications",
            format!("announcements not passed on for more than a day: {count}"),
            "run every few minutes: colab notify check && colab notify send",
        ),
    }
    Ok(())
}
