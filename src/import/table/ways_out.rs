//! The options and commands that help where rows of a table are refused: each hint can be typed as it stands.

use chrono::{Datelike, NaiveDate};

use super::dates::NO_YEAR;
use super::plan::RowPlan;
use super::rows::{ImportTable, RowContent};
use super::spec::TableSpec;
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::kernel::error::{Error, ErrorCode};
use crate::kernel::text::printable;
use crate::output::{CellForm, ColumnNeed};
use crate::pricing::model::{ItemType, Unit};
use colab_schedule::text::shell_word;

/// A table of which rows are refused, and what else decides over the ways out.
pub struct RefusedTable<'a> {
    pub spec: &'a TableSpec,
    pub table: &'a ImportTable,
    pub plans: &'a [RowPlan],
    /// Records stay that the file no longer has.
    pub is_gone_in_the_way: bool,
    /// Of the rows whose room is not known some are of days that are over.
    pub are_past_too: bool,
    pub today: NaiveDate,
}

impl RefusedTable<'_> {
    /// Puts the options that help before the other hints of the refusal.
    pub fn with_ways_out(&self, mut error: Error) -> Error {
        let (spec, table, plans) = (self.spec, self.table, self.plans);
        let rejected = plans
            .iter()
            .filter(|plan| plan.action == ImportAction::Reject)
            .count();
        if table.open_orders > 0 && table.open_orders == rejected {
            let order =
                "--date-order dmy if the day comes first in its dates, --date-order mdy if the month does";
            error.hints = vec![order.to_owned()];
        }
        let is_conflict = plans.iter().any(|plan| plan.action == ImportAction::Conflict);
        let prune = "--prune cancels first what is gone from the file, if rows are in its way";
        let ways = [
            room_and_past(table, plans, self.are_past_too),
            year_to_give(plans, self.today),
            field_to_set(spec, table, plans),
            category_to_add(table, plans),
            number_to_take_for_a_reference(table, plans),
            word_to_explain(spec, table),
            column_to_skip(table),
            (is_conflict && self.is_gone_in_the_way).then(|| prune.to_owned()),
        ];
        let ways: Vec<String> = ways.into_iter().flatten().collect();
        error.hints.splice(0..0, ways);
        error
    }
}

fn is_refused_by(plans: &[RowPlan], code: ErrorCode) -> bool {
    plans.iter().any(|plan| plan.refusal == Some(code))
}

/// Most of what is refused is so for one reason: then its option is worth a line.
fn is_mostly(plans: &[RowPlan], has_cause: impl Fn(&RowPlan) -> bool) -> bool {
    let refused = plans.iter().filter(|plan| plan.action.is_refusal());
    let of_cause = refused.clone().filter(|plan| has_cause(plan)).count();
    of_cause > 0 && of_cause * 2 >= refused.count()
}

/// Names together the options that rooms and days need: of a row without a room nobody has asked yet whether it is past.
fn room_and_past(table: &ImportTable, plans: &[RowPlan], are_past_too: bool) -> Option<String> {
    let lacks_room = table.kind == ImportKind::Bookings && is_refused_by(plans, ErrorCode::UnknownRoom);
    let refused_as_past = |plan: &RowPlan| plan.refusal == Some(ErrorCode::PastDate);
    let way = if lacks_room && (are_past_too || is_refused_by(plans, ErrorCode::PastDate)) {
        "add --create-rooms --allow-past: they make the rooms that are not known, and record what has happened"
    } else if lacks_room {
        "add --create-rooms: it makes the rooms that are not known"
    } else if is_mostly(plans, refused_as_past) {
        "--allow-past records what has happened"
    } else {
        return None;
    };
    Some(way.to_owned())
}

fn year_to_give(plans: &[RowPlan], today: NaiveDate) -> Option<String> {
    let has_none = |plan: &RowPlan| plan.messages.iter().any(|message| message.contains(NO_YEAR));
    is_mostly(plans, has_none).then(|| format!("--year {} if that is the year of its dates", today.year()))
}

/// Names the option that gives every row a value of a field of words or names that the file has no column for.
fn field_to_set(spec: &TableSpec, table: &ImportTable, plans: &[RowPlan]) -> Option<String> {
    let needs_unit = is_refused_by(plans, ErrorCode::UnitMissing).then_some("unit");
    let missing = plans.iter().flat_map(|plan| plan.missing.iter().copied());
    let column = missing.chain(needs_unit).find_map(|field| {
        let column = spec.column(field).filter(|_| !table.has_column(field))?;
        let is_word = matches!(column.column.form, CellForm::OneOf(_) | CellForm::NameOf(_));
        is_word.then_some(column)
    })?;
    let value = match column.name {
        // What has a price of its own unit is a meal rather than a room.
        "item_type" if table.has_column("unit_price") => ItemType::Catering.as_str(),
        "unit" => Unit::Person.as_str(),
        _ => column.column.example,
    };
    Some(format!(
        "--set \"{}={value}\" sets it in every row that has none",
        column.name
    ))
}

fn category_to_add(table: &ImportTable, plans: &[RowPlan]) -> Option<String> {
    let is_unknown = |plan: &&RowPlan| plan.refusal == Some(ErrorCode::UnknownCategory);
    let row = plans.iter().find(is_unknown)?.table_row(table)?;
    let RowContent::Values(values) = &row.content else {
        return None;
    };
    let name = values.text("category").or(values.text("item"))?;
    Some(format!("colab device category add \"{}\"", printable(name)))
}

fn number_to_take_for_a_reference(table: &ImportTable, plans: &[RowPlan]) -> Option<String> {
    let column = table
        .headings
        .columns
        .iter()
        .find(|one| one.column.name == "booking_id")?;
    let heading = printable(table.headings.text(column.at));
    let mut codes = [ErrorCode::UnknownBooking, ErrorCode::AnotherBooking].into_iter();
    codes
        .any(|code| is_refused_by(plans, code))
        .then(|| format!("--map \"{heading}=external_id\" takes it for a reference of another system"))
}

/// Names the option that says what a word of another program stands for, where it is none of the words of its field.
fn word_to_explain(spec: &TableSpec, table: &ImportTable) -> Option<String> {
    let (column, unknown, words) = table.rows.iter().find_map(|row| match &row.content {
        RowContent::Fault { why, .. } => spec.columns.iter().find_map(|column| {
            let CellForm::OneOf(words) = column.column.form else {
                return None;
            };
            let wrong = format!("{}: invalid value `", column.name);
            let mut faults = why.split("; ").filter_map(|fault| fault.strip_prefix(&wrong));
            let (unknown, _) = faults.next()?.split_once("`, expected")?;
            Some((column, unknown, words))
        }),
        _ => None,
    })?;
    // The example of a role is one with few rights, the first of them all is the admin's.
    let example = Some(column.column.example).filter(|example| !example.is_empty());
    let likely = example.or_else(|| words.offered().first().copied())?;
    let word = shell_word(&format!("{}:{unknown}={likely}", column.name));
    Some(format!("--word {word} says what the word stands for"))
}

/// Names the option that skips a column of which no row can be read, and nothing else of the rows is wrong.
fn column_to_skip(table: &ImportTable) -> Option<String> {
    let mut at = None;
    let mut first = "";
    for row in &table.rows {
        match &row.content {
            RowContent::Example | RowContent::Skipped { .. } => {}
            RowContent::Fault { why, .. } if !why.contains("; ") && at.is_none_or(|at| at == row.column) => {
                at = Some(row.column);
                first = why.as_str();
            }
            RowContent::Fault { .. } | RowContent::Values(_) => return None,
        }
    }
    let headed = table.headings.columns.iter().find(|one| Some(one.at) == at)?;
    let column = headed.column.column;
    // What is wrong with the row as a whole stands at its key.
    if !first.starts_with(&format!("{}: ", headed.column.name)) {
        return None;
    }
    // Without its day or its room a booking is another one, and so is a price.
    let has_days = matches!(table.kind, ImportKind::Bookings | ImportKind::Pricing);
    let is_day = matches!(
        column.form,
        CellForm::Date | CellForm::Moment | CellForm::NameOf(_)
    );
    let is_detail = column.need == ColumnNeed::Optional && !(has_days && is_day);
    let heading = printable(table.headings.text(headed.at));
    is_detail.then(|| format!("--map \"{heading}=-\" skips the column"))
}
