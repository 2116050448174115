//! Reports that must match the rows they are about.

use crate::admin::integrity::model::IntegrityRule;

pub const RULES: &[IntegrityRule] = &[
    // A schedule's report accounts for every cell, and its rows for every booking.
    IntegrityRule {
        name: "import_sums",
        table: "imports",
        sql: "SELECT CAST(i.id AS text) AS id,
                     'import ' || i.id || ' read ' || (report -> 'cells' ->> 'read')
                     || ' cells and accounts for others' AS problem
                FROM imports i
               WHERE CAST(report -> 'cells' ->> 'read' AS bigint)
                  <> CAST(report -> 'cells' ->> 'booked' AS bigint) + CAST(report -> 'cells' ->> 'ignored' AS bigint)
                   + CAST(report -> 'cells' ->> 'rejected' AS bigint)
              UNION ALL
              SELECT CAST(i.id AS text), 'import ' || i.id || ' created ' || (report -> 'counts' ->> 'created')
                     || ' bookings and has lines of others'
                FROM imports i
               WHERE report -> 'cells' ->> 'read' IS NOT NULL
                 AND CAST(report -> 'counts' ->> 'created' AS bigint)
                  <> (SELECT count(*) FROM import_rows r WHERE r.import_id = i.id AND r.action = 'create')",
        fix: "see `colab import show {id}`; its history was altered past the program",
    },
];
