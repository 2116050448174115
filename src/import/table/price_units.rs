//! What a price is of, as lists of prices write it: in a column of units, behind the amount, at the end of a heading.

use crate::kernel::names::name_key;
use crate::pricing::model::Unit;

/// Words of a unit in the languages of headings, by their keys.
const UNITS: [(Unit, &str); 4] = [
    (
        Unit::Person,
        "pp | person | persons | people | head | pax | delegate | delegates | guest | guests | participant | participants | \
         attendee | learner | learners | adult | cover | kopf | personen | teilnehmer | gast | personne | participant | tête | \
         persona | participante | cabeza | pessoa | partecipante | testa | persoon | deelnemer | osoba | osobę | os | uczestnik | \
         человек | человека | чел | персона | участник | 人 | 位",
    ),
    (
        Unit::Item,
        "ea | each | item | items | unit | units | piece | pieces | pc | pcs | cup | cups | mug | glass | bottle | can | plate | \
         portion | portions | serving | servings | slice | jug | pot | pack | packet | box | tray | platter | page | copy | \
         stück | stk | tasse | glas | flasche | teller | portionen | seite | kanne | pièce | unité | verre | bouteille | assiette | \
         pieza | unidad | ud | taza | vaso | botella | plato | porción | ración | peça | unidade | un | xícara | copo | garrafa | \
         prato | porção | pezzo | unità | tazza | bicchiere | bottiglia | piatto | porzione | stuk | stuks | kopje | kop | fles | \
         bord | portie | koppie | bottel | porsie | sztuka | szt | sztukę | filiżanka | szklanka | butelka | porcja | porcję | \
         штука | штуку | шт | чашка | чашку | стакан | бутылка | порция | порцию | 个 | 件 | 杯 | 瓶 | 份",
    ),
    (
        Unit::Day,
        "day | days | daily | tag | jour | journée | día | dia | diária | giorno | dag | dzień | день | сутки | 天 | 日",
    ),
    (
        Unit::Booking,
        "booking | event | function | session | occasion | buchung | veranstaltung | réservation | événement | reserva | evento | \
         prenotazione | boeking | evenement | bespreking | rezerwacja | wydarzenie | бронирование | мероприятие | 次 | 场",
    ),
];

/// Stand before a unit, or between an amount and its unit.
const BEFORE: [&str; 23] = [
    "per", "pro", "je", "par", "por", "al", "alla", "a", "à", "la", "le", "l", "el", "each", "every", "za",
    "na", "за", "на", "cada", "ogni", "elke", "每",
];

/// Units of time that the field of a rate says itself.
const OF_RATES: [(&str, &str); 4] = [
    (
        "hourly_rate",
        "hour | hr | h | hourly | stunde | std | heure | hora | ora | uur | godzina | godzinę | godz | час | ч | 小时",
    ),
    (
        "daily_rate",
        "day | daily | d | tag | jour | journée | día | dia | giorno | dag | dzień | день | сутки | 天 | 日",
    ),
    (
        "weekly_rate",
        "week | weekly | wk | woche | semaine | semana | settimana | tydzień | неделя | неделю | 周",
    ),
    (
        "monthly_rate",
        "month | monthly | mo | monat | mois | mes | mês | mese | maand | miesiąc | месяц | 月",
    ),
];

fn is_word_of(words: &str, key: &str) -> bool {
    words.split(" | ").any(|word| name_key(word) == key)
}

/// Returns the key of what a text calls a unit: without the mark or the words before it.
fn unit_key(text: &str) -> String {
    let lower = text.trim().trim_start_matches('/').to_lowercase();
    let is_apart = |c: char| c.is_whitespace() || c == '\'' || c == '’';
    let mut words: Vec<&str> = lower.split(is_apart).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && BEFORE.contains(&words[0]) {
        words.remove(0);
    }
    let bare = words.concat();
    name_key(
        bare.strip_prefix('每')
            .filter(|rest| !rest.is_empty())
            .unwrap_or(&bare),
    )
}

/// Returns the unit that a text means: `pp`, `per head`, `each`, `cup`, `/person`.
pub fn unit_called(text: &str) -> Option<Unit> {
    let key = unit_key(text);
    let is_it = |(_, words): &&(Unit, &str)| is_word_of(words, &key);
    let found = UNITS.iter().find(is_it).map(|(unit, _)| *unit);
    found.filter(|_| !key.is_empty())
}

/// Parts an amount from the unit behind it: `R150 pp`, `R20 per cup`, `200/person`.
fn parted<T>(text: &str, unit_of: impl Fn(&str) -> Option<T>) -> Option<(&str, T)> {
    let text = text.trim();
    let last_digit = text.rfind(|c: char| c.is_ascii_digit())?;
    let starts = text
        .char_indices()
        .skip_while(|(at, _)| *at <= last_digit)
        .filter(|(at, c)| *at == last_digit + 1 || c.is_whitespace() || *c == '/');
    let mut found = starts.filter_map(|(at, _)| {
        let (amount, unit) = text.split_at(at);
        let amount = amount.trim_end().trim_end_matches(['(', '/']).trim_end();
        unit_of(unit.trim().trim_matches(['(', ')'])).map(|unit| (amount, unit))
    });
    found.next()
}

/// Returns an amount without the unit behind it, and the unit of a unit price. `None` where there is none, or another than a
/// rate is of.
pub fn amount_and_unit<'t>(field: &str, text: &'t str) -> Option<(&'t str, Option<Unit>)> {
    if field == "unit_price" {
        return parted(text, unit_called).map(|(amount, unit)| (amount, Some(unit)));
    }
    let (_, words) = OF_RATES.iter().find(|(rate, _)| *rate == field)?;
    let is_it = |unit: &str| is_word_of(words, &unit_key(unit)).then_some(());
    parted(text, is_it).map(|(amount, ())| (amount, None))
}

/// Returns the unit that the heading of prices ends with: `Price per person`, `Price each`.
pub fn unit_at_end(heading: &str) -> Option<Unit> {
    let lower = heading.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let (last, before) = words.split_last()?;
    let one = before.last().copied().unwrap_or_default();
    // The last word of `Price unit` is not what the price is of.
    let is_said = BEFORE.contains(&one) || ["each", "pp"].contains(last) || lower.contains('/');
    let glued = || last.split_once('每').map(|(_, unit)| unit);
    match unit_called(last).filter(|_| is_said && !before.is_empty()) {
        Some(unit) => Some(unit),
        None => glued().and_then(unit_called),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_words_of_every_language() {
        for (text, unit) in [
            ("pp", Unit::Person),
            ("p.p.", Unit::Person),
            ("per head", Unit::Person),
            ("/person", Unit::Person),
            ("pro Person", Unit::Person),
            ("za osobę", Unit::Person),
            ("每人", Unit::Person),
            ("each", Unit::Item),
            ("ea", Unit::Item),
            ("cup", Unit::Item),
            ("per cup", Unit::Item),
            ("Stück", Unit::Item),
            ("la pièce", Unit::Item),
            ("шт.", Unit::Item),
            ("per day", Unit::Day),
            ("per event", Unit::Booking),
        ] {
            assert_eq!(unit_called(text), Some(unit), "{text}");
        }
        for other in ["", "per", "ZAR", "kg", "hour", "-"] {
            assert_eq!(unit_called(other), None, "{other}");
        }
    }

    #[test]
    fn amounts_part_from_the_unit_behind_them() {
        for (field, text, expected) in [
            ("unit_price", "R150 pp", Some(("R150", Some(Unit::Person)))),
            ("unit_price", "R20 per cup", Some(("R20", Some(Unit::Item)))),
            ("unit_price", "R5 each", Some(("R5", Some(Unit::Item)))),
            ("unit_price", "R200/person", Some(("R200", Some(Unit::Person)))),
            ("unit_price", "150 ZAR pp", Some(("150 ZAR", Some(Unit::Person)))),
            (
                "unit_price",
                "€ 12,50 (pro Person)",
                Some(("€ 12,50", Some(Unit::Person))),
            ),
            ("unit_price", "R5,- each", Some(("R5", Some(Unit::Item)))),
            ("daily_rate", "R500 per day", Some(("R500", None))),
            ("hourly_rate", "R100/h", Some(("R100", None))),
            ("daily_rate", "R500 per hour", None),
            ("unit_price", "R150", None),
            ("unit_price", "150 ZAR", None),
            ("unit_price", "each", None),
        ] {
            assert_eq!(amount_and_unit(field, text), expected, "{text}");
        }
    }

    #[test]
    fn headings_end_with_the_unit_of_their_prices() {
        for (heading, unit) in [
            ("Price per person", Some(Unit::Person)),
            ("Price pp", Some(Unit::Person)),
            ("Cost per head (R)", None),
            ("Price each", Some(Unit::Item)),
            ("Price/cup", Some(Unit::Item)),
            ("Preis pro Stück", Some(Unit::Item)),
            ("单价每人", Some(Unit::Person)),
            ("Unit", None),
            ("Price unit", None),
            ("Price", None),
        ] {
            assert_eq!(unit_at_end(heading), unit, "{heading}");
        }
    }
}
