//! What keeps the rules: tables, triggers and constraints, compared with those that the migrations make. Somebody who may
//! change a schema can take a guard away, write, and put it back or not.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::backend::AnyConnection as Connection;
use super::{Database, OpenMode, migrate};
use crate::kernel::error::Result;

/// A part of the schema that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaDeviation {
    /// `trigger bookings_never_deleted`.
    pub part: String,
    pub fact: &'static str,
    /// Statements that make the part as it should be; empty where that takes a restore.
    pub remake: String,
}

#[derive(QueryableByName)]
struct SchemaPart {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

/// Parts that are not missed when they are there beside ours: what somebody added to read faster.
const MAY_BE_ADDED: [&str; 4] = ["index ", "table ", "view ", "function "];

/// What a file has.
const OF_A_FILE: &str =
    "SELECT type || ' ' || name AS name, coalesce(sql, '') AS definition FROM sqlite_schema
                          WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// What the schema of the search path has, its own name left out.
const OF_A_SERVER: &str = "
  WITH here AS (SELECT relnamespace AS space, relowner AS owner, quote_ident(current_schema()) || '.' AS prefix
                  FROM pg_class WHERE relname = 'audit_head' AND relnamespace = current_schema()::regnamespace)
  SELECT 'trigger ' || t.tgname || ' of ' || c.relname AS name,
         t.tgenabled::text || replace(pg_get_triggerdef(t.oid), prefix, '') AS definition
    FROM here, pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = space AND NOT t.tgisinternal
  UNION ALL
  SELECT 'constraint ' || conname || ' of ' || conrelid::regclass::text, replace(pg_get_constraintdef(oid), prefix, '')
    FROM here, pg_constraint WHERE connamespace = space AND conrelid <> 0 AND contype <> 't'
  UNION ALL
  SELECT 'index ' || c.relname, replace(pg_get_indexdef(c.oid), prefix, '')
    FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind = 'i'
  UNION ALL
  SELECT 'function ' || p.proname,
         (p.proowner = owner)::text || replace(replace(pg_get_functiondef(p.oid), prefix, ''), quote_literal(current_schema()), '')
    FROM here, pg_proc p
   WHERE p.pronamespace = space AND p.prokind = 'f' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT 'policy ' || polname || ' of ' || polrelid::regclass::text,
         replace(concat_ws(' ', polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)),
                 prefix, '')
    FROM here, pg_policy JOIN pg_class c ON c.oid = polrelid
   WHERE c.relnamespace = space
     -- What `db grants` gives managers takes rows from them and from nobody else.
     AND NOT (NOT polpermissive AND polname LIKE '%\\_room\\_manager' AND polroles = ARRAY[to_regrole(quote_ident(polname))::oid])
  UNION ALL
  SELECT 'rule ' || rulename || ' of ' || tablename, definition FROM here, pg_rules WHERE schemaname = current_schema()
  UNION ALL
  SELECT 'view ' || c.relname, replace(pg_get_viewdef(c.oid), prefix, '')
    FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind = 'v'
  UNION ALL
  SELECT 'table ' || c.relname,
         -- Whose it is, and whether everybody may use it: rights of single logins are what `db grants` gives.
         concat_ws(' ', c.relowner = owner, has_table_privilege('public', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE'),
                   c.relrowsecurity, '') ||
         (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attgenerated::text
                            || replace(coalesce(pg_get_expr(d.adbin, d.adrelid), ''), prefix, ''), ', ' ORDER BY a.attname)
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind = 'r'";

/// Statements that make what a file lacks: tables are made by a restore alone, which puts their rows into new ones.
const MAKING_OF_A_FILE: &str = "SELECT type || ' ' || name AS name,
         'DROP ' || type || ' IF EXISTS \"' || name || '\"; ' || sql AS definition
    FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL";

/// The same of a server's schema.
const MAKING_OF_A_SERVER: &str = "
  SELECT 'function ' || p.proname AS name,
         pg_get_functiondef(p.oid) || CASE WHEN has_function_privilege('public', p.oid, 'EXECUTE') THEN ''
           ELSE format('; REVOKE ALL ON FUNCTION %s FROM PUBLIC', p.oid::regprocedure) END AS definition
    FROM pg_proc p
   WHERE p.pronamespace = current_schema()::regnamespace AND p.prokind = 'f'
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT 'view ' || c.relname, format('CREATE OR REPLACE VIEW %I AS ', c.relname) || pg_get_viewdef(c.oid)
    FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'v'
  UNION ALL
  SELECT format('constraint %s of %s', conname, conrelid::regclass),
         format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I; ALTER TABLE %s ADD CONSTRAINT %I %s',
                conrelid::regclass, conname, conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0 AND contype <> 't'
  UNION ALL
  -- That of a constraint comes with it.
  SELECT 'index ' || c.relname,
         CASE WHEN EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = c.oid) THEN 'SELECT 1'
              ELSE format('DROP INDEX IF EXISTS %I; ', c.relname) || pg_get_indexdef(c.oid) END
    FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'i'
  UNION ALL
  SELECT format('trigger %s of %s', t.tgname, c.relname),
         format('DROP TRIGGER IF EXISTS %I ON %I; %s; ALTER TABLE %I %s TRIGGER %I', t.tgname, c.relname, pg_get_triggerdef(t.oid),
                c.relname, CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END, t.tgname)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal";

/// Kinds of parts in the order in which they are made: what others depend on first.
const MADE_IN_ORDER: [&str; 5] = ["function", "view", "constraint", "index", "trigger"];

/// Compares the database's schema with what the migrations make beside it, in a place that is never kept.
///
/// # Errors
/// `Forbidden` where a server's login may make no schema.
pub fn deviations(database: &Database) -> Result<Vec<SchemaDeviation>> {
    let mut connection = database.open(OpenMode::ReadOnly)?;
    let (found, expected, making) = match &mut connection {
        Connection::Sqlite(_) => {
            let found = parts(&mut connection, OF_A_FILE)?;
            let mut fresh = Connection::Sqlite(super::connection::in_memory()?);
            migrate::run_pending(&mut fresh)?;
            (
                found,
                parts(&mut fresh, OF_A_FILE)?,
                parts(&mut fresh, MAKING_OF_A_FILE)?,
            )
        }
        Connection::Postgres(_) => {
            let found = parts(&mut connection, OF_A_SERVER)?;
            connection.begin_write()?;
            let made = made_anew(&mut connection);
            connection.rollback();
            let (expected, making) = made?;
            (found, expected, making)
        }
    };
    let mut deviations = compare(&expected, &found);
    for deviation in &mut deviations {
        deviation.remake = making.get(&deviation.part).cloned().unwrap_or_default();
    }
    let rank = |deviation: &SchemaDeviation| {
        let kind = deviation.part.split(' ').next();
        MADE_IN_ORDER.iter().position(|one| Some(*one) == kind)
    };
    deviations.sort_by_key(rank);
    Ok(deviations)
}

/// Makes a part of the schema as it should be, within the open transaction.
///
/// # Errors
/// Those of the engine: rows may break what an index or a constraint asks for.
pub fn remake(connection: &mut Connection, deviation: &SchemaDeviation) -> QueryResult<()> {
    connection.batch(&deviation.remake)
}

/// Runs the migrations in a schema that is gone when the transaction ends, and reads its parts and the statements that make
/// them in the schema in use.
fn made_anew(connection: &mut Connection) -> Result<(BTreeMap<String, String>, BTreeMap<String, String>)> {
    let here = connection.server_name("quote_ident(current_schema())")?;
    let name = format!("colab_expected_{}", crate::kernel::text::random_hex(8)?);
    connection.batch(&format!("CREATE SCHEMA {name}; SET LOCAL search_path = {name}"))?;
    migrate::run_pending(connection)?;
    let expected = parts(connection, OF_A_SERVER)?;
    let mut making = parts(connection, MAKING_OF_A_SERVER)?;
    for statements in making.values_mut() {
        *statements = statements.replace(&name, &here);
    }
    Ok((expected, making))
}

fn parts(connection: &mut Connection, sql: &str) -> Result<BTreeMap<String, String>> {
    let parts: Vec<SchemaPart> = diesel::sql_query(sql).load(connection)?;
    Ok(parts
        .into_iter()
        .map(|part| (part.name, part.definition))
        .collect())
}

fn compare(expected: &BTreeMap<String, String>, found: &BTreeMap<String, String>) -> Vec<SchemaDeviation> {
    let deviation = |part: &String, fact| SchemaDeviation {
        part: part.clone(),
        fact,
        remake: String::new(),
    };
    let ours = expected
        .iter()
        .filter_map(|(part, definition)| match found.get(part) {
            None => Some(deviation(part, "is missing")),
            Some(other) if other != definition => Some(deviation(part, "is not as the program made it")),
            Some(_) => None,
        });
    let strange = found.keys().filter(|part| {
        !expected.contains_key(*part) && !MAY_BE_ADDED.iter().any(|kind| part.starts_with(kind))
    });
    ours.chain(strange.map(|part| deviation(part, "was added past the program")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_altered_or_added_is_named() {
        let of = |parts: &[(&str, &str)]| -> BTreeMap<String, String> {
            parts
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect()
        };
        let expected = of(&[("trigger a", "1"), ("trigger b", "1"), ("table c", "1")]);
        let found = of(&[
            ("trigger b", "2"),
            ("table c", "1"),
            ("index d", ""),
            ("trigger e", ""),
        ]);
        let facts: Vec<String> = compare(&expected, &found)
            .into_iter()
            .map(|one| format!("{} {}", one.part, one.fact))
            .collect();
        assert_eq!(
            facts,
            [
                "trigger a is missing",
                "trigger b is not as the program made it",
                "trigger e was added past the program"
            ]
        );
    }
}
