//! The options and commands that help where rows of a table are refused: each hint can be typed as it stands.

use chrono::{Datelike, NaiveDate};

use super::dates::NO_YEAR;
use super::mapping::map_option;
use super::plan::RowPlan;
use super::rows::{ImportTable, RowContent};
use super::spec::TableSpec;
use crate::booking::BookingStatus;
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::kernel::error::{Error, ErrorCode, HelpfulOption};
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
            (error.hints, error.options) = (Vec::new(), Vec::new());
            error = error
                .option("--date-order dmy", "read the day first in its dates")
                .option("--date-order mdy", "read the month first");
        }
        let is_conflict = plans.iter().any(|plan| plan.action == ImportAction::Conflict);
        let prune = || HelpfulOption::new("--prune", "cancel first what is gone from the file");
        let options = [
            room_and_past(table, plans, self.are_past_too),
            year_to_give(plans, self.today),
            field_to_set(spec, table, plans),
            length_to_give(table, plans),
            number_to_take_for_a_reference(table, plans),
            word_to_explain(spec, table),
            column_to_skip(table),
            (is_conflict && self.is_gone_in_the_way).then(prune),
        ];
        error.options.extend(options.into_iter().flatten());
        error.hints.splice(0..0, names_to_add(table, plans));
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
fn room_and_past(table: &ImportTable, plans: &[RowPlan], are_past_too: bool) -> Option<HelpfulOption> {
    // A room that is merely wished for is never made.
    let names_room = |plan: &RowPlan| match plan.table_row(table).map(|row| &row.content) {
        Some(RowContent::Values(values)) => values.text("room").is_some(),
        _ => false,
    };
    let lacks_room = table.kind == ImportKind::Bookings
        && plans
            .iter()
            .any(|plan| plan.refusal == Some(ErrorCode::UnknownRoom) && names_room(plan));
    let refused_as_past = |plan: &RowPlan| plan.refusal == Some(ErrorCode::PastDate);
    let (option, purpose) = if lacks_room && (are_past_too || is_refused_by(plans, ErrorCode::PastDate)) {
        (
            "--create-rooms --allow-past",
            "make the rooms that are not known, and record what has happened",
        )
    } else if lacks_room {
        ("--create-rooms", "make the rooms that are not known")
    } else if is_mostly(plans, refused_as_past) {
        ("--allow-past", "record what has happened")
    } else {
        return None;
    };
    Some(HelpfulOption::new(option, purpose))
}

fn year_to_give(plans: &[RowPlan], today: NaiveDate) -> Option<HelpfulOption> {
    let has_none = |plan: &RowPlan| plan.messages.iter().any(|message| message.contains(NO_YEAR));
    let year = today.year();
    let option = || {
        HelpfulOption::new(
            format!("--year {year}"),
            format!("read its dates as those of {year}"),
        )
    };
    is_mostly(plans, has_none).then(option)
}

/// Names the option that gives every row a value of a field of words or names that the file has no column for.
fn field_to_set(spec: &TableSpec, table: &ImportTable, plans: &[RowPlan]) -> Option<HelpfulOption> {
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
    let option = format!("--set {}", shell_word(&format!("{}={value}", column.name)));
    let purpose = format!("give {} to every row that has none", column.name);
    Some(HelpfulOption::new(option, purpose))
}

/// Returns the commands that add the categories of devices, or the rooms that have prices, which nobody knows yet.
fn names_to_add(table: &ImportTable, plans: &[RowPlan]) -> Vec<String> {
    const MOST: usize = 8;
    let mut commands = Vec::new();
    for plan in plans {
        let Some(RowContent::Values(values)) = plan.table_row(table).map(|row| &row.content) else {
            continue;
        };
        let (noun, name) = match plan.refusal {
            Some(ErrorCode::UnknownCategory) => {
                ("device category", values.text("category").or(values.text("item")))
            }
            Some(ErrorCode::UnknownRoom) if table.kind == ImportKind::Pricing => {
                ("room", values.text("item"))
            }
            _ => continue,
        };
        let Some(name) = name else { continue };
        let command = format!("colab {noun} add {}", shell_word(&printable(name)));
        if commands.len() < MOST && !commands.contains(&command) {
            commands.push(command);
        }
    }
    commands
}

fn length_to_give(table: &ImportTable, plans: &[RowPlan]) -> Option<HelpfulOption> {
    let lacks_end = |plan: &RowPlan| plan.missing.contains(&"ends_at");
    let is_of_bookings = table.kind == ImportKind::Bookings;
    (is_of_bookings && is_mostly(plans, lacks_end))
        .then(|| HelpfulOption::new("--duration 1h", "give every booking without an end a length"))
}

fn number_to_take_for_a_reference(table: &ImportTable, plans: &[RowPlan]) -> Option<HelpfulOption> {
    let column = table
        .headings
        .columns
        .iter()
        .find(|one| one.column.name == "booking_id")?;
    let heading = printable(table.headings.text(column.at));
    let mut codes = [ErrorCode::UnknownBooking, ErrorCode::AnotherBooking].into_iter();
    let option = || {
        HelpfulOption::new(
            map_option(&heading, "external_id"),
            "take it for a reference of another system",
        )
    };
    codes.any(|code| is_refused_by(plans, code)).then(option)
}

/// Names the option that says what a word of another program stands for, where it is none of the words of its field.
fn word_to_explain(spec: &TableSpec, table: &ImportTable) -> Option<HelpfulOption> {
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
    // What waits has no room.
    let holds_room = words.words == BookingStatus::WORDS && table.has_column("room");
    let example = example.or(holds_room.then_some(BookingStatus::Confirmed.as_str()));
    let likely = example.or_else(|| words.offered().first().copied())?;
    let word = shell_word(&format!("{}:{unknown}={likely}", column.name));
    Some(HelpfulOption::new(
        format!("--word {word}"),
        format!("take `{}` for {likely}", printable(unknown)),
    ))
}

/// Names the option that skips a column of which no row can be read, and nothing else of the rows is wrong.
fn column_to_skip(table: &ImportTable) -> Option<HelpfulOption> {
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
    is_detail.then(|| HelpfulOption::new(map_option(&heading, "-"), "skip the column"))
}
