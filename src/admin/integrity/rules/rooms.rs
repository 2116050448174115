//! Rooms, bookings and the holds between them.

use crate::admin::integrity::model::IntegrityRule;

const REMAKE_HOLDS: &str = "let triggers remake the holds: UPDATE bookings SET status = status WHERE id = {id}; \
                            or restore a backup: colab db restore FILE";

const REMAKE_BLOCK_HOLDS: &str = "let triggers remake the holds: UPDATE room_blocks SET ends_at = ends_at WHERE id = {id}; \
                                  or restore a backup: colab db restore FILE";

pub const RULES: &[IntegrityRule] = &[
    IntegrityRule {
        name: "room_hold_missing",
        table: "room_holds",
        sql: "SELECT CAST(booking_id AS text) AS id,
                    'booking ' || booking_id || ' should hold room ' || room_id || ' and does not' AS problem
               FROM (SELECT booking_id, room_id, starts_at, ends_at FROM room_holds_expected
                     EXCEPT SELECT booking_id, room_id, starts_at, ends_at FROM room_holds WHERE booking_id IS NOT NULL) AS missing
              ORDER BY booking_id, room_id",
        fix: REMAKE_HOLDS,
    },
    IntegrityRule {
        name: "room_hold_surplus",
        table: "room_holds",
        sql: "SELECT CAST(booking_id AS text) AS id,
                    'booking ' || booking_id || ' holds room ' || room_id || ' at a time that is not its own' AS problem
               FROM (SELECT booking_id, room_id, starts_at, ends_at FROM room_holds WHERE booking_id IS NOT NULL
                     EXCEPT SELECT booking_id, room_id, starts_at, ends_at FROM room_holds_expected) AS surplus
              ORDER BY booking_id, room_id",
        fix: REMAKE_HOLDS,
    },
    IntegrityRule {
        name: "room_holds_overlap",
        table: "room_holds",
        sql: "SELECT CAST(booking_id AS text) AS id,
                    'booking ' || booking_id || ' holds room ' || room_id || ' while another one does' AS problem
               FROM (SELECT booking_id, room_id, starts_at,
                            max(ends_at) OVER (PARTITION BY room_id ORDER BY starts_at, booking_id
                                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
                       FROM room_holds WHERE booking_id IS NOT NULL) AS held
              WHERE taken_until > starts_at ORDER BY room_id, starts_at",
        fix: "colab booking reschedule {id} …, or colab booking cancel {id}",
    },
    // The same of the bookings: it also sees what a removed hold would have refused.
    IntegrityRule {
        name: "bookings_overlap",
        table: "bookings",
        sql: "SELECT CAST(booking_id AS text) AS id,
                    'booking ' || booking_id || ' is in room ' || room_id || ' while another one is' AS problem
               FROM (SELECT booking_id, room_id, starts_at,
                            max(ends_at) OVER (PARTITION BY room_id ORDER BY starts_at, booking_id
                                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
                       FROM room_holds_expected) AS held
              WHERE taken_until > starts_at ORDER BY room_id, starts_at",
        fix: "colab booking reschedule {id} …, or colab booking cancel {id}",
    },
    IntegrityRule {
        name: "room_block_hold_missing",
        table: "room_holds",
        sql: "SELECT CAST(block_id AS text) AS id,
                    'block ' || block_id || ' should hold room ' || room_id || ' and does not' AS problem
               FROM (SELECT block_id, room_id, starts_at, ends_at FROM room_block_holds_expected
                     EXCEPT SELECT block_id, room_id, starts_at, ends_at FROM room_holds WHERE block_id IS NOT NULL) AS missing
              ORDER BY block_id, room_id",
        fix: REMAKE_BLOCK_HOLDS,
    },
    IntegrityRule {
        name: "room_block_hold_surplus",
        table: "room_holds",
        sql: "SELECT CAST(block_id AS text) AS id,
                    'block ' || block_id || ' holds room ' || room_id || ' at a time that is not its own' AS problem
               FROM (SELECT block_id, room_id, starts_at, ends_at FROM room_holds WHERE block_id IS NOT NULL
                     EXCEPT SELECT block_id, room_id, starts_at, ends_at FROM room_block_holds_expected) AS surplus
              ORDER BY block_id, room_id",
        fix: REMAKE_BLOCK_HOLDS,
    },
    IntegrityRule {
        name: "room_hold_without_holder",
        table: "room_holds",
        sql: "SELECT CAST(room_id AS text) AS id,
                    'a hold of room ' || room_id || ' is of a booking and a block, or of neither' AS problem
               FROM room_holds WHERE (booking_id IS NULL) = (block_id IS NULL) ORDER BY room_id",
        fix: "restore a backup: colab db restore FILE",
    },
    // Of what should be held: it also sees what a removed hold would have refused.
    IntegrityRule {
        name: "booking_under_block",
        table: "bookings",
        sql: "SELECT CAST(booking_id AS text) AS id,
                    'booking ' || booking_id || ' is in room ' || room_id || ' under block ' || block_id AS problem
               FROM bookings_under_block ORDER BY booking_id, block_id, room_id",
        fix: "colab booking reschedule {id} …, or colab room unblock BLOCK",
    },
    IntegrityRule {
        name: "booking_values",
        table: "bookings",
        sql: "SELECT CAST(id AS text) AS id,
                    'booking ' || id || CASE WHEN ends_at <= starts_at THEN ' ends before it starts'
                                             WHEN status = 'pending' THEN ' is pending and has a room'
                                             WHEN status = 'room_assigned' THEN ' is room_assigned and has none'
                                             ELSE ' asks for devices alone and has a room' END AS problem
               FROM bookings
              WHERE ends_at <= starts_at OR (status = 'pending' AND room_id IS NOT NULL)
                 OR (status = 'room_assigned' AND room_id IS NULL)
                 OR (CAST(device_only AS integer) = 1 AND (room_id IS NOT NULL OR wished_room_id IS NOT NULL))
              ORDER BY bookings.id",
        fix: "see its history: colab audit list --record booking:{id}",
    },
    IntegrityRule {
        name: "room_parts",
        table: "room_components",
        sql: "SELECT CAST(r.id AS text) AS id, 'room ' || r.name || ' has no parts, not even itself' AS problem
               FROM rooms r WHERE NOT EXISTS (SELECT 1 FROM room_components c WHERE c.room_id = r.id)
             UNION ALL
             SELECT CAST(r.id AS text), 'room ' || r.name || ' has a part that has parts'
               FROM rooms r WHERE EXISTS (SELECT 1 FROM room_components c
                                            JOIN room_components below ON below.room_id = c.component_id
                                           WHERE c.room_id = r.id AND c.component_id <> r.id
                                             AND below.component_id <> below.room_id)
             UNION ALL
             SELECT CAST(r.id AS text), 'room ' || r.name || ' has parts and counts itself among them'
               FROM rooms r WHERE EXISTS (SELECT 1 FROM room_components c WHERE c.room_id = r.id AND c.component_id = r.id)
                              AND EXISTS (SELECT 1 FROM room_components c WHERE c.room_id = r.id AND c.component_id <> r.id)",
        fix: "restore an earlier backup: colab db restore FILE",
    },
    IntegrityRule {
        name: "room_name_twice",
        table: "room_aliases",
        sql: "SELECT a.alias_key AS id, a.alias || ' is the name of one room and a spelling of another' AS problem
               FROM room_aliases a JOIN rooms r ON r.name_key = a.alias_key",
        fix: "colab room alias remove {id}",
    },
    IntegrityRule {
        name: "devices_asked_for",
        table: "booking_device_assignments",
        sql: "SELECT CAST(b.id AS text) AS id,
                    'booking ' || b.id || ' asks for ' || b.devices_needed || ' devices, and its requests come to '
                    || coalesce(a.quantity, 0) AS problem
               FROM bookings b
               LEFT JOIN (SELECT booking_id, sum(quantity) AS quantity FROM booking_device_assignments
                           WHERE device_id IS NULL GROUP BY booking_id) a ON a.booking_id = b.id
              WHERE b.devices_needed <> coalesce(a.quantity, 0) ORDER BY b.id",
        fix: "set what it needs: colab device request {id} --category any --quantity N",
    },
];
