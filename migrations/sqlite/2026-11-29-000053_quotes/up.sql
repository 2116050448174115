-- Quotes with a number and a last day, and what they were accepted for. Its twin is in migrations/postgres.

CREATE TABLE quotes (
  id               INTEGER PRIMARY KEY,
  -- QU-2026-0001: without a gap in each year
  number           TEXT NOT NULL CONSTRAINT quotes_number_key UNIQUE,
  year             INTEGER NOT NULL,
  ordinal          INTEGER NOT NULL CONSTRAINT quotes_ordinal_check CHECK (ordinal > 0),
  client_name      TEXT NOT NULL,
  client_key       TEXT NOT NULL,
  -- the booking or the rental that it is for; of a series its first booking, of what is not booked yet none
  booking_id       INTEGER REFERENCES bookings (id),
  rental_id        INTEGER REFERENCES offsite_rentals (id),
  quoted_on        TEXT NOT NULL,
  valid_until      TEXT NOT NULL,
  pricing_tier     TEXT NOT NULL,
  -- thousandths of a percent
  discount         INTEGER NOT NULL CONSTRAINT quotes_discount_check CHECK (discount BETWEEN 0 AND 100000),
  currency         TEXT NOT NULL CONSTRAINT quotes_currency_check CHECK (length(currency) = 3),
  subtotal_cents   INTEGER NOT NULL,
  tax_cents        INTEGER NOT NULL,
  total_cents      INTEGER NOT NULL,
  -- what it is for, its lines, and the prices and tax rates that it was made from
  content          TEXT NOT NULL CONSTRAINT quotes_content_check CHECK (json_valid(content)),
  created_by       TEXT NOT NULL,
  entered_by       TEXT NOT NULL,
  created_at       INTEGER NOT NULL,
  CONSTRAINT quotes_ordinal_key UNIQUE (year, ordinal),
  CONSTRAINT quotes_number_check CHECK (number = 'QU-' || year || '-' || printf('%04d', ordinal)),
  CONSTRAINT quotes_year_check CHECK (CAST(year AS TEXT) = substr(quoted_on, 1, 4)),
  CONSTRAINT quotes_days_check CHECK (date(quoted_on) IS quoted_on AND date(valid_until) IS valid_until),
  CONSTRAINT quotes_valid_until_check CHECK (valid_until >= quoted_on),
  CONSTRAINT quotes_subject_check CHECK (booking_id IS NULL OR rental_id IS NULL),
  CONSTRAINT quotes_total_check CHECK (total_cents = subtotal_cents + tax_cents)
) STRICT;
CREATE INDEX quotes_client ON quotes (client_key);

-- That a client accepted a quote, for which booking or rental; of what is not booked yet, first for none. From then on that costs
-- what the quote says.
CREATE TABLE quote_acceptances (
  id              INTEGER PRIMARY KEY,
  quote_id        INTEGER NOT NULL REFERENCES quotes (id),
  booking_id      INTEGER REFERENCES bookings (id),
  rental_id       INTEGER REFERENCES offsite_rentals (id),
  accepted_on     TEXT NOT NULL CONSTRAINT quote_acceptances_day_check CHECK (date(accepted_on) IS accepted_on),
  -- the newest entry of the ledger at that time: costings after it know these prices
  costings_before INTEGER NOT NULL,
  created_by      TEXT NOT NULL,
  entered_by      TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  CONSTRAINT quote_acceptances_subject_check CHECK (booking_id IS NULL OR rental_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX quote_acceptances_key ON quote_acceptances (quote_id, coalesce(booking_id, 0), coalesce(rental_id, 0));
CREATE INDEX quote_acceptances_booking ON quote_acceptances (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX quote_acceptances_rental ON quote_acceptances (rental_id) WHERE rental_id IS NOT NULL;

CREATE TRIGGER quotes_no_replace BEFORE INSERT ON quotes
WHEN EXISTS (SELECT 1 FROM quotes WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'quotes_append_only'); END;
CREATE TRIGGER quotes_no_update BEFORE UPDATE ON quotes
BEGIN SELECT RAISE(ABORT, 'quotes_append_only'); END;
CREATE TRIGGER quotes_no_delete BEFORE DELETE ON quotes
BEGIN SELECT RAISE(ABORT, 'quotes_append_only'); END;
CREATE TRIGGER quote_acceptances_no_replace BEFORE INSERT ON quote_acceptances
WHEN EXISTS (SELECT 1 FROM quote_acceptances WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'quote_acceptances_append_only'); END;
CREATE TRIGGER quote_acceptances_no_update BEFORE UPDATE ON quote_acceptances
BEGIN SELECT RAISE(ABORT, 'quote_acceptances_append_only'); END;
CREATE TRIGGER quote_acceptances_no_delete BEFORE DELETE ON quote_acceptances
BEGIN SELECT RAISE(ABORT, 'quote_acceptances_append_only'); END;

CREATE TRIGGER quotes_gap BEFORE INSERT ON quotes
BEGIN
  SELECT RAISE(ABORT, 'quotes_gap')
   WHERE NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM quotes WHERE year = NEW.year), 0);
END;

-- A quote is accepted until its last day; what it is for may be named later.
CREATE TRIGGER quote_acceptances_in_time BEFORE INSERT ON quote_acceptances
BEGIN
  SELECT RAISE(ABORT, 'quote_acceptances_in_time')
   WHERE NOT EXISTS (SELECT 1 FROM quote_acceptances WHERE quote_id = NEW.quote_id)
     AND NOT EXISTS (SELECT 1 FROM quotes WHERE id = NEW.quote_id AND NEW.accepted_on BETWEEN quoted_on AND valid_until);
END;
