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
    // What is approved has every approval, what was received is counted, and its cost was proposed.
    IntegrityRule {
        name: "requisition_state",
        table: "requisitions",
        sql: "SELECT r.number AS id,
                     r.number || CASE WHEN r.decided <> a.approvals THEN ' counts approvals that it does not have'
                                      WHEN r.receipts <> a.receipts THEN ' counts receipts that it does not have'
                                      ELSE ' is received and something of it is outstanding' END AS problem
                FROM requisitions r
                JOIN (SELECT q.id,
                             (SELECT count(*) FROM requisition_decisions d WHERE d.requisition_id = q.id
                                 AND d.submission = q.submission AND d.verdict = 'approved') AS approvals,
                             (SELECT count(*) FROM requisition_receipts c WHERE c.requisition_id = q.id
                                 AND c.taken_back_at IS NULL) AS receipts,
                             (SELECT coalesce(sum(i.quantity), 0) FROM requisition_items i WHERE i.requisition_id = q.id)
                             - (SELECT coalesce(sum(c.quantity), 0) FROM requisition_receipts c WHERE c.requisition_id = q.id
                                   AND c.taken_back_at IS NULL) AS outstanding
                        FROM requisitions q) a ON a.id = r.id
               WHERE r.decided <> a.approvals OR r.receipts <> a.receipts OR (r.state = 'received' AND a.outstanding <> 0)
               ORDER BY r.id",
        fix: "compare `colab requisition show {id}` with a backup: it was changed past the program",
    },
    IntegrityRule {
        name: "requisition_cost",
        table: "requisition_costs",
        sql: "SELECT CAST(r.id AS text) AS id,
                     'receipt ' || r.id || CASE WHEN r.taken_back_at IS NOT NULL THEN ' is taken back and its cost is in the ledger'
                                                ELSE ' has no cost in the ledger' END AS problem
                FROM requisition_receipts r
                LEFT JOIN requisition_costs c ON c.id = (SELECT max(id) FROM requisition_costs WHERE receipt_id = r.id)
               WHERE CASE WHEN r.taken_back_at IS NOT NULL THEN coalesce(c.step, '') IN ('proposal', 'approval')
                          ELSE r.amount_cents > 0 AND (c.id IS NULL OR c.step = 'withdrawal') END
               ORDER BY r.id",
        fix: "compare `colab requisition costs` with a backup: it was changed past the program",
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
