//! Reading the audit log, and asking whether it is what was written.

use super::chain::{self, Fact, Finding};
use super::checkpoint::Checkpoint;
use super::model::StoredRow;
use super::record::AuditRow;
use super::store::{self, Filter};
use crate::access::auth::store::user_by_key;
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::list_pages::{TakeRows, each_page, gathered};
use crate::access::tx::{Tx, not_allowed};
use crate::db::database_id;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;

/// Kinds of records that are about money.
const MONEY: &[&str] = &["costing", "invoice", "payment", "period", "price", "quote"];

/// Refuses whoever sees a part of the log.
pub(super) fn see_all(tx: &Tx<'_>) -> Result<()> {
    let grant = tx.require(Permission::SeeAudit)?;
    if grant.reach() == PermissionScope::All {
        return Ok(());
    }
    Err(not_allowed(tx.actor(), "see the whole audit log"))
}

/// Returns the rows that fit the filter; a user is named in any spelling.
pub fn list(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<AuditRow>> {
    let _grant = tx.require(Permission::SeeAudit)?;
    gathered(|take| list_in_pages(tx, filter, take))
}

/// Hands the rows of [`list`] over page by page, as long as `take` wants more.
pub fn list_in_pages(tx: &mut Tx<'_>, filter: &Filter, take: &mut TakeRows<'_, AuditRow>) -> Result<()> {
    let grant = tx.require(Permission::SeeAudit)?;
    let mut page = settled(tx, &grant, filter.clone())?;
    let most = page.limit.and_then(|limit| usize::try_from(limit).ok());
    let next = |tx: &mut Tx<'_>, after: Option<&StoredRow>, limit: i64| {
        page.after = after.map(|row| row.seq).or(page.after);
        page.limit = Some(limit);
        store::list(tx.connection(), &page)
    };
    let finish = |_: &mut Tx<'_>, rows: Vec<StoredRow>| -> Result<Vec<AuditRow>> {
        Ok(rows.into_iter().map(AuditRow::from).collect())
    };
    each_page(tx, most, None, next, finish, take)
}

/// Narrows a filter to what the actor may see, and finds the user that it names.
fn settled(tx: &mut Tx<'_>, grant: &Grant, mut filter: Filter) -> Result<Filter> {
    filter.kinds = (grant.reach() != PermissionScope::All).then_some(MONEY);
    if let Some(name) = &filter.actor
        && let Some(user) = user_by_key(tx.connection(), &name_key(name))?
    {
        filter.actor = Some(user.username);
    }
    Ok(filter)
}

/// What a look at the whole chain came to.
pub struct Verdict {
    /// The last row up to which all is as written.
    pub seq: i64,
    pub hash: String,
    pub finding: Option<Finding>,
}

/// Finds the row that tells of something closed or issued which is no longer what it was; of what no row tells of, `None`.
pub type FindMisfit = fn(&mut Tx<'_>) -> Result<Option<Option<i64>>>;

/// Recomputes the whole chain, and compares it with a head that was kept elsewhere.
///
/// # Errors
/// `Invalid` for a head of another database. What is found is not an error here.
pub fn verify(tx: &mut Tx<'_>, against: Option<&Checkpoint>, find_misfit: FindMisfit) -> Result<Verdict> {
    see_all(tx)?;
    let walk = chain::walk(tx.connection())?;
    let mut finding = walk.finding;
    if finding.is_none() {
        finding = left_out(tx)?;
    }
    if let (None, Some(kept)) = (finding, against) {
        finding = compare(tx, kept, walk.seq)?;
    }
    if finding.is_none() {
        finding = find_misfit(tx)?.map(|row| Finding {
            seq: row.unwrap_or(walk.seq),
            fact: row.map_or(Fact::Untold, |_| Fact::NotAsClosed),
        });
    }
    Ok(Verdict {
        seq: walk.seq,
        hash: walk.hash,
        finding,
    })
}

/// Finds a row that an index leaves out: whatever is listed by record or actor would not show it.
fn left_out(tx: &mut Tx<'_>) -> Result<Option<Finding>> {
    let faults = tx.connection().index_faults("audit_log")?;
    Ok(faults.first().map(|fault| Finding {
        // "row 4 missing from index …"
        seq: fault.split(' ').find_map(|word| word.parse().ok()).unwrap_or(1),
        fact: Fact::NotInIndex,
    }))
}

fn compare(tx: &mut Tx<'_>, kept: &Checkpoint, newest: i64) -> Result<Option<Finding>> {
    if database_id(tx.connection())? != kept.database_id {
        return Err(
            Error::invalid(ErrorCode::OtherDatabase, "the checkpoint is of another database")
                .hint("colab audit checkpoint prints this one's"),
        );
    }
    let found = |seq, fact| Some(Finding { seq, fact });
    if newest < kept.seq {
        return Ok(found(newest + 1, Fact::Missing));
    }
    // Before the first row the chain has no hash.
    let hash = store::row(tx.connection(), kept.seq)?.map_or_else(String::new, |row| row.hash);
    Ok(if hash == kept.hash {
        None
    } else {
        found(kept.seq, Fact::NotAsKept)
    })
}

/// The head of the chain as it is now.
pub fn checkpoint(tx: &mut Tx<'_>) -> Result<Checkpoint> {
    see_all(tx)?;
    let head = store::head(tx.connection())?;
    let (seq, hash) = head.map_or_else(Default::default, |head| (head.seq, head.hash));
    let newest = store::row(tx.connection(), seq)?;
    Ok(Checkpoint {
        database_id: database_id(tx.connection())?,
        seq,
        hash,
        at: newest.map(|row| row.at),
    })
}
