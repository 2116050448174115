//! Names of people whose first and last name stand in two columns, and what they are where a file does not tell.

use super::column::TableColumn;
use super::values::FieldValues;
use crate::access::auth::Role;
use crate::output::{CellForm, column};

/// The role of new users where a file says nothing of roles: that of whoever does no other work here.
pub const USUAL_ROLE: Role = Role::Staff;

pub const FIRST_NAME: TableColumn = TableColumn {
    name: "first_name",
    column: column(CellForm::Text(100), "First name, beside the last one")
        .synonyms(&["First name", "Given name"]),
};

pub const LAST_NAME: TableColumn = TableColumn {
    name: "last_name",
    column: column(CellForm::Text(100), "Last name, beside the first one").synonyms(&[
        "Last name",
        "Surname",
        "Family name",
    ]),
};

/// Joins first and last name in the field of the full one, which counts for more: but for a first name alone in it.
pub fn join_names(values: &mut FieldValues, full: &'static str) {
    let apart = values.split_off(&[FIRST_NAME.name, LAST_NAME.name]);
    let first = apart.text(FIRST_NAME.name);
    let last = apart.text(LAST_NAME.name);
    let given = values.text(full).map(str::to_owned);
    let joined = match (given.as_deref(), first, last) {
        (None, first, last) => [first, last].into_iter().flatten().collect::<Vec<_>>().join(" "),
        (Some(given), None, Some(last)) if !given.to_lowercase().contains(&last.to_lowercase()) => {
            format!("{given} {last}")
        }
        _ => return,
    };
    if !joined.is_empty() {
        values.set(full, joined);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_two_columns_are_joined_and_a_full_one_stays() {
        for (first, last, full, joined) in [
            (Some("Ann"), Some("Lee"), None, Some("Ann Lee")),
            (None, Some("Lee"), Some("Ann"), Some("Ann Lee")),
            (None, Some("Lee"), Some("Ann Lee"), Some("Ann Lee")),
            (Some("Ann"), Some("Lee"), Some("Dr A. Lee"), Some("Dr A. Lee")),
            (Some("Ann"), None, None, Some("Ann")),
            (None, None, None, None),
        ] {
            let given = [
                (FIRST_NAME.name, first),
                (LAST_NAME.name, last),
                ("full_name", full),
            ];
            let given = given
                .into_iter()
                .filter_map(|(name, text)| Some((name, text?.to_owned())));
            let mut values: FieldValues = given.collect();
            join_names(&mut values, "full_name");
            assert_eq!(values.text("full_name"), joined);
            assert_eq!(values.text("last_name"), None);
        }
    }
}
