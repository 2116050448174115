//! Why a record cannot go back, in words, and the commands that lead out.

use serde_json::{Map, Value as Json};

use super::model::{ChangedRecord, flag_of, instant_of, number_of, text_of};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::batch::{self, WantedRoom};
use crate::booking::blocks::service as blocks;
use crate::db::violated_rule;
use crate::device::service as devices;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::counted;

/// Devices that a refusal names.
const DEVICES_NAMED: usize = 5;

/// Says of a constraint what is in the way.
pub fn explained(
    tx: &mut Tx<'_>,
    record: &ChangedRecord,
    others: &[ChangedRecord],
    error: Error,
) -> Result<Error> {
    let Some(rule) = violated_rule(&error) else {
        return Ok(with_own_way(record, error));
    };
    let fact = match rule {
        "room_holds_no_overlap" if record.entity == "booking" => return room_taken(tx, record, others),
        "room_holds_no_overlap" if record.entity == "block" => return block_taken(tx, record),
        "room_holds_no_overlap" => "bookings would overlap",
        "device_holds_no_overlap" => "its devices are held by others at that time",
        "booking_device_assignments_out" | "device_overdue" => "a device is out on a rental",
        "device_unfit" => "a device is not fit to be given",
        "room_names_key" | "rooms_name_key_key" | "room_aliases_pkey" | "room_aliases_alias_key_key" => {
            "another room has that name by now"
        }
        "clients_name_key_key"
        | "client_names_key"
        | "client_aliases_pkey"
        | "client_aliases_name_key_key" => "another client has that name by now",
        "clients_paid_together" => {
            let name = &record.name;
            return Ok(Error::conflict(
                ErrorCode::UndoConflict,
                "a payment of one of the two clients pays for the other one",
            )
            .hint(format!("colab payment list --client {}", shell_word(name)))
            .hint("colab payment reverse NUMBER --reason REASON"));
        }
        "clients_on_hold" => {
            let rows = record.rows.iter().filter_map(|row| row.before.as_ref());
            let client = rows.filter_map(|row| text_of(row, "client_name")).next();
            let way_out = match client {
                Some(name) => format!("colab client edit {} --off-hold", shell_word(&name)),
                None => "colab client list --on-hold".to_owned(),
            };
            return Ok(
                Error::conflict(ErrorCode::UndoConflict, "the client that it had is on hold").hint(way_out),
            );
        }
        "locations_name_key_key" => "another location has that name by now",
        "views_owner_name_key" => "another view has that name by now",
        "clients_merged_once" => "the other client was merged by now",
        "attachments_kind_record_id_name_key_key" => "its record has another file of that name by now",
        "pricing_catalog_no_overlap" => "another price holds in that period",
        "device_categories_name_key_key" => "another category has that name by now",
        _ if record.entity == "device_category" => return category_in_use(tx, record),
        _ => return Ok(error),
    };
    let way = match record.entity {
        // Whose name it is by now the list says, also where that one is out of use.
        "room" => "colab room list --all".to_owned(),
        "client" => "colab client list --all".to_owned(),
        "location" => "colab location list --all".to_owned(),
        entity => {
            let of_record = shell_word(&format!("{entity}:{}", record.name));
            format!("colab history --record {of_record}")
        }
    };
    Ok(Error::conflict(ErrorCode::UndoConflict, fact).hint(way))
}

/// Replaces an option that the undone command has, and undo has not, by a command.
fn with_own_way(record: &ChangedRecord, mut error: Error) -> Error {
    if error.code == ErrorCode::RoomStillBooked {
        error.hints.truncate(1);
        return error.hint(format!(
            "colab room deactivate {} --keep-bookings",
            shell_word(&record.name)
        ));
    }
    error
}

/// Names what uses a category, and how it is freed.
fn category_in_use(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<Error> {
    let id: i64 = record.id.parse().unwrap_or_default();
    let rows = devices::all_rows(tx.connection())?.into_iter();
    let serials: Vec<String> = rows
        .filter(|row| row.category_id == id)
        .map(|row| row.serial_number)
        .collect();
    let name = &record.name;
    let error = |fact: String| Error::conflict(ErrorCode::UndoConflict, fact);
    if serials.is_empty() {
        return Ok(error("bookings or prices use it".to_owned())
            .hint(format!("colab pricing show device {}", shell_word(name)))
            .hint(format!("colab booking list --search {}", shell_word(name))));
    }
    let first: Vec<&str> = serials.iter().take(DEVICES_NAMED).map(String::as_str).collect();
    let words: Vec<String> = serials.iter().map(|serial| shell_word(serial)).collect();
    let more = match serials.len().saturating_sub(DEVICES_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Ok(error(format!(
        "it has {}: {}{more}",
        counted(serials.len(), "device"),
        first.join(", ")
    ))
    .hint(format!(
        "colab device edit {} --category CATEGORY",
        words.join(" ")
    ))
    .hint(format!("colab device list --category {}", shell_word(name))))
}

/// Names who has the room that a booking had.
fn room_taken(tx: &mut Tx<'_>, record: &ChangedRecord, others: &[ChangedRecord]) -> Result<Error> {
    let before = record
        .rows
        .iter()
        .find(|row| row.table.kept.name == "bookings")
        .and_then(|row| row.before.as_ref());
    let wanted = before.and_then(|before| {
        Some(WantedRoom {
            booking_id: number_of(before, "id")?,
            room_id: number_of(before, "room_id")?,
            period: period_of(before)?,
            long_term: flag_of(before, "long_term"),
            people: number_of(before, "headcount").and_then(|people| people.try_into().ok())?,
        })
    });
    let Some(wanted) = wanted else {
        return Err(Error::internal(format!("{} had no room", record.words())));
    };
    let undone = others.iter().filter(|other| other.entity == "booking");
    let others: Vec<i64> = undone.filter_map(|other| other.id.parse().ok()).collect();
    let grant = tx.require_managed(Permission::EditBookings)?;
    batch::room_taken(tx, &grant, &wanted, &others)
}

/// Names the bookings that a block would have in its way.
fn block_taken(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<Error> {
    let before = record.rows.iter().find_map(|row| row.before.as_ref());
    let Some(period) = before.and_then(period_of) else {
        return Err(Error::internal(format!("{} had no period", record.words())));
    };
    let grant = tx.require_managed(Permission::EditRooms)?;
    blocks::taken_since(tx, &grant, record.id.parse().unwrap_or_default(), &period)
}

fn period_of(booking: &Map<String, Json>) -> Option<Period> {
    let (starts, ends) = (instant_of(booking, "starts_at")?, instant_of(booking, "ends_at")?);
    Period::new(starts, ends).ok()
}
