-- What lists are chosen and ordered by. Its twin is in migrations/postgres.

CREATE INDEX bookings_created ON bookings (created_at, id);
-- In the order of bytes, which is that of the program.
CREATE INDEX bookings_client_name ON bookings (client_name, starts_at, id);
CREATE INDEX bookings_off ON bookings (starts_at, id) WHERE status IN ('cancelled', 'rejected', 'no_show');
CREATE INDEX bookings_long_term ON bookings (starts_at, id) WHERE long_term;
CREATE INDEX booking_imports_import ON booking_imports (import_id);
CREATE INDEX audit_log_at ON audit_log (at, seq);
CREATE INDEX audit_log_actor ON audit_log (actor, seq);
CREATE INDEX audit_log_on_behalf_of ON audit_log (on_behalf_of, seq) WHERE on_behalf_of IS NOT NULL;
CREATE INDEX audit_log_command ON audit_log (command, seq);
CREATE INDEX invoices_month ON invoices (month, id);
CREATE INDEX offsite_rentals_return ON offsite_rentals (return_expected_date, id);
-- What is over comes last, then by urgency: the expressions are those of the list.
CREATE INDEX tasks_urgency ON tasks ((state IN ('done', 'cancelled')),
  (CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END), (due_at IS NULL), due_at, id);
