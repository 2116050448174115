//! `colab notify thresholds`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult, ListArgs};
use crate::device::cmd::complete_category;
use crate::device::threshold::{self, CategoryThresholds, NewThresholds};
use crate::kernel::error::Result;
use crate::output::list;

#[derive(Debug, Args)]
pub struct ThresholdsArgs {
    /// Only this category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    /// Warn at or below this share of free devices
    #[arg(long, value_name = "PERCENT", requires = "category")]
    warn_percent: Option<i32>,
    /// Alert at or below this share of free devices
    #[arg(long, value_name = "PERCENT", requires = "category")]
    alert_percent: Option<i32>,
    /// Warn below this number of free devices
    #[arg(long, value_name = "N", requires = "category")]
    warn_count: Option<i32>,
    /// Remove the category's own thresholds
    #[arg(long, requires = "category", conflicts_with_all = ["warn_percent", "alert_percent", "warn_count"])]
    clear: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

impl ThresholdsArgs {
    fn new_thresholds(&self) -> Option<NewThresholds> {
        let new = NewThresholds {
            warn_percent: self.warn_percent,
            alert_percent: self.alert_percent,
            warn_count: self.warn_count,
        };
        let any = [new.warn_percent, new.alert_percent, new.warn_count];
        any.iter().any(Option::is_some).then_some(new)
    }
}

pub fn run(args: &ThresholdsArgs, app: &mut App) -> Result<CommandResult> {
    let new = args.new_thresholds();
    match &args.category {
        Some(category) if args.clear => app.write_one(|tx| threshold::clear(tx, category)),
        Some(category) if new.is_some() => {
            app.write_one(|tx| threshold::set(tx, category, new.unwrap_or_default()))
        }
        category => {
            app.view.check_fields::<CategoryThresholds>()?;
            Ok(list(&app.read(|tx| threshold::list(tx, category.as_deref()))?).into())
        }
    }
}
