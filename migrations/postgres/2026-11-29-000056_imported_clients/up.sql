-- Clients have a country, are imported from tables, and their quotes are forgotten with them. Its twin is in migrations/sqlite.

-- ISO 3166: DE, ZA
ALTER TABLE clients ADD COLUMN country text CONSTRAINT clients_country_check CHECK (country ~ '^[A-Z]{2}$');

DROP TRIGGER quotes_append_only ON quotes;
CREATE TRIGGER quotes_append_only BEFORE DELETE OR TRUNCATE ON quotes
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('quotes_append_only');
CREATE FUNCTION quotes_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.id, OLD.number, OLD.year, OLD.ordinal, OLD.booking_id, OLD.rental_id, OLD.quoted_on, OLD.valid_until,
      OLD.pricing_tier, OLD.discount, OLD.currency, OLD.subtotal_cents, OLD.tax_cents, OLD.total_cents,
      OLD.created_by, OLD.entered_by, OLD.created_at)
     IS DISTINCT FROM (NEW.id, NEW.number, NEW.year, NEW.ordinal, NEW.booking_id, NEW.rental_id, NEW.quoted_on, NEW.valid_until,
      NEW.pricing_tier, NEW.discount, NEW.currency, NEW.subtotal_cents, NEW.tax_cents, NEW.total_cents,
      NEW.created_by, NEW.entered_by, NEW.created_at)
     OR NEW.content::jsonb #- '{header,client_name}' IS DISTINCT FROM OLD.content::jsonb #- '{header,client_name}'
     OR NEW.content::jsonb #>> '{header,client_name}' IS DISTINCT FROM NEW.client_name
     OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.forgotten_at IS NOT NULL AND c.name = NEW.client_name
                       AND c.name_key = NEW.client_key) THEN
    PERFORM booking_costing_refuse('quotes_append_only');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER quotes_forget BEFORE UPDATE ON quotes FOR EACH ROW EXECUTE FUNCTION quotes_forget();

DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION quotes_forget() SET search_path = %I, pg_temp', current_schema());
  ALTER FUNCTION quotes_forget() SECURITY DEFINER;
  REVOKE ALL ON FUNCTION quotes_forget() FROM PUBLIC;
END $$;

ALTER TABLE imports DROP CONSTRAINT imports_kind_check;
ALTER TABLE imports ADD CONSTRAINT imports_kind_check CHECK (kind IN
  ('schedule', 'rooms', 'devices', 'bookings', 'clients', 'pricing', 'users', 'demo', 'legacy'));
CREATE OR REPLACE FUNCTION import_is_own(kind text) RETURNS boolean LANGUAGE sql STABLE
  RETURN has_table_privilege(CASE WHEN kind IN ('schedule', 'rooms', 'bookings') THEN 'rooms'::regclass
                                  WHEN kind = 'devices' THEN 'devices'::regclass
                                  WHEN kind = 'clients' THEN 'client_aliases'::regclass
                                  WHEN kind = 'pricing' THEN 'pricing_catalog'::regclass
                                  ELSE 'users'::regclass END, 'INSERT');
