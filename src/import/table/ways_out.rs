//! The options and commands that help where rows of a table are refused: each hint can be typed as it stands.

use chrono::{Datelike, NaiveDate};

use super::bookings::NO_DAY;
use super::column::TableColumn;
use super::dates::{DateOrder, NO_YEAR};
use super::joined_names::name_to_join;
use super::mapping::map_option;
use super::plan::RowPlan;
use super::pricing::{names_price, unit_headed};
use super::rows::{ImportTable, RowContent};
use super::spec::TableSpec;
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::kernel::error::{Error, ErrorCode, HelpfulOption};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::printable;
use crate::output::{CellForm, ColumnNeed, NoValueRule, WordList};

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
    /// The names that a field of names can have.
    pub names: &'a [String],
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
            for order in &table.orders {
                error = match order {
                    DateOrder::DayFirst => {
                        error.option("--date-order dmy", "read the day first in its dates")
                    }
                    DateOrder::MonthFirst => error.option("--date-order mdy", "read the month first"),
                };
            }
            if table.orders.is_empty() {
                error = error.hint("write its dates as 2026-03-02");
            }
        }
        let is_conflict = plans.iter().any(|plan| plan.action == ImportAction::Conflict);
        let prune = || HelpfulOption::new("--prune", "cancel first what is gone from the file");
        let together = [
            room_and_past(table, plans, self.are_past_too),
            categories_to_add(table, plans),
            kinds_to_take(table, plans),
            year_to_give(plans, self.today),
            day_to_give(table, plans, self.today),
            self.fields_to_set(),
            length_to_give(table, plans),
            words_to_explain(spec, table),
            price_to_take_for_a_day(table, plans),
        ];
        let apart = [
            number_to_take_for_a_reference(table, plans),
            name_to_take_for_serials(table, plans),
            name_to_join(table, plans),
            column_to_skip(table),
            (is_conflict && self.is_gone_in_the_way).then(prune),
        ];
        error.options.extend(joined(together.into_iter().flatten()));
        error.options.extend(apart.into_iter().flatten());
        error.options.extend(numbers_of_lists(table, plans));
        error.hints.splice(0..0, names_to_add(table, plans));
        error
    }

    /// Names the options that give every row a value of the fields of words or names that the file has no columns for. Which
    /// value that is nobody knows but where there is one alone.
    fn fields_to_set(&self) -> Option<HelpfulOption> {
        const MOST: usize = 8;
        const UNIT: &str = "unit";
        let (table, plans) = (self.table, self.plans);
        let missing = plans.iter().flat_map(|plan| plan.missing.iter().copied());
        let mut fields: Vec<&str> = Vec::new();
        for field in missing {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields.retain(|field| *field != "category" || table.headings.kinds.is_none());
        let lacks_unit = || {
            let mut rows = table.values();
            rows.any(|values| values.text("unit_price").is_some() && values.text(UNIT).is_none())
        };
        let is_of_units = table.has_column("unit_price") && unit_headed(table).is_none() && lacks_unit();
        let asks_for_unit = is_of_units && fields.contains(&"item_type");
        if !fields.contains(&UNIT) && (asks_for_unit || is_refused_by(plans, ErrorCode::UnitMissing)) {
            fields.push(UNIT);
        }
        let mut options: Vec<String> = Vec::new();
        let mut told: Vec<String> = Vec::new();
        for field in fields {
            let Some(column) = self.spec.column(field).filter(|_| !table.has_column(field)) else {
                continue;
            };
            let choices: Vec<String> = match column.column.form {
                CellForm::OneOf(words) => words.offered().into_iter().map(str::to_owned).collect(),
                CellForm::NameOf(_) => self.names.to_vec(),
                _ => continue,
            };
            let open = column.open_value();
            let value = match choices.as_slice() {
                [only] => only,
                _ => &open,
            };
            let option = format!("--set {}", shell_word(&format!("{field}={value}")));
            options.push(option);
            let more = if choices.len() > MOST { ", …" } else { "" };
            let shown = choices.iter().take(MOST).map(String::as_str).collect::<Vec<_>>();
            told.push(format!("{field} ({}{more})", printable(&shown.join(", "))));
        }
        let purpose = format!("give {} to every row that has none", told.join(" and "));
        (!options.is_empty()).then(|| HelpfulOption::new(options.join(" "), purpose))
    }
}

/// Makes one option of all those that a file needs together.
fn joined(options: impl Iterator<Item = HelpfulOption>) -> Option<HelpfulOption> {
    options.reduce(|all, one| {
        HelpfulOption::new(
            format!("{} {}", all.option, one.option),
            format!("{}, and {}", all.purpose, one.purpose),
        )
    })
}

/// Names the option that adds categories of devices. What stands in place of one on the command line is none.
fn categories_to_add(table: &ImportTable, plans: &[RowPlan]) -> Option<HelpfulOption> {
    let is_told = table.kind == ImportKind::Devices && !table.sets.contains(&"category");
    (is_told && is_refused_by(plans, ErrorCode::UnknownCategory))
        .then(|| HelpfulOption::new("--create-categories", "add the categories that are not known"))
}

/// Names the option that takes a column of few words for the categories of devices that have none.
fn kinds_to_take(table: &ImportTable, plans: &[RowPlan]) -> Option<HelpfulOption> {
    const FIELD: &str = "category";
    let heading = printable(table.headings.text(table.headings.kinds?));
    let is_missing = plans.iter().any(|plan| plan.missing.contains(&FIELD));
    (is_missing && !table.has_column(FIELD)).then(|| {
        HelpfulOption::new(
            map_option(&heading, FIELD),
            format!("take `{heading}` for {FIELD}"),
        )
    })
}

/// Names the options that take another column for the serial numbers, where several rows have none and it names each row.
fn name_to_take_for_serials(table: &ImportTable, plans: &[RowPlan]) -> Option<HelpfulOption> {
    const KEY: &str = "serial_number";
    let other = table.headings.whole_key?;
    let own = printable(table.headings.heading_of(KEY)?);
    let other = printable(table.headings.text(other));
    let lacks_key = |plan: &&RowPlan| plan.missing == [KEY];
    // What has a serial number would be another device by the name.
    let are_most = plans.iter().filter(lacks_key).count() * 2 > plans.len();
    are_most.then(|| {
        HelpfulOption::new(
            format!("{} {}", map_option(&other, KEY), map_option(&own, "-")),
            format!("take `{other}`, which names each row, for {KEY}"),
        )
    })
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

/// Names the option that gives times their day where no column has one.
fn day_to_give(table: &ImportTable, plans: &[RowPlan], today: NaiveDate) -> Option<HelpfulOption> {
    let has_none = |plan: &RowPlan| plan.messages.iter().any(|message| message.contains(NO_DAY));
    let is_undated = table.kind == ImportKind::Bookings && !table.has_column("date");
    let option = || {
        HelpfulOption::new(
            format!("--set date={today}"),
            "give its times a day, such as today",
        )
    };
    (is_undated && is_mostly(plans, has_none)).then(option)
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

/// Returns the commands that add what nobody knows yet: the categories of devices and the rooms that have prices, and locations.
fn names_to_add(table: &ImportTable, plans: &[RowPlan]) -> Vec<String> {
    const MOST: usize = 8;
    let mut commands = Vec::new();
    for plan in plans {
        let Some(RowContent::Values(values)) = plan.table_row(table).map(|row| &row.content) else {
            continue;
        };
        // A line without a price may be a remark below the list.
        let priced = || values.text("item").filter(|_| names_price(values));
        let (noun, name) = match (plan.refusal, table.kind) {
            (Some(ErrorCode::UnknownCategory), ImportKind::Pricing) => ("device category", priced()),
            (Some(ErrorCode::UnknownCategory), _) if table.sets.contains(&"category") => {
                return vec!["colab device category list".to_owned()];
            }
            (Some(ErrorCode::UnknownRoom), ImportKind::Pricing) => ("room", priced()),
            (Some(ErrorCode::UnknownLocation), _) => ("location", values.text("location")),
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
    let heading = printable(table.headings.heading_of("booking_id")?);
    let mut codes = [ErrorCode::UnknownBooking, ErrorCode::AnotherBooking].into_iter();
    let option = || {
        HelpfulOption::new(
            map_option(&heading, "external_id"),
            "take it for a reference of another system",
        )
    };
    codes.any(|code| is_refused_by(plans, code)).then(option)
}

/// Names the option that takes prices of something for those of a day, where rooms and devices have no others.
fn price_to_take_for_a_day(table: &ImportTable, plans: &[RowPlan]) -> Option<HelpfulOption> {
    let heading = printable(table.headings.heading_of("unit_price")?);
    let option = || {
        HelpfulOption::new(
            map_option(&heading, "daily_rate"),
            "take its prices for those of a day",
        )
    };
    (is_refused_by(plans, ErrorCode::WrongRate) && !table.has_column("daily_rate")).then(option)
}

/// Names the options about the numbers of records in a list of ours that may be those of others.
fn numbers_of_lists(table: &ImportTable, plans: &[RowPlan]) -> Vec<HelpfulOption> {
    let mut marks = table.headings.marks.iter();
    let Some((at, _)) = marks.find(|(_, mark)| *mark == "id") else {
        return Vec::new();
    };
    let heading = printable(table.headings.text(*at));
    let to = |field: &str, purpose: &str| HelpfulOption::new(map_option(&heading, field), purpose);
    if is_refused_by(plans, ErrorCode::SerialChanged) {
        vec![to("-", "add what has another serial number as another device")]
    } else if is_refused_by(plans, ErrorCode::AnotherBooking) {
        vec![
            to("-", "go by client, room and start"),
            to("booking_id", "change the bookings that have these numbers here"),
        ]
    } else {
        Vec::new()
    }
}

/// Names the option that says what words of another program stand for, where they are none of the words of their fields.
fn words_to_explain(spec: &TableSpec, table: &ImportTable) -> Option<HelpfulOption> {
    const MOST: usize = 8;
    let mut unknown: Vec<(TableColumn, WordList, &str)> = Vec::new();
    for row in &table.rows {
        let RowContent::Fault { why, .. } = &row.content else {
            continue;
        };
        for column in &spec.columns {
            let CellForm::OneOf(words) = column.column.form else {
                continue;
            };
            let wrong = format!("{}: invalid value `", column.name);
            let mut faults = why.split("; ").filter_map(|fault| fault.strip_prefix(&wrong));
            let Some((word, _)) = faults.next().and_then(|fault| fault.split_once("`, expected")) else {
                continue;
            };
            let is_it =
                |(other, _, text): &(TableColumn, WordList, &str)| other.name == column.name && *text == word;
            if unknown.len() < MOST && !unknown.iter().any(is_it) {
                unknown.push((*column, words, word));
            }
        }
    }
    let (mut options, mut meanings) = (Vec::new(), Vec::new());
    let mut choices: Vec<String> = Vec::new();
    for (column, words, word) in unknown {
        // `Waiting for repair` says what it is; who somebody is and whether a booking stands are not guessed from a part.
        let may_be_guessed = column.column.no_value != NoValueRule::Refuse;
        let likely = likely_word(column, words, word).filter(|_| may_be_guessed);
        let means = likely.map_or_else(|| column.open_value(), str::to_owned);
        if likely.is_none() {
            choices.push(format!("{means} is one of {}", words.offered().join(", ")));
        }
        let told = shell_word(&format!("{}:{word}={means}", column.name));
        options.push(format!("--word {told}"));
        meanings.push(format!("`{}` for {means}", printable(word)));
    }
    choices.dedup();
    let about = if choices.is_empty() {
        String::new()
    } else {
        format!(" ({})", choices.join("; "))
    };
    let purpose = format!("take {}{about}", meanings.join(", "));
    (!options.is_empty()).then(|| HelpfulOption::new(options.join(" "), purpose))
}

/// Returns the word that a part of a text means; none where another part denies it: `not in use`, `no longer available`.
fn likely_word(column: TableColumn, words: WordList, text: &str) -> Option<&'static str> {
    const DENIALS: [&str; 14] = [
        "no", "not", "non", "nicht", "kein", "keine", "pas", "niet", "nie", "não", "nao", "не", "нет",
        "without",
    ];
    let parts = || text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    if parts().any(|part| DENIALS.contains(&part.as_str())) {
        return None;
    }
    parts().find_map(|part| column.word(words, &part))
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
    // Without its day or its room a booking is another one, and so is a price without its amount.
    let has_days = matches!(table.kind, ImportKind::Bookings | ImportKind::Pricing);
    let is_of_record = matches!(
        column.form,
        CellForm::Date | CellForm::Moment | CellForm::NameOf(_) | CellForm::Money
    );
    let is_detail = column.need == ColumnNeed::Optional && !(has_days && is_of_record);
    let heading = printable(table.headings.text(headed.at));
    is_detail.then(|| HelpfulOption::new(map_option(&heading, "-"), "skip the column"))
}
