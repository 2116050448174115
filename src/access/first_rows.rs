//! Lists of which the program chooses among the rows that the database reads, page by page or from their beginning.

use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// Rows that are read at a time of a list without a limit.
const PAGE: usize = 2000;

/// What takes the rows of a list as they are read; it returns whether it wants more.
pub type TakeRows<'t, T> = dyn FnMut(Vec<T>) -> Result<bool> + 't;

/// Hands the rows of a list that fit over page by page, up to a limit and as long as `take` wants more. `load` reads so many rows
/// after one, or from the beginning of the list; `finish` returns those of them that fit. With a limit, no more rows are read than
/// it takes: of a list of which few fit, the next page is four times as large.
///
/// # Errors
/// Those of `load`, `finish` and `take`.
pub fn each_page<R: Clone, T>(
    tx: &mut Tx<'_>,
    limit: Option<usize>,
    mut after: Option<R>,
    mut load: impl FnMut(&mut Tx<'_>, Option<&R>, i64) -> Result<Vec<R>>,
    mut finish: impl FnMut(&mut Tx<'_>, Vec<R>) -> Result<Vec<T>>,
    take: &mut TakeRows<'_, T>,
) -> Result<()> {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut size = left.clamp(1, PAGE);
    loop {
        let rows = load(tx, after.as_ref(), i64::try_from(size).unwrap_or(i64::MAX))?;
        let is_last = rows.len() < size;
        after = rows.last().cloned().or(after);
        let mut found = finish(tx, rows)?;
        found.truncate(left);
        left -= found.len();
        if !take(found)? || is_last || left == 0 {
            return Ok(());
        }
        size = size.saturating_mul(4).min(PAGE);
    }
}

/// Returns the next rows of a list that goes by groups, so many at most: those that follow a row in its group, then those of the
/// groups behind it. `load` reads the next rows of one group.
///
/// # Errors
/// Those of `load`.
pub fn next_by_group<G: Copy + PartialEq, R>(
    tx: &mut Tx<'_>,
    groups: &[G],
    after: Option<(G, &R)>,
    limit: i64,
    mut load: impl FnMut(&mut Tx<'_>, G, Option<&R>, i64) -> Result<Vec<R>>,
) -> Result<Vec<R>> {
    let first = after.and_then(|(of, _)| groups.iter().position(|group| *group == of));
    let (mut found, mut left) = (Vec::new(), limit);
    for group in groups.iter().skip(first.unwrap_or_default()) {
        let place = after.filter(|(of, _)| of == group).map(|(_, row)| row);
        let rows = load(tx, *group, place, left)?;
        left -= i64::try_from(rows.len()).unwrap_or(left);
        found.extend(rows);
        if left <= 0 {
            break;
        }
    }
    Ok(found)
}

/// Returns all rows that `read` hands over.
///
/// # Errors
/// Those of `read`.
pub fn gathered<T>(read: impl FnOnce(&mut TakeRows<'_, T>) -> Result<()>) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    read(&mut |page: Vec<T>| {
        rows.extend(page);
        Ok(true)
    })?;
    Ok(rows)
}

/// Returns the first rows that fit of a list that is not read on from a row, up to a limit. `load` reads so many rows from the
/// beginning of the list, or all, and returns how many these were with those that fit; where too few of them do, four times as many
/// are read.
///
/// # Errors
/// Those of `load`.
pub fn first_rows<R>(
    limit: Option<usize>,
    mut load: impl FnMut(Option<i64>) -> Result<(usize, Vec<R>)>,
) -> Result<Vec<R>> {
    let Some(limit) = limit else {
        return Ok(load(None)?.1);
    };
    let mut size = limit.max(1);
    loop {
        let (read, mut found) = load(i64::try_from(size).ok())?;
        if found.len() >= limit || read < size {
            found.truncate(limit);
            return Ok(found);
        }
        size = size.saturating_mul(4);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_rows_are_read_than_it_takes_to_find_those_that_fit() {
        let rows: Vec<i64> = (1..=100).collect();
        for (limit, every, expected, asked) in [
            (Some(3), 1, vec![1, 2, 3], vec![Some(3)]),
            (Some(3), 5, vec![5, 10, 15], vec![Some(3), Some(12), Some(48)]),
            (
                Some(3),
                50,
                vec![50, 100],
                vec![Some(3), Some(12), Some(48), Some(192)],
            ),
            (Some(0), 1, vec![], vec![Some(1)]),
            (None, 50, vec![50, 100], vec![None]),
        ] {
            let mut sizes = Vec::new();
            let found = first_rows(limit, |size| {
                sizes.push(size);
                let read = size.map_or(100, |size| usize::try_from(size).unwrap().min(100));
                let fit = rows[..read].iter().copied().filter(|row| row % every == 0);
                Ok((read, fit.collect()))
            });
            assert_eq!((found.unwrap(), sizes), (expected, asked));
        }
    }
}
