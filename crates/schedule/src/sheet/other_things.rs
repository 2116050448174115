//! Words of sheets that are laid out as a schedule is, and are about other things: the channels of a plan of posts, meals,
//! instruments, and the states that people, machines and the weather are in.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::names::{name_key, word_keys};

/// Headings of what is neither a room nor the column of a table.
const THINGS: &str = "facebook instagram twitter linkedin youtube tiktok pinterest snapchat threads mastodon bluesky whatsapp telegram blog \
     newsletter website podcast press breakfast brunch snack snacks lunch dinner supper dessert frühstück mittagessen \
     abendessen petit_déjeuner déjeuner dîner goûter desayuno almuerzo cena merienda colazione pranzo ontbijt middageten avondeten śniadanie \
     obiad kolacja завтрак обед ужин 早餐 午餐 晚餐 temperature temp humidity rainfall rain wind pressure weather temperatur wetter \
     température météo temperatura sunrise sunset tide moon weight mood sleep steps workout exercise cardio reps sets homework reading \
     writing maths math science history geography english spanish french biology chemistry physics";

/// What a person, a machine or the weather is, and no client is called.
const STATES: &str = "home office remote wfh leave annual_leave sick sick_leave off day_off holiday vacation absent present travel travelling on_call \
     available unavailable busy free done open closed ok okay yes no pending passed failed pass fail good bad fair poor high low normal \
     medium won lost drew win loss draw sunny sun cloudy clouds overcast rain rainy wind windy fog foggy snow snowy storm stormy clear \
     showers hot cold warm dry wet sonne sonnig regen wolken wolkig bewölkt nebel schnee sturm urlaub krank frei homeoffice büro congé \
     malade télétravail soleil pluie nuages vent neige vacaciones enfermo libre sol lluvia nubes viento nieve férias folga doente chuva \
     nuvens ferie malattia pioggia nuvole neve verlof ziek vrij zon wolken sneeuw urlop chory wolne słońce deszcz śnieg отпуск больничный \
     выходной солнце дождь снег early late morning night evening rest gym run swim yoga";

/// Headings of what a log or a history tells of each entry.
const OF_LOGS: &str = "action operation ip_address log_level severity old_value new_value changed_by modified_by aktion vorgang acción azione ação      actie akcja действие 操作";

/// Nouns of groups and of games, which are counted where rooms would stand.
const PARTIES: &str = "group groups team squad player match game round fixture heat gruppe mannschaft spiel runde partie begegnung groupe \
     équipe manche tour grupo equipo partido ronda jornada equipe time_a partida rodada jogo gruppo squadra partita turno_gara groep ploeg \
     wedstrijd ronde span wedstryd rondte grupa drużyna mecz runda kolejka группа команда матч тур раунд подгруппа 组 小组 轮";

static THING_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(THINGS));
static LOG_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(OF_LOGS));
static PARTY_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(PARTIES));
static STATE_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(STATES));

/// Reports whether a heading counts groups or games: `Gruppe 1`, `Match 2`, `Team B`.
pub(super) fn is_counted_party(heading: &str) -> bool {
    let Some((noun, number)) = heading.trim().rsplit_once([' ', '-', '.', '#']) else {
        return false;
    };
    let is_number = number.chars().all(|c| c.is_ascii_digit()) && number.len() <= 2;
    let is_letter = number.chars().count() == 1 && number.chars().all(char::is_alphabetic);
    (is_number || is_letter) && !number.is_empty() && PARTY_KEYS.contains(&name_key(noun))
}

/// Reports whether a heading is one of these things.
pub(super) fn is_one(heading: &str) -> bool {
    THING_KEYS.contains(&name_key(heading))
}

/// Reports whether a heading is one of a log.
pub(super) fn is_of_logs(heading: &str) -> bool {
    LOG_KEYS.contains(&name_key(heading))
}

/// Reports whether a text says in which state something is.
pub(super) fn is_state(text: &str) -> bool {
    STATE_KEYS.contains(&name_key(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_and_clients_are_none_of_them() {
        for room in [
            "Saturn",
            "Excellence",
            "A302",
            "Success 10",
            "Room 1",
            "Innovation",
        ] {
            assert!(!is_one(room), "{room}");
        }
        for client in ["Umoya", "Kopano", "4IR Academy", "City Power"] {
            assert!(!is_state(client), "{client}");
        }
        assert!(is_of_logs("Action") && is_of_logs("IP Address") && !is_of_logs("Activity"));
        assert!(is_counted_party("Gruppe 1") && is_counted_party("Match 2") && is_counted_party("Team B"));
        assert!(
            !is_counted_party("Room 1")
                && !is_counted_party("Group room 1")
                && !is_counted_party("Success 10")
        );
        assert!(is_one("Facebook") && is_one("Petit déjeuner") && is_state("Day off") && is_state("SUNNY"));
    }
}
