//! `colab plan`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::model::{PlanStep, SavedPlan};
use super::service::{self, RunCommand};
use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::output::{Record, RecordField, Records, list_of, shown_in_table};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum PlanCommand {
    /// List the commands of a saved plan, each with its reason
    #[command(
        after_help = "Examples:\n  colab room block Focus --from +400d --reason painting --replan --plan-out plan.json && colab plan show plan.json\n  colab import schedule 2026.xlsx --plan-out plan.json && colab plan show plan.json -f json"
    )]
    Show(PlanShowArgs),
    /// Apply a saved plan, as a whole or not at all
    ///
    /// Refused as soon as a record that it rests on has changed since it was made. What it does is one operation, which
    /// `colab undo` takes back.
    #[command(
        after_help = "Examples:\n  colab room block Focus --from +400d --reason painting --replan --plan-out plan.json && colab plan apply plan.json\n  colab import schedule 2026.xlsx --plan-out plan.json && colab plan apply plan.json --dry-run"
    )]
    Apply(PlanApplyArgs),
}

#[derive(Debug, Args)]
pub struct PlanShowArgs {
    /// Plan saved by --plan-out
    plan: PathBuf,
}

#[derive(Debug, Args)]
pub struct PlanApplyArgs {
    /// Plan saved by --plan-out
    pub plan: PathBuf,
    /// Report every cell of an import, not only those that need attention
    #[arg(long)]
    pub full: bool,
}

/// Runs `colab plan show`.
///
/// # Errors
/// `Invalid` for what is not a plan; those of opening.
pub fn show(args: &PlanShowArgs, app: &mut App) -> Result<CommandResult> {
    let plan = SavedPlan::read(&args.plan)?;
    let made_at = app.site()?.local(plan.made_at).format("%Y-%m-%d %H:%M");
    app.note(&format!("made {made_at} by {}", plan.made_by));
    let changed = app.read(|tx| service::changed_since(&plan, tx))?;
    if !changed.is_empty() {
        app.warn(&format!(
            "cannot be applied any more: changed since it was made: {}",
            changed.join(", ")
        ));
    }
    Ok(shown(&plan.steps).into())
}

/// Applies a plan of commands and shows what was done.
///
/// # Errors
/// Those of [`service::apply`].
pub fn apply(plan: &SavedPlan, run: RunCommand, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<PlanLine>()?;
    service::apply(plan, run, app)?;
    Ok(shown(&plan.steps).into())
}

/// A step with its place in the plan.
pub struct PlanLine {
    step: i64,
    planned: PlanStep,
}

/// Returns the steps as a list shows them.
pub fn shown(steps: &[PlanStep]) -> Records {
    let numbered = (1..).zip(steps.iter().cloned());
    list_of(
        numbered
            .map(|(step, planned)| PlanLine { step, planned })
            .collect(),
    )
}

impl Record for PlanLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<PlanLine>] = &[
            shown_in_table("step", |line| line.step.into()),
            shown_in_table("about", |line| line.planned.about.as_str().into()),
            shown_in_table("command", |line| line.planned.line().into()),
            shown_in_table("why", |line| line.planned.why.as_str().into()),
        ];
        FIELDS
    }
}
