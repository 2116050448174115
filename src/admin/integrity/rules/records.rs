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
        name: "client_message_record",
        table: "client_messages",
        sql: "SELECT CAST(m.id AS text) AS id, 'message ' || m.id || ' tells of ' ||
                     CASE WHEN m.rental_id IS NULL THEN 'booking ' || m.booking_id ELSE 'rental ' || m.rental_id END
                     || ', which is not there' AS problem
                FROM client_messages m
                LEFT JOIN bookings b ON b.id = m.booking_id
                LEFT JOIN offsite_rentals r ON r.id = m.rental_id
               WHERE coalesce(b.id, r.id) IS NULL ORDER BY m.id",
        fix: "a row was changed past the program: restore an earlier backup: colab db restore FILE",
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
