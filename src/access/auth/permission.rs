//! What each role may do: the one table.

use crate::text_enum;

text_enum! {
    /// Roles as stored and typed.
    pub enum Role {
        Admin = "admin",
        /// The room boss.
        TrainingFacilityAdmin = "training_facility_admin",
        /// The IT boss.
        ItRentalAdmin = "it_rental_admin",
        /// Whoever sees and does money.
        Finance = "finance",
        /// Whoever buys: decides on requisitions at their level, orders and receives.
        ProcurementOfficer = "procurement_officer",
        TrainingFacilityAdminViewer = "training_facility_admin_viewer",
        KitchenStaff = "kitchen_staff",
        Staff = "staff",
        /// What a user is given beside a role of their own, for some rooms, locations or tenants.
        RoomManager = "room_manager",
        /// No person: what the program does by itself, as far as it is let.
        Agent = "agent",
    }
}

impl Role {
    /// Returns the roles of which each user has one.
    pub fn of_people() -> impl Iterator<Item = Self> {
        let others = [Self::RoomManager, Self::Agent];
        Self::ALL
            .iter()
            .copied()
            .filter(move |role| !others.contains(role))
    }
}

/// Something a service function asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    SeeCalendar,
    SeeRooms,
    SeeBookings,
    CreateBooking,
    EditBookings,
    AssignRooms,
    SeeReports,
    SeeDevices,
    AssignDevices,
    SeePrices,
    ChangePrices,
    ApproveCosts,
    CloseMonths,
    IssueInvoices,
    TakePayments,
    EditRooms,
    SeeClients,
    EditClients,
    ForgetClients,
    ImportSchedule,
    SeeImports,
    OwnTokens,
    ManageUsers,
    SeeSettings,
    ChangeSettings,
    OwnAccount,
    SeeAudit,
    SeeNotifications,
    RunNotifications,
    SeeTasks,
    EditTasks,
    SeeProposals,
    DecideProposals,
    RunAgents,
    SeeVault,
    SeeSystemFiles,
    SeeJobs,
    ManageJobs,
    RunJobs,
    SeeRequisitions,
    AskForRequisitions,
    DecideRequisitions,
    OrderRequisitions,
    Backup,
}

impl Permission {
    pub const ALL: &'static [Self] = &[
        Self::SeeCalendar,
        Self::SeeRooms,
        Self::SeeBookings,
        Self::CreateBooking,
        Self::EditBookings,
        Self::AssignRooms,
        Self::SeeReports,
        Self::SeeDevices,
        Self::AssignDevices,
        Self::SeePrices,
        Self::ChangePrices,
        Self::ApproveCosts,
        Self::CloseMonths,
        Self::IssueInvoices,
        Self::TakePayments,
        Self::EditRooms,
        Self::SeeClients,
        Self::EditClients,
        Self::ForgetClients,
        Self::ImportSchedule,
        Self::SeeImports,
        Self::OwnTokens,
        Self::ManageUsers,
        Self::SeeSettings,
        Self::ChangeSettings,
        Self::OwnAccount,
        Self::SeeAudit,
        Self::SeeNotifications,
        Self::RunNotifications,
        Self::SeeTasks,
        Self::EditTasks,
        Self::SeeProposals,
        Self::DecideProposals,
        Self::RunAgents,
        Self::SeeVault,
        Self::SeeSystemFiles,
        Self::SeeJobs,
        Self::ManageJobs,
        Self::RunJobs,
        Self::SeeRequisitions,
        Self::AskForRequisitions,
        Self::DecideRequisitions,
        Self::OrderRequisitions,
        Self::Backup,
    ];

    /// Returns the words that complete "may not …".
    pub fn words(self) -> &'static str {
        match self {
            Self::SeeCalendar => "see the calendar",
            Self::SeeRooms => "see rooms",
            Self::SeeBookings => "see bookings",
            Self::CreateBooking => "create bookings",
            Self::EditBookings => "edit, cancel or check in bookings",
            Self::AssignRooms => "assign rooms, confirm or reject",
            Self::SeeReports => "see reports of use",
            Self::SeeDevices => "see devices",
            Self::AssignDevices => "assign devices",
            Self::SeePrices => "see prices",
            Self::ChangePrices => "change prices or propose costs",
            Self::ApproveCosts => "approve or reject costs",
            Self::CloseMonths => "close or reopen months",
            Self::IssueInvoices => "issue or credit invoices",
            Self::TakePayments => "enter payments or refunds",
            Self::EditRooms => "edit rooms",
            Self::SeeClients => "see clients",
            Self::EditClients => "edit clients",
            Self::ForgetClients => "forget clients",
            Self::ImportSchedule => "import schedules",
            Self::SeeImports => "see imports",
            Self::OwnTokens => "make tokens",
            Self::ManageUsers => "manage users",
            Self::SeeSettings => "see settings",
            Self::ChangeSettings => "change settings",
            Self::OwnAccount => "see and change their own account",
            Self::SeeAudit => "see the audit log",
            Self::SeeNotifications => "see notifications",
            Self::RunNotifications => "look for what is to be told, or send it",
            Self::SeeTasks => "see tasks",
            Self::EditTasks => "add, edit or end tasks",
            Self::SeeProposals => "see agents and their proposals",
            Self::DecideProposals => "approve, reject or apply proposals",
            Self::RunAgents => "run agents",
            Self::SeeVault => "read the vault",
            Self::SeeSystemFiles => "read the system's files in the vault",
            Self::SeeJobs => "see jobs",
            Self::ManageJobs => "declare, remove or run jobs",
            Self::RunJobs => "run commands as declared jobs",
            Self::SeeRequisitions => "see requisitions",
            Self::AskForRequisitions => "ask for requisitions",
            Self::DecideRequisitions => "decide on requisitions",
            Self::OrderRequisitions => "order or receive requisitions",
            Self::Backup => "back up, restore or check the database",
        }
    }

    /// Returns the permission's name as scripts read it: `see_calendar`.
    pub fn name(self) -> String {
        let words = format!("{self:?}");
        let snake = words.chars().enumerate().flat_map(|(at, c)| {
            let gap = (at > 0 && c.is_ascii_uppercase()).then_some('_');
            gap.into_iter().chain(std::iter::once(c.to_ascii_lowercase()))
        });
        snake.collect()
    }
}

/// How far a permission goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermissionScope {
    All,
    /// Bookings of one's own, and those that are pending.
    OwnAndPending,
    /// Bookings that name no room.
    WithoutRoom,
    /// Bookings that stay pending.
    PendingOnly,
    /// Bookings of devices without a room.
    DeviceOnly,
    /// Bookings of one's own while they are pending.
    OwnPending,
    /// Catering and headcounts, no clients.
    CateringOnly,
    /// Costings, invoices, payments, months and prices.
    MoneyOnly,
    /// What is addressed to one's role or name.
    Addressed,
    /// Tasks that are assigned to one or that one reported, and those of rooms.
    OwnAndRooms,
    /// Tasks that are assigned to one: to start, hold and end.
    Assigned,
    /// The rooms that one manages, with the bookings that are in them or wish for them, and the bookings of one's tenants.
    ManagedRooms,
    /// Records that one asked for.
    Own,
    /// Requisitions that one asked for, or decides on.
    OwnAndAddressed,
    No,
}

impl PermissionScope {
    /// Returns the scope as the matrix of roles shows it.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => "yes",
            Self::OwnAndPending => "own and pending",
            Self::WithoutRoom => "without a room",
            Self::PendingOnly => "pending only",
            Self::DeviceOnly => "device-only",
            Self::OwnPending => "own pending",
            Self::CateringOnly => "catering and headcounts only",
            Self::MoneyOnly => "of money only",
            Self::Addressed => "addressed to them",
            Self::OwnAndRooms => "own and of rooms",
            Self::Assigned => "assigned to them",
            Self::ManagedRooms => "of what they manage",
            Self::Own => "own",
            Self::OwnAndAddressed => "own and to decide on",
            Self::No => "no",
        }
    }
}

/// Returns how far a role's permission goes: the table of the domain, a row a permission.
pub fn reach(role: Role, permission: Permission) -> PermissionScope {
    use Permission as P;
    use PermissionScope::{All, No};
    use Role as R;
    match (permission, role) {
        (_, R::Admin) => All,

        // It looks at everything but people, and changes what `undo` takes back. Money is for people.
        (
            P::SeeCalendar
            | P::SeeRooms
            | P::SeeBookings
            | P::EditBookings
            | P::AssignRooms
            | P::SeeReports
            | P::SeeDevices
            | P::AssignDevices
            | P::SeePrices
            | P::SeeClients
            | P::SeeImports
            | P::SeeSettings
            | P::SeeTasks
            | P::SeeProposals
            | P::DecideProposals
            | P::RunAgents,
            R::Agent,
        ) => All,
        (_, R::Agent) => No,

        (
            P::SeeBookings
            | P::CreateBooking
            | P::EditBookings
            | P::AssignRooms
            | P::EditRooms
            | P::SeeReports,
            R::RoomManager,
        ) => PermissionScope::ManagedRooms,
        // The rest is a matter of the role of one's own.
        (_, R::RoomManager) => No,

        (P::SeeCalendar, R::KitchenStaff) => PermissionScope::CateringOnly,
        (P::SeeCalendar, _) => All,

        (P::SeeRooms | P::OwnTokens | P::OwnAccount | P::SeeSettings, _) => All,

        (P::SeeTasks, R::KitchenStaff | R::Staff | R::ProcurementOfficer) => PermissionScope::OwnAndRooms,
        (P::SeeTasks, _) => All,

        (P::SeeBookings, R::KitchenStaff) => No,
        (P::SeeBookings, R::Staff) => PermissionScope::OwnAndPending,
        (P::SeeBookings, _) => All,

        (P::CreateBooking, R::TrainingFacilityAdmin) => All,
        (P::CreateBooking, R::ItRentalAdmin) => PermissionScope::WithoutRoom,
        (P::CreateBooking, R::Staff) => PermissionScope::PendingOnly,
        (
            P::CreateBooking,
            R::Finance | R::ProcurementOfficer | R::TrainingFacilityAdminViewer | R::KitchenStaff,
        ) => No,

        (P::EditBookings | P::AssignRooms, R::TrainingFacilityAdmin) => All,
        (P::EditBookings | P::AssignRooms, R::ItRentalAdmin) => PermissionScope::DeviceOnly,
        (P::EditBookings, R::Staff) => PermissionScope::OwnPending,
        (P::EditBookings | P::AssignRooms, _) => No,

        (P::SeeReports, R::ProcurementOfficer) => No,
        (P::SeeReports | P::SeeDevices, R::KitchenStaff | R::Staff) => No,
        (P::SeeReports | P::SeeDevices, _) => All,

        (P::AssignDevices, R::ItRentalAdmin) => All,
        (P::AssignDevices, _) => No,

        (P::SeeClients, R::KitchenStaff | R::Staff | R::ProcurementOfficer) => No,
        (P::SeeClients, _) => All,

        (P::EditClients, R::TrainingFacilityAdmin | R::ItRentalAdmin | R::Finance) => All,
        (P::EditClients, _) => No,

        (P::SeePrices, R::KitchenStaff | R::Staff | R::ProcurementOfficer) => No,
        (P::SeePrices, _) => All,

        (P::ChangePrices, R::TrainingFacilityAdmin | R::ItRentalAdmin | R::Finance) => All,
        (P::ChangePrices, _) => No,

        (P::ApproveCosts | P::CloseMonths | P::IssueInvoices | P::TakePayments, R::Finance) => All,
        (P::SeeAudit, R::Finance) => PermissionScope::MoneyOnly,

        (P::EditRooms | P::ImportSchedule, R::TrainingFacilityAdmin) => All,
        (P::EditRooms | P::ImportSchedule, _) => No,

        (P::SeeImports, R::KitchenStaff | R::Staff | R::ProcurementOfficer) => No,
        (P::SeeImports, _) => All,

        (P::SeeNotifications, _) => PermissionScope::Addressed,

        (P::EditTasks, R::Staff) => PermissionScope::Assigned,
        (P::RunNotifications | P::EditTasks | P::RunAgents, R::TrainingFacilityAdmin | R::ItRentalAdmin) => {
            All
        }
        (P::RunNotifications | P::EditTasks | P::RunAgents, _) => No,

        (P::SeeProposals, R::KitchenStaff | R::Staff | R::ProcurementOfficer) => No,
        (P::SeeProposals, _) => All,
        (P::DecideProposals, R::TrainingFacilityAdmin | R::ItRentalAdmin | R::Finance) => All,
        (P::DecideProposals, _) => No,

        // Who hands devices out, and who bills what is out: the vault has the papers of old rentals.
        (P::SeeVault, R::ItRentalAdmin | R::Finance) => All,

        (P::SeeRequisitions, R::KitchenStaff | R::Staff) => PermissionScope::OwnAndAddressed,
        (P::SeeRequisitions, _) => All,
        (P::AskForRequisitions | P::DecideRequisitions, R::TrainingFacilityAdminViewer) => No,
        (P::AskForRequisitions, _) => PermissionScope::Own,
        // The levels of a requisition name who decides, by role or by name.
        (P::DecideRequisitions, _) => PermissionScope::Addressed,
        (P::OrderRequisitions, R::ProcurementOfficer) => All,

        (P::SeeJobs, R::TrainingFacilityAdminViewer) => All,
        (P::RunJobs, R::TrainingFacilityAdmin | R::ItRentalAdmin | R::Finance) => All,

        (
            P::SeeJobs
            | P::ManageJobs
            | P::RunJobs
            | P::ApproveCosts
            | P::CloseMonths
            | P::IssueInvoices
            | P::TakePayments
            | P::ForgetClients
            | P::ManageUsers
            | P::ChangeSettings
            | P::SeeAudit
            | P::SeeVault
            | P::SeeSystemFiles
            | P::OrderRequisitions
            | P::Backup,
            _,
        ) => No,
    }
}

/// Proof that the permission was asked for and given; without one nothing is audited, so nothing is written.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Grant {
    reach: PermissionScope,
    is_managers: bool,
}

impl Grant {
    /// Creates a grant; only `Tx::require` does.
    pub(crate) fn new(reach: PermissionScope) -> Self {
        Self {
            reach,
            is_managers: false,
        }
    }

    /// Creates a grant that reaches what the actor manages too; only `Tx::require_managed` does.
    pub(crate) fn of_manager(reach: PermissionScope) -> Self {
        let own = match reach {
            PermissionScope::No => PermissionScope::ManagedRooms,
            own => own,
        };
        Self {
            reach: own,
            is_managers: true,
        }
    }

    /// Returns how far the actor's own role reaches; `ManagedRooms` where it does not reach at all.
    pub fn reach(self) -> PermissionScope {
        self.reach
    }

    /// Returns whether the grant reaches everything.
    pub fn is_of_all(self) -> bool {
        self.reach == PermissionScope::All
    }

    /// Returns whether it reaches everything, or beside the rest what the actor manages: which that is, `ManagedScope` tells.
    pub fn is_of_boss(self) -> bool {
        self.is_of_all() || self.is_managers
    }
}
