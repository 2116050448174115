-- The lines of costings: what is charged for each item in each calendar month, at each tax rate. Its twin is in migrations/sqlite.

-- Thousandths of a percent beyond the hundredths of the discount.
ALTER TABLE booking_costing ADD COLUMN discount_rest integer NOT NULL DEFAULT 0
  CONSTRAINT booking_costing_discount_rest_check CHECK (discount_rest BETWEEN 0 AND 9);

CREATE TABLE costing_lines (
  costing_id    bigint NOT NULL REFERENCES booking_costing (id),
  place         integer NOT NULL CONSTRAINT costing_lines_place_check CHECK (place > 0),
  kind          text NOT NULL CONSTRAINT costing_lines_kind_check CHECK (kind IN ('room', 'device', 'catering', 'amenity',
                  'printing', 'damage', 'loss', 'cancellation', 'discount', 'adjustment', 'rounding')),
  item          text NOT NULL,
  service_month text NOT NULL CONSTRAINT costing_lines_service_month_check CHECK (length(service_month) = 7),
  quantity      bigint NOT NULL,
  unit          text NOT NULL,
  rate_cents    bigint NOT NULL,
  amount_cents  bigint NOT NULL,
  -- thousandths of a percent
  tax_rate      bigint NOT NULL CONSTRAINT costing_lines_tax_rate_check CHECK (tax_rate BETWEEN 0 AND 100000),
  tax_cents     bigint NOT NULL,
  why           text NOT NULL,
  PRIMARY KEY (costing_id, place)
);
CREATE INDEX costing_lines_month ON costing_lines (service_month);

-- The lines of costings that are there, in the month of the costing; their tax in proportion.
INSERT INTO costing_lines (costing_id, place, kind, item, service_month, quantity, unit, rate_cents, amount_cents, tax_rate, tax_cents, why)
WITH l AS (
  SELECT c.id, c.service_month, c.subtotal_cents, c.tax_cents, j.place, j.line,
         (j.line ->> 'amount_cents')::bigint AS amount,
         sum((j.line ->> 'amount_cents')::bigint) OVER (PARTITION BY c.id ORDER BY j.place) AS up_to,
         j.place = jsonb_array_length(c.lines) AS is_last
    FROM booking_costing c, jsonb_array_elements(c.lines) WITH ORDINALITY AS j (line, place)
   WHERE c.entry = 'proposal')
SELECT id, place, coalesce(
         CASE line ->> 'item' WHEN 'Discount' THEN 'discount' WHEN 'Already charged' THEN 'adjustment' END,
         (SELECT 'room' FROM rooms r WHERE r.name = line ->> 'item' AND line ->> 'unit' NOT IN ('person', 'item', 'booking')),
         (SELECT 'device' FROM device_categories d WHERE d.name = line ->> 'item' AND line ->> 'unit' NOT IN ('person', 'item', 'booking')),
         (SELECT p.item_type FROM pricing_catalog p WHERE p.item_name = line ->> 'item' ORDER BY p.id LIMIT 1),
         'adjustment'),
       line ->> 'item', service_month, (line ->> 'quantity')::bigint, line ->> 'unit', (line ->> 'rate_cents')::bigint, amount,
       CASE WHEN subtotal_cents = 0 THEN 0 ELSE least(greatest(round(tax_cents * 1000.0 / subtotal_cents), 0), 1000)::bigint * 100 END,
       CASE WHEN is_last THEN tax_cents WHEN subtotal_cents = 0 THEN 0 ELSE round(tax_cents::numeric * up_to / subtotal_cents)::bigint END
       - CASE WHEN subtotal_cents = 0 THEN 0 ELSE round(tax_cents::numeric * (up_to - amount) / subtotal_cents)::bigint END,
       line ->> 'why'
  FROM l;

CREATE TRIGGER costing_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON costing_lines
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('costing_lines_append_only');

-- Lines belong to a proposal that nobody has decided, and what is approved has the lines that add up to it.
CREATE FUNCTION costing_lines_undecided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(20261126000006);
  IF NOT EXISTS (SELECT 1 FROM booking_costing p WHERE p.id = NEW.costing_id AND p.entry = 'proposal'
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)) THEN
    PERFORM booking_costing_refuse('costing_lines_undecided');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER costing_lines_undecided BEFORE INSERT ON costing_lines
  FOR EACH ROW EXECUTE FUNCTION costing_lines_undecided();
CREATE FUNCTION costing_lines_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM costing_lines l WHERE l.costing_id = NEW.proposal_id
             HAVING coalesce(sum(l.amount_cents), 0) <> NEW.subtotal_cents OR coalesce(sum(l.tax_cents), 0) <> NEW.tax_cents) THEN
    PERFORM booking_costing_refuse('costing_lines_add_up');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER costing_lines_add_up BEFORE INSERT ON booking_costing
  FOR EACH ROW WHEN (NEW.entry = 'approval') EXECUTE FUNCTION costing_lines_add_up();

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['costing_lines_undecided()', 'costing_lines_add_up()']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', one);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
END $$;
