//! Arguments that name an item or select prices, shared by the commands.

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use crate::access::completion::candidates;
use crate::pricing::model::{ItemType, Tier};
use crate::pricing::service::{self, PriceSelection};

// The item of one price.
#[derive(Debug, Args)]
pub struct ItemArgs {
    /// Item type: room, device-category, catering or amenity
    #[arg(value_name = "TYPE", value_parser = ItemType::read)]
    pub item_type: ItemType,
    /// Name of the room, device category, catering item or amenity
    #[arg(add = ArgValueCompleter::new(complete_item))]
    pub item: String,
}

// Which prices to list or change.
#[derive(Debug, Args)]
pub struct SelectionArgs {
    /// Only prices of this type: room, device-category, catering or amenity; repeatable
    #[arg(long = "type", visible_alias = "item-type", value_name = "TYPE", value_parser = ItemType::read)]
    types: Vec<ItemType>,
    /// Only prices of this tier
    #[arg(long, visible_alias = "pricing-tier")]
    tier: Option<Tier>,
    /// Part of the item's name
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_item))]
    item: Option<String>,
}

impl From<SelectionArgs> for PriceSelection {
    fn from(args: SelectionArgs) -> Self {
        Self {
            item_types: args.types,
            tier: args.tier,
            item: args.item,
        }
    }
}

/// Completes names of items that have or can have a price.
fn complete_item(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(service::names))
}
