//! Reports that must match the rows they are about, and files that must have a record and bytes.

use crate::admin::integrity::model::IntegrityRule;

pub const RULES: &[IntegrityRule] = &[
    IntegrityRule {
        name: "file_bytes_unlinked",
        table: "attachment_bytes",
        sql: "SELECT b.sha256 AS id, b.size || ' bytes belong to no file' AS problem FROM attachment_bytes b
               WHERE NOT EXISTS (SELECT 1 FROM attachments a WHERE a.sha256 = b.sha256) ORDER BY b.sha256",
        fix: "a link was removed past the program: restore an earlier backup: colab db restore FILE",
    },
    IntegrityRule {
        name: "file_record",
        table: "attachments",
        sql: "SELECT CAST(a.id AS text) AS id, 'file ' || a.id || ' hangs on ' || a.kind || ' ' || a.record_id || ', which is not there'
                     AS problem
                FROM attachments a
                LEFT JOIN (SELECT 'device' AS kind, id FROM devices
                           UNION ALL SELECT 'booking', id FROM bookings
                           UNION ALL SELECT 'rental', id FROM offsite_rentals
                           UNION ALL SELECT 'task', id FROM tasks
                           UNION ALL SELECT 'invoice', id FROM invoices) r ON r.kind = a.kind AND r.id = a.record_id
               WHERE r.id IS NULL ORDER BY a.id",
        fix: "colab file remove {id} --for-good",
    },
    IntegrityRule {
        name: "view_line",
        table: "views",
        sql: "SELECT CAST(v.id AS text) AS id, 'view ' || v.name || ' has no command' AS problem FROM views v
               WHERE v.words NOT LIKE '[\"%' ORDER BY v.id",
        fix: "remove it: colab view list, colab view remove NAME",
    },
    IntegrityRule {
        name: "demand_offer",
        table: "demand",
        sql: "SELECT CAST(d.id AS text) AS id, 'wish ' || d.id || ' was offered a room before it was asked for' AS problem
                FROM demand d WHERE d.offered_at < d.asked_at ORDER BY d.id",
        fix: "colab booking waiting remove {id}",
    },
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
