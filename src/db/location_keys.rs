//! Writes the key of every text by which rooms of an older database name where they are. No engine folds accents, so the program
//! does it, before the migration that makes locations of them.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::backend::AnyConnection as Connection;
use super::operations::kept_row;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;

/// The migration before which it is done.
pub const BEFORE: &str = "20261129000065";

/// Writes them: of the rooms, and of what the history keeps of them.
pub fn fill_in(connection: &mut Connection) -> Result<()> {
    let mut texts =
        connection.texts("SELECT DISTINCT location AS text FROM rooms WHERE location IS NOT NULL")?;
    let kept = connection.texts(
        "SELECT DISTINCT before AS text FROM operation_rows WHERE table_name = 'rooms' AND before IS NOT NULL",
    )?;
    for row in kept {
        let row = kept_row(&row)?;
        texts.extend(
            row.get("location")
                .and_then(|text| text.as_str())
                .map(str::to_owned),
        );
    }
    texts.sort();
    texts.dedup();
    connection.batch("CREATE TABLE location_keys (location text PRIMARY KEY, name_key text NOT NULL)")?;
    for text in texts {
        let key = name_key(&text);
        if !key.is_empty() {
            diesel::sql_query("INSERT INTO location_keys (location, name_key) VALUES ($1, $2)")
                .bind::<Text, _>(&text)
                .bind::<Text, _>(&key)
                .execute(connection)?;
        }
    }
    Ok(())
}
