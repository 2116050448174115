//! What keeps the rules: tables, triggers and constraints, compared with those that the migrations make. Somebody who may
//! change a schema can take a guard away, write, and put it back or not.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

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
    /// The statement that takes a part away that was added; empty for one of ours.
    pub removal: String,
}

impl SchemaDeviation {
    /// Returns whether there is no such part at all.
    pub fn is_missing(&self) -> bool {
        self.fact == MISSING
    }
}

const MISSING: &str = "is missing";

#[derive(QueryableByName)]
struct SchemaPart {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

/// How a part of the schema is made, and what it depends on: all of its kind that stand before it.
#[derive(QueryableByName)]
struct PartMaking {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    statements: String,
    #[diesel(sql_type = BigInt)]
    place: i64,
}

/// The parts that the program makes, and how each is made, in the order in which they are.
struct ExpectedSchema {
    parts: BTreeMap<String, String>,
    making: Vec<PartMaking>,
}

/// Parts that are not missed when they are there beside ours: what somebody added to read faster.
const MAY_BE_ADDED: [&str; 5] = ["index ", "table ", "row security ", "view ", "function "];

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
  SELECT 'extension ' || extname, '' FROM pg_extension WHERE extname = 'btree_gist'
  UNION ALL
  SELECT format('function %s(%s)', p.proname, replace(oidvectortypes(p.proargtypes), prefix, '')),
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
                   '') ||
         (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attgenerated::text
                            || replace(coalesce(pg_get_expr(d.adbin, d.adrelid), ''), prefix, ''), ', ' ORDER BY a.attname)
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind = 'r'
  UNION ALL
  SELECT 'row security of ' || c.relname, c.relrowsecurity::text FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind = 'r'";

/// Statements that make what a file lacks: tables are made by a restore alone, which puts their rows into new ones.
const MAKING_OF_A_FILE: &str = "SELECT type || ' ' || name AS name,
         'DROP ' || type || ' IF EXISTS \"' || name || '\"; ' || sql AS statements, rowid AS place
    FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL";

/// The same of a server's schema, each part after those of its kind that it may depend on.
const MAKING_OF_A_SERVER: &str = "
  WITH here AS (SELECT current_schema()::regnamespace AS space)
  SELECT 'extension ' || extname AS name, format('CREATE EXTENSION IF NOT EXISTS %I', extname) AS statements, oid::bigint AS place
    FROM pg_extension WHERE extname = 'btree_gist'
  UNION ALL
  -- What it calls may be made after it.
  SELECT format('function %s(%s)', p.proname, oidvectortypes(p.proargtypes)),
         'SET LOCAL check_function_bodies = off; ' || pg_get_functiondef(p.oid)
           || CASE WHEN has_function_privilege('public', p.oid, 'EXECUTE') THEN ''
              ELSE format('; REVOKE ALL ON FUNCTION %s FROM PUBLIC', p.oid::regprocedure) END, p.oid::bigint
    FROM here, pg_proc p
   WHERE p.pronamespace = space AND p.prokind = 'f' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT 'view ' || c.relname, format('CREATE OR REPLACE VIEW %I AS ', c.relname) || pg_get_viewdef(c.oid), c.oid::bigint
    FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind = 'v'
  UNION ALL
  SELECT format('constraint %s of %s', conname, conrelid::regclass),
         format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I; ALTER TABLE %s ADD CONSTRAINT %I %s',
                conrelid::regclass, conname, conrelid::regclass, conname, pg_get_constraintdef(oid)), oid::bigint
    FROM here, pg_constraint WHERE connamespace = space AND conrelid <> 0 AND contype <> 't'
  UNION ALL
  -- That of a constraint comes with it.
  SELECT 'index ' || c.relname,
         CASE WHEN EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = c.oid) THEN 'SELECT 1'
              ELSE format('DROP INDEX IF EXISTS %I; ', c.relname) || pg_get_indexdef(c.oid) END, c.oid::bigint
    FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind = 'i'
  UNION ALL
  SELECT format('trigger %s of %s', t.tgname, c.relname),
         format('DROP TRIGGER IF EXISTS %I ON %I; %s; ALTER TABLE %I %s TRIGGER %I', t.tgname, c.relname, pg_get_triggerdef(t.oid),
                c.relname, CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END, t.tgname),
         t.oid::bigint
    FROM here, pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = space AND NOT t.tgisinternal
  UNION ALL
  SELECT format('policy %s of %s', polname, polrelid::regclass),
         concat_ws(' ', format('DROP POLICY IF EXISTS %I ON %s; CREATE POLICY %I ON %s', polname, polrelid::regclass, polname, polrelid::regclass),
                   CASE WHEN polpermissive THEN 'AS PERMISSIVE' ELSE 'AS RESTRICTIVE' END,
                   'FOR ' || CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                   -- Those that the program makes are for every login.
                   'TO PUBLIC', 'USING (' || pg_get_expr(polqual, polrelid) || ')', 'WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')'),
         p.oid::bigint
    FROM here, pg_policy p JOIN pg_class c ON c.oid = polrelid WHERE c.relnamespace = space AND polroles = ARRAY[0::oid]
  UNION ALL
  SELECT 'row security of ' || c.relname,
         format('ALTER TABLE %I %s ROW LEVEL SECURITY', c.relname, CASE WHEN c.relrowsecurity THEN 'ENABLE' ELSE 'DISABLE' END), c.oid::bigint
    FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind = 'r'";

/// Kinds of parts in the order in which they are made: what others depend on first. A function may return a view's rows, and a
/// view may call a function.
const MADE_IN_ORDER: [&[&str]; 6] = [
    &["extension"],
    &["function", "view"],
    &["constraint"],
    &["index"],
    &["trigger"],
    &["policy", "row"],
];

/// Compares the database's schema with what the migrations make beside it, in a place that is never kept. What can be made
/// anew is in the order in which that is done.
///
/// # Errors
/// `Forbidden` where a server's login may make no schema.
pub fn deviations(database: &Database) -> Result<Vec<SchemaDeviation>> {
    let mut connection = database.open(OpenMode::ReadOnly)?;
    let (found, expected) = match &mut connection {
        Connection::Sqlite(_) => {
            let found = parts(&mut connection, OF_A_FILE)?;
            let mut fresh = Connection::Sqlite(super::connection::in_memory()?);
            migrate::run_pending(&mut fresh)?;
            let expected = ExpectedSchema {
                parts: parts(&mut fresh, OF_A_FILE)?,
                making: making(&mut fresh, MAKING_OF_A_FILE)?,
            };
            (found, expected)
        }
        Connection::Postgres(_) => {
            let mut found = parts(&mut connection, OF_A_SERVER)?;
            connection.begin_write()?;
            let made = made_anew(&mut connection, &mut found);
            connection.rollback();
            (found, made?)
        }
    };
    Ok(compare(&expected, &found))
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
fn made_anew(connection: &mut Connection, found: &mut BTreeMap<String, String>) -> Result<ExpectedSchema> {
    let here = connection.server_name("quote_ident(current_schema())")?;
    let name = format!("colab_expected_{}", crate::kernel::text::random_hex(8)?);
    connection.batch(&format!("CREATE SCHEMA {name}; SET LOCAL search_path = {name}"))?;
    migrate::run_pending(connection)?;
    let mut expected = ExpectedSchema {
        parts: parts(connection, OF_A_SERVER)?,
        making: making(connection, MAKING_OF_A_SERVER)?,
    };
    accept_read_back(connection, &expected, found)?;
    for part in &mut expected.making {
        part.statements = part.statements.replace(&name, &here);
    }
    Ok(expected)
}

/// Takes parts that differ for the same where the expected ones become as they are by being made once more of what the server
/// says of them: it does not always give back what it was told, so that a schema that a dump was loaded into reads otherwise.
fn accept_read_back(
    connection: &mut Connection,
    expected: &ExpectedSchema,
    found: &mut BTreeMap<String, String>,
) -> Result<()> {
    let differs = |name: &String| {
        let (one, other) = (expected.parts.get(name), found.get(name));
        other.is_some() && one != other
    };
    let differing: Vec<&PartMaking> = expected
        .making
        .iter()
        .filter(|part| differs(&part.name))
        .collect();
    if differing.is_empty() {
        return Ok(());
    }
    for part in &differing {
        connection.begin_part()?;
        match connection.batch(&part.statements) {
            Ok(()) => connection.commit_part()?,
            Err(error) => {
                connection.rollback();
                // Others depend on it: it is compared as it was made first.
                tracing::debug!(part = %part.name, %error, "not made once more");
            }
        }
    }
    let again = parts(connection, OF_A_SERVER)?;
    for part in differing {
        if let Some(made) = expected.parts.get(&part.name)
            && found.get(&part.name) == again.get(&part.name)
        {
            found.insert(part.name.clone(), made.clone());
        }
    }
    Ok(())
}

fn parts(connection: &mut Connection, sql: &str) -> Result<BTreeMap<String, String>> {
    let parts: Vec<SchemaPart> = diesel::sql_query(sql).load(connection)?;
    Ok(parts
        .into_iter()
        .map(|part| (part.name, part.definition))
        .collect())
}

fn making(connection: &mut Connection, sql: &str) -> Result<Vec<PartMaking>> {
    let mut making: Vec<PartMaking> = diesel::sql_query(sql).load(connection)?;
    making.sort_by_key(|part| {
        let kind = kind_of(&part.name);
        (
            MADE_IN_ORDER.iter().position(|kinds| kinds.contains(&kind)),
            part.place,
        )
    });
    Ok(making)
}

/// Returns the first word of a part's name.
fn kind_of(part: &str) -> &str {
    part.split(' ').next().unwrap_or_default()
}

/// Returns a function's name with the bracket of its arguments: `function room_holds_guard(`.
fn overloaded(part: &str) -> Option<&str> {
    let end = part.find('(').filter(|_| kind_of(part) == "function")?;
    part.get(..=end)
}

/// Returns the statement that takes a part away.
fn removal(part: &str) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let kind = kind_of(part);
    let name = part.get(kind.len()..).unwrap_or_default().trim_start();
    match (kind, name.rsplit_once(" of ")) {
        ("constraint", Some((name, table))) => {
            format!("ALTER TABLE {table} DROP CONSTRAINT {}", quoted(name))
        }
        (_, Some((name, table))) => format!("DROP {kind} {} ON {table}", quoted(name)),
        ("function", None) => format!("DROP FUNCTION {name}"),
        (_, None) => format!("DROP {kind} {}", quoted(name)),
    }
}

fn compare(expected: &ExpectedSchema, found: &BTreeMap<String, String>) -> Vec<SchemaDeviation> {
    let of_ours = |part: &String, fact, remake: &str| SchemaDeviation {
        part: part.clone(),
        fact,
        remake: remake.to_owned(),
        removal: String::new(),
    };
    let judge = |part: &String, remake: &str| match (expected.parts.get(part), found.get(part)) {
        (Some(_), None) => Some(of_ours(part, MISSING, remake)),
        (Some(one), Some(other)) if one != other => {
            Some(of_ours(part, "is not as the program made it", remake))
        }
        _ => None,
    };
    let made: BTreeSet<&String> = expected.making.iter().map(|part| &part.name).collect();
    let unmade = expected.parts.keys().filter(|part| !made.contains(part));
    let mut deviations: Vec<SchemaDeviation> = unmade.filter_map(|part| judge(part, "")).collect();
    let making = expected.making.iter();
    deviations.extend(making.filter_map(|part| judge(&part.name, &part.statements)));
    // One of the same name may be called in place of ours.
    let ours: BTreeSet<&str> = expected
        .parts
        .keys()
        .filter_map(|part| overloaded(part))
        .collect();
    let may_be_added = |part: &str| {
        MAY_BE_ADDED.iter().any(|kind| part.starts_with(kind))
            && overloaded(part).is_none_or(|name| !ours.contains(name))
    };
    let strange = found
        .keys()
        .filter(|part| !expected.parts.contains_key(*part) && !may_be_added(part));
    deviations.extend(strange.map(|part| SchemaDeviation {
        part: part.clone(),
        fact: "was added past the program",
        remake: String::new(),
        removal: removal(part),
    }));
    deviations
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
        let making = |name: &str, place| PartMaking {
            name: name.to_owned(),
            statements: format!("make {name}"),
            place,
        };
        let expected = ExpectedSchema {
            parts: of(&[
                ("trigger a of c", "1"),
                ("trigger b of c", "1"),
                ("table c", "1"),
                ("table d", "1"),
                ("function f(bigint)", "1"),
            ]),
            making: vec![making("trigger b of c", 1), making("trigger a of c", 2)],
        };
        let found = of(&[
            ("trigger b of c", "2"),
            ("table c", "1"),
            ("index d", ""),
            ("trigger e of c", ""),
            ("function f(bigint)", "1"),
            ("function f(integer)", "1"),
            ("function g(integer)", "1"),
        ]);
        let facts: Vec<String> = compare(&expected, &found)
            .into_iter()
            .map(|one| format!("{} {} {}{}", one.part, one.fact, one.remake, one.removal))
            .collect();
        assert_eq!(
            facts,
            [
                "table d is missing ",
                "trigger b of c is not as the program made it make trigger b of c",
                "trigger a of c is missing make trigger a of c",
                "function f(integer) was added past the program DROP FUNCTION f(integer)",
                "trigger e of c was added past the program DROP trigger \"e\" ON c",
            ]
        );
    }
}
