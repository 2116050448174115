//! Logins of people's own on a server: database roles that let nobody do by SQL what the program would not let them do
//! to the log, and read no hash.
//!
//! A role for each role of the program, and one for a service that signs people in. Rights come from the one table of
//! permissions. Where a permission is about some rows of a table and not others (one's own bookings, catering alone),
//! rights on tables cannot say so: the role has none there, and works through the service.

use crate::access::audit::AuditEvent;
use crate::access::auth::store::database_id;
use crate::access::auth::{Permission, PermissionScope, Role, reach};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};

use super::backend::{AnyConnection as Connection, Engine};

/// A table, and what the program does to it.
pub struct Table {
    pub name: &'static str,
    /// What a role must be allowed, of everything, to read here.
    pub sees: Permission,
    /// `INSERT`, `UPDATE`, `DELETE`; rows that nothing changes any more have no more than `INSERT`.
    pub writes: &'static str,
    /// What a role must be allowed to write here; `None`: only migrations do.
    pub writers: Option<Permission>,
    /// Columns that people's own logins read; empty: all of them.
    pub readable: &'static [&'static str],
    /// Columns that only the service reads: what they hold opens doors.
    pub hidden: &'static [&'static str],
}

impl Table {
    const fn read_only(name: &'static str, sees: Permission) -> Self {
        Self {
            name,
            sees,
            writes: "",
            writers: None,
            readable: &[],
            hidden: &[],
        }
    }

    const fn written(
        name: &'static str,
        sees: Permission,
        writes: &'static str,
        writers: Permission,
    ) -> Self {
        Self {
            writes,
            writers: Some(writers),
            ..Self::read_only(name, sees)
        }
    }

    fn is_read_by(&self, role: Role) -> bool {
        reach(role, self.sees) == PermissionScope::All
    }

    /// A permission of less reach than all is about some rows: it is enough where the role sees every row.
    fn is_written_by(&self, role: Role) -> bool {
        let reach = self
            .writers
            .map_or(PermissionScope::No, |permission| reach(role, permission));
        reach == PermissionScope::All || (reach != PermissionScope::No && self.is_read_by(role))
    }
}

/// Every table and view; `tests/suite/grants.rs` holds it against the database.
pub const TABLES: &[Table] = &[
    Table::read_only("__diesel_schema_migrations", Permission::OwnAccount),
    Table::read_only("database_info", Permission::OwnAccount),
    Table::read_only("room_holds_expected", Permission::SeeBookings),
    Table::read_only("device_holds_expected", Permission::SeeDevices),
    // Append-only: what was written stays.
    Table::written(
        "audit_log",
        Permission::SeeBookings,
        "INSERT",
        Permission::OwnAccount,
    ),
    Table::written(
        "audit_head",
        Permission::OwnAccount,
        "UPDATE",
        Permission::OwnAccount,
    ),
    Table::written(
        "settings",
        Permission::SeeSettings,
        "INSERT, UPDATE",
        Permission::ChangeSettings,
    ),
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
        ..Table::written(
            "users",
            Permission::SeeBookings,
            "INSERT, UPDATE",
            Permission::ManageUsers,
        )
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
        ..Table::written(
            "user_tokens",
            Permission::SeeBookings,
            "INSERT, UPDATE",
            Permission::ManageUsers,
        )
    },
    Table::written(
        "rooms",
        Permission::SeeRooms,
        "INSERT, UPDATE",
        Permission::EditRooms,
    ),
    Table::written(
        "room_aliases",
        Permission::SeeRooms,
        "INSERT, DELETE",
        Permission::EditRooms,
    ),
    Table::written(
        "room_amenities",
        Permission::SeeRooms,
        "INSERT, DELETE",
        Permission::EditRooms,
    ),
    Table::written(
        "room_components",
        Permission::SeeRooms,
        "INSERT, DELETE",
        Permission::EditRooms,
    ),
    // Whoever may change prices imports something: the schedule, devices, or prices.
    Table::written(
        "imports",
        Permission::SeeImports,
        "INSERT, UPDATE",
        Permission::ChangePrices,
    ),
    Table::written(
        "import_rows",
        Permission::SeeImports,
        "INSERT",
        Permission::ChangePrices,
    ),
    Table::written(
        "booking_refs",
        Permission::SeeBookings,
        "INSERT, DELETE",
        Permission::ImportSchedule,
    ),
    Table::written(
        "booking_series",
        Permission::SeeBookings,
        "INSERT",
        Permission::CreateBooking,
    ),
    Table::written(
        "bookings",
        Permission::SeeBookings,
        "INSERT, UPDATE",
        Permission::CreateBooking,
    ),
    Table::written(
        "booking_imports",
        Permission::SeeBookings,
        "INSERT",
        Permission::ImportSchedule,
    ),
    Table::written(
        "booking_catering",
        Permission::SeeBookings,
        "INSERT, UPDATE, DELETE",
        Permission::CreateBooking,
    ),
    Table::written(
        "booking_device_assignments",
        Permission::SeeBookings,
        "INSERT, UPDATE, DELETE",
        Permission::CreateBooking,
    ),
    // By the triggers of bookings alone: a guard of the table's own refuses everybody else.
    Table::written(
        "room_holds",
        Permission::SeeBookings,
        "INSERT, UPDATE, DELETE",
        Permission::CreateBooking,
    ),
    Table::written(
        "device_categories",
        Permission::SeeBookings,
        "INSERT",
        Permission::AssignDevices,
    ),
    Table::written(
        "devices",
        Permission::SeeDevices,
        "INSERT, UPDATE",
        Permission::AssignDevices,
    ),
    // Append-only: what was written stays.
    Table::written(
        "device_movement_log",
        Permission::SeeDevices,
        "INSERT",
        Permission::AssignDevices,
    ),
    Table::written(
        "rental_numbers",
        Permission::SeeDevices,
        "INSERT, UPDATE",
        Permission::AssignDevices,
    ),
    Table::written(
        "offsite_rentals",
        Permission::SeeDevices,
        "INSERT, UPDATE",
        Permission::AssignDevices,
    ),
    // By triggers alone, also when a booking with devices moves.
    Table::written(
        "device_holds",
        Permission::SeeDevices,
        "INSERT, UPDATE, DELETE",
        Permission::CreateBooking,
    ),
    Table::written(
        "pricing_catalog",
        Permission::SeePrices,
        "INSERT, UPDATE",
        Permission::ChangePrices,
    ),
    // Append-only: what was written stays.
    Table::written(
        "booking_costing",
        Permission::SeePrices,
        "INSERT",
        Permission::ChangePrices,
    ),
    Table::written(
        "idempotency_keys",
        Permission::SeeBookings,
        "INSERT",
        Permission::CreateBooking,
    ),
    // What was said stays said; that it was passed on is noted.
    Table::written(
        "outbox",
        Permission::SeeBookings,
        "INSERT, UPDATE (drained_at)",
        Permission::CreateBooking,
    ),
    Table::written(
        "notifications",
        Permission::SeeBookings,
        "INSERT, UPDATE",
        Permission::RunNotifications,
    ),
    Table::written(
        "notification_recipients",
        Permission::SeeBookings,
        "INSERT",
        Permission::RunNotifications,
    ),
    Table::written(
        "notification_reads",
        Permission::SeeBookings,
        "INSERT, UPDATE",
        Permission::SeeNotifications,
    ),
    Table::written(
        "notification_digests",
        Permission::SeeBookings,
        "INSERT, UPDATE",
        Permission::RunNotifications,
    ),
    Table::written(
        "notification_digest_items",
        Permission::SeeBookings,
        "INSERT",
        Permission::RunNotifications,
    ),
    Table::written(
        "stock_thresholds",
        Permission::SeeDevices,
        "INSERT, UPDATE, DELETE",
        Permission::AssignDevices,
    ),
];

/// Rooms and devices are locked while they are booked, and a lock wants the right to change something: by whoever books
/// and edits none of them, this column.
const LOCKED_COLUMN: &str = "updated_at";

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

    /// The names of the roles of the program that are so.
    fn people(&self, are: impl Fn(Role) -> bool) -> Vec<String> {
        let roles = Role::ALL.iter().filter(|role| are(**role));
        roles.map(|role| self.role(role.as_str())).collect()
    }

    fn with_service(&self, are: impl Fn(Role) -> bool) -> String {
        let mut names = self.people(are);
        names.push(self.role(SERVICE));
        names.join(", ")
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
    let all = names.with_service(|_| true);
    let mut statements: Vec<String> = all.split(", ").map(make_role).collect();
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
    statements.extend(locks(&names));
    statements.push(numbers(&names));
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

fn rights(table: &Table, names: &Names) -> Vec<String> {
    let name = quoted(table.name);
    let columns = match table.readable {
        [] => String::new(),
        columns => format!(" ({})", columns.join(", ")),
    };
    let readers = names.people(|role| table.is_read_by(role)).join(", ");
    let mut statements = vec![
        format!("GRANT SELECT ON {name} TO {}", names.role(SERVICE)),
        format!("GRANT SELECT{columns} ON {name} TO {readers}"),
    ];
    if !table.writes.is_empty() {
        let writers = names.with_service(|role| table.is_written_by(role));
        statements.push(format!("GRANT {} ON {name} TO {writers}", table.writes));
    }
    statements
}

/// Whoever books locks rooms and devices, and edits none of them perhaps.
fn locks(names: &Names) -> Vec<String> {
    let writes = |table: &str, role: Role| {
        let mut named = TABLES.iter().filter(|one| one.name == table);
        named.any(|table| table.is_written_by(role))
    };
    let lock = |table: &str| {
        let lockers = names.people(|role| writes("bookings", role) && !writes(table, role));
        let grant = format!(
            "GRANT UPDATE ({LOCKED_COLUMN}) ON \"{table}\" TO {}",
            lockers.join(", ")
        );
        (!lockers.is_empty()).then_some(grant)
    };
    ["rooms", "devices"].into_iter().filter_map(lock).collect()
}

/// Whoever writes draws numbers.
fn numbers(names: &Names) -> String {
    let writers = names.with_service(|role| TABLES.iter().any(|table| table.is_written_by(role)));
    let schema = quoted(&names.schema);
    format!("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {writers}")
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
    tx.audit(&grant, AuditEvent::happened("database", id, facts));
    Ok(statements)
}

fn not_permitted(error: super::StatementError) -> Error {
    let error = Error::from(error);
    match error.code {
        ErrorCode::DatabasePermission => error.hint(
            "let a superuser, or the owner of the tables with CREATEROLE, run it: colab db grants | psql …",
        ),
        _ => error,
    }
}
