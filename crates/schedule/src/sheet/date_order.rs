//! What the order of a sheet's dates says of them: a lone one that breaks it is mistyped, and days that are ever a month apart
//! are read in the wrong order of day and month.

use chrono::{Datelike, NaiveDate};

use super::dates::DateForm;
use super::grid::SheetGrid;
use super::lines::{DateHints, LineDate, LineRefusal, LineState, SheetLines};
use super::weeks;

/// Lines of one date, one after the other.
struct DateRun {
    date: NaiveDate,
    lines: Vec<u32>,
}

/// Refuses the lines of dates that break the order of the others in their block.
pub(super) fn refuse_lone(lines: &mut SheetLines, grid: &SheetGrid<'_>) {
    let blocks = 0..lines.blocks.len();
    let broken: Vec<(u32, String)> = blocks
        .flat_map(|block| out_of_order(&runs(lines, block)))
        .collect();
    for (number, why) in broken {
        let line = lines.lines.iter_mut().find(|line| line.line == number);
        if let Some(line) = line
            && let LineState::Dated(dated) = &line.state
        {
            line.state = LineState::Refused(LineRefusal {
                at: dated.at,
                why: format!("{}: {why}", grid.line_name(number)),
                way_out: Some("correct the date, or move its entries to their place".into()),
                is_wrong_date: true,
            });
        }
    }
}

fn runs(lines: &SheetLines, block: usize) -> Vec<DateRun> {
    let mut runs: Vec<DateRun> = Vec::new();
    for line in lines.lines.iter().filter(|line| line.block == block) {
        let LineState::Dated(dated) = &line.state else {
            continue;
        };
        // Days of a week that stands in for any may begin on a Sunday.
        if weeks::is_stand_in(dated.date) {
            return Vec::new();
        }
        match runs.last_mut() {
            Some(run) if run.date == dated.date => run.lines.push(line.line),
            _ => runs.push(DateRun {
                date: dated.date,
                lines: vec![line.line],
            }),
        }
    }
    runs
}

/// Lists the lines of lone dates that are out of the order of the others, and says so of each.
fn out_of_order(runs: &[DateRun]) -> Vec<(u32, String)> {
    const FEWEST: usize = 4;
    /// One in so many may be wrong.
    const SHARE: usize = 4;
    let up: Vec<i64> = runs
        .iter()
        .map(|run| i64::from(run.date.num_days_from_ce()))
        .collect();
    let down: Vec<i64> = up.iter().map(|day| -day).collect();
    let (ascending, descending) = (longest_run(&up), longest_run(&down));
    let kept = if descending.len() > ascending.len() {
        descending
    } else {
        ascending
    };
    let wrong = runs.len() - kept.len();
    if runs.len() < FEWEST || wrong == 0 || wrong * SHARE > runs.len() {
        return Vec::new();
    }
    let lone = (0..runs.len()).filter(|place| kept.binary_search(place).is_err());
    let dates: Vec<NaiveDate> = kept
        .iter()
        .filter_map(|place| runs.get(*place).map(|run| run.date))
        .collect();
    lone.filter_map(|place| {
        let run = runs.get(place)?;
        let is_kept = |place: usize| kept.binary_search(&place).is_ok();
        let before = match place.checked_sub(1) {
            Some(before) => Some(runs.get(before).filter(|_| is_kept(before))?.date),
            None => None,
        };
        let after = match runs.get(place + 1) {
            Some(after) => Some(after).filter(|_| is_kept(place + 1)).map(|run| run.date),
            None => None,
        };
        let is_cut_off = place + 1 < runs.len() && after.is_none();
        (!is_cut_off && is_mistyped(run, before, after, &dates)).then_some(())?;
        let between = match (before, after) {
            (Some(before), Some(after)) => format!("between {before} and {after}"),
            (Some(before), None) => format!("behind {before}"),
            (None, Some(after)) => format!("before {after}"),
            (None, None) => return None,
        };
        let why = format!("{} is out of order {between}", run.date);
        Some(run.lines.iter().map(move |line| (*line, why.clone())))
    })
    .flatten()
    .collect()
}

/// Reports whether a date that breaks the order is no day that was added at an end: the order goes on behind it, it lies beyond
/// all the others, or it would fit in another year or with day and month the other way round.
fn is_mistyped(
    run: &DateRun,
    before: Option<NaiveDate>,
    after: Option<NaiveDate>,
    dates: &[NaiveDate],
) -> bool {
    if before.is_some() && after.is_some() {
        return true;
    }
    let (first, last) = (dates.iter().min(), dates.iter().max());
    let is_beyond = first.is_some_and(|first| run.date < *first) || last.is_some_and(|last| run.date > *last);
    let beside = before.or(after);
    let is_near = |date: NaiveDate| beside.is_some_and(|beside| (date - beside).num_days().abs() <= 7);
    let of_year = beside.and_then(|beside| run.date.with_year(beside.year()));
    let swapped = NaiveDate::from_ymd_opt(run.date.year(), run.date.day(), run.date.month());
    let mut others = of_year
        .into_iter()
        .chain(swapped)
        .filter(|date| *date != run.date);
    is_beyond || others.any(is_near)
}

/// Returns the places of the longest run of values none of which is smaller than the one before.
fn longest_run(values: &[i64]) -> Vec<usize> {
    // By length, the place at which a run of it ends that has the smallest end.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (place, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values.get(*end).is_some_and(|end| end <= value));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(place) = next {
        run.push(place);
        next = before.get(place).copied().flatten();
    }
    run.reverse();
    run
}

/// Refuses dates that are a month apart each as days come first, and days apart as months do.
pub(super) fn months_first(lines: &SheetLines, setting: &DateHints) -> Result<(), String> {
    const FEWEST: usize = 3;
    const MONTH: i64 = 28;
    const WEEK: i64 = 7;
    if setting.month_first {
        return Ok(());
    }
    // A month that the sheet names says of each date which order fits.
    if setting.named.strict_month().is_none() {
        only_months_first(lines)?;
    }
    let mut days: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for (_, dated) in lines.dated() {
        match dated {
            LineDate {
                date,
                swapped: Some(swapped),
                form: DateForm::Text,
                ..
            } if days.last() != Some(&(*date, *swapped)) => days.push((*date, *swapped)),
            LineDate { swapped: Some(_), .. } => {}
            _ => return Ok(()),
        }
    }
    let steps = |of: fn(&(NaiveDate, NaiveDate)) -> NaiveDate| -> Vec<i64> {
        let dates: Vec<NaiveDate> = days.iter().map(of).collect();
        let pairs = dates.iter().zip(dates.iter().skip(1));
        pairs.map(|(one, next)| (*next - *one).num_days()).collect()
    };
    let are_months = steps(|(date, _)| *date).iter().all(|step| *step >= MONTH);
    let are_days = steps(|(_, swapped)| *swapped)
        .iter()
        .all(|step| (1..=WEEK).contains(step));
    match days.as_slice() {
        [(first, swapped), (second, _), ..] if days.len() >= FEWEST && are_months && are_days => {
            Err(format!(
                "its dates are a month or more apart, {first} and {second}, and follow each other from {swapped} on if months \
             come first: `--month-first`; else write them as {first}"
            ))
        }
        _ => Ok(()),
    }
}

/// Refuses dates that may be read in either order where another one is only a date if months come first.
fn only_months_first(lines: &SheetLines) -> Result<(), String> {
    let Some(cell) = &lines.month_first else {
        return Ok(());
    };
    let is_text = |dated: &&LineDate| dated.form == DateForm::Text;
    let mut texts = lines.dated().map(|(_, dated)| dated).filter(is_text).peekable();
    if texts.peek().is_none() || !texts.all(|dated| dated.swapped.is_some()) {
        return Ok(());
    }
    Err(format!(
        "{cell} is only a date if months come first, and its other dates may be: `--month-first`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_leaves_out_what_breaks_it() {
        assert_eq!(longest_run(&[1, 2, 9, 3, 4]), [0, 1, 3, 4]);
        assert_eq!(longest_run(&[9, 1, 2, 3]), [1, 2, 3]);
        assert_eq!(longest_run(&[1, 1, 2, 0]), [0, 1, 2]);
        assert!(longest_run(&[]).is_empty());
    }
}
