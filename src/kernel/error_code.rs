//! The stable words that scripts tell errors by, each in one place.

use std::fmt;

use super::error_kind::Kind;

macro_rules! error_codes {
    ($($variant:ident = $word:literal, [$($kind:ident),+], $meaning:literal;)+) => {
        /// What went wrong, as a word that never changes: `code` of an error in JSON.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ErrorCode { $(#[doc = $meaning] $variant),+ }

        impl ErrorCode {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Returns what the code means, in one line.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }

            /// Returns the kinds of errors that have this code; their exit codes are documented with it.
            pub const fn kinds(self) -> &'static [Kind] {
                match self { $(Self::$variant => &[$(Kind::$kind),+]),+ }
            }
        }
    };
}

/// So that a code can be held against the word that scripts see.
impl PartialEq<&str> for ErrorCode {
    fn eq(&self, word: &&str) -> bool {
        self.as_str() == *word
    }
}

impl serde::Serialize for ErrorCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

error_codes! {
    AbsurdAmount = "absurd_amount", [Invalid], "An amount is larger than any price can be";
    AbsurdNumber = "absurd_number", [Invalid], "A number is larger than any that can be meant";
    AbsurdPercent = "absurd_percent", [Invalid], "A percentage is out of range";
    AgentDisabled = "agent_disabled", [Conflict], "The agent is not enabled";
    AgentUnreadable = "agent_unreadable", [Conflict], "The configuration of the agent cannot be read";
    AliasTaken = "alias_taken", [Conflict], "The alias already names another room or client";
    AlreadyBootstrapped = "already_bootstrapped", [Conflict], "The database already has users";
    AlreadyCredited = "already_credited", [Conflict], "The invoice or its line was credited before";
    AlreadyRefunded = "already_refunded", [Conflict], "The payment went back to the client";
    AlreadyReversed = "already_reversed", [Conflict], "The payment was reversed before";
    AlreadyUndone = "already_undone", [Conflict], "The operation or import was undone before";
    AmbiguousTime = "ambiguous_time", [Invalid], "A local time comes twice because the clocks go back";
    AnotherBooking = "another_booking", [Invalid], "A row has the number of a booking that is perhaps another one";
    AuditChainBroken = "audit_chain_broken", [Findings], "A row of the audit log was altered, removed or added";
    BackupChainBroken = "backup_chain_broken", [Invalid], "The audit log in the backup was altered";
    BackupDamaged = "backup_damaged", [Findings], "The backup is damaged, or the file is not one";
    BackupOfOtherEngine = "backup_of_other_engine", [Invalid], "The backup belongs to the other database engine";
    BackupUnsound = "backup_unsound", [Invalid], "Rows or guards in the backup are not as the program keeps them";
    BlockOver = "block_over", [Conflict], "The block is over, or goes on beyond the period";
    BookingClosed = "booking_closed", [Conflict], "The booking has ended or is cancelled and cannot change";
    BookingPending = "booking_pending", [Conflict], "The booking is pending and cannot be charged yet";
    BookingsInTheWay = "bookings_in_the_way", [Conflict], "Bookings are in the way of a change or a block of their room";
    CategoryExists = "category_exists", [Conflict], "A device category of this name exists";
    ClientExists = "client_exists", [Conflict], "The name is already a client's name or alias";
    ClientForgotten = "client_forgotten", [Conflict], "The client was forgotten";
    ClientOnHold = "client_on_hold", [Conflict], "The client takes no new bookings";
    ClockRanBackwards = "clock_ran_backwards", [Forbidden], "The machine's clock is wrong, so expiry cannot be judged";
    Constraint = "constraint", [Conflict], "The database refuses a row that breaks one of its rules";
    ContactExists = "contact_exists", [Conflict], "The client has a contact of this name";
    CostingDecided = "costing_decided", [Conflict], "The costing was approved or rejected before";
    CostingPending = "costing_pending", [Conflict], "Another costing of the same subject awaits a decision";
    CostingStale = "costing_stale", [Conflict], "What the costing charges for has changed since it was proposed";
    Csv = "csv", [Invalid], "The file cannot be parsed as CSV";
    CreditExceedsCharge = "credit_exceeds_charge", [Conflict], "The credit exceeds what is charged";
    CostsDiffer = "costs_differ", [Conflict], "A costing would come to another amount than was expected";
    CurrencyMismatch = "currency_mismatch", [Conflict, Invalid], "An amount is in another currency than the site's";
    DatabaseBusy = "database_busy", [Database], "Another command is writing to the database";
    DatabaseContention = "database_contention", [Database], "Other commands kept changing the same records";
    DatabaseInUse = "database_in_use", [Conflict], "Demo data was asked for in a database that has bookings";
    DatabaseLost = "database_lost", [Database], "The connection to the database was lost";
    DatabasePermission = "database_permission", [Forbidden], "The database login lacks a right";
    DatabaseUnavailable = "database_unavailable", [Database], "The database cannot be opened or reached";
    DatabaseUnsound = "database_unsound", [Findings], "The check of the database found something";
    DeviceAssigned = "device_assigned", [Conflict], "The booking already has the device";
    DeviceExists = "device_exists", [Conflict], "A device of this serial number exists";
    DeviceNotAssigned = "device_not_assigned", [Conflict], "The booking does not have the device";
    DeviceNotOut = "device_not_out", [Conflict], "The device is not out on this rental";
    DeviceOnly = "device_only", [Invalid], "A device-only booking has no room";
    DeviceOut = "device_out", [Conflict], "The device is already off site";
    DeviceOutOfService = "device_out_of_service", [Conflict], "The device's status does not allow it";
    DeviceOverdue = "device_overdue", [Conflict], "The device is overdue on a rental";
    DevicePromised = "device_promised", [Conflict], "The device is promised to a booking or a rental";
    DeviceRented = "device_rented", [Conflict], "The device has left the site on a rental";
    DeviceTaken = "device_taken", [Conflict], "Another booking holds the device at that time";
    DevicesShort = "devices_short", [Conflict], "Too few devices are free; the hints say what is possible";
    DevicesShortNoAlternatives = "devices_short_no_alternatives", [Conflict], "Too few devices are free, and there is no alternative";
    DiskFull = "disk_full", [Database], "The disk is full";
    EmailDomain = "email_domain", [Invalid], "The email address is in none of the site's domains";
    EmptyField = "empty_field", [Invalid], "A field that needs a value is empty";
    Encoding = "encoding", [Invalid], "The file is not UTF-8";
    EndBeforeStart = "end_before_start", [Usage, Invalid], "The end is not after the start";
    EndlessRule = "endless_rule", [Invalid], "A recurrence rule has neither COUNT nor UNTIL";
    ExpiredToken = "expired_token", [Forbidden], "The token or session has expired";
    ExpiryInThePast = "expiry_in_the_past", [Invalid], "A token would expire in the past";
    ExpiryTooFar = "expiry_too_far", [Invalid], "A token would expire too far ahead";
    File = "file", [NotFound, Forbidden, Invalid], "A file cannot be read or written";
    FileDamaged = "file_damaged", [Database], "The bytes of a record's file are not those that were added";
    FileExists = "file_exists", [Conflict], "The file exists and is not replaced";
    FileNameTaken = "file_name_taken", [Conflict], "The record has another file of this name";
    FileRefused = "file_refused", [Invalid], "A file is empty, a program, or has private data that cannot be removed";
    FileRemoved = "file_removed", [Conflict], "The file was removed from its record";
    FileOwner = "file_owner", [Forbidden], "The file belongs to another user";
    ForeignDatabase = "foreign_database", [Database], "The file is the database of another program";
    IdempotencyKeyReused = "idempotency_key_reused", [Conflict], "The idempotency key was used for another request";
    IllegalMove = "illegal_move", [Conflict], "The device's status cannot change that way";
    IllegalStep = "illegal_step", [Conflict], "The status of the booking, task or requisition does not allow the step";
    ImportConflicts = "import_conflicts", [Conflict], "Entries of the schedule conflict; nothing is imported";
    ImportOfEverything = "import_of_everything", [Conflict], "The import filled the database: `colab undo` takes it back, and nothing by force";
    ImportPartial = "import_partial", [Partial], "A part of the file was imported";
    ImportRejected = "import_rejected", [Invalid], "Entries of the file cannot be understood; nothing is imported";
    Internal = "internal", [Internal], "A fault of the program";
    InvalidAmount = "invalid_amount", [Invalid], "A text is not an amount of money";
    InvalidClient = "invalid_client", [Invalid], "A detail of a client is not possible";
    InvalidEmail = "invalid_email", [Usage], "No mail can be sent to the address";
    InvalidRoom = "invalid_room", [Invalid], "The details of a room contradict each other";
    InvalidRule = "invalid_rule", [Invalid], "A recurrence rule cannot be used";
    InvalidSchedule = "invalid_schedule", [Invalid], "A schedule is not five fields of cron, or its day never comes";
    InvalidSetting = "invalid_setting", [Invalid], "A value breaks the rule of its setting";
    InvalidSnooze = "invalid_snooze", [Invalid], "A notification cannot be put off until then";
    InvalidStatus = "invalid_status", [Invalid], "The status is not one that can be set here";
    InvalidText = "invalid_text", [Invalid], "A text is empty, too long or has control or invisible characters";
    InvalidThreshold = "invalid_threshold", [Invalid], "A stock threshold is out of range";
    InvalidZone = "invalid_zone", [Invalid], "There is no such time zone";
    JobRunning = "job_running", [Conflict], "The job is running";
    JobsFailed = "jobs_failed", [Partial], "Jobs that were run have failed";
    JobsInTrouble = "jobs_in_trouble", [Findings], "Declared jobs did not run, failed or took too long";
    Json = "json", [Invalid], "The file cannot be parsed as JSON";
    LastAdmin = "last_admin", [Conflict], "The last active admin cannot be disabled or lose the role";
    LegacyPartial = "legacy_partial", [Partial], "Some rows of the replaced system were not migrated";
    LocationExists = "location_exists", [Conflict], "A location of this name exists";
    MigrationFailed = "migration_failed", [Database], "The database could not be upgraded";
    MoreThanOrdered = "more_than_ordered", [Conflict], "More is received than is outstanding of the order";
    NeededInThePast = "needed_in_the_past", [Invalid], "The day on which it is needed has passed";
    NegativeAmount = "negative_amount", [Invalid], "An amount is negative";
    NestedComponents = "nested_components", [Conflict], "A combined room cannot be part of another one";
    NewerDatabase = "newer_database", [Database, Findings], "A newer version of the program has upgraded the database";
    NoAttendees = "no_attendees", [Invalid], "A booking needs at least one attendee";
    NoBackup = "no_backup", [Invalid], "The file is not a backup that can be restored";
    NoChange = "no_change", [Invalid], "The change of prices would change nothing";
    NoCheckpoint = "no_checkpoint", [Invalid], "The text is not a checkpoint of the audit log";
    NoDay = "no_day", [Invalid], "The dates hold no day for a booking";
    NoEntrance = "no_entrance", [Invalid], "Nobody could sign in to the restored database";
    NoDays = "no_days", [Invalid], "The dates hold no working day";
    NoDevices = "no_devices", [Invalid], "A device-only booking needs at least one device";
    NoHeadings = "no_headings", [Invalid], "No line of the file has the headings of the table";
    NoItems = "no_items", [Conflict], "The requisition has no items";
    NoKey = "no_key", [Invalid], "A price is not fully named";
    NoLabel = "no_label", [Invalid], "The serial number does not fit into a QR code";
    NoPasswordHash = "no_password_hash", [Invalid], "An imported password is not a bcrypt hash";
    NoPrice = "no_price", [NotFound, Conflict], "Something that is to be charged has no price";
    NoProposal = "no_proposal", [Conflict], "The entry of the ledger is not a proposal";
    NoRate = "no_rate", [Invalid], "No rate is given for a price";
    NoReason = "no_reason", [Invalid], "A reason is required";
    NoRecipient = "no_recipient", [Invalid], "Nobody who may read the mail has an address";
    NoRoom = "no_room", [Invalid], "A room is required";
    NoRoomYet = "no_room_yet", [Conflict], "The booking is pending and has no room";
    NoSchedule = "no_schedule", [Invalid], "No sheet of the workbook is a schedule";
    NoSender = "no_sender", [Invalid], "The site's mail has no sender yet";
    NoStep = "no_step", [Invalid], "A rounding step must be more than 0";
    NoSuchTime = "no_such_time", [Invalid], "A local time does not exist because the clocks go forward";
    NoTime = "no_time", [Invalid], "A date or a time is missing";
    NoYear = "no_year", [Invalid], "The workbook names no year";
    NotADatabase = "not_a_database", [Database], "The file is not a colab database";
    NotAJob = "not_a_job", [Invalid], "The command cannot be run as a job";
    NotAPlan = "not_a_plan", [Invalid], "The file is not a saved plan of this version";
    NotAStatement = "not_a_statement", [Invalid], "The file is not a bank's statement that can be read";
    NotAnInvoice = "not_an_invoice", [Conflict], "The document cannot be credited that way";
    NotATable = "not_a_table", [Invalid], "The file is not a table that can be imported";
    NotAllowed = "not_allowed", [Forbidden], "The user's role does not permit it";
    NotAskedFor = "not_asked_for", [Invalid], "The booking does not request so many devices";
    NotATestDatabase = "not_a_test_database", [Usage], "COLAB_NOW is set for a database that was not made for tests";
    NotFound = "not_found", [NotFound], "There is no such record";
    NotLegacy = "not_legacy", [Invalid], "The database is not one of the replaced system";
    NotMigrated = "not_migrated", [Database, Findings], "The database has to be upgraded first";
    NotOpened = "not_opened", [Partial], "The document is written, but the program that opens it cannot be started";
    NotARepair = "not_a_repair", [Invalid], "Only a repair has an outcome";
    NotAView = "not_a_view", [Invalid], "The command cannot be a view";
    NotInRepair = "not_in_repair", [Conflict], "The device is not in repair";
    NotRecorded = "not_recorded", [Partial], "The backup is complete, but the audit log does not record it";
    NotRetired = "not_retired", [Conflict], "The device is not retired";
    NotSent = "not_sent", [Partial], "Some notifications were not sent";
    NotSignedIn = "not_signed_in", [Forbidden], "Nobody is signed in";
    NotToday = "not_today", [Invalid], "No booking of the series takes place today";
    NotUndoable = "not_undoable", [Conflict], "The operation cannot be undone; the hint says what to do instead";
    NotThrowAway = "not_throw_away", [Conflict], "Demo passwords are set in an empty database alone";
    NothingProposed = "nothing_proposed", [Conflict], "No cost awaits a decision";
    NothingToPay = "nothing_to_pay", [Conflict], "Nothing is open, or not so much is on account";
    NothingToCharge = "nothing_to_charge", [Conflict], "There is nothing to charge for";
    OtherClient = "other_client", [Conflict], "Two records that belong together are of two clients";
    OtherCommand = "other_command", [Conflict], "The job is declared with another command";
    OtherDatabase = "other_database", [Invalid], "The checkpoint belongs to another database";
    OutcomeUnknown = "outcome_unknown", [Database], "The connection was lost while the database committed; the outcome is not known";
    OutOfScope = "out_of_scope", [Forbidden], "The token's scope does not cover the command";
    OutlivesItsMaker = "outlives_its_maker", [Forbidden], "A token cannot create one that expires later than itself";
    Output = "output", [Invalid], "The output cannot be written";
    OutsideOpeningHours = "outside_opening_hours", [Invalid], "The room is closed at that time";
    OverCapacity = "over_capacity", [Invalid], "The booking has more attendees than the room has seats";
    OwnCosting = "own_costing", [Conflict], "Another admin or finance user than the one who proposed must decide";
    OwnRequest = "own_request", [Conflict], "Another admin or finance user than the one who asked must agree";
    PartNotUsed = "part_not_used", [Conflict], "A part of the combined room is out of use";
    PartOfRoom = "part_of_room", [Conflict], "The room is a part of a combined room";
    PasswordChangedMeanwhile = "password_changed_meanwhile", [Conflict], "The password was changed by somebody else meanwhile";
    PasswordEmpty = "password_empty", [Invalid], "The password is empty";
    PasswordTooLong = "password_too_long", [Invalid], "The password is too long";
    PasswordTooShort = "password_too_short", [Invalid], "The password is too short";
    PasswordsDiffer = "passwords_differ", [Invalid], "The two passwords differ";
    PastDate = "past_date", [Invalid], "The date is in the past";
    PeriodClosed = "period_closed", [Conflict], "The month is held or closed already";
    PeriodDiffers = "period_differs", [Findings], "A closed month has other lines than when it was closed";
    PeriodOpen = "period_open", [Conflict], "The month is open";
    PeriodTooLong = "period_too_long", [Invalid], "The period is longer than a calendar shows";
    PeriodUnfinished = "period_unfinished", [Conflict], "Something of the month is pending, stale or unpriced";
    PlanOutdated = "plan_outdated", [Conflict], "The database or the file has changed since the plan was saved, or is another one";
    ProposalDecided = "proposal_decided", [Conflict], "The proposal was decided, applied or outdated before, or has expired";
    ProposalNotApproved = "proposal_not_approved", [Conflict], "A proposal about money is approved by another person first";
    QuoteAccepted = "quote_accepted", [Conflict], "The quote was accepted for something else";
    QuoteExpired = "quote_expired", [Conflict], "The last day of the quote has passed";
    ReadOnly = "read_only", [Database], "The database cannot be written";
    RentalReturned = "rental_returned", [Conflict], "All devices of the rental are back";
    ReturnBeforeStart = "return_before_start", [Invalid], "The return date is before the first day";
    ReturnInThePast = "return_in_the_past", [Invalid], "The return date is in the past";
    ReservedName = "reserved_name", [Usage], "The user name is reserved for the audit log";
    RevokedToken = "revoked_token", [Forbidden], "The token or session was revoked";
    RoomBlocked = "room_blocked", [Conflict], "The room, or the whole site, is closed at that time";
    RoomExists = "room_exists", [Conflict], "The name is already a room's name or alias";
    RoomInactive = "room_inactive", [Conflict], "The room is out of use";
    RoomStillBooked = "room_still_booked", [Conflict], "The room has bookings to come";
    RoomTaken = "room_taken", [Conflict], "The room is taken at that time";
    RunNotRecorded = "run_not_recorded", [Partial], "The command has ended, but the run of its job is not recorded";
    SameClient = "same_client", [Conflict], "Both names are one client";
    SchemaIncomplete = "schema_incomplete", [Database], "A table or another part of the database's schema is missing";
    SerialChanged = "serial_changed", [Invalid], "The serial number of a device cannot be changed";
    SerialTwice = "serial_twice", [Invalid], "A serial number is given twice";
    ServerFull = "server_full", [Database], "The server takes no more connections";
    SessionFile = "session_file", [Invalid], "The file of saved sessions cannot be parsed";
    SeveralTables = "several_tables", [Invalid], "Several sheets of the workbook fit";
    SeveralTokens = "several_tokens", [Conflict], "Several tokens have this name";
    SharedSchema = "shared_schema", [Database], "The schema holds tables of another program";
    ShortNotice = "short_notice", [Invalid], "The room has to be booked earlier";
    Silent = "silent", [Partial, Findings], "Only an exit code: nothing is printed";
    Skipped = "skipped", [Partial], "Some of the bookings were skipped";
    StatementEnded = "statement_ended", [Database], "The server ended a statement: its time limit, or its administrator";
    StatusAndRoom = "status_and_room", [Invalid], "The status and the room of a booking contradict each other";
    StatusReason = "status_reason", [Invalid], "A reason is given without a status that takes one";
    Stdin = "stdin", [Invalid], "Standard input cannot be read";
    StepInPart = "step_in_part", [Conflict], "A step of the plan would be done in part only";
    Template = "template", [Invalid], "A notification template has a mistake";
    TooEarly = "too_early", [Invalid], "The day, or the booking, has not begun yet";
    TooFarAhead = "too_far_ahead", [Invalid], "The room cannot be booked so far ahead";
    TooFewComponents = "too_few_components", [Invalid], "A combined room needs at least two parts";
    TooLong = "too_long", [Invalid], "The room cannot be booked for so long";
    TooManyBookings = "too_many_bookings", [Invalid], "One command cannot make so many bookings";
    TooManyCells = "too_many_cells", [Invalid], "The file has too many cells";
    TooShort = "too_short", [Invalid], "The room cannot be booked for so short a time";
    TwoColumns = "two_columns", [Invalid], "Two columns mean the same field";
    UndoConflict = "undo_conflict", [Conflict], "A record has changed since, or what it had is taken";
    UndoPartial = "undo_partial", [Partial], "Some records were left as they are";
    Unhealthy = "unhealthy", [Findings], "Checks of `colab doctor` fail";
    UnitMissing = "unit_missing", [Invalid], "A price per unit needs a unit";
    UnknownAlias = "unknown_alias", [NotFound], "There is no such alias of a room or client";
    UnknownBlock = "unknown_block", [NotFound], "There is no such block of rooms";
    UnknownBooking = "unknown_booking", [NotFound], "There is no such booking";
    UnknownCategory = "unknown_category", [NotFound], "There is no such device category";
    UnknownClient = "unknown_client", [NotFound], "There is no such client";
    UnknownColumn = "unknown_column", [Invalid], "A column of the file is not known";
    UnknownCommand = "unknown_command", [NotFound, Invalid], "There is no such command";
    UnknownContact = "unknown_contact", [NotFound], "There is no such contact of a client";
    UnknownCosting = "unknown_costing", [NotFound], "There is no such costing";
    UnknownCountry = "unknown_country", [NotFound, Invalid], "No public holidays of the country, or of the year, are known";
    UnknownDevice = "unknown_device", [NotFound], "There is no such device";
    UnknownGrant = "unknown_grant", [NotFound], "A user does not have this role within this scope";
    UnknownImport = "unknown_import", [NotFound], "There is no such import";
    UnknownItem = "unknown_item", [NotFound], "There is no such item to price";
    UnknownJob = "unknown_job", [NotFound], "There is no such job";
    UnknownMap = "unknown_map", [NotFound], "No mapping of columns is saved under that name";
    UnknownNotification = "unknown_notification", [NotFound], "There is no such notification";
    UnknownOsUser = "unknown_os_user", [Forbidden], "The operating system's user is not a user of the database";
    UnknownPayment = "unknown_payment", [NotFound], "There is no such payment";
    UnknownPrice = "unknown_price", [NotFound], "There is no such price";
    UnknownLocation = "unknown_location", [NotFound], "There is no such location";
    UnknownFile = "unknown_file", [NotFound], "There is no such file of a record";
    UnknownInvoice = "unknown_invoice", [NotFound], "There is no such invoice or credit note";
    UnknownOperation = "unknown_operation", [NotFound], "There is no such operation";
    UnknownProposal = "unknown_proposal", [NotFound], "There is no such proposal";
    UnknownReceipt = "unknown_receipt", [NotFound], "Nothing was received under this number";
    UnknownRecord = "unknown_record", [NotFound], "There is no such record";
    UnknownQuote = "unknown_quote", [NotFound], "There is no such quote";
    UnknownRental = "unknown_rental", [NotFound], "There is no such rental";
    UnknownRequisition = "unknown_requisition", [NotFound], "There is no such requisition";
    UnknownRequisitionItem = "unknown_requisition_item", [NotFound], "The requisition has no such item";
    UnknownRole = "unknown_role", [Invalid], "There is no such role";
    UnknownRoom = "unknown_room", [NotFound], "There is no such room";
    UnknownSetting = "unknown_setting", [NotFound], "There is no such setting";
    UnknownSheet = "unknown_sheet", [NotFound], "The workbook has no such sheet";
    UnknownTask = "unknown_task", [NotFound], "There is no such task";
    UnknownToken = "unknown_token", [NotFound], "There is no such token";
    UnknownType = "unknown_type", [NotFound], "There is no such type of notification";
    UnknownUser = "unknown_user", [NotFound], "There is no such user";
    Usage = "usage", [Usage], "The command line is wrong";
    UnknownVaultFile = "unknown_vault_file", [NotFound], "The vault has no such file";
    UnknownVendor = "unknown_vendor", [NotFound], "There is no such vendor";
    UnknownView = "unknown_view", [NotFound], "There is no such view";
    UnknownWish = "unknown_wish", [NotFound], "There is no such wish on the waiting list";
    UserDisabled = "user_disabled", [Forbidden, Conflict], "The user is disabled";
    UserExists = "user_exists", [Conflict], "A user of this name exists";
    UserInUse = "user_in_use", [Conflict], "The user has signed in since the import";
    VaultChanged = "vault_changed", [Conflict], "A file of the vault changed while it was read";
    VaultPartial = "vault_partial", [Partial], "Some files of the vault could not be indexed";
    VaultRefused = "vault_refused", [Invalid], "A path or a file of the vault is not read: a link, a device, too large, of another kind";
    VaultRoot = "vault_root", [NotFound, Invalid], "The vault's folder is not fit";
    VendorExists = "vendor_exists", [Conflict], "A vendor of this name exists";
    ViewTaken = "view_taken", [Conflict], "Another view has the name";
    Workbook = "workbook", [NotFound, Invalid], "The workbook cannot be read or written";
    WrongCredentials = "wrong_credentials", [Forbidden], "The name or the password is wrong";
    WrongRate = "wrong_rate", [Invalid], "The rate does not fit the kind of item";
    WrongToken = "wrong_token", [Forbidden], "The token or session is not one of this database";
}
