//! What records say of themselves.

use super::{Rule, Sql};

pub const RULES: &[Rule] = &[
    // A schedule's report accounts for every cell, and its lines for every booking.
    Rule {
        name: "import_sums",
        table: "imports",
        sql: Sql::Each {
            sqlite: "SELECT CAST(i.id AS text) AS id,
                            'import ' || i.id || ' read ' || json_extract(report, '$.cells.read')
                            || ' cells and accounts for others' AS problem
                       FROM imports i
                      WHERE json_extract(report, '$.cells.read') <> json_extract(report, '$.cells.booked')
                          + json_extract(report, '$.cells.ignored') + json_extract(report, '$.cells.rejected')
                     UNION ALL
                     SELECT CAST(i.id AS text), 'import ' || i.id || ' created '
                            || json_extract(report, '$.counts.created') || ' bookings and has lines of others'
                       FROM imports i
                      WHERE json_extract(report, '$.cells.read') IS NOT NULL
                        AND json_extract(report, '$.counts.created')
                         <> (SELECT count(*) FROM import_rows r WHERE r.import_id = i.id AND r.action = 'create')",
            postgres: "SELECT CAST(i.id AS text) AS id,
                              'import ' || i.id || ' read ' || (report #>> '{cells,read}')
                              || ' cells and accounts for others' AS problem
                         FROM imports i
                        WHERE (report #>> '{cells,read}')::bigint <> (report #>> '{cells,booked}')::bigint
                            + (report #>> '{cells,ignored}')::bigint + (report #>> '{cells,rejected}')::bigint
                       UNION ALL
                       SELECT CAST(i.id AS text), 'import ' || i.id || ' created '
                              || (report #>> '{counts,created}') || ' bookings and has lines of others'
                         FROM imports i
                        WHERE report #>> '{cells,read}' IS NOT NULL
                          AND (report #>> '{counts,created}')::bigint
                           <> (SELECT count(*) FROM import_rows r WHERE r.import_id = i.id AND r.action = 'create')",
        },
        way_out: "colab import show {id}; its history was written past the program",
    },
];
