//! Columns that can name the records of a table whose headings do not say so, and the options that take them for that.

use std::collections::BTreeSet;

use super::cell::{is_truth, plain};
use super::currencies::is_amount;
use super::dates::{DateOrder, moment};
use super::heading_kinds::{is_number, is_time};
use super::heading_line::{HeadingLine, HeadingMeaning};
use super::mapping::map_option;
use super::sheet::{PlaceStyle, TableLine, column_letters, is_blank};
use crate::import::kind::ImportKind;
use crate::kernel::names::name_key;
use crate::output::CellForm;
use colab_schedule::sheet::{names_time, names_weekday};
use colab_schedule::workbook::CellValue;

impl HeadingLine<'_> {
    /// Fills the columns that can be it into the mappings that name the records: those of the fewest missing fields. `None`
    /// where some field has no column.
    pub fn maps_of_keys(&self) -> Option<String> {
        let is_of_others = |keys: &&&[&'static str]| keys.iter().all(|key| key.ends_with("_id"));
        let sets = self.spec.key_headings.iter().filter(|keys| !is_of_others(keys));
        let maps = sets.filter_map(|keys| self.maps_of(keys));
        let fewest =
            maps.min_by_key(|maps| (maps.iter().filter(|(_, is_near)| !is_near).count(), maps.len()));
        let texts = fewest.map(|maps| maps.into_iter().map(|(map, _)| map).collect::<Vec<_>>());
        let texts = texts.filter(|maps| !maps.is_empty() && self.would_be_enough(maps.len()));
        texts.or_else(|| self.maps_of_names()).map(|maps| maps.join(" "))
    }

    /// Maps both names of people to the name of the user, where no two people have the same.
    fn maps_of_names(&self) -> Option<Vec<String>> {
        let is_name = |one: &HeadingMeaning| one.sets("first_name") || one.sets("last_name");
        let headed = self
            .meanings
            .iter()
            .zip(&self.texts)
            .filter(|(one, _)| is_name(one));
        let places: Vec<u32> = headed.map(|(_, (at, _))| *at).collect();
        let key = |line: &TableLine| {
            let names = places.iter().filter_map(|at| line.cell(*at));
            name_key(&names.map(plain).collect::<Vec<_>>().join(" "))
        };
        let keys: Vec<String> = self.below().map(key).filter(|key| !key.is_empty()).collect();
        let are_own =
            places.len() > 1 && !keys.is_empty() && keys.iter().collect::<BTreeSet<_>>().len() == keys.len();
        let map = |at: &u32| map_option(&self.column_name(*at), "username");
        (self.spec.kind == ImportKind::Users && are_own).then(|| places.iter().map(map).collect())
    }

    /// Returns whether a list of bookings has rooms and days, and nothing that names a client.
    pub fn lacks_client_alone(&self) -> bool {
        let is_of_bookings = self.spec.kind == ImportKind::Bookings;
        is_of_bookings && self.names_day() && self.names("room") && !self.names("client_name")
    }

    /// Fills columns into the mappings of the fields that are missing, each with whether its heading speaks of the field.
    fn maps_of(&self, keys: &[&'static str]) -> Option<Vec<(String, bool)>> {
        // A column that means something else is the last choice.
        let mut left: Vec<usize> = (0..self.texts.len()).collect();
        left.sort_by_key(|one| match self.meanings[*one] {
            HeadingMeaning::Unknown => 0,
            HeadingMeaning::Mark(_) | HeadingMeaning::Skipped => 1,
            HeadingMeaning::Column(_) => 2,
        });
        // A room or a day is nobody's name, nor is one of two names or a remark.
        left.retain(|one| match self.meanings[*one] {
            HeadingMeaning::Column(column) => {
                let is_of_another = matches!(
                    column.column.form,
                    CellForm::NameOf(_) | CellForm::Date | CellForm::Moment | CellForm::Notes(_)
                );
                !is_of_another && !["first_name", "last_name"].contains(&column.name)
            }
            _ => true,
        });
        let mut maps = Vec::new();
        for key in keys.iter().copied().filter(|key| !self.names(key)) {
            let fits = |one: &usize| self.may_be_key(self.texts[*one].0, key);
            let near = |one: &usize| {
                let (at, text) = &self.texts[*one];
                self.likely_field(*at, text) == Some(key)
            };
            let near = left.iter().position(|one| near(one) && fits(one));
            let is_of_prices = self.spec.kind == ImportKind::Pricing;
            let own = |one: &usize| is_of_prices && fits(one) && self.holds_own(self.texts[*one].0);
            let place = near
                .or_else(|| left.iter().position(own))
                .or_else(|| left.iter().position(fits));
            let name = match place {
                Some(place) => self.column_name(self.texts[left.remove(place)].0),
                None => column_letters(self.unheaded_key(key)?),
            };
            maps.push((map_option(&name, key), near.is_some()));
        }
        // Without the times beside them days would be taken whole.
        let mut taken: BTreeSet<&'static str> = keys.iter().copied().collect();
        left.sort_unstable();
        for one in left {
            let (at, _) = &self.texts[one];
            let is_unknown = matches!(self.meanings[one], HeadingMeaning::Unknown);
            if let Some(field) = self.field_of_times(*at, &taken).filter(|_| is_unknown) {
                taken.insert(field);
                maps.push((map_option(&self.column_name(*at), field), true));
            }
        }
        Some(maps)
    }

    /// Finds a column without a heading that can name the records.
    fn unheaded_key(&self, key: &str) -> Option<u32> {
        let is_key = |at: &u32| !self.is_headed(*at) && self.holds_own(*at) && self.may_be_key(*at, key);
        let is_of_cells = self.sheet.style == PlaceStyle::Cells;
        self.used_below().into_iter().find(is_key).filter(|_| is_of_cells)
    }

    /// Returns whether a column can name the records: numbers and amounts name none but where they are days, and days no
    /// others.
    fn may_be_key(&self, at: u32, key: &str) -> bool {
        let is_dated = self
            .spec
            .column(key)
            .is_some_and(|column| matches!(column.column.form, CellForm::Date | CellForm::Moment));
        let is_day = |value: &CellValue| {
            // A time is one of a day that stands elsewhere.
            matches!(value, CellValue::DateTime(_))
                || !is_number(value)
                    && !is_time(value)
                    && moment(&plain(value), Some(DateOrder::DayFirst), None).is_ok()
        };
        let is_name = |value: &CellValue| {
            !is_day(value)
                && !is_truth(value)
                && !is_amount(&plain(value))
                && plain(value).chars().any(char::is_alphabetic)
                && !names_time(plain(value).trim())
                && !names_weekday(plain(value).trim())
        };
        if !self.may_mean(at, key) {
            return false;
        }
        // What names devices and users is of each its own; an item has several prices.
        let may_repeat = matches!(self.spec.kind, ImportKind::Bookings | ImportKind::Pricing);
        let lines = self.filled_lines();
        let is_own = || may_repeat || self.holds_own(at) && self.values(at).count() * 2 >= lines;
        let mut values = self.values(at).peekable();
        if values.peek().is_none() {
            // An empty column names nothing, unless all are.
            return !self
                .below()
                .any(|line| line.cells.iter().any(|(_, value)| !is_blank(value)));
        }
        values.all(|value| if is_dated { is_day(value) } else { is_name(value) }) && is_own()
    }
}
