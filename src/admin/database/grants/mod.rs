//! Database roles for people's own logins on a server: none can do by SQL to the log what the program would not let its
//! owner do, and none reads a hash.
//!
//! A role for each role of the program, and one for a service that signs people in. Rights come from the one table of
//! permissions. Where a permission is about some rows of a table and not others (one's own bookings, catering alone),
//! rights on tables cannot express it: the role has none there, and works through the service. Managers of rooms read what
//! they manage by policies on rows.

mod tables;

use crate::access::audit::AuditEvent;
use crate::access::auth::{Permission, Role};
use crate::access::tx::Tx;
use crate::db::{Connection, MANAGED_ROWS, OPEN_FUNCTIONS, StatementError, database_id, quoted};
use crate::kernel::error::{Error, ErrorCode, Result};

pub use tables::{TABLES, TableGrant};

/// The column that a role may update only to lock a row: booking locks rooms and devices, and a lock takes the right to
/// change something.
const LOCKED_COLUMN: &str = "updated_at";

/// The role of a service that signs people in, behind the prefix.
const SERVICE: &str = "service";

/// The names that rights are given to and in.
struct GrantNames {
    prefix: String,
    database: String,
    schema: String,
}

impl GrantNames {
    fn role(&self, name: &str) -> String {
        quoted(&format!("{}_{name}", self.prefix))
    }

    /// Lists the database roles of those of the program that pass.
    fn people(&self, passes: impl Fn(Role) -> bool) -> Vec<String> {
        let roles = Role::of_people().filter(|role| passes(*role));
        roles.map(|role| self.role(role.as_str())).collect()
    }

    fn with_service(&self, passes: impl Fn(Role) -> bool) -> String {
        let mut names = self.people(passes);
        names.push(self.role(SERVICE));
        names.join(", ")
    }

    fn manager(&self) -> String {
        self.role(Role::RoomManager.as_str())
    }
}

/// Lists the statements that make the roles and give each its rights; run again, they revoke what an older list gave.
///
/// # Errors
/// `Usage` for an invalid prefix.
pub fn statements(connection: &mut Connection, prefix: &str) -> Result<Vec<String>> {
    let names = GrantNames {
        prefix: checked(prefix)?,
        database: connection.server_name("current_database()")?,
        schema: connection.server_name("current_schema()")?,
    };
    let all = format!("{}, {}", names.with_service(|_| true), names.manager());
    let mut statements: Vec<String> = all.split(", ").map(make_role).collect();
    let (database, schema) = (quoted(&names.database), quoted(&names.schema));
    statements.extend([
        format!("GRANT CONNECT ON DATABASE {database} TO {all}"),
        format!("GRANT USAGE ON SCHEMA {schema} TO {all}"),
        format!("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {all}"),
        format!("REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM PUBLIC, {all}"),
        // A table or function of one's own is the beginning of most ways round the rules.
        format!("REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {all}"),
        format!("REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {all}"),
        close_functions(&schema),
        format!(
            "GRANT EXECUTE ON FUNCTION colab_audit_append(json), colab_operation(text, bigint, boolean) TO {all}"
        ),
    ]);
    for table in TABLES {
        statements.extend(rights(table, &names));
    }
    statements.extend(managed_rows(&names));
    statements.extend(locks(&names));
    statements.extend(numbers(&names));
    Ok(statements)
}

/// Words the refusal for an embedded database.
pub fn embedded() -> Error {
    Error::usage("an embedded database has no logins; `db grants` is for PostgreSQL")
        .hint("name a server: colab --database postgres://… db grants")
        .hint("whoever may read the file may read all of it; it is made readable by its owner alone")
}

fn checked(prefix: &str) -> Result<String> {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let starts_well = prefix.starts_with(|c: char| c.is_ascii_lowercase());
    if starts_well && prefix.len() <= 30 && prefix.chars().all(is_name) {
        Ok(prefix.to_owned())
    } else {
        Err(Error::usage(format!("invalid prefix `{prefix}`"))
            .hint("use a small letter first, then small letters, digits and _; at most 30 characters"))
    }
}

/// Makes a role unless it exists: roles belong to the whole server, and another database may be making it just now.
fn make_role(role: &str) -> String {
    format!(
        "DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
}

/// Takes our functions from everybody but those that tell no more than their caller may read: a restore gives them back.
fn close_functions(schema: &str) -> String {
    format!(
        "DO $$ DECLARE one regprocedure; BEGIN FOR one IN SELECT p.oid FROM pg_proc p JOIN pg_class c ON \
         c.relnamespace = p.pronamespace AND c.relname = 'audit_head' AND c.relowner = p.proowner \
         WHERE p.pronamespace = '{schema}'::regnamespace AND p.proconfig IS NOT NULL AND p.proname NOT IN ('{}') \
         LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one); END LOOP; END $$",
        OPEN_FUNCTIONS.join("', '")
    )
}

fn rights(table: &TableGrant, names: &GrantNames) -> Vec<String> {
    let name = quoted(table.name);
    let columns = match table.readable {
        [] => String::new(),
        columns => format!(" ({})", columns.join(", ")),
    };
    let mut readers = names.people(|role| table.is_read_by(role));
    if table.is_read_by_managers() {
        readers.push(names.manager());
    }
    let readers = readers.join(", ");
    let mut statements = Vec::new();
    if table.sees.is_some() {
        statements.extend([
            format!("GRANT SELECT ON {name} TO {}", names.role(SERVICE)),
            format!("GRANT SELECT{columns} ON {name} TO {readers}"),
        ]);
    }
    if !table.writes.is_empty() {
        let writers = names.with_service(|role| table.is_written_by(role));
        statements.push(format!("GRANT {} ON {name} TO {writers}", table.writes));
    }
    statements
}

/// Lets managers see of tables that have policies the rows of what they manage alone.
fn managed_rows(names: &GrantNames) -> Vec<String> {
    let manager = names.manager();
    let policies = |(table, condition): &(&str, &str)| {
        [
            format!("DROP POLICY IF EXISTS {manager} ON {table}"),
            format!("CREATE POLICY {manager} ON {table} AS RESTRICTIVE TO {manager} USING ({condition})"),
        ]
    };
    MANAGED_ROWS.iter().flat_map(policies).collect()
}

/// Lets roles that book but edit no rooms or devices lock them.
fn locks(names: &GrantNames) -> Vec<String> {
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

/// Lets every role that writes draw ids.
fn numbers(names: &GrantNames) -> [String; 2] {
    let writers = names.with_service(|role| TABLES.iter().any(|table| table.is_written_by(role)));
    let schema = quoted(&names.schema);
    // `db check` compares what sequences gave with the rows.
    let checkers = names.with_service(|role| role == Role::Admin);
    [
        format!("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {writers}"),
        format!("GRANT SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {checkers}"),
    ]
}

/// Runs the statements in one transaction, audited with the login that ran them.
///
/// # Errors
/// `Usage` for an invalid prefix; `Forbidden` for a login that may make no roles or give no rights.
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

fn not_permitted(error: StatementError) -> Error {
    let error = Error::from(error);
    match error.code {
        ErrorCode::DatabasePermission => error
            .hint("run it as a superuser, or as the tables' owner with CREATEROLE: colab db grants | psql …"),
        _ => error,
    }
}
