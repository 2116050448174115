//! Inserting rows, however many: on a server thousands as one COPY.

use diesel::pg::{CopyFormat, Pg, PgMetadataLookup, PgQueryBuilder, PgTypeMetadata};
use diesel::prelude::*;
use diesel::query_builder::bind_collector::RawBytesBindCollector;
use diesel::query_builder::{InsertStatement, QueryBuilder, QueryFragment};
use diesel::query_dsl::methods::ExecuteDsl;
use diesel::result::Error as StatementError;

use super::backend::AnyConnection;
use super::copy::{RowSink, copy_into, takes_copy};

/// Rows of one insert statement: with at most 32 columns both engines' limits of parameters hold.
const ROWS_PER_INSERT: usize = 1000;

/// From so many rows on, a server reads a stream sooner than a statement, and a file several times one that it keeps prepared
/// sooner than one that it reads once.
const MANY: usize = 100;

/// Rows of the statement that a file keeps prepared.
const PREPARED: usize = 32;

/// How a stream of rows in the binary form of COPY begins: its name, and no flags.
const BINARY_HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// How it ends.
const BINARY_END: i16 = -1;

/// Rows that can be inserted into a table. With the bounds on this trait, and not on [`insert_rows`], the compiler infers
/// the type of the rows.
pub trait InsertableRows<'a, T> {
    fn insert_into(&'a self, table: T, connection: &mut AnyConnection) -> QueryResult<()>;
}

impl<'a, T, R: 'a> InsertableRows<'a, T> for [R]
where
    T: Table + Copy,
    &'a [R]: Insertable<T>,
    InsertStatement<T, <&'a [R] as Insertable<T>>::Values>:
        ExecuteDsl<PgConnection> + ExecuteDsl<SqliteConnection> + QueryFragment<Pg>,
{
    fn insert_into(&'a self, table: T, connection: &mut AnyConnection) -> QueryResult<()> {
        if let AnyConnection::Postgres(inner) = connection
            && self.len() >= MANY
            && copy_rows::<T, R>(inner, table, self)?
        {
            return Ok(());
        }
        for chunk in self.chunks(ROWS_PER_INSERT) {
            let insert = diesel::insert_into(table).values(chunk);
            match connection {
                AnyConnection::Postgres(inner) => insert.execute(inner)?,
                AnyConnection::Sqlite(inner) => insert.execute(inner)?,
            };
        }
        Ok(())
    }
}

/// Rows that own what they hold: a file keeps their statement prepared.
pub struct OwnedRows<'r, R>(pub &'r [R]);

impl<'a, T, R: 'a> InsertableRows<'a, T> for OwnedRows<'_, R>
where
    T: Table + Copy,
    [R]: InsertableRows<'a, T>,
    &'a [R; PREPARED]: Insertable<T>,
    InsertStatement<T, <&'a [R; PREPARED] as Insertable<T>>::Values>: ExecuteDsl<SqliteConnection>,
{
    fn insert_into(&'a self, table: T, connection: &mut AnyConnection) -> QueryResult<()> {
        let mut rows: &'a [R] = self.0;
        if let AnyConnection::Sqlite(inner) = connection
            && rows.len() >= MANY
        {
            let (chunks, rest) = rows.as_chunks::<PREPARED>();
            for chunk in chunks {
                diesel::insert_into(table).values(chunk).execute(inner)?;
            }
            rows = rest;
        }
        InsertableRows::insert_into(rows, table, connection)
    }
}

/// Inserts rows into a table, many with each statement.
pub fn insert_rows<'a, T, R>(connection: &mut AnyConnection, table: T, rows: &'a R) -> QueryResult<()>
where
    R: InsertableRows<'a, T> + ?Sized,
{
    rows.insert_into(table, connection)
}

/// Copies rows into a table; returns whether that is allowed. The values are sent as an insert would bind them, whose types are
/// those of the columns.
fn copy_rows<'a, T, R>(connection: &mut PgConnection, table: T, rows: &'a [R]) -> QueryResult<bool>
where
    T: Table + Copy,
    &'a [R]: Insertable<T>,
    InsertStatement<T, <&'a [R] as Insertable<T>>::Values>: QueryFragment<Pg>,
{
    let insert = |rows: &'a [R]| diesel::insert_into(table).values(rows);
    let mut sql = PgQueryBuilder::new();
    let first = insert(rows.get(..1).unwrap_or_default());
    <_ as QueryFragment<Pg>>::to_sql(&first, &mut sql, &Pg)?;
    let sql = sql.finish();
    // INSERT INTO "table" ("column", "column") VALUES …
    let target = sql.strip_prefix("INSERT INTO ");
    let target = target.and_then(|rest| Some(rest.split_once(" VALUES ")?.0));
    let names = target.and_then(|target| Some((target, target.split('"').nth(1)?)));
    let (target, name) = names.ok_or_else(|| not_copied("an insert names no columns"))?;
    if !takes_copy(connection, name)? {
        return Ok(false);
    }
    let columns = target.matches("\", \"").count() + 1;
    copy_into(connection, target.to_owned(), CopyFormat::Binary, |sink| {
        sink.send(BINARY_HEAD);
        for chunk in rows.chunks(ROWS_PER_INSERT) {
            let mut values = RawBytesBindCollector::<Pg>::new();
            <_ as QueryFragment<Pg>>::collect_binds(&insert(chunk), &mut values, &mut OwnTypes, &Pg)?;
            if values.binds.len() != columns * chunk.len() {
                return Err(not_copied("a row leaves a column to its default"));
            }
            for row in values.binds.chunks(columns) {
                send_row(sink, row)?;
            }
        }
        sink.send(&BINARY_END.to_be_bytes());
        Ok(())
    })?;
    Ok(true)
}

/// Sends a row in the binary form of COPY: the number of its values, and of each its length and its bytes.
fn send_row(sink: &mut RowSink<'_>, row: &[Option<Vec<u8>>]) -> QueryResult<()> {
    sink.send(&i16::try_from(row.len()).map_err(too_long)?.to_be_bytes());
    for value in row {
        // A length of -1 is that of no value.
        let length = value.as_ref().map_or(Ok(-1), |bytes| i32::try_from(bytes.len()));
        sink.send(&length.map_err(too_long)?.to_be_bytes());
        sink.send(value.as_deref().unwrap_or_default());
    }
    Ok(())
}

fn too_long(error: std::num::TryFromIntError) -> StatementError {
    StatementError::SerializationError(Box::new(error))
}

fn not_copied(why: &str) -> StatementError {
    StatementError::QueryBuilderError(why.into())
}

/// The types of values, which no server is asked for: all of them are its own, with numbers of their own.
struct OwnTypes;

impl PgMetadataLookup for OwnTypes {
    fn lookup_type(&mut self, _name: &str, _schema: Option<&str>) -> PgTypeMetadata {
        PgTypeMetadata::new(0, 0)
    }
}
