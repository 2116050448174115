//! What contradicts the dates of a sheet: its name, `--year`, the weekdays beside them, and their order.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::dates::DateForm;
use super::grid::SheetGrid;
use super::lines::{DateHints, LineDate, LineRefusal, LineState, SheetLines};
use super::{date_order, weeks};
use crate::calendar;

/// Days between the epochs of 1900 and 1904.
const EPOCHS_APART: i64 = 1462;

/// Refuses the whole sheet, in words, or else single lines of it.
pub(super) fn check(
    lines: &mut SheetLines,
    grid: &SheetGrid<'_>,
    setting: &DateHints,
    years: Option<(i32, i32)>,
) -> Result<(), String> {
    let of_name = setting.named.year.map(|year| (year, year));
    let years = of_name.or(years);
    let expected = years
        .filter(|(first, last)| first == last)
        .map(|(first, _)| first);
    other_year(lines, setting, years)?;
    weekdays(lines, setting, expected)?;
    date_order::months_first(lines, setting)?;
    far_years(lines, grid, setting, years)?;
    let year = expected.or_else(|| usual_year(lines)).or(setting.title.year);
    let month = setting.named.strict_month();
    for line in &mut lines.lines {
        let LineState::Dated(dated) = &line.state else {
            continue;
        };
        let name = grid.line_name(line.line);
        let refusal = against_weekday(dated, &name).or_else(|| against_month(dated, &name, month, year));
        if let Some(refusal) = refusal {
            line.state = LineState::Refused(refusal);
        }
    }
    date_order::refuse_lone(lines, grid);
    Ok(())
}

/// Refuses dates that all lie in other years than the sheet's name or `--year` says.
fn other_year(lines: &SheetLines, setting: &DateHints, years: Option<(i32, i32)>) -> Result<(), String> {
    let Some((first, last)) = years else { return Ok(()) };
    // The week that stands in for any is of no year.
    if lines.dated().all(|(_, dated)| weeks::is_stand_in(dated.date)) {
        return Ok(());
    }
    let of: Vec<i32> = lines.dated().map(|(_, dated)| dated.date.year()).collect();
    let (Some(from), Some(to)) = (of.iter().min(), of.iter().max()) else {
        return Ok(());
    };
    if of.iter().any(|year| (first..=last).contains(year)) {
        return Ok(());
    }
    let who = if setting.named.year.is_some() {
        "the sheet's name"
    } else {
        "`--year`"
    };
    let says = in_words(first, last, "..");
    let fits = |date: NaiveDate| (first..=last).contains(&date.year());
    let epoch = match lines.dated().next() {
        Some((_, dated)) if shifted(dated.date, epoch_shift(setting)).is_some_and(fits) => {
            format!("; {says} would be right if {}", epoch_words(setting))
        }
        _ => String::new(),
    };
    Err(format!(
        "its dates are of {}, but {who} says {says}{epoch}: correct the one that is wrong",
        in_words(*from, *to, " to ")
    ))
}

/// Says one year, or the first and the last.
fn in_words(first: i32, last: i32, between: &str) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}{between}{last}")
    }
}

/// Refuses dates of long ago and of years ahead that neither the sheet's name nor `--year` says: numbers are seldom
/// days, and plain ones are only where they lie near today.
fn far_years(
    lines: &mut SheetLines,
    grid: &SheetGrid<'_>,
    setting: &DateHints,
    years: Option<(i32, i32)>,
) -> Result<(), String> {
    const FIRST_YEAR: i32 = 2015;
    const AHEAD: i32 = 3;
    const NEAR: i32 = 2;
    let Some(today) = setting.today.map(|today| today.year()) else {
        return Ok(());
    };
    let is_given = |year: i32| years.is_some_and(|(first, last)| (first..=last).contains(&year));
    let is_far = |dated: &LineDate| {
        let near = if dated.form == DateForm::Serial && !setting.is_headed {
            today - NEAR..=today + NEAR
        } else {
            FIRST_YEAR..=today + AHEAD
        };
        !near.contains(&dated.date.year()) && !is_given(dated.date.year())
    };
    let all: Vec<&LineDate> = lines.dated().map(|(_, dated)| dated).collect();
    let far: Vec<NaiveDate> = all
        .iter()
        .filter(|dated| is_far(dated))
        .map(|dated| dated.date)
        .collect();
    let Some(date) = far.first() else { return Ok(()) };
    let year = date.year();
    // A slip among other dates is no reason to widen the years.
    if far.len() * 2 <= all.len() {
        for line in &mut lines.lines {
            if let LineState::Dated(dated) = &line.state
                && is_far(dated)
            {
                let why = format!(
                    "{}: {} is far from the others",
                    grid.line_name(line.line),
                    dated.date
                );
                line.state = LineState::Refused(wrong(dated, why, "correct the date"));
            }
        }
        return Ok(());
    }
    if setting.named.year.is_some() {
        return Err(format!(
            "it has a date of {year}, {date}, which its name does not say: correct the one that is wrong"
        ));
    }
    let known = years.into_iter().flat_map(|(first, last)| [first, last]);
    let of: Vec<i32> = all.iter().map(|dated| dated.date.year()).chain(known).collect();
    let (first, last) = (of.iter().min().unwrap_or(&year), of.iter().max().unwrap_or(&year));
    Err(format!(
        "it has a date of {year}, {date}: if that is right, add `--year {}`",
        in_words(*first, *last, "..")
    ))
}

/// Refuses dates most of which contradict their weekdays: the year or the epoch is wrong, not the lines.
fn weekdays(lines: &SheetLines, setting: &DateHints, expected: Option<i32>) -> Result<(), String> {
    let stated: Vec<(&LineDate, Weekday)> = lines
        .dated()
        .filter_map(|(_, dated)| dated.weekday.map(|weekday| (dated, weekday)))
        .collect();
    let wrong = stated
        .iter()
        .filter(|(dated, weekday)| dated.date.weekday() != *weekday)
        .count();
    if wrong < 3 || wrong * 2 <= stated.len() {
        return Ok(());
    }
    let first = stated
        .iter()
        .find(|(dated, weekday)| dated.date.weekday() != *weekday);
    let example = first.map_or_else(String::new, |(dated, weekday)| {
        format!(
            " ({} is a {}, not a {})",
            dated.date,
            long(dated.date.weekday()),
            long(*weekday)
        )
    });
    let counts = format!(
        "{wrong} of {} weekdays contradict their dates{example}",
        stated.len()
    );
    Err(format!("{counts}; {}", remedy(&stated, setting, expected)))
}

/// What a date would be if the sheet were read otherwise.
type DateChange<'c> = &'c dyn Fn(&LineDate) -> Option<NaiveDate>;

/// Names the year, epoch or order of day and month that makes the weekdays right.
fn remedy(stated: &[(&LineDate, Weekday)], setting: &DateHints, expected: Option<i32>) -> String {
    let fits = |change: DateChange<'_>| {
        let right = stated
            .iter()
            .filter(|(dated, day)| change(dated).is_some_and(|date| date.weekday() == *day));
        right.count() * 4 >= stated.len() * 3
    };
    if fits(&|dated| dated.swapped.filter(|_| !setting.month_first)) {
        return "they fit if months come first: `--month-first`".into();
    }
    let by_epoch = fits(&|dated| shifted(dated.date, epoch_shift(setting)))
        .then(|| format!("they fit if {}", epoch_words(setting)));
    let by_year = fitting_year(stated, expected, &fits)
        .map(|year| format!("they fit the year {year}: correct the dates, the sheet's name or `--year`"));
    let (first, second) = if setting.epoch_1904 {
        (by_epoch, by_year)
    } else {
        (by_year, by_epoch)
    };
    match (first, second) {
        (Some(first), Some(second)) => format!("{first}; or {second}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => "no year near fits them: correct the dates or the weekdays".into(),
    }
}

/// Finds the nearest year, the expected one first, in which the same days have the stated weekdays.
fn fitting_year(
    stated: &[(&LineDate, Weekday)],
    expected: Option<i32>,
    fits: &dyn Fn(DateChange<'_>) -> bool,
) -> Option<i32> {
    let base = stated.first()?.0.date.year();
    let near = (1..=11).flat_map(|by| [base - by, base + by]);
    expected
        .into_iter()
        .chain(near)
        .find(|year| fits(&|dated| dated.date.with_year(dated.date.year() - base + year)))
}

fn epoch_shift(setting: &DateHints) -> i64 {
    if setting.epoch_1904 {
        -EPOCHS_APART
    } else {
        EPOCHS_APART
    }
}

fn epoch_words(setting: &DateHints) -> &'static str {
    if setting.epoch_1904 {
        "days count from 1900, not from 1904 as the file says (File, Options, Advanced: 1904 date system)"
    } else {
        "days count from 1904, not from 1900 as the file says (File, Options, Advanced: 1904 date system)"
    }
}

fn shifted(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(Duration::days(days))
}

/// Returns the year of more than half of the dates: a stray other one is a slip.
fn usual_year(lines: &SheetLines) -> Option<i32> {
    let mut years: Vec<i32> = lines.dated().map(|(_, dated)| dated.date.year()).collect();
    years.sort_unstable();
    let middle = *years.get(years.len() / 2)?;
    let usual = years.iter().filter(|year| **year == middle).count();
    (usual * 2 > years.len()).then_some(middle)
}

fn against_weekday(dated: &LineDate, line: &str) -> Option<LineRefusal> {
    let weekday = dated.weekday.filter(|weekday| *weekday != dated.date.weekday())?;
    let why = format!(
        "{line}: {} is a {}, not a {}",
        dated.date,
        long(dated.date.weekday()),
        long(weekday)
    );
    Some(wrong(dated, why, "correct the date or the weekday"))
}

fn against_month(dated: &LineDate, line: &str, month: Option<u32>, year: Option<i32>) -> Option<LineRefusal> {
    let month = month?;
    let is_in = |date: NaiveDate| date.month() == month && year.is_none_or(|year| date.year() == year);
    if is_in(dated.date) {
        return None;
    }
    let year = year.map_or_else(String::new, |year| format!(" {year}"));
    let why = format!(
        "{line}: {} is outside the sheet's month, {}{year}",
        dated.date,
        calendar::month_name(month)
    );
    let way_out = match dated.swapped {
        Some(swapped) if is_in(swapped) => "correct the date, or if months come first: `--month-first`",
        _ => "correct the date or move its entries to their month",
    };
    Some(wrong(dated, why, way_out))
}

fn wrong(dated: &LineDate, why: String, way_out: &str) -> LineRefusal {
    LineRefusal {
        at: dated.at,
        why,
        way_out: Some(way_out.into()),
        is_wrong_date: true,
    }
}

fn long(day: Weekday) -> &'static str {
    calendar::weekday_name(day)
}
