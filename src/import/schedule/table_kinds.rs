//! Of which kind of ours a table in a workbook is, and which options its import needs.

use std::collections::BTreeSet;

use crate::import::kind::ImportKind;
use crate::import::table::{TableColumn, field_of, spec_of};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::output::CellForm;
use colab_schedule::sheet::{SheetColumn, names_weekday, weekday_before_time};

/// Reports whether a column holds weekdays and nothing else, with or without a time behind them.
pub fn holds_weekdays(column: &SheetColumn) -> bool {
    let is_weekday = |text: &String| names_weekday(text) || weekday_before_time(text).is_some();
    !column.texts.is_empty() && column.texts.iter().all(is_weekday)
}

/// Headings that may stand over the numbers and names of anything.
const OF_ANYTHING: [&str; 22] = [
    "id",
    "ids",
    "no",
    "nr",
    "number",
    "code",
    "key",
    "name",
    "title",
    "titel",
    "label",
    "description",
    "bezeichnung",
    "nom",
    "nombre",
    "nome",
    "naam",
    "nazwa",
    "название",
    "名称",
    "номер",
    "号",
];

/// Headings that may stand over the sizes of anything.
const SIZES: [&str; 13] = [
    "size",
    "größe",
    "taille",
    "tamaño",
    "tamanho",
    "grandezza",
    "dimensione",
    "grootte",
    "rozmiar",
    "wielkość",
    "размер",
    "大小",
    "规模",
];

/// Finds the kind of a table of rooms, devices, users, clients or prices by its headings: they name its records and more
/// besides. People with an address may be clients or users.
pub fn other_tables(columns: &[&SheetColumn]) -> Result<Vec<ImportKind>> {
    const KINDS: [ImportKind; 5] = [
        ImportKind::Devices,
        ImportKind::Users,
        ImportKind::Clients,
        ImportKind::Pricing,
        ImportKind::Rooms,
    ];
    let bookings = spec_of(ImportKind::Bookings)?;
    let is_of_bookings = columns.iter().any(|column| {
        let field = field_of(&bookings, &column.heading);
        matches!(
            field,
            Some("date" | "from_date" | "starts_at" | "time" | "weekdays")
        ) && !column.heading.is_empty()
            && !(column.texts.is_empty() && column.last_day.is_none() && !column.is_of_times)
    });
    let has_times = columns
        .iter()
        .any(|column| column.is_of_times || field_of(&bookings, &column.heading) == Some("time"));
    for kind in KINDS {
        // Prices are of a day, and other records are not; none is of a time.
        if is_of_bookings && (kind != ImportKind::Pricing || has_times) {
            continue;
        }
        let spec = spec_of(kind)?;
        let fields: BTreeSet<&str> = columns
            .iter()
            .filter_map(|column| field_of(&spec, &column.heading))
            .collect();
        let is_sign =
            |column: &&SheetColumn| is_sign(kind, field_of(&spec, &column.heading), column, columns);
        let has_sign = columns.iter().any(is_sign);
        let others: &[&str] = match kind {
            ImportKind::Devices => &[
                "category",
                "name",
                "brand",
                "model",
                "status",
                "place",
                "purchased_on",
            ],
            ImportKind::Rooms => &["capacity", "room_type", "location", "amenities"],
            _ => &[],
        };
        let has_others = others.is_empty() || others.iter().any(|other| fields.contains(other));
        let is_headed = spec.is_headed_by(|name| fields.contains(name));
        if has_sign && has_others && fields.len() >= 2 && is_headed {
            return Ok(vec![kind]);
        }
    }
    let users = spec_of(ImportKind::Users)?;
    let of_people = |column: &&SheetColumn| field_of(&users, &column.heading);
    let fields: BTreeSet<&str> = columns.iter().filter_map(of_people).collect();
    let has_name = ["full_name", "first_name", "last_name"]
        .iter()
        .any(|name| fields.contains(name));
    let are_mails = |column: &&&SheetColumn| {
        column.texts.iter().any(|text| text.contains('@')) && of_people(column) == Some("email")
    };
    let has_mails = columns.iter().any(|column| are_mails(&column));
    Ok(if has_name && has_mails && !is_of_bookings {
        vec![ImportKind::Clients, ImportKind::Users]
    } else {
        Vec::new()
    })
}

/// Reports whether a column shows of which kind a table is.
fn is_sign(kind: ImportKind, field: Option<&str>, column: &SheetColumn, columns: &[&SheetColumn]) -> bool {
    let key = name_key(&column.heading);
    let is_of_anything = |key: &str| OF_ANYTHING.iter().any(|word| name_key(word) == *key);
    let has_own_number = columns.iter().any(|other| name_key(&other.heading) == "id");
    // Beside the table's own number it is that of another table.
    let is_of_other = has_own_number && key != "id" && key.ends_with("id");
    let makes_devices = ["model", "brand", "manufacturer", "hostname", "imei"];
    let is_of_devices = || {
        columns
            .iter()
            .any(|other| makes_devices.contains(&name_key(&other.heading).as_str()))
    };
    let Some(field) = field else { return false };
    match kind {
        ImportKind::Devices => {
            field == "serial_number" && !is_of_other && (!is_of_anything(&key) || is_of_devices())
        }
        ImportKind::Users => match field {
            "username" => !is_of_anything(&key) && !is_of_other && !key.contains("mail"),
            _ => field == "role",
        },
        ImportKind::Clients => matches!(field, "tax_number" | "legal_name" | "terms_days"),
        ImportKind::Pricing => {
            let is_price = matches!(field, "daily_rate" | "hourly_rate" | "unit_price" | "weekly_rate");
            is_price && column.texts.is_empty()
        }
        ImportKind::Rooms => match field {
            "capacity" => column.texts.is_empty() && !SIZES.iter().any(|word| name_key(word) == key),
            "name" => !is_of_anything(&key) && !is_of_other,
            _ => false,
        },
        _ => false,
    }
}

/// Returns the options without which a table of the kind lacks something: a field that no column has, or words that are not
/// those of ours.
pub fn completing(kind: ImportKind, columns: &[&SheetColumn]) -> Result<String> {
    let spec = spec_of(kind)?;
    let mut options = String::new();
    let mut fields: BTreeSet<&str> = BTreeSet::new();
    for column in columns {
        let Some(field) = field_of(&spec, &column.heading) else {
            continue;
        };
        let is_known = |text: &String, known: TableColumn| match known.column.form {
            CellForm::OneOf(words) => known.word(words, text).is_some(),
            _ => true,
        };
        let known = spec.column(field);
        if known.is_some_and(|known| column.texts.iter().all(|text| is_known(text, known))) {
            fields.insert(field);
        } else if known.is_some() {
            options.push_str(&format!(
                " --map {}",
                shell_word(&format!("{}=-", column.heading))
            ));
        }
    }
    let needed: &[&str] = match kind {
        ImportKind::Devices => &["category"],
        // What has a price of its own unit is one of it, and nothing says of which.
        ImportKind::Pricing if fields.contains("unit_price") => &["item_type", "unit"],
        ImportKind::Pricing => &["item_type"],
        _ => &[],
    };
    let lacking = needed.iter().filter(|field| !fields.contains(*field));
    for column in lacking.filter_map(|field| spec.column(field)) {
        // Which value that is nobody knows but who types it.
        options.push_str(&format!(" --set {}={}", column.name, column.open_value()));
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, texts: &[&str]) -> SheetColumn {
        SheetColumn {
            heading: heading.to_owned(),
            is_filled: true,
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            ..SheetColumn::default()
        }
    }

    /// The kinds of a table whose columns hold a text, but for those named after `=`, which hold numbers.
    fn kinds(headings: &[&str]) -> Vec<&'static str> {
        let columns: Vec<SheetColumn> = headings
            .iter()
            .map(|heading| match heading.strip_prefix('=') {
                Some(number) => column(number, &[]),
                None if heading.contains("mail") => column(heading, &["t@example.com"]),
                None => column(heading, &["text"]),
            })
            .collect();
        let columns: Vec<&SheetColumn> = columns.iter().collect();
        other_tables(&columns)
            .unwrap()
            .iter()
            .map(|kind| kind.as_str())
            .collect()
    }

    #[test]
    fn tables_are_known_by_headings_of_their_own() {
        for (headings, expected) in [
            (&["Serial No", "Category", "Brand"][..], &["devices"][..]),
            (&["=ID", "Model", "Device", "Location"], &["devices"]),
            (&["=id", "name", "version", "=user_id"], &[]),
            (&["=id", "key", "value", "=inventory_id"], &[]),
            (&["=id", "name", "username", "email"], &["users"]),
            (&["ID", "Name", "Email", "Password"], &["clients", "users"]),
            (&["Number", "Type", "=Capacity"], &["rooms"]),
            (&["name", "room_number", "location"], &["rooms"]),
            (&["Course", "Room", "Day", "Start"], &[]),
            (&["Item", "=Daily rate"], &["pricing"]),
            (&["Nom", "=Taille"], &[]),
        ] {
            assert_eq!(kinds(headings), expected, "{headings:?}");
        }
    }

    #[test]
    fn what_a_table_lacks_is_set_and_strange_words_are_skipped() {
        let columns = [column("Serial No", &["a"]), column("Status", &["shiny"])];
        let columns: Vec<&SheetColumn> = columns.iter().collect();
        assert_eq!(
            completing(ImportKind::Devices, &columns).unwrap(),
            " --map Status=- --set category=CATEGORY"
        );
    }
}
