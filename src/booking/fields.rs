//! The fields of a booking: what commands show, what tables import and what the audit log keeps.

use super::checks::MOST_NOTES;
use super::model::{Booking, DevicePreference, LunchCatering, MorningCatering, Tenant};
use super::status::STATUS_WORDS;
use crate::output::{
    CellForm, ColumnNeed, Record, RecordField, audited, column, imported, imported_apart, shown_if_wide,
    shown_in_table, summed, wanted_only,
};

impl Record for Booking {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Booking>] = &[
            shown_in_table("id", |b| b.row.id.into()),
            audited(wanted_only("series_id", |b| b.row.series_id.into())),
            imported(
                shown_in_table("status", |b| b.row.status.as_str().into()),
                column(
                    CellForm::OneOf(STATUS_WORDS),
                    "Status; by default confirmed with a room, pending without",
                )
                .synonyms(&["State"])
                .decides(),
            ),
            imported(
                wanted_only("tenant", |b| b.row.tenant_id.as_str().into()),
                column(CellForm::one_of(Tenant::WORDS), "Tenant")
                    .synonyms(&["tenant_id"])
                    .example("TECH"),
            ),
            imported(
                shown_in_table("room", |b| b.room.clone().into()),
                column(
                    CellForm::NameOf("room"),
                    "Room; without one the booking waits for a room",
                )
                .synonyms(&["Room name", "Venue"])
                .example("Excellence"),
            ),
            shown_in_table("client", |b| b.client.1.as_str().into()),
            wanted_only("client_id", |b| b.client.0.into()),
            imported(
                wanted_only("client_name", |b| b.row.client_name.as_str().into()),
                column(CellForm::Text(255), "Client")
                    .need(ColumnNeed::New)
                    .synonyms(&["Client", "Company", "Customer"])
                    .example("Baobab Health"),
            ),
            imported(
                shown_in_table("starts_at", |b| b.row.starts_at.into()),
                column(
                    CellForm::Moment,
                    "Start: a date with a time, or a time beside a date",
                )
                .need(ColumnNeed::New)
                .synonyms(&["Start", "Starts", "Start time", "From"])
                .decides()
                .example("2026-03-02T08:00"),
            ),
            imported(
                shown_in_table("ends_at", |b| b.row.ends_at.into()),
                column(CellForm::Moment, "End")
                    .need(ColumnNeed::New)
                    .synonyms(&["End", "Ends", "End time", "Until", "To"])
                    .decides()
                    .example("2026-03-02T16:00"),
            ),
            wanted_only("agreed_ends_at", |b| b.row.agreed_ends_at.into()),
            imported(
                summed(wanted_only("num_learners", |b| b.row.num_learners.into())),
                column(CellForm::Count, "Number of learners")
                    .synonyms(&["Learners", "Delegates"])
                    .counts()
                    .example("25"),
            ),
            imported(
                summed(wanted_only("num_facilitators", |b| b.row.num_facilitators.into())),
                column(CellForm::Count, "Number of facilitators")
                    .synonyms(&["Facilitators"])
                    .counts()
                    .example("1"),
            ),
            imported(
                summed(shown_if_wide("headcount", |b| b.row.headcount.into())),
                column(
                    CellForm::Count,
                    "Number of people, if not learners plus facilitators",
                )
                .synonyms(&["Heads", "Pax", "People"])
                .counts(),
            ),
            imported(
                summed(wanted_only("devices_needed", |b| b.row.devices_needed.into())),
                column(CellForm::Count, "Number of devices")
                    .synonyms(&["Devices"])
                    .counts()
                    .example("18"),
            ),
            imported(
                wanted_only("device_type_preference", |b| {
                    b.row.device_type_preference.map(DevicePreference::as_str).into()
                }),
                column(CellForm::one_of(DevicePreference::WORDS), "Type of the devices")
                    .synonyms(&["Device type"])
                    .example("laptops"),
            ),
            imported(
                wanted_only("wished_room", |b| b.wished_room.clone().into()),
                column(CellForm::NameOf("room"), "Preferred room of a pending booking")
                    .synonyms(&["Wished for"]),
            ),
            imported(
                wanted_only("client_contact_person", |b| {
                    b.row.client_contact_person.clone().into()
                }),
                column(CellForm::Text(100), "Contact person").synonyms(&["Contact", "Contact person"]),
            ),
            imported(
                wanted_only("client_email", |b| b.row.client_email.clone().into()),
                column(CellForm::Text(100), "Contact email").synonyms(&["E-mail", "Email", "Contact email"]),
            ),
            imported(
                wanted_only("client_phone", |b| b.row.client_phone.clone().into()),
                column(CellForm::Text(20), "Contact phone").synonyms(&[
                    "Phone",
                    "Telephone",
                    "Contact number",
                ]),
            ),
            imported(
                wanted_only("coffee_tea_station", |b| b.catering.coffee_tea_station.into()),
                column(CellForm::Flag, "Coffee and tea station")
                    .synonyms(&["Coffee", "Coffee and tea", "Tea"])
                    .example("yes"),
            ),
            imported(
                wanted_only("morning_catering", |b| {
                    b.catering.morning_catering.map(MorningCatering::as_str).into()
                }),
                column(CellForm::one_of(MorningCatering::WORDS), "Morning catering")
                    .synonyms(&["Morning"])
                    .example("pastry"),
            ),
            imported(
                wanted_only("lunch_catering", |b| {
                    b.catering.lunch_catering.map(LunchCatering::as_str).into()
                }),
                column(CellForm::one_of(LunchCatering::WORDS), "Lunch")
                    .synonyms(&["Lunch"])
                    .example("in_house"),
            ),
            imported(
                wanted_only("catering_notes", |b| b.catering.catering_notes.clone().into()),
                column(CellForm::Notes(MOST_NOTES), "Notes on catering"),
            ),
            imported(
                wanted_only("stationery_needed", |b| b.catering.stationery_needed.into()),
                column(CellForm::Flag, "Stationery for everybody")
                    .synonyms(&["Stationery"])
                    .example("no"),
            ),
            imported(
                summed(wanted_only("water_bottles", |b| b.catering.water_bottles.into())),
                column(CellForm::Count, "Bottles of water a day")
                    .synonyms(&["Water"])
                    .counts(),
            ),
            imported(
                wanted_only("amenities", |b| b.catering.amenities.clone().into()),
                column(CellForm::Text(1000), "Amenities with their numbers").example("Flip chart=2, Mic"),
            ),
            imported(
                wanted_only("printed_pages", |b| b.catering.printed_pages.into()),
                column(CellForm::Count, "Printed pages a day")
                    .synonyms(&["Pages", "Printing"])
                    .counts(),
            ),
            imported(
                wanted_only("requester_notes", |b| b.row.requester_notes.clone().into()),
                column(CellForm::Notes(MOST_NOTES), "Notes of the requester")
                    .synonyms(&["Notes", "Comment", "Remarks"]),
            ),
            imported(
                wanted_only("room_boss_notes", |b| b.row.room_boss_notes.clone().into()),
                column(CellForm::Notes(MOST_NOTES), "Notes of the room boss"),
            ),
            imported(
                wanted_only("long_term", |b| b.row.long_term.into()),
                column(CellForm::Flag, "Long-term tenancy rather than a training")
                    .synonyms(&["Long-term"])
                    .example("no"),
            ),
            imported(
                wanted_only("device_only", |b| b.row.device_only.into()),
                column(CellForm::Flag, "Devices without a room").example("no"),
            ),
            imported(
                wanted_only("status_reason", |b| b.row.status_reason.clone().into()),
                column(CellForm::Text(500), "Why it was cancelled or rejected").synonyms(&["Reason"]),
            ),
            imported(
                wanted_only("over_capacity_reason", |b| {
                    b.row.over_capacity_reason.clone().into()
                }),
                column(CellForm::Text(500), "Why more people than seats are allowed"),
            ),
            imported_apart(
                wanted_only("external_id", |b| b.external_id.clone().into()),
                column(
                    CellForm::Text(100),
                    "Reference in another system; the same again changes the same booking",
                )
                .synonyms(&["Ref", "Reference", "Booking ref", "External ref"]),
            ),
            wanted_only("import_id", |b| {
                b.import.as_ref().map(|import| import.import_id).into()
            }),
            wanted_only("import_sheet", |b| {
                b.import.as_ref().and_then(|import| import.sheet.clone()).into()
            }),
            wanted_only("import_cell", |b| {
                b.import.as_ref().and_then(|import| import.cell.clone()).into()
            }),
            wanted_only("revision", |b| b.row.revision.into()),
            wanted_only("created_by", |b| b.row.created_by.as_str().into()),
            wanted_only("created_at", |b| b.row.created_at.into()),
            wanted_only("updated_at", |b| b.row.updated_at.into()),
        ];
        FIELDS
    }
}
