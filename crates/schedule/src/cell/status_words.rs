//! The words of every language for what a booking's status is, and for days that book nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::model::{CellStatus, IgnoreList};
use crate::names::unaccented;

/// Without accents, as `names::unaccented` makes them; a phrase is several words. The first is written.
pub(super) const TENTATIVE: [&str; 55] = [
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
