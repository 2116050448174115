//! Weekly timetables: weekdays in place of dates, which `--weeks` turns into the days of a term.
//!
//! The weekdays of an axis become the days of one stand-in week, so that the sheet is read as any other; then each of
//! those days becomes every such weekday of the weeks.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::dates::{self, DateContext, DateReading};
use super::model::{FindingKind, SheetFinding, SheetReading, WeekSpan};
use super::{titles, words};
use crate::calendar;
use crate::names::{name_key, word_keys};
use crate::workbook::{CellAddress, CellValue, Sheet};

/// Words for a week.
static WEEKS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    word_keys(
        "week weeks weekly wk wks woche wochen kw semaine semaines semana semanas settimana settimane weke \
         weken tydzień tygodnie неделя недели неделям нед 周 周次",
    )
});
/// Words that leave open which weeks are meant.
static SOME: LazyLock<HashSet<String>> = LazyLock::new(|| {
    word_keys(
        "fortnightly biweekly fortnight vierzehntägig zweiwöchentlich quinzaine bimensuel quincenal \
         quincenalmente quinzenal quinzenalmente quindicinale tweewekelijks tweeweekliks dwutygodniowo \
         числитель знаменатель числ знам 隔周 隔週 alternately",
    )
});
/// What is missing then.
const WHICH: &str = "and does not say whether odd or even";

static ODD: LazyLock<HashSet<String>> = LazyLock::new(|| {
    word_keys("odd ungerade impair impaire impar ímpar dispari oneven onewe nieparzysty нечетная 单周")
});
static EVEN: LazyLock<HashSet<String>> =
    LazyLock::new(|| word_keys("even gerade pair paire par pari even_week ewe parzysty четная 双周"));

/// Returns two weeks that stand for any: an odd one and an even one.
pub(super) fn any() -> Option<WeekSpan> {
    Some(WeekSpan {
        first: NaiveDate::from_isoywd_opt(2001, 1, Weekday::Mon)?,
        last: NaiveDate::from_isoywd_opt(2001, 2, Weekday::Sun)?,
        except: Vec::new(),
    })
}

/// Reports whether a day is of the week that stands in for any.
pub(super) fn is_stand_in(day: NaiveDate) -> bool {
    day.iso_week().year() == 2001 && day.iso_week().week() <= 2
}

/// Returns the stand-in day of a weekday.
fn stand_in(day: Weekday) -> Option<NaiveDate> {
    let monday = NaiveDate::from_isoywd_opt(2001, 1, Weekday::Mon)?;
    monday.checked_add_days(Days::new(day.num_days_from_monday().into()))
}

/// Returns the weekday that a sheet's name, or the text alone in its first row, states.
pub(super) fn weekday_of(sheet: &Sheet) -> Option<Weekday> {
    let named = |text: &str| {
        let mut days = text
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty());
        let first = calendar::weekdays(&name_key(days.next()?)).first()?;
        Some(first)
    };
    let name = (sheet.name.chars().count() > 2)
        .then(|| named(&sheet.name))
        .flatten();
    let title = || {
        let first = sheet.cells.iter().find(|cell| !words::is_blank(&cell.value))?;
        let alone = sheet
            .cells
            .iter()
            .filter(|cell| cell.at.row == first.at.row)
            .count()
            == 1;
        words::whole_weekdays(&first.value).first().filter(|_| alone)
    };
    let corner = || words::whole_weekdays(titles::over_times(sheet)?).first();
    name.or_else(title).or_else(corner)
}

/// Returns the stand-in day of a sheet of one weekday.
pub(super) fn day_of(sheet: &Sheet) -> Option<NaiveDate> {
    stand_in(weekday_of(sheet)?)
}

/// Puts the days of the stand-in week where weekdays stand as whole cells.
pub(super) fn with_days(sheet: &Sheet) -> Sheet {
    let mut sheet = sheet.clone();
    for cell in &mut sheet.cells {
        let day = words::whole_weekdays(&cell.value).first().and_then(stand_in);
        if let Some(at) = day.and_then(|day| day.and_hms_opt(0, 0, 0)) {
            cell.value = CellValue::DateTime(at);
        }
    }
    sheet
}

/// Reports whether the days of a month stand beside their weekdays: `Mon`, `2`, and `Tue`, `3` in the next line.
pub(super) fn has_numbered_days(sheet: &Sheet) -> bool {
    const FEWEST: usize = 3;
    const LOOK: usize = 2000;
    let cells: BTreeMap<(u32, u32), &CellValue> = sheet
        .cells
        .iter()
        .take(LOOK)
        .map(|cell| ((cell.at.row, cell.at.col), &cell.value))
        .collect();
    let number = |at: (u32, u32)| match cells.get(&at) {
        Some(value) if dates::likeness(value) == 1 => match dates::read(value, &DateContext::default()) {
            DateReading::NoMonth => value.to_string().trim().trim_end_matches('.').parse::<u32>().ok(),
            _ => None,
        },
        _ => None,
    };
    // By the places of the weekdays: all of them in one row or column, each with its number on the same side.
    let mut lines: BTreeMap<(u8, u32), Vec<(u32, u32)>> = BTreeMap::new();
    for ((row, col), value) in &cells {
        let Some(weekday) = words::whole_weekdays(value).first() else {
            continue;
        };
        let beside = [
            (0, Some((*row, col + 1)), *col),
            (1, col.checked_sub(1).map(|col| (*row, col)), *col),
            (2, Some((row + 1, *col)), *row),
            (3, row.checked_sub(1).map(|row| (row, *col)), *row),
        ];
        for (side, at, line) in beside {
            if let Some(day) = at.and_then(number) {
                let weekday = weekday.num_days_from_monday();
                lines.entry((side, line)).or_default().push((day, weekday));
            }
        }
    }
    // They go on together.
    lines.values().any(|days| {
        days.len() >= FEWEST
            && days.windows(2).all(|pair| match pair {
                [(one, first), (next, second)] => one < next && (next - one) % 7 == (second + 7 - first) % 7,
                _ => true,
            })
    })
}

/// The weeks that a text speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum WeekTurn {
    /// Those whose number divided by two leaves this.
    Of(u32),
    /// The one from the first day to the last.
    Days(NaiveDate, NaiveDate),
    /// Some of them; nobody can tell which.
    Unknown,
}

impl WeekTurn {
    fn has(self, day: NaiveDate) -> bool {
        match self {
            Self::Of(rest) => day.iso_week().week() % 2 == rest,
            // The week that stands in for any is tried before its days are known.
            Self::Days(first, last) => is_stand_in(day) || (first..=last).contains(&day),
            Self::Unknown => false,
        }
    }
}

/// Reports whether a heading is a word for weeks and nothing else: `Weeks`, `KW`, `周次`.
pub fn counts_weeks(heading: &str) -> bool {
    WEEKS.contains(&name_key(heading))
}

/// Reports whether a heading speaks of weeks: `Week commencing`, `Woche ab`, `w/c`.
pub(super) fn names_week(heading: &str) -> bool {
    const LONGEST: usize = 40;
    let lower = heading.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(name_key);
    let is_short = matches!(lower.trim(), "w/c" | "w/b" | "wc" | "w.c.");
    heading.len() <= LONGEST && (is_short || words.any(|word| WEEKS.contains(&word)))
}

/// Reads which weeks a text is for: `odd weeks`, `gerade KW`, `(even)`; `Week A`, `fortnightly` and the like leave it open.
/// `None` where it says nothing of weeks.
pub(super) fn turn(text: &str) -> Option<WeekTurn> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(name_key)
        .collect();
    let is_week = |word: &String| WEEKS.contains(word);
    let has_week = words.iter().any(is_week);
    let in_brackets = lower
        .split(['(', '['])
        .skip(1)
        .filter_map(|part| part.split([')', ']']).next())
        .map(name_key)
        .any(|part| ODD.contains(&part) || EVEN.contains(&part));
    let is_alone = words.len() == 1;
    let says = |known: &HashSet<String>| words.iter().any(|word| known.contains(word));
    if has_week || in_brackets || is_alone {
        match (says(&ODD), says(&EVEN)) {
            (true, false) => return Some(WeekTurn::Of(1)),
            (false, true) => return Some(WeekTurn::Of(0)),
            (true, true) => return Some(WeekTurn::Unknown),
            (false, false) => {}
        }
    }
    let is_letter = |word: &String| {
        matches!(
            word.as_str(),
            "a" | "b" | "i" | "ii" | "alternate" | "alternating" | "second" | "other"
        ) || (word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit()))
    };
    let beside_week = words.windows(2).any(|pair| match pair {
        [first, second] => (is_week(first) && is_letter(second)) || (is_letter(first) && is_week(second)),
        _ => false,
    });
    let is_some = says(&SOME) || lower.contains("14-t");
    (beside_week || is_some).then_some(WeekTurn::Unknown)
}

/// Reads which weeks a title or a label is for, as `turn` does; one that leaves it open may state its days.
fn turn_of_title(text: &str, year: i32) -> Option<WeekTurn> {
    let turn = turn(text)?;
    let days = (turn == WeekTurn::Unknown)
        .then(|| stated_days(text, year))
        .flatten();
    Some(days.map_or(turn, |(first, last)| WeekTurn::Days(first, last)))
}

/// Reads the first and the last day that a title states behind its week: `Week 10 (2-6 March 2026)`, `Semaine 10 du 2 au 6 mars`.
/// Days without a year are of `year`.
fn stated_days(title: &str, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    const DAYS: i64 = 7;
    const DASHES: [char; 5] = ['-', '–', '—', '−', '‑'];
    let parted = title.split_whitespace().map(|word| {
        // `2026-03-02` stays whole.
        let is_run = word.matches(DASHES).count() == 1;
        if is_run {
            word.replace(DASHES, " - ")
        } else {
            word.to_owned()
        }
    });
    let parted = parted.collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = parted.split_whitespace().collect();
    let day = |words: &[&str], year: i32, month: Option<u32>| {
        let text = words.join(" ");
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        let context = DateContext {
            year: Some(year),
            month,
            ..DateContext::default()
        };
        match dates::read(&CellValue::Text(text.to_owned()), &context) {
            DateReading::Date(read) => Some(read.date),
            _ => None,
        }
    };
    let is_week = |word: &&str| WEEKS.contains(&name_key(word));
    (1..words.len()).find_map(|at| {
        let (before, after) = words.split_at_checked(at)?;
        let (until, after) = after.split_first()?;
        if !titles::UNTIL.contains(&until.to_lowercase().as_str()) {
            return None;
        }
        let last = day(after, year, None)?;
        let mut firsts = (1..before.len()).filter_map(|start| {
            let (named, first) = before.split_at_checked(start)?;
            // The number of a week is no day.
            let is_counted = named.last().is_some_and(is_week);
            let first = day(first, last.year(), Some(last.month()));
            first.filter(|_| !is_counted)
        });
        let first = firsts.find(|first| (0..DAYS).contains(&(last - *first).num_days()))?;
        Some((first, last))
    })
}

/// Returns which weeks a whole sheet is for by its name and its titles; several leave it open.
fn turn_of_sheet(sheet: &Sheet, year: i32) -> Option<WeekTurn> {
    const TITLES: u32 = 3;
    let mut rows: BTreeMap<u32, Vec<&CellValue>> = BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| cell.at.row < TITLES) {
        rows.entry(cell.at.row).or_default().push(&cell.value);
    }
    // A text alone in its row is a title.
    let titles = rows.values().filter_map(|row| match row.as_slice() {
        [CellValue::Text(text)] => Some(text.as_str()),
        _ => None,
    });
    let texts = titles.chain([sheet.name.as_str()]);
    let found: BTreeSet<WeekTurn> = texts.filter_map(|text| turn_of_title(text, year)).collect();
    match found.len() {
        0 => None,
        1 => found.first().copied(),
        _ => Some(WeekTurn::Unknown),
    }
}

/// What the cells around the entries say of the weeks.
#[derive(Debug, Default)]
struct WeekLabels {
    /// Of one row: beside its entries.
    rows: BTreeMap<u32, WeekTurn>,
    /// Of the rows from one on, until the next: alone in a row, or left of the days and rooms.
    sections: BTreeMap<u32, Option<WeekTurn>>,
    /// Of columns, from the first to before the last, below a row, until the next such row.
    columns: BTreeMap<u32, Vec<(u32, u32, WeekTurn)>>,
}

impl WeekLabels {
    fn of(reading: &SheetReading, sheet: &Sheet, year: i32) -> Self {
        let slots: BTreeSet<CellAddress> = reading.slots.iter().map(|slot| slot.at).collect();
        let first_slot = slots.iter().map(|at| at.col).min().unwrap_or(0);
        let named = reading.axes.dates.iter().map(|(at, _)| at.col);
        let named = named.chain(reading.axes.rooms.iter().map(|(at, _)| at.col));
        let first_axis = named.chain([first_slot]).min().unwrap_or(0);
        let mut rows: BTreeMap<u32, Vec<(CellAddress, &CellValue)>> = BTreeMap::new();
        for cell in sheet.cells.iter().filter(|cell| !words::is_blank(&cell.value)) {
            rows.entry(cell.at.row).or_default().push((cell.at, &cell.value));
        }
        let mut labels = Self::default();
        // The column of the labels of the section, where they have one.
        let mut beside: Option<u32> = None;
        for (row, cells) in &rows {
            let stated = cells.iter().filter(|(at, _)| !slots.contains(at));
            let stated: Vec<(u32, WeekTurn)> = stated
                .filter_map(|(at, value)| match value {
                    CellValue::Text(text) => Some((at.col, turn_of_title(text, year)?)),
                    _ => None,
                })
                .collect();
            let is_alone = cells.len() == 1;
            let has_slots = cells.iter().any(|(at, _)| slots.contains(at));
            let left = stated.iter().find(|(col, _)| *col < first_axis);
            if let (true, Some((col, turn))) = (is_alone, stated.first()) {
                // In the middle it may stand over some of the columns.
                let is_over_all = *col <= first_slot;
                let turn = if is_over_all { *turn } else { WeekTurn::Unknown };
                labels.sections.insert(*row, Some(turn));
                beside = None;
            } else if let Some((col, turn)) = left {
                labels.sections.insert(*row, Some(*turn));
                beside = Some(*col);
            } else if has_slots {
                labels.rows.extend(stated.first().map(|(_, turn)| (*row, *turn)));
            } else if !stated.is_empty() {
                let next = |col: u32| cells.iter().map(|(at, _)| at.col).find(|other| *other > col);
                let over = stated
                    .iter()
                    .map(|(col, turn)| (*col, next(*col).unwrap_or(u32::MAX), *turn));
                labels.columns.insert(*row, over.collect());
            }
            let says_all = |(at, value): &(CellAddress, &CellValue)| match value {
                CellValue::Text(text) => beside == Some(at.col) || (is_alone && names_week(text)),
                _ => false,
            };
            if stated.is_empty() && cells.iter().any(says_all) {
                labels.sections.insert(*row, None);
                beside = None;
            }
        }
        labels
    }

    fn all(&self) -> impl Iterator<Item = WeekTurn> {
        let columns = self.columns.values().flatten().map(|(_, _, turn)| *turn);
        let sections = self.sections.values().flatten();
        sections.chain(self.rows.values()).copied().chain(columns)
    }

    /// Returns the words about the weeks of an entry.
    fn at(&self, at: CellAddress) -> Vec<WeekTurn> {
        let section = self.sections.range(..=at.row).next_back();
        let columns = self.columns.range(..at.row).next_back();
        let columns = columns.into_iter().flat_map(|(_, columns)| columns);
        let column = columns
            .filter(|(first, end, _)| (*first..*end).contains(&at.col))
            .map(|(_, _, turn)| *turn);
        let row = self.rows.get(&at.row).copied();
        column
            .chain(row)
            .chain(section.and_then(|(_, turn)| *turn))
            .collect()
    }
}

/// Returns why a sheet that states its days cannot be booked on all of those of `--weeks` that its weekdays fall on.
fn day_not_stated(reading: &SheetReading, turns: &[WeekTurn], all: &[NaiveDate]) -> Option<String> {
    let stated = turns.iter().filter_map(|turn| match turn {
        WeekTurn::Days(first, last) => Some((first, last)),
        _ => None,
    });
    let first = stated.clone().map(|(first, _)| first).min()?;
    let last = stated.map(|(_, last)| last).max()?;
    let days = reading.slots.iter().flat_map(|slot| &slot.days);
    let held: HashSet<Weekday> = days.map(NaiveDate::weekday).collect();
    let is_stated = |day: NaiveDate| {
        turns
            .iter()
            .any(|turn| matches!(turn, WeekTurn::Days(..)) && turn.has(day))
    };
    let other = all
        .iter()
        .find(|day| held.contains(&day.weekday()) && !is_stated(**day))?;
    Some(format!(
        "{other} of `--weeks` is not among the days that it states: use --weeks {first}..{last}"
    ))
}

/// Turns the stand-in days of the slots into the days of the weeks. Returns why the sheet cannot be booked if it is for
/// some of the weeks and does not say for which, or for other days than those; an entry that does not say so is rejected.
pub(super) fn expand(reading: &mut SheetReading, sheet: &Sheet, weeks: &WeekSpan) -> Option<String> {
    let year = weeks.first.year();
    let of_sheet = turn_of_sheet(sheet, year);
    if of_sheet == Some(WeekTurn::Unknown) {
        return Some(format!("it is for some of the weeks only, {WHICH}"));
    }
    let of_name = turn_of_title(&sheet.name, year);
    let labels = WeekLabels::of(reading, sheet, year);
    let all: Vec<NaiveDate> = weeks
        .first
        .iter_days()
        .take_while(|day| *day <= weeks.last)
        .take(3_660)
        .filter(|day| {
            !weeks
                .except
                .iter()
                .any(|(from, until)| (*from..=*until).contains(day))
        })
        .collect();
    let turns = labels.all().chain(of_sheet);
    if let Some(reason) = day_not_stated(reading, &turns.collect::<Vec<_>>(), &all) {
        return Some(reason);
    }
    let mut kept = Vec::with_capacity(reading.slots.len());
    for mut slot in std::mem::take(&mut reading.slots) {
        let own = match &slot.value {
            CellValue::Text(text) => turn(text),
            _ => None,
        };
        let mut turns = labels.at(slot.at);
        turns.extend([own, of_name].into_iter().flatten());
        let contradicts = turns.contains(&WeekTurn::Of(0)) && turns.contains(&WeekTurn::Of(1));
        if turns.contains(&WeekTurn::Unknown) || contradicts {
            reading.findings.push(SheetFinding {
                at: slot.at,
                text: slot.value.to_string(),
                kind: FindingKind::Rejected,
                why: if contradicts {
                    "what stands around it says odd weeks and even weeks".to_owned()
                } else {
                    format!("it is for some of the weeks only, {WHICH}")
                },
                way_out: Some("write odd weeks or even weeks".into()),
            });
            continue;
        }
        let wanted: Vec<Weekday> = slot.days.iter().map(NaiveDate::weekday).collect();
        slot.days = all
            .iter()
            .copied()
            .filter(|day| wanted.contains(&day.weekday()) && turns.iter().all(|turn| turn.has(*day)))
            .collect();
        if !slot.days.is_empty() {
            kept.push(slot);
        }
    }
    reading.slots = kept;
    reading.findings.sort_by_key(|finding| finding.at);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_say_which_weeks_they_are_for() {
        for (text, expected) in [
            ("Umoya 20+1 (odd weeks)", Some(WeekTurn::Of(1))),
            ("Umoya 20+1 (even)", Some(WeekTurn::Of(0))),
            ("ungerade KW", Some(WeekTurn::Of(1))),
            ("Semaine paire", Some(WeekTurn::Of(0))),
            ("нечётная неделя", Some(WeekTurn::Of(1))),
            ("Umoya 20+1 fortnightly", Some(WeekTurn::Unknown)),
            ("Umoya 14-täglich", Some(WeekTurn::Unknown)),
            ("Week A", Some(WeekTurn::Unknown)),
            ("B-Woche", Some(WeekTurn::Unknown)),
            ("числитель", Some(WeekTurn::Unknown)),
            ("Week 3", Some(WeekTurn::Unknown)),
            ("odd and even weeks", Some(WeekTurn::Unknown)),
            ("Umoya 20+1", None),
            ("Odd Fellows 12", None),
            ("Par Excellence 20+1", None),
            ("Week of languages 20", None),
            ("Monday", None),
        ] {
            assert_eq!(turn(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_may_state_the_days_of_its_week() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let march = Some(WeekTurn::Days(day("2026-03-02"), day("2026-03-06")));
        for title in [
            "Week 10 (2-6 March 2026)",
            "Week 10: 2 to 6 March",
            "Week A (2 – 6 March)",
            "Semaine 10 du 2 au 6 mars 2026",
            "Week 10 (2026-03-02 - 2026-03-06)",
        ] {
            assert_eq!(turn_of_title(title, 2026), march, "{title}");
        }
        for open in [
            "Week 3",
            "Week 3, 2025-2026",
            "Week 9 - 12 March 2026",
            "Week 2: Umoya 20+1 10-12",
            "Week 2 (2 March - 26 June 2026)",
        ] {
            assert_eq!(turn_of_title(open, 2026), Some(WeekTurn::Unknown), "{open}");
        }
        assert_eq!(turn("Umoya 20+1 week 2"), Some(WeekTurn::Unknown));
        assert_eq!(
            turn_of_title("Odd weeks (2-6 March)", 2026),
            Some(WeekTurn::Of(1))
        );
        assert_eq!(turn_of_title("Semaine du 2 au 6 mars", 2026), None);
    }
}
