DROP INDEX bookings_client;
CREATE INDEX bookings_client ON bookings (client_id, starts_at);
DROP INDEX proposals_open;
DROP INDEX requisitions_open;
DROP INDEX tasks_urgency;
CREATE INDEX tasks_urgency ON tasks ((state IN ('done', 'cancelled')),
  (CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END), (due_at IS NULL), due_at, id);
