//! `colab agent …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::model::{AgentMode, AgentName, AgentStatus, ProposalRow, ProposalState, RunLine};
use super::settings::settings_of;
use super::store::ProposalFilter;
use super::{decide, run, service};
use crate::access::app::{App, CommandResult, ListArgs, RowPeriodArgs};
use crate::access::completion::{described_candidates, line_has, offered_words};
use crate::access::plan::RunCommand;
use crate::access::{audit, job};
use crate::kernel::error::{Error, Kind, Result};
use crate::output::{CommandOutput, Value, list, list_of, one};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum AgentCommand {
    /// List the agents
    #[command(after_help = "Examples:\n  colab agent list\n  colab agent list -f json")]
    #[command(visible_alias = "ls")]
    List(ListArgs),
    /// Show an agent with its settings and last runs, or a proposal with its plan
    #[command(
        after_help = "Examples:\n  colab agent show resolver\n  colab agent enable resolver --mode propose && colab agent run && colab agent show 1\n  colab agent enable resolver --mode propose && colab agent run && colab agent show 1 --plan-out plan.json"
    )]
    Show(AgentShowArgs),
    /// Enable an agent, in a mode
    ///
    /// In the mode observe it tells what it finds; in propose it makes plans for people to decide on; in apply it applies those
    /// that `colab undo` takes back and that are not about money.
    #[command(
        after_help = "Examples:\n  colab agent enable auditor\n  colab agent enable resolver --mode propose"
    )]
    Enable(AgentEnableArgs),
    /// Disable agents
    #[command(after_help = "Examples:\n  colab agent disable revenue\n  colab agent disable --all")]
    Disable(AgentDisableArgs),
    /// List the settings of an agent, or change one
    #[command(
        after_help = "Examples:\n  colab agent config auditor\n  colab agent config auditor unused_days 60\n  colab agent config auditor --reset"
    )]
    Config(AgentConfigArgs),
    /// Run the agents that are enabled, or the ones that are named
    ///
    /// Each looks at the site in a transaction that only reads. Its findings, its duration and the number of records that it
    /// read are kept.
    #[command(
        after_help = "Examples:\n  colab agent enable auditor && colab agent run\n  colab agent enable resolver --mode propose && colab agent run resolver --dry-run"
    )]
    Run(AgentRunArgs),
    /// List the runs of agents, newest first
    #[command(after_help = "Examples:\n  colab agent history\n  colab agent history auditor -f json")]
    History(AgentHistoryArgs),
    /// List the proposals that await a decision, or to be applied
    #[command(
        after_help = "Examples:\n  colab agent proposals\n  colab agent proposals --agent resolver --all -f json"
    )]
    Proposals(ProposalListArgs),
    /// Approve proposals, each after its plan was tried with your rights
    #[command(
        after_help = "Examples:\n  colab agent enable resolver --mode propose && colab agent run && colab agent approve 1\n  colab agent proposals --fields id --no-header"
    )]
    Approve(ProposalArgs),
    /// Reject proposals; the same is not proposed again before the facts change
    #[command(
        after_help = "Examples:\n  colab agent enable resolver --mode propose && colab agent run && colab agent reject 1 --reason \"the client comes tomorrow\"\n  colab agent proposals --state rejected"
    )]
    Reject(ProposalRejectArgs),
    /// Apply proposals with your rights, each as one operation
    ///
    /// One about money is approved by one person and applied by another. A proposal whose records have changed since it was
    /// made is stale and is not applied.
    #[command(
        after_help = "Examples:\n  colab agent enable resolver --mode propose && colab agent run && colab agent apply 1 --dry-run\n  colab agent enable resolver --mode propose && colab agent run && colab agent apply 1 && colab undo"
    )]
    Apply(ProposalArgs),
}

#[derive(Debug, Args)]
pub struct AgentShowArgs {
    /// Agent name or proposal number
    #[arg(value_name = "AGENT|PROPOSAL", add = ArgValueCompleter::new(complete_subject))]
    subject: String,
    /// Save the proposal's plan to a file
    #[arg(long, value_name = "FILE")]
    plan_out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct AgentEnableArgs {
    /// Agent name
    agent: AgentName,
    /// Mode [default: as before, at first observe]
    #[arg(long)]
    mode: Option<AgentMode>,
}

#[derive(Debug, Args)]
pub struct AgentDisableArgs {
    /// Agent names
    #[arg(required_unless_present = "all", conflicts_with = "all", value_name = "AGENT")]
    agents: Vec<AgentName>,
    /// Disable every agent
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub struct AgentConfigArgs {
    /// Agent name
    agent: AgentName,
    /// Setting to change
    #[arg(conflicts_with = "reset", requires = "change", add = ArgValueCompleter::new(complete_setting))]
    setting: Option<String>,
    /// New value
    #[arg(group = "change")]
    value: Option<String>,
    /// Put the setting back to its default
    #[arg(long, group = "change", requires = "setting")]
    unset: bool,
    /// Put every setting back to its default and disable the agent, also where they cannot be read
    #[arg(long)]
    reset: bool,
}

#[derive(Debug, Args)]
pub struct AgentRunArgs {
    /// Agents to run [default: all that are enabled]
    #[arg(value_name = "AGENT")]
    agents: Vec<AgentName>,
    /// Run the declared jobs that are due instead, as `job run --due` does
    #[arg(long, conflicts_with_all = ["agents", "exit_code"])]
    due: bool,
    /// Exit with 9 when something is found
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Args)]
pub struct AgentHistoryArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Agent name
    agent: Option<AgentName>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct ProposalListArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Agent that proposed them
    #[arg(long)]
    agent: Option<AgentName>,
    /// State; repeatable
    #[arg(long, conflicts_with = "all")]
    state: Vec<ProposalState>,
    /// Include those that are decided, applied or out of date
    #[arg(long)]
    all: bool,
    /// Only proposals that follow this one in the list
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_proposal))]
    after: Option<i64>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct ProposalArgs {
    /// Proposal numbers; `-` reads them from standard input, one per line
    #[arg(required = true, value_name = "PROPOSAL", add = ArgValueCompleter::new(complete_proposal))]
    proposals: Vec<String>,
}

#[derive(Debug, Args)]
pub struct ProposalRejectArgs {
    /// Proposal numbers; `-` reads them from standard input, one per line
    #[arg(required = true, value_name = "PROPOSAL", add = ArgValueCompleter::new(complete_proposal))]
    proposals: Vec<String>,
    /// Reason, kept with the proposal
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Offers the proposals that somebody may still decide about.
fn complete_proposal(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let filter = ProposalFilter {
            states: Some(ProposalState::OPEN.to_vec()),
            ..ProposalFilter::default()
        };
        let open = app.read(|tx| service::proposals(tx, &filter))?.into_iter();
        Ok(open.map(|one| (one.id.to_string(), Some(one.subject))).collect())
    })
}

fn complete_subject(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let mut offered = offered_words(current, AgentName::WORDS);
    offered.extend(complete_proposal(current));
    offered
}

/// Offers the settings of the agents; those of the one on the line, if it is there.
fn complete_setting(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let all = AgentName::ALL.iter().copied();
    let named: Vec<AgentName> = all.clone().filter(|agent| line_has(agent.as_str())).collect();
    let agents = if named.is_empty() { all.collect() } else { named };
    let settings = agents
        .into_iter()
        .flat_map(settings_of)
        .map(|setting| setting.name);
    offered_words(current, &settings.collect::<Vec<_>>())
}

/// Runs that are listed without `--limit`.
const RUNS: i64 = 100;

/// Runs a `colab agent` command; `run_command` runs a step of a plan.
pub fn run(command: AgentCommand, run_command: RunCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        AgentCommand::List(_) => Ok(list_of(app.read(service::list)?).into()),
        AgentCommand::Show(args) => show(&args, app),
        AgentCommand::Enable(args) => app.write_one(|tx| service::enable(tx, args.agent, args.mode)),
        AgentCommand::Disable(args) => {
            let names = if args.all { AgentName::ALL } else { &args.agents };
            Ok(list_of(app.write(|tx| service::disable(tx, names))?).into())
        }
        AgentCommand::Config(args) => configure(&args, app),
        AgentCommand::Run(args) if args.due => job::cmd::run_due(app),
        AgentCommand::Run(args) => run_agents(&args, run_command, app),
        AgentCommand::History(args) => {
            let most = app.row_limit().and_then(|limit| i64::try_from(limit).ok());
            Ok(list_of(app.read(|tx| service::history(tx, args.agent, most.unwrap_or(RUNS)))?).into())
        }
        AgentCommand::Proposals(args) => proposals(&args, app),
        AgentCommand::Approve(args) => each(&args.proposals, app, |id, app| {
            decide::approve(id, run_command, app)
        }),
        AgentCommand::Reject(args) => each(&args.proposals, app, |id, app| {
            decide::reject(id, &args.reason, run_command, app)
        }),
        AgentCommand::Apply(args) => each(&args.proposals, app, |id, app| {
            decide::apply(id, run_command, app)
        }),
    }
}

fn show(args: &AgentShowArgs, app: &mut App) -> Result<CommandResult> {
    let Ok(id) = args.subject.parse::<i64>() else {
        let name: AgentName = args
            .subject
            .parse()
            .map_err(|words: String| Error::usage(words).hint("colab agent list"))?;
        if args.plan_out.is_some() {
            return Err(Error::usage(
                "--plan-out saves the plan of a proposal: give its number",
            ));
        }
        let found = app.read(|tx| service::show(tx, name))?;
        let mut record = one(&found.status);
        let settings = found
            .settings
            .iter()
            .map(|one| format!("{} {}", one.name, one.value));
        record.add_field("settings", settings.collect::<Vec<_>>().into());
        let findings = found.status.last_run.as_ref().map(|run| &run.findings.0);
        let findings: Vec<Value> = findings.into_iter().flatten().map(Value::from).collect();
        record.add_field("last_findings", Value::List(findings));
        let runs = found.runs.iter().map(|run| Value::Instant(run.row.started_at));
        record.add_field("last_runs", Value::List(runs.collect()));
        record.add_field("history", audit::as_value(&found.audit));
        return Ok(record.into());
    };
    let (row, audit) = app.read(|tx| service::proposal(tx, id))?;
    if let Some(path) = &args.plan_out {
        row.plan.0.write(path)?;
        app.note(&format!(
            "plan saved; apply it with: colab plan apply {}",
            path.display()
        ));
    }
    let mut record = one(&row);
    record.in_table.fill(true);
    record.add_field("history", audit::as_value(&audit));
    Ok(record.into())
}

fn configure(args: &AgentConfigArgs, app: &mut App) -> Result<CommandResult> {
    let name = args.agent;
    let lines = match &args.setting {
        _ if args.reset => app.write(|tx| service::reset(tx, name))?,
        None => app.read(|tx| service::settings(tx, name))?,
        Some(setting) => app.write(|tx| service::configure(tx, name, setting, args.value.as_deref()))?,
    };
    Ok(list_of(lines).into())
}

fn run_agents(args: &AgentRunArgs, run_command: RunCommand, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<RunLine>()?;
    let (lines, failure) = run::run(&args.agents, run_command, app)?;
    if lines.is_empty() {
        failure.map_or(Ok(()), Err)?;
        let agents = app.read(service::list)?;
        app.note(if agents.iter().any(AgentStatus::is_enabled) {
            "nothing found"
        } else {
            "no agent is enabled, and nothing was looked at: colab agent enable AGENT"
        });
        return Ok(list(&lines).into());
    }
    let found = args.exit_code && !lines.is_empty();
    Ok(CommandResult {
        failure: failure.or_else(|| found.then(|| Error::silent(Kind::Findings))),
        reply: CommandOutput::Records(list(&lines)),
    })
}

fn proposals(args: &ProposalListArgs, app: &mut App) -> Result<CommandResult> {
    let states = match args.state.as_slice() {
        _ if args.all => None,
        [] => Some(ProposalState::OPEN.to_vec()),
        states => Some(states.to_vec()),
    };
    let order = app.query_order("id", args.after.is_some())?;
    let filter = ProposalFilter {
        agent: args.agent,
        states,
        descending: order.unwrap_or_default(),
        after: args.after,
        ..ProposalFilter::default()
    };
    let limit = app.row_limit();
    app.show_pages(limit.is_some(), |tx, take| {
        service::proposals_in_pages(tx, &filter, limit, take)
    })
}

/// Decides on proposals one after the other, and shows those that were decided before one that could not be.
fn each(
    words: &[String],
    app: &mut App,
    mut decide: impl FnMut(i64, &mut App) -> Result<ProposalRow>,
) -> Result<CommandResult> {
    app.view.check_fields::<ProposalRow>()?;
    let (mut done, mut failure) = (Vec::new(), None);
    for id in app.ids(words)? {
        match decide(id, app) {
            Ok(row) => done.push(row),
            Err(error) => {
                failure = Some(error);
                break;
            }
        }
    }
    if let Some(error) = failure.take_if(|_| done.is_empty()) {
        return Err(error);
    }
    let failure =
        failure.map(|error| error.hint("those before it are done, those after it were not looked at"));
    Ok(CommandResult {
        reply: CommandOutput::Records(list_of(done)),
        failure,
    })
}
