//! Queries of jobs and their runs.

use diesel::dsl::{max, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::model::{GOOD, JobRow, RunEnd, RunRow};
use crate::db::schema::{job_runs, jobs};
use crate::db::{Connection, QueryBatch, columns_of, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Loads every declared job, by name.
pub fn jobs(connection: &mut Connection) -> Result<Vec<JobRow>> {
    Ok(jobs::table
        .order(jobs::name)
        .select(JobRow::as_select())
        .load(connection)?)
}

pub fn job(connection: &mut Connection, name: &str) -> Result<Option<JobRow>> {
    Ok(jobs::table
        .find(name)
        .select(JobRow::as_select())
        .first(connection)
        .optional()?)
}

pub fn insert_job(connection: &mut Connection, row: &JobRow) -> QueryResult<()> {
    diesel::insert_into(jobs::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

pub fn save_job(connection: &mut Connection, row: &JobRow) -> QueryResult<()> {
    diesel::update(jobs::table.find(row.name.as_str()))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Deletes a declaration.
pub fn delete(connection: &mut Connection, name: &str) -> Result<()> {
    diesel::delete(jobs::table.find(name)).execute(connection)?;
    Ok(())
}

/// Deletes the runs of a job, and returns how many there were.
pub fn delete_runs(connection: &mut Connection, name: &str) -> Result<usize> {
    Ok(diesel::delete(job_runs::table.filter(job_runs::job.eq(name))).execute(connection)?)
}

/// Loads runs, newest first: of a job, or of all; those older than `before`.
pub fn runs(
    connection: &mut Connection,
    job: Option<&str>,
    before: Option<i64>,
    limit: Option<i64>,
) -> Result<Vec<RunRow>> {
    let mut query = job_runs::table.select(RunRow::as_select()).into_boxed();
    if let Some(job) = job {
        query = query.filter(job_runs::job.eq(job.to_owned()));
    }
    if let Some(id) = before {
        query = query.filter(job_runs::id.lt(id));
    }
    query = query.order(job_runs::id.desc());
    if let Some(limit) = limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

/// Every declared job by name; the newest run of each job that has ended, and of each the one that has not, in the order of their
/// numbers; the newest good run of each job.
pub type StoredStandings = (Vec<JobRow>, Vec<RunRow>, Vec<RunRow>);

/// Asks for what tells how jobs stand.
pub fn all_facts() -> impl QueryBatch<Answer = StoredStandings> {
    let declared = jobs::table.order(jobs::name).select(columns_of::<JobRow>());
    let unended = job_runs::table
        .filter(job_runs::ended_at.is_null())
        .select(columns_of::<RunRow>());
    let runs = (rows_of(unended), newest_ended(""));
    let runs = runs.read_as(|(unended, mut found): (Vec<RunRow>, Vec<RunRow>)| {
        found.extend(unended);
        found.sort_by_key(|run| run.id);
        found
    });
    let good = GOOD.map(|code| code.to_string()).join(", ");
    let good = newest_ended(&format!(" AND exit_code IN ({good})"));
    (rows_of(declared), runs, good)
}

/// Asks for the newest run of each job that has ended, among those for which more holds.
fn newest_ended(more: &str) -> impl QueryBatch<Answer = Vec<RunRow>> + use<> {
    let newest = sql::<Bool>(&format!(
        "job_runs.id IN (SELECT max(id) FROM job_runs WHERE ended_at IS NOT NULL{more} GROUP BY job)"
    ));
    rows_of(job_runs::table.filter(newest).select(columns_of::<RunRow>()))
}

/// Loads the run of a job that has not ended.
pub fn unended(connection: &mut Connection, job: &str) -> Result<Option<RunRow>> {
    Ok(job_runs::table
        .filter(job_runs::job.eq(job).and(job_runs::ended_at.is_null()))
        .select(RunRow::as_select())
        .first(connection)
        .optional()?)
}

/// Loads the runs of a slot, newest first.
pub fn of_slot(connection: &mut Connection, job: &str, slot: Timestamp) -> Result<Vec<RunRow>> {
    Ok(job_runs::table
        .filter(job_runs::job.eq(job).and(job_runs::slot.eq(slot)))
        .order(job_runs::attempt.desc())
        .select(RunRow::as_select())
        .load(connection)?)
}

pub fn insert_run(connection: &mut Connection, row: &RunRow) -> QueryResult<()> {
    diesel::insert_into(job_runs::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Records how a run ended; returns whether it had not ended before.
pub fn end_run(connection: &mut Connection, id: i64, end: &RunEnd<'_>) -> QueryResult<bool> {
    diesel::update(job_runs::table.find(id).filter(job_runs::ended_at.is_null()))
        .set(end)
        .execute(connection)
        .map(|rows| rows > 0)
}

/// Deletes the oldest runs of a job beyond so many, but for its newest good one.
pub fn prune(connection: &mut Connection, job: &str, kept: i64) -> Result<()> {
    let of_job = job_runs::job.eq(job.to_owned());
    let oldest_kept: Option<i64> = job_runs::table
        .filter(of_job.clone())
        .order(job_runs::id.desc())
        .offset(kept - 1)
        .select(job_runs::id)
        .first(connection)
        .optional()?;
    let Some(oldest_kept) = oldest_kept else {
        return Ok(());
    };
    let newest_good: Option<i64> = job_runs::table
        .filter(of_job.clone())
        .filter(job_runs::exit_code.assume_not_null().eq_any(GOOD.to_vec()))
        .select(max(job_runs::id))
        .first(connection)?;
    diesel::delete(
        job_runs::table
            .filter(of_job)
            .filter(job_runs::id.lt(oldest_kept))
            .filter(job_runs::id.ne(newest_good.unwrap_or(0))),
    )
    .execute(connection)?;
    Ok(())
}
