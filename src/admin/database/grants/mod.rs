//! Database roles for people's own logins on a server: none can do by SQL to the log what the program would not let its
//! owner do, and none reads a hash.
//!
//! A role for each role of the program, and one for a service that signs people in. Rights come from the one table of
//! permissions. Where a permission is about some rows of a table and not others (one's own bookings, catering alone),
//! rights on tables cannot express it: the role has none there, and works through the service. Managers of rooms read what
//! they manage by policies on rows.

mod store;
mod tables;

use crate::access::audit::AuditEvent;
use crate::access::auth::{Permission, Role};
use crate::access::tx::Tx;
use crate::db::{Connection, MANAGED_ROWS, OPEN_FUNCTIONS, StatementError, database_id, quoted};
use crate::kernel::error::{Error, ErrorCode, Result};

pub use store::MissingRight;
pub use tables::{TABLES, TableGrant};

/// The column that a role may update only to lock a row: booking locks rooms and devices, and a lock takes the right to
/// change something.
const LOCKED_COLUMN: &str = "updated_at";

/// The role of a service that signs people in, behind the prefix.
const SERVICE: &str = "service";

/// Functions of the owner through which every role writes.
const CALLED: [&str; 2] = [
    "colab_audit_append(json)",
    "colab_operation(text, bigint, boolean)",
];

/// The names that rights are given to and in.
struct GrantNames {
    prefix: String,
    database: String,
    schema: String,
}

impl GrantNames {
    fn here(connection: &mut Connection, prefix: &str) -> Result<Self> {
        Ok(Self {
            prefix: checked(prefix)?,
            database: connection.server_name("current_database()")?,
            schema: connection.server_name("current_schema()")?,
        })
    }

    /// Lists every role.
    fn all(&self) -> String {
        format!("{}, {}", self.with_service(|_| true), self.manager())
    }

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
    let names = GrantNames::here(connection, prefix)?;
    let all = names.all();
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
        format!("GRANT EXECUTE ON FUNCTION {} TO {all}", CALLED.join(", ")),
    ]);
    statements.extend(table_rights(&names).iter().map(TableRight::statement));
    statements.extend(managed_rows(&names));
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

/// Rights on a table, and the roles that are given them.
struct TableRight {
    table: &'static str,
    /// `INSERT, UPDATE (drained_at)`.
    verbs: &'static str,
    /// Empty: all of them.
    columns: &'static [&'static str],
    /// Quoted, with a comma between two.
    roles: String,
}

impl TableRight {
    fn statement(&self) -> String {
        let columns = match self.columns {
            [] => String::new(),
            columns => format!(" ({})", columns.join(", ")),
        };
        let (verbs, table, roles) = (self.verbs, quoted(self.table), &self.roles);
        format!("GRANT {verbs}{columns} ON {table} TO {roles}")
    }

    /// Lists each verb with each column that it is limited to.
    fn parts(&self) -> Vec<(&'static str, &'static str)> {
        let mut parts = Vec::new();
        for verb in self.verbs.split(", ") {
            match (verb.split_once(" ("), self.columns) {
                (Some((verb, column)), _) => parts.push((verb, column.trim_end_matches(')'))),
                (None, []) => parts.push((verb, "")),
                (None, columns) => parts.extend(columns.iter().map(|column| (verb, *column))),
            }
        }
        parts
    }
}

/// Lists every right on a table that the roles are given.
fn table_rights(names: &GrantNames) -> Vec<TableRight> {
    let mut listed: Vec<TableRight> = TABLES.iter().flat_map(|table| rights(table, names)).collect();
    listed.extend(locks(names));
    listed
}

fn rights(table: &'static TableGrant, names: &GrantNames) -> Vec<TableRight> {
    let right = |verbs: &'static str, columns: &'static [&'static str], roles: String| TableRight {
        table: table.name,
        verbs,
        columns,
        roles,
    };
    let mut readers = names.people(|role| table.is_read_by(role));
    if table.is_read_by_managers() {
        readers.push(names.manager());
    }
    let mut listed = Vec::new();
    if table.sees.is_some() {
        listed.extend([
            right("SELECT", &[], names.role(SERVICE)),
            right("SELECT", table.readable, readers.join(", ")),
        ]);
    }
    if !table.writes.is_empty() {
        let writers = names.with_service(|role| table.is_written_by(role));
        listed.push(right(table.writes, &[], writers));
    }
    listed
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
fn locks(names: &GrantNames) -> Vec<TableRight> {
    let writes = |table: &str, role: Role| {
        let mut named = TABLES.iter().filter(|one| one.name == table);
        named.any(|table| table.is_written_by(role))
    };
    let lock = |table: &'static str| {
        let lockers = names.people(|role| writes("bookings", role) && !writes(table, role));
        let right = TableRight {
            table,
            verbs: "UPDATE",
            columns: &[LOCKED_COLUMN],
            roles: lockers.join(", "),
        };
        (!lockers.is_empty()).then_some(right)
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

/// Lists the rights that roles made by [`apply`] lack: what was made anew since, by a migration or `db check --repair`, has
/// none.
pub fn missing(connection: &mut Connection) -> Result<Vec<MissingRight>> {
    let mut missing = Vec::new();
    for prefix in connection.grant_prefixes()? {
        let names = GrantNames::here(connection, &prefix)?;
        let mut tables = Vec::new();
        for right in table_rights(&names) {
            let (table, roles) = (right.table, &right.roles);
            let parts = right.parts().into_iter();
            tables
                .extend(parts.map(|(verb, column)| format!("('{table}', '{verb}', '{column}', '{roles}')")));
        }
        let all = names.all();
        let functions = CALLED
            .map(|function| format!("('{function}', '{all}')"))
            .join(", ");
        let fix = match prefix.as_str() {
            "colab" => "colab db grants --apply".to_owned(),
            other => format!("colab db grants --apply --prefix {other}"),
        };
        let found = store::missing_rights(connection, &tables.join(", "), &functions, &fix)?;
        missing.extend(found);
    }
    Ok(missing)
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
