//! What the title of a sheet says: that it is a rota, or the day that it is for.

use crate::names::name_key;
use crate::workbook::{CellValue, Sheet};

/// Reports whether the name of a sheet, or a text alone in its first row, calls it a rota.
pub(super) fn says_rota(sheet: &Sheet) -> bool {
    const WORDS: [&str; 22] = [
        "rota",
        "rotas",
        "roster",
        "rosters",
        "duty",
        "duties",
        "oncall",
        "cleaning",
        "chores",
        "dienstplan",
        "putzplan",
        "schichtplan",
        "bereitschaft",
        "garde",
        "astreinte",
        "ménage",
        "guardias",
        "limpieza",
        "plantão",
        "turni",
        "dyżury",
        "дежурство",
    ];
    let says = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        text.len() <= 120 && words.any(|word| WORDS.contains(&word.as_str()))
    };
    let first = sheet.cells.first().map(|cell| cell.at.row);
    let mut row = sheet.cells.iter().take_while(|cell| Some(cell.at.row) == first);
    let title = match (row.next(), row.next()) {
        (Some(alone), None) => alone.value.to_string(),
        _ => String::new(),
    };
    says(&sheet.name) || says(&title)
}

/// Reads the date that ends a title, `Bookings for Monday 9 March 2026`, where it is the day of the sheet: no end of a run of
/// days, and not the day of something else.
pub(super) fn dated_end<T>(title: &str, read: impl Fn(&CellValue) -> Option<T>) -> Option<T> {
    const LONGEST: usize = 120;
    if title.len() > LONGEST {
        return None;
    }
    let starts = title.char_indices().filter(|(_, c)| c.is_whitespace());
    let ends = starts.filter_map(|(at, _)| title.split_at_checked(at));
    let (before, day) = ends
        .filter_map(|(before, end)| Some((before, read(&CellValue::Text(end.trim().to_owned()))?)))
        .next()?;
    (!is_first_of_run(before) && !speaks_of_another(before)).then_some(day)
}

/// Reports whether a day or its number stands before a dash or a word that leads to another: `2 -`, `Mon 2 March to`.
fn is_first_of_run(before: &str) -> bool {
    const UNTIL: [&str; 13] = [
        "-", "–", "—", "−", "to", "until", "till", "bis", "au", "al", "tot", "do", "по",
    ];
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let is_glued = last.chars().next_back().is_some_and(|c| "-–—−".contains(c));
    let leads = UNTIL.contains(&last.to_lowercase().as_str()) || is_glued;
    let has_number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    has_number(last) && is_number(last) || leads && (has_number(last) || words.any(has_number))
}

/// Reports whether a text is a day's number with its marks: `2`, `2.`, `(2`.
fn is_number(text: &str) -> bool {
    text.trim_matches(|c: char| c.is_ascii_punctuation())
        .bytes()
        .all(|byte| byte.is_ascii_digit())
}

/// Reports whether the words before a date say that it is the day of something else: of a change of the file, or the first
/// or last of several days.
fn speaks_of_another(before: &str) -> bool {
    const STEMS: &str = "updat amend revis correct print publish issue creat generat export modif chang edit version releas deadlin effectiv \
         commenc beginn starting start ending week aktualis geänd geand gedruckt erstell ausgab gültig gultig woche imprim semain jusqu valab \
         actualiz impres seman desde hasta vigent atualiz revist impress aggiorn stampat settiman modific bijgewerk gewijzig vanaf afgedruk \
         opgedateer weergaw gedruk aktualizac zaktualiz wersj tydzie wydruk обновл верси недел измен печат 更新 版本 截至 打印 修改";
    const WORDS: &str = "as from since until till by before after due last next ends w/e w/c wc we rev valid draft stand ab seit bis kw maj màj mise mis depuis \
         dès partir édition dal fino sinds tot geldig od stan с до по 周";
    let stems: Vec<String> = STEMS.split_whitespace().map(name_key).collect();
    let whole: Vec<String> = WORDS.split_whitespace().map(name_key).collect();
    let mut words = before.split_whitespace().map(name_key);
    words.any(|word| whole.contains(&word) || stems.iter().any(|stem| word.starts_with(stem.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_ends_in_its_day_is_told_from_one_of_another_thing() {
        let read = |value: &CellValue| {
            let text = value.to_string();
            [
                "9 March 2026",
                "13 March",
                "6 March",
                "Monday 9 March 2026",
                "9. März",
                "9 mars",
            ]
            .contains(&text.as_str())
            .then_some(text)
        };
        let day = |title: &str| dated_end(title, read);
        for (title, expected) in [
            ("Bookings for Monday 9 March 2026", "Monday 9 March 2026"),
            ("Room bookings: 9 March 2026", "9 March 2026"),
            ("Rooms - 13 March", "13 March"),
            ("Belegung am 9. März", "9. März"),
            ("Salles du 9 mars", "9 mars"),
        ] {
            assert_eq!(day(title).as_deref(), Some(expected), "{title}");
        }
        for title in [
            "updated 9 March 2026",
            "Room plan, last updated: 9 March 2026",
            "Week ending 13 March",
            "w/e 13 March",
            "2 - 6 March",
            "2– 6 March",
            "Mon 2 March to 6 March",
            "2 to 6 March",
            "Stand: 9. März",
            "Mise à jour 9 mars",
            "Version of 9 March 2026",
            "Printed on Monday 9 March 2026",
        ] {
            assert_eq!(day(title), None, "{title}");
        }
    }
}
