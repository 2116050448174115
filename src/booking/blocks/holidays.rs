//! Public holidays of countries, from a list that is built in.

use chrono::{Datelike, NaiveDate};

/// The list and its source: a line a day of country, date and name.
const LIST: &str = include_str!("../../../assets/holidays/public-holidays.tsv");

/// A public holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicHoliday {
    pub day: NaiveDate,
    pub name: &'static str,
}

fn lines() -> impl Iterator<Item = (&'static str, NaiveDate, &'static str)> {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut parts = line.split('\t');
        Some((parts.next()?, parts.next()?.parse().ok()?, parts.next()?))
    })
}

/// Returns the holidays of a country (`ZA`), or of a part of one with those of the whole (`DE-BY`), in a year, in order.
pub fn of(code: &str, year: i32) -> Vec<PublicHoliday> {
    let country = code.split('-').next().unwrap_or(code);
    let is_its = |place: &str| place == code || place == country;
    let of_year = lines().filter(|(place, day, _)| is_its(place) && day.year() == year);
    let mut found: Vec<PublicHoliday> = of_year
        .map(|(_, day, name)| PublicHoliday { day, name })
        .collect();
    found.sort_by_key(|holiday| holiday.day);
    found
}

/// Returns the codes of the list, each once.
pub fn codes() -> Vec<&'static str> {
    let mut codes: Vec<&str> = lines().map(|(place, ..)| place).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Returns the first and the last year of the list.
pub fn years() -> (i32, i32) {
    let years = || lines().map(|(_, day, _)| day.year());
    (
        years().min().unwrap_or_default(),
        years().max().unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        let count = LIST.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines().count(), count);
        for code in [
            "ZA", "NA", "KE", "GB", "US", "DE", "FR", "NL", "PT", "ES", "IT", "PL", "AU",
        ] {
            let (first, last) = years();
            for year in first..=last {
                assert!(of(code, year).len() > 4, "{code} {year}");
            }
        }
    }

    #[test]
    fn a_part_of_a_country_has_its_own_days_beside_those_of_all() {
        let name = |code: &str, month, day| {
            let wanted = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
            let found = of(code, 2026).into_iter().find(|holiday| holiday.day == wanted);
            found.map(|holiday| holiday.name)
        };
        assert_eq!(name("ZA", 4, 6), Some("Family Day"));
        assert_eq!(name("DE", 6, 4), None);
        assert_eq!(name("DE-BY", 6, 4), Some("Corpus Christi"));
        assert_eq!(name("DE-BY", 12, 25), Some("Christmas Day"));
    }
}
