//! Whether a text is written as the name of a person is.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::heading_words;
use crate::names::{name_key, word_keys};

/// Words of the names of companies, schools and courses, which no person has.
const OF_OTHERS: &str = "academy agency association bank board bureau centre center church city clinic club college committee company conference \
     consulting corp council course department development foundation fund gmbh group health holdings hospital inc induction insurance \
     institute int internal league limited logistics ltd meeting mining ministry municipality network office onboarding partners programme \
     project projects pty retail school services skills society solutions staff studio systems team tech technologies training trust union \
     university workshop akademie amt bildung firma fortbildung gruppe hochschule kurs schule schulung seminar verband verein werke académie \
     agence association banque centre cours ecole école entreprise fondation formation mairie réunion société université academia asociación \
     banco centro colegio curso empresa escuela fundación reunión sociedad universidad associação escola fundação reunião accademia \
     associazione banca corso fondazione scuola università academie bedrijf cursus gemeente opleiding school stichting vereniging akademia \
     fundacja grupa kurs szkoła szkolenie uczelnia академия банк группа институт клиника компания курс университет фонд центр школа";

/// Titles before a name.
const TITLES: &str = "dr mr mrs ms miss prof herr frau hr fr mme mlle sr sra dhr mevr mnr mev pan pani";

static OTHER_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(OF_OTHERS));
static TITLE_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(TITLES));

/// Reports whether a text is written as the name of a person, or of two or three, is: `Thandi Nkosi`, `N. Dube`,
/// `Петров И. И.`, `Anna Weber / Jan Kok`. Clients may be written so, too.
pub(super) fn is_person(text: &str) -> bool {
    let mut names = text.split(['/', '&', ';', '\n', '+']).map(str::trim).peekable();
    names.peek().is_some() && names.by_ref().take(3).all(is_one) && names.next().is_none()
}

fn is_one(name: &str) -> bool {
    const MOST_WORDS: usize = 4;
    const LONGEST_IN_SIGNS: usize = 3;
    if name.chars().all(heading_words::is_sign) {
        return (2..=LONGEST_IN_SIGNS).contains(&name.chars().count());
    }
    let words: Vec<&str> = name
        .split([' ', ',', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let is_of_letters = |word: &&str| {
        word.chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    let begins_large = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    let is_title = words
        .first()
        .is_some_and(|word| TITLE_KEYS.contains(&name_key(word)));
    let large = words.iter().filter(begins_large).count();
    // `van`, `de la` and the like stand between.
    (2..=MOST_WORDS).contains(&words.len())
        && words.iter().all(is_of_letters)
        && words.iter().any(|word| word.chars().count() > 2)
        && (large >= 2 || is_title)
        && large + 2 >= words.len()
        && !words.iter().any(|word| OTHER_KEYS.contains(&name_key(word)))
        && !heading_words::has_room_noun(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_companies_and_courses() {
        for person in [
            "Thandi Nkosi",
            "N. Dube",
            "Smith, John",
            "Dr Patel",
            "Jan van der Merwe",
            "Петров И. И.",
            "Zoë O'Neil",
            "Anna Weber / Jan Kok",
            "丁以群",
        ] {
            assert!(is_person(person), "{person}");
        }
        for other in [
            "Umoya",
            "Baobab Health",
            "Phase 3 Projects",
            "Client 25+1",
            "Excel course",
            "Public holiday",
            "Lwazi (Pty) Ltd",
            "C101",
            "Hall A",
            "Training Room",
            "",
        ] {
            assert!(!is_person(other), "{other}");
        }
    }
}
