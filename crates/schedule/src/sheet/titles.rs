//! What the title of a sheet says: that it is a rota, or the day that it is for.

use super::heading_words::{self, HeadingRole};
use super::{times, words};
use crate::names::name_key;
use crate::workbook::{CellValue, Sheet};

/// Stand between the first and the last day of a run.
pub(super) const UNTIL: [&str; 13] = [
    "-", "–", "—", "−", "to", "until", "till", "bis", "au", "al", "tot", "do", "по",
];

/// Reports whether the name of a sheet, or a text alone in its first row, calls it a rota of people. One of rooms is left to what
/// stands in the sheet.
pub(super) fn says_rota(sheet: &Sheet) -> bool {
    const OF_ANYTHING: [&str; 5] = ["rota", "rotas", "roster", "rosters", "turni"];
    const OF_PEOPLE: [&str; 17] = [
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
        "dyżury",
        "дежурство",
    ];
    let texts = [sheet.name.clone(), title(sheet)];
    let words: Vec<String> = texts.iter().flat_map(|text| words_of(text)).collect();
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    says(&OF_PEOPLE) || says(&OF_ANYTHING) && !words.iter().any(|word| is_of_rooms(word))
}

/// Reports whether the name of a sheet, or a text alone in its first row, speaks of rooms or of who books them.
pub(super) fn says_rooms(sheet: &Sheet) -> bool {
    const BOOKED: [&str; 8] = [
        "bookings",
        "reservations",
        "raumplan",
        "raumbelegung",
        "belegungsplan",
        "réservations",
        "reservas",
        "prenotazioni",
    ];
    let texts = [sheet.name.clone(), title(sheet)];
    let mut words = texts.iter().flat_map(|text| words_of(text));
    words.any(|word| is_of_rooms(&word) || BOOKED.contains(&word.as_str()))
}

fn is_of_rooms(word: &str) -> bool {
    heading_words::whole_role(&name_key(word)) == Some(HeadingRole::Room)
}

/// Returns the name of a sheet and the texts with a number above its weekdays: what may say of which days they are.
pub(super) fn above_weekdays(sheet: &Sheet) -> Vec<String> {
    const MOST: u32 = 5;
    let is_weekday = |value: &CellValue| !words::whole_weekdays(value).is_empty();
    let cells = sheet.cells.iter();
    let first = cells.clone().find(|cell| is_weekday(&cell.value));
    let first = first.map_or(MOST, |cell| cell.at.row.min(MOST));
    let texts = cells
        .take_while(|cell| cell.at.row < first)
        .filter_map(|cell| match &cell.value {
            CellValue::Text(text) if text.contains(|c: char| c.is_ascii_digit()) => Some(text.clone()),
            _ => None,
        });
    std::iter::once(sheet.name.clone()).chain(texts).collect()
}

/// Returns what stands in the corner of a sheet: first in a row of headings, over a column of times.
pub(super) fn over_times(sheet: &Sheet) -> Option<&CellValue> {
    const FEWEST: usize = 2;
    let mut shown = sheet.cells.iter().filter(|cell| !words::is_blank(&cell.value));
    let corner = shown.next()?;
    let is_headed = shown.clone().next()?.at.row == corner.at.row;
    let below = shown.filter(|cell| cell.at.col == corner.at.col);
    let times: Vec<bool> = below
        .map(|cell| times::read(&cell.value, false).is_some())
        .collect();
    (is_headed && times.len() >= FEWEST && times.iter().all(|is_time| *is_time)).then_some(&corner.value)
}

/// Returns the text that stands alone in the first row.
fn title(sheet: &Sheet) -> String {
    let first = sheet.cells.first().map(|cell| cell.at.row);
    let mut row = sheet.cells.iter().take_while(|cell| Some(cell.at.row) == first);
    match (row.next(), row.next()) {
        (Some(alone), None) => alone.value.to_string(),
        _ => String::new(),
    }
}

fn words_of(text: &str) -> Vec<String> {
    const LONGEST: usize = 120;
    if text.len() > LONGEST {
        return Vec::new();
    }
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty()).collect()
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
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let is_glued = last.chars().next_back().is_some_and(|c| "-–—−".contains(c));
    let leads = UNTIL.contains(&last.to_lowercase().as_str()) || is_glued;
    let has_number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    if leads {
        return has_number(last) || words.any(has_number);
    }
    // `Floor 2, 9 March`: the number is what the place is called by.
    let is_of_place = words.next().is_some_and(is_place);
    has_number(last) && is_number(last) && !is_of_place
}

/// Reports whether a word names a kind of place, which a number may follow.
fn is_place(word: &str) -> bool {
    const PLACES: &str = "floor level block wing building hub centre center campus site unit suite stock etage stockwerk haus gebäude étage bâtiment \
         bloc site piso planta edificio bloque andar prédio bloco piano edificio blocco verdieping gebouw vloer gebou piętro budynek этаж корпус";
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let key = name_key(word);
    heading_words::is_room_noun(word) || PLACES.split_whitespace().any(|place| name_key(place) == key)
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
    // A room may be called by a word of the same stem: the Creative Hub, the Generation Room.
    const STEMS: &str = "aktualis geänd geand gedruckt gültig gultig semain jusqu valab \
         actualiz seman desde hasta vigent atualiz aggiorn stampat settiman bijgewerk gewijzig vanaf afgedruk \
         opgedateer weergaw gedruk aktualizac zaktualiz wersj tydzie wydruk обновл верси недел измен печат 更新 版本 截至 打印 修改";
    const WORDS: &str = "update updates updated updating amended amendment amendments revised revision revisions corrected correction corrections \
         printed print printout published publication issued issue created creation generated exported export modified modification \
         modifications changed change changes edited edit edition version versions release released deadline effective commences commencing \
         commencement beginning begins begin starting starts start ending week weeks weekly weekend fortnight month term \
         erstellt erstellung ausgabe ausgegeben ausgedruckt woche wochen wochenplan imprimé imprimée imprimés créé créée modifié modifiée \
         modifications impreso impresa impresión creado modificado revisado impresso criado revisto stampa creato modificato revisione \
         as from since until till by before after due last next ends w/e w/c wc we rev valid draft stand ab seit bis kw maj màj mise mis depuis \
         dès partir édition dal fino sinds tot geldig od stan с до по 周";
    /// What may be the first word of a place's name.
    const OF_PLACES: [&str; 6] = ["print", "edit", "export", "change", "creation", "edition"];
    let stems: Vec<String> = STEMS.split_whitespace().map(name_key).collect();
    let whole: Vec<String> = WORDS.split_whitespace().map(name_key).collect();
    let words: Vec<&str> = before.split_whitespace().collect();
    let mut places = words.iter().enumerate();
    places.any(|(at, word)| {
        let key = name_key(word);
        let is_name = OF_PLACES.contains(&word.to_lowercase().as_str())
            && words.get(at + 1).is_some_and(|next| is_place(next));
        !is_name && (whole.contains(&key) || stems.iter().any(|stem| key.starts_with(stem.as_str())))
    })
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
            ("Creative Hub 9 March 2026", "9 March 2026"),
            ("Generation Room, Monday 9 March 2026", "Monday 9 March 2026"),
            ("Floor 2, 9 March 2026", "9 March 2026"),
            ("Print Room 9 March 2026", "9 March 2026"),
            ("Editing Suite 3, 9 March 2026", "9 March 2026"),
            ("Edith Hall 9 March 2026", "9 March 2026"),
            ("Impressions Gallery 9 March 2026", "9 March 2026"),
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
            "Print date 9 March 2026",
            "Created by Thandi 9 March 2026",
            "2, 9 March 2026",
            "Mon 2, 9 March 2026",
            "Suite 3 - 9 March 2026",
            "Room changes 9 March 2026",
            "Updated room plan 9 March 2026",
            "Floor 2, 6 - 9 March 2026",
        ] {
            assert_eq!(day(title), None, "{title}");
        }
    }
}
