//! The words of every language for what a booking's status is, and for days that book nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::model::{CellStatus, IgnoreList};
use crate::names::unaccented;

/// Without accents, as `names::unaccented` makes them; a phrase is several words. The first is written.
pub(super) const TENTATIVE: [&str; 56] = [
    "tbc",
    "tba",
    "tentative",
    "tentatively",
    "provisional",
    "provisionally",
    "pencil",
    "pencilled",
    "penciled",
    "unconfirmed",
    "not confirmed",
    "to be confirmed",
    "vorlaufig",
    "provisorisch",
    "unbestatigt",
    "nicht bestatigt",
    "unter vorbehalt",
    "provisoire",
    "a confirmer",
    "non confirme",
    "non confirmee",
    "por confirmar",
    "sin confirmar",
    "no confirmado",
    "provisorio",
    "provisoria",
    "a confirmar",
    "nao confirmado",
    "provvisorio",
    "provvisoria",
    "da confermare",
    "non confermato",
    "voorlopig",
    "optie",
    "onder voorbehoud",
    "niet bevestigd",
    "nie bevestig nie",
    "nog nie bevestig",
    "wstepnie",
    "wstepna",
    "wstepny",
    "do potwierdzenia",
    "niepotwierdzone",
    "niepotwierdzona",
    "nie potwierdzone",
    "предварительно",
    "под вопросом",
    "не подтверждено",
    "не подтвержден",
    "待定",
    "暂定",
    "暫定",
    "待确认",
    "待確認",
    "未确认",
    "未確認",
];
/// `Postponed` cancels: where to is another cell's business.
const CANCELLED: [&str; 65] = [
    "cancelled",
    "canceled",
    "cancel",
    "canx",
    "postponed",
    "abgesagt",
    "storniert",
    "entfallt",
    "fallt aus",
    "ausgefallen",
    "gestrichen",
    "verschoben",
    "annule",
    "annulee",
    "annules",
    "annulees",
    "reporte",
    "reportee",
    "cancelado",
    "cancelada",
    "cancelados",
    "canceladas",
    "anulado",
    "anulada",
    "suspendido",
    "suspendida",
    "aplazado",
    "aplazada",
    "pospuesto",
    "pospuesta",
    "suspenso",
    "adiado",
    "adiada",
    "annullato",
    "annullata",
    "cancellato",
    "cancellata",
    "sospeso",
    "rinviato",
    "rinviata",
    "geannuleerd",
    "afgelast",
    "gaat niet door",
    "vervalt",
    "uitgesteld",
    "gekanselleer",
    "afgestel",
    "uitgestel",
    "odwolane",
    "odwolany",
    "odwolana",
    "anulowane",
    "anulowana",
    "przelozone",
    "отменено",
    "отменен",
    "отменена",
    "отмена",
    "перенесено",
    "取消",
    "已取消",
    "推迟",
    "推遲",
    "延期",
    "停课",
];
/// They say what holds anyway; behind the count of people they are no note.
const CONFIRMED: [&str; 25] = [
    "confirmed",
    "bestatigt",
    "confirme",
    "confirmee",
    "confirmes",
    "confirmado",
    "confirmada",
    "confirmados",
    "confermato",
    "confermata",
    "bevestigd",
    "bevestig",
    "potwierdzone",
    "potwierdzony",
    "potwierdzona",
    "подтверждено",
    "подтвержден",
    "подтверждена",
    "确认",
    "確認",
    "已确认",
    "已確認",
    "definitief",
    "fest gebucht",
    "bestaetigt",
];
/// Whole cells that book nothing in other languages than the setting `import_ignore` has: closed, a holiday, no room.
const CLOSED: [&str; 92] = [
    "free",
    "available",
    "vacant",
    "not booked",
    "verfügbar",
    "libre",
    "disponible",
    "livre",
    "disponível",
    "libero",
    "vrij",
    "beskikbaar",
    "свободно",
    "geschlossen",
    "feiertag",
    "gesetzlicher feiertag",
    "ferien",
    "kein raum",
    "frei",
    "fermé",
    "fermée",
    "férié",
    "jour férié",
    "jours fériés",
    "vacances",
    "pas de salle",
    "aucune salle",
    "congé",
    "cerrado",
    "cerrada",
    "festivo",
    "día festivo",
    "feriado",
    "vacaciones",
    "sin sala",
    "sin aula",
    "no hay sala",
    "fechado",
    "fechada",
    "dia feriado",
    "férias",
    "sem sala",
    "ponto facultativo",
    "chiuso",
    "chiusa",
    "festa",
    "giorno festivo",
    "festività",
    "ferie",
    "vacanze",
    "nessuna sala",
    "nessuna aula",
    "senza aula",
    "gesloten",
    "feestdag",
    "vakantie",
    "geen lokaal",
    "geen zaal",
    "geen ruimte",
    "gesluit",
    "openbare vakansiedag",
    "vakansiedag",
    "vakansie",
    "geen kamer",
    "zamknięte",
    "święto",
    "dzień wolny",
    "dzień wolny od pracy",
    "wakacje",
    "brak sali",
    "bez sali",
    "закрыто",
    "праздник",
    "праздничный день",
    "выходной",
    "выходной день",
    "каникулы",
    "нет аудитории",
    "без аудитории",
    "关闭",
    "關閉",
    "休息",
    "放假",
    "假日",
    "节假日",
    "節假日",
    "假期",
    "公休",
    "无教室",
    "無教室",
    "no room",
    "公众假期",
];

/// Whole cells that say of a room that it is taken, and not by whom.
const TAKEN: [&str; 24] = [
    "booked",
    "reserved",
    "occupied",
    "taken",
    "in use",
    "full",
    "fully booked",
    "unavailable",
    "not available",
    "gebucht",
    "belegt",
    "reserviert",
    "occupé",
    "réservé",
    "ocupado",
    "reservado",
    "occupato",
    "riservato",
    "bezet",
    "gereserveerd",
    "bespreek",
    "zajęte",
    "занято",
    "已预订",
];
/// Whole cells that stand for another one.
const AGAIN: [&str; 19] = [
    "cont",
    "cont'd",
    "contd",
    "continued",
    "continues",
    "continuation",
    "fortsetzung",
    "suite",
    "ditto",
    "dito",
    "idem",
    "same",
    "same as above",
    "as above",
    "see above",
    "siehe oben",
    "wie oben",
    "como arriba",
    "同上",
];

/// Begin a whole cell that tells where a booking went: `moved to Venus`.
const MOVED: [&str; 12] = [
    "moved to",
    "relocated to",
    "transferred to",
    "verlegt nach",
    "verlegt in",
    "verschoben nach",
    "déplacé en",
    "déplacé à",
    "trasladado a",
    "movido para",
    "spostato in",
    "verplaatst naar",
];
/// Begin a whole cell that points to another room: `see Venus`.
const SEE: [&str; 8] = ["see", "now in", "siehe", "voir", "ver", "vedi", "zie", "sien"];
/// Begin a whole cell that is signed: nobody who books is.
const SIGNED: [&str; 18] = [
    "approved by",
    "authorised by",
    "authorized by",
    "checked by",
    "compiled by",
    "prepared by",
    "reviewed by",
    "verified by",
    "signed by",
    "signed:",
    "signature:",
    "erstellt von",
    "genehmigt von",
    "approuvé par",
    "aprobado por",
    "aprovado por",
    "approvato da",
    "opgestel deur",
];
/// Words of a cell over all rooms of a day that say that nobody comes.
const DAYS_OFF: [&str; 44] = [
    "holiday",
    "holidays",
    "closed",
    "closure",
    "weekend",
    "vacation",
    "recess",
    "shutdown",
    "feiertag",
    "ferien",
    "geschlossen",
    "wochenende",
    "ferie",
    "ferme",
    "fermee",
    "vacances",
    "conge",
    "cerrado",
    "festivo",
    "feriado",
    "vacaciones",
    "fechado",
    "ferias",
    "chiuso",
    "festa",
    "vacanze",
    "gesloten",
    "feestdag",
    "vakantie",
    "gesluit",
    "vakansiedag",
    "vakansie",
    "vakansiedae",
    "naweek",
    "zamkniete",
    "swieto",
    "wakacje",
    "праздник",
    "выходнои",
    "каникулы",
    "закрыто",
    "放假",
    "假期",
    "休息",
];

/// What a status word or phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StatusWord {
    Tentative,
    Cancelled,
    Confirmed,
}

/// The most words of a phrase.
pub(super) const PHRASE: usize = 3;

static STATUSES: LazyLock<HashMap<&str, StatusWord>> = LazyLock::new(|| {
    let all = |words: &'static [&'static str], status| words.iter().map(move |word| (*word, status));
    all(&TENTATIVE, StatusWord::Tentative)
        .chain(all(&CANCELLED, StatusWord::Cancelled))
        .chain(all(&CONFIRMED, StatusWord::Confirmed))
        .collect()
});

/// Returns what a word or phrase in lower case says of a booking's status.
pub(super) fn status(phrase: &str) -> Option<StatusWord> {
    STATUSES.get(unaccented(phrase).as_ref()).copied()
}

/// Returns what a whole text says of a booking's status in any language that schedules are read in.
pub fn read_status(text: &str) -> Option<CellStatus> {
    Some(match status(&text.trim().to_lowercase())? {
        StatusWord::Tentative => CellStatus::Tentative,
        StatusWord::Cancelled => CellStatus::Cancelled,
        StatusWord::Confirmed => CellStatus::Confirmed,
    })
}

static CLOSED_LIST: LazyLock<IgnoreList> = LazyLock::new(|| IgnoreList::new(CLOSED));
static TAKEN_LIST: LazyLock<IgnoreList> = LazyLock::new(|| IgnoreList::new(TAKEN));
static AGAIN_LIST: LazyLock<IgnoreList> = LazyLock::new(|| IgnoreList::new(AGAIN));

/// Reports whether a whole cell says by its `normalise::ignore_key` that there is nothing to book.
pub(super) fn is_closed(key: &str) -> bool {
    CLOSED_LIST.has_key(key)
}

/// Returns what a whole cell says in place of a client's name, by its `normalise::ignore_key`.
pub(super) fn in_place_of_client(key: &str) -> Option<&'static str> {
    if TAKEN_LIST.has_key(key) {
        Some("says that the room is taken, and not by whom")
    } else if AGAIN_LIST.has_key(key) {
        Some("stands for another cell")
    } else {
        None
    }
}

/// Returns what follows the first of some words that a text begins with, in lower case.
fn behind<'t>(text: &'t str, leads: &[&str]) -> Option<&'t str> {
    leads.iter().find_map(|lead| {
        let rest = text.strip_prefix(lead)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
    })
}

/// Reports whether a whole text in lower case tells where a booking went; `is_room` knows the names of rooms.
pub(super) fn points_elsewhere(text: &str, is_room: impl Fn(&str) -> bool) -> bool {
    let names_room = |rest: &str| is_room(rest.trim_matches(|c: char| !c.is_alphanumeric()));
    behind(text, &MOVED).is_some() || behind(text, &SEE).is_some_and(names_room)
}

/// Reports whether a whole text in lower case is a signature.
pub(super) fn is_signature(text: &str) -> bool {
    behind(text, &SIGNED).is_some()
}

/// Reports whether a word of a text says that it is a day off.
pub(super) fn says_day_off(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| DAYS_OFF.contains(&unaccented(word).as_ref()))
}

/// Chinese words of a cell, which no blank divides from a name: the longest first.
const GLUED: [&str; 22] = [
    "已取消",
    "待确认",
    "待確認",
    "未确认",
    "未確認",
    "已确认",
    "已確認",
    "取消",
    "推迟",
    "推遲",
    "延期",
    "停课",
    "待定",
    "暂定",
    "暫定",
    "上午",
    "下午",
    "早上",
    "午后",
    "午後",
    "确认",
    "確認",
];

/// Returns how many characters of a run of letters are a word of their own: a Chinese status at its start, or what stands
/// before one at its end.
pub(super) fn first_of_glued(run: &[char]) -> Option<usize> {
    if run.first().is_none_or(char::is_ascii) && run.last().is_none_or(char::is_ascii) {
        return None;
    }
    let text: String = run.iter().collect();
    let lengths = |fits: &dyn Fn(&str) -> bool| {
        GLUED
            .iter()
            .find(|word| fits(word))
            .map(|word| word.chars().count())
    };
    lengths(&|word| text.starts_with(word))
        .or_else(|| lengths(&|word| text.ends_with(word)).map(|length| run.len() - length))
        .filter(|length| *length < run.len())
}
