//! Queries of jobs and their runs.

use diesel::dsl::max;
use diesel::prelude::*;

use super::model::{GOOD, JobRow, RunEnd, RunRow};
use crate::db::Connection;
use crate::db::schema::{job_runs, jobs};
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

/// Loads the newest run of each job that has ended, and of each the one that has not, in the order of their numbers.
pub fn newest_runs(connection: &mut Connection) -> Result<Vec<RunRow>> {
    let newest = newest_ids(connection, None)?;
    let runs = job_runs::table.select(RunRow::as_select());
    let unended = runs.filter(job_runs::ended_at.is_null()).load(connection)?;
    let mut found: Vec<RunRow> = runs.filter(job_runs::id.eq_any(newest)).load(connection)?;
    found.extend::<Vec<RunRow>>(unended);
    found.sort_by_key(|run| run.id);
    Ok(found)
}

/// Loads the newest good run of each job.
pub fn newest_good_runs(connection: &mut Connection) -> Result<Vec<RunRow>> {
    let newest = newest_ids(connection, Some(&GOOD))?;
    Ok(job_runs::table
        .filter(job_runs::id.eq_any(newest))
        .select(RunRow::as_select())
        .load(connection)?)
}

fn newest_ids(connection: &mut Connection, codes: Option<&[i32]>) -> Result<Vec<i64>> {
    let mut query = job_runs::table
        .group_by(job_runs::job)
        .select(max(job_runs::id))
        .filter(job_runs::ended_at.is_not_null())
        .into_boxed();
    if let Some(codes) = codes {
        query = query.filter(job_runs::exit_code.assume_not_null().eq_any(codes.to_vec()));
    }
    let ids: Vec<Option<i64>> = query.load(connection)?;
    Ok(ids.into_iter().flatten().collect())
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
