//! The columns of a table of bookings beside the fields of a booking.

use crate::import::table::column::TableColumn;
use crate::import::table::people::{FIRST_NAME, LAST_NAME};
use crate::output::{CellForm, column};

/// Columns that no field of a booking has.
pub const OWN_COLUMNS: &[TableColumn] = &[
    TableColumn {
        name: "booking_id",
        column: column(CellForm::Count, "Number of a booking in this database"),
    },
    TableColumn {
        name: "date",
        column: column(CellForm::Date, "Date of times that stand alone").synonyms(&["Day"]),
    },
    TableColumn {
        name: "time",
        column: column(CellForm::Text(50), "Start, or start and end: 08:00-12:00")
            .synonyms(&["Times"])
            .decides(),
    },
    TableColumn {
        name: "duration",
        column: column(
            CellForm::Text(50),
            "Length of a booking without an end: 90 or 1:30",
        )
        .synonyms(&["Length"]),
    },
    TableColumn {
        name: "from_date",
        column: column(CellForm::Date, "First day of a booking on several days").synonyms(&[
            "Start date",
            "From date",
            "First day",
        ]),
    },
    TableColumn {
        name: "to_date",
        column: column(CellForm::Date, "Last day of a booking on several days")
            .synonyms(&["End date", "To date", "Last day", "Until date"])
            .decides(),
    },
    TableColumn {
        name: "weekdays",
        column: column(
            CellForm::Text(100),
            "Weekdays of a booking on several days; by default the working days",
        )
        .synonyms(&["Days of week"])
        .decides(),
    },
    TableColumn {
        name: "all_day",
        column: column(
            CellForm::Flag,
            "Whether it takes whole days, as calendars write it",
        )
        .synonyms(&["All day"]),
    },
    TableColumn {
        name: "cancelled",
        column: column(
            CellForm::Flag,
            "Whether it is cancelled, beside or without a status",
        )
        .synonyms(&[
            "Canceled",
            "Is cancelled",
            "Is canceled",
            "Cancelled on",
            "Canceled on",
            "Cancelled at",
            "Canceled at",
            "Cancellation date",
            "Deleted",
            "Is deleted",
            "Deleted on",
            "Deleted at",
        ])
        .decides(),
    },
    FIRST_NAME,
    LAST_NAME,
];

pub const KEY_HEADINGS: &[&[&str]] = &[
    &["client_name", "starts_at"],
    &["client_name", "date"],
    &["client_name", "from_date"],
    &["external_id"],
    &["booking_id"],
];

/// Columns that tell days and times in other ways than a start and an end.
pub const SPREAD: [&str; 5] = ["time", "duration", "from_date", "to_date", "weekdays"];
