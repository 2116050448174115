//! Logins of people's own on a server: database roles that let nobody do by SQL what the program would not let them do
//! to the log, and read no hash.
//!
//! A role for each role of the program that sees whole tables, and one for a service that signs people in. Rights come
//! from the one table of permissions; what only some rows of a table are about (own bookings, catering alone) cannot be
//! said with rights on tables, so those roles have none and work through the service.

use crate::audit::Event;
use crate::auth::store::database_id;
use crate::auth::{Permission, Reach, Role, reach};
use crate::error::{Error, Result};
use crate::tx::Tx;

use super::backend::{AnyConnection as Connection, Engine};

/// A table, and what the program does to it beside reading.
pub struct Table {
    pub name: &'static str,
    /// `INSERT`, `UPDATE`, `DELETE`; rows that nothing changes any more have no more than `INSERT`.
    pub writes: &'static str,
    /// What a person's role must be allowed to write here; `None`: only migrations do.
    pub writers: Option<Permission>,
    /// Columns that people's own logins read; empty: all of them.
    pub readable: &'static [&'static str],
    /// Columns that only the service reads: what they hold opens doors.
    pub hidden: &'static [&'static str],
}

const fn table(name: &'static str, writes: &'static str, writers: Permission) -> Table {
    Table {
        name,
        writes,
        writers: Some(writers),
        readable: &[],
        hidden: &[],
    }
}

const fn read_only(name: &'static str) -> Table {
    Table {
        name,
        writes: "",
        writers: None,
        readable: &[],
        hidden: &[],
    }
}

/// Every table and view; `tests/suite/grants.rs` holds it against the database.
pub const TABLES: &[Table] = &[
    read_only("__diesel_schema_migrations"),
    read_only("database_info"),
    read_only("device_categories"),
    read_only("room_holds_expected"),
    // Append-only: what was written stays.
    table("audit_log", "INSERT", Permission::OwnAccount),
    table("audit_head", "UPDATE", Permission::OwnAccount),
    table("settings", "INSERT, UPDATE", Permission::ChangeSettings),
    Table {
        readable: &[
            "user_id",
            "username",
            "username_key",
            "role",
            "email",
            "os_uid",
            "is_active",
            "failed_logins",
            "locked_until",
            "last_login_at",
            "created_at",
            "updated_at",
        ],
        hidden: &["password_hash"],
        ..table("users", "INSERT, UPDATE", Permission::ManageUsers)
    },
    Table {
        readable: &[
            "id",
            "user_id",
            "kind",
            "name",
            "scope",
            "expires_at",
            "last_used_at",
            "revoked_at",
            "created_at",
            "created_by",
        ],
        hidden: &["token_hash"],
        ..table("user_tokens", "INSERT, UPDATE", Permission::ManageUsers)
    },
    table("rooms", "INSERT, UPDATE", Permission::EditRooms),
    table("room_aliases", "INSERT, DELETE", Permission::EditRooms),
    table("room_amenities", "INSERT, DELETE", Permission::EditRooms),
    table("room_components", "INSERT, DELETE", Permission::EditRooms),
    table("imports", "INSERT, UPDATE", Permission::ImportSchedule),
    table("import_rows", "INSERT", Permission::ImportSchedule),
    table("booking_series", "INSERT", Permission::CreateBooking),
    table("bookings", "INSERT, UPDATE", Permission::CreateBooking),
    table(
        "booking_catering",
        "INSERT, UPDATE, DELETE",
        Permission::CreateBooking,
    ),
    table(
        "booking_device_assignments",
        "INSERT, UPDATE, DELETE",
        Permission::CreateBooking,
    ),
    // By the triggers of bookings alone: a guard of the table's own refuses everybody else.
    table("room_holds", "INSERT, UPDATE, DELETE", Permission::CreateBooking),
    table("idempotency_keys", "INSERT", Permission::CreateBooking),
    table("outbox", "INSERT", Permission::CreateBooking),
];

/// Rooms are locked while they are booked, and a lock wants the right to change something: by whoever books and edits no
/// rooms, this column.
const LOCKED_ROOM_COLUMN: &str = "updated_at";

/// The role of a service that signs people in, behind the prefix.
const SERVICE: &str = "service";

/// The database that rights are given in.
struct Names {
    prefix: String,
    database: String,
    schema: String,
}

impl Names {
    fn role(&self, name: &str) -> String {
        quoted(&format!("{}_{name}", self.prefix))
    }

    fn people(&self) -> Vec<(Role, String)> {
        let whole_tables = |role: &&Role| reach(**role, Permission::SeeBookings) == Reach::All;
        let roles = Role::ALL.iter().filter(whole_tables);
        roles.map(|role| (*role, self.role(role.as_str()))).collect()
    }

    fn everybody(&self) -> Vec<String> {
        let people = self.people().into_iter().map(|(_, name)| name);
        people.chain([self.role(SERVICE)]).collect()
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The statements that make the roles and give each its rights; run again, they take back what an older list gave.
///
/// # Errors
/// `Usage` on an embedded database, and for a prefix that is no name.
pub fn statements(connection: &mut Connection, prefix: &str) -> Result<Vec<String>> {
    if connection.engine() == Engine::Sqlite {
        return Err(embedded());
    }
    let names = Names {
        prefix: checked(prefix)?,
        database: connection.server_name("current_database()")?,
        schema: connection.server_name("current_schema()")?,
    };
    let mut statements: Vec<String> = names.everybody().iter().map(|role| make_role(role)).collect();
    let all = names.everybody().join(", ");
    let (database, schema) = (quoted(&names.database), quoted(&names.schema));
    statements.extend([
        format!("GRANT CONNECT ON DATABASE {database} TO {all}"),
        format!("GRANT USAGE ON SCHEMA {schema} TO {all}"),
        format!("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {all}"),
        format!("REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {all}"),
    ]);
    for table in TABLES {
        statements.extend(rights(table, &names));
    }
    statements.extend(room_locks(&names));
    statements.extend(numbers(&names));
    Ok(statements)
}

/// The answer for an embedded database.
pub fn embedded() -> Error {
    Error::usage("an embedded database has no logins of its own: db grants is for PostgreSQL")
        .hint("who may read the file may read all of it; it is made readable by its owner alone")
        .hint("name a server: colab --database postgres://…")
}

fn checked(prefix: &str) -> Result<String> {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let long_enough = (1..=30).contains(&prefix.len());
    match long_enough && prefix.chars().all(is_name) && prefix.starts_with(|c: char| c.is_ascii_lowercase()) {
        true => Ok(prefix.to_owned()),
        false => Err(Error::usage(format!("`{prefix}` is no prefix of a role's name"))
            .hint("small letters, digits and _, at most 30")),
    }
}

/// Roles belong to the whole server: another database may have made it, or is just making it.
fn make_role(role: &str) -> String {
    format!(
        "DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
}

fn writes(table: &Table, role: Role) -> bool {
    table
        .writers
        .is_some_and(|permission| reach(role, permission) != Reach::No)
}

fn rights(table: &Table, names: &Names) -> Vec<String> {
    let name = quoted(table.name);
    let service = names.role(SERVICE);
    let people: Vec<String> = names.people().into_iter().map(|(_, role)| role).collect();
    let columns = match table.readable {
        [] => String::new(),
        columns => format!(" ({})", columns.join(", ")),
    };
    let mut statements = vec![
        format!("GRANT SELECT ON {name} TO {service}"),
        format!("GRANT SELECT{columns} ON {name} TO {}", people.join(", ")),
    ];
    if !table.writes.is_empty() {
        let writers = names
            .people()
            .into_iter()
            .filter(|(role, _)| writes(table, *role));
        let writers: Vec<String> = writers.map(|(_, role)| role).chain([service]).collect();
        statements.push(format!(
            "GRANT {} ON {name} TO {}",
            table.writes,
            writers.join(", ")
        ));
    }
    statements
}

fn room_locks(names: &Names) -> Option<String> {
    let books = |role: Role| reach(role, Permission::CreateBooking) != Reach::No;
    let edits = |role: Role| reach(role, Permission::EditRooms) != Reach::No;
    let people = names.people().into_iter();
    let only_lock: Vec<String> = people
        .filter(|(role, _)| books(*role) && !edits(*role))
        .map(|(_, name)| name)
        .collect();
    let columns = LOCKED_ROOM_COLUMN;
    (!only_lock.is_empty()).then(|| {
        format!(
            "GRANT UPDATE ({columns}) ON \"rooms\" TO {}",
            only_lock.join(", ")
        )
    })
}

/// Whoever writes draws numbers.
fn numbers(names: &Names) -> Option<String> {
    let writes_somewhere = |role: Role| TABLES.iter().any(|table| writes(table, role));
    let people = names.people().into_iter();
    let writers = people
        .filter(|(role, _)| writes_somewhere(*role))
        .map(|(_, name)| name);
    let writers: Vec<String> = writers.chain([names.role(SERVICE)]).collect();
    let schema = quoted(&names.schema);
    Some(format!(
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {}",
        writers.join(", ")
    ))
}

/// Runs the statements in one transaction, audited with the login that ran them.
///
/// # Errors
/// As [`statements`]; `Forbidden` for a login that may make no roles or give no rights.
pub fn apply(tx: &mut Tx<'_>, prefix: &str) -> Result<Vec<String>> {
    let grant = tx.require(Permission::ManageUsers)?;
    let statements = statements(tx.connection(), prefix)?;
    for statement in &statements {
        tx.connection().batch(statement).map_err(not_permitted)?;
    }
    let login = tx.connection().server_name("session_user")?;
    let id = database_id(tx.connection())?;
    let facts = serde_json::json!({"grants": prefix, "by_login": login});
    tx.audit(&grant, Event::happened("database", id, facts));
    Ok(statements)
}

fn not_permitted(error: super::StatementError) -> Error {
    let error = Error::from(error);
    match error.code {
        super::PERMISSION => error.hint(
            "let a superuser, or the owner of the tables with CREATEROLE, run it: colab db grants | psql …",
        ),
        _ => error,
    }
}
