//! Whose the tables of a server are: what a migration or a restore makes belongs to whom it belonged before, whoever runs it.
//! Else a superuser who helps once would shut the service out.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::backend::{AnyConnection as Connection, DatabaseEngine};
use super::catalog::FIRST_TABLES;
use crate::kernel::error::{Error, ErrorCode, Result};

/// The role that is to own what is made.
#[derive(Debug, QueryableByName)]
struct ObjectOwner {
    /// Quoted.
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Bool)]
    is_current: bool,
    /// Whose the tables are; empty where there are none.
    #[diesel(sql_type = Text)]
    before: String,
    /// Whether this login may act as both.
    #[diesel(sql_type = Bool)]
    is_permitted: bool,
}

/// Whose the tables are, and else whose the database is, if that role may make tables and this login act as it. What has several
/// owners, none of whom may alter all, is migrated by this login as itself. Tables that are
/// all replaced go back from a superuser to the owner of the database.
const OWNER: &str = "
  WITH here AS (SELECT current_schema()::regnamespace AS space, oid AS me FROM pg_roles WHERE rolname = current_user),
  base AS (
    SELECT r.oid AS id, r.rolsuper AS is_super FROM here, pg_database d JOIN pg_roles r ON r.oid = d.datdba
     WHERE d.datname = current_database() AND pg_has_role(me, r.oid, 'MEMBER') AND has_schema_privilege(r.oid, space, 'CREATE')),
  old AS (
    SELECT r.oid AS id, r.rolname, r.rolsuper AS is_super FROM here, pg_class c JOIN pg_roles r ON r.oid = c.relowner
     WHERE c.relnamespace = space AND c.relkind = 'r'
       AND c.relname IN (FIRST_TABLES)
     ORDER BY c.relname LIMIT 1),
  owners AS (
    SELECT count(DISTINCT owner) AS number
      FROM (SELECT relowner, relnamespace, 'pg_class'::regclass, oid FROM pg_class WHERE relkind IN ('r', 'p', 'v')
            UNION ALL SELECT proowner, pronamespace, 'pg_proc'::regclass, oid FROM pg_proc) AS o (owner, place, kind, id), here
     WHERE place = space AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = kind AND d.objid = id AND d.deptype = 'e')),
  chosen AS (
    SELECT CASE WHEN NOT REPLACES AND (SELECT number FROM owners) > 1 AND pg_has_role(me, (SELECT id FROM old), 'MEMBER') THEN me ELSE coalesce((SELECT old.id FROM old WHERE NOT (REPLACES AND old.is_super AND EXISTS (SELECT 1 FROM base WHERE NOT is_super))),
                    (SELECT id FROM base), me) END AS id FROM here)
  SELECT quote_ident(r.rolname) AS owner, r.oid = me AS is_current, coalesce((SELECT rolname::text FROM old), '') AS before,
         pg_has_role(me, r.oid, 'MEMBER') AND coalesce((SELECT pg_has_role(me, old.id, 'MEMBER') FROM old), true) AS is_permitted
    FROM here, chosen JOIN pg_roles r ON r.oid = chosen.id";

/// Finds the role that is to own what this transaction makes; `None` for the one that it has. `replaces`: every table is made
/// anew.
///
/// # Errors
/// `Forbidden` where the tables are those of a role that this login is not a member of.
pub fn new_owner(connection: &mut Connection, replaces: bool) -> Result<Option<String>> {
    if connection.engine() == DatabaseEngine::Sqlite {
        return Ok(None);
    }
    let asked = OWNER
        .replace("REPLACES", if replaces { "true" } else { "false" })
        .replace("FIRST_TABLES", &format!("'{}'", FIRST_TABLES.join("', '")));
    let found: ObjectOwner = diesel::sql_query(asked).get_result(connection)?;
    if !found.is_permitted {
        let fact = format!(
            "the tables belong to the role {}, of which this login is not a member",
            found.before
        );
        return Err(Error::forbidden(ErrorCode::DatabasePermission, fact)
            .hint("connect as that role, or as a superuser, with --database"));
    }
    Ok((!found.is_current).then_some(found.owner))
}

/// Acts as a role until the transaction ends. The schema stays the same, also where it has the login's name.
pub fn act_as(connection: &mut Connection, role: &str) -> Result<()> {
    connection.batch("SELECT set_config('search_path', quote_ident(current_schema()), true)")?;
    Ok(connection.batch(&format!("SET LOCAL ROLE {role}"))?)
}
