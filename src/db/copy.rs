//! COPY: rows that a server takes as one stream, and so in one statement, however many they are.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::sync::OnceLock;

use diesel::pg::{CopyFormat, CopyTarget, Pg};
use diesel::prelude::*;
use diesel::query_builder::AstPass;
use diesel::result::Error as StatementError;
use diesel::sql_types::Text;

use super::schema::settings;

/// Bytes that are sent together.
const TOGETHER: usize = 1 << 16;

thread_local! {
    /// The table and the columns of the COPY that this thread sends: Diesel asks a type for them, which has no value.
    static TARGET: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What [`TARGET`] names.
struct NamedTarget;

impl CopyTarget for NamedTarget {
    /// Any: the statement names its own.
    type Table = settings::table;
    type SqlType = Text;

    fn walk_target(mut pass: AstPass<'_, '_, Pg>) -> QueryResult<()> {
        TARGET.with_borrow(|target| pass.push_sql(target));
        Ok(())
    }
}

/// Takes the bytes of rows. That they cannot be sent the statement tells, which ends then.
pub struct RowSink<'s> {
    out: BufWriter<&'s mut (dyn Write + 's)>,
    unsent: Option<io::Error>,
}

impl RowSink<'_> {
    pub fn send(&mut self, bytes: &[u8]) {
        if self.unsent.is_none() {
            self.unsent = self.out.write_all(bytes).err();
        }
    }

    fn end(mut self) -> QueryResult<()> {
        let unsent = self.unsent.take().map_or_else(|| self.out.flush(), Err);
        unsent.map_err(|error| StatementError::SerializationError(Box::new(error)))
    }
}

/// Copies what `send` sends into `target`: a table and its columns, as SQL. What `send` fails with ends the statement, as a row
/// does that the table does not take.
pub fn copy_into<E: From<StatementError>>(
    connection: &mut PgConnection,
    target: String,
    format: CopyFormat,
    send: impl FnMut(&mut RowSink<'_>) -> Result<(), E>,
) -> Result<(), E> {
    TARGET.set(target);
    let (send, refused) = (RefCell::new(send), RefCell::new(None));
    let copied = diesel::copy_from(settings::table)
        .from_raw_data(NamedTarget, |out: &mut dyn Write| -> QueryResult<()> {
            let mut sink = RowSink {
                out: BufWriter::with_capacity(TOGETHER, out),
                unsent: None,
            };
            let sent = (*send.borrow_mut())(&mut sink);
            sent.map_err(|error| {
                *refused.borrow_mut() = Some(error);
                StatementError::RollbackTransaction
            })?;
            sink.end()
        })
        .with_format(format)
        .execute(connection);
    if let Some(error) = refused.into_inner() {
        return Err(error);
    }
    copied?;
    Ok(())
}

/// Returns whether a table takes a COPY of this login: one whose rows policies keep from it takes only inserts. The server is
/// asked once: a process has one login.
pub fn takes_copy(connection: &mut PgConnection, table: &str) -> QueryResult<bool> {
    static GUARDED: OnceLock<BTreeSet<String>> = OnceLock::new();
    let guarded = match GUARDED.get() {
        Some(guarded) => guarded,
        None => {
            let found = guarded_tables(connection)?;
            GUARDED.get_or_init(|| found)
        }
    };
    Ok(!guarded.contains(table))
}

fn guarded_tables(connection: &mut PgConnection) -> QueryResult<BTreeSet<String>> {
    #[derive(QueryableByName)]
    struct GuardedTable {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let tables: Vec<GuardedTable> = diesel::sql_query(
        "SELECT relname::text AS name FROM pg_class
          WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity AND row_security_active(oid)",
    )
    .load(connection)?;
    Ok(tables.into_iter().map(|table| table.name).collect())
}
