//! Remarks about names that the eye takes for others: letters of two alphabets in one word.

mod store;

use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::names::mixed_word;

/// How many names are remarked one by one.
const MOST_NAMED: usize = 3;

/// Describes the names of rooms and clients that a command entered and that mix two alphabets in a word. Whoever books a
/// room for such a client later is not told again.
pub fn mixed_names(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let enters = ["create", "add", "edit", "combine", "start"];
    let command = tx.command();
    if !command.starts_with("import ") && !enters.iter().any(|verb| command.ends_with(verb)) {
        return Ok(Vec::new());
    }
    let mut remarks: Vec<String> = store::entered(tx)?
        .iter()
        .filter_map(|name| {
            let word = mixed_word(name)?;
            Some(format!(
                "the name `{name}` has letters of two alphabets in `{word}`"
            ))
        })
        .collect();
    let more = remarks.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        remarks.truncate(MOST_NAMED);
        remarks.push(format!(
            "{more} more names have letters of two alphabets in one word"
        ));
    }
    Ok(remarks)
}
