//! Lists of which the program chooses among the rows that the database reads, page by page.

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
    after: Option<R>,
    mut load: impl FnMut(&mut Tx<'_>, Option<&R>, i64) -> Result<Vec<R>>,
    mut finish: impl FnMut(&mut Tx<'_>, Vec<R>) -> Result<Vec<T>>,
    take: &mut TakeRows<'_, T>,
) -> Result<()> {
    let read = |after: Option<&R>, size: i64| -> Result<ListPage<R, T>> {
        let rows = load(tx, after, size)?;
        Ok(ListPage {
            read: rows.len(),
            last: rows.last().cloned(),
            found: finish(tx, rows)?,
        })
    };
    hand_over(limit, after, read, take)
}

/// The next rows of a list.
struct ListPage<R, T> {
    /// How many rows were read.
    read: usize,
    last: Option<R>,
    /// Those that fit.
    found: Vec<T>,
}

/// Does what [`each_page`] says with pages of which `read` has chosen already.
fn hand_over<R, T>(
    limit: Option<usize>,
    mut after: Option<R>,
    mut read: impl FnMut(Option<&R>, i64) -> Result<ListPage<R, T>>,
    take: &mut TakeRows<'_, T>,
) -> Result<()> {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut size = left.clamp(1, PAGE);
    loop {
        let mut page = read(after.as_ref(), i64::try_from(size).unwrap_or(i64::MAX))?;
        after = page.last.or(after);
        page.found.truncate(left);
        left -= page.found.len();
        if !take(page.found)? || page.read < size || left == 0 {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_rows_are_read_than_it_takes_to_find_those_that_fit() {
        for (limit, every, expected, asked) in [
            (Some(3), 1, vec![1, 2, 3], vec![(0, 3)]),
            (Some(3), 5, vec![5, 10, 15], vec![(0, 3), (3, 12)]),
            (
                Some(3),
                50,
                vec![50, 100],
                vec![(0, 3), (3, 12), (15, 48), (63, 192)],
            ),
            (Some(0), 1, vec![], vec![(0, 1)]),
            (None, 50, vec![50, 100], vec![(0, 2000)]),
        ] {
            let (mut found, mut sizes) = (Vec::new(), Vec::new());
            let read = |after: Option<&i64>, size: i64| -> Result<ListPage<i64, i64>> {
                let after = after.copied().unwrap_or_default();
                sizes.push((after, size));
                let rows: Vec<i64> = (after + 1..=100_i64.min(after + size)).collect();
                Ok(ListPage {
                    read: rows.len(),
                    last: rows.last().copied(),
                    found: rows.into_iter().filter(|row| row % every == 0).collect(),
                })
            };
            let mut take = |page: Vec<i64>| -> Result<bool> {
                found.extend(page);
                Ok(true)
            };
            hand_over(limit, None, read, &mut take).unwrap();
            assert_eq!((found, sizes), (expected, asked));
        }
    }

    #[test]
    fn nothing_is_read_once_nothing_more_is_wanted() {
        let mut pages = 0;
        let read = |after: Option<&i64>, size: i64| -> Result<ListPage<i64, i64>> {
            pages += 1;
            let first = after.map_or(0, |after| after + 1);
            Ok(ListPage {
                read: usize::try_from(size).unwrap(),
                last: Some(first + size - 1),
                found: vec![first],
            })
        };
        let mut found = Vec::new();
        let mut take = |page: Vec<i64>| -> Result<bool> {
            found.extend(page);
            Ok(found.len() < 2)
        };
        hand_over(None, None, read, &mut take).unwrap();
        assert_eq!((pages, found), (2, vec![0, 2000]));
    }
}
