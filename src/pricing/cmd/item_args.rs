//! Arguments that name an item or select prices, shared by the commands.

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use crate::access::completion::{candidates, line_has, offered_words};
use crate::pricing::model::{ItemType, Tier};
use crate::pricing::service::{self, PriceSelection};

// The item of one price.
#[derive(Debug, Args)]
pub struct ItemArgs {
    /// Item type: room, device-category, catering or amenity
    #[arg(value_name = "TYPE", value_parser = ItemType::read, add = ArgValueCompleter::new(complete_type))]
    pub item_type: ItemType,
    /// Name of the room, device category, catering item or amenity
    #[arg(add = ArgValueCompleter::new(complete_item))]
    pub item: String,
}

// Which prices to list or change.
#[derive(Debug, Args)]
pub struct SelectionArgs {
    /// Only prices of this type: room, device-category, catering or amenity; repeatable
    #[arg(long = "type", visible_alias = "item-type", value_name = "TYPE", value_parser = ItemType::read, add = ArgValueCompleter::new(complete_type))]
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

/// What is written for each type of item.
const TYPES: [(&str, ItemType); 4] = [
    ("room", ItemType::Room),
    ("device-category", ItemType::DeviceCategory),
    ("catering", ItemType::Catering),
    ("amenity", ItemType::Amenity),
];

/// Completes types of items.
fn complete_type(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    offered_words(current, &TYPES.map(|(word, _)| word))
}

/// Completes names of items that have or can have a price, of the type that stands on the line.
fn complete_item(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let typed = TYPES
        .iter()
        .find(|(word, _)| line_has(word))
        .map(|(_, kind)| *kind);
    candidates(current, |app| app.read(|tx| service::names(tx, typed)))
}
