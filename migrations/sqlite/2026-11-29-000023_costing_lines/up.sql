-- The lines of costings: what is charged for each item in each calendar month, at each tax rate. Its twin is in migrations/postgres.

-- Thousandths of a percent beyond the hundredths of the discount.
ALTER TABLE booking_costing ADD COLUMN discount_rest INTEGER NOT NULL DEFAULT 0
  CONSTRAINT booking_costing_discount_rest_check CHECK (discount_rest BETWEEN 0 AND 9);

CREATE TABLE costing_lines (
  costing_id    INTEGER NOT NULL REFERENCES booking_costing (id),
  place         INTEGER NOT NULL CONSTRAINT costing_lines_place_check CHECK (place > 0),
  kind          TEXT NOT NULL CONSTRAINT costing_lines_kind_check CHECK (kind IN ('room', 'device', 'catering', 'amenity',
                  'printing', 'damage', 'loss', 'cancellation', 'discount', 'adjustment', 'rounding')),
  item          TEXT NOT NULL,
  service_month TEXT NOT NULL CONSTRAINT costing_lines_service_month_check CHECK (length(service_month) = 7),
  quantity      INTEGER NOT NULL,
  unit          TEXT NOT NULL,
  rate_cents    INTEGER NOT NULL,
  amount_cents  INTEGER NOT NULL,
  -- thousandths of a percent
  tax_rate      INTEGER NOT NULL CONSTRAINT costing_lines_tax_rate_check CHECK (tax_rate BETWEEN 0 AND 100000),
  tax_cents     INTEGER NOT NULL,
  why           TEXT NOT NULL,
  PRIMARY KEY (costing_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX costing_lines_month ON costing_lines (service_month);

-- The lines of costings that are there, in the month of the costing; their tax in proportion.
INSERT INTO costing_lines (costing_id, place, kind, item, service_month, quantity, unit, rate_cents, amount_cents, tax_rate, tax_cents, why)
WITH l AS (
  SELECT c.id, c.service_month, c.subtotal_cents, c.tax_cents, j.key + 1 AS place, j.value AS line,
         json_extract(j.value, '$.item') AS item, json_extract(j.value, '$.unit') AS unit,
         json_extract(j.value, '$.amount_cents') AS amount,
         sum(json_extract(j.value, '$.amount_cents')) OVER (PARTITION BY c.id ORDER BY j.key) AS up_to,
         j.key + 1 = json_array_length(c.lines) AS is_last
    FROM booking_costing c, json_each(c.lines) j
   WHERE c.entry = 'proposal')
SELECT id, place, coalesce(
         CASE item WHEN 'Discount' THEN 'discount' WHEN 'Already charged' THEN 'adjustment' END,
         (SELECT 'room' FROM rooms r WHERE r.name = l.item AND l.unit NOT IN ('person', 'item', 'booking')),
         (SELECT 'device' FROM device_categories d WHERE d.name = l.item AND l.unit NOT IN ('person', 'item', 'booking')),
         (SELECT p.item_type FROM pricing_catalog p WHERE p.item_name = l.item ORDER BY p.id LIMIT 1),
         'adjustment'),
       item, service_month, json_extract(line, '$.quantity'), unit, json_extract(line, '$.rate_cents'), amount,
       CASE WHEN subtotal_cents = 0 THEN 0
            ELSE CAST(min(max(round(tax_cents * 1000.0 / subtotal_cents), 0), 1000) AS INTEGER) * 100 END,
       CASE WHEN is_last THEN tax_cents WHEN subtotal_cents = 0 THEN 0
            ELSE CAST(round(tax_cents * 1.0 * up_to / subtotal_cents) AS INTEGER) END
       - CASE WHEN subtotal_cents = 0 THEN 0 ELSE CAST(round(tax_cents * 1.0 * (up_to - amount) / subtotal_cents) AS INTEGER) END,
       json_extract(line, '$.why')
  FROM l;

CREATE TRIGGER costing_lines_no_replace BEFORE INSERT ON costing_lines
WHEN EXISTS (SELECT 1 FROM costing_lines WHERE costing_id = NEW.costing_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'costing_lines_append_only'); END;
CREATE TRIGGER costing_lines_no_update BEFORE UPDATE ON costing_lines
BEGIN SELECT RAISE(ABORT, 'costing_lines_append_only'); END;
CREATE TRIGGER costing_lines_no_delete BEFORE DELETE ON costing_lines
BEGIN SELECT RAISE(ABORT, 'costing_lines_append_only'); END;

-- Lines belong to a proposal that nobody has decided, and what is approved has the lines that add up to it.
CREATE TRIGGER costing_lines_undecided BEFORE INSERT ON costing_lines
WHEN NOT EXISTS (SELECT 1 FROM booking_costing p WHERE p.id = NEW.costing_id AND p.entry = 'proposal'
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id))
BEGIN SELECT RAISE(ABORT, 'costing_lines_undecided'); END;
CREATE TRIGGER costing_lines_add_up BEFORE INSERT ON booking_costing WHEN NEW.entry = 'approval'
BEGIN
  SELECT RAISE(ABORT, 'costing_lines_add_up')
   WHERE (SELECT coalesce(sum(l.amount_cents), 0) FROM costing_lines l WHERE l.costing_id = NEW.proposal_id) <> NEW.subtotal_cents
      OR (SELECT coalesce(sum(l.tax_cents), 0) FROM costing_lines l WHERE l.costing_id = NEW.proposal_id) <> NEW.tax_cents;
END;
