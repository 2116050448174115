//! Runs the commands of a report and measures what they list.

use std::collections::BTreeMap;

use super::measure::{MeasuredValue, ReportMeasure};
use super::model::{PeriodReport, ReportChart, ReportFigure, ReportSection, size_of};
use super::period::ReportPeriod;
use super::plan::{ReportSubject, SectionPlan};
use crate::access::app::{App, CommandResult};
use crate::access::auth::Permission;
use crate::kernel::error::Result;
use crate::kernel::shell_word::shell_word;
use crate::output::{OutputOptions, Records, Value};

/// The period of a report and those that it is compared with: before, and a year before.
const PERIODS: usize = 3;

/// Gathers a report of one state of the database; `run` runs the command line of a section. A section that the actor may not
/// see is left out and named.
///
/// # Errors
/// `Forbidden` for who may not see reports; those of the commands.
pub fn gather(
    subject: &ReportSubject,
    period: ReportPeriod,
    app: &mut App,
    run: impl Fn(&[String], &mut App) -> Result<CommandResult>,
) -> Result<PeriodReport> {
    app.read_commands(|app| gather_sections(subject, period, app, &run))
}

fn gather_sections(
    subject: &ReportSubject,
    period: ReportPeriod,
    app: &mut App,
    run: &impl Fn(&[String], &mut App) -> Result<CommandResult>,
) -> Result<PeriodReport> {
    let plans = subject.sections();
    let may_see = app.read(|tx| {
        let _grant = tx.require(Permission::SeeReports)?;
        let seen = plans.iter().map(|plan| tx.require(plan.permission).is_ok());
        Ok(seen.collect::<Vec<bool>>())
    })?;
    let mut sections = Vec::new();
    let mut left_out = Vec::new();
    for (plan, may_see) in plans.into_iter().zip(may_see) {
        let title = plan.title.to_lowercase();
        if !may_see {
            left_out.push(format!("{title}: you may not {}", plan.permission.words()));
        } else if let Some(words) = plan.line.words(&period) {
            sections.push(section(&plan, &words, &period, app, run)?);
        } else {
            left_out.push(format!("{title}: it is known by whole months, with --month"));
        }
    }
    let (before, year_before) = period.names_of_earlier();
    let subject_name = match subject {
        ReportSubject::Site => None,
        ReportSubject::Client(name) | ReportSubject::Room(name) => Some(name),
    };
    let (settings, site) = (app.settings()?, app.site()?);
    let made_at = site.local(app.clock().now());
    Ok(PeriodReport {
        title: subject_name.map_or_else(|| period.title(), |name| format!("{name}, {}", period.title())),
        company: settings.company_name(),
        made_at: made_at.format("%Y-%m-%d %H:%M %Z").to_string(),
        period,
        earlier: if period.is_year() {
            vec![before]
        } else {
            vec![before, year_before]
        },
        sections,
        left_out,
    })
}

/// Runs a command as the list that it is: all rows and fields, no workbook, no remarks.
fn records(
    words: &[String],
    app: &mut App,
    run: &impl Fn(&[String], &mut App) -> Result<CommandResult>,
) -> Result<Records> {
    let quiet = std::mem::replace(&mut app.manner.quiet, true);
    let fields = std::mem::take(&mut app.view.fields);
    let selection = std::mem::take(&mut app.selection);
    let line: Vec<String> = std::iter::once("colab".to_owned())
        .chain(words.iter().cloned())
        .collect();
    let result = run(&line, app);
    app.manner.quiet = quiet;
    app.view.fields = fields;
    app.selection = selection;
    app.workbook = None;
    Ok(result?.reply.into_records())
}

fn section(
    plan: &SectionPlan,
    words: &[String],
    period: &ReportPeriod,
    app: &mut App,
    run: &impl Fn(&[String], &mut App) -> Result<CommandResult>,
) -> Result<ReportSection> {
    let earlier = [
        period.before(),
        period.year_before().filter(|_| !period.is_year()),
    ];
    let mut commands = Vec::new();
    let mut listed: [Option<Records>; PERIODS] = [Some(records(words, app, run)?), None, None];
    for (place, earlier) in (1..).zip(earlier) {
        let words = earlier
            .filter(|_| plan.line.is_compared())
            .and_then(|one| plan.line.words(&one));
        if let (Some(words), Some(listed)) = (words, listed.get_mut(place)) {
            *listed = Some(records(&words, app, run)?);
            commands.push(shown(&words));
        }
    }
    let command = shown(words);
    let figure = |name: &'static str, of: &str, compared: ComparedValue| ReportFigure {
        section: plan.key,
        name,
        of: of.to_owned(),
        unit: compared.unit,
        value: compared.value,
        before: compared.before,
        year_before: compared.year_before,
        command: command.clone(),
    };
    let all = listed
        .iter()
        .map(|records| records.as_ref().map(|one| (one, one.rows.iter().collect())));
    let all: Vec<Option<ChosenRows<'_>>> = all.collect();
    let mut figures = Vec::new();
    for (name, measure) in &plan.figures {
        let values = compared(*measure, &all)?;
        figures.extend(values.into_iter().map(|value| figure(name, "", value)));
    }
    let mut groups = Vec::new();
    if let Some(by) = &plan.groups {
        let grouped = listed
            .iter()
            .map(|records| {
                records
                    .as_ref()
                    .map(|one| grouped(one, by.fields, &app.view))
                    .transpose()
            })
            .collect::<Result<Vec<_>>>()?;
        let mut keys: Vec<&String> = Vec::new();
        for key in grouped.iter().flatten().flat_map(|of_period| &of_period.keys) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        for key in keys {
            let of_key = listed.iter().zip(&grouped).map(|(records, of_period)| {
                let rows = of_period.as_ref()?.rows.get(key);
                Some((records.as_ref()?, rows.cloned().unwrap_or_default()))
            });
            let values = compared(by.measure, &of_key.collect::<Vec<_>>())?;
            groups.extend(values.into_iter().map(|value| figure(by.name, key, value)));
        }
        if plan.chart == ReportChart::Bars {
            // The largest first; the sort is stable.
            groups.sort_by_key(|one| std::cmp::Reverse(size_of(&one.value)));
        }
    }
    let [rows, ..] = listed;
    let rows = rows.unwrap_or_default();
    let columns: Vec<String> = plan.columns.iter().map(|name| (*name).to_owned()).collect();
    Ok(ReportSection {
        key: plan.key,
        title: plan.title,
        about: plan.about,
        command,
        earlier: commands,
        figures,
        groups,
        chart: plan.chart,
        rows: rows.choose(&columns)?,
    })
}

fn shown(words: &[String]) -> String {
    let words = words.iter().map(|word| shell_word(word));
    std::iter::once("colab".to_owned())
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The rows of a list by what stands in some fields.
struct GroupedRows<'r> {
    /// In the order of the list.
    keys: Vec<String>,
    rows: BTreeMap<String, Vec<&'r Vec<Value>>>,
}

fn grouped<'r>(records: &'r Records, fields: &[&str], view: &OutputOptions) -> Result<GroupedRows<'r>> {
    let places: Vec<usize> = fields
        .iter()
        .map(|field| records.place_of(field))
        .collect::<Result<_>>()?;
    let mut found = GroupedRows {
        keys: Vec::new(),
        rows: BTreeMap::new(),
    };
    for row in &records.rows {
        let words = places.iter().map(|place| view.words(&row[*place]));
        let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
        let key = if words.is_empty() {
            "none".to_owned()
        } else {
            words.join(" ")
        };
        if !found.rows.contains_key(&key) {
            found.keys.push(key.clone());
        }
        found.rows.entry(key).or_default().push(row);
    }
    Ok(found)
}

/// A number of the period, of the one before, and of the same one a year before.
struct ComparedValue {
    unit: String,
    value: Value,
    before: Value,
    year_before: Value,
}

/// A list, and the rows of it that count.
type ChosenRows<'r> = (&'r Records, Vec<&'r Vec<Value>>);

/// Measures the same rows of all periods; where no period has an amount, there is one figure without a value.
fn compared(measure: ReportMeasure, periods: &[Option<ChosenRows<'_>>]) -> Result<Vec<ComparedValue>> {
    let mut measured: Vec<Vec<MeasuredValue>> = Vec::new();
    for period in periods {
        measured.push(match period {
            Some((records, rows)) => measure.of(records, rows)?,
            None => Vec::new(),
        });
    }
    let mut units: Vec<&String> = measured.iter().flatten().map(|(unit, _)| unit).collect();
    units.sort();
    units.dedup();
    let of = |place: usize, unit: &str| {
        let values = measured.get(place).into_iter().flatten();
        let mut values = values.filter(|(known, _)| known == unit);
        values.next().map_or(Value::Null, |(_, value)| value.clone())
    };
    let value = |unit: &str| ComparedValue {
        unit: unit.to_owned(),
        value: of(0, unit),
        before: of(1, unit),
        year_before: of(2, unit),
    };
    Ok(if units.is_empty() {
        vec![value("")]
    } else {
        units.into_iter().map(|unit| value(unit)).collect()
    })
}
