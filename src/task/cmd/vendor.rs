//! `colab vendor …`.

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use crate::access::app::{App, CommandResult, ListArgs};
use crate::access::audit;
use crate::access::completion::candidates;
use crate::access::idempotency::IdempotencyKey;
use crate::kernel::error::{Error, Result};
use crate::output::{list, one};
use crate::task::vendor::{self, VendorDetails};
use crate::user::IfExists;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum VendorCommand {
    /// Add a vendor
    #[command(
        after_help = "Examples:\n  colab vendor add FixIt --email jobs@fixit.example --phone 0115550100\n  colab vendor add FixIt --if-exists skip"
    )]
    Add(VendorAddArgs),
    /// List vendors
    #[command(after_help = "Examples:\n  colab vendor list\n  colab vendor list --all -f csv")]
    #[command(visible_alias = "ls")]
    List(VendorListArgs),
    /// Show a vendor with its history
    #[command(
        after_help = "Examples:\n  colab vendor add FixIt && colab vendor show FixIt\n  colab vendor add FixIt && colab vendor show fixit -f json"
    )]
    Show(VendorShowArgs),
    /// Change a vendor's name or details
    #[command(
        after_help = "Examples:\n  colab vendor add FixIt && colab vendor edit FixIt --contact \"N. Dube\"\n  colab vendor add FixIt && colab vendor edit FixIt --active false"
    )]
    Edit(VendorEditArgs),
}

// Details that `add` and `edit` set.
#[derive(Debug, Args)]
pub struct VendorDetailArgs {
    /// Contact person
    #[arg(long, value_name = "NAME")]
    contact: Option<String>,
    /// Email address
    #[arg(long)]
    email: Option<String>,
    /// Phone number
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Notes
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

#[derive(Debug, Args)]
pub struct VendorAddArgs {
    /// Vendor name
    name: String,
    #[command(flatten)]
    details: VendorDetailArgs,
    /// What to do if the vendor exists
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
    /// Idempotency key: a repeated request returns the first vendor
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct VendorListArgs {
    /// Include vendors that are out of use
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct VendorShowArgs {
    /// Vendor name
    #[arg(add = ArgValueCompleter::new(complete_vendor))]
    vendor: String,
}

#[derive(Debug, Args)]
pub struct VendorEditArgs {
    /// Vendor name
    #[arg(add = ArgValueCompleter::new(complete_vendor))]
    vendor: String,
    /// New name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    details: VendorDetailArgs,
    /// Whether the vendor is in use: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    active: Option<bool>,
}

impl VendorDetailArgs {
    fn read(self, name: Option<String>, active: Option<bool>) -> VendorDetails {
        VendorDetails {
            name,
            contact: self.contact,
            email: self.email,
            phone: self.phone,
            notes: self.notes,
            active,
        }
    }
}

/// Offers vendors' names to a shell's completion.
pub fn complete_vendor(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let vendors = app.read(|tx| vendor::list(tx, false))?;
        Ok(vendors.into_iter().map(|vendor| vendor.name).collect())
    })
}

/// Runs a `colab vendor` command.
pub fn run(command: VendorCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        VendorCommand::Add(args) => {
            let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &format!("{args:?}"))?;
            let details = args.details.read(None, None);
            app.write_one(|tx| vendor::add(tx, &args.name, &details, args.if_exists, repeat.as_ref()))
        }
        VendorCommand::List(args) => Ok(list(&app.read(|tx| vendor::list(tx, args.all))?).into()),
        VendorCommand::Show(args) => {
            let (vendor, history) = app.read(|tx| vendor::show(tx, &args.vendor))?;
            let mut records = one(&vendor);
            records.add_field("history", audit::as_value(&history));
            Ok(records.into())
        }
        VendorCommand::Edit(args) => {
            let details = args.details.read(args.name, args.active);
            if details == VendorDetails::default() {
                return Err(Error::usage("no changes given").hint("colab vendor edit --help"));
            }
            app.write_one(|tx| vendor::edit(tx, &args.vendor, &details))
        }
    }
}
