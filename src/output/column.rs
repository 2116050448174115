//! How a table that is imported writes a field of a record: declared beside the field, read by the import.

/// The column of an imported table that a field is read from.
#[derive(Debug, Clone, Copy)]
pub struct ImportColumn {
    pub form: CellForm,
    pub need: ColumnNeed,
    /// Other headings that mean it; case, blanks and punctuation do not matter.
    pub synonyms: &'static [&'static str],
    pub no_value: NoValueRule,
    /// For the template.
    pub help: &'static str,
    pub example: &'static str,
}

/// What may stand in a cell of the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellForm {
    /// At most so many characters.
    Text(usize),
    /// The same, of several lines.
    Notes(usize),
    /// The name of a record of this noun: `room`, `device category`.
    NameOf(&'static str),
    Count,
    Flag,
    /// Texts separated by semicolons, or by commas where there is no semicolon.
    List,
    /// Texts separated by semicolons; each may hold commas.
    Spellings,
    OneOf(WordList),
    Money,
    Date,
    Time,
    /// A date with a time, a time alone, or a date alone.
    Moment,
    /// Never shown nor kept.
    Secret,
}

/// The words of a field that takes only some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordList {
    pub words: &'static [&'static str],
    /// Words that are read as another one; those that `words` holds as well are not offered.
    pub synonyms: &'static [(&'static str, &'static str)],
}

/// Which rows must fill the column in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnNeed {
    /// It names the record: every row.
    Key,
    /// Every row that creates a record.
    New,
    Optional,
}

/// What a word for no value, such as `none` or `?`, means in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoValueRule {
    /// The cell has no value.
    Skip,
    /// It is refused: when, whether or by whom something is done is not guessed.
    Refuse,
    /// There are none of what is counted, if it says so.
    Zero,
}

/// Returns an optional column without synonyms and example.
pub const fn column(form: CellForm, help: &'static str) -> ImportColumn {
    ImportColumn {
        form,
        need: ColumnNeed::Optional,
        synonyms: &[],
        no_value: NoValueRule::Skip,
        help,
        example: "",
    }
}

impl ImportColumn {
    pub const fn need(mut self, need: ColumnNeed) -> Self {
        self.need = need;
        self
    }

    pub const fn synonyms(mut self, synonyms: &'static [&'static str]) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// Marks a column that decides when, whether or by whom something is done.
    pub const fn decides(mut self) -> Self {
        self.no_value = NoValueRule::Refuse;
        self
    }

    /// Marks a column that counts what a record needs.
    pub const fn counts(mut self) -> Self {
        self.no_value = NoValueRule::Zero;
        self
    }

    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }
}

impl CellForm {
    /// Returns the form of an enum's words.
    pub const fn one_of(words: &'static [&'static str]) -> Self {
        Self::OneOf(WordList { words, synonyms: &[] })
    }
}

impl WordList {
    /// Finds the word that a text means; case, blanks and dashes do not matter.
    pub fn find(&self, text: &str) -> Option<&'static str> {
        let plain = |c: char| if c == ' ' || c == '-' { '_' } else { c };
        let wanted: String = text.trim().to_lowercase().chars().map(plain).collect();
        // A list has hundreds of words, and a file as many thousands of cells.
        let is_it = |word: &str| {
            word.chars()
                .flat_map(char::to_lowercase)
                .map(plain)
                .eq(wanted.chars())
        };
        let synonym = self.synonyms.iter().find(|(other, _)| is_it(other));
        match synonym {
            Some((_, word)) => self.words.iter().copied().find(|one| one == word),
            None => self.words.iter().copied().find(|word| is_it(word)),
        }
    }

    /// Returns the words that a template offers.
    pub fn offered(&self) -> Vec<&'static str> {
        let is_synonym = |word: &&str| self.synonyms.iter().any(|(other, _)| other == word);
        self.words
            .iter()
            .copied()
            .filter(|word| !is_synonym(word))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_people_write_them_and_synonyms_are_not_offered() {
        let list = WordList {
            words: &["no_show", "assigned", "free"],
            synonyms: &[("assigned", "free"), ("approved", "no_show")],
        };
        assert_eq!(list.find(" No-Show "), Some("no_show"));
        assert_eq!(list.find("Approved"), Some("no_show"));
        assert_eq!(list.find("assigned"), Some("free"));
        assert_eq!(list.find("gone"), None);
        assert_eq!(list.offered(), ["no_show", "free"]);
    }
}
