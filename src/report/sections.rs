//! Which sections a report has: the command of each, what is counted of its records, and who may see it.

use super::measure::{ReportMeasure, RowTest};
use super::model::ReportChart;
use super::plan::{GroupPlan, PlannedLine, ReportSubject, SectionPlan};
use crate::access::auth::Permission;

const CAME_TO_NOTHING: &[&str] = &["rejected", "cancelled", "no_show"];
const TOOK_PLACE: RowTest = RowTest::IsNot("status", CAME_TO_NOTHING);
const NO_SHOW: RowTest = RowTest::Is("status", &["no_show"]);
const EXPECTED: RowTest = RowTest::IsNot("status", &["rejected", "cancelled"]);

/// Splits a command into its words; what is chosen follows.
fn words(line: &str, more: &[&str]) -> Vec<String> {
    line.split(' ')
        .chain(more.iter().copied())
        .map(str::to_owned)
        .collect()
}

impl ReportSubject {
    /// Returns the sections of a report about this, in their order.
    pub fn sections(&self) -> Vec<SectionPlan> {
        match self {
            Self::Site => vec![
                bookings(&[]),
                use_of_rooms(&[]),
                use_by_hour(&[]),
                demand(),
                unmet_requests(&[]),
                devices(),
                late_devices(),
                repairs(&[]),
                income_by(&INCOME_BY_KIND, &[]),
                income_by(&INCOME_BY_TENANT, &[]),
                income_by(&INCOME_BY_CLIENT, &[]),
                outstanding(),
            ],
            Self::Client(name) => {
                let client = ["--client-exact", name.as_str()];
                vec![
                    bookings(&client),
                    unmet_requests(&client),
                    rentals(&client),
                    income_by(&INCOME_BY_KIND, &client),
                    income_by(&INCOME_BY_ROOM, &client),
                    statement(name),
                ]
            }
            Self::Room(name) => {
                let room = ["--room", name.as_str()];
                vec![
                    bookings(&room),
                    use_of_rooms(&room),
                    use_by_hour(&room),
                    income_by(&INCOME_BY_KIND, &room),
                    income_by(&INCOME_BY_CLIENT, &room),
                    repairs(&room),
                ]
            }
        }
    }
}

fn bookings(more: &[&str]) -> SectionPlan {
    SectionPlan {
        key: "bookings",
        title: "Bookings",
        about: "Those that fall into the period, without long-term offices. People, no-shows and how long ahead they were \
                asked for; rejected and cancelled ones have no people.",
        permission: Permission::SeeBookings,
        line: PlannedLine::Days(words("booking list --long-term false", more)),
        figures: vec![
            ("bookings", ReportMeasure::Count(TOOK_PLACE)),
            ("people", ReportMeasure::Sum("headcount", TOOK_PLACE)),
            ("no-shows", ReportMeasure::Count(NO_SHOW)),
            (
                "no-shows of those expected",
                ReportMeasure::PercentOfRows(NO_SHOW, EXPECTED),
            ),
            (
                "asked for ahead",
                ReportMeasure::MeanDays("created_at", "starts_at"),
            ),
        ],
        groups: Some(GroupPlan {
            fields: &["status"],
            name: "bookings by status",
            measure: ReportMeasure::Count(RowTest::All),
        }),
        chart: ReportChart::Bars,
        columns: &[
            "id",
            "starts_at",
            "ends_at",
            "room",
            "client",
            "headcount",
            "status",
        ],
    }
}

fn use_of_rooms(more: &[&str]) -> SectionPlan {
    SectionPlan {
        key: "use",
        title: "Use of rooms",
        about: "Of the open hours, Monday to Friday. A combined room counts by its parts.",
        permission: Permission::SeeReports,
        line: PlannedLine::Days(words("room utilisation", more)),
        figures: vec![
            (
                "open hours in use",
                ReportMeasure::Percent {
                    part: "hours_booked",
                    whole: "hours_open",
                    own: "percent",
                },
            ),
            ("booked", ReportMeasure::Sum("hours_booked", RowTest::All)),
            ("open", ReportMeasure::Sum("hours_open", RowTest::All)),
        ],
        groups: Some(GroupPlan {
            fields: &["room"],
            name: "use by room",
            measure: ReportMeasure::Percent {
                part: "hours_booked",
                whole: "hours_open",
                own: "percent",
            },
        }),
        chart: ReportChart::Bars,
        columns: &[
            "room",
            "month",
            "hours_booked",
            "hours_open",
            "percent",
            "seats_percent",
            "bookings",
            "no_shows",
            "lead_days",
        ],
    }
}

fn use_by_hour(more: &[&str]) -> SectionPlan {
    SectionPlan {
        key: "hours",
        title: "Use by weekday and hour",
        about: "Percent of the open hours of all these rooms together.",
        permission: Permission::SeeReports,
        line: PlannedLine::DaysAlone(words("room utilisation --by hour", more)),
        figures: Vec::new(),
        groups: Some(GroupPlan {
            fields: &["weekday", "hour"],
            name: "use by weekday and hour",
            measure: ReportMeasure::Percent {
                part: "hours_booked",
                whole: "hours_open",
                own: "percent",
            },
        }),
        chart: ReportChart::Heat,
        columns: &["weekday", "hour", "hours_booked", "hours_open", "percent"],
    }
}

fn demand() -> SectionPlan {
    SectionPlan {
        key: "demand",
        title: "Lost demand",
        about: "Wishes for the period that got no room when they were asked for, one a client, period and day.",
        permission: Permission::SeeReports,
        line: PlannedLine::Days(words("booking demand", &[])),
        figures: vec![
            ("unmet wishes", ReportMeasure::Count(RowTest::All)),
            (
                "of them booked since",
                ReportMeasure::Count(RowTest::Is("state", &["booked"])),
            ),
            (
                "people of unmet wishes",
                ReportMeasure::Sum("people", RowTest::All),
            ),
        ],
        groups: Some(GroupPlan {
            fields: &["reason"],
            name: "unmet wishes by reason",
            measure: ReportMeasure::Count(RowTest::All),
        }),
        chart: ReportChart::Bars,
        columns: &[
            "id",
            "starts_at",
            "ends_at",
            "client_name",
            "people",
            "room",
            "reason",
            "state",
        ],
    }
}

fn unmet_requests(more: &[&str]) -> SectionPlan {
    SectionPlan {
        key: "unmet",
        title: "Rejected and waiting",
        about: "Bookings of the period that were rejected, and those that have no room yet or never got one.",
        permission: Permission::SeeBookings,
        line: PlannedLine::Days(words(
            "booking list --long-term false --status rejected --status pending",
            more,
        )),
        figures: vec![
            (
                "rejected",
                ReportMeasure::Count(RowTest::Is("status", &["rejected"])),
            ),
            (
                "without a room",
                ReportMeasure::Count(RowTest::Is("status", &["pending"])),
            ),
        ],
        groups: None,
        chart: ReportChart::Bars,
        columns: &[
            "id",
            "starts_at",
            "ends_at",
            "wished_room",
            "client",
            "headcount",
            "status",
            "status_reason",
        ],
    }
}

fn devices() -> SectionPlan {
    SectionPlan {
        key: "devices",
        title: "Devices",
        about: "As they are today.",
        permission: Permission::SeeDevices,
        line: PlannedLine::Now(words("device list", &[])),
        figures: vec![
            ("devices", ReportMeasure::Count(RowTest::All)),
            (
                "out",
                ReportMeasure::Count(RowTest::Is("status", &["assigned", "offsite"])),
            ),
            (
                "in repair",
                ReportMeasure::Count(RowTest::Is("status", &["maintenance"])),
            ),
            ("lost", ReportMeasure::Count(RowTest::Is("status", &["lost"]))),
        ],
        groups: Some(GroupPlan {
            fields: &["status"],
            name: "devices by status",
            measure: ReportMeasure::Count(RowTest::All),
        }),
        chart: ReportChart::Bars,
        columns: &[
            "serial_number",
            "category",
            "name",
            "status",
            "place",
            "client",
            "rental_no",
        ],
    }
}

fn late_devices() -> SectionPlan {
    SectionPlan {
        key: "late",
        title: "Late devices",
        about: "Out longer than was agreed, as of today.",
        permission: Permission::SeeDevices,
        line: PlannedLine::Now(words("rental overdue", &[])),
        figures: vec![("late devices", ReportMeasure::Count(RowTest::All))],
        groups: Some(GroupPlan {
            fields: &["client_name"],
            name: "late devices by client",
            measure: ReportMeasure::Count(RowTest::All),
        }),
        chart: ReportChart::Bars,
        columns: &[
            "rental_no",
            "serial",
            "category",
            "client_name",
            "return_on",
            "days_overdue",
        ],
    }
}

fn repairs(more: &[&str]) -> SectionPlan {
    SectionPlan {
        key: "repairs",
        title: "Repairs and other work",
        about: "Tasks that were done in the period, and what they cost: approved, or awaiting approval.",
        permission: Permission::SeePrices,
        line: PlannedLine::Months(words("task list --by kind", more)),
        figures: vec![
            ("tasks done", ReportMeasure::Sum("tasks", RowTest::All)),
            ("cost", ReportMeasure::Amount("cost")),
        ],
        groups: Some(GroupPlan {
            fields: &["kind"],
            name: "cost by kind of work",
            measure: ReportMeasure::Amount("cost"),
        }),
        chart: ReportChart::Bars,
        columns: &["kind", "tasks", "cost", "pending"],
    }
}

/// What income is added up by.
struct IncomeKey {
    key: &'static str,
    title: &'static str,
    /// The name of the figures.
    name: &'static str,
    /// The field, which is called as `--by` is, and the sums.
    columns: &'static [&'static str],
}

/// Returns a key of income by a field of the ledger's sums.
macro_rules! income_key {
    ($by:literal) => {
        IncomeKey {
            key: concat!("income_by_", $by),
            title: concat!("Income by ", $by),
            name: concat!("income by ", $by),
            columns: &[
                $by,
                "proposed",
                "approved",
                "rejected",
                "pending",
                "corrections",
                "net",
                "entries",
            ],
        }
    };
}

const INCOME_BY_KIND: IncomeKey = income_key!("kind");
const INCOME_BY_TENANT: IncomeKey = income_key!("tenant");
const INCOME_BY_CLIENT: IncomeKey = income_key!("client");
const INCOME_BY_ROOM: IncomeKey = income_key!("room");

fn income_by(income: &IncomeKey, more: &[&str]) -> SectionPlan {
    let field = income.columns.get(..1).unwrap_or_default();
    let line = words("pricing ledger --by", &[field, more].concat());
    let figures = vec![
        ("income", ReportMeasure::Amount("net")),
        ("awaiting a decision", ReportMeasure::Amount("pending")),
    ];
    SectionPlan {
        key: income.key,
        title: income.title,
        about: "What is charged of the period: approved, with corrections. Tax included.",
        permission: Permission::SeePrices,
        line: PlannedLine::Months(line),
        // Once is enough.
        figures: if field == ["kind"] { figures } else { Vec::new() },
        groups: Some(GroupPlan {
            fields: field,
            name: income.name,
            measure: ReportMeasure::Amount("net"),
        }),
        chart: ReportChart::Bars,
        columns: income.columns,
    }
}

fn outstanding() -> SectionPlan {
    SectionPlan {
        key: "outstanding",
        title: "Outstanding",
        about: "What clients owe today, and what of it is overdue.",
        permission: Permission::SeePrices,
        line: PlannedLine::Now(words("billing outstanding", &[])),
        figures: vec![
            ("outstanding", ReportMeasure::Amount("outstanding")),
            ("overdue", ReportMeasure::Amount("overdue")),
        ],
        groups: Some(GroupPlan {
            fields: &["client"],
            name: "outstanding by client",
            measure: ReportMeasure::Amount("outstanding"),
        }),
        chart: ReportChart::Bars,
        columns: &["client", "current", "overdue", "on_account", "outstanding"],
    }
}

fn rentals(more: &[&str]) -> SectionPlan {
    SectionPlan {
        key: "rentals",
        title: "Rentals",
        about: "Those with a day in the period.",
        permission: Permission::SeeDevices,
        line: PlannedLine::Days(words("rental list", more)),
        figures: vec![
            ("rentals", ReportMeasure::Count(RowTest::All)),
            ("rented devices", ReportMeasure::Sum("devices", RowTest::All)),
            ("still out", ReportMeasure::Sum("out", RowTest::All)),
        ],
        groups: None,
        chart: ReportChart::Bars,
        columns: &[
            "rental_no",
            "rental_date",
            "return_on",
            "status",
            "devices",
            "out",
            "days_overdue",
        ],
    }
}

fn statement(name: &str) -> SectionPlan {
    SectionPlan {
        key: "statement",
        title: "Invoices and payments",
        about: "Of the period, and what is not invoiced yet.",
        permission: Permission::SeePrices,
        line: PlannedLine::DaysAlone(words("client statement", &[name])),
        figures: Vec::new(),
        groups: Some(GroupPlan {
            fields: &["kind"],
            name: "amounts by kind",
            measure: ReportMeasure::Amount("amount"),
        }),
        chart: ReportChart::Bars,
        columns: &["on", "kind", "number", "about", "amount", "balance"],
    }
}
