//! Connections to a server: their parameters, and the tries while it takes none.

use std::fs::File;
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use diesel::connection::CacheSize;
use diesel::{Connection as _, PgConnection};
use nix::unistd::dup2_stderr;

use super::address::without_password;
use super::conditions::{LoginRefusal, ServerCondition, condition, has_any, login_refusal};
use super::errors::refused_connection;
use super::{slots, waiting};
use crate::kernel::error::{Error, ErrorCode, Result};

/// What libpq says, in English, of a server that may be there in a moment: it restarts, or another one takes its place.
const TRANSIENT: &[&str] = &[
    "Connection refused",
    "No such file or directory",
    "timeout expired",
    "timed out",
    "No route to host",
    "Network is unreachable",
    "server closed the connection",
    "Connection reset",
    "terminating connection",
    "Temporary failure in name resolution",
    "session is read-only",
    "hot standby mode",
    "not accepting connections",
    // A pooler without its server.
    "server_login_failed",
    "cannot connect to server",
    "query_wait_timeout",
];

/// Seconds that one try to connect may take.
const LONGEST_TRY: u64 = 5;

/// Our parameters of a connection: the server's administrator sees who we are, and a network that is gone is noticed within a
/// minute.
const PARAMETERS: &[(&str, &str)] = &[
    ("application_name", "colab"),
    ("keepalives_idle", "30"),
    ("keepalives_interval", "10"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "30000"),
];

/// Connects to a server. One that takes no connection is tried again for as long as `connect_wait` says: nothing was sent
/// yet.
pub(super) fn open(url: &str) -> Result<PgConnection> {
    let begun = Instant::now();
    let mut is_told = false;
    for tries in 0.. {
        let reason = match try_once(url) {
            Ok(connection) => return Ok(connection),
            Err(reason) => reason,
        };
        let left = waiting::connect_wait().saturating_sub(begun.elapsed());
        if left.is_zero() || !is_transient(&reason) {
            return Err(refused(url, &reason));
        }
        if !is_told && begun.elapsed() >= waiting::TELL_AFTER {
            is_told = true;
            waiting::tell(&format!(
                "waiting up to {} s for the server: {reason}",
                left.as_secs().max(1)
            ));
        }
        std::thread::sleep(slots::pause_before(tries).min(left));
    }
    Err(refused(url, ""))
}

/// Tries once to connect; the error is what libpq or the server says, in one line.
///
/// No statement is kept prepared: behind a pooler it may come to a server that does not know it.
pub(super) fn try_once(url: &str) -> Result<PgConnection, String> {
    let established = without_libpq_lines(|| PgConnection::establish(&with_our_parameters(url)));
    let mut connection =
        established.map_err(|error| error.to_string().split_whitespace().collect::<Vec<_>>().join(" "))?;
    diesel::Connection::set_prepared_statement_cache_size(&mut connection, CacheSize::Disabled);
    Ok(connection)
}

/// Runs what opens a connection: until Diesel has opened it, libpq writes what a server remarks to standard error, whose
/// lines are ours alone. Nobody else writes meanwhile, so nothing of ours is lost.
fn without_libpq_lines<T>(body: impl FnOnce() -> T) -> T {
    let own = std::io::stderr().lock();
    let kept = own.as_fd().try_clone_to_owned();
    let nowhere = File::options().write(true).open("/dev/null");
    let (Ok(kept), Ok(nowhere)) = (kept, nowhere) else {
        return body();
    };
    if dup2_stderr(&nowhere).is_err() {
        return body();
    }
    let result = body();
    let restored = dup2_stderr(&kept);
    drop(own);
    if let Err(error) = restored {
        tracing::debug!(%error, "standard error");
    }
    result
}

/// Returns whether a server did not even refuse the connection.
pub(super) fn is_silent(reason: &str) -> bool {
    has_any(
        reason,
        &["timeout expired", "timed out", "unreachable", "No route"],
    )
}

fn is_transient(reason: &str) -> bool {
    has_any(reason, TRANSIENT)
        || matches!(
            condition(reason),
            Some(ServerCondition::Full | ServerCondition::NotReady)
        )
}

fn refused(url: &str, reason: &str) -> Error {
    // libpq quotes an address that it cannot read, with its password.
    if has_any(reason, &["URI", "percent-encoded"]) {
        return Error::usage(format!("invalid database address `{}`", without_password(url)))
            .hint("encode special characters: a blank is %20, / is %2F, @ is %40");
    }
    match condition(reason) {
        Some(known @ (ServerCondition::Full | ServerCondition::DiskFull | ServerCondition::NotReady)) => {
            refused_connection(known, reason)
        }
        _ => {
            let fact = format!("cannot reach {}: {reason}", without_password(url));
            Error::database(ErrorCode::DatabaseUnavailable, fact).hint(way_in(reason))
        }
    }
}

/// Returns the way out where a server takes no connection of ours.
fn way_in(reason: &str) -> &'static str {
    match login_refusal(reason) {
        Some(LoginRefusal::Password) => {
            "check the password: ~/.pgpass has it (host:port:database:role:password), or PGPASSWORD"
        }
        Some(LoginRefusal::NoRole) => {
            "name a role of the server (postgres://ROLE@host/name), or make it: createuser ROLE"
        }
        Some(LoginRefusal::NoDatabase) => "name a database of the server, or make it: createdb NAME",
        Some(LoginRefusal::NotListed) => {
            "let this role in from this machine: a line of the server's pg_hba.conf, or another role or sslmode"
        }
        None if reason.contains("unsupported startup parameter") => {
            "leave this parameter out of the address, or let the pooler ignore it (ignore_startup_parameters)"
        }
        None if is_unreachable(reason) => {
            "check that the server runs and that --database names the right host and database"
        }
        None => {
            "check that --database names the right role, host and database, and what the server's log says"
        }
    }
}

/// Returns whether no server answered: libpq says so, in English.
fn is_unreachable(reason: &str) -> bool {
    has_any(reason, TRANSIENT) || reason.contains("could not translate host name")
}

/// Returns how many seconds a try may take: no longer than a server that takes no connection is tried. libpq makes two of one.
fn seconds_of_a_try(wait: Duration) -> u64 {
    match wait.as_secs() {
        // It is tried once all the same.
        0 => LONGEST_TRY,
        seconds => seconds.clamp(2, LONGEST_TRY),
    }
}

/// Adds our parameters where the address has none of its own, and makes `sslrootcert=system` mean this machine's
/// certificates, which our own copy of OpenSSL would not find.
fn with_our_parameters(url: &str) -> String {
    let mut url = url.to_owned();
    if url.contains("sslrootcert=system")
        && let Some(bundle) = openssl_probe::probe().cert_file
    {
        let encoded = percent_encoding::utf8_percent_encode(
            &bundle.to_string_lossy(),
            percent_encoding::NON_ALPHANUMERIC,
        )
        .to_string();
        url = url.replace("sslrootcert=system", &format!("sslrootcert={encoded}"));
        if !url.contains("sslmode=") {
            url.push_str("&sslmode=verify-full");
        }
    }
    let seconds = seconds_of_a_try(waiting::connect_wait()).to_string();
    for (name, value) in [("connect_timeout", seconds.as_str())].iter().chain(PARAMETERS) {
        if !url.contains(&format!("{name}=")) {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&format!("{name}={value}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_parameters_never_replace_the_users() {
        let url = with_our_parameters("postgres://h/n?connect_timeout=30&tcp_user_timeout=5000");
        assert_eq!(
            url,
            "postgres://h/n?connect_timeout=30&tcp_user_timeout=5000&application_name=colab&keepalives_idle=30\
             &keepalives_interval=10&keepalives_count=3"
        );
    }

    #[test]
    fn a_try_is_no_longer_than_the_wait() {
        let seconds = |wait: u64| seconds_of_a_try(Duration::from_secs(wait));
        assert_eq!([0, 1, 3, 20].map(seconds), [5, 2, 3, 5]);
    }

    #[test]
    fn what_may_pass_is_told_from_what_stays() {
        for transient in [
            "connection to server at \"h\", port 5432 failed: Connection refused",
            "FATAL: the database system is starting up",
            "FATAL: das Datenbanksystem fährt herunter",
            "FATAL: sorry, too many clients already",
            "connection to server on socket \"/a/.s.PGSQL.5432\" failed: session is read-only",
        ] {
            assert!(is_transient(transient), "{transient}");
        }
        for lasting in [
            "FATAL: password authentication failed for user \"colab\"",
            "FATAL: database \"cola\" does not exist",
            "could not translate host name \"h\" to address: Name or service not known",
        ] {
            assert!(!is_transient(lasting), "{lasting}");
        }
    }

    #[test]
    fn each_refusal_has_its_own_way_in() {
        for (reason, hint) in [
            (
                "failed: FATAL: password authentication failed for user \"colab\"",
                ".pgpass",
            ),
            (
                "failed: FATAL: Passwort-Authentifizierung für Benutzer »colab« fehlgeschlagen",
                ".pgpass",
            ),
            ("failed: fe_sendauth: no password supplied", ".pgpass"),
            (
                "failed: FATAL: password authentication failed for user \"u\" failed: FATAL: no pg_hba.conf entry for host \"h\", \
                 user \"u\", database \"d\", no encryption",
                ".pgpass",
            ),
            ("failed: FATAL: role \"cola\" does not exist", "createuser"),
            ("failed: FATAL: Rolle »cola« existiert nicht", "createuser"),
            ("failed: FATAL: database \"cola\" does not exist", "createdb"),
            (
                "failed: FATAL: no pg_hba.conf entry for host \"::1\", user \"u\", database \"d\", no encryption",
                "pg_hba.conf",
            ),
            (
                "FATAL: unsupported startup parameter: options",
                "ignore_startup_parameters",
            ),
            ("failed: Connection refused", "the server runs"),
            ("FATAL: something else", "log says"),
        ] {
            assert!(way_in(reason).contains(hint), "{reason}: {}", way_in(reason));
        }
    }
}
