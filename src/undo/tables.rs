//! The tables whose rows undo puts back, parents first; the triggers of the migrations keep the rows of the same tables.

use crate::access::auth::Permission::{
    self, AskForRequisitions, AssignDevices, ChangePrices, ChangeSettings, EditBookings, EditClients,
    EditRooms, EditTasks, ImportSchedule, ManageJobs, ManageUsers, OrderRequisitions, OwnAccount,
    SeeBookings, SeeClients, SeeDevices, SeeImports, SeeJobs, SeePrices, SeeRooms, SeeSettings,
};
use crate::db::operations::KeptTable;
use crate::kernel::error::{Error, Result};

/// A table, and who may see and undo changes of its rows.
#[derive(Debug)]
pub struct UndoTable {
    pub kept: KeptTable,
    /// The kind of record that its rows belong to.
    pub entity: &'static str,
    pub sees: Permission,
    pub changes: Permission,
    /// Whether its rows are records of their own, rather than parts of one.
    pub is_record: bool,
}

const fn record(kept: KeptTable, entity: &'static str, sees: Permission, changes: Permission) -> UndoTable {
    UndoTable {
        kept,
        entity,
        sees,
        changes,
        is_record: true,
    }
}

const fn part(kept: KeptTable, entity: &'static str, sees: Permission, changes: Permission) -> UndoTable {
    UndoTable {
        is_record: false,
        ..record(kept, entity, sees, changes)
    }
}

/// A table with a number as its key, whose rows change and can be locked.
const fn numbered(name: &'static str) -> KeptTable {
    KeptTable {
        is_updated: true,
        ..keyed(name, &[("id", true)])
    }
}

const fn keyed(name: &'static str, key: &'static [(&'static str, bool)]) -> KeptTable {
    KeptTable {
        name,
        key,
        columns: &[],
        is_updated: false,
    }
}

/// All of them, in the order in which rows are put back.
pub const TABLES: &[UndoTable] = &[
    record(
        KeptTable {
            is_updated: true,
            ..keyed("settings", &[("key", false)])
        },
        "setting",
        SeeSettings,
        ChangeSettings,
    ),
    part(
        KeptTable {
            is_updated: true,
            ..keyed("tax_rates", &[("holds_from", false)])
        },
        "setting",
        SeeSettings,
        ChangeSettings,
    ),
    record(
        KeptTable {
            // The other columns are secrets, or change by themselves.
            columns: &[
                "user_id",
                "username",
                "username_key",
                "role",
                "email",
                "os_uid",
                "is_active",
                "full_name",
                "phone",
            ],
            is_updated: true,
            ..keyed("users", &[("user_id", false)])
        },
        "user",
        ManageUsers,
        ManageUsers,
    ),
    record(numbered("locations"), "location", SeeRooms, EditRooms),
    record(numbered("rooms"), "room", SeeRooms, EditRooms),
    part(
        keyed("room_aliases", &[("alias_key", false)]),
        "room",
        SeeRooms,
        EditRooms,
    ),
    part(
        keyed("room_amenities", &[("room_id", true), ("amenity", false)]),
        "room",
        SeeRooms,
        EditRooms,
    ),
    part(
        keyed("room_components", &[("room_id", true), ("component_id", true)]),
        "room",
        SeeRooms,
        EditRooms,
    ),
    record(numbered("room_blocks"), "block", SeeRooms, EditRooms),
    record(
        keyed("role_grants", &[("id", true)]),
        "grant",
        ManageUsers,
        ManageUsers,
    ),
    record(numbered("clients"), "client", SeeClients, EditClients),
    part(
        keyed("client_aliases", &[("name_key", false)]),
        "client",
        SeeClients,
        EditClients,
    ),
    part(numbered("client_contacts"), "client", SeeClients, EditClients),
    part(
        keyed("client_message_optouts", &[("client_id", true), ("kind", false)]),
        "client",
        SeeClients,
        EditClients,
    ),
    record(numbered("pricing_catalog"), "price", SeePrices, ChangePrices),
    record(numbered("bookings"), "booking", SeeBookings, EditBookings),
    part(
        KeptTable {
            is_updated: true,
            ..keyed("booking_catering", &[("booking_id", true)])
        },
        "booking",
        SeeBookings,
        EditBookings,
    ),
    part(
        keyed("booking_refs", &[("external_id", false)]),
        "booking",
        SeeBookings,
        ImportSchedule,
    ),
    record(
        keyed("device_categories", &[("id", true)]),
        "device_category",
        SeeDevices,
        AssignDevices,
    ),
    record(numbered("devices"), "device", SeeDevices, AssignDevices),
    record(numbered("offsite_rentals"), "rental", SeeDevices, AssignDevices),
    part(
        numbered("booking_device_assignments"),
        "booking",
        SeeBookings,
        EditBookings,
    ),
    record(
        KeptTable {
            is_updated: true,
            ..keyed("stock_thresholds", &[("category_id", true)])
        },
        "stock_threshold",
        SeeDevices,
        AssignDevices,
    ),
    record(numbered("vendors"), "vendor", SeeDevices, EditTasks),
    record(numbered("tasks"), "task", SeeDevices, EditTasks),
    // Before the requisition: a draft has items put back before it is anything else.
    part(
        keyed("requisition_items", &[("id", true)]),
        "requisition",
        SeeDevices,
        AskForRequisitions,
    ),
    record(
        numbered("requisitions"),
        "requisition",
        SeeDevices,
        AskForRequisitions,
    ),
    record(
        numbered("requisition_receipts"),
        "requisition_receipt",
        SeeDevices,
        OrderRequisitions,
    ),
    record(
        KeptTable {
            is_updated: true,
            ..keyed("jobs", &[("name", false)])
        },
        "job",
        SeeJobs,
        ManageJobs,
    ),
    // Only its own commands say whose a view is: `reach` asks for that.
    record(numbered("views"), "view", ManageUsers, OwnAccount),
    record(numbered("imports"), "import", SeeImports, ImportSchedule),
    // Who may change the record may change its files: `reach` asks for that.
    record(numbered("attachments"), "file", SeeBookings, OwnAccount),
];

/// Returns the table of this name.
///
/// # Errors
/// `Internal` for one whose rows are not put back.
pub fn table(name: &str) -> Result<&'static UndoTable> {
    TABLES
        .iter()
        .find(|table| table.kept.name == name)
        .ok_or_else(|| Error::internal(format!("rows of {name} cannot be put back")))
}
