//! Lists of which the program chooses among the rows that the database reads.

use crate::kernel::error::Result;

/// Returns the first rows of a list that fit, up to a limit. `load` reads so many rows from the beginning of the list, or all, and
/// returns how many these were with those that fit; where too few of them do, four times as many are read.
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
