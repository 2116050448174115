//! Devices, who has them, and rentals.

use crate::admin::integrity::model::IntegrityRule;

const REMAKE_HOLDS: &str = "let triggers remake the holds: UPDATE booking_device_assignments SET notes = notes WHERE id = {id}; \
     or restore a backup: colab db restore FILE";

pub const RULES: &[IntegrityRule] = &[
    IntegrityRule {
        name: "device_hold_missing",
        table: "device_holds",
        sql: "SELECT CAST(assignment_id AS text) AS id,
                    'device ' || device_id || ' should be held by assignment ' || assignment_id || ' and is not' AS problem
               FROM (SELECT assignment_id, device_id, starts_at, ends_at FROM device_holds_expected
                     EXCEPT SELECT assignment_id, device_id, starts_at, ends_at FROM device_holds) AS missing
              ORDER BY assignment_id",
        fix: REMAKE_HOLDS,
    },
    IntegrityRule {
        name: "device_hold_surplus",
        table: "device_holds",
        sql: "SELECT CAST(assignment_id AS text) AS id,
                    'device ' || device_id || ' is held by assignment ' || assignment_id || ' at a time that is not its own'
                    AS problem
               FROM (SELECT assignment_id, device_id, starts_at, ends_at FROM device_holds
                     EXCEPT SELECT assignment_id, device_id, starts_at, ends_at FROM device_holds_expected) AS surplus
              ORDER BY assignment_id",
        fix: REMAKE_HOLDS,
    },
    IntegrityRule {
        name: "device_holds_overlap",
        table: "device_holds",
        sql: "SELECT CAST(assignment_id AS text) AS id,
                    'device ' || device_id || ' is held by assignment ' || assignment_id || ' while another one has it'
                    AS problem
               FROM (SELECT assignment_id, device_id, starts_at,
                            max(ends_at) OVER (PARTITION BY device_id ORDER BY starts_at, assignment_id
                                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
                       FROM device_holds) AS held
              WHERE taken_until > starts_at ORDER BY device_id, starts_at",
        fix: "see who has it with `colab device list`, then colab device unassign BOOKING --serial SERIAL",
    },
    IntegrityRule {
        name: "device_out_twice",
        table: "booking_device_assignments",
        sql: "SELECT d.serial_number AS id, d.serial_number || ' is on ' || r.rental_no || ' and ' || o.rental_no || ' at once'
                    AS problem
               FROM booking_device_assignments a JOIN devices d ON d.id = a.device_id
               JOIN offsite_rentals r ON r.id = a.rental_id
               JOIN booking_device_assignments b ON b.device_id = a.device_id AND b.id > a.id
               JOIN offsite_rentals o ON o.id = b.rental_id
              WHERE a.returned_at IS NULL AND b.returned_at IS NULL AND r.starts_at < o.due_at AND o.starts_at < r.due_at
              ORDER BY d.id",
        fix: "see `colab device show {id}`, then return it from the rental that it is not on",
    },
    IntegrityRule {
        name: "device_repair",
        table: "tasks",
        sql: "SELECT d.serial_number AS id,
                    d.serial_number || CASE WHEN d.status = 'maintenance' THEN ' is in maintenance and no repair of it is open'
                                            ELSE ' is ' || d.status || ' and a repair of it is open' END AS problem
               FROM devices d
              WHERE (d.status = 'maintenance') <> EXISTS (SELECT 1 FROM tasks t WHERE t.device_id = d.id AND t.kind = 'repair'
                                                             AND t.state NOT IN ('done', 'cancelled'))
              ORDER BY d.id",
        fix: "colab device move {id} --to maintenance --reason WHY; and then --to available, if it is not in repair",
    },
    // What is proposed or approved is the cost of a task that is done, and such a cost was proposed.
    IntegrityRule {
        name: "task_cost",
        table: "task_costs",
        sql: "SELECT CAST(t.id AS text) AS id,
                    'task ' || t.id || CASE WHEN c.id IS NULL OR c.step = 'withdrawal' THEN ' is done and its cost was never proposed'
                                            WHEN t.state <> 'done' THEN ' is ' || t.state || ' and its cost is in the ledger'
                                            ELSE ' costs something else than the ledger has' END AS problem
               FROM tasks t
               LEFT JOIN task_costs c ON c.id = (SELECT max(id) FROM task_costs WHERE task_id = t.id)
              WHERE CASE WHEN c.id IS NULL OR c.step = 'withdrawal' THEN t.state = 'done' AND t.cost_cents IS NOT NULL
                         WHEN c.step = 'rejection' THEN t.state = 'done' AND t.cost_cents <> c.amount_cents
                         ELSE t.state <> 'done' OR coalesce(t.cost_cents, -1) <> c.amount_cents END
              ORDER BY t.id",
        fix: "compare `colab task show {id}` with `colab task costs` and a backup: it was changed past the program",
    },
    // What is planned is here until it is handed over.
    IntegrityRule {
        name: "device_status",
        table: "devices",
        sql: "SELECT d.serial_number AS id,
                    d.serial_number || CASE WHEN d.status = 'offsite' THEN ' is offsite and on no rental'
                                            ELSE ' is ' || d.status || ' and out on a rental' END AS problem
               FROM devices d
              WHERE d.status = 'offsite'
                AND NOT EXISTS (SELECT 1 FROM booking_device_assignments a
                                 WHERE a.device_id = d.id AND a.rental_id IS NOT NULL AND a.returned_at IS NULL)
                 OR d.status <> 'offsite'
                AND EXISTS (SELECT 1 FROM booking_device_assignments a JOIN device_movement_log m ON m.device_id = a.device_id
                             WHERE a.device_id = d.id AND a.rental_id = m.rental_id AND a.returned_at IS NULL
                               AND m.action = 'rented'
                               AND NOT EXISTS (SELECT 1 FROM device_movement_log l WHERE l.device_id = d.id AND l.id > m.id
                                                  AND l.to_status <> 'offsite'))
              ORDER BY d.id",
        fix: "see its history: colab device show {id}",
    },
    // The stock is counted by status, and each status has a movement that led to it.
    IntegrityRule {
        name: "device_movement",
        table: "device_movement_log",
        sql: "SELECT d.serial_number AS id,
                    d.serial_number || ' is ' || d.status || ', and its newest movement is to '
                    || coalesce(m.to_status, 'nothing') AS problem
               FROM devices d
               LEFT JOIN device_movement_log m
                 ON m.id = (SELECT max(id) FROM device_movement_log WHERE device_id = d.id AND to_status IS NOT NULL)
              WHERE d.status <> coalesce(CASE m.to_status WHEN 'assigned' THEN 'available' ELSE m.to_status END, '')
                -- the first day of a planned rental takes a device off site without a movement
                AND NOT (d.status = 'available' AND coalesce(m.to_status, '') = 'offsite'
                         AND EXISTS (SELECT 1 FROM booking_device_assignments a
                                      WHERE a.device_id = d.id AND a.rental_id IS NOT NULL AND a.returned_at IS NULL
                                        AND NOT EXISTS (SELECT 1 FROM device_movement_log l WHERE l.device_id = d.id
                                                           AND l.rental_id = a.rental_id AND l.action = 'rented')))
              ORDER BY d.id",
        fix: "see `colab device show {id}`, then colab device move {id} --to STATUS",
    },
    IntegrityRule {
        name: "rental_returned",
        table: "offsite_rentals",
        sql: "SELECT r.rental_no AS id,
                    r.rental_no || CASE WHEN r.returned_at IS NULL THEN ' has nothing out and is not over'
                                        ELSE ' is over and has devices out' END AS problem
               FROM offsite_rentals r
              WHERE CASE WHEN r.returned_at IS NULL THEN 1 ELSE 0 END
                 <> CASE WHEN EXISTS (SELECT 1 FROM booking_device_assignments a
                                       WHERE a.rental_id = r.id AND a.returned_at IS NULL) THEN 1 ELSE 0 END
              ORDER BY r.id",
        fix: "colab rental show {id}",
    },
    // Numbers of the replaced system are its own, and never begin as ours do.
    IntegrityRule {
        name: "rental_numbers",
        table: "offsite_rentals",
        sql: "SELECT CAST(n.year AS text) AS id,
                    n.year || ' has ' || count(r.id) || ' rentals up to number '
                    || coalesce(max(CAST(substr(r.rental_no, 9) AS integer)), 0) || ', and the last number drawn is '
                    || n.last_number AS problem
               FROM rental_numbers n
               LEFT JOIN offsite_rentals r ON r.rental_no LIKE 'RN-%' AND substr(r.rental_no, 4, 4) = CAST(n.year AS text)
              GROUP BY n.year, n.last_number
             HAVING count(r.id) <> n.last_number OR max(CAST(substr(r.rental_no, 9) AS integer)) <> n.last_number
             UNION ALL
             SELECT r.rental_no, r.rental_no || ' is of a year in which no number was drawn' FROM offsite_rentals r
              WHERE r.rental_no LIKE 'RN-%'
                AND NOT EXISTS (SELECT 1 FROM rental_numbers n WHERE CAST(n.year AS text) = substr(r.rental_no, 4, 4))",
        fix: "compare `colab rental list` with a backup: a rental was removed or added past the program",
    },
];
