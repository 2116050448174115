//! Months, weekdays and halves of the day by the names that people give them, in twelve languages, long and short.
//!
//! The names come from CLDR (`cldr`); what people write besides stands here. Case, accents and full stops do not
//! matter. A word can mean two things, `mar` March and Tuesday: the caller says which languages count, and a date
//! whose weekday can be read in two ways takes the one that fits it.

mod cldr;
mod halves;

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{Weekday, WeekdaySet};

use crate::names::unaccented;
pub(crate) use halves::{DayHalf, half_of_day};

/// A set of languages, by their places in `cldr::NAMES`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Languages(u16);

impl Languages {
    pub const ALL: Self = Self(u16::MAX);
    pub const NONE: Self = Self(0);
    /// English and Afrikaans, whose short forms name months and weekdays everywhere.
    const HOME: Self = Self(1 << 0 | 1 << 7);
    const CHINESE: Self = Self(1 << 10);

    fn at(place: usize) -> Self {
        Self(1 << place)
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the languages that most of some words have in common; all where there are no words.
    pub fn of_most(words: impl IntoIterator<Item = Self>) -> Self {
        let mut votes = [0_usize; cldr::NAMES.len()];
        for word in words {
            let own = votes.iter_mut().enumerate();
            own.filter(|(place, _)| word.meets(Self::at(*place)))
                .for_each(|(_, votes)| *votes += 1);
        }
        match votes.iter().max() {
            None | Some(0) => Self::ALL,
            Some(most) => (0..votes.len())
                .filter(|place| votes.get(*place) == Some(most))
                .fold(Self::NONE, |all, place| all.or(Self::at(place))),
        }
    }
}

/// What a word can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WordMeanings {
    month: Option<u32>,
    month_in: Languages,
    /// The languages in which the word is each weekday, from Monday on.
    weekday_in: [Languages; 7],
}

impl WordMeanings {
    const NONE: Self = Self {
        month: None,
        month_in: Languages::NONE,
        weekday_in: [Languages::NONE; 7],
    };

    fn languages(self) -> Languages {
        self.weekday_in.into_iter().fold(self.month_in, Languages::or)
    }

    fn weekdays(self, among: Languages) -> WeekdaySet {
        let named = DAYS.into_iter().zip(self.weekday_in);
        let named = named.filter(|(_, spoken)| spoken.meets(among));
        named.map(|(day, _)| day).collect()
    }
}

/// Names that CLDR lacks, by the places of `cldr::NAMES`: months from 1, weekdays from Monday as 1.
const MORE_MONTHS: [(usize, u32, &str); 14] = [
    (1, 3, "maerz|mrz"),
    (1, 1, "jaenner"),
    (2, 1, "jan"),
    (2, 2, "fév|fev|fevr"),
    (2, 7, "juill"),
    (3, 1, "en"),
    (3, 9, "set|setiembre"),
    (9, 2, "фев"),
    (9, 6, "июн"),
    (9, 7, "июл"),
    (9, 9, "сен"),
    (9, 11, "ноя"),
    (9, 3, "мар"),
    (8, 9, "wrze"),
];
const MORE_WEEKDAYS: [(usize, usize, &str); 34] = [
    (0, 2, "tues"),
    (0, 3, "weds"),
    (0, 4, "thur|thurs"),
    (1, 6, "sonnabend"),
    (4, 1, "segunda|2afeira"),
    (4, 2, "terça|3afeira"),
    (4, 3, "quarta|4afeira"),
    (4, 4, "quinta|5afeira"),
    (4, 5, "sexta|6afeira"),
    (6, 1, "maa"),
    (6, 2, "din"),
    (6, 3, "woe"),
    (6, 4, "don"),
    (6, 5, "vri"),
    (6, 6, "zat"),
    (6, 7, "zon"),
    (7, 1, "maan"),
    (7, 2, "dins"),
    (7, 3, "woens"),
    (7, 4, "dond"),
    (7, 5, "vry"),
    (7, 6, "sater"),
    (7, 7, "son"),
    (8, 3, "środę|sro"),
    (8, 6, "sobotę"),
    (9, 3, "среду"),
    (9, 5, "пятницу"),
    (9, 6, "субботу"),
    (10, 1, "礼拜一|禮拜一"),
    (10, 2, "礼拜二|禮拜二"),
    (10, 3, "礼拜三|禮拜三"),
    (10, 4, "礼拜四|禮拜四"),
    (10, 5, "礼拜五|禮拜五"),
    (10, 6, "礼拜六|禮拜六"),
];
const MORE_SUNDAYS: [&str; 6] = ["礼拜日", "礼拜天", "禮拜日", "禮拜天", "星期天", "周天"];

static WORDS: LazyLock<HashMap<String, WordMeanings>> = LazyLock::new(|| {
    let mut words: HashMap<String, WordMeanings> = HashMap::new();
    let mut add = |place: usize, names: &str, month: Option<u32>, weekday: Option<usize>| {
        let language = Languages::at(place);
        for name in names.split('|') {
            // `segunda-feira` is one word to some readers and two to others.
            let key: String = unaccented(name).chars().filter(|c| c.is_alphanumeric()).collect();
            let word = words.entry(key).or_insert(WordMeanings::NONE);
            if month.is_some() {
                word.month = month;
                word.month_in = word.month_in.or(language);
            }
            if let Some(day) = weekday.and_then(|day| word.weekday_in.get_mut(day)) {
                *day = day.or(language);
            }
        }
    };
    for (place, names) in cldr::NAMES.iter().enumerate() {
        for (month, names) in (1..).zip(names.months) {
            add(place, names, Some(month), None);
        }
        for (day, names) in names.weekdays.iter().enumerate() {
            add(place, names, None, Some(day));
        }
    }
    for (place, month, names) in MORE_MONTHS {
        add(place, names, Some(month), None);
    }
    for (place, day, names) in MORE_WEEKDAYS {
        add(place, names, None, Some(day - 1));
    }
    for name in MORE_SUNDAYS {
        add(10, name, None, Some(6));
    }
    words
});

fn meanings(word: &str) -> Option<&'static WordMeanings> {
    WORDS.get(unaccented(word).as_ref())
}

/// Returns the number of the month that a word in lower case names.
pub(crate) fn month(word: &str) -> Option<u32> {
    meanings(word)?.month
}

/// Returns the weekdays that a word in lower case names: one, seldom two, mostly none.
pub(crate) fn weekdays(word: &str) -> WeekdaySet {
    meanings(word).map_or(WeekdaySet::EMPTY, |word| word.weekdays(Languages::ALL))
}

/// Returns the month and the weekdays that a word names in these languages, or in any where it means nothing in them.
pub(crate) fn meanings_among(word: &str, among: Languages) -> (Option<u32>, WeekdaySet) {
    let Some(word) = meanings(word) else {
        return (None, WeekdaySet::EMPTY);
    };
    let among = if word.languages().meets(among) {
        among
    } else {
        Languages::ALL
    };
    (
        word.month.filter(|_| word.month_in.meets(among)),
        word.weekdays(among),
    )
}

const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// Returns the languages in which a word names a month or a weekday.
pub(crate) fn languages(word: &str) -> Languages {
    meanings(word).map_or(Languages::NONE, |word| word.languages())
}

/// Reports whether a word names a month or a weekday wherever it stands: in English or Afrikaans, or in full.
/// `Mars`, `Set` and `Sam` name many other things.
pub(crate) fn is_plain_name(word: &str) -> bool {
    const SHORTEST: usize = 5;
    let spoken = languages(word);
    spoken.meets(Languages::HOME.or(Languages::CHINESE))
        || (spoken != Languages::NONE && word.chars().count() >= SHORTEST)
}

/// Reports whether a word names a month or a weekday in English or Afrikaans.
pub(crate) fn is_home_name(word: &str) -> bool {
    languages(word).meets(Languages::HOME)
}

/// Returns the weekday that a Chinese character names alone, as it does in a row or column of such characters.
pub(crate) fn chinese_weekday(c: char) -> Option<Weekday> {
    let place = "一二三四五六日天".chars().position(|day| day == c)?;
    DAYS.get(place.min(6)).copied()
}

/// Returns a month's English name.
pub(crate) fn month_name(month: u32) -> &'static str {
    let month = u8::try_from(month).ok();
    month
        .and_then(|month| chrono::Month::try_from(month).ok())
        .map_or("?", |month| month.name())
}

/// Returns a weekday's English name.
pub(crate) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(word: &str) -> Vec<Weekday> {
        weekdays(word).iter(Weekday::Mon).collect()
    }

    #[test]
    fn months_are_read_in_every_language_case_and_form() {
        for (words, number) in [
            (
                "march mar maart mrt märz maerz mars marzo março marca marzec марта март 三月 3月",
                3,
            ),
            ("may mei mai mayo maio maggio maja мая май 五月 mayıs mayis", 5),
            ("august août aout agosto augustus sierpnia sie августа авг 8月", 8),
            (
                "december desember dezember décembre dic dez grudnia декабря 十二月 12月",
                12,
            ),
        ] {
            for word in words.split(' ') {
                assert_eq!(month(word), Some(number), "{word}");
            }
        }
        assert_eq!(month("marchant"), None);
        assert_eq!(month("m"), None);
        assert_eq!(month_name(12), "December");
    }

    #[test]
    fn weekdays_are_read_in_every_language_and_never_from_one_letter() {
        let thursday = "thursday thurs donderdag donnerstag jeudi jeu jueves quinta quintafeira giovedi giovedì \
                        czwartek czw четверг чт 星期四 周四 礼拜四 perşembe";
        for word in thursday.split_whitespace() {
            assert_eq!(days(word), [Weekday::Thu], "{word}");
        }
        assert!(days("d").is_empty() && days("q").is_empty() && days("四").is_empty());
        assert_eq!(days("do"), [Weekday::Thu, Weekday::Sun]);
        assert_eq!(days("środa"), days("sroda"));
    }

    #[test]
    fn languages_are_those_that_most_words_share() {
        let of = |words: &[&str]| Languages::of_most(words.iter().map(|word| languages(word)));
        let spanish = of(&["lun", "mar", "mié", "jue"]);
        let thursday_or_sunday = |among| meanings_among("do", among).1.first();
        assert_eq!(thursday_or_sunday(spanish), Some(Weekday::Sun));
        assert_eq!(thursday_or_sunday(of(&["vr", "za"])), Some(Weekday::Thu));
        assert_eq!(of(&["Umoya"]), Languages::ALL);
    }

    #[test]
    fn a_short_word_of_another_language_is_no_plain_name() {
        for plain in ["mar", "may", "marzo", "lundi", "7月", "sat", "wrzesien"] {
            assert!(is_plain_name(plain), "{plain}");
        }
        for other in ["mars", "set", "gen", "sam", "lis", "mai", "umoya"] {
            assert!(!is_plain_name(other), "{other}");
        }
    }
}
