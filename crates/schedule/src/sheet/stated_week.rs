//! The week that a sheet states above its weekdays: `Week starting | 2 March 2026`, `Week of 2 March 2026`, `KW 10/2026`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::dates::{self, DateContext, DateReading};
use super::model::SheetOptions;
use super::{named_month, titles, weeks, words};
use crate::workbook::{CellValue, Sheet, SheetCell};

/// The first and the last day of a week.
type StatedWeek = (NaiveDate, NaiveDate);

/// Says where a week's date stands among its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DatePlace {
    First,
    Last,
    /// `Week of 4 March`.
    Within,
}

/// A row above weekdays that states their week.
struct WeekRow {
    week: StatedWeek,
    /// Its cells hold a date, which would be taken for an axis.
    has_date: bool,
}

/// Puts the days of the stated week where weekdays stand; a sheet that states none, or not that of all its weekdays, stays
/// as it is.
pub(super) fn as_days<'s>(sheet: &'s Sheet, options: &SheetOptions) -> Cow<'s, Sheet> {
    dated(sheet, options).map_or(Cow::Borrowed(sheet), Cow::Owned)
}

fn dated(sheet: &Sheet, options: &SheetOptions) -> Option<Sheet> {
    const FEWEST: usize = 2;
    let is_weekday = |cell: &&SheetCell| !words::whole_weekdays(&cell.value).is_empty();
    let headings: Vec<&SheetCell> = sheet.cells.iter().filter(is_weekday).collect();
    let texts: Vec<String> = headings.iter().map(|cell| cell.value.to_string()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let days = words::read_weekdays(&texts).filter(|days| days.len() >= FEWEST)?;
    let stated = stated_rows(sheet, options, &days);
    let named = iso_week(&sheet.name).filter(|_| options.weeks.is_none());
    let is_of_name = |row: &WeekRow| named.is_none_or(|named| named == row.week);
    let has_dates = |cell: &SheetCell| {
        dates::likeness(&cell.value) == 3 && !stated.get(&cell.at.row).is_some_and(|row| row.has_date)
    };
    // Other dates say that it is no week's sheet, or not only.
    if !stated.values().all(is_of_name) || sheet.cells.iter().any(has_dates) {
        return None;
    }
    let mut sheet = sheet.clone();
    let mut days = days.into_iter();
    for cell in &mut sheet.cells {
        if words::whole_weekdays(&cell.value).is_empty() {
            continue;
        }
        let above = stated.range(..cell.at.row).next_back();
        let week = above.map(|(_, row)| row.week).or(named)?;
        let at = day_in(week, days.next()?)?.and_hms_opt(0, 0, 0)?;
        cell.value = CellValue::DateTime(at);
    }
    sheet
        .cells
        .retain(|cell| !stated.get(&cell.at.row).is_some_and(|row| row.has_date));
    Some(sheet)
}

fn day_in((first, last): StatedWeek, weekday: Weekday) -> Option<NaiveDate> {
    let mut days = first.iter_days().take_while(|day| *day <= last);
    days.find(|day| day.weekday() == weekday)
}

/// Lists the rows that state a week: a word with its date beside it, or a title.
fn stated_rows(sheet: &Sheet, options: &SheetOptions, weekdays: &[Weekday]) -> BTreeMap<u32, WeekRow> {
    let mut rows: BTreeMap<u32, Vec<&CellValue>> = BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| !words::is_blank(&cell.value)) {
        rows.entry(cell.at.row).or_default().push(&cell.value);
    }
    let year = options
        .the_year()
        .or_else(|| named_month::the_year(&options.file_name));
    let context = DateContext {
        year,
        month_first: options.month_first,
        ..DateContext::default()
    };
    let day = |value: &CellValue| match dates::read(value, &context) {
        DateReading::Date(read) if dates::likeness(value) == 3 && read.part.is_none() => Some(read.date),
        _ => None,
    };
    let of_row = |cells: &[&CellValue]| match cells {
        [CellValue::Text(label), date] => {
            let week = week_at(day(date)?, place_of(label)?, weekdays)?;
            Some(WeekRow { week, has_date: true })
        }
        [CellValue::Text(label), first, CellValue::Text(_), last] => {
            let week = (day(first)?, day(last)?);
            let is_week = place_of(label) == Some(DatePlace::First) && is_within_week(week);
            is_week.then_some(WeekRow { week, has_date: true })
        }
        // The days of `--weeks` are held against titles as they are read.
        [CellValue::Text(title)] if options.weeks.is_none() => {
            let week = iso_week(title).or_else(|| week_of_title(title, &day, weekdays))?;
            Some(WeekRow {
                week,
                has_date: false,
            })
        }
        _ => None,
    };
    rows.iter()
        .filter_map(|(row, cells)| Some((*row, of_row(cells)?)))
        .collect()
}

fn is_within_week((first, last): StatedWeek) -> bool {
    (0..7).contains(&(last - first).num_days())
}

/// Reads what a label says of the date behind it; `None` where it does not speak of a week.
fn place_of(label: &str) -> Option<DatePlace> {
    const FIRST: [&str; 17] = [
        "from",
        "start",
        "starting",
        "starts",
        "begin",
        "beginning",
        "begins",
        "commencing",
        "commences",
        "von",
        "vom",
        "ab",
        "du",
        "desde",
        "dal",
        "vanaf",
        "od",
    ];
    const LAST: [&str; 3] = ["ending", "ends", "end"];
    const SHORT_LAST: &str = "w/e";
    let lower = label.to_lowercase();
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric());
    // `Week 3` is counted, whatever its date.
    if lower.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let says = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let (is_week, is_first) = (weeks::names_week(lower), says(&FIRST));
    match () {
        () if lower == SHORT_LAST || is_week && says(&LAST) => Some(DatePlace::Last),
        () if is_first && (is_week || words.len() == 1) => Some(DatePlace::First),
        () if matches!(lower, "w/c" | "w/b") => Some(DatePlace::First),
        () if is_week => Some(DatePlace::Within),
        () => None,
    }
}

/// Finds the week of a date; one that is not where its label says leaves open which days are meant.
fn week_at(date: NaiveDate, place: DatePlace, weekdays: &[Weekday]) -> Option<StatedWeek> {
    const REST: Days = Days::new(6);
    let own = date.weekday();
    let starts = matches!(own, Weekday::Mon | Weekday::Sun) || weekdays.first() == Some(&own);
    let ends = matches!(own, Weekday::Fri | Weekday::Sat | Weekday::Sun) || weekdays.last() == Some(&own);
    match place {
        DatePlace::First | DatePlace::Within if starts => Some((date, date.checked_add_days(REST)?)),
        DatePlace::Last if ends => Some((date.checked_sub_days(REST)?, date)),
        DatePlace::Within => {
            let week = date.week(Weekday::Mon);
            Some((week.checked_first_day()?, week.checked_last_day()?))
        }
        DatePlace::First | DatePlace::Last => None,
    }
}

/// Reads a title that ends in the date of its week: `Week commencing 2 March 2026`, `Room schedule - week of 2 March 2026`.
fn week_of_title(
    title: &str,
    day: &impl Fn(&CellValue) -> Option<NaiveDate>,
    weekdays: &[Weekday],
) -> Option<StatedWeek> {
    const LONGEST: usize = 120;
    if title.len() > LONGEST {
        return None;
    }
    let starts = title.char_indices().filter(|(_, c)| c.is_whitespace());
    let ends = starts.filter_map(|(at, _)| title.split_at_checked(at));
    let (before, date) = ends
        .filter_map(|(before, end)| Some((before, day(&CellValue::Text(end.trim().to_owned()))?)))
        .next()?;
    let words: Vec<&str> = before.split_whitespace().collect();
    let (last, others) = words.split_last()?;
    let label = match others.last() {
        Some(week) if !weeks::names_week(last) => format!("{week} {last}"),
        _ => (*last).to_owned(),
    };
    let leads_to_another = titles::UNTIL.contains(&last.to_lowercase().as_str());
    // A first day needs its week beside it: `Prices from 2 March 2026` is of no week.
    let is_week = weeks::names_week(&label) || label.to_lowercase().starts_with("w/");
    (is_week && !leads_to_another).then_some(())?;
    week_at(date, place_of(&label)?, weekdays)
}

/// Reads the number of a week with its year: `KW 10/2026`, `Week 10 2026`, `Wochenplan KW 10/2026`.
fn iso_week(text: &str) -> Option<StatedWeek> {
    const LONGEST: usize = 120;
    if text.len() > LONGEST {
        return None;
    }
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has_digit = |word: &&&str| word.contains(|c: char| c.is_ascii_digit());
    if words.iter().filter(has_digit).count() != 2 {
        return None;
    }
    words.windows(3).find_map(|run| match run {
        [week, number, year] if weeks::counts_weeks(week) && number.len() <= 2 && year.len() == 4 => {
            let (number, year) = (number.parse().ok()?, named_month::the_year(year)?);
            let first = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?;
            let last = NaiveDate::from_isoywd_opt(year, number, Weekday::Sun)?;
            Some((first, last))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_is_read_by_its_number_and_year() {
        let march = Some((day("2026-03-02"), day("2026-03-08")));
        for (text, week) in [
            ("KW 10/2026", march),
            ("Wochenplan KW 10/2026", march),
            ("Week 10 2026", march),
            ("Room bookings - Week 10, 2026", march),
            ("Week 10", None),
            ("Week 3, 2025-2026", None),
            ("Week 54 2026", None),
            ("Week 10 of 2 2026", None),
        ] {
            assert_eq!(iso_week(text), week, "{text}");
        }
    }

    #[test]
    fn a_label_says_where_the_date_stands_in_its_week() {
        for (label, place) in [
            ("Week starting:", Some(DatePlace::First)),
            ("Week commencing", Some(DatePlace::First)),
            ("w/c", Some(DatePlace::First)),
            ("From", Some(DatePlace::First)),
            ("Woche ab", Some(DatePlace::First)),
            ("Week ending", Some(DatePlace::Last)),
            ("w/e", Some(DatePlace::Last)),
            ("Week of", Some(DatePlace::Within)),
            ("Week 3", None),
            ("Date", None),
            ("Updated", None),
        ] {
            assert_eq!(place_of(label), place, "{label}");
        }
        let days = [Weekday::Mon, Weekday::Fri];
        let week = |date: &str, place| week_at(day(date), place, &days).map(|(first, _)| first.to_string());
        let monday = Some("2026-03-02".to_owned());
        assert_eq!(week("2026-03-02", DatePlace::First), monday);
        assert_eq!(week("2026-03-08", DatePlace::Last), monday);
        assert_eq!(week("2026-03-04", DatePlace::Within), monday);
        assert_eq!(week("2026-03-04", DatePlace::First), None);
        assert_eq!(week("2026-03-04", DatePlace::Last), None);
    }
}
