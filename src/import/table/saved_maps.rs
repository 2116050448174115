//! Mappings that are kept under a name, with the import that used them: cron names them in one word.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::dates::DateOrder;
use crate::access::tx::Tx;
use crate::import::kind::ImportKind;
use crate::import::store::{self, ImportFilter, PastImport};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::shell_word::shell_word;

/// How a table was read when its mapping was kept.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SavedMap {
    pub map_name: Option<String>,
    pub map: Vec<String>,
    pub set: Vec<String>,
    pub word: Vec<String>,
    pub encoding: Option<String>,
    pub sheet: Option<String>,
    pub clear_empty: bool,
    pub ignore_unknown: bool,
    pub date_order: Option<DateOrder>,
    pub create_rooms: bool,
    pub create_categories: bool,
    pub duration: Option<String>,
    /// Files that are read by it are versions of one source.
    #[serde(skip)]
    pub source: String,
}

/// Lists the names under which these imports kept their mappings.
pub fn names(imports: &[PastImport]) -> Vec<String> {
    let saved = imports
        .iter()
        .filter_map(|import| SavedMap::deserialize(&import.options.0).ok());
    let names: BTreeSet<String> = saved.filter_map(|saved| saved.map_name).collect();
    names.into_iter().collect()
}

/// Finds the mapping that was kept last under a name.
///
/// # Errors
/// `NotFound` for a name that no import of this kind kept, with the nearest ones.
pub fn find(tx: &mut Tx<'_>, kind: ImportKind, name: &str) -> Result<SavedMap> {
    let _grant = tx.require(kind.permission())?;
    let of_kind = ImportFilter {
        kind: Some(kind),
        ..ImportFilter::default()
    };
    let imports = store::list(tx.connection(), &of_kind)?.into_iter();
    let kept = imports.filter_map(|import| {
        let saved = SavedMap::deserialize(&import.options.0).ok()?;
        saved.map_name.is_some().then_some(SavedMap {
            source: import.source,
            ..saved
        })
    });
    let mut kept: Vec<SavedMap> = kept.collect();
    let key = name_key(name);
    let is_it = |saved: &SavedMap| {
        saved
            .map_name
            .as_deref()
            .is_some_and(|known| name_key(known) == key)
    };
    if let Some(place) = kept.iter().rposition(is_it) {
        return Ok(kept.swap_remove(place));
    }
    let mut known: Vec<&str> = kept
        .iter()
        .filter_map(|saved| saved.map_name.as_deref())
        .collect();
    known.sort_unstable();
    known.dedup();
    let near = nearest(name, known.iter().copied(), 3);
    let error = Error::not_found(
        ErrorCode::UnknownMap,
        format!("no mapping `{name}` is saved"),
        &near,
    );
    Err(if known.is_empty() {
        error.hint(format!(
            "save one with --save-map {} beside --map",
            shell_word(name)
        ))
    } else {
        error.hint(format!("the saved ones are {}", known.join(", ")))
    })
}
