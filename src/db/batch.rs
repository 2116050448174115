//! Several queries in one statement: on a server each way there and back costs more than most queries.
//!
//! A server gets one statement, whose rows are the rows of each query as the server would send them; a file, to which the way is
//! short, gets one query after the other.

use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::Range;

use diesel::deserialize::FromSqlRow;
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::LoadQuery;
use diesel::result::Error as StatementError;
use diesel::row::{Field, PartialRow, Row, RowIndex, RowSealed};
use diesel::sql_types::{BigInt, Binary, Integer, Nullable};

use super::backend::{AnyConnection, IDS_PER_QUERY, MultiBackend};

type DynamicQuery<'q> = &'q dyn QueryFragment<MultiBackend>;

/// The rows of each query, in one piece.
type SentLists = std::vec::IntoIter<Option<Vec<u8>>>;

/// Queries that are answered together.
pub trait QueryBatch: Sized {
    type Answer;

    /// Adds the queries to a list.
    fn queries<'q>(&'q self, list: &mut Vec<DynamicQuery<'q>>);

    /// Reads the answers to these queries, which come in the order of the list.
    fn answer(self, answers: &mut BatchAnswers<'_>) -> QueryResult<Self::Answer>;

    /// Makes something else of the answer.
    fn read_as<T, F: FnOnce(Self::Answer) -> T>(self, read: F) -> MappedBatch<Self, F> {
        MappedBatch { batch: self, read }
    }
}

/// Where the answers come from.
pub enum BatchAnswers<'c> {
    /// The rows of each query, in one piece.
    Sent(SentLists),
    /// Each query is asked by itself.
    Asked(&'c mut AnyConnection),
}

impl AnyConnection {
    /// Answers the queries of a batch: on a server by one statement.
    pub fn answer<B: QueryBatch>(&mut self, batch: B) -> QueryResult<B::Answer> {
        let mut queries = Vec::new();
        batch.queries(&mut queries);
        if matches!(self, Self::Sqlite(_)) || queries.len() < 2 {
            return batch.answer(&mut BatchAnswers::Asked(self));
        }
        let mut lists: Vec<(i32, Option<Vec<u8>>)> = UnitedQueries(&queries).load(self)?;
        lists.sort_by_key(|(place, _)| *place);
        let lists: Vec<Option<Vec<u8>>> = lists.into_iter().map(|(_, rows)| rows).collect();
        batch.answer(&mut BatchAnswers::Sent(lists.into_iter()))
    }
}

/// Returns a batch that finds rows by keys, however many: a query for so many keys as an engine takes, whose rows are joined.
pub fn rows_by_keys<K: Clone, R, Q, F: Fn(Vec<K>) -> Q>(
    keys: &[K],
    query: F,
) -> impl QueryBatch<Answer = Vec<R>> + use<K, R, Q, F>
where
    RowsQuery<Q, R>: QueryBatch<Answer = Vec<R>>,
{
    let queries = keys
        .chunks(IDS_PER_QUERY)
        .map(|chunk| rows_of(query(chunk.to_vec())));
    let queries: Vec<RowsQuery<Q, R>> = queries.collect();
    queries.read_as(|lists| lists.into_iter().flatten().collect())
}

/// One query; its answer is its rows.
pub struct RowsQuery<Q, R> {
    query: Q,
    rows: PhantomData<fn() -> R>,
}

/// Returns the columns of a row, by the types that they have on any engine.
pub fn columns_of<R: Selectable<MultiBackend>>() -> R::SelectExpression {
    R::construct_selection()
}

/// Returns a batch of one query.
pub fn rows_of<R, Q>(query: Q) -> RowsQuery<Q, R> {
    RowsQuery {
        query,
        rows: PhantomData,
    }
}

impl<Q, R> QueryBatch for RowsQuery<Q, R>
where
    Q: Query
        + RunQueryDsl<AnyConnection>
        + QueryFragment<MultiBackend>
        + for<'q> LoadQuery<'q, AnyConnection, R>,
    R: FromSqlRow<Q::SqlType, Pg>,
{
    type Answer = Vec<R>;

    fn queries<'q>(&'q self, list: &mut Vec<DynamicQuery<'q>>) {
        list.push(&self.query);
    }

    fn answer(self, answers: &mut BatchAnswers<'_>) -> QueryResult<Vec<R>> {
        match answers {
            BatchAnswers::Asked(connection) => self.query.load(connection),
            BatchAnswers::Sent(lists) => next_rows::<Q::SqlType, R>(lists),
        }
    }
}

/// Reads the rows that were sent for the next query.
fn next_rows<ST, R: FromSqlRow<ST, Pg>>(lists: &mut SentLists) -> QueryResult<Vec<R>> {
    let rows = lists
        .next()
        .ok_or_else(|| StatementError::DeserializationError("a query of the batch has no answer".into()))?;
    read_rows(&rows.unwrap_or_default()).map_err(StatementError::DeserializationError)
}

/// Ids of a table that are reserved beside what else is asked, as [`AnyConnection::reserve_ids`] does.
pub struct ReservedIds {
    pub table: &'static str,
    pub count: usize,
}

impl QueryFragment<MultiBackend> for ReservedIds {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let Self { table, count } = self;
        out.push_sql(&format!(
            "SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, {count})"
        ));
        Ok(())
    }
}

impl QueryBatch for ReservedIds {
    type Answer = Vec<i64>;

    fn queries<'q>(&'q self, list: &mut Vec<DynamicQuery<'q>>) {
        list.push(self);
    }

    fn answer(self, answers: &mut BatchAnswers<'_>) -> QueryResult<Vec<i64>> {
        match answers {
            BatchAnswers::Asked(connection) => connection.reserve_ids(self.table, self.count),
            BatchAnswers::Sent(lists) => next_rows::<BigInt, i64>(lists),
        }
    }
}

/// A batch whose answer is made into something else.
pub struct MappedBatch<B, F> {
    batch: B,
    read: F,
}

impl<B: QueryBatch, T, F: FnOnce(B::Answer) -> T> QueryBatch for MappedBatch<B, F> {
    type Answer = T;

    fn queries<'q>(&'q self, list: &mut Vec<DynamicQuery<'q>>) {
        self.batch.queries(list);
    }

    fn answer(self, answers: &mut BatchAnswers<'_>) -> QueryResult<T> {
        Ok((self.read)(self.batch.answer(answers)?))
    }
}

/// Nothing is asked.
impl QueryBatch for () {
    type Answer = ();

    fn queries<'q>(&'q self, _list: &mut Vec<DynamicQuery<'q>>) {}

    fn answer(self, _answers: &mut BatchAnswers<'_>) -> QueryResult<()> {
        Ok(())
    }
}

impl<B: QueryBatch> QueryBatch for Option<B> {
    type Answer = Option<B::Answer>;

    fn queries<'q>(&'q self, list: &mut Vec<DynamicQuery<'q>>) {
        self.iter().for_each(|batch| batch.queries(list));
    }

    fn answer(self, answers: &mut BatchAnswers<'_>) -> QueryResult<Self::Answer> {
        self.map(|batch| batch.answer(answers)).transpose()
    }
}

impl<B: QueryBatch> QueryBatch for Vec<B> {
    type Answer = Vec<B::Answer>;

    fn queries<'q>(&'q self, list: &mut Vec<DynamicQuery<'q>>) {
        self.iter().for_each(|batch| batch.queries(list));
    }

    fn answer(self, answers: &mut BatchAnswers<'_>) -> QueryResult<Self::Answer> {
        self.into_iter().map(|batch| batch.answer(answers)).collect()
    }
}

macro_rules! batch_of_tuple {
    ($($batch:ident $place:tt),+) => {
        impl<$($batch: QueryBatch),+> QueryBatch for ($($batch,)+) {
            type Answer = ($($batch::Answer,)+);

            fn queries<'q>(&'q self, list: &mut Vec<DynamicQuery<'q>>) {
                $(self.$place.queries(list);)+
            }

            fn answer(self, answers: &mut BatchAnswers<'_>) -> QueryResult<Self::Answer> {
                Ok(($(self.$place.answer(answers)?,)+))
            }
        }
    };
}

batch_of_tuple!(A 0, B 1);
batch_of_tuple!(A 0, B 1, C 2);
batch_of_tuple!(A 0, B 1, C 2, D 3);
batch_of_tuple!(A 0, B 1, C 2, D 3, E 4);
batch_of_tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
batch_of_tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);

/// The statement for a server: a row for each query, with its rows in one piece.
struct UnitedQueries<'q>(&'q [DynamicQuery<'q>]);

impl Query for UnitedQueries<'_> {
    type SqlType = (Integer, Nullable<Binary>);
}

impl QueryId for UnitedQueries<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl RunQueryDsl<AnyConnection> for UnitedQueries<'_> {}

impl QueryFragment<MultiBackend> for UnitedQueries<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for (place, query) in self.0.iter().enumerate() {
            if place > 0 {
                out.push_sql(" UNION ALL ");
            }
            out.push_sql(&format!("SELECT {place}, string_agg(record_send(t), '') FROM ("));
            query.walk_ast(out.reborrow())?;
            out.push_sql(") t");
        }
        Ok(())
    }
}

/// A row as `record_send` writes it: the number of its fields, and of each its type, its length and its bytes.
struct SentRow<'a> {
    fields: Vec<SentField<'a>>,
}

#[derive(Clone, Copy)]
struct SentField<'a> {
    type_oid: NonZeroU32,
    bytes: Option<&'a [u8]>,
}

fn read_rows<ST, R: FromSqlRow<ST, Pg>>(mut bytes: &[u8]) -> diesel::deserialize::Result<Vec<R>> {
    let mut rows = Vec::new();
    while !bytes.is_empty() {
        let row = SentRow::read(&mut bytes).ok_or("a row ends before its end")?;
        rows.push(R::build_from_row(&row)?);
    }
    Ok(rows)
}

impl<'a> SentRow<'a> {
    /// Reads the next row; `None` where the bytes are none.
    fn read(bytes: &mut &'a [u8]) -> Option<Self> {
        let count = read_number(bytes)?;
        let fields = (0..count)
            .map(|_| SentField::read(bytes))
            .collect::<Option<_>>()?;
        Some(Self { fields })
    }
}

impl<'a> SentField<'a> {
    fn read(bytes: &mut &'a [u8]) -> Option<Self> {
        let type_oid = NonZeroU32::new(read_number(bytes)?.cast_unsigned())?;
        // A length of -1 is that of no value.
        let Ok(length) = usize::try_from(read_number(bytes)?) else {
            return Some(Self {
                type_oid,
                bytes: None,
            });
        };
        let (value, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        Some(Self {
            type_oid,
            bytes: Some(value),
        })
    }
}

fn read_number(bytes: &mut &[u8]) -> Option<i32> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(i32::from_be_bytes(*number))
}

impl<'f> Field<'f, Pg> for SentField<'f> {
    /// Names are not sent.
    fn field_name(&self) -> Option<&str> {
        None
    }

    fn value(&self) -> Option<PgValue<'_>> {
        Some(PgValue::new(self.bytes?, &self.type_oid))
    }
}

impl RowIndex<usize> for SentRow<'_> {
    fn idx(&self, place: usize) -> Option<usize> {
        (place < self.fields.len()).then_some(place)
    }
}

impl RowIndex<&str> for SentRow<'_> {
    fn idx(&self, _name: &str) -> Option<usize> {
        None
    }
}

impl RowSealed for SentRow<'_> {}

impl<'a> Row<'a, Pg> for SentRow<'a> {
    type Field<'f>
        = SentField<'f>
    where
        'a: 'f,
        Self: 'f;
    type InnerPartialRow = Self;

    fn field_count(&self) -> usize {
        self.fields.len()
    }

    fn get<'b, I>(&'b self, place: I) -> Option<Self::Field<'b>>
    where
        'a: 'b,
        Self: RowIndex<I>,
    {
        self.fields.get(self.idx(place)?).copied()
    }

    fn partial_row(&self, range: Range<usize>) -> PartialRow<'_, Self> {
        PartialRow::new(self, range)
    }
}
