//! What an undo did, in words: "is confirmed again in Focus".

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::clocks;
use super::model::{ChangedRecord, ChangedRow, differences, flag_of, instant_of, number_of, text_of};
use crate::access::tx::Tx;
use crate::device::{category, service as devices};
use crate::kernel::error::Result;
use crate::kernel::period::{Site, period_in_words};
use crate::location;
use crate::room::service as rooms;

type Row = Map<String, Json>;

/// Columns that follow from others, or that nobody knows.
const SILENT: &[&str] = &[
    "name_key",
    "serial_key",
    "username_key",
    "headcount",
    "wished_room_id",
    "status_since",
    "status_reason",
    "agreed_ends_at",
    "buffers_from",
    "due_at",
    "created_at",
    "series_id",
    "devices_needed",
    "id",
    "booking_id",
    "category_id",
    "client_id",
    "vendor_id",
    "assignee_id",
    "done_at",
    "done_by",
    "forgotten_at",
    "submission",
    "levels",
    "decided",
    "receipts",
    "submitted_by",
    "submitted_at",
    "ordered_at",
];

/// Names of what rows point to.
pub struct UndoWords {
    site: Site,
    rooms: BTreeMap<i64, String>,
    locations: BTreeMap<i64, String>,
    devices: BTreeMap<i64, String>,
    categories: BTreeMap<i64, String>,
}

impl UndoWords {
    /// Reads the names that these records need.
    pub fn of(tx: &mut Tx<'_>, records: &[ChangedRecord]) -> Result<Self> {
        let rows = || records.iter().flat_map(|record| &record.rows);
        let ids = |column: &str| -> Vec<i64> {
            let states = rows().flat_map(|row| row.before.iter().chain(&row.now));
            states.filter_map(|state| number_of(state, column)).collect()
        };
        let device_ids = ids("device_id");
        let devices = devices::rows_by_ids(tx.connection(), &device_ids)?.into_iter();
        let has_price = records.iter().any(|record| record.entity == "price");
        let has_category =
            has_price || !ids("device_category_id").is_empty() || !ids("category_id").is_empty();
        let categories = if has_category {
            category::all(tx.connection())?
        } else {
            Vec::new()
        };
        let rooms = rooms::all(tx.connection())?.into_iter();
        Ok(Self {
            // By the clocks that hold once it is undone.
            site: clocks::site_after(tx, records),
            locations: location::names(tx.connection())?,
            rooms: rooms.map(|room| (room.row.id, room.row.name)).collect(),
            devices: devices.map(|device| (device.id, device.serial_number)).collect(),
            categories: categories.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }

    /// Describes a record that is back as it was, or that was withdrawn.
    pub fn told(&self, record: &ChangedRecord) -> String {
        let own = record.rows.iter().find(|row| row.table.is_record);
        if record.is_created() {
            let price = own.filter(|row| row.table.entity == "price");
            return match price.and_then(|row| row.now.as_ref()) {
                Some(price) => format!("({}) {}", self.price_item(price), withdrawn(record)),
                None => withdrawn(record).to_owned(),
            };
        }
        let mut clauses = Vec::new();
        if let Some((row, before, now)) =
            own.and_then(|row| Some((row, row.before.as_ref()?, row.now.as_ref())))
        {
            match now {
                None => clauses.push("is there again".to_owned()),
                Some(now) => self.change(row, before, now, &mut clauses),
            }
        }
        for row in record.rows.iter().filter(|row| !row.table.is_record) {
            self.part(row, &mut clauses);
        }
        clauses.dedup();
        match clauses.split_last() {
            None => "is as before".to_owned(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }

    fn change(&self, row: &ChangedRow, before: &Row, now: &Row, clauses: &mut Vec<String>) {
        let mut changed: Vec<&str> = differences(before, now).collect();
        // Of some tables not every column is read again.
        changed.retain(|column| !SILENT.contains(column) && now.contains_key(*column));
        let mut takes = |column: &str| {
            let place = changed.iter().position(|name| *name == column);
            place.map(|place| changed.remove(place)).is_some()
        };
        if takes("location_id") {
            let name = number_of(before, "location_id").and_then(|id| self.locations.get(&id));
            clauses.push(match name {
                Some(name) => format!("belongs to {name} again"),
                None => "has no location again".to_owned(),
            });
        }
        match row.table.entity {
            "booking" => {
                let (status, room) = (takes("status"), takes("room_id"));
                let (start, end) = (takes("starts_at"), takes("ends_at"));
                clauses.extend(self.booking(before, status, room));
                if start || end {
                    clauses.extend(self.period(before).map(|period| format!("is on {period} again")));
                }
            }
            "job" => {
                let columns = [
                    "schedule",
                    "grace_seconds",
                    "at_most_seconds",
                    "catch_up",
                    "command",
                    "expected_since",
                ];
                if columns.into_iter().fold(false, |any, column| takes(column) | any) {
                    clauses.push("is declared as before".to_owned());
                }
            }
            "requisition" if takes("state") => {
                let state = word(before, "state");
                let article = if state == "draft" { "a " } else { "" };
                clauses.push(format!("is {article}{state} again"));
            }
            "requisition_receipt" if takes("taken_back_at") => {
                let stands = text_of(before, "taken_back_at").is_none();
                clauses.push(
                    if stands {
                        "stands again"
                    } else {
                        "is taken back again"
                    }
                    .to_owned(),
                );
            }
            "task" if takes("state") => {
                clauses.push(format!("is {} again", word(before, "state").replace('_', " ")));
            }
            "device" => {
                if takes("status") {
                    clauses.push(format!("is {} again", word(before, "status")));
                }
                if takes("place") {
                    clauses.push(match text_of(before, "place") {
                        Some(place) => format!("is back in {place}"),
                        None => "has no place again".to_owned(),
                    });
                }
            }
            "room" | "location" => {
                if takes("name") {
                    clauses.push(format!("is called {} again", word(before, "name")));
                }
                if takes("is_active") {
                    let state = if flag_of(before, "is_active") {
                        "in use"
                    } else {
                        "out of use"
                    };
                    clauses.push(format!("is {state} again"));
                }
            }
            "block" => {
                let is_lifted = takes("lifted_at") | takes("lifted_by");
                if is_lifted {
                    let stands = text_of(before, "lifted_at").is_none();
                    clauses.push(if stands { "holds again" } else { "is lifted again" }.to_owned());
                }
                if takes("ends_at") | takes("starts_at") {
                    clauses.extend(self.period(before).map(|period| format!("is on {period} again")));
                }
            }
            "user" => {
                if takes("role") {
                    clauses.push(format!("is {} again", word(before, "role")));
                }
                if takes("is_active") {
                    let state = if flag_of(before, "is_active") {
                        "active"
                    } else {
                        "disabled"
                    };
                    clauses.push(format!("is {state} again"));
                }
            }
            "client" => {
                if takes("name") {
                    clauses.push(format!("is called {} again", word(before, "name")));
                }
                if takes("merged_into") {
                    let is_own = text_of(before, "merged_into").is_none();
                    let state = if is_own {
                        "is a client of its own again"
                    } else {
                        "is merged again"
                    };
                    clauses.push(state.to_owned());
                }
                if takes("on_hold_reason") {
                    let is_free = text_of(before, "on_hold_reason").is_none();
                    clauses.push(
                        if is_free {
                            "takes bookings again"
                        } else {
                            "is on hold again"
                        }
                        .to_owned(),
                    );
                }
                if takes("is_active") {
                    let state = if flag_of(before, "is_active") {
                        "in use"
                    } else {
                        "out of use"
                    };
                    clauses.push(format!("is {state} again"));
                }
            }
            "rental" => {
                if takes("returned_at") {
                    let given_up = instant_of(now, "returned_at") < instant_of(before, "starts_at");
                    clauses.push(
                        match text_of(before, "returned_at") {
                            None if given_up => "is planned again",
                            None => "is out again",
                            Some(_) => "is returned again",
                        }
                        .to_owned(),
                    );
                }
                let _instant = takes("starts_at");
                if takes("rental_date") {
                    clauses.push(format!("begins on {} again", word(before, "rental_date")));
                }
                if takes("return_expected_date") {
                    clauses.push(format!(
                        "is due on {} again",
                        word(before, "return_expected_date")
                    ));
                }
            }
            "price" => {
                if takes("is_active") {
                    let holds = if flag_of(before, "is_active") {
                        "holds"
                    } else {
                        "does not hold"
                    };
                    clauses.push(format!("({}) {holds} again", self.price_item(before)));
                }
                if takes("expiry_date") {
                    clauses.push(match text_of(before, "expiry_date") {
                        Some(day) => format!("ends on {day} again"),
                        None => "has no last day again".to_owned(),
                    });
                }
            }
            "import" => {
                let _by = takes("undone_by");
                if takes("undone_at") {
                    let stands = text_of(before, "undone_at").is_none();
                    clauses.push(if stands { "stands again" } else { "is undone again" }.to_owned());
                }
            }
            "file" => {
                let _by = takes("removed_by");
                if takes("removed_at") {
                    let is_there = text_of(before, "removed_at").is_none();
                    clauses.push(
                        if is_there {
                            "is there again"
                        } else {
                            "is removed again"
                        }
                        .to_owned(),
                    );
                }
            }
            "setting" if takes("value") => clauses.push(format!("is {} again", word(before, "value"))),
            "device_category" if takes("name") => {
                clauses.push(format!("is called {} again", word(before, "name")));
            }
            _ => {}
        }
        clauses.extend(as_before(before, &changed));
    }

    /// Names what a price is for.
    fn price_item(&self, price: &Row) -> String {
        let id = number_of(price, "item_id");
        let names = match text_of(price, "item_type").as_deref() {
            Some("room") => Some(&self.rooms),
            Some("device_category") => Some(&self.categories),
            _ => None,
        };
        let name = names.zip(id).and_then(|(names, id)| names.get(&id).cloned());
        name.unwrap_or_else(|| word(price, "item_name"))
    }

    /// Describes the status and the room of a booking.
    fn booking(&self, before: &Row, has_status: bool, has_room: bool) -> Option<String> {
        let room = number_of(before, "room_id").and_then(|id| self.rooms.get(&id));
        let place = room.map_or_else(String::new, |room| format!(" in {room}"));
        let status = text_of(before, "status").unwrap_or_default();
        Some(match (status.as_str(), room) {
            _ if !has_status && !has_room => return None,
            ("pending", None) if !flag_of(before, "device_only") => "waits for a room again".to_owned(),
            ("room_assigned", Some(room)) if has_status => format!("has {room} assigned again"),
            ("no_show", _) if has_status => "is a no-show again".to_owned(),
            (status, _) if has_status => format!("is {} again{place}", status.replace('_', " ")),
            (_, Some(room)) => format!("is back in {room}"),
            (_, None) => "has no room again".to_owned(),
        })
    }

    fn period(&self, booking: &Row) -> Option<String> {
        let (from, to) = (instant_of(booking, "starts_at")?, instant_of(booking, "ends_at")?);
        Some(period_in_words(self.site.timezone, from, to))
    }

    /// Describes a part of a record: given again, or taken away.
    fn part(&self, row: &ChangedRow, clauses: &mut Vec<String>) {
        match (row.table.kept.name, &row.before, &row.now) {
            ("booking_device_assignments", before, now) => {
                let device = |state: &Option<Row>| {
                    let state = state.as_ref()?;
                    self.devices.get(&number_of(state, "device_id")?).cloned()
                };
                match (device(before), device(now)) {
                    (was, is) if was == is && was.is_some() => {
                        let is_back = |state: &Option<Row>| {
                            state
                                .as_ref()
                                .is_some_and(|row| text_of(row, "returned_at").is_some())
                        };
                        match (is_back(before), is_back(now), was) {
                            (false, true, Some(serial)) => clauses.push(format!("has {serial} out again")),
                            (true, false, Some(serial)) => clauses.push(format!("has {serial} back again")),
                            _ => {}
                        }
                    }
                    (None, None) => clauses.extend(self.request(before.as_ref())),
                    (Some(serial), None) => clauses.push(format!("has {serial} again")),
                    (None, Some(serial)) => clauses.push(format!("no longer has {serial}")),
                    (Some(was), Some(is)) => clauses.push(format!("has {was} again in the place of {is}")),
                }
            }
            ("booking_catering", Some(before), Some(now)) => {
                let mut changed: Vec<&str> = differences(before, now).collect();
                changed.retain(|column| !SILENT.contains(column));
                clauses.extend(as_before(before, &changed));
            }
            ("booking_catering", Some(_), None) => clauses.push("has its catering again".to_owned()),
            ("booking_catering", None, _) => clauses.push("has no catering again".to_owned()),
            ("tax_rates", ..) => clauses.push("has its former rates again".to_owned()),
            ("room_aliases", before, now) => {
                clauses.extend(given_or_taken(
                    "the alias",
                    "alias",
                    before.as_ref(),
                    now.as_ref(),
                ));
            }
            ("client_aliases", before, now) => {
                clauses.extend(given_or_taken(
                    "the alias",
                    "alias",
                    before.as_ref(),
                    now.as_ref(),
                ));
            }
            ("client_contacts", Some(before), Some(now)) => {
                let mut changed: Vec<&str> = differences(before, now).collect();
                changed.retain(|column| !SILENT.contains(column));
                clauses.extend(as_before(before, &changed));
            }
            ("client_contacts", before, now) => {
                clauses.extend(given_or_taken(
                    "the contact",
                    "name",
                    before.as_ref(),
                    now.as_ref(),
                ));
            }
            ("requisition_items", before, now) => {
                clauses.extend(given_or_taken(
                    "the item",
                    "description",
                    before.as_ref(),
                    now.as_ref(),
                ));
            }
            ("room_amenities", before, now) => {
                clauses.extend(given_or_taken(
                    "the amenity",
                    "amenity",
                    before.as_ref(),
                    now.as_ref(),
                ));
            }
            ("room_components", before, now) => {
                let part = |state: &Option<Row>| {
                    let part = number_of(state.as_ref()?, "component_id")?;
                    let whole = number_of(state.as_ref()?, "room_id")?;
                    self.rooms.get(&part).filter(|_| part != whole).cloned()
                };
                match (part(before), part(now)) {
                    (Some(part), None) => clauses.push(format!("has the part {part} again")),
                    (None, Some(part)) => clauses.push(format!("no longer has the part {part}")),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Describes the devices that a booking asks for.
    fn request(&self, before: Option<&Row>) -> Option<String> {
        let Some(before) = before else {
            return Some("no longer asks for these devices".to_owned());
        };
        let category = number_of(before, "device_category_id").and_then(|id| self.categories.get(&id));
        let what = category.map_or("devices of any kind", String::as_str);
        Some(format!("asks for {what} again: {}", word(before, "quantity")))
    }
}

fn given_or_taken(what: &str, column: &str, before: Option<&Row>, now: Option<&Row>) -> Option<String> {
    match (before, now) {
        (Some(before), None) => Some(format!("has {what} {} again", word(before, column))),
        (None, Some(now)) => Some(format!("no longer has {what} {}", word(now, column))),
        _ => None,
    }
}

/// Returns what became of a record that the operation made.
fn withdrawn(record: &ChangedRecord) -> &'static str {
    match record.entity {
        "booking" | "task" => "is cancelled",
        "block" => "is lifted",
        "requisition" => "is closed",
        "requisition_receipt" => "is taken back",
        "rental" => "is ended: its devices are back",
        "room" | "client" | "vendor" | "location" => "is out of use",
        "device" => "is retired",
        "user" => "is disabled",
        "price" => "no longer holds",
        "import" => "is undone",
        "device_category" => "is removed, unless retired devices are in it",
        "setting" | "stock_threshold" => "is the default again",
        _ => "is removed",
    }
}

/// Describes columns that have no words of their own.
fn as_before(before: &Row, changed: &[&str]) -> Option<String> {
    let facts = changed.iter().map(|column| {
        let label = column
            .trim_start_matches("num_")
            .trim_start_matches("max_")
            .trim_end_matches("_cents")
            .replace('_', " ");
        if column.starts_with("is_") || column.ends_with("_needed") || *column == "long_term" {
            return format!("{label} {}", if flag_of(before, column) { "yes" } else { "no" });
        }
        match text_of(before, column).filter(|text| !text.is_empty()) {
            Some(text) if column.ends_with("_cents") => format!("{label} {}", in_units(&text)),
            Some(text) => format!("{label} {text}"),
            None => format!("no {label}"),
        }
    });
    let facts: Vec<String> = facts.collect();
    (!facts.is_empty()).then(|| format!("is as before: {}", facts.join(", ")))
}

/// Writes cents as an amount.
fn in_units(cents: &str) -> String {
    let cents: i64 = cents.parse().unwrap_or_default();
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn word(row: &Row, column: &str) -> String {
    text_of(row, column).unwrap_or_default().replace('\n', " ")
}
