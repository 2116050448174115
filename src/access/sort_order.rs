//! `--sort FIELD` and `--sort -FIELD`, which every list takes.

use std::ffi::OsStr;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser, ValueParserFactory};
use clap::{Arg, Command, ValueEnum};

/// A field to sort by, and whether the largest comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SortOrder<F> {
    pub field: F,
    pub descending: bool,
}

impl<F> From<F> for SortOrder<F> {
    fn from(field: F) -> Self {
        Self {
            field,
            descending: false,
        }
    }
}

impl<F> SortOrder<F> {
    /// Turns rows in ascending order round, where the order is descending.
    pub fn direct<T>(&self, rows: &mut [T]) {
        if self.descending {
            rows.reverse();
        }
    }
}

/// Parses a sort order; the fields are offered as they are, and once a minus is typed with it.
#[derive(Clone)]
pub struct SortOrderParser<F: ValueEnum + Clone + Send + Sync + 'static>(EnumValueParser<F>);

impl<F: ValueEnum + Clone + Send + Sync + 'static> ValueParserFactory for SortOrder<F> {
    type Parser = SortOrderParser<F>;

    fn value_parser() -> Self::Parser {
        SortOrderParser(EnumValueParser::new())
    }
}

impl<F: ValueEnum + Clone + Send + Sync + 'static> TypedValueParser for SortOrderParser<F> {
    type Value = SortOrder<F>;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let text = value.to_string_lossy();
        let (field, descending) = match text.strip_prefix('-') {
            Some(field) => (field, true),
            None => (&*text, false),
        };
        Ok(SortOrder {
            field: self.0.parse_ref(command, arg, OsStr::new(field))?,
            descending,
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let downwards = |value: &F| {
            let field = value.to_possible_value()?;
            Some(PossibleValue::new(format!("-{}", field.get_name())).hide(true))
        };
        let downwards = F::value_variants().iter().filter_map(downwards);
        Some(Box::new(self.0.possible_values()?.chain(downwards)))
    }
}
