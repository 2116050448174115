//! Every table and view, and which permission it takes to read or write it by SQL.

use crate::access::auth::Permission::{
    self, AskForRequisitions, AssignDevices, ChangePrices, ChangeSettings, CloseMonths, CreateBooking,
    DecideRequisitions, EditClients, EditRooms, EditTasks, ImportSchedule, IssueInvoices, ManageJobs,
    ManageUsers, OrderRequisitions, OwnAccount, RunJobs, RunNotifications, SeeAudit, SeeBookings, SeeDevices,
    SeeImports, SeeNotifications, SeePrices, SeeReports, SeeRequisitions, SeeRooms, SeeSettings, SeeVault,
    TakePayments,
};
use crate::access::auth::{PermissionScope, Role, reach};
use crate::db::MANAGED_ROWS;

/// A table, and what the program does to it.
pub struct TableGrant {
    pub name: &'static str,
    /// What a role must be allowed, of everything, to read here; `None`: nobody does, functions of the owner tell.
    pub sees: Option<Permission>,
    /// `INSERT`, `UPDATE`, `DELETE`; rows that nothing changes any more have no more than `INSERT`.
    pub writes: &'static str,
    /// What a role must be allowed to write here; `None`: only migrations do.
    pub writers: Option<Permission>,
    /// Columns that people's own logins read; empty: all of them.
    pub readable: &'static [&'static str],
    /// Columns that only the service reads: what they hold opens doors.
    pub hidden: &'static [&'static str],
}

const fn read_only(name: &'static str, sees: Permission) -> TableGrant {
    TableGrant {
        name,
        sees: Some(sees),
        writes: "",
        writers: None,
        readable: &[],
        hidden: &[],
    }
}

const fn written(
    name: &'static str,
    sees: Permission,
    writes: &'static str,
    writers: Permission,
) -> TableGrant {
    TableGrant {
        writes,
        writers: Some(writers),
        ..read_only(name, sees)
    }
}

impl TableGrant {
    pub fn is_read_by(&self, role: Role) -> bool {
        self.sees
            .is_some_and(|permission| reach(role, permission) == PermissionScope::All)
    }

    /// Tells whether managers of rooms read here: what everybody does, and rows of what they manage.
    pub fn is_read_by_managers(&self) -> bool {
        self.is_read_by(Role::Staff) || MANAGED_ROWS.iter().any(|(table, _)| *table == self.name)
    }

    /// Tells whether a role writes here. A permission of less reach than all is about some rows: it is enough where the role
    /// sees every row.
    pub fn is_written_by(&self, role: Role) -> bool {
        let scope = self
            .writers
            .map_or(PermissionScope::No, |permission| reach(role, permission));
        scope == PermissionScope::All || (scope != PermissionScope::No && self.is_read_by(role))
    }
}

/// Every table and view; `tests/suite/grants.rs` holds it against the database.
pub const TABLES: &[TableGrant] = &[
    read_only("__diesel_schema_migrations", OwnAccount),
    read_only("database_info", OwnAccount),
    // By triggers and a function alone; logins see of it what they may see of its records.
    read_only("operations", SeeBookings),
    read_only("operation_rows", SeeBookings),
    read_only("room_holds_expected", SeeBookings),
    read_only("room_block_holds_expected", SeeBookings),
    read_only("bookings_under_block", SeeBookings),
    read_only("device_holds_expected", SeeDevices),
    // By a function alone, which knows who is there and what time it is.
    read_only("audit_log", SeeAudit),
    read_only("audit_values", SeeAudit),
    read_only("audit_rows", SeeAudit),
    TableGrant {
        sees: None,
        ..read_only("audit_head", SeeAudit)
    },
    written("settings", SeeSettings, "INSERT, UPDATE, DELETE", ChangeSettings),
    written("tax_rates", SeeSettings, "INSERT, UPDATE, DELETE", ChangeSettings),
    TableGrant {
        readable: &[
            "user_id",
            "username",
            "username_key",
            "role",
            "email",
            "os_uid",
            "is_active",
            "failed_logins",
            "locked_until",
            "last_login_at",
            "created_at",
            "updated_at",
            "full_name",
            "phone",
        ],
        hidden: &["password_hash"],
        ..written("users", SeeBookings, "INSERT, UPDATE", ManageUsers)
    },
    TableGrant {
        readable: &[
            "id",
            "user_id",
            "kind",
            "name",
            "scope",
            "expires_at",
            "last_used_at",
            "revoked_at",
            "created_at",
            "created_by",
            "made_by",
        ],
        hidden: &["token_hash"],
        ..written("user_tokens", SeeBookings, "INSERT, UPDATE", ManageUsers)
    },
    // Who manages what is not a secret.
    written("role_grants", OwnAccount, "INSERT, DELETE", ManageUsers),
    written("locations", SeeRooms, "INSERT, UPDATE", EditRooms),
    written("rooms", SeeRooms, "INSERT, UPDATE", EditRooms),
    written("room_aliases", SeeRooms, "INSERT, DELETE", EditRooms),
    written("room_amenities", SeeRooms, "INSERT, DELETE", EditRooms),
    written("room_components", SeeRooms, "INSERT, DELETE", EditRooms),
    written("room_blocks", SeeRooms, "INSERT, UPDATE", EditRooms),
    written("room_block_exceptions", SeeBookings, "INSERT", ImportSchedule),
    // Whoever books or rents makes the clients that are new, and may edit clients.
    written("clients", SeeBookings, "INSERT, UPDATE", EditClients),
    read_only("client_roots", SeeBookings),
    written("client_aliases", SeeBookings, "INSERT, DELETE", EditClients),
    written(
        "client_contacts",
        SeeBookings,
        "INSERT, UPDATE, DELETE",
        EditClients,
    ),
    // Whoever may change prices imports something: the schedule, devices, or prices.
    written("imports", SeeImports, "INSERT, UPDATE", ChangePrices),
    written("import_rows", SeeImports, "INSERT", ChangePrices),
    written(
        "import_remainders",
        SeeBookings,
        "INSERT, UPDATE, DELETE",
        ChangePrices,
    ),
    written("booking_refs", SeeBookings, "INSERT, DELETE", ImportSchedule),
    written("booking_series", SeeBookings, "INSERT", CreateBooking),
    written("bookings", SeeBookings, "INSERT, UPDATE", CreateBooking),
    written("booking_imports", SeeBookings, "INSERT", ImportSchedule),
    written(
        "booking_catering",
        SeeBookings,
        "INSERT, UPDATE, DELETE",
        CreateBooking,
    ),
    written(
        "booking_device_assignments",
        SeeBookings,
        "INSERT, UPDATE, DELETE",
        CreateBooking,
    ),
    // By the triggers of bookings alone, which run as the owner.
    read_only("booking_places", SeeBookings),
    read_only("room_holds", SeeBookings),
    written("device_categories", SeeBookings, "INSERT, DELETE", AssignDevices),
    written("devices", SeeDevices, "INSERT, UPDATE", AssignDevices),
    // Append-only: what was written stays.
    written("device_movement_log", SeeDevices, "INSERT", AssignDevices),
    written("rental_numbers", SeeDevices, "INSERT, UPDATE", AssignDevices),
    written("offsite_rentals", SeeDevices, "INSERT, UPDATE", AssignDevices),
    // By triggers alone, also when a booking with devices moves.
    read_only("device_holds", SeeDevices),
    written("pricing_catalog", SeePrices, "INSERT, UPDATE", ChangePrices),
    // Append-only: what was written stays.
    written("booking_costing", SeePrices, "INSERT", ChangePrices),
    written("costing_lines", SeePrices, "INSERT", ChangePrices),
    written("quotes", SeePrices, "INSERT", ChangePrices),
    written("quote_acceptances", SeePrices, "INSERT", ChangePrices),
    written("period_events", SeePrices, "INSERT", CloseMonths),
    read_only("billing_periods", SeePrices),
    written("invoices", SeePrices, "INSERT", IssueInvoices),
    written("invoice_lines", SeePrices, "INSERT", IssueInvoices),
    written("invoice_advances", SeePrices, "INSERT", IssueInvoices),
    written("invoice_write_offs", SeePrices, "INSERT", IssueInvoices),
    written("invoice_reminders", SeePrices, "INSERT", TakePayments),
    written("payments", SeePrices, "INSERT", TakePayments),
    written("payment_allocations", SeePrices, "INSERT", TakePayments),
    // With what work costs: for those who see devices.
    written("vendors", SeeDevices, "INSERT, UPDATE", EditTasks),
    written("tasks", SeeDevices, "INSERT, UPDATE", EditTasks),
    written("task_events", SeeDevices, "INSERT", EditTasks),
    // Who ends tasks proposes their costs; a trigger asks who approves.
    written("task_costs", SeePrices, "INSERT", ChangePrices),
    // Triggers ask who decides, and that the order has every approval.
    written(
        "requisitions",
        SeeRequisitions,
        "INSERT, UPDATE",
        AskForRequisitions,
    ),
    written(
        "requisition_items",
        SeeRequisitions,
        "INSERT, DELETE",
        AskForRequisitions,
    ),
    written(
        "requisition_decisions",
        SeeRequisitions,
        "INSERT",
        DecideRequisitions,
    ),
    written(
        "requisition_receipts",
        SeeRequisitions,
        "INSERT, UPDATE",
        OrderRequisitions,
    ),
    // Whoever receives proposes what that cost; a trigger asks who approves.
    written("requisition_costs", SeeRequisitions, "INSERT", DecideRequisitions),
    // Who decided on a plan that an agent runs is not for logins to write: but for admins they go through the service.
    written("agent_config", ManageUsers, "INSERT, UPDATE", ManageUsers),
    written("agent_runs", ManageUsers, "INSERT", ManageUsers),
    written("proposals", ManageUsers, "INSERT, UPDATE", ManageUsers),
    // Whoever changes a device, a rental, a booking or an invoice may change prices; of the bytes nothing is ever updated.
    written("attachments", SeeBookings, "INSERT, UPDATE, DELETE", ChangePrices),
    written("attachment_bytes", SeeBookings, "INSERT, DELETE", ChangePrices),
    written("vault_files", SeeVault, "INSERT, UPDATE", SeeVault),
    // What a run is recorded of is told by nobody else.
    written("jobs", SeeReports, "INSERT, UPDATE, DELETE", ManageJobs),
    written("job_runs", SeeReports, "INSERT, UPDATE, DELETE", RunJobs),
    // A private line may name a client; whoever sees no bookings by SQL saves views through the service.
    written("views", SeeBookings, "INSERT, UPDATE, DELETE", CreateBooking),
    // Whoever may create a booking is refused one, and trims what is older than two years.
    written("demand", SeeBookings, "INSERT, UPDATE, DELETE", CreateBooking),
    written("idempotency_keys", SeeBookings, "INSERT", CreateBooking),
    // A message stays as it was written; only its passing on is noted.
    written(
        "outbox",
        SeeBookings,
        "INSERT, UPDATE (drained_at)",
        CreateBooking,
    ),
    written("notifications", SeeBookings, "INSERT, UPDATE", RunNotifications),
    written("notification_recipients", SeeBookings, "INSERT", RunNotifications),
    written(
        "notification_reads",
        SeeBookings,
        "INSERT, UPDATE",
        SeeNotifications,
    ),
    written(
        "notification_digests",
        SeeBookings,
        "INSERT, UPDATE",
        RunNotifications,
    ),
    written(
        "notification_digest_items",
        SeeBookings,
        "INSERT",
        RunNotifications,
    ),
    // Whoever changes a booking queues what its client is told.
    written("client_messages", SeeBookings, "INSERT, UPDATE", CreateBooking),
    written(
        "client_message_optouts",
        SeeBookings,
        "INSERT, DELETE",
        EditClients,
    ),
    written(
        "stock_thresholds",
        SeeDevices,
        "INSERT, UPDATE, DELETE",
        AssignDevices,
    ),
];
