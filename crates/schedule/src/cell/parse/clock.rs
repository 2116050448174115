//! Clock ranges, read from characters: `08:00-12:00`, `8h30-12h00`, `9am-1pm`.

use chrono::NaiveTime;

use crate::calendar::DayHalf;
use crate::cell::words;

/// A part of the day; `unusual` when more than what is written was needed to make sense of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClockSpan {
    pub start: NaiveTime,
    pub end: NaiveTime,
    pub unusual: bool,
}

/// One side of a range as written.
#[derive(Debug, Clone, Copy)]
struct ClockTime {
    hour: u32,
    minute: u32,
    half: Option<DayHalf>,
    /// Has a `:`, an `h` or am/pm: a bare number alone is no time.
    marked: bool,
    /// Has minutes behind a point, which another time has to stand beside: `8.30-10.00`.
    dotted: bool,
    len: usize,
}

const HALF_DAY: u32 = 12 * 60;
const DAY: u32 = 24 * 60;
/// The latest end that is still taken for an afternoon when a range was written on the twelve-hour clock.
const LATEST_AFTERNOON: u32 = 18 * 60;
/// A range that starts before it was written on the twelve-hour clock.
const EARLIEST_MORNING: u32 = words::FIRST_HOUR * 60;

/// Reads a range at the start of `chars`: its length, and the time or why it is none.
pub(super) fn clock_range(chars: &[char]) -> Option<(usize, Result<ClockSpan, String>)> {
    let from = moment(chars, false)?;
    let gap = separator(rest(chars, from.len))?;
    let until = moment(rest(chars, from.len + gap), from.half.is_some())?;
    let tight = gap == 1;
    let len = from.len + gap + until.len;
    let closed = !rest(chars, len)
        .first()
        .is_some_and(|c| c.is_alphanumeric() || *c == ':');
    let is_time = |moment: ClockTime| moment.marked || moment.dotted;
    let both = is_time(from) && is_time(until);
    let one = tight && (until.half.is_some() || (from.marked && !adds(rest(chars, len))));
    let unit = if both { unit(rest(chars, len)) } else { 0 };
    let span = || {
        let span = resolve(from, until)?;
        Ok(ClockSpan {
            unusual: span.unusual || from.dotted || until.dotted,
            ..span
        })
    };
    (closed && (both || one)).then(|| (len + unit, span()))
}

/// Returns the length of a word behind a time that says only that it is one: ` Uhr`, ` hrs`.
fn unit(chars: &[char]) -> usize {
    let blanks = chars.iter().take_while(|c| **c == ' ').count();
    let word: String = rest(chars, blanks)
        .iter()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let is_unit = words::CLOCK_UNITS.contains(&word.to_lowercase().as_str());
    if is_unit { blanks + word.chars().count() } else { 0 }
}

/// Reads a text that is a range and nothing else.
pub(crate) fn whole_span(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let chars: Vec<char> = text.chars().collect();
    match clock_range(&chars)? {
        (len, Ok(span)) if len == chars.len() => Some((span.start, span.end)),
        _ => None,
    }
}

/// Returns the length of a single time such as `9:00`, `9am` or `8h30`, which counts no people.
pub(super) fn single_time(chars: &[char]) -> Option<usize> {
    let moment = moment(chars, false)?;
    let glued = !chars.iter().take(moment.len).any(|c| c.is_whitespace());
    let closed = !rest(chars, moment.len)
        .first()
        .is_some_and(|c| c.is_alphanumeric());
    (moment.marked && glued && closed).then_some(moment.len)
}

fn rest(chars: &[char], from: usize) -> &[char] {
    chars.get(from..).unwrap_or_default()
}

/// Reports whether a `+` follows, so that the number before it counts people.
fn adds(chars: &[char]) -> bool {
    chars.iter().find(|c| !c.is_whitespace()) == Some(&'+')
}

/// Reads one side of a range; `halves_are_letters`: the `p` of `9p` is a half of the day, as it is behind minutes.
fn moment(chars: &[char], halves_are_letters: bool) -> Option<ClockTime> {
    let (hour, mut len) = digits(chars)?;
    if len > 2 {
        return None;
    }
    let mut moment = ClockTime {
        hour,
        minute: 0,
        half: None,
        marked: false,
        dotted: false,
        len,
    };
    match rest(chars, len).first() {
        Some(':') => {
            if let Some((minute, 2)) = digits(rest(chars, len + 1)) {
                len += 3;
                moment = ClockTime {
                    minute,
                    marked: true,
                    ..moment
                };
                if rest(chars, len).first() == Some(&':')
                    && matches!(digits(rest(chars, len + 1)), Some((_, 2)))
                {
                    len += 3;
                }
            }
        }
        Some('.') => {
            if let Some((minute, 2)) = digits(rest(chars, len + 1)).filter(|(minute, _)| minute % 5 == 0)
                && rest(chars, len + 3).first() != Some(&'.')
            {
                len += 3;
                moment = ClockTime {
                    minute,
                    dotted: true,
                    ..moment
                };
            }
        }
        Some('h' | 'H') => {
            let minutes = digits(rest(chars, len + 1));
            let (minute, width) = minutes.unwrap_or((0, 0));
            let closed = !rest(chars, len + 1 + width)
                .first()
                .is_some_and(|c| c.is_alphanumeric());
            if closed && (width == 0 || width == 2) {
                return Some(ClockTime {
                    minute,
                    marked: true,
                    len: len + 1 + width,
                    ..moment
                });
            }
        }
        _ => {}
    }
    let letter = || {
        (halves_are_letters || moment.marked)
            .then(|| half_letter(rest(chars, len)))
            .flatten()
    };
    if let Some((half, width)) = half(rest(chars, len)).or_else(letter) {
        moment = ClockTime {
            half: Some(half),
            marked: true,
            ..moment
        };
        len += width;
    }
    Some(ClockTime { len, ..moment })
}

/// Reads the number at the start and how many digits it has; at most four, for no time has more.
fn digits(chars: &[char]) -> Option<(u32, usize)> {
    let width = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let value = chars
        .iter()
        .take(width.min(4))
        .filter_map(|c| c.to_digit(10))
        .fold(0, |n, d| n * 10 + d);
    (width > 0).then_some((value, width))
}

/// Reads `am`, ` pm` or `a.m.` and its length; `PM:` is the label of what follows instead.
fn half(chars: &[char]) -> Option<(DayHalf, usize)> {
    let blanks = chars.iter().take_while(|c| **c == ' ').count();
    let word = rest(chars, blanks);
    let half = match word.first()?.to_ascii_lowercase() {
        'a' => DayHalf::Am,
        'p' => DayHalf::Pm,
        _ => return None,
    };
    let spelled: String = word.iter().take(4).map(char::to_ascii_lowercase).collect();
    let width = match spelled.get(1..) {
        Some(".m.") => 4,
        Some(tail) if tail.starts_with('m') => 2,
        _ => return None,
    };
    let mut after = rest(word, width).iter().skip_while(|c| **c == ' ');
    let glued = rest(word, width).first().is_some_and(|c| c.is_alphanumeric());
    (!glued && after.next() != Some(&':')).then_some((half, blanks + width))
}

/// Reads the `a` or `p` that stands for half a day right behind a time, and its length: `5:30p`.
fn half_letter(chars: &[char]) -> Option<(DayHalf, usize)> {
    let half = match chars.first()? {
        'a' | 'A' => DayHalf::Am,
        'p' | 'P' => DayHalf::Pm,
        _ => return None,
    };
    let is_closed = !chars
        .get(1)
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ':'));
    is_closed.then_some((half, 1))
}

/// Returns the length of `-`, ` - `, ` to ` or ` until `; a stray colon before the dash is seen in real sheets.
fn separator(chars: &[char]) -> Option<usize> {
    let stray = usize::from(chars.first() == Some(&':'));
    let before = rest(chars, stray).iter().take_while(|c| **c == ' ').count();
    let word = rest(chars, stray + before);
    let joins = |joint: &&&str| {
        let length = joint.chars().count();
        let written = word.iter().take(length).flat_map(|c| c.to_lowercase());
        joint.chars().eq(written) && before > 0 && word.get(length) == Some(&' ')
    };
    let width = match word.first() {
        Some('-') => 1,
        _ => words::BETWEEN_TIMES.iter().find(joins)?.chars().count(),
    };
    let after = rest(word, width).iter().take_while(|c| **c == ' ').count();
    Some(stray + before + width + after)
}

fn resolve(from: ClockTime, until: ClockTime) -> Result<ClockSpan, String> {
    let is_midnight = (until.hour, until.minute, until.half) == (24, 0, None);
    for (moment, is_fine) in [(from, false), (until, is_midnight)] {
        if (moment.hour > 23 || moment.minute > 59) && !is_fine {
            return Err(format!("{}:{:02} is outside the day", moment.hour, moment.minute));
        }
    }
    let end = minutes(
        until,
        until.half.or(from.half.filter(|half| *half == DayHalf::Pm)),
    );
    let same_half = minutes(from, from.half.or(until.half));
    let start = if from.half.is_none() && same_half >= end {
        minutes(from, None)
    } else {
        same_half
    };
    let written = from.half.is_some() || until.half.is_some();
    let (start, end, unusual) = twelve_hours(start, end, written && until.half.is_some());
    match (time(start), time(end)) {
        (Some(start), Some(end)) if start < end || is_midnight => Ok(ClockSpan { start, end, unusual }),
        _ if start == end => Err("it ends when it starts".to_owned()),
        _ => Err("it ends before it starts".to_owned()),
    }
}

fn minutes(moment: ClockTime, half: Option<DayHalf>) -> u32 {
    let hour = match half {
        Some(DayHalf::Am) if moment.hour == 12 => 0,
        Some(DayHalf::Pm) if moment.hour < 12 => moment.hour + 12,
        _ => moment.hour,
    };
    hour * 60 + moment.minute
}

/// Adds twelve hours where they make sense of a range: `8:00-1:00` ends in the afternoon, `1:00-4:00` lies in it. A
/// half of the day that is written is believed.
fn twelve_hours(start: u32, end: u32, written: bool) -> (u32, u32, bool) {
    let later = end + HALF_DAY;
    if written || start == end || end == 0 {
        (start, end, false)
    } else if end < start && later > start && later <= LATEST_AFTERNOON {
        (start, later, true)
    } else if (60..EARLIEST_MORNING).contains(&start) && end > start && later <= LATEST_AFTERNOON {
        (start + HALF_DAY, later, true)
    } else {
        (start, end, false)
    }
}

/// Returns the time of day; midnight at the end of a day is that at its beginning.
fn time(minutes: u32) -> Option<NaiveTime> {
    let minutes = minutes % DAY;
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
}
