-- Clients as records. Their twin is in migrations/postgres. The program gives every booking and rental its client between this
-- migration and the next one: an engine folds no accents.

CREATE TABLE clients (
  id             INTEGER PRIMARY KEY,
  name           TEXT NOT NULL CONSTRAINT clients_name_check CHECK (length(name) BETWEEN 1 AND 255),
  -- the name as names are compared
  name_key       TEXT NOT NULL CONSTRAINT clients_name_key_key UNIQUE,
  legal_name     TEXT CONSTRAINT clients_legal_name_check CHECK (length(legal_name) BETWEEN 1 AND 255),
  tax_number     TEXT CONSTRAINT clients_tax_number_check CHECK (length(tax_number) BETWEEN 1 AND 50),
  billing_email  TEXT CONSTRAINT clients_billing_email_check CHECK (length(billing_email) BETWEEN 1 AND 255),
  address        TEXT CONSTRAINT clients_address_check CHECK (length(address) BETWEEN 1 AND 2000),
  -- days to pay an invoice; empty: those of the site
  terms_days     INTEGER CONSTRAINT clients_terms_days_check CHECK (terms_days BETWEEN 0 AND 365),
  pricing_tier   TEXT CONSTRAINT clients_pricing_tier_check CHECK (pricing_tier IN ('standard', 'premium', 'discounted')),
  tenant_id      TEXT CONSTRAINT clients_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  language       TEXT CONSTRAINT clients_language_check CHECK (length(language) BETWEEN 2 AND 35),
  notes          TEXT CONSTRAINT clients_notes_check CHECK (length(notes) BETWEEN 1 AND 2000),
  is_active      INTEGER NOT NULL CONSTRAINT clients_is_active_check CHECK (is_active IN (0, 1)),
  -- why the client takes no new bookings; empty: it takes them
  on_hold_reason TEXT CONSTRAINT clients_on_hold_reason_check CHECK (length(on_hold_reason) BETWEEN 1 AND 500),
  -- the client that it is one with
  merged_into    INTEGER CONSTRAINT clients_merged_into_check CHECK (merged_into <> id) REFERENCES clients (id),
  -- when its name, contacts and details were blanked
  forgotten_at   INTEGER,
  -- empty where a booking or a rental made it
  created_by     TEXT,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX clients_merged ON clients (merged_into) WHERE merged_into IS NOT NULL;

-- Other spellings of a client's name.
CREATE TABLE client_aliases (
  name_key   TEXT NOT NULL PRIMARY KEY,
  alias      TEXT NOT NULL CONSTRAINT client_aliases_alias_check CHECK (length(alias) BETWEEN 1 AND 255),
  client_id  INTEGER NOT NULL REFERENCES clients (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX client_aliases_client ON client_aliases (client_id);

CREATE TABLE client_contacts (
  id         INTEGER PRIMARY KEY,
  client_id  INTEGER NOT NULL REFERENCES clients (id),
  name       TEXT NOT NULL CONSTRAINT client_contacts_name_check CHECK (length(name) BETWEEN 1 AND 100),
  name_key   TEXT NOT NULL,
  role       TEXT CONSTRAINT client_contacts_role_check CHECK (length(role) BETWEEN 1 AND 100),
  email      TEXT CONSTRAINT client_contacts_email_check CHECK (length(email) BETWEEN 1 AND 100),
  phone      TEXT CONSTRAINT client_contacts_phone_check CHECK (length(phone) BETWEEN 1 AND 20),
  created_at INTEGER NOT NULL,
  CONSTRAINT client_contacts_client_id_name_key_key UNIQUE (client_id, name_key)
) STRICT;

-- A name is one client's, as its name or as an alias.
CREATE TRIGGER clients_name_taken_insert BEFORE INSERT ON clients
WHEN EXISTS (SELECT 1 FROM client_aliases WHERE name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'client_names_key'); END;
CREATE TRIGGER clients_name_taken_update BEFORE UPDATE OF name_key ON clients
WHEN EXISTS (SELECT 1 FROM client_aliases WHERE name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'client_names_key'); END;
CREATE TRIGGER client_aliases_name_taken_insert BEFORE INSERT ON client_aliases
WHEN EXISTS (SELECT 1 FROM clients WHERE name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'client_names_key'); END;
CREATE TRIGGER client_aliases_name_taken_update BEFORE UPDATE OF name_key ON client_aliases
WHEN EXISTS (SELECT 1 FROM clients WHERE name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'client_names_key'); END;

-- A client is merged into one that stands by itself, so no merges run in a circle.
CREATE TRIGGER clients_merged_once BEFORE UPDATE OF merged_into ON clients
WHEN NEW.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
BEGIN
  SELECT RAISE(ABORT, 'clients_merged_once')
   WHERE OLD.merged_into IS NOT NULL OR (SELECT merged_into FROM clients WHERE id = NEW.merged_into) IS NOT NULL;
END;
CREATE TRIGGER clients_never_deleted BEFORE DELETE ON clients
BEGIN SELECT RAISE(ABORT, 'clients_never_deleted'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER clients_never_replaced BEFORE INSERT ON clients
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.id OR name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'clients_name_key_key'); END;

ALTER TABLE bookings ADD COLUMN client_id INTEGER REFERENCES clients (id);
ALTER TABLE offsite_rentals ADD COLUMN client_id INTEGER REFERENCES clients (id);

-- What the program fills in is no change to be undone.
DROP TRIGGER bookings_kept_update;
DROP TRIGGER offsite_rentals_kept_update;
