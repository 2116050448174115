-- Requisitions: what somebody asks to be bought, who approved it in which order, what was received of it and what that cost.
-- Its twin is in migrations/postgres.

ALTER TABLE users DROP CONSTRAINT users_role_check;
ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN
  ('admin', 'training_facility_admin', 'it_rental_admin', 'finance', 'procurement_officer', 'training_facility_admin_viewer',
   'kitchen_staff', 'staff'));

CREATE TABLE requisitions (
  id              INTEGER PRIMARY KEY,
  number          TEXT NOT NULL CONSTRAINT requisitions_number_key UNIQUE,
  year            INTEGER NOT NULL,
  -- without a gap in the year
  ordinal         INTEGER NOT NULL CONSTRAINT requisitions_ordinal_check CHECK (ordinal > 0),
  purpose         TEXT NOT NULL CONSTRAINT requisitions_purpose_check CHECK (length(purpose) BETWEEN 1 AND 500),
  booking_id      INTEGER REFERENCES bookings (id),
  needed_on       TEXT CONSTRAINT requisitions_needed_on_check CHECK (needed_on IS date(needed_on, '+0 days')),
  -- what the requester states to be available
  funds_cents     INTEGER CONSTRAINT requisitions_funds_check CHECK (funds_cents BETWEEN 0 AND 100000000000),
  currency        TEXT NOT NULL CONSTRAINT requisitions_currency_check CHECK (length(currency) = 3),
  state           TEXT NOT NULL CONSTRAINT requisitions_state_check CHECK
                    (state IN ('draft', 'submitted', 'approved', 'rejected', 'ordered', 'received', 'closed')),
  -- how often it was submitted, whose levels decide on that, and how many have approved it
  submission      INTEGER NOT NULL CONSTRAINT requisitions_submission_check CHECK (submission >= 0),
  levels          TEXT NOT NULL CONSTRAINT requisitions_levels_check CHECK (json_valid(levels)),
  decided         INTEGER NOT NULL CONSTRAINT requisitions_decided_check CHECK (decided >= 0),
  -- counts what was received
  receipts        INTEGER NOT NULL CONSTRAINT requisitions_receipts_check CHECK (receipts >= 0),
  requester       TEXT NOT NULL,
  -- who typed it, for another or by another's token; and who submitted it
  entered_by      TEXT NOT NULL,
  submitted_by    TEXT,
  submitted_at    INTEGER,
  vendor_id       INTEGER REFERENCES vendors (id),
  order_reference TEXT CONSTRAINT requisitions_order_reference_check CHECK (length(order_reference) BETWEEN 1 AND 100),
  ordered_at      INTEGER,
  close_reason    TEXT CONSTRAINT requisitions_close_reason_check CHECK (length(close_reason) BETWEEN 1 AND 500),
  created_at      INTEGER NOT NULL,
  updated_by      TEXT NOT NULL,
  updated_at      INTEGER NOT NULL,
  CONSTRAINT requisitions_ordinal_key UNIQUE (year, ordinal),
  CONSTRAINT requisitions_submitted_check CHECK
    ((submission = 0) = (submitted_at IS NULL) AND (submitted_at IS NULL) = (submitted_by IS NULL))
) STRICT;
CREATE INDEX requisitions_booking ON requisitions (booking_id) WHERE booking_id IS NOT NULL;

CREATE TABLE requisition_items (
  id             INTEGER PRIMARY KEY,
  requisition_id INTEGER NOT NULL REFERENCES requisitions (id),
  position       INTEGER NOT NULL CONSTRAINT requisition_items_position_check CHECK (position BETWEEN 1 AND 1000),
  description    TEXT NOT NULL CONSTRAINT requisition_items_description_check CHECK (length(description) BETWEEN 1 AND 255),
  quantity       INTEGER NOT NULL CONSTRAINT requisition_items_quantity_check CHECK (quantity BETWEEN 1 AND 100000),
  days           INTEGER NOT NULL CONSTRAINT requisition_items_days_check CHECK (days BETWEEN 1 AND 3660),
  unit_cents     INTEGER NOT NULL CONSTRAINT requisition_items_unit_check CHECK (unit_cents >= 0),
  CONSTRAINT requisition_items_position_key UNIQUE (requisition_id, position),
  CONSTRAINT requisition_items_total_check CHECK (unit_cents <= 100000000000 / (quantity * days))
) STRICT;

CREATE TABLE requisition_decisions (
  id             INTEGER PRIMARY KEY,
  requisition_id INTEGER NOT NULL REFERENCES requisitions (id),
  submission     INTEGER NOT NULL,
  -- the first level is 1
  place          INTEGER NOT NULL CONSTRAINT requisition_decisions_place_check CHECK (place > 0),
  -- role:finance, user:thandi
  level          TEXT NOT NULL,
  verdict        TEXT NOT NULL CONSTRAINT requisition_decisions_verdict_check CHECK (verdict IN ('approved', 'rejected')),
  total_cents    INTEGER NOT NULL CONSTRAINT requisition_decisions_total_check CHECK (total_cents >= 0),
  reason         TEXT CONSTRAINT requisition_decisions_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  -- the only admin of a site decides alone
  one_person     INTEGER NOT NULL CONSTRAINT requisition_decisions_one_person_check CHECK (one_person IN (0, 1)),
  created_by     TEXT NOT NULL,
  entered_by     TEXT NOT NULL,
  created_at     INTEGER NOT NULL,
  CONSTRAINT requisition_decisions_place_key UNIQUE (requisition_id, submission, place),
  CONSTRAINT requisition_decisions_rejected_check CHECK (verdict <> 'rejected' OR reason IS NOT NULL)
) STRICT;

CREATE TABLE requisition_receipts (
  id             INTEGER PRIMARY KEY,
  requisition_id INTEGER NOT NULL REFERENCES requisitions (id),
  item_id        INTEGER NOT NULL REFERENCES requisition_items (id),
  quantity       INTEGER NOT NULL CONSTRAINT requisition_receipts_quantity_check CHECK (quantity > 0),
  amount_cents   INTEGER NOT NULL CONSTRAINT requisition_receipts_amount_check CHECK (amount_cents >= 0),
  currency       TEXT NOT NULL CONSTRAINT requisition_receipts_currency_check CHECK (length(currency) = 3),
  -- ids of the devices that were made of it
  device_ids     TEXT NOT NULL CONSTRAINT requisition_receipts_devices_check CHECK (json_valid(device_ids)),
  note           TEXT CONSTRAINT requisition_receipts_note_check CHECK (length(note) BETWEEN 1 AND 500),
  created_by     TEXT NOT NULL,
  entered_by     TEXT NOT NULL,
  created_at     INTEGER NOT NULL,
  taken_back_at  INTEGER
) STRICT;
CREATE INDEX requisition_receipts_item ON requisition_receipts (item_id);
CREATE INDEX requisition_receipts_requisition ON requisition_receipts (requisition_id);

CREATE TABLE requisition_costs (
  id           INTEGER PRIMARY KEY,
  receipt_id   INTEGER NOT NULL REFERENCES requisition_receipts (id),
  step         TEXT NOT NULL CONSTRAINT requisition_costs_step_check CHECK (step IN ('proposal', 'approval', 'rejection', 'withdrawal')),
  amount_cents INTEGER NOT NULL CONSTRAINT requisition_costs_amount_check CHECK (amount_cents >= 0),
  currency     TEXT NOT NULL CONSTRAINT requisition_costs_currency_check CHECK (length(currency) = 3),
  reason       TEXT CONSTRAINT requisition_costs_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  one_person   INTEGER NOT NULL CONSTRAINT requisition_costs_one_person_check CHECK (one_person IN (0, 1)),
  created_by   TEXT NOT NULL,
  entered_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  CONSTRAINT requisition_costs_one_person_of_decision CHECK (NOT one_person OR step IN ('approval', 'rejection'))
) STRICT;
CREATE INDEX requisition_costs_receipt ON requisition_costs (receipt_id, id);
CREATE UNIQUE INDEX requisition_costs_approved_once ON requisition_costs (receipt_id) WHERE step = 'approval';

-- Numbers have no gap: what has one stays.
CREATE TRIGGER requisitions_never_deleted BEFORE DELETE ON requisitions
BEGIN SELECT RAISE(ABORT, 'requisitions_never_deleted'); END;
CREATE TRIGGER requisitions_in_order BEFORE INSERT ON requisitions
WHEN EXISTS (SELECT 1 FROM requisitions WHERE id = NEW.id)
  OR NEW.ordinal <> 1 + (SELECT coalesce(max(ordinal), 0) FROM requisitions WHERE year = NEW.year)
  OR NEW.number <> printf('RQ-%d-%04d', NEW.year, NEW.ordinal)
  OR (NEW.state, NEW.submission, NEW.decided, NEW.receipts) <> ('draft', 0, 0, 0)
BEGIN SELECT RAISE(ABORT, 'requisitions_in_order'); END;
-- What was submitted is what is decided on. Whoever goes on from there has every approval.
CREATE TRIGGER requisitions_fixed BEFORE UPDATE ON requisitions
WHEN (OLD.id, OLD.number, OLD.year, OLD.ordinal, OLD.currency, OLD.requester, OLD.entered_by, OLD.created_at)
  IS NOT (NEW.id, NEW.number, NEW.year, NEW.ordinal, NEW.currency, NEW.requester, NEW.entered_by, NEW.created_at)
  OR (OLD.booking_id, OLD.needed_on, OLD.funds_cents) IS NOT (NEW.booking_id, NEW.needed_on, NEW.funds_cents)
     AND NOT (OLD.state = 'draft' OR (OLD.state = 'rejected' AND NEW.state = 'draft'))
  OR (OLD.levels, OLD.submission) IS NOT (NEW.levels, NEW.submission) AND 'draft' NOT IN (OLD.state, NEW.state)
BEGIN SELECT RAISE(ABORT, 'requisitions_fixed'); END;
CREATE TRIGGER requisitions_approved BEFORE UPDATE ON requisitions
WHEN NEW.state IN ('approved', 'ordered', 'received')
 AND (NEW.decided = 0 OR NEW.decided <> json_array_length(NEW.levels)
      OR NEW.decided <> (SELECT count(*) FROM requisition_decisions d
                          WHERE d.requisition_id = NEW.id AND d.submission = NEW.submission AND d.verdict = 'approved'))
BEGIN SELECT RAISE(ABORT, 'requisitions_approved'); END;

CREATE TRIGGER requisition_items_insert BEFORE INSERT ON requisition_items
WHEN EXISTS (SELECT 1 FROM requisition_items WHERE id = NEW.id)
  OR (SELECT state FROM requisitions WHERE id = NEW.requisition_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'requisition_items_frozen'); END;
CREATE TRIGGER requisition_items_update BEFORE UPDATE ON requisition_items
WHEN (OLD.id, OLD.requisition_id, OLD.position, OLD.quantity, OLD.days, OLD.unit_cents)
  IS NOT (NEW.id, NEW.requisition_id, NEW.position, NEW.quantity, NEW.days, NEW.unit_cents)
  OR NEW.description <> OLD.description AND NEW.description NOT LIKE '%(forgotten)%'
BEGIN SELECT RAISE(ABORT, 'requisition_items_frozen'); END;
CREATE TRIGGER requisition_items_delete BEFORE DELETE ON requisition_items
WHEN (SELECT state FROM requisitions WHERE id = OLD.requisition_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'requisition_items_frozen'); END;

-- Decisions are taken in order, by whom the level names, each by somebody else, and none by who asked.
CREATE TRIGGER requisition_decisions_order BEFORE INSERT ON requisition_decisions
BEGIN
  SELECT RAISE(ABORT, 'requisition_decisions_order')
   WHERE EXISTS (SELECT 1 FROM requisition_decisions WHERE id = NEW.id)
      OR NOT EXISTS (SELECT 1 FROM requisitions r
                      WHERE r.id = NEW.requisition_id AND r.state = 'submitted' AND r.submission = NEW.submission
                        AND r.decided = NEW.place - 1 AND r.levels ->> ('$[' || (NEW.place - 1) || ']') = NEW.level)
      OR NEW.place - 1 <> (SELECT count(*) FROM requisition_decisions d
                            WHERE d.requisition_id = NEW.requisition_id AND d.submission = NEW.submission AND d.verdict = 'approved');
  SELECT RAISE(ABORT, 'requisition_decisions_two_people')
   WHERE NOT NEW.one_person
     AND (EXISTS (SELECT 1 FROM requisitions r
                   WHERE r.id = NEW.requisition_id
                     AND (r.requester IN (NEW.created_by, NEW.entered_by) OR r.entered_by IN (NEW.created_by, NEW.entered_by)
                          OR r.submitted_by IN (NEW.created_by, NEW.entered_by)))
          OR EXISTS (SELECT 1 FROM requisition_decisions d
                      WHERE d.requisition_id = NEW.requisition_id AND d.submission = NEW.submission
                        AND (d.created_by IN (NEW.created_by, NEW.entered_by) OR d.entered_by IN (NEW.created_by, NEW.entered_by))));
  SELECT RAISE(ABORT, 'requisition_decisions_two_people')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
          OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1);
  SELECT RAISE(ABORT, 'requisition_decisions_by_level')
   WHERE NOT EXISTS (SELECT 1 FROM users
                      WHERE username = NEW.created_by AND (role = 'admin' OR NEW.level IN ('role:' || role, 'user:' || username)));
END;
CREATE TRIGGER requisition_decisions_no_update BEFORE UPDATE ON requisition_decisions
WHEN (OLD.id, OLD.requisition_id, OLD.submission, OLD.place, OLD.level, OLD.verdict, OLD.total_cents, OLD.one_person, OLD.created_by,
      OLD.entered_by, OLD.created_at)
  IS NOT (NEW.id, NEW.requisition_id, NEW.submission, NEW.place, NEW.level, NEW.verdict, NEW.total_cents, NEW.one_person, NEW.created_by,
      NEW.entered_by, NEW.created_at)
  -- but for a reason that names a forgotten client
  OR coalesce(NEW.reason, '') NOT LIKE '%(forgotten)%'
BEGIN SELECT RAISE(ABORT, 'requisition_decisions_append_only'); END;
CREATE TRIGGER requisition_decisions_no_delete BEFORE DELETE ON requisition_decisions
BEGIN SELECT RAISE(ABORT, 'requisition_decisions_append_only'); END;

-- No more is received than was ordered.
CREATE TRIGGER requisition_receipts_insert BEFORE INSERT ON requisition_receipts
BEGIN
  SELECT RAISE(ABORT, 'requisition_receipts_fixed') WHERE EXISTS (SELECT 1 FROM requisition_receipts WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'requisition_receipts_of_order')
   WHERE NEW.taken_back_at IS NOT NULL
      OR NOT EXISTS (SELECT 1 FROM requisitions r JOIN requisition_items i ON i.requisition_id = r.id
                      WHERE r.id = NEW.requisition_id AND i.id = NEW.item_id AND r.state = 'ordered'
                        AND NEW.amount_cents = NEW.quantity * i.days * i.unit_cents AND NEW.currency = r.currency);
  SELECT RAISE(ABORT, 'requisition_receipts_quantity')
   WHERE NEW.quantity + (SELECT coalesce(sum(quantity), 0) FROM requisition_receipts WHERE item_id = NEW.item_id AND taken_back_at IS NULL)
         > (SELECT quantity FROM requisition_items WHERE id = NEW.item_id);
END;
CREATE TRIGGER requisition_receipts_update BEFORE UPDATE ON requisition_receipts
BEGIN
  SELECT RAISE(ABORT, 'requisition_receipts_fixed')
   WHERE (OLD.id, OLD.requisition_id, OLD.item_id, OLD.quantity, OLD.amount_cents, OLD.currency, OLD.device_ids, OLD.created_by, OLD.entered_by,
          OLD.created_at)
     IS NOT (NEW.id, NEW.requisition_id, NEW.item_id, NEW.quantity, NEW.amount_cents, NEW.currency, NEW.device_ids, NEW.created_by, NEW.entered_by,
          NEW.created_at)
      OR NEW.note IS NOT OLD.note AND coalesce(NEW.note, '') NOT LIKE '%(forgotten)%';
  SELECT RAISE(ABORT, 'requisition_receipts_quantity')
   WHERE NEW.taken_back_at IS NULL AND OLD.taken_back_at IS NOT NULL
     AND NEW.quantity + (SELECT coalesce(sum(quantity), 0) FROM requisition_receipts WHERE item_id = NEW.item_id AND taken_back_at IS NULL)
         > (SELECT quantity FROM requisition_items WHERE id = NEW.item_id);
END;
CREATE TRIGGER requisition_receipts_no_delete BEFORE DELETE ON requisition_receipts
BEGIN SELECT RAISE(ABORT, 'requisition_receipts_fixed'); END;

CREATE TRIGGER requisition_costs_no_update BEFORE UPDATE ON requisition_costs
BEGIN SELECT RAISE(ABORT, 'requisition_costs_append_only'); END;
CREATE TRIGGER requisition_costs_no_delete BEFORE DELETE ON requisition_costs
BEGIN SELECT RAISE(ABORT, 'requisition_costs_append_only'); END;
CREATE TRIGGER requisition_costs_order BEFORE INSERT ON requisition_costs
BEGIN
  SELECT RAISE(ABORT, 'requisition_costs_order')
   WHERE EXISTS (SELECT 1 FROM requisition_costs WHERE receipt_id = NEW.receipt_id AND (step = 'approval' OR id >= NEW.id))
      OR NOT EXISTS (SELECT 1 FROM requisition_receipts r
                      WHERE r.id = NEW.receipt_id AND (r.amount_cents, r.currency) = (NEW.amount_cents, NEW.currency)
                        AND (r.taken_back_at IS NOT NULL) = (NEW.step = 'withdrawal'))
      OR NEW.step <> 'proposal'
         AND (SELECT step FROM requisition_costs WHERE receipt_id = NEW.receipt_id ORDER BY id DESC LIMIT 1) IS NOT 'proposal';
  SELECT RAISE(ABORT, 'requisition_costs_two_people')
   WHERE NEW.step IN ('approval', 'rejection') AND NOT NEW.one_person
     AND (EXISTS (SELECT 1 FROM requisition_costs p
                   WHERE p.receipt_id = NEW.receipt_id AND p.step = 'proposal'
                     AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)))
          OR EXISTS (SELECT 1 FROM requisition_receipts r JOIN requisitions q ON q.id = r.requisition_id
                      WHERE r.id = NEW.receipt_id
                        AND (q.requester IN (NEW.created_by, NEW.entered_by) OR q.entered_by IN (NEW.created_by, NEW.entered_by))));
  SELECT RAISE(ABORT, 'requisition_costs_two_people')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = 'one_person_approves' AND value = 'yes')
          OR (SELECT count(*) FROM users WHERE role = 'admin' AND is_active) <> 1);
  SELECT RAISE(ABORT, 'requisition_costs_by_approver')
   WHERE NEW.step IN ('approval', 'rejection')
     AND NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN ('admin', 'finance'));
END;

-- What undo brings back.
CREATE TRIGGER requisitions_kept_insert AFTER INSERT ON requisitions
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('requisitions', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER requisitions_kept_update AFTER UPDATE ON requisitions
WHEN (OLD.number, OLD.year, OLD.ordinal, OLD.currency, OLD.requester, OLD.entered_by, OLD.created_at,
      OLD.purpose, OLD.booking_id, OLD.needed_on, OLD.funds_cents, OLD.state, OLD.submission, OLD.levels, OLD.decided, OLD.receipts,
      OLD.submitted_by, OLD.submitted_at, OLD.vendor_id, OLD.order_reference, OLD.ordered_at, OLD.close_reason)
  IS NOT (NEW.number, NEW.year, NEW.ordinal, NEW.currency, NEW.requester, NEW.entered_by, NEW.created_at,
      NEW.purpose, NEW.booking_id, NEW.needed_on, NEW.funds_cents, NEW.state, NEW.submission, NEW.levels, NEW.decided, NEW.receipts,
      NEW.submitted_by, NEW.submitted_at, NEW.vendor_id, NEW.order_reference, NEW.ordered_at, NEW.close_reason)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('requisitions', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'number', OLD.number, 'year', OLD.year, 'ordinal', OLD.ordinal, 'purpose', OLD.purpose,
      'booking_id', OLD.booking_id, 'needed_on', OLD.needed_on, 'funds_cents', OLD.funds_cents, 'currency', OLD.currency,
      'state', OLD.state, 'submission', OLD.submission, 'levels', OLD.levels, 'decided', OLD.decided, 'receipts', OLD.receipts,
      'requester', OLD.requester, 'entered_by', OLD.entered_by, 'submitted_by', OLD.submitted_by, 'submitted_at', OLD.submitted_at,
      'vendor_id', OLD.vendor_id, 'order_reference', OLD.order_reference, 'ordered_at', OLD.ordered_at,
      'close_reason', OLD.close_reason, 'created_at', OLD.created_at, 'updated_by', OLD.updated_by, 'updated_at', OLD.updated_at));
END;
CREATE TRIGGER requisition_items_kept_insert AFTER INSERT ON requisition_items
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('requisition_items', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER requisition_items_kept_delete AFTER DELETE ON requisition_items
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('requisition_items', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'requisition_id', OLD.requisition_id, 'position', OLD.position, 'description', OLD.description,
      'quantity', OLD.quantity, 'days', OLD.days, 'unit_cents', OLD.unit_cents));
END;
CREATE TRIGGER requisition_receipts_kept_insert AFTER INSERT ON requisition_receipts
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('requisition_receipts', CAST(NEW.id AS TEXT));
END;
CREATE TRIGGER requisition_receipts_kept_update AFTER UPDATE ON requisition_receipts
WHEN (OLD.requisition_id, OLD.item_id, OLD.quantity, OLD.amount_cents, OLD.currency, OLD.device_ids, OLD.note, OLD.created_by, OLD.entered_by, OLD.created_at, OLD.taken_back_at)
  IS NOT (NEW.requisition_id, NEW.item_id, NEW.quantity, NEW.amount_cents, NEW.currency, NEW.device_ids, NEW.note, NEW.created_by, NEW.entered_by, NEW.created_at, NEW.taken_back_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('requisition_receipts', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'requisition_id', OLD.requisition_id, 'item_id', OLD.item_id, 'quantity', OLD.quantity,
      'amount_cents', OLD.amount_cents, 'currency', OLD.currency, 'device_ids', OLD.device_ids, 'note', OLD.note,
      'created_by', OLD.created_by, 'entered_by', OLD.entered_by, 'created_at', OLD.created_at, 'taken_back_at', OLD.taken_back_at));
END;
