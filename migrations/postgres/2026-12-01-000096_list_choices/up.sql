-- What lists choose by and where they go on. Its twin is in migrations/sqlite.

-- What is over comes last, then by priority, then what has no time: one number, so that a list goes on at it. As in the list.
DROP INDEX tasks_urgency;
CREATE INDEX tasks_urgency ON tasks ((CASE WHEN state IN ('done', 'cancelled') THEN 8 ELSE 0 END
    + CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 2 WHEN 'normal' THEN 4 ELSE 6 END
    + CASE WHEN due_at IS NULL THEN 1 ELSE 0 END), due_at, id);
CREATE INDEX requisitions_open ON requisitions (year, ordinal) WHERE state <> 'closed';
CREATE INDEX proposals_open ON proposals (id) WHERE state IN ('proposed', 'approved');
-- With the status: clients are sorted by the bookings that stand, which are counted in the index alone.
DROP INDEX bookings_client;
CREATE INDEX bookings_client ON bookings (client_id, starts_at, status);
