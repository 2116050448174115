//! Restoring a server's schema: emptied, made anew by the migrations, filled and verified in one transaction, so that others
//! see the old database until they see the new one, and the old one for good when anything is in the way.

use std::path::PathBuf;

use super::order::{
    LoadedBackup, ReplacedLog, RestoreHooks, RestoreOrder, RestoreOutcome, RestoreTarget, upgrade,
};
use crate::db::backend::AnyConnection as Connection;
use crate::db::backup::text::{self, BackupReader};
use crate::db::backup::{
    self, BackupContents, BackupPlace, REQUIRED_TABLES, fingerprint, lacks_column, lacks_table, not_a_backup,
    rows_refused, versions_refused,
};
use crate::db::catalog::{StoredTable, filled_tables, first_tables, set_last_ids, stored_tables};
use crate::db::{LockLimits, OpenMode, audit_head, database_id, migrate, ownership};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::random_hex;

/// Does something with what stands in the schema, but for what an extension brought and the numbers of the log that is
/// replaced. What belongs to a table, as a column's own sequence does, goes with it.
const WITH_EACH: &str = "
DO $$
DECLARE found record;
BEGIN
  FOR found IN SELECT c.relname, c.relkind FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND c.relname <> 'colab_replaced_log'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d
                       WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i', 'a'))
  LOOP
    EXECUTE format('{relation}',
      CASE found.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
      current_schema(), found.relname);
  END LOOP;
  FOR found IN SELECT p.oid::regprocedure AS routine FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('{routine}', found.routine);
  END LOOP;
END $$";

/// Returns the statement that takes away what stands in the schema.
fn empty() -> String {
    WITH_EACH
        .replace("{relation}", "DROP %s IF EXISTS %I.%I CASCADE")
        .replace("{routine}", "DROP ROUTINE IF EXISTS %s CASCADE")
}

/// Returns the statements that move what stands in the schema into another one, which they make.
fn move_aside(aside: &str) -> String {
    let moves = WITH_EACH
        .replace("{relation}", &format!("ALTER %s %I.%I SET SCHEMA {aside}"))
        .replace("{routine}", &format!("ALTER ROUTINE %s SET SCHEMA {aside}"));
    format!("CREATE SCHEMA {aside};{moves}")
}

/// Numbers and hashes of the log that is replaced.
const KEPT_LOG: &str = "colab_replaced_log";

/// Keeps numbers and hashes of the log that is replaced, to be compared with the restored one.
const KEEP_LOG: &str = "CREATE TABLE colab_replaced_log AS SELECT seq, hash FROM audit_log";

/// Statements that take the rules about rows away while these are loaded, and those that put them back. The references are
/// checked as a whole then, and indexes that only find rows are made of all at once.
const RULES: &str = "
  SELECT format('ALTER TABLE %s DISABLE TRIGGER USER', t.oid::regclass) AS before,
         concat_ws('; ', format('ALTER TABLE %s ENABLE TRIGGER USER', t.oid::regclass),
           (SELECT string_agg(format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.oid::regclass,
                                CASE g.tgenabled WHEN 'A' THEN 'ALWAYS' ELSE 'REPLICA' END, g.tgname), '; ')
              FROM pg_trigger g WHERE g.tgrelid = t.oid AND NOT g.tgisinternal AND g.tgenabled IN ('A', 'R'))) AS after
    FROM pg_class t WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r'
  UNION ALL
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype = 'f'
  UNION ALL
  SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
   WHERE c.relnamespace = current_schema()::regnamespace AND NOT (i.indisunique OR i.indisexclusion)";

#[derive(diesel::QueryableByName)]
struct RuleStatements {
    #[diesel(sql_type = diesel::sql_types::Text)]
    before: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    after: String,
}

pub fn restore(order: &RestoreOrder<'_>, hooks: &mut dyn RestoreHooks) -> Result<RestoreOutcome> {
    let (bytes, sha256) = fingerprint(order.file)?;
    let deviations = order.check_sum(text::is_whole(order.file)?)?;
    let mut connection = order.database.open(OpenMode::ReadOnly)?;
    refuse_strangers(&mut connection, order)?;
    connection.begin_write_within(&LockLimits::while_backing_up())?;
    let mut load = BackupLoad {
        connection: &mut connection,
        order,
        deviations,
        left_out: Vec::new(),
    };
    let done = load.run(&sha256, hooks);
    let left_out = std::mem::take(&mut load.left_out);
    match (&done, order.dry_run) {
        (Ok(_), false) => connection.commit()?,
        _ => connection.rollback(),
    }
    let (contents, kept, replaced) = done?;
    Ok(RestoreOutcome {
        file: order.file.to_owned(),
        bytes,
        sha256,
        contents,
        kept,
        replaced,
        left_out,
    })
}

/// Refuses a schema that holds tables of others: they would be lost.
fn refuse_strangers(connection: &mut Connection, order: &RestoreOrder<'_>) -> Result<()> {
    let here = connection.server_name("current_schema()")?;
    let there = connection.texts(
        "SELECT relname::text AS text FROM pg_class WHERE relnamespace = current_schema()::regnamespace
            AND relkind IN ('r', 'p', 'v', 'm') ORDER BY 1",
    )?;
    match there
        .iter()
        .find(|name| !order.known_tables.contains(&name.as_str()))
    {
        None => Ok(()),
        Some(stranger) => Err(Error::database(
            ErrorCode::SharedSchema,
            format!("the schema {here} also holds {stranger}, which is not ours and would be lost"),
        )
        .hint("restore into a database of its own: createdb NAME")),
    }
}

/// A restore within its transaction.
struct BackupLoad<'r> {
    connection: &'r mut Connection,
    order: &'r RestoreOrder<'r>,
    deviations: Vec<String>,
    left_out: Vec<String>,
}

impl BackupLoad<'_> {
    fn run(
        &mut self,
        sha256: &str,
        hooks: &mut dyn RestoreHooks,
    ) -> Result<(BackupContents, Option<String>, Option<ReplacedLog>)> {
        let (order, is_ours) = (self.order, self.order.target == RestoreTarget::Ours);
        // A table comes in one statement, for which no limit of the login is meant.
        self.connection
            .batch("SET LOCAL datestyle = 'ISO'; SET LOCAL statement_timeout = 0")?;
        if !order.dry_run {
            let before = self.newest_table()?;
            migrate::wait_for_migrations(self.connection)?;
            self.refuse_what_was_made_meanwhile(&before)?;
        }
        let owner = ownership::new_owner(self.connection, true)?;
        migrate::make_extension(self.connection)?;
        let mut kept = None;
        if is_ours && !order.dry_run {
            self.connection.stop_writers()?;
            kept = Some(keep(order)?.display().to_string());
        }
        if order.target == RestoreTarget::Damaged && !order.dry_run {
            // It cannot be backed up, and may hold what somebody needs.
            let aside = format!("colab_damaged_{}", random_hex(4)?);
            self.connection.batch(&move_aside(&aside))?;
            kept = Some(format!("schema {aside}"));
        }
        let head = if is_ours {
            let (seq, hash) = audit_head(self.connection)?.unwrap_or_default();
            Some((database_id(self.connection)?, seq, hash))
        } else {
            None
        };
        let log = self.make_room(is_ours, owner.as_deref())?;
        let contents = self.load()?;
        upgrade(self.connection, &contents)?;
        // The checks are about to read all of it.
        let tables = stored_tables(self.connection)?;
        let names: Vec<String> = tables.iter().map(StoredTable::quoted).collect();
        self.connection.batch(&format!("ANALYZE {}", names.join(", ")))?;
        hooks.verify(self.connection, &self.deviations)?;
        let replaced = match head {
            Some((database_id, seq, hash)) => Some(ReplacedLog {
                database_id,
                seq,
                hash,
                lost_rows: self.lost_rows(&log)?,
            }),
            None => None,
        };
        hooks.record(
            self.connection,
            &LoadedBackup {
                file: order.file,
                sha256,
                contents: &contents,
                kept: kept.as_deref(),
                replaced: replaced.as_ref(),
            },
        )?;
        Ok((contents, kept, replaced))
    }

    /// Empties the schema and acts as its `owner`; a dry run works in one of its own, which is never kept, and locks nothing.
    /// Returns where numbers and hashes of the log that is replaced are read from.
    fn make_room(&mut self, is_ours: bool, owner: Option<&str>) -> Result<String> {
        if self.order.dry_run {
            let here = self.connection.server_name("quote_ident(current_schema())")?;
            let name = format!("colab_restore_{}", random_hex(8)?);
            self.connection
                .batch(&format!("CREATE SCHEMA {name}; SET LOCAL search_path = {name}"))?;
            return Ok(format!("{here}.audit_log"));
        }
        if is_ours {
            self.connection.batch(KEEP_LOG)?;
        }
        self.connection.batch(&empty())?;
        if let Some(owner) = owner {
            self.connection
                .batch(&format!("ALTER TABLE IF EXISTS {KEPT_LOG} OWNER TO {owner}"))?;
            ownership::act_as(self.connection, owner)?;
        }
        Ok(KEPT_LOG.to_owned())
    }

    /// Refuses to empty a schema of which nobody was asked whether they may: somebody else has just filled it.
    fn refuse_what_was_made_meanwhile(&mut self, before: &[String]) -> Result<()> {
        let is_unchanged = match self.order.target {
            RestoreTarget::Ours => true,
            RestoreTarget::Nothing => first_tables(self.connection)?.is_empty(),
            RestoreTarget::Damaged => self.newest_table()? == before,
        };
        if is_unchanged {
            return Ok(());
        }
        let fact = "another command has made this database in the meantime";
        Err(Error::database(ErrorCode::DatabaseContention, fact)
            .hint("if it is to be replaced, run it again"))
    }

    /// Returns the number of what was made last in the schema; none where nothing is there.
    fn newest_table(&mut self) -> Result<Vec<String>> {
        Ok(self.connection.texts(
            "SELECT max(oid::bigint)::text AS text FROM pg_class
              WHERE relnamespace = current_schema()::regnamespace HAVING count(*) > 0",
        )?)
    }

    /// Counts the rows of the replaced log that the restored one has not.
    fn lost_rows(&mut self, log: &str) -> Result<i64> {
        let sql = format!(
            "SELECT count(*)::text AS text FROM {log} o
              WHERE NOT EXISTS (SELECT 1 FROM audit_log n WHERE n.seq = o.seq AND n.hash = o.hash)"
        );
        let counted = self.connection.texts(&sql)?;
        if !self.order.dry_run {
            self.connection.batch(&format!("DROP TABLE {log}"))?;
        }
        Ok(counted.first().and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// Makes the tables of the backup's version and loads its rows: nothing of the file is run.
    fn load(&mut self) -> Result<BackupContents> {
        let (mut reader, header) = BackupReader::open(self.order.file)?;
        let status = migrate::compare(header.migrations.clone());
        migrate::refuse_newer(&status)?;
        migrate::run_versions(self.connection, &header.migrations).map_err(versions_refused)?;
        let rules: Vec<RuleStatements> =
            diesel::RunQueryDsl::load(diesel::sql_query(RULES), self.connection)?;
        let before: Vec<&str> = rules.iter().map(|rule| rule.before.as_str()).collect();
        self.connection.batch(&before.join(";\n"))?;
        let mut tables = stored_tables(self.connection)?;
        tables.retain(|table| table.name != KEPT_LOG);
        let filled = filled_tables(self.connection, &tables)?;
        let mut last_ids = Vec::new();
        while let Some(head) = reader.next_table()? {
            let Some(place) = tables.iter().position(|table| table.name == head.name) else {
                self.left_out.push(format!("table {}", head.name));
                reader.skip_rows()?;
                continue;
            };
            let mut table = tables.swap_remove(place);
            if filled.contains(&table.name) {
                self.connection
                    .batch(&format!("DELETE FROM {}", table.quoted()))?;
            }
            let known = self.share_columns(&mut table, &head.columns)?;
            self.load_rows(&table, &known, &mut reader)?;
            last_ids.extend(table.sequence.take().zip(head.last_id));
        }
        set_last_ids(self.connection, last_ids)?;
        for table in &tables {
            if REQUIRED_TABLES.contains(&table.name.as_str()) {
                return Err(not_a_backup(&format!("it lacks the table {}", table.name)));
            }
            self.deviations.push(lacks_table(&table.name));
        }
        let after: Vec<&str> = rules.iter().map(|rule| rule.after.as_str()).collect();
        self.connection
            .batch(&after.join(";\n"))
            .map_err(|error| rows_refused("its tables", error))?;
        let contents = BackupContents::of(self.connection)?;
        if contents.applied != header.migrations {
            return Err(not_a_backup("its header names other migrations than its rows"));
        }
        if (contents.audit_seq, &contents.audit_hash, &contents.database_id)
            != (header.audit_seq, &header.audit_hash, &header.database_id)
        {
            self.deviations
                .push("its header is of another database, or of another head of the audit log".to_owned());
        }
        Ok(contents)
    }

    /// Leaves a table the columns that the backup has of it, in its order, and tells of each column of the backup whether the
    /// program makes it. What is missing is filled with its default.
    fn share_columns(&mut self, table: &mut StoredTable, found: &[String]) -> Result<Vec<bool>> {
        let name = &table.name;
        if (1..found.len()).any(|at| found[..at].contains(&found[at])) {
            return Err(not_a_backup(&format!("the table {name} has a column twice")));
        }
        let is_known = |one: &String| table.columns.iter().any(|column| column.name == *one);
        let known: Vec<bool> = found.iter().map(is_known).collect();
        let strange = found.iter().zip(&known).filter(|(_, is_known)| !**is_known);
        self.deviations.extend(strange.map(|(one, _)| {
            format!("the table {name} has the column {one}, which was added past the program")
        }));
        let missing = table
            .columns
            .iter()
            .filter(|column| !found.contains(&column.name));
        self.deviations
            .extend(missing.map(|column| lacks_column(name, &column.name)));
        table.columns.retain(|column| found.contains(&column.name));
        table
            .columns
            .sort_by_key(|column| found.iter().position(|one| *one == column.name));
        Ok(known)
    }

    /// Loads a table's rows; of each the fields of the `known` columns.
    fn load_rows<R: std::io::BufRead>(
        &mut self,
        table: &StoredTable,
        known: &[bool],
        reader: &mut BackupReader<R>,
    ) -> Result<()> {
        if !reader.advance()? {
            return Ok(());
        }
        let is_whole = known.iter().all(|is_known| *is_known);
        let filled = table.fill(self.connection, |sink| {
            loop {
                let row = reader.row();
                if row.split('\t').count() != known.len() {
                    let fact = format!("a row of {} has another number of columns", table.name);
                    return Err(not_a_backup(&fact));
                }
                if is_whole {
                    sink.send(row.as_bytes());
                } else {
                    let fields = row.split('\t').zip(known).filter(|(_, is_known)| **is_known);
                    let fields: Vec<&str> = fields.map(|(field, _)| field).collect();
                    sink.send(fields.join("\t").as_bytes());
                }
                sink.send(b"\n");
                if !reader.advance()? {
                    return Ok(());
                }
            }
        });
        filled.map_err(|error| rows_refused(&table.name, error))
    }
}

/// Backs up what is there, while nobody writes.
fn keep(order: &RestoreOrder<'_>) -> Result<PathBuf> {
    let place = BackupPlace::beside(order.database, "before-restore", order.backups)?;
    Ok(backup::back_up(order.database, &place, order.now, true)?.file)
}
