-- Written by COLAB_REGENERATE=1 cargo test --test suite foundation:: from migrations/sqlite.
CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
       version VARCHAR(50) PRIMARY KEY NOT NULL,
       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE database_info (
  id          INTEGER PRIMARY KEY CONSTRAINT database_info_one_row CHECK (id = 1),
  database_id TEXT NOT NULL,
  created_at  INTEGER NOT NULL
, is_test INTEGER NOT NULL DEFAULT 0
  CONSTRAINT database_info_is_test_check CHECK (is_test IN (0, 1)), machine TEXT) STRICT;
CREATE TABLE settings (
  key        TEXT NOT NULL PRIMARY KEY,
  value      TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE users (
  user_id       TEXT NOT NULL PRIMARY KEY,
  username      TEXT NOT NULL,
  username_key  TEXT NOT NULL CONSTRAINT users_username_key_key UNIQUE,
  password_hash TEXT,
  role          TEXT NOT NULL,
  email         TEXT,
  os_uid        INTEGER CONSTRAINT users_os_uid_key UNIQUE,
  is_active     INTEGER NOT NULL CONSTRAINT users_is_active_check CHECK (is_active IN (0, 1)),
  failed_logins INTEGER NOT NULL CONSTRAINT users_failed_logins_check CHECK (failed_logins >= 0),
  locked_until  INTEGER,
  last_login_at INTEGER,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
, full_name TEXT, phone TEXT, CONSTRAINT users_role_check CHECK (role IN
  ('admin', 'training_facility_admin', 'it_rental_admin', 'finance', 'procurement_officer', 'training_facility_admin_viewer',
   'kitchen_staff', 'staff'))) STRICT;
CREATE TABLE user_tokens (
  id           INTEGER PRIMARY KEY,
  user_id      TEXT NOT NULL REFERENCES users (user_id),
  kind         TEXT NOT NULL CONSTRAINT user_tokens_kind_check CHECK (kind IN ('session', 'token')),
  name         TEXT,
  token_hash   TEXT NOT NULL CONSTRAINT user_tokens_token_hash_key UNIQUE,
  scope        TEXT NOT NULL CONSTRAINT user_tokens_scope_check CHECK (json_valid(scope)),
  expires_at   INTEGER,
  last_used_at INTEGER,
  revoked_at   INTEGER,
  created_at   INTEGER NOT NULL,
  created_by   TEXT NOT NULL
, made_by TEXT REFERENCES users (user_id)) STRICT;
CREATE TABLE rooms (
  id               INTEGER PRIMARY KEY,
  name             TEXT NOT NULL CONSTRAINT rooms_name_check CHECK (length(name) BETWEEN 1 AND 255),
  name_key         TEXT NOT NULL CONSTRAINT rooms_name_key_key UNIQUE,
  max_capacity     INTEGER NOT NULL CONSTRAINT rooms_max_capacity_check CHECK (max_capacity >= 0),
  room_type        TEXT NOT NULL CONSTRAINT rooms_room_type_check CHECK (room_type IN ('training', 'office', 'boardroom', 'other')),
  has_devices      INTEGER NOT NULL CONSTRAINT rooms_has_devices_check CHECK (has_devices IN (0, 1)),
  is_active        INTEGER NOT NULL CONSTRAINT rooms_is_active_check CHECK (is_active IN (0, 1)),
  setup_minutes    INTEGER NOT NULL CONSTRAINT rooms_setup_minutes_check CHECK (setup_minutes BETWEEN 0 AND 1440),
  teardown_minutes INTEGER NOT NULL CONSTRAINT rooms_teardown_minutes_check CHECK (teardown_minutes BETWEEN 0 AND 1440),
  -- bookings that end after this instant are held with the buffers, older ones for their bare period
  buffers_from     INTEGER NOT NULL,
  opens_at         TEXT,
  closes_at        TEXT,
  min_minutes      INTEGER CONSTRAINT rooms_min_minutes_check CHECK (min_minutes > 0),
  max_minutes      INTEGER CONSTRAINT rooms_max_minutes_check CHECK (max_minutes >= min_minutes),
  notice_hours     INTEGER CONSTRAINT rooms_notice_hours_check CHECK (notice_hours >= 0),
  horizon_days     INTEGER CONSTRAINT rooms_horizon_days_check CHECK (horizon_days > 0),
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL
, location_id INTEGER REFERENCES locations (id)) STRICT;
CREATE TABLE room_aliases (
  alias_key  TEXT NOT NULL PRIMARY KEY,
  alias      TEXT NOT NULL CONSTRAINT room_aliases_alias_check CHECK (length(alias) BETWEEN 1 AND 255),
  room_id    INTEGER NOT NULL REFERENCES rooms (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE room_amenities (
  room_id INTEGER NOT NULL REFERENCES rooms (id),
  amenity TEXT NOT NULL CONSTRAINT room_amenities_amenity_check CHECK (length(amenity) BETWEEN 1 AND 100),
  PRIMARY KEY (room_id, amenity)
) STRICT, WITHOUT ROWID;
CREATE TABLE room_components (
  room_id      INTEGER NOT NULL REFERENCES rooms (id),
  component_id INTEGER NOT NULL REFERENCES rooms (id),
  PRIMARY KEY (room_id, component_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE booking_series (
  id         INTEGER PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE bookings (
  id                     INTEGER PRIMARY KEY,
  series_id              INTEGER REFERENCES booking_series (id),
  room_id                INTEGER REFERENCES rooms (id),
  wished_room_id         INTEGER REFERENCES rooms (id),
  starts_at              INTEGER NOT NULL,
  ends_at                INTEGER NOT NULL,
  client_name            TEXT NOT NULL CONSTRAINT bookings_client_name_check CHECK (length(client_name) BETWEEN 1 AND 255),
  status                 TEXT NOT NULL CONSTRAINT bookings_status_check CHECK (status IN
                           ('pending', 'room_assigned', 'confirmed', 'checked_in', 'completed', 'rejected', 'cancelled', 'no_show')),
  tenant_id              TEXT NOT NULL CONSTRAINT bookings_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  num_learners           INTEGER NOT NULL CONSTRAINT bookings_num_learners_check CHECK (num_learners >= 0),
  num_facilitators       INTEGER NOT NULL CONSTRAINT bookings_num_facilitators_check CHECK (num_facilitators >= 0),
  headcount              INTEGER NOT NULL CONSTRAINT bookings_headcount_check CHECK (headcount >= 0),
  client_contact_person  TEXT,
  client_email           TEXT,
  client_phone           TEXT,
  devices_needed         INTEGER NOT NULL CONSTRAINT bookings_devices_needed_check CHECK (devices_needed >= 0),
  device_type_preference TEXT CONSTRAINT bookings_device_type_preference_check CHECK (device_type_preference IN ('any', 'laptops', 'desktops')),
  requester_notes        TEXT,
  room_boss_notes        TEXT,
  long_term              INTEGER NOT NULL CONSTRAINT bookings_long_term_check CHECK (long_term IN (0, 1)),
  status_reason          TEXT,
  over_capacity_reason   TEXT,
  revision               INTEGER NOT NULL CONSTRAINT bookings_revision_check CHECK (revision >= 0),
  created_by             TEXT NOT NULL,
  created_at             INTEGER NOT NULL,
  updated_at             INTEGER NOT NULL, device_only INTEGER NOT NULL DEFAULT 0
  CONSTRAINT bookings_device_only_check CHECK (device_only IN (0, 1))
  CONSTRAINT bookings_device_only_room_check CHECK (device_only = 0 OR (room_id IS NULL AND wished_room_id IS NULL)), agreed_ends_at INTEGER
  CONSTRAINT bookings_agreed_ends_at_check CHECK (agreed_ends_at > ends_at), client_id INTEGER REFERENCES clients (id) NOT NULL,
  CONSTRAINT bookings_period_check CHECK (ends_at > starts_at),
  CONSTRAINT bookings_pending_check CHECK (status <> 'pending' OR room_id IS NULL),
  CONSTRAINT bookings_room_assigned_check CHECK (status <> 'room_assigned' OR room_id IS NOT NULL)
) STRICT;
CREATE TABLE booking_catering (
  booking_id         INTEGER NOT NULL PRIMARY KEY REFERENCES bookings (id),
  coffee_tea_station INTEGER NOT NULL CONSTRAINT booking_catering_coffee_tea_station_check CHECK (coffee_tea_station IN (0, 1)),
  morning_catering   TEXT CONSTRAINT booking_catering_morning_catering_check CHECK (morning_catering IN ('none', 'pastry', 'sandwiches')),
  lunch_catering     TEXT CONSTRAINT booking_catering_lunch_catering_check CHECK (lunch_catering IN ('none', 'self_catered', 'in_house')),
  catering_notes     TEXT,
  stationery_needed  INTEGER NOT NULL CONSTRAINT booking_catering_stationery_needed_check CHECK (stationery_needed IN (0, 1)),
  water_bottles      INTEGER NOT NULL CONSTRAINT booking_catering_water_bottles_check CHECK (water_bottles >= 0)
, amenities TEXT
  CONSTRAINT booking_catering_amenities_check CHECK (length(amenities) BETWEEN 1 AND 1000), printed_pages INTEGER NOT NULL DEFAULT 0
  CONSTRAINT booking_catering_printed_pages_check CHECK (printed_pages >= 0)) STRICT;
CREATE TABLE device_categories (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CONSTRAINT device_categories_name_check CHECK (length(name) BETWEEN 1 AND 255),
  name_key   TEXT NOT NULL CONSTRAINT device_categories_name_key_key UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE imports (
  id         INTEGER PRIMARY KEY,
  source     TEXT NOT NULL CONSTRAINT imports_source_check CHECK (length(source) BETWEEN 1 AND 255),
  file       TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  options    TEXT NOT NULL CONSTRAINT imports_options_check CHECK (json_valid(options)),
  report     TEXT NOT NULL CONSTRAINT imports_report_check CHECK (json_valid(report)),
  applied_at INTEGER NOT NULL,
  applied_by TEXT NOT NULL,
  undone_at  INTEGER,
  undone_by  TEXT
, kind TEXT NOT NULL DEFAULT 'schedule', CONSTRAINT imports_kind_check CHECK (kind IN
  ('schedule', 'rooms', 'devices', 'bookings', 'clients', 'pricing', 'users', 'demo', 'legacy'))) STRICT;
CREATE TABLE import_rows (
  id         INTEGER PRIMARY KEY,
  import_id  INTEGER NOT NULL REFERENCES imports (id),
  sheet      TEXT,
  cell       TEXT,
  text       TEXT,
  action     TEXT NOT NULL,
  room_id    INTEGER REFERENCES rooms (id),
  day        TEXT,
  booking_id INTEGER REFERENCES bookings (id),
  said       TEXT CONSTRAINT import_rows_said_check CHECK (said IS NULL OR json_valid(said)),
  before     TEXT CONSTRAINT import_rows_before_check CHECK (before IS NULL OR json_valid(before)),
  after      TEXT CONSTRAINT import_rows_after_check CHECK (after IS NULL OR json_valid(after)),
  message    TEXT
, record TEXT, CONSTRAINT import_rows_action_check CHECK (action IN
  ('create', 'update', 'keep', 'disagree', 'cancel', 'conflict', 'reject', 'ignore', 'closed'))) STRICT;
CREATE TABLE audit_log (
  seq          INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,
  actor        TEXT NOT NULL,
  on_behalf_of TEXT,
  command      TEXT NOT NULL,
  entity       TEXT NOT NULL,
  entity_id    TEXT NOT NULL,
  before       TEXT,
  after        TEXT,
  metadata     TEXT,
  duration_ms  INTEGER NOT NULL,
  hash         TEXT NOT NULL
, form INTEGER NOT NULL DEFAULT 1 CONSTRAINT audit_log_seq_check CHECK (seq > 0), login TEXT, token_id INTEGER, token_maker TEXT) STRICT;
CREATE TABLE audit_head (
  id   INTEGER PRIMARY KEY CONSTRAINT audit_head_one_row CHECK (id = 1),
  seq  INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  topic      TEXT NOT NULL CONSTRAINT outbox_topic_check CHECK (length(topic) BETWEEN 1 AND 100),
  -- a JSON array of roles and users
  audience   TEXT NOT NULL CONSTRAINT outbox_audience_check CHECK (json_valid(audience)),
  entity     TEXT NOT NULL,
  entity_id  TEXT NOT NULL,
  message    TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  drained_at INTEGER
) STRICT;
CREATE TABLE rental_numbers (
  year        INTEGER NOT NULL PRIMARY KEY,
  last_number INTEGER NOT NULL CONSTRAINT rental_numbers_last_number_check CHECK (last_number > 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE offsite_rentals (
  id                    INTEGER PRIMARY KEY,
  rental_no             TEXT NOT NULL CONSTRAINT offsite_rentals_rental_no_key UNIQUE,
  booking_id            INTEGER REFERENCES bookings (id),
  client_name           TEXT NOT NULL CONSTRAINT offsite_rentals_client_name_check CHECK (length(client_name) BETWEEN 1 AND 255),
  contact_person        TEXT NOT NULL,
  contact_number        TEXT NOT NULL,
  contact_email         TEXT,
  company               TEXT NOT NULL,
  address               TEXT NOT NULL,
  notes                 TEXT,
  rental_date           TEXT NOT NULL,
  return_expected_date  TEXT NOT NULL,
  -- what the two dates come to at the site: the hold begins and ends here
  starts_at             INTEGER NOT NULL,
  due_at                INTEGER NOT NULL,
  returned_at           INTEGER,
  rental_form_generated INTEGER NOT NULL CONSTRAINT offsite_rentals_rental_form_generated_check CHECK (rental_form_generated IN (0, 1)),
  created_by            TEXT NOT NULL,
  created_at            INTEGER NOT NULL,
  updated_at            INTEGER NOT NULL, client_id INTEGER REFERENCES clients (id) NOT NULL,
  CONSTRAINT offsite_rentals_period_check CHECK (due_at > starts_at)
) STRICT;
CREATE TABLE "booking_device_assignments" (
  id                 INTEGER PRIMARY KEY,
  booking_id         INTEGER REFERENCES bookings (id),
  device_category_id INTEGER REFERENCES device_categories (id),
  quantity           INTEGER NOT NULL CONSTRAINT booking_device_assignments_quantity_check CHECK (quantity > 0),
  created_at         INTEGER NOT NULL,
  rental_id          INTEGER REFERENCES offsite_rentals (id),
  device_id          INTEGER REFERENCES devices (id),
  assignment_type    TEXT CONSTRAINT booking_device_assignments_assignment_type_check CHECK (assignment_type IN ('manual', 'auto')),
  assigned_by        TEXT,
  assigned_at        INTEGER,
  returned_at        INTEGER,
  return_condition   TEXT CONSTRAINT booking_device_assignments_return_condition_check CHECK (return_condition IN
                       ('ok', 'needs_inspection', 'repair', 'lost')),
  notes              TEXT, due_on TEXT,
  CONSTRAINT booking_device_assignments_whose_check CHECK (booking_id IS NOT NULL OR rental_id IS NOT NULL),
  CONSTRAINT booking_device_assignments_request_check
    CHECK (device_id IS NOT NULL OR (booking_id IS NOT NULL AND rental_id IS NULL AND returned_at IS NULL)),
  CONSTRAINT booking_device_assignments_device_check
    CHECK (device_id IS NULL OR (quantity = 1 AND assigned_at IS NOT NULL AND assigned_by IS NOT NULL AND assignment_type IS NOT NULL)),
  CONSTRAINT booking_device_assignments_return_check
    CHECK ((returned_at IS NULL) = (return_condition IS NULL) AND (returned_at IS NULL OR rental_id IS NOT NULL))
) STRICT;
CREATE TABLE device_holds (
  device_id     INTEGER NOT NULL,
  starts_at     INTEGER NOT NULL,
  ends_at       INTEGER NOT NULL,
  assignment_id INTEGER NOT NULL,
  PRIMARY KEY (device_id, starts_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE device_movement_log (
  id              INTEGER PRIMARY KEY,
  device_id       INTEGER NOT NULL REFERENCES devices (id),
  action          TEXT NOT NULL CONSTRAINT device_movement_log_action_check CHECK (action IN
                    ('added', 'moved', 'assigned', 'unassigned', 'rented', 'returned', 'extended')),
  from_status     TEXT,
  to_status       TEXT,
  from_place      TEXT,
  to_place        TEXT,
  from_booking_id INTEGER REFERENCES bookings (id),
  to_booking_id   INTEGER REFERENCES bookings (id),
  rental_id       INTEGER REFERENCES offsite_rentals (id),
  reason          TEXT,
  performed_by    TEXT NOT NULL,
  created_at      INTEGER NOT NULL
) STRICT;
CREATE TABLE pricing_catalog (
  id                 INTEGER PRIMARY KEY,
  item_type          TEXT NOT NULL CONSTRAINT pricing_catalog_item_type_check CHECK (item_type IN ('room', 'device_category', 'catering', 'amenity')),
  -- a room or a device category; catering and amenities have a name instead
  item_id            INTEGER,
  item_name          TEXT,
  -- what is priced, in one word: room:12, catering:inhouselunch
  item_key           TEXT NOT NULL,
  pricing_tier       TEXT NOT NULL CONSTRAINT pricing_catalog_pricing_tier_check CHECK (pricing_tier IN ('standard', 'premium', 'discounted')),
  daily_rate_cents   INTEGER CONSTRAINT pricing_catalog_daily_rate_cents_check CHECK (daily_rate_cents BETWEEN 0 AND 100000000000),
  weekly_rate_cents  INTEGER CONSTRAINT pricing_catalog_weekly_rate_cents_check CHECK (weekly_rate_cents BETWEEN 0 AND 100000000000),
  monthly_rate_cents INTEGER CONSTRAINT pricing_catalog_monthly_rate_cents_check CHECK (monthly_rate_cents BETWEEN 0 AND 100000000000),
  unit_price_cents   INTEGER CONSTRAINT pricing_catalog_unit_price_cents_check CHECK (unit_price_cents BETWEEN 0 AND 100000000000),
  unit               TEXT CONSTRAINT pricing_catalog_unit_check CHECK (unit IN ('person', 'item', 'day', 'booking')),
  currency           TEXT NOT NULL CONSTRAINT pricing_catalog_currency_check CHECK (length(currency) = 3),
  notes              TEXT,
  -- the first and the last day on which it holds; no last day: until another price follows
  effective_date     TEXT NOT NULL,
  expiry_date        TEXT,
  is_active          INTEGER NOT NULL CONSTRAINT pricing_catalog_is_active_check CHECK (is_active IN (0, 1)),
  created_at         INTEGER NOT NULL,
  created_by         TEXT NOT NULL,
  updated_at         INTEGER NOT NULL,
  updated_by         TEXT NOT NULL,
  -- not in schema.rs: only the references read them
  room_id            INTEGER GENERATED ALWAYS AS (CASE WHEN item_type = 'room' THEN item_id END) STORED REFERENCES rooms (id),
  device_category_id INTEGER GENERATED ALWAYS AS (CASE WHEN item_type = 'device_category' THEN item_id END) STORED REFERENCES device_categories (id), hourly_rate_cents INTEGER CONSTRAINT pricing_catalog_hourly_rate_cents_check
  CHECK (hourly_rate_cents IS NULL OR (hourly_rate_cents BETWEEN 0 AND 100000000000 AND item_type = 'room')), minimum_hours INTEGER CONSTRAINT pricing_catalog_minimum_hours_check
  CHECK (minimum_hours IS NULL OR (minimum_hours BETWEEN 1 AND 24 AND hourly_rate_cents IS NOT NULL)), client_id INTEGER REFERENCES clients (id),
  CONSTRAINT pricing_catalog_item_check CHECK (CASE WHEN item_type IN ('room', 'device_category')
    THEN item_id IS NOT NULL AND item_name IS NULL AND item_key = item_type || ':' || CAST(item_id AS TEXT)
    ELSE item_id IS NULL AND item_name IS NOT NULL AND length(item_name) BETWEEN 1 AND 255 AND item_key LIKE item_type || ':_%' END),
  -- time is paid for rooms and devices, things for the rest
  CONSTRAINT pricing_catalog_rates_check CHECK (CASE WHEN item_type IN ('room', 'device_category')
    THEN unit_price_cents IS NULL AND unit IS NULL
    ELSE unit_price_cents IS NOT NULL AND unit IS NOT NULL
         AND daily_rate_cents IS NULL AND weekly_rate_cents IS NULL AND monthly_rate_cents IS NULL END),
  CONSTRAINT pricing_catalog_window_check CHECK (expiry_date >= effective_date)
) STRICT;
CREATE TABLE booking_costing (
  id             INTEGER PRIMARY KEY,
  entry          TEXT NOT NULL CONSTRAINT booking_costing_entry_check CHECK (entry IN ('proposal', 'approval', 'rejection')),
  -- of a decision: what it decides, once
  proposal_id    INTEGER REFERENCES booking_costing (id) CONSTRAINT booking_costing_proposal_id_key UNIQUE,
  -- of a correction: the first costing of the same booking or rental; its amounts are what differs
  corrects_id    INTEGER REFERENCES booking_costing (id),
  -- of the second half of a move, which charges a booking in another month, room or name: the half that takes it back
  follows_id     INTEGER REFERENCES booking_costing (id) CONSTRAINT booking_costing_follows_id_key UNIQUE,
  -- proposals that were quoted together have the same: the id of one of them
  batch_id       INTEGER NOT NULL REFERENCES booking_costing (id),
  booking_id     INTEGER REFERENCES bookings (id),
  rental_id      INTEGER REFERENCES offsite_rentals (id),
  client_name    TEXT NOT NULL,
  client_key     TEXT NOT NULL,
  room_id        INTEGER REFERENCES rooms (id),
  tenant_id      TEXT CONSTRAINT booking_costing_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  -- the first day, and its month as 2026-03
  service_on     TEXT NOT NULL,
  service_month  TEXT NOT NULL CONSTRAINT booking_costing_service_month_check CHECK (length(service_month) = 7),
  pricing_tier   TEXT NOT NULL CONSTRAINT booking_costing_pricing_tier_check CHECK (pricing_tier IN ('standard', 'premium', 'discounted')),
  -- hundredths of a percent
  discount       INTEGER NOT NULL CONSTRAINT booking_costing_discount_check CHECK (discount BETWEEN 0 AND 10000),
  currency       TEXT NOT NULL CONSTRAINT booking_costing_currency_check CHECK (length(currency) = 3),
  subtotal_cents INTEGER NOT NULL,
  tax_cents      INTEGER NOT NULL,
  total_cents    INTEGER NOT NULL,
  -- the quote, and what it was made of: a booking that is no longer so has a stale costing
  lines          TEXT CONSTRAINT booking_costing_lines_check CHECK (lines IS NULL OR json_valid(lines)),
  basis          TEXT CONSTRAINT booking_costing_basis_check CHECK (basis IS NULL OR json_valid(basis)),
  reason         TEXT,
  -- in whose name, and who really typed it
  created_by     TEXT NOT NULL,
  entered_by     TEXT NOT NULL,
  created_at     INTEGER NOT NULL, login TEXT, discount_rest INTEGER NOT NULL DEFAULT 0
  CONSTRAINT booking_costing_discount_rest_check CHECK (discount_rest BETWEEN 0 AND 9), adjustment TEXT
  CONSTRAINT booking_costing_adjustment_check CHECK (adjustment IN ('credit', 'damage', 'loss', 'cancellation_fee', 'goodwill')
    AND (entry <> 'proposal' OR length(reason) > 0)), one_person INTEGER NOT NULL DEFAULT FALSE
  CONSTRAINT booking_costing_one_person_check CHECK (one_person IN (0, 1) AND (one_person = 0 OR entry <> 'proposal')), booked_month TEXT
  CONSTRAINT booking_costing_booked_month_check CHECK (length(booked_month) = 7 AND booked_month > service_month),
  CONSTRAINT booking_costing_total_check CHECK (total_cents = subtotal_cents + tax_cents),
  CONSTRAINT booking_costing_amounts_check CHECK (corrects_id IS NOT NULL OR (subtotal_cents >= 0 AND tax_cents >= 0)),
  CONSTRAINT booking_costing_whose_check CHECK ((booking_id IS NULL) <> (rental_id IS NULL)),
  CONSTRAINT booking_costing_proposal_check CHECK (CASE entry
    WHEN 'proposal' THEN proposal_id IS NULL AND lines IS NOT NULL AND basis IS NOT NULL
    ELSE proposal_id IS NOT NULL AND lines IS NULL AND basis IS NULL END),
  CONSTRAINT booking_costing_follows_check CHECK (follows_id IS NULL OR (entry = 'proposal' AND corrects_id IS NOT NULL)),
  CONSTRAINT booking_costing_reason_check CHECK (entry <> 'rejection' OR length(reason) > 0)
) STRICT;
CREATE TABLE notifications (
  id                INTEGER PRIMARY KEY,
  notification_type TEXT NOT NULL CONSTRAINT notifications_notification_type_check CHECK (length(notification_type) BETWEEN 1 AND 100),
  severity          TEXT NOT NULL CONSTRAINT notifications_severity_check CHECK (severity IN ('info', 'warn', 'alert')),
  entity            TEXT NOT NULL,
  entity_id         TEXT NOT NULL,
  -- what it is about: of each such thing one is open at a time
  condition_key     TEXT NOT NULL CONSTRAINT notifications_condition_key_check CHECK (length(condition_key) > 0),
  title             TEXT NOT NULL CONSTRAINT notifications_title_check CHECK (length(title) > 0),
  message           TEXT NOT NULL,
  details           TEXT NOT NULL CONSTRAINT notifications_details_check CHECK (json_valid(details)),
  opened_at         INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  resolved_at       INTEGER
, escalations INTEGER NOT NULL DEFAULT 0
  CONSTRAINT notifications_escalations_check CHECK (escalations >= 0)) STRICT;
CREATE TABLE notification_recipients (
  recipient       TEXT NOT NULL CONSTRAINT notification_recipients_recipient_check CHECK (recipient LIKE 'role:%' OR recipient LIKE 'user:%'),
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  PRIMARY KEY (recipient, notification_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE notification_reads (
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  user_id         TEXT NOT NULL REFERENCES users (user_id),
  read_at         INTEGER,
  acked_at        INTEGER,
  snoozed_until   INTEGER,
  PRIMARY KEY (notification_id, user_id),
  CONSTRAINT notification_reads_acked_check CHECK (acked_at IS NULL OR read_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE TABLE notification_digests (
  id              INTEGER PRIMARY KEY,
  user_id         TEXT NOT NULL REFERENCES users (user_id),
  channel         TEXT NOT NULL CONSTRAINT notification_digests_channel_check CHECK (channel IN ('smtp', 'webhook', 'stdout')),
  -- made once: a digest that is sent again is known by it
  message_id      TEXT NOT NULL CONSTRAINT notification_digests_message_id_key UNIQUE,
  state           TEXT NOT NULL CONSTRAINT notification_digests_state_check CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
  attempts        INTEGER NOT NULL CONSTRAINT notification_digests_attempts_check CHECK (attempts >= 0),
  next_attempt_at INTEGER,
  claimed_at      INTEGER,
  last_error      TEXT,
  created_at      INTEGER NOT NULL,
  sent_at         INTEGER, claimed_until INTEGER
  CONSTRAINT notification_digests_claimed_until_check CHECK (state <> 'sending' OR claimed_until IS NOT NULL),
  CONSTRAINT notification_digests_whose_key UNIQUE (id, user_id, channel),
  CONSTRAINT notification_digests_sent_check CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT notification_digests_claimed_check CHECK (state <> 'sending' OR claimed_at IS NOT NULL)
) STRICT;
CREATE TABLE stock_thresholds (
  category_id   INTEGER NOT NULL PRIMARY KEY REFERENCES device_categories (id),
  warn_percent  INTEGER CONSTRAINT stock_thresholds_warn_percent_check CHECK (warn_percent BETWEEN 0 AND 100),
  alert_percent INTEGER CONSTRAINT stock_thresholds_alert_percent_check CHECK (alert_percent BETWEEN 0 AND 100),
  warn_count    INTEGER CONSTRAINT stock_thresholds_warn_count_check CHECK (warn_count BETWEEN 0 AND 100000),
  updated_at    INTEGER NOT NULL,
  updated_by    TEXT NOT NULL
) STRICT;
CREATE TABLE booking_refs (
  external_id TEXT NOT NULL PRIMARY KEY CONSTRAINT booking_refs_external_id_check CHECK (length(external_id) BETWEEN 1 AND 100),
  booking_id  INTEGER NOT NULL CONSTRAINT booking_refs_booking_id_key UNIQUE REFERENCES bookings (id),
  created_at  INTEGER NOT NULL
) STRICT;
CREATE TABLE booking_imports (
  booking_id INTEGER NOT NULL PRIMARY KEY REFERENCES bookings (id),
  import_id  INTEGER NOT NULL REFERENCES imports (id),
  sheet      TEXT,
  cell       TEXT
) STRICT;
CREATE TABLE audit_values (
  seq    INTEGER NOT NULL,
  -- SHA-256 of the salt followed by the value
  digest TEXT NOT NULL,
  salt   TEXT CONSTRAINT audit_values_salt_check CHECK (length(salt) = 32),
  value  TEXT,
  PRIMARY KEY (seq, digest),
  CONSTRAINT audit_values_erased_check CHECK ((salt IS NULL) = (value IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE "idempotency_keys" (
  key          TEXT NOT NULL CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 255),
  command      TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  entity_ids   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  created_by   TEXT NOT NULL,
  PRIMARY KEY (created_by, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_remainders (
  kind    TEXT NOT NULL,
  source  TEXT NOT NULL CONSTRAINT import_remainders_source_check CHECK (length(source) BETWEEN 1 AND 255),
  digest  TEXT NOT NULL CONSTRAINT import_remainders_digest_check CHECK (length(digest) = 64),
  row_count INTEGER NOT NULL CONSTRAINT import_remainders_row_count_check CHECK (row_count > 0),
  -- the first of them, for people
  first_rows TEXT NOT NULL,
  told_at INTEGER NOT NULL, row_digests TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (kind, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE booking_places (
  booking_id INTEGER NOT NULL REFERENCES bookings (id),
  room_id    INTEGER NOT NULL REFERENCES rooms (id),
  starts_at  INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  PRIMARY KEY (booking_id, room_id, starts_at, ends_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE operations (
  id           INTEGER PRIMARY KEY,
  -- its last row of the audit log
  audit_seq    INTEGER NOT NULL CONSTRAINT operations_audit_seq_key UNIQUE,
  at           INTEGER NOT NULL,
  actor        TEXT NOT NULL,
  on_behalf_of TEXT,
  command      TEXT NOT NULL,
  -- the command line, without secrets
  words        TEXT NOT NULL,
  -- the operation that this one undoes
  undoes       INTEGER REFERENCES operations (id),
  -- the login of the server; a file has none
  login        TEXT
) STRICT;
CREATE TABLE operation_rows (
  id           INTEGER PRIMARY KEY,
  -- empty for what was changed past the program
  operation_id INTEGER REFERENCES operations (id),
  table_name   TEXT NOT NULL,
  -- the values of its key, with a slash between two
  row_key      TEXT NOT NULL,
  -- the row before the change; empty where there was none
  before       TEXT,
  -- by which a server finds the rows of the transaction that ends; a file has one writer
  transaction_id INTEGER
, CONSTRAINT operation_rows_before_check CHECK (before IS NULL OR json_valid(before))) STRICT;
CREATE TABLE devices (
  id             INTEGER PRIMARY KEY,
  serial_number  TEXT NOT NULL CONSTRAINT devices_serial_number_check CHECK (length(serial_number) BETWEEN 1 AND 255),
  serial_key     TEXT NOT NULL CONSTRAINT devices_serial_key_key UNIQUE,
  name           TEXT,
  category_id    INTEGER NOT NULL REFERENCES device_categories (id),
  -- where it is in its life; that it serves a booking now follows from its holds
  status         TEXT NOT NULL CONSTRAINT devices_status_check CHECK (status IN
                   ('new', 'available', 'offsite', 'returned', 'testing', 'maintenance', 'lost', 'sold', 'retired')),
  status_since   INTEGER NOT NULL,
  place          TEXT,
  office_account TEXT,
  anydesk_id     TEXT,
  notes          TEXT,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
, brand TEXT, model TEXT, purchased_on TEXT, price_cents INTEGER CONSTRAINT devices_price_cents_check CHECK (price_cents >= 0), warranty_until TEXT, repair_key INTEGER GENERATED ALWAYS AS (CASE WHEN status = 'maintenance' THEN id END) VIRTUAL
  REFERENCES tasks (open_repair_of) DEFERRABLE INITIALLY DEFERRED, location_id INTEGER REFERENCES locations (id)) STRICT;
CREATE TABLE notification_digest_items (
  digest_id       INTEGER NOT NULL,
  notification_id INTEGER NOT NULL REFERENCES notifications (id),
  user_id         TEXT NOT NULL,
  channel         TEXT NOT NULL,
  escalations     INTEGER NOT NULL,
  PRIMARY KEY (notification_id, user_id, channel, escalations),
  FOREIGN KEY (digest_id, user_id, channel) REFERENCES notification_digests (id, user_id, channel)
) STRICT, WITHOUT ROWID;
CREATE TABLE costing_lines (
  costing_id    INTEGER NOT NULL REFERENCES booking_costing (id),
  place         INTEGER NOT NULL CONSTRAINT costing_lines_place_check CHECK (place > 0),
  kind          TEXT NOT NULL CONSTRAINT costing_lines_kind_check CHECK (kind IN ('room', 'device', 'catering', 'amenity',
                  'printing', 'damage', 'loss', 'cancellation', 'discount', 'adjustment', 'rounding')),
  item          TEXT NOT NULL CONSTRAINT costing_lines_item_check CHECK (length(item) > 0),
  service_month TEXT NOT NULL CONSTRAINT costing_lines_service_month_check CHECK (
                  service_month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' AND substr(service_month, 6) BETWEEN '01' AND '12'),
  -- whole units at their rate, or one share at its amount
  quantity      INTEGER NOT NULL,
  unit          TEXT NOT NULL,
  rate_cents    INTEGER NOT NULL,
  amount_cents  INTEGER NOT NULL,
  -- thousandths of a percent
  tax_rate      INTEGER NOT NULL CONSTRAINT costing_lines_tax_rate_check CHECK (tax_rate BETWEEN 0 AND 100000),
  tax_cents     INTEGER NOT NULL,
  why           TEXT NOT NULL, booked_month TEXT
  CONSTRAINT costing_lines_booked_month_check CHECK (length(booked_month) = 7 AND booked_month > service_month),
  PRIMARY KEY (costing_id, place),
  CONSTRAINT costing_lines_amount_check CHECK (amount_cents = quantity * rate_cents)
) STRICT, WITHOUT ROWID;
CREATE TABLE tax_rates (
  -- the earliest one holds before its day, too
  holds_from TEXT NOT NULL PRIMARY KEY CONSTRAINT tax_rates_holds_from_check CHECK (length(holds_from) = 10 AND holds_from IS date(holds_from, '+0 days')),
  -- thousandths of a percent
  rate       INTEGER NOT NULL CONSTRAINT tax_rates_rate_check CHECK (rate BETWEEN 0 AND 100000),
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
, country TEXT CONSTRAINT clients_country_check CHECK (country GLOB '[A-Z][A-Z]')) STRICT;
CREATE TABLE client_aliases (
  name_key   TEXT NOT NULL PRIMARY KEY,
  alias      TEXT NOT NULL CONSTRAINT client_aliases_alias_check CHECK (length(alias) BETWEEN 1 AND 255),
  client_id  INTEGER NOT NULL REFERENCES clients (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE period_events (
  id            INTEGER PRIMARY KEY,
  -- 2026-03
  month         TEXT NOT NULL CONSTRAINT period_events_month_check CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  -- empty: all tenants
  tenant_id     TEXT CONSTRAINT period_events_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  event         TEXT NOT NULL CONSTRAINT period_events_event_check CHECK (event IN ('held', 'closed', 'reopening', 'reopened')),
  -- of a reopening: the request that it grants, once
  request_id    INTEGER REFERENCES period_events (id) CONSTRAINT period_events_request_id_key UNIQUE,
  reason        TEXT,
  -- of a closing: every line that is booked in the month, in a fixed form, their hash and their sums by currency
  snapshot      TEXT,
  snapshot_hash TEXT,
  totals        TEXT CONSTRAINT period_events_totals_check CHECK (totals IS NULL OR json_valid(totals)),
  one_person    INTEGER NOT NULL DEFAULT FALSE CONSTRAINT period_events_one_person_check CHECK (one_person IN (0, 1)),
  created_by    TEXT NOT NULL,
  entered_by    TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  -- the login of the server; a file has none
  login         TEXT,
  CONSTRAINT period_events_snapshot_check CHECK (CASE event WHEN 'closed'
    THEN snapshot IS NOT NULL AND length(snapshot_hash) = 64 AND totals IS NOT NULL
    ELSE snapshot IS NULL AND snapshot_hash IS NULL AND totals IS NULL END),
  CONSTRAINT period_events_reason_check CHECK (event NOT IN ('reopening', 'reopened') OR coalesce(length(reason), 0) > 0)
) STRICT;
CREATE TABLE invoices (
  id             INTEGER PRIMARY KEY,
  -- INV-2026-0001, CN-2026-0001: without a gap in each year
  number         TEXT NOT NULL CONSTRAINT invoices_number_key UNIQUE,
  series         TEXT NOT NULL CONSTRAINT invoices_series_check CHECK (series IN ('INV', 'CN')),
  year           INTEGER NOT NULL,
  ordinal        INTEGER NOT NULL CONSTRAINT invoices_ordinal_check CHECK (ordinal > 0),
  -- of a credit note: the invoice that it takes back, if it takes back one
  credits_id     INTEGER REFERENCES invoices (id),
  client_name    TEXT NOT NULL,
  client_key     TEXT NOT NULL,
  -- name, tax number and address as they were when it was issued
  bill_to        TEXT NOT NULL CONSTRAINT invoices_bill_to_check CHECK (json_valid(bill_to)),
  issued_on      TEXT NOT NULL,
  due_on         TEXT NOT NULL,
  -- the month that it bills: 2026-03
  month          TEXT NOT NULL CONSTRAINT invoices_month_check CHECK (length(month) = 7),
  currency       TEXT NOT NULL CONSTRAINT invoices_currency_check CHECK (length(currency) = 3),
  subtotal_cents INTEGER NOT NULL,
  tax_cents      INTEGER NOT NULL,
  total_cents    INTEGER NOT NULL,
  reason         TEXT,
  document_hash  TEXT NOT NULL CONSTRAINT invoices_document_hash_check CHECK (length(document_hash) = 64),
  created_by     TEXT NOT NULL,
  entered_by     TEXT NOT NULL,
  created_at     INTEGER NOT NULL, client_id INTEGER REFERENCES clients (id) NOT NULL, addressee_salt TEXT CONSTRAINT invoices_addressee_salt_check CHECK (length(addressee_salt) = 32), addressee_hash TEXT CONSTRAINT invoices_addressee_hash_check CHECK (length(addressee_hash) = 64),
  CONSTRAINT invoices_ordinal_key UNIQUE (series, year, ordinal),
  CONSTRAINT invoices_number_check CHECK (number = series || '-' || year || '-' || printf('%04d', ordinal)),
  CONSTRAINT invoices_year_check CHECK (CAST(year AS TEXT) = substr(issued_on, 1, 4)),
  CONSTRAINT invoices_due_on_check CHECK (due_on >= issued_on),
  CONSTRAINT invoices_total_check CHECK (total_cents = subtotal_cents + tax_cents),
  CONSTRAINT invoices_sign_check CHECK (CASE series WHEN 'INV' THEN total_cents >= 0 AND credits_id IS NULL ELSE total_cents <= 0 END),
  CONSTRAINT invoices_reason_check CHECK (credits_id IS NULL OR coalesce(length(reason), 0) > 0)
) STRICT;
CREATE TABLE payments (
  id           INTEGER PRIMARY KEY,
  -- RC-2026-0001: without a gap in each year
  number       TEXT NOT NULL CONSTRAINT payments_number_key UNIQUE,
  year         INTEGER NOT NULL,
  ordinal      INTEGER NOT NULL CONSTRAINT payments_ordinal_check CHECK (ordinal > 0),
  kind         TEXT NOT NULL CONSTRAINT payments_kind_check CHECK (kind IN ('payment', 'refund', 'reversal')),
  -- of a reversal: what it takes back, once
  reverses_id  INTEGER REFERENCES payments (id) CONSTRAINT payments_reverses_id_key UNIQUE,
  client_name  TEXT NOT NULL,
  client_key   TEXT NOT NULL,
  -- what comes in is positive, what goes out negative
  amount_cents INTEGER NOT NULL CONSTRAINT payments_amount_check CHECK (amount_cents <> 0),
  currency     TEXT NOT NULL CONSTRAINT payments_currency_check CHECK (length(currency) = 3),
  received_on  TEXT NOT NULL,
  method       TEXT NOT NULL CONSTRAINT payments_method_check CHECK (method IN ('cash', 'eft', 'card', 'other')),
  reference    TEXT,
  reason       TEXT,
  -- of a bank's statement: the bank's own number, or a hash of the row
  source_id    TEXT CONSTRAINT payments_source_id_key UNIQUE,
  created_by   TEXT NOT NULL,
  entered_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL, client_id INTEGER REFERENCES clients (id) NOT NULL,
  CONSTRAINT payments_ordinal_key UNIQUE (year, ordinal),
  CONSTRAINT payments_number_check CHECK (number = 'RC-' || year || '-' || printf('%04d', ordinal)),
  CONSTRAINT payments_sign_check CHECK (CASE kind WHEN 'payment' THEN amount_cents > 0 WHEN 'refund' THEN amount_cents < 0 ELSE 1 END),
  CONSTRAINT payments_reverses_check CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CONSTRAINT payments_reason_check CHECK (kind = 'payment' OR coalesce(length(reason), 0) > 0)
) STRICT;
CREATE TABLE payment_allocations (
  id           INTEGER PRIMARY KEY,
  payment_id   INTEGER REFERENCES payments (id),
  invoice_id   INTEGER NOT NULL REFERENCES invoices (id),
  -- negative where it takes an allocation back
  amount_cents INTEGER NOT NULL CONSTRAINT payment_allocations_amount_check CHECK (amount_cents <> 0),
  created_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL
, credit_id INTEGER REFERENCES invoices (id), CONSTRAINT payment_allocations_source_check CHECK ((payment_id IS NULL) <> (credit_id IS NULL))) STRICT;
CREATE TABLE invoice_reminders (
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  stage      INTEGER NOT NULL CONSTRAINT invoice_reminders_stage_check CHECK (stage > 0),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (invoice_id, stage)
) STRICT, WITHOUT ROWID;
CREATE TABLE invoice_lines (
  invoice_id         INTEGER NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  place              INTEGER NOT NULL CONSTRAINT invoice_lines_place_check CHECK (place > 0),
  costing_id         INTEGER NOT NULL,
  costing_place      INTEGER NOT NULL,
  -- of a credit note: the line that it takes back, or a part of it
  credits_invoice_id INTEGER,
  credits_place      INTEGER,
  -- booking 17, rental RN-2026-0001
  subject            TEXT NOT NULL,
  kind               TEXT NOT NULL,
  item               TEXT NOT NULL,
  service_month      TEXT NOT NULL,
  quantity           INTEGER NOT NULL,
  unit               TEXT NOT NULL,
  rate_cents         INTEGER NOT NULL,
  amount_cents       INTEGER NOT NULL,
  -- thousandths of a percent
  tax_rate           INTEGER NOT NULL,
  tax_cents          INTEGER NOT NULL,
  why                TEXT NOT NULL,
  PRIMARY KEY (invoice_id, place),
  FOREIGN KEY (costing_id, costing_place) REFERENCES costing_lines (costing_id, place),
  FOREIGN KEY (credits_invoice_id, credits_place) REFERENCES invoice_lines (invoice_id, place),
  CONSTRAINT invoice_lines_credits_check CHECK ((credits_invoice_id IS NULL) = (credits_place IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE invoice_write_offs (
  id           INTEGER PRIMARY KEY,
  invoice_id   INTEGER NOT NULL REFERENCES invoices (id),
  kind         TEXT NOT NULL CONSTRAINT invoice_write_offs_kind_check CHECK (kind IN ('request', 'write_off', 'reversal')),
  -- of a write-off: the request that it grants, once
  request_id   INTEGER REFERENCES invoice_write_offs (id) CONSTRAINT invoice_write_offs_request_id_key UNIQUE,
  -- what is open; of a reversal what was written off, negative
  amount_cents INTEGER NOT NULL,
  reason       TEXT NOT NULL CONSTRAINT invoice_write_offs_reason_check CHECK (length(reason) > 0),
  written_on   TEXT NOT NULL,
  one_person   INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoice_write_offs_one_person_check CHECK (one_person IN (0, 1)),
  created_by   TEXT NOT NULL,
  entered_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  -- of a server: the login
  login        TEXT,
  CONSTRAINT invoice_write_offs_request_check CHECK ((kind = 'write_off') = (request_id IS NOT NULL)),
  CONSTRAINT invoice_write_offs_sign_check CHECK (CASE kind WHEN 'reversal' THEN amount_cents < 0 ELSE amount_cents > 0 END)
) STRICT;
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
CREATE TABLE invoice_advances (
  invoice_id    INTEGER NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  place         INTEGER NOT NULL CONSTRAINT invoice_advances_place_check CHECK (place > 0),
  -- the advance invoice; of its own lines itself
  advance_id    INTEGER NOT NULL REFERENCES invoices (id) DEFERRABLE INITIALLY DEFERRED,
  -- what the advance is for; without any, the client
  booking_id    INTEGER REFERENCES bookings (id),
  rental_id     INTEGER REFERENCES offsite_rentals (id),
  quote_id      INTEGER REFERENCES quotes (id),
  subject       TEXT NOT NULL,
  item          TEXT NOT NULL,
  service_month TEXT NOT NULL,
  amount_cents  INTEGER NOT NULL,
  -- thousandths of a percent
  tax_rate      INTEGER NOT NULL,
  tax_cents     INTEGER NOT NULL,
  why           TEXT NOT NULL,
  PRIMARY KEY (invoice_id, place),
  CONSTRAINT invoice_advances_sign_check CHECK (amount_cents >= 0 AND tax_cents >= 0 OR amount_cents <= 0 AND tax_cents <= 0),
  CONSTRAINT invoice_advances_own_check CHECK (invoice_id <> advance_id OR amount_cents > 0),
  CONSTRAINT invoice_advances_subject_check CHECK ((booking_id IS NOT NULL) + (rental_id IS NOT NULL) + (quote_id IS NOT NULL) < 2)
) STRICT, WITHOUT ROWID;
CREATE TABLE room_blocks (
  id         INTEGER PRIMARY KEY,
  -- empty: all rooms, also those that are added later
  room_id    INTEGER REFERENCES rooms (id),
  kind       TEXT NOT NULL CONSTRAINT room_blocks_kind_check CHECK (kind IN ('closed', 'holiday', 'maintenance')),
  starts_at  INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  reason     TEXT NOT NULL CONSTRAINT room_blocks_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- when it was lifted; a lifted block holds nothing
  lifted_at  INTEGER,
  lifted_by  TEXT,
  CONSTRAINT room_blocks_period_check CHECK (ends_at > starts_at),
  CONSTRAINT room_blocks_lifted_check CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
) STRICT;
CREATE TABLE room_block_exceptions (
  booking_id INTEGER NOT NULL REFERENCES bookings (id) DEFERRABLE INITIALLY DEFERRED,
  block_id   INTEGER NOT NULL REFERENCES room_blocks (id),
  reason     TEXT NOT NULL CONSTRAINT room_block_exceptions_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (booking_id, block_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE room_holds (
  room_id    INTEGER NOT NULL,
  starts_at  INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  booking_id INTEGER,
  block_id   INTEGER,
  CONSTRAINT room_holds_holder_check CHECK ((booking_id IS NULL) <> (block_id IS NULL))
) STRICT;
CREATE TABLE vendors (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CONSTRAINT vendors_name_check CHECK (length(name) BETWEEN 1 AND 255),
  -- the name as names are compared
  name_key   TEXT NOT NULL CONSTRAINT vendors_name_key_key UNIQUE,
  contact    TEXT CONSTRAINT vendors_contact_check CHECK (length(contact) BETWEEN 1 AND 100),
  email      TEXT CONSTRAINT vendors_email_check CHECK (length(email) BETWEEN 1 AND 255),
  phone      TEXT CONSTRAINT vendors_phone_check CHECK (length(phone) BETWEEN 1 AND 50),
  notes      TEXT CONSTRAINT vendors_notes_check CHECK (length(notes) BETWEEN 1 AND 2000),
  is_active  INTEGER NOT NULL CONSTRAINT vendors_is_active_check CHECK (is_active IN (0, 1)),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE tasks (
  id             INTEGER PRIMARY KEY,
  kind           TEXT NOT NULL CONSTRAINT tasks_kind_check CHECK (kind IN
                   ('cleaning', 'setup', 'inspection', 'maintenance', 'repair', 'issue', 'delivery', 'collection', 'other')),
  title          TEXT NOT NULL CONSTRAINT tasks_title_check CHECK (length(title) BETWEEN 1 AND 500),
  state          TEXT NOT NULL CONSTRAINT tasks_state_check CHECK (state IN ('open', 'in_progress', 'on_hold', 'done', 'cancelled')),
  priority       TEXT NOT NULL CONSTRAINT tasks_priority_check CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  -- what it is about: one of these, or none
  device_id      INTEGER REFERENCES devices (id),
  room_id        INTEGER REFERENCES rooms (id),
  booking_id     INTEGER REFERENCES bookings (id),
  rental_id      INTEGER REFERENCES offsite_rentals (id),
  vendor_id      INTEGER REFERENCES vendors (id),
  assignee_id    TEXT REFERENCES users (user_id),
  scheduled_at   INTEGER,
  due_at         INTEGER,
  done_at        INTEGER,
  done_by        TEXT,
  outcome        TEXT CONSTRAINT tasks_outcome_check CHECK (outcome IN ('fixed', 'unfixable')),
  estimate_cents INTEGER CONSTRAINT tasks_estimate_check CHECK (estimate_cents >= 0),
  -- what it cost, in the site's currency
  cost_cents     INTEGER CONSTRAINT tasks_cost_check CHECK (cost_cents >= 0),
  notes          TEXT CONSTRAINT tasks_notes_check CHECK (length(notes) BETWEEN 1 AND 2000),
  -- a rule of RFC 5545 by which the next one follows, and the first of those that followed each other
  rule           TEXT CONSTRAINT tasks_rule_check CHECK (length(rule) BETWEEN 1 AND 500),
  series_id      INTEGER REFERENCES tasks (id),
  -- what made it, so that it is made once: check-out:17, return:9:…, series:12:2026-03-02
  origin         TEXT CONSTRAINT tasks_origin_key UNIQUE,
  -- empty where the program made it
  created_by     TEXT,
  created_at     INTEGER NOT NULL,
  updated_by     TEXT NOT NULL,
  updated_at     INTEGER NOT NULL,
  -- the device of an open repair
  open_repair_of INTEGER GENERATED ALWAYS AS
                   (CASE WHEN kind = 'repair' AND state NOT IN ('done', 'cancelled') THEN device_id END) VIRTUAL
                   CONSTRAINT tasks_open_repair_key UNIQUE REFERENCES devices (repair_key) DEFERRABLE INITIALLY DEFERRED, location_id INTEGER REFERENCES locations (id)
  CONSTRAINT tasks_location_check CHECK (location_id IS NULL OR
    (device_id IS NULL AND room_id IS NULL AND booking_id IS NULL AND rental_id IS NULL)),
  CONSTRAINT tasks_about_check CHECK
    ((device_id IS NOT NULL) + (room_id IS NOT NULL) + (booking_id IS NOT NULL) + (rental_id IS NOT NULL) <= 1),
  CONSTRAINT tasks_done_check CHECK ((state = 'done') = (done_at IS NOT NULL) AND (done_at IS NULL) = (done_by IS NULL)),
  CONSTRAINT tasks_repair_check CHECK (kind <> 'repair' OR device_id IS NOT NULL),
  CONSTRAINT tasks_outcome_of_repair CHECK (outcome IS NULL OR (kind = 'repair' AND state = 'done'))
) STRICT;
CREATE TABLE task_events (
  id      INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES tasks (id),
  at      INTEGER NOT NULL,
  by      TEXT NOT NULL,
  -- the state that it has from then on; empty where only a text was added
  state   TEXT,
  text    TEXT CONSTRAINT task_events_text_check CHECK (length(text) BETWEEN 1 AND 500),
  CONSTRAINT task_events_said_check CHECK ((state IS NULL) <> (text IS NULL))
) STRICT;
CREATE TABLE attachment_bytes (
  -- in hex; `db check` holds it against the bytes, which a file cannot
  sha256  TEXT NOT NULL PRIMARY KEY,
  -- before the bytes: whoever reads it reads no bytes
  size    INTEGER NOT NULL,
  content BLOB NOT NULL,
  CONSTRAINT attachment_bytes_size_check CHECK (size > 0 AND size = length(content)),
  CONSTRAINT attachment_bytes_sha256_check CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE TABLE attachments (
  id           INTEGER PRIMARY KEY,
  -- the record: device, booking, rental, invoice, and its number in the table of these
  kind         TEXT NOT NULL,
  record_id    INTEGER NOT NULL,
  name         TEXT NOT NULL,
  name_key     TEXT NOT NULL,
  content_type TEXT NOT NULL,
  sha256       TEXT NOT NULL REFERENCES attachment_bytes (sha256),
  created_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  removed_at   INTEGER,
  removed_by   TEXT,
  CONSTRAINT attachments_name_check CHECK
    (length(name) BETWEEN 1 AND 200 AND name NOT IN ('.', '..') AND instr(name, '/') = 0 AND instr(name, '\') = 0),
  CONSTRAINT attachments_removed_check CHECK ((removed_at IS NULL) = (removed_by IS NULL))
) STRICT;
CREATE TABLE locations (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CONSTRAINT locations_name_check CHECK (length(name) BETWEEN 1 AND 255),
  -- the name as names are compared
  name_key   TEXT NOT NULL CONSTRAINT locations_name_key_key UNIQUE,
  address    TEXT CONSTRAINT locations_address_check CHECK (length(address) BETWEEN 1 AND 500),
  city       TEXT CONSTRAINT locations_city_check CHECK (length(city) BETWEEN 1 AND 100),
  -- an IANA time zone: shown, nothing is computed with it
  zone       TEXT CONSTRAINT locations_zone_check CHECK (length(zone) BETWEEN 1 AND 64),
  notes      TEXT CONSTRAINT locations_notes_check CHECK (length(notes) BETWEEN 1 AND 2000),
  is_active  INTEGER NOT NULL CONSTRAINT locations_is_active_check CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE task_costs (
  id           INTEGER PRIMARY KEY,
  task_id      INTEGER NOT NULL REFERENCES tasks (id),
  step         TEXT NOT NULL CONSTRAINT task_costs_step_check CHECK (step IN ('proposal', 'approval', 'rejection', 'withdrawal')),
  amount_cents INTEGER NOT NULL CONSTRAINT task_costs_amount_check CHECK (amount_cents >= 0),
  currency     TEXT NOT NULL CONSTRAINT task_costs_currency_check CHECK (length(currency) = 3),
  reason       TEXT CONSTRAINT task_costs_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  -- the only admin of a site decides alone
  one_person   INTEGER NOT NULL DEFAULT 0 CONSTRAINT task_costs_one_person_check CHECK (one_person IN (0, 1)),
  created_by   TEXT NOT NULL,
  -- who typed it, for another or by another's token
  entered_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  CONSTRAINT task_costs_one_person_of_decision CHECK (NOT one_person OR step IN ('approval', 'rejection'))
) STRICT;
CREATE TABLE __foreign_keys (
  id        INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES __foreign_keys (id) ON DELETE CASCADE
) STRICT;
CREATE TABLE jobs (
  name            TEXT NOT NULL PRIMARY KEY
                    CONSTRAINT jobs_name_check CHECK (length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-z0-9_-]*'),
  -- five fields of cron in the site's time zone; without it a slot is a minute, and no run is missed
  schedule        TEXT CONSTRAINT jobs_schedule_check CHECK (length(schedule) BETWEEN 1 AND 200),
  -- how long after its slot a run may begin before it counts as missed
  grace_seconds   INTEGER NOT NULL CONSTRAINT jobs_grace_seconds_check CHECK (grace_seconds BETWEEN 0 AND 31536000),
  -- how long a run may take
  at_most_seconds INTEGER CONSTRAINT jobs_at_most_seconds_check CHECK (at_most_seconds BETWEEN 1 AND 31536000),
  -- whether `job run --due` runs the last slot although its grace is over
  catch_up        INTEGER NOT NULL CONSTRAINT jobs_catch_up_check CHECK (catch_up IN (0, 1)),
  -- a JSON array: the arguments that `job run` runs
  command         TEXT CONSTRAINT jobs_command_check CHECK (command IS NULL OR json_valid(command)),
  -- slots before it are not expected
  expected_since  INTEGER NOT NULL,
  created_by      TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL
) STRICT;
CREATE TABLE job_runs (
  id          INTEGER PRIMARY KEY,
  -- also of a job that nobody declared
  job         TEXT NOT NULL
                CONSTRAINT job_runs_job_check CHECK (length(job) BETWEEN 1 AND 64 AND job NOT GLOB '*[^a-z0-9_-]*'),
  slot        INTEGER NOT NULL,
  -- a failed run of a slot may be repeated
  attempt     INTEGER NOT NULL CONSTRAINT job_runs_attempt_check CHECK (attempt > 0),
  command     TEXT NOT NULL,
  host        TEXT NOT NULL,
  -- who ran it, where somebody was signed in
  actor       TEXT,
  process     INTEGER NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  -- empty where the process was killed
  exit_code   INTEGER,
  error_code  TEXT,
  -- how many changes the process wrote to the audit log
  changed     INTEGER CONSTRAINT job_runs_changed_check CHECK (changed >= 0),
  -- on a server, until when the process counts as alive; here it holds a lock
  lease_until INTEGER,
  CONSTRAINT job_runs_job_slot_attempt_key UNIQUE (job, slot, attempt),
  CONSTRAINT job_runs_ended_check CHECK (ended_at IS NOT NULL OR (exit_code IS NULL AND changed IS NULL)),
  CONSTRAINT job_runs_error_check CHECK (error_code IS NULL OR exit_code <> 0)
) STRICT;
CREATE TABLE vault_files (
  id          INTEGER PRIMARY KEY,
  -- of the path, which is blanked when somebody in it is forgotten
  path_sha256 TEXT NOT NULL CONSTRAINT vault_files_path_sha256_key UNIQUE,
  -- from the root of the machine that read it
  path        TEXT NOT NULL CONSTRAINT vault_files_path_check CHECK (length(path) BETWEEN 1 AND 1000),
  kind        TEXT NOT NULL CONSTRAINT vault_files_kind_check CHECK (kind IN ('pdf', 'xlsx', 'xls', 'xml', 'csv')),
  sha256      TEXT NOT NULL,
  bytes       INTEGER NOT NULL CONSTRAINT vault_files_bytes_check CHECK (bytes > 0),
  modified_at INTEGER NOT NULL,
  read_at     INTEGER NOT NULL,
  -- of a file that was indexed: its text, or why there is none
  text        TEXT,
  fault       TEXT,
  -- a line each: rental, client, serial or date, and its value
  facts       TEXT,
  indexed_at  INTEGER,
  -- its text is not read again while its bytes are the same
  forgotten_at INTEGER,
  gone_at     INTEGER,
  CONSTRAINT vault_files_indexed_check CHECK ((indexed_at IS NULL) = (text IS NULL AND fault IS NULL) AND (text IS NULL OR fault IS NULL)),
  CONSTRAINT vault_files_facts_check CHECK ((text IS NULL) = (facts IS NULL))
) STRICT;
CREATE TABLE agent_config (
  name           TEXT PRIMARY KEY NOT NULL CONSTRAINT agent_config_name_check CHECK (name IN ('auditor', 'resolver', 'revenue')),
  is_enabled     INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  mode           TEXT NOT NULL CONSTRAINT agent_config_mode_check CHECK (mode IN ('observe', 'propose', 'apply')),
  -- counts its changes
  version        INTEGER NOT NULL CONSTRAINT agent_config_version_check CHECK (version > 0),
  -- what differs from the defaults
  settings       TEXT NOT NULL CHECK (json_valid(settings)),
  updated_by     TEXT NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE TABLE agent_runs (
  id             INTEGER PRIMARY KEY,
  agent          TEXT NOT NULL CONSTRAINT agent_runs_agent_check CHECK (agent IN ('auditor', 'resolver', 'revenue')),
  -- of the program's agent, and of its configuration
  version        INTEGER NOT NULL,
  config_version INTEGER NOT NULL,
  mode           TEXT NOT NULL CONSTRAINT agent_runs_mode_check CHECK (mode IN ('observe', 'propose', 'apply')),
  started_at     INTEGER NOT NULL,
  ended_at       INTEGER NOT NULL,
  outcome        TEXT NOT NULL CONSTRAINT agent_runs_outcome_check CHECK (outcome IN ('done', 'failed', 'paused')),
  started_by     TEXT NOT NULL,
  -- records by kind
  records_read   TEXT NOT NULL CHECK (json_valid(records_read)),
  findings       TEXT NOT NULL CHECK (json_valid(findings)),
  error          TEXT,
  CONSTRAINT agent_runs_ended_check CHECK (ended_at >= started_at)
) STRICT;
CREATE TABLE proposals (
  id             INTEGER PRIMARY KEY,
  agent          TEXT NOT NULL CONSTRAINT proposals_agent_check CHECK (agent IN ('auditor', 'resolver', 'revenue')),
  run_id         INTEGER NOT NULL REFERENCES agent_runs (id),
  kind           TEXT NOT NULL CONSTRAINT proposals_kind_check CHECK (length(kind) BETWEEN 1 AND 50),
  subject        TEXT NOT NULL CONSTRAINT proposals_subject_check CHECK (length(subject) BETWEEN 1 AND 500),
  plan           TEXT NOT NULL CHECK (json_valid(plan)),
  evidence       TEXT NOT NULL CHECK (json_valid(evidence)),
  effect         TEXT NOT NULL,
  -- applied by another person than approves it
  is_money       INTEGER NOT NULL CHECK (is_money IN (0, 1)),
  -- of the facts that it follows from
  fingerprint    TEXT NOT NULL CONSTRAINT proposals_fingerprint_check CHECK (length(fingerprint) = 64),
  state          TEXT NOT NULL CONSTRAINT proposals_state_check CHECK
                   (state IN ('proposed', 'approved', 'rejected', 'applied', 'stale', 'expired')),
  created_at     INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  decided_by     TEXT,
  decided_at     INTEGER,
  reason         TEXT CONSTRAINT proposals_reason_check CHECK (length(reason) BETWEEN 1 AND 500),
  applied_by     TEXT,
  applied_at     INTEGER,
  -- the only admin of a site decides alone
  one_person     INTEGER NOT NULL DEFAULT 0 CHECK (one_person IN (0, 1)),
  CONSTRAINT proposals_decided_check CHECK ((decided_by IS NULL) = (decided_at IS NULL)
    AND (state IN ('proposed', 'stale', 'expired') OR decided_by IS NOT NULL)),
  CONSTRAINT proposals_rejected_check CHECK (state <> 'rejected' OR reason IS NOT NULL),
  CONSTRAINT proposals_applied_check CHECK ((state = 'applied') = (applied_by IS NOT NULL)
    AND (applied_by IS NULL) = (applied_at IS NULL)),
  CONSTRAINT proposals_two_people_check CHECK (NOT is_money OR one_person OR applied_by IS NULL OR applied_by <> decided_by)
) STRICT;
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
CREATE TABLE views (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CONSTRAINT views_name_check CHECK (length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-z0-9_-]*'),
  -- whose it is; empty: everybody's
  owner      TEXT NOT NULL,
  -- a JSON array: the words of the command
  words      TEXT NOT NULL CONSTRAINT views_words_check CHECK (json_valid(words)),
  created_by TEXT NOT NULL CONSTRAINT views_created_by_check CHECK (owner IN ('', created_by)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CONSTRAINT views_owner_name_key UNIQUE (owner, name)
) STRICT;
CREATE TABLE demand (
  id          INTEGER PRIMARY KEY,
  asked_at    INTEGER NOT NULL,
  -- the site's day
  asked_on    TEXT NOT NULL,
  asked_by    TEXT NOT NULL,
  client_name TEXT NOT NULL CONSTRAINT demand_client_name_check CHECK (length(client_name) BETWEEN 1 AND 255),
  client_key  TEXT NOT NULL,
  tenant_id   TEXT NOT NULL CONSTRAINT demand_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  starts_at   INTEGER NOT NULL,
  ends_at     INTEGER NOT NULL,
  people      INTEGER NOT NULL CONSTRAINT demand_people_check CHECK (people >= 0),
  -- the room wished; none: any that fits
  room_id     INTEGER REFERENCES rooms (id),
  -- a JSON array: what the room was to have
  amenities   TEXT NOT NULL CONSTRAINT demand_amenities_check CHECK (json_valid(amenities)),
  reason      TEXT NOT NULL CONSTRAINT demand_reason_check CHECK (reason IN ('taken', 'blocked', 'too_small', 'none_free', 'rejected')),
  -- the booking that was rejected
  booking_id  INTEGER REFERENCES bookings (id),
  -- how often it was tried on that day
  tries       INTEGER NOT NULL CONSTRAINT demand_tries_check CHECK (tries > 0),
  -- whether a room is waited for: none was free that answers the wish
  is_waiting  INTEGER NOT NULL CONSTRAINT demand_is_waiting_check CHECK (is_waiting IN (0, 1)),
  -- since when a room is offered
  offered_at  INTEGER,
  -- when somebody took it off the waiting list
  left_at     INTEGER,
  CONSTRAINT demand_period_check CHECK (ends_at > starts_at),
  CONSTRAINT demand_booking_check CHECK (booking_id IS NULL OR reason = 'rejected'),
  CONSTRAINT demand_one_a_day_key UNIQUE (client_key, starts_at, ends_at, asked_on)
) STRICT;
CREATE TABLE role_grants (
  id          INTEGER PRIMARY KEY,
  user_id     TEXT NOT NULL REFERENCES users (user_id),
  role        TEXT NOT NULL CONSTRAINT role_grants_role_check CHECK (role IN ('room_manager')),
  scope_kind  TEXT NOT NULL CONSTRAINT role_grants_scope_kind_check CHECK (scope_kind IN ('room', 'location', 'tenant', 'all')),
  room_id     INTEGER REFERENCES rooms (id),
  location_id INTEGER REFERENCES locations (id),
  tenant_id   TEXT CONSTRAINT role_grants_tenant_id_check CHECK (tenant_id IN ('TECH', 'TRAINING')),
  granted_by  TEXT NOT NULL,
  granted_at  INTEGER NOT NULL,
  -- the kind says which of them there is
  CONSTRAINT role_grants_scope_check CHECK (
    (room_id IS NOT NULL) = (scope_kind = 'room') AND (location_id IS NOT NULL) = (scope_kind = 'location')
    AND (tenant_id IS NOT NULL) = (scope_kind = 'tenant'))
) STRICT;
CREATE TABLE client_messages (
  id              INTEGER PRIMARY KEY,
  client_id       INTEGER NOT NULL REFERENCES clients (id),
  booking_id      INTEGER REFERENCES bookings (id),
  rental_id       INTEGER REFERENCES offsite_rentals (id),
  -- of one that waits it is what it would be by now; decided when it is sent
  kind            TEXT NOT NULL CONSTRAINT client_messages_kind_check CHECK
                    (kind IN ('confirmation', 'change', 'cancellation', 'return_soon', 'return_late')),
  -- the day of return that is told
  return_on       TEXT,
  state           TEXT NOT NULL CONSTRAINT client_messages_state_check CHECK
                    (state IN ('queued', 'sending', 'sent', 'failed', 'superseded')),
  -- the SEQUENCE of the invitation
  revision        INTEGER NOT NULL,
  -- whether it is told although it is over
  tells_past      INTEGER NOT NULL CHECK (tells_past IN (0, 1)),
  -- what the client knew before the first change that it tells; what it tells
  known           TEXT CHECK (known IS NULL OR json_valid(known)),
  told            TEXT CHECK (told IS NULL OR json_valid(told)),
  email           TEXT,
  message_id      TEXT NOT NULL CONSTRAINT client_messages_message_id_key UNIQUE,
  attempts        INTEGER NOT NULL CONSTRAINT client_messages_attempts_check CHECK (attempts >= 0),
  next_attempt_at INTEGER,
  -- until then nobody else takes it up; by the real clock
  claimed_until   INTEGER,
  -- why it was not sent
  reason          TEXT,
  created_at      INTEGER NOT NULL,
  sent_at         INTEGER, withdraws INTEGER NOT NULL DEFAULT 0 CHECK (withdraws IN (0, 1)),
  CONSTRAINT client_messages_subject_check CHECK ((booking_id IS NULL) <> (rental_id IS NULL)),
  CONSTRAINT client_messages_return_check CHECK
    ((rental_id IS NOT NULL) = (kind IN ('return_soon', 'return_late')) AND (rental_id IS NULL) = (return_on IS NULL)),
  CONSTRAINT client_messages_queued_check CHECK (state <> 'queued' OR next_attempt_at IS NOT NULL),
  CONSTRAINT client_messages_claimed_check CHECK (state <> 'sending' OR claimed_until IS NOT NULL),
  CONSTRAINT client_messages_sent_check CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) STRICT;
CREATE TABLE client_message_optouts (
  client_id  INTEGER NOT NULL REFERENCES clients (id),
  kind       TEXT NOT NULL CONSTRAINT client_message_optouts_kind_check CHECK
               (kind IN ('confirmation', 'change', 'cancellation', 'return_soon', 'return_late')),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (client_id, kind)
) STRICT;
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000001');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000002');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000003');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261121000004');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000004');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000005');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000006');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000007');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000008');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261126000009');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000010');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000011');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000012');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000013');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000014');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000016');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000017');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000018');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261128000019');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000021');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000022');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000023');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000024');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000025');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000026');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000027');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000028');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000033');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000034');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000035');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000036');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000037');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000038');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000039');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000040');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000041');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000042');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000043');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000047');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000048');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000049');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000051');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000053');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000054');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000055');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000056');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000057');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000060');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000061');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000063');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000064');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000065');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261129000066');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000067');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000068');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000069');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000070');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000071');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000072');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000073');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000074');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000075');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000080');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000081');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000090');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000091');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000092');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000093');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261130000094');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261201000095');
INSERT INTO __diesel_schema_migrations (version) VALUES ('20261201000096');
INSERT INTO device_categories (id, name, name_key, created_at) VALUES (1, 'Laptop', 'laptop', 0);
INSERT INTO device_categories (id, name, name_key, created_at) VALUES (2, 'Desktop', 'desktop', 0);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');
CREATE INDEX user_tokens_user ON user_tokens (user_id);
CREATE INDEX room_aliases_room ON room_aliases (room_id);
CREATE INDEX room_components_component ON room_components (component_id);
CREATE INDEX bookings_start ON bookings (starts_at);
CREATE INDEX bookings_room_start ON bookings (room_id, starts_at);
CREATE INDEX bookings_series ON bookings (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX bookings_pending ON bookings (starts_at) WHERE status = 'pending';
CREATE INDEX imports_source ON imports (source);
CREATE INDEX import_rows_import ON import_rows (import_id);
CREATE INDEX import_rows_booking ON import_rows (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX audit_log_entity ON audit_log (entity, entity_id);
CREATE INDEX outbox_waiting ON outbox (id) WHERE drained_at IS NULL;
CREATE INDEX offsite_rentals_out ON offsite_rentals (due_at) WHERE returned_at IS NULL;
CREATE INDEX offsite_rentals_booking ON offsite_rentals (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX booking_device_assignments_device ON booking_device_assignments (device_id) WHERE device_id IS NOT NULL;
CREATE INDEX booking_device_assignments_rental ON booking_device_assignments (rental_id) WHERE rental_id IS NOT NULL;
CREATE INDEX device_holds_assignment ON device_holds (assignment_id);
CREATE INDEX device_movement_log_device ON device_movement_log (device_id);
CREATE INDEX booking_device_assignments_booking
  ON booking_device_assignments (booking_id, device_category_id, device_id, quantity);
CREATE INDEX device_holds_end ON device_holds (ends_at, assignment_id);
CREATE INDEX pricing_catalog_item ON pricing_catalog (item_key, pricing_tier, effective_date);
CREATE INDEX booking_costing_booking ON booking_costing (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX booking_costing_rental ON booking_costing (rental_id) WHERE rental_id IS NOT NULL;
CREATE INDEX booking_costing_batch ON booking_costing (batch_id);
CREATE INDEX booking_costing_sums ON booking_costing
  (service_month, tenant_id, room_id, client_key, client_name, booking_id, rental_id, currency, entry, corrects_id, total_cents);
CREATE UNIQUE INDEX notifications_open ON notifications (condition_key) WHERE resolved_at IS NULL;
CREATE INDEX notification_recipients_notification ON notification_recipients (notification_id);
CREATE INDEX notification_reads_user ON notification_reads (user_id);
CREATE INDEX notification_digests_waiting ON notification_digests (id) WHERE state IN ('queued', 'sending');
CREATE INDEX booking_device_assignments_requests ON booking_device_assignments (booking_id) WHERE device_id IS NULL;
CREATE INDEX booking_places_start ON booking_places (starts_at);
CREATE INDEX operations_undoes ON operations (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX operation_rows_operation ON operation_rows (operation_id);
CREATE INDEX operation_rows_row ON operation_rows (table_name, row_key);
CREATE INDEX devices_category ON devices (category_id, status);
CREATE INDEX device_movement_log_lost ON device_movement_log (from_booking_id) WHERE action = 'unassigned' AND to_status = 'lost';
CREATE INDEX booking_device_assignments_out ON booking_device_assignments (device_id)
  WHERE rental_id IS NOT NULL AND returned_at IS NULL;
CREATE INDEX notification_digest_items_digest ON notification_digest_items (digest_id);
CREATE INDEX costing_lines_month ON costing_lines (service_month);
CREATE INDEX clients_merged ON clients (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX client_aliases_client ON client_aliases (client_id);
CREATE INDEX offsite_rentals_client ON offsite_rentals (client_id);
CREATE INDEX costing_lines_booked ON costing_lines (booked_month) WHERE booked_month IS NOT NULL;
CREATE INDEX period_events_month ON period_events (month, tenant_id);
CREATE INDEX invoices_credits ON invoices (credits_id) WHERE credits_id IS NOT NULL;
CREATE INDEX payment_allocations_payment ON payment_allocations (payment_id);
CREATE INDEX payment_allocations_invoice ON payment_allocations (invoice_id);
CREATE INDEX invoices_client ON invoices (client_id, issued_on);
CREATE INDEX payments_client ON payments (client_id);
CREATE INDEX clients_on_hold ON clients (id) WHERE on_hold_reason IS NOT NULL;
CREATE INDEX invoice_lines_costing ON invoice_lines (costing_id, costing_place);
CREATE INDEX invoice_lines_credited ON invoice_lines (credits_invoice_id, credits_place) WHERE credits_place IS NOT NULL;
CREATE INDEX invoice_write_offs_invoice ON invoice_write_offs (invoice_id);
CREATE INDEX quotes_client ON quotes (client_key);
CREATE UNIQUE INDEX quote_acceptances_key ON quote_acceptances (quote_id, coalesce(booking_id, 0), coalesce(rental_id, 0));
CREATE INDEX quote_acceptances_booking ON quote_acceptances (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX quote_acceptances_rental ON quote_acceptances (rental_id) WHERE rental_id IS NOT NULL;
CREATE INDEX invoice_advances_advance ON invoice_advances (advance_id);
CREATE INDEX payment_allocations_credit ON payment_allocations (credit_id) WHERE credit_id IS NOT NULL;
CREATE INDEX room_holds_booking ON room_holds (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX room_holds_room_start ON room_holds (room_id, starts_at, ends_at, booking_id, block_id);
CREATE UNIQUE INDEX room_holds_block ON room_holds (block_id, room_id) WHERE block_id IS NOT NULL;
CREATE INDEX tasks_open ON tasks (due_at) WHERE state IN ('open', 'in_progress', 'on_hold');
CREATE INDEX tasks_device ON tasks (device_id) WHERE device_id IS NOT NULL;
CREATE INDEX tasks_room ON tasks (room_id) WHERE room_id IS NOT NULL;
CREATE INDEX tasks_booking ON tasks (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX tasks_rental ON tasks (rental_id) WHERE rental_id IS NOT NULL;
CREATE INDEX task_events_task ON task_events (task_id, id);
CREATE UNIQUE INDEX devices_repair_key ON devices (repair_key);
CREATE UNIQUE INDEX attachments_kind_record_id_name_key_key ON attachments (kind, record_id, name_key)
  WHERE removed_at IS NULL;
CREATE INDEX attachments_sha256 ON attachments (sha256);
CREATE INDEX rooms_location ON rooms (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX devices_location ON devices (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX tasks_location ON tasks (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX task_costs_task ON task_costs (task_id, id);
CREATE UNIQUE INDEX task_costs_approved_once ON task_costs (task_id) WHERE step = 'approval';
CREATE UNIQUE INDEX job_runs_one_at_a_time ON job_runs (job) WHERE ended_at IS NULL;
CREATE INDEX job_runs_of_job ON job_runs (job, id);
CREATE INDEX agent_runs_agent ON agent_runs (agent, id);
CREATE INDEX proposals_run ON proposals (run_id);
CREATE UNIQUE INDEX proposals_agent_fingerprint_key ON proposals (agent, fingerprint)
  WHERE state IN ('proposed', 'approved', 'rejected', 'applied');
CREATE INDEX requisitions_booking ON requisitions (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX requisition_receipts_item ON requisition_receipts (item_id);
CREATE INDEX requisition_receipts_requisition ON requisition_receipts (requisition_id);
CREATE INDEX requisition_costs_receipt ON requisition_costs (receipt_id, id);
CREATE UNIQUE INDEX requisition_costs_approved_once ON requisition_costs (receipt_id) WHERE step = 'approval';
CREATE INDEX demand_asked ON demand (asked_at);
CREATE INDEX demand_waiting ON demand (starts_at) WHERE is_waiting AND left_at IS NULL;
CREATE UNIQUE INDEX role_grants_scope_key
  ON role_grants (user_id, role, scope_kind, coalesce(room_id, 0), coalesce(location_id, 0), coalesce(tenant_id, ''));
CREATE INDEX role_grants_room ON role_grants (room_id);
CREATE INDEX role_grants_location ON role_grants (location_id);
CREATE INDEX client_messages_client ON client_messages (client_id);
CREATE INDEX client_messages_booking ON client_messages (booking_id);
CREATE INDEX client_messages_waiting ON client_messages (id) WHERE state IN ('queued', 'sending');
CREATE UNIQUE INDEX client_messages_return_key ON client_messages (rental_id, kind, return_on);
CREATE UNIQUE INDEX client_messages_booking_key ON client_messages (booking_id) WHERE state = 'queued' AND withdraws = 0;
CREATE UNIQUE INDEX client_messages_withdrawal_key ON client_messages (booking_id, email) WHERE state = 'queued' AND withdraws = 1;
CREATE INDEX bookings_created ON bookings (created_at, id);
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
CREATE INDEX devices_status_since ON devices (status_since, serial_key);
CREATE INDEX notifications_gravity ON notifications ((CASE severity WHEN 'info' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END), id);
CREATE INDEX notifications_type ON notifications (notification_type, (-id));
CREATE INDEX offsite_rentals_client_name ON offsite_rentals (client_name, id);
CREATE INDEX devices_category_order ON devices (category_id, serial_key);
CREATE INDEX devices_status_order ON devices (status, serial_key);
CREATE INDEX pricing_catalog_day ON pricing_catalog (effective_date, id);
CREATE INDEX room_blocks_start ON room_blocks (starts_at, id);
CREATE INDEX room_blocks_end ON room_blocks (ends_at, id);
CREATE INDEX bookings_long ON bookings (starts_at) WHERE ends_at - starts_at > 2678400000000;
CREATE INDEX booking_places_long ON booking_places (starts_at) WHERE ends_at - starts_at > 2678400000000;
CREATE INDEX tasks_urgency ON tasks ((CASE WHEN state IN ('done', 'cancelled') THEN 8 ELSE 0 END
    + CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 2 WHEN 'normal' THEN 4 ELSE 6 END
    + CASE WHEN due_at IS NULL THEN 1 ELSE 0 END), due_at, id);
CREATE INDEX requisitions_open ON requisitions (year, ordinal) WHERE state <> 'closed';
CREATE INDEX proposals_open ON proposals (id) WHERE state IN ('proposed', 'approved');
CREATE INDEX bookings_client ON bookings (client_id, starts_at, status);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES
('view', 'room_holds_expected', 'room_holds_expected', 0, 'CREATE VIEW room_holds_expected AS
SELECT b.id AS booking_id,
       p.id AS room_id,
       b.starts_at - CASE WHEN b.ends_at > p.buffers_from THEN p.setup_minutes * 60000000 ELSE 0 END AS starts_at,
       b.ends_at + CASE WHEN b.ends_at > p.buffers_from THEN p.teardown_minutes * 60000000 ELSE 0 END AS ends_at
  FROM bookings b
  JOIN room_components c ON c.room_id = b.room_id
  JOIN rooms p ON p.id = c.component_id
 WHERE b.status IN (''room_assigned'', ''confirmed'', ''checked_in'', ''completed'')'),
('view', 'device_holds_expected', 'device_holds_expected', 0, 'CREATE VIEW device_holds_expected AS
SELECT a.id AS assignment_id,
       a.device_id,
       CASE WHEN r.id IS NULL THEN b.starts_at ELSE r.starts_at END AS starts_at,
       CASE WHEN r.id IS NULL THEN b.ends_at ELSE min(r.due_at, coalesce(a.returned_at, r.due_at)) END AS ends_at
  FROM booking_device_assignments a
  LEFT JOIN bookings b ON b.id = a.booking_id
  LEFT JOIN offsite_rentals r ON r.id = a.rental_id
 WHERE a.device_id IS NOT NULL
   AND CASE WHEN r.id IS NULL THEN b.status IN (''pending'', ''room_assigned'', ''confirmed'', ''checked_in'', ''completed'')
            ELSE a.returned_at IS NULL OR a.returned_at > r.starts_at END'),
('view', 'audit_rows', 'audit_rows', 0, 'CREATE VIEW audit_rows AS
SELECT l.seq, l.at, l.actor, l.on_behalf_of, l.command, l.entity, l.entity_id, l.before, l.after, l.metadata, l.duration_ms,
       l.hash, l.form, l.login, l.token_id, l.token_maker,
       (SELECT json_group_array(json_array(v.digest, v.salt, v.value)) FROM audit_values v WHERE v.seq = l.seq) AS personal
  FROM audit_log l'),
('view', 'billing_periods', 'billing_periods', 0, 'CREATE VIEW billing_periods AS
SELECT e.month, e.tenant_id, CASE e.event WHEN ''reopened'' THEN ''open'' ELSE e.event END AS status, e.id AS event_id
  FROM period_events e
 WHERE e.event <> ''reopening''
   AND NOT EXISTS (SELECT 1 FROM period_events later
                    WHERE later.month = e.month AND later.tenant_id IS e.tenant_id AND later.event <> ''reopening'' AND later.id > e.id)'),
('view', 'client_roots', 'client_roots', 0, 'CREATE VIEW client_roots AS
WITH RECURSIVE merged (id, root_id) AS (
  SELECT id, merged_into FROM clients WHERE merged_into IS NOT NULL
  UNION
  SELECT m.id, c.merged_into FROM merged m JOIN clients c ON c.id = m.root_id WHERE c.merged_into IS NOT NULL)
SELECT c.id, coalesce(r.root_id, c.id) AS root_id
  FROM clients c
  LEFT JOIN (SELECT m.id, m.root_id FROM merged m JOIN clients r ON r.id = m.root_id WHERE r.merged_into IS NULL) r ON r.id = c.id'),
('view', 'room_block_holds_expected', 'room_block_holds_expected', 0, 'CREATE VIEW room_block_holds_expected AS
SELECT k.id AS block_id, c.component_id AS room_id, k.starts_at, k.ends_at
  FROM room_blocks k
  JOIN room_components c ON c.room_id = coalesce(k.room_id, c.component_id)
 WHERE k.lifted_at IS NULL'),
('view', 'bookings_under_block', 'bookings_under_block', 0, 'CREATE VIEW bookings_under_block AS
SELECT h.booking_id, k.block_id, h.room_id
  FROM room_block_holds_expected k
  JOIN room_holds_expected h ON h.room_id = k.room_id AND h.starts_at < k.ends_at AND h.ends_at > k.starts_at
  JOIN room_blocks l ON l.id = k.block_id
  JOIN bookings b ON b.id = h.booking_id
 WHERE NOT (l.room_id IS NULL AND b.long_term)
   AND NOT EXISTS (SELECT 1 FROM room_block_exceptions e WHERE e.booking_id = h.booking_id AND e.block_id = k.block_id)'),
('trigger', 'rooms_name_taken_insert', 'rooms', 0, 'CREATE TRIGGER rooms_name_taken_insert BEFORE INSERT ON rooms
WHEN EXISTS (SELECT 1 FROM room_aliases WHERE alias_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, ''room_names_key''); END'),
('trigger', 'rooms_name_taken_update', 'rooms', 0, 'CREATE TRIGGER rooms_name_taken_update BEFORE UPDATE OF name_key ON rooms
WHEN EXISTS (SELECT 1 FROM room_aliases WHERE alias_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, ''room_names_key''); END'),
('trigger', 'room_aliases_name_taken', 'room_aliases', 0, 'CREATE TRIGGER room_aliases_name_taken BEFORE INSERT ON room_aliases
WHEN EXISTS (SELECT 1 FROM rooms WHERE name_key = NEW.alias_key)
BEGIN SELECT RAISE(ABORT, ''room_names_key''); END'),
('trigger', 'room_aliases_name_taken_update', 'room_aliases', 0, 'CREATE TRIGGER room_aliases_name_taken_update BEFORE UPDATE OF alias_key ON room_aliases
WHEN EXISTS (SELECT 1 FROM rooms WHERE name_key = NEW.alias_key)
BEGIN SELECT RAISE(ABORT, ''room_names_key''); END'),
('trigger', 'rooms_list_themselves', 'rooms', 0, 'CREATE TRIGGER rooms_list_themselves AFTER INSERT ON rooms
BEGIN INSERT INTO room_components (room_id, component_id) VALUES (NEW.id, NEW.id); END'),
('trigger', 'bookings_never_deleted', 'bookings', 0, 'CREATE TRIGGER bookings_never_deleted BEFORE DELETE ON bookings
BEGIN SELECT RAISE(ABORT, ''bookings_never_deleted''); END'),
('trigger', 'bookings_never_replaced', 'bookings', 0, 'CREATE TRIGGER bookings_never_replaced BEFORE INSERT ON bookings
WHEN EXISTS (SELECT 1 FROM bookings WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''bookings_never_deleted''); END'),
('trigger', 'bookings_hold_insert', 'bookings', 0, 'CREATE TRIGGER bookings_hold_insert AFTER INSERT ON bookings
WHEN NEW.status IN (''room_assigned'', ''confirmed'', ''checked_in'', ''completed'')
BEGIN
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT p.id,
         NEW.starts_at - CASE WHEN NEW.ends_at > p.buffers_from THEN p.setup_minutes * 60000000 ELSE 0 END,
         NEW.ends_at + CASE WHEN NEW.ends_at > p.buffers_from THEN p.teardown_minutes * 60000000 ELSE 0 END,
         NEW.id
    FROM room_components c JOIN rooms p ON p.id = c.component_id
   WHERE c.room_id = NEW.room_id;
END'),
('trigger', 'bookings_hold_update', 'bookings', 0, 'CREATE TRIGGER bookings_hold_update AFTER UPDATE OF room_id, starts_at, ends_at, status ON bookings
BEGIN
  DELETE FROM room_holds
   WHERE booking_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM room_holds_expected e
   WHERE e.booking_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END'),
('trigger', 'room_components_one_level', 'room_components', 0, 'CREATE TRIGGER room_components_one_level BEFORE INSERT ON room_components WHEN NEW.room_id <> NEW.component_id
BEGIN
  SELECT RAISE(ABORT, ''room_components_one_level'')
   WHERE EXISTS (SELECT 1 FROM room_components WHERE room_id = NEW.component_id AND component_id <> NEW.component_id)
      OR EXISTS (SELECT 1 FROM room_components WHERE component_id = NEW.room_id AND room_id <> NEW.room_id);
END'),
('trigger', 'room_components_self', 'room_components', 0, 'CREATE TRIGGER room_components_self BEFORE INSERT ON room_components WHEN NEW.room_id = NEW.component_id
BEGIN
  SELECT RAISE(ABORT, ''room_components_one_level'')
   WHERE EXISTS (SELECT 1 FROM room_components WHERE room_id = NEW.room_id AND component_id <> NEW.room_id);
END'),
('trigger', 'room_components_no_update', 'room_components', 0, 'CREATE TRIGGER room_components_no_update BEFORE UPDATE ON room_components
BEGIN SELECT RAISE(ABORT, ''room_components_read_only''); END'),
('trigger', 'room_components_no_orphan', 'room_components', 0, 'CREATE TRIGGER room_components_no_orphan BEFORE DELETE ON room_components WHEN OLD.room_id = OLD.component_id
BEGIN
  SELECT RAISE(ABORT, ''room_components_one_level'')
   WHERE NOT EXISTS (SELECT 1 FROM room_components WHERE room_id = OLD.room_id AND component_id <> OLD.room_id);
END'),
('trigger', 'room_components_hold_insert', 'room_components', 0, 'CREATE TRIGGER room_components_hold_insert AFTER INSERT ON room_components WHEN NEW.room_id <> NEW.component_id
BEGIN
  DELETE FROM room_components WHERE room_id = NEW.room_id AND component_id = NEW.room_id;
  DELETE FROM room_holds
   WHERE booking_id IN (SELECT id FROM bookings WHERE room_id = NEW.room_id)
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM bookings b
    JOIN room_holds_expected e ON e.booking_id = b.id
   WHERE b.room_id = NEW.room_id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END'),
('trigger', 'room_components_hold_delete', 'room_components', 0, 'CREATE TRIGGER room_components_hold_delete AFTER DELETE ON room_components WHEN OLD.room_id <> OLD.component_id
BEGIN
  INSERT INTO room_components (room_id, component_id)
  SELECT OLD.room_id, OLD.room_id WHERE NOT EXISTS (SELECT 1 FROM room_components WHERE room_id = OLD.room_id);
  DELETE FROM room_holds
   WHERE booking_id IN (SELECT id FROM bookings WHERE room_id = OLD.room_id)
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM bookings b
    JOIN room_holds_expected e ON e.booking_id = b.id
   WHERE b.room_id = OLD.room_id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END'),
('trigger', 'audit_log_no_update', 'audit_log', 0, 'CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, ''audit_log_append_only''); END'),
('trigger', 'audit_log_no_delete', 'audit_log', 0, 'CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, ''audit_log_append_only''); END'),
('trigger', 'offsite_rentals_never_deleted', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_never_deleted BEFORE DELETE ON offsite_rentals
BEGIN SELECT RAISE(ABORT, ''offsite_rentals_never_deleted''); END'),
('trigger', 'booking_device_assignments_overdue', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_overdue BEFORE INSERT ON booking_device_assignments WHEN NEW.device_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, ''device_overdue'')
   WHERE EXISTS (SELECT 1 FROM booking_device_assignments a JOIN offsite_rentals r ON r.id = a.rental_id
                  WHERE a.device_id = NEW.device_id AND a.returned_at IS NULL AND r.due_at <= NEW.assigned_at);
END'),
('trigger', 'booking_device_assignments_fixed', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_fixed BEFORE UPDATE OF booking_id, device_id, rental_id ON booking_device_assignments
WHEN OLD.device_id IS NOT NULL AND (NEW.device_id IS NOT OLD.device_id OR NEW.booking_id IS NOT OLD.booking_id
                                    OR (OLD.rental_id IS NOT NULL AND NEW.rental_id IS NOT OLD.rental_id))
BEGIN SELECT RAISE(ABORT, ''device_assignment_fixed''); END'),
('trigger', 'device_holds_no_overlap', 'device_holds', 0, 'CREATE TRIGGER device_holds_no_overlap BEFORE INSERT ON device_holds
BEGIN
  SELECT RAISE(ABORT, ''device_holds_read_only'')
   WHERE NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = NEW.assignment_id AND e.device_id = NEW.device_id
                        AND e.starts_at = NEW.starts_at AND e.ends_at = NEW.ends_at);
  SELECT RAISE(ABORT, ''device_holds_no_overlap'')
   WHERE (SELECT ends_at FROM device_holds
           WHERE device_id = NEW.device_id AND starts_at < NEW.ends_at
           ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
END'),
('trigger', 'device_holds_no_update', 'device_holds', 0, 'CREATE TRIGGER device_holds_no_update BEFORE UPDATE ON device_holds
BEGIN SELECT RAISE(ABORT, ''device_holds_read_only''); END'),
('trigger', 'device_holds_no_delete', 'device_holds', 0, 'CREATE TRIGGER device_holds_no_delete BEFORE DELETE ON device_holds
BEGIN
  SELECT RAISE(ABORT, ''device_holds_read_only'')
   WHERE EXISTS (SELECT 1 FROM device_holds_expected e
                  WHERE e.assignment_id = OLD.assignment_id AND e.device_id = OLD.device_id
                    AND e.starts_at = OLD.starts_at AND e.ends_at = OLD.ends_at);
END'),
('trigger', 'booking_device_assignments_hold_insert', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_hold_insert AFTER INSERT ON booking_device_assignments WHEN NEW.device_id IS NOT NULL
BEGIN
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM device_holds_expected e WHERE e.assignment_id = NEW.id;
END'),
('trigger', 'booking_device_assignments_hold_delete', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_hold_delete AFTER DELETE ON booking_device_assignments WHEN OLD.device_id IS NOT NULL
BEGIN DELETE FROM device_holds WHERE assignment_id = OLD.id; END'),
('trigger', 'booking_device_assignments_hold_update', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_hold_update AFTER UPDATE ON booking_device_assignments WHEN NEW.device_id IS NOT NULL
BEGIN
  DELETE FROM device_holds
   WHERE assignment_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = device_holds.assignment_id AND e.device_id = device_holds.device_id
                        AND e.starts_at = device_holds.starts_at AND e.ends_at = device_holds.ends_at);
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM device_holds_expected e
   WHERE e.assignment_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM device_holds h WHERE h.device_id = e.device_id AND h.starts_at = e.starts_at AND h.assignment_id = e.assignment_id);
END'),
('trigger', 'bookings_hold_devices', 'bookings', 0, 'CREATE TRIGGER bookings_hold_devices AFTER UPDATE OF starts_at, ends_at, status ON bookings
WHEN EXISTS (SELECT 1 FROM booking_device_assignments WHERE booking_id = NEW.id AND device_id IS NOT NULL)
BEGIN
  DELETE FROM device_holds
   WHERE assignment_id IN (SELECT id FROM booking_device_assignments WHERE booking_id = NEW.id AND device_id IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = device_holds.assignment_id AND e.device_id = device_holds.device_id
                        AND e.starts_at = device_holds.starts_at AND e.ends_at = device_holds.ends_at);
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM booking_device_assignments a
    JOIN device_holds_expected e ON e.assignment_id = a.id
   WHERE a.booking_id = NEW.id AND a.device_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM device_holds h WHERE h.device_id = e.device_id AND h.starts_at = e.starts_at AND h.assignment_id = e.assignment_id);
END'),
('trigger', 'offsite_rentals_hold_devices', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_hold_devices AFTER UPDATE OF starts_at, due_at ON offsite_rentals
BEGIN
  DELETE FROM device_holds
   WHERE assignment_id IN (SELECT id FROM booking_device_assignments WHERE rental_id = NEW.id)
     AND NOT EXISTS (SELECT 1 FROM device_holds_expected e
                      WHERE e.assignment_id = device_holds.assignment_id AND e.device_id = device_holds.device_id
                        AND e.starts_at = device_holds.starts_at AND e.ends_at = device_holds.ends_at);
  INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
  SELECT e.device_id, e.starts_at, e.ends_at, e.assignment_id FROM booking_device_assignments a
    JOIN device_holds_expected e ON e.assignment_id = a.id
   WHERE a.rental_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM device_holds h WHERE h.device_id = e.device_id AND h.starts_at = e.starts_at AND h.assignment_id = e.assignment_id);
END'),
('trigger', 'device_movement_log_no_replace', 'device_movement_log', 0, 'CREATE TRIGGER device_movement_log_no_replace BEFORE INSERT ON device_movement_log
WHEN EXISTS (SELECT 1 FROM device_movement_log WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''device_movement_log_append_only''); END'),
('trigger', 'device_movement_log_no_delete', 'device_movement_log', 0, 'CREATE TRIGGER device_movement_log_no_delete BEFORE DELETE ON device_movement_log
BEGIN SELECT RAISE(ABORT, ''device_movement_log_append_only''); END'),
('trigger', 'pricing_catalog_no_replace', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_no_replace BEFORE INSERT ON pricing_catalog
WHEN EXISTS (SELECT 1 FROM pricing_catalog WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''pricing_catalog_fixed''); END'),
('trigger', 'pricing_catalog_never_deleted', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_never_deleted BEFORE DELETE ON pricing_catalog
BEGIN SELECT RAISE(ABORT, ''pricing_catalog_never_deleted''); END'),
('trigger', 'booking_costing_no_replace', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_no_replace BEFORE INSERT ON booking_costing
WHEN EXISTS (SELECT 1 FROM booking_costing WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''booking_costing_append_only''); END'),
('trigger', 'booking_costing_no_update', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_no_update BEFORE UPDATE ON booking_costing
BEGIN SELECT RAISE(ABORT, ''booking_costing_append_only''); END'),
('trigger', 'booking_costing_no_delete', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_no_delete BEFORE DELETE ON booking_costing
BEGIN SELECT RAISE(ABORT, ''booking_costing_append_only''); END'),
('trigger', 'notifications_never_deleted', 'notifications', 0, 'CREATE TRIGGER notifications_never_deleted BEFORE DELETE ON notifications
BEGIN SELECT RAISE(ABORT, ''notifications_never_deleted''); END'),
('trigger', 'notification_digests_sent_for_good', 'notification_digests', 0, 'CREATE TRIGGER notification_digests_sent_for_good BEFORE UPDATE ON notification_digests WHEN OLD.state = ''sent''
BEGIN SELECT RAISE(ABORT, ''notification_digests_sent_for_good''); END'),
('trigger', 'notification_digests_never_deleted', 'notification_digests', 0, 'CREATE TRIGGER notification_digests_never_deleted BEFORE DELETE ON notification_digests
BEGIN SELECT RAISE(ABORT, ''notification_digests_never_deleted''); END'),
('trigger', 'audit_log_no_replace', 'audit_log', 0, 'CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_log)
BEGIN SELECT RAISE(ABORT, ''audit_log_append_only''); END'),
('trigger', 'audit_values_no_replace', 'audit_values', 0, 'CREATE TRIGGER audit_values_no_replace BEFORE INSERT ON audit_values
WHEN NEW.seq <= (SELECT max(seq) FROM audit_log)
BEGIN SELECT RAISE(ABORT, ''audit_values_append_only''); END'),
('trigger', 'audit_values_erased_only', 'audit_values', 0, 'CREATE TRIGGER audit_values_erased_only BEFORE UPDATE ON audit_values
WHEN NEW.salt IS NOT NULL OR NEW.value IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.digest <> OLD.digest
BEGIN SELECT RAISE(ABORT, ''audit_values_append_only''); END'),
('trigger', 'audit_values_append_only', 'audit_values', 0, 'CREATE TRIGGER audit_values_append_only BEFORE DELETE ON audit_values
BEGIN SELECT RAISE(ABORT, ''audit_values_append_only''); END'),
('trigger', 'bookings_keep_place', 'bookings', 0, 'CREATE TRIGGER bookings_keep_place AFTER UPDATE OF room_id, starts_at, ends_at, long_term ON bookings
WHEN OLD.room_id IS NOT NULL
 AND (OLD.room_id, OLD.starts_at, OLD.ends_at, OLD.long_term) IS NOT (NEW.room_id, NEW.starts_at, NEW.ends_at, NEW.long_term)
BEGIN
  INSERT INTO booking_places (booking_id, room_id, starts_at, ends_at)
  SELECT OLD.id, OLD.room_id, OLD.starts_at, OLD.ends_at
   WHERE NOT EXISTS (SELECT 1 FROM booking_places p WHERE p.booking_id = OLD.id AND p.room_id = OLD.room_id
                        AND p.starts_at = OLD.starts_at AND p.ends_at = OLD.ends_at);
END'),
('trigger', 'settings_kept_insert', 'settings', 0, 'CREATE TRIGGER settings_kept_insert AFTER INSERT ON settings
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''settings'', CAST(NEW.key AS TEXT));
END'),
('trigger', 'settings_kept_update', 'settings', 0, 'CREATE TRIGGER settings_kept_update AFTER UPDATE ON settings
WHEN (OLD.value)
  IS NOT (NEW.value)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''settings'', CAST(OLD.key AS TEXT),
    json_object(''key'', OLD.key, ''value'', OLD.value, ''updated_at'', OLD.updated_at, ''updated_by'', OLD.updated_by));
END'),
('trigger', 'users_kept_insert', 'users', 0, 'CREATE TRIGGER users_kept_insert AFTER INSERT ON users
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''users'', CAST(NEW.user_id AS TEXT));
END'),
('trigger', 'rooms_kept_insert', 'rooms', 0, 'CREATE TRIGGER rooms_kept_insert AFTER INSERT ON rooms
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''rooms'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'room_aliases_kept_insert', 'room_aliases', 0, 'CREATE TRIGGER room_aliases_kept_insert AFTER INSERT ON room_aliases
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''room_aliases'', CAST(NEW.alias_key AS TEXT));
END'),
('trigger', 'room_aliases_kept_delete', 'room_aliases', 0, 'CREATE TRIGGER room_aliases_kept_delete AFTER DELETE ON room_aliases
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''room_aliases'', CAST(OLD.alias_key AS TEXT),
    json_object(''alias_key'', OLD.alias_key, ''alias'', OLD.alias, ''room_id'', OLD.room_id, ''created_at'', OLD.created_at));
END'),
('trigger', 'room_amenities_kept_insert', 'room_amenities', 0, 'CREATE TRIGGER room_amenities_kept_insert AFTER INSERT ON room_amenities
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''room_amenities'', CAST(NEW.room_id AS TEXT) || ''/'' || CAST(NEW.amenity AS TEXT));
END'),
('trigger', 'room_amenities_kept_delete', 'room_amenities', 0, 'CREATE TRIGGER room_amenities_kept_delete AFTER DELETE ON room_amenities
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''room_amenities'', CAST(OLD.room_id AS TEXT) || ''/'' || CAST(OLD.amenity AS TEXT),
    json_object(''room_id'', OLD.room_id, ''amenity'', OLD.amenity));
END'),
('trigger', 'room_components_kept_insert', 'room_components', 0, 'CREATE TRIGGER room_components_kept_insert AFTER INSERT ON room_components
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''room_components'', CAST(NEW.room_id AS TEXT) || ''/'' || CAST(NEW.component_id AS TEXT));
END'),
('trigger', 'room_components_kept_delete', 'room_components', 0, 'CREATE TRIGGER room_components_kept_delete AFTER DELETE ON room_components
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''room_components'', CAST(OLD.room_id AS TEXT) || ''/'' || CAST(OLD.component_id AS TEXT),
    json_object(''room_id'', OLD.room_id, ''component_id'', OLD.component_id));
END'),
('trigger', 'bookings_kept_insert', 'bookings', 0, 'CREATE TRIGGER bookings_kept_insert AFTER INSERT ON bookings
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''bookings'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'booking_catering_kept_insert', 'booking_catering', 0, 'CREATE TRIGGER booking_catering_kept_insert AFTER INSERT ON booking_catering
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''booking_catering'', CAST(NEW.booking_id AS TEXT));
END'),
('trigger', 'booking_refs_kept_insert', 'booking_refs', 0, 'CREATE TRIGGER booking_refs_kept_insert AFTER INSERT ON booking_refs
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''booking_refs'', CAST(NEW.external_id AS TEXT));
END'),
('trigger', 'booking_refs_kept_delete', 'booking_refs', 0, 'CREATE TRIGGER booking_refs_kept_delete AFTER DELETE ON booking_refs
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''booking_refs'', CAST(OLD.external_id AS TEXT),
    json_object(''external_id'', OLD.external_id, ''booking_id'', OLD.booking_id, ''created_at'', OLD.created_at));
END'),
('trigger', 'imports_kept_insert', 'imports', 0, 'CREATE TRIGGER imports_kept_insert AFTER INSERT ON imports
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''imports'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'imports_kept_update', 'imports', 0, 'CREATE TRIGGER imports_kept_update AFTER UPDATE ON imports
WHEN (OLD.undone_at, OLD.undone_by)
  IS NOT (NEW.undone_at, NEW.undone_by)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''imports'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''undone_at'', OLD.undone_at, ''undone_by'', OLD.undone_by));
END'),
('trigger', 'offsite_rentals_kept_insert', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_kept_insert AFTER INSERT ON offsite_rentals
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''offsite_rentals'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'booking_device_assignments_kept_insert', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_kept_insert AFTER INSERT ON booking_device_assignments
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''booking_device_assignments'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'pricing_catalog_kept_insert', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_kept_insert AFTER INSERT ON pricing_catalog
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''pricing_catalog'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'stock_thresholds_kept_insert', 'stock_thresholds', 0, 'CREATE TRIGGER stock_thresholds_kept_insert AFTER INSERT ON stock_thresholds
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''stock_thresholds'', CAST(NEW.category_id AS TEXT));
END'),
('trigger', 'stock_thresholds_kept_update', 'stock_thresholds', 0, 'CREATE TRIGGER stock_thresholds_kept_update AFTER UPDATE ON stock_thresholds
WHEN (OLD.warn_percent, OLD.alert_percent, OLD.warn_count)
  IS NOT (NEW.warn_percent, NEW.alert_percent, NEW.warn_count)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''stock_thresholds'', CAST(OLD.category_id AS TEXT),
    json_object(''category_id'', OLD.category_id, ''warn_percent'', OLD.warn_percent, ''alert_percent'', OLD.alert_percent,
      ''warn_count'', OLD.warn_count, ''updated_at'', OLD.updated_at, ''updated_by'', OLD.updated_by));
END'),
('trigger', 'stock_thresholds_kept_delete', 'stock_thresholds', 0, 'CREATE TRIGGER stock_thresholds_kept_delete AFTER DELETE ON stock_thresholds
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''stock_thresholds'', CAST(OLD.category_id AS TEXT),
    json_object(''category_id'', OLD.category_id, ''warn_percent'', OLD.warn_percent, ''alert_percent'', OLD.alert_percent,
      ''warn_count'', OLD.warn_count, ''updated_at'', OLD.updated_at, ''updated_by'', OLD.updated_by));
END'),
('trigger', 'device_categories_kept_insert', 'device_categories', 0, 'CREATE TRIGGER device_categories_kept_insert AFTER INSERT ON device_categories
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''device_categories'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'device_categories_kept_delete', 'device_categories', 0, 'CREATE TRIGGER device_categories_kept_delete AFTER DELETE ON device_categories
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''device_categories'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''name'', OLD.name, ''name_key'', OLD.name_key, ''created_at'', OLD.created_at));
END'),
('trigger', 'users_kept_update', 'users', 0, 'CREATE TRIGGER users_kept_update AFTER UPDATE ON users
WHEN (OLD.username, OLD.username_key, OLD.role, OLD.email, OLD.os_uid, OLD.is_active, OLD.created_at, OLD.full_name, OLD.phone)
  IS NOT (NEW.username, NEW.username_key, NEW.role, NEW.email, NEW.os_uid, NEW.is_active, NEW.created_at, NEW.full_name, NEW.phone)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''users'', CAST(OLD.user_id AS TEXT),
    json_object(''user_id'', OLD.user_id, ''username'', OLD.username, ''username_key'', OLD.username_key, ''role'', OLD.role, ''email'', OLD.email,
      ''os_uid'', OLD.os_uid, ''is_active'', OLD.is_active, ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at,
      ''full_name'', OLD.full_name, ''phone'', OLD.phone));
END'),
('trigger', 'booking_device_assignments_kept_update', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_kept_update AFTER UPDATE ON booking_device_assignments
WHEN (OLD.booking_id, OLD.device_category_id, OLD.quantity, OLD.created_at, OLD.rental_id, OLD.device_id, OLD.assignment_type,
      OLD.assigned_by, OLD.assigned_at, OLD.returned_at, OLD.return_condition, OLD.notes,
      OLD.due_on)
  IS NOT (NEW.booking_id, NEW.device_category_id, NEW.quantity, NEW.created_at, NEW.rental_id, NEW.device_id, NEW.assignment_type,
      NEW.assigned_by, NEW.assigned_at, NEW.returned_at, NEW.return_condition, NEW.notes,
      NEW.due_on)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''booking_device_assignments'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''booking_id'', OLD.booking_id, ''device_category_id'', OLD.device_category_id, ''quantity'', OLD.quantity,
      ''created_at'', OLD.created_at, ''rental_id'', OLD.rental_id, ''device_id'', OLD.device_id,
      ''assignment_type'', OLD.assignment_type, ''assigned_by'', OLD.assigned_by, ''assigned_at'', OLD.assigned_at,
      ''returned_at'', OLD.returned_at, ''return_condition'', OLD.return_condition, ''notes'', OLD.notes,
      ''due_on'', OLD.due_on));
END'),
('trigger', 'booking_device_assignments_kept_delete', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_kept_delete AFTER DELETE ON booking_device_assignments
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''booking_device_assignments'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''booking_id'', OLD.booking_id, ''device_category_id'', OLD.device_category_id, ''quantity'', OLD.quantity,
      ''created_at'', OLD.created_at, ''rental_id'', OLD.rental_id, ''device_id'', OLD.device_id,
      ''assignment_type'', OLD.assignment_type, ''assigned_by'', OLD.assigned_by, ''assigned_at'', OLD.assigned_at,
      ''returned_at'', OLD.returned_at, ''return_condition'', OLD.return_condition, ''notes'', OLD.notes,
      ''due_on'', OLD.due_on));
END'),
('trigger', 'costing_lines_add_up', 'booking_costing', 0, 'CREATE TRIGGER costing_lines_add_up BEFORE INSERT ON booking_costing WHEN NEW.entry = ''approval''
BEGIN
  SELECT RAISE(ABORT, ''costing_lines_add_up'')
   WHERE (SELECT coalesce(sum(l.amount_cents), 0) FROM costing_lines l WHERE l.costing_id = NEW.proposal_id) <> NEW.subtotal_cents
      OR (SELECT coalesce(sum(l.tax_cents), 0) FROM costing_lines l WHERE l.costing_id = NEW.proposal_id) <> NEW.tax_cents;
END'),
('trigger', 'booking_costing_proposal', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_proposal BEFORE INSERT ON booking_costing WHEN NEW.entry = ''proposal''
BEGIN
  SELECT RAISE(ABORT, ''booking_costing_undecided'')
   WHERE NEW.adjustment IS NULL
     AND EXISTS (SELECT 1 FROM booking_costing p
                  WHERE p.adjustment IS NULL AND (p.booking_id = NEW.booking_id OR p.rental_id = NEW.rental_id) AND p.entry = ''proposal''
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)
                    AND (p.id IS NOT NEW.follows_id OR p.follows_id IS NOT NULL));
  SELECT RAISE(ABORT, ''booking_costing_charged_once'')
   WHERE NEW.corrects_id IS NULL AND NEW.adjustment IS NULL
     AND EXISTS (SELECT 1 FROM booking_costing
                  WHERE (booking_id = NEW.booking_id OR rental_id = NEW.rental_id) AND entry = ''approval'' AND corrects_id IS NULL
                    AND adjustment IS NULL);
  SELECT RAISE(ABORT, ''booking_costing_corrects'')
   WHERE NEW.corrects_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM booking_costing
                      WHERE proposal_id = NEW.corrects_id AND entry = ''approval'' AND corrects_id IS NULL AND adjustment IS NULL
                        AND booking_id IS NEW.booking_id AND rental_id IS NEW.rental_id);
END'),
('trigger', 'devices_kept_insert', 'devices', 0, 'CREATE TRIGGER devices_kept_insert AFTER INSERT ON devices
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''devices'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'booking_device_assignments_overdue_rental', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_overdue_rental BEFORE UPDATE OF rental_id ON booking_device_assignments
WHEN NEW.rental_id IS NOT NULL AND OLD.rental_id IS NULL
BEGIN
  SELECT RAISE(ABORT, ''device_overdue'')
   WHERE EXISTS (SELECT 1 FROM booking_device_assignments a JOIN offsite_rentals r ON r.id = a.rental_id
                   JOIN offsite_rentals n ON n.id = NEW.rental_id
                  WHERE a.device_id = NEW.device_id AND a.returned_at IS NULL AND r.due_at <= n.created_at);
END'),
('trigger', 'notification_digest_items_fixed_update', 'notification_digest_items', 0, 'CREATE TRIGGER notification_digest_items_fixed_update BEFORE UPDATE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, ''notification_digest_items_fixed''); END'),
('trigger', 'notification_digest_items_fixed_delete', 'notification_digest_items', 0, 'CREATE TRIGGER notification_digest_items_fixed_delete BEFORE DELETE ON notification_digest_items
BEGIN SELECT RAISE(ABORT, ''notification_digest_items_fixed''); END'),
('trigger', 'booking_catering_kept_update', 'booking_catering', 0, 'CREATE TRIGGER booking_catering_kept_update AFTER UPDATE ON booking_catering
WHEN (OLD.coffee_tea_station, OLD.morning_catering, OLD.lunch_catering, OLD.catering_notes, OLD.stationery_needed,
      OLD.water_bottles, OLD.amenities, OLD.printed_pages)
  IS NOT (NEW.coffee_tea_station, NEW.morning_catering, NEW.lunch_catering, NEW.catering_notes, NEW.stationery_needed,
      NEW.water_bottles, NEW.amenities, NEW.printed_pages)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''booking_catering'', CAST(OLD.booking_id AS TEXT),
    json_object(''booking_id'', OLD.booking_id, ''coffee_tea_station'', OLD.coffee_tea_station, ''morning_catering'', OLD.morning_catering,
      ''lunch_catering'', OLD.lunch_catering, ''catering_notes'', OLD.catering_notes, ''stationery_needed'', OLD.stationery_needed,
      ''water_bottles'', OLD.water_bottles, ''amenities'', OLD.amenities, ''printed_pages'', OLD.printed_pages));
END'),
('trigger', 'booking_catering_kept_delete', 'booking_catering', 0, 'CREATE TRIGGER booking_catering_kept_delete AFTER DELETE ON booking_catering
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''booking_catering'', CAST(OLD.booking_id AS TEXT),
    json_object(''booking_id'', OLD.booking_id, ''coffee_tea_station'', OLD.coffee_tea_station, ''morning_catering'', OLD.morning_catering,
      ''lunch_catering'', OLD.lunch_catering, ''catering_notes'', OLD.catering_notes, ''stationery_needed'', OLD.stationery_needed,
      ''water_bottles'', OLD.water_bottles, ''amenities'', OLD.amenities, ''printed_pages'', OLD.printed_pages));
END'),
('trigger', 'costing_lines_no_replace', 'costing_lines', 0, 'CREATE TRIGGER costing_lines_no_replace BEFORE INSERT ON costing_lines
WHEN EXISTS (SELECT 1 FROM costing_lines WHERE costing_id = NEW.costing_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, ''costing_lines_append_only''); END'),
('trigger', 'costing_lines_no_update', 'costing_lines', 0, 'CREATE TRIGGER costing_lines_no_update BEFORE UPDATE ON costing_lines
BEGIN SELECT RAISE(ABORT, ''costing_lines_append_only''); END'),
('trigger', 'costing_lines_no_delete', 'costing_lines', 0, 'CREATE TRIGGER costing_lines_no_delete BEFORE DELETE ON costing_lines
BEGIN SELECT RAISE(ABORT, ''costing_lines_append_only''); END'),
('trigger', 'costing_lines_undecided', 'costing_lines', 0, 'CREATE TRIGGER costing_lines_undecided BEFORE INSERT ON costing_lines
WHEN NOT EXISTS (SELECT 1 FROM booking_costing p WHERE p.id = NEW.costing_id AND p.entry = ''proposal''
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id))
BEGIN SELECT RAISE(ABORT, ''costing_lines_undecided''); END'),
('trigger', 'booking_costing_credit', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_credit BEFORE INSERT ON booking_costing WHEN NEW.adjustment IS NOT NULL AND NEW.entry <> ''rejection''
BEGIN
  SELECT RAISE(ABORT, ''booking_costing_credit'')
   WHERE CASE WHEN NEW.adjustment IN (''credit'', ''goodwill'') THEN NEW.subtotal_cents >= 0 OR NEW.tax_cents > 0
              ELSE NEW.subtotal_cents <= 0 OR NEW.tax_cents < 0 END;
  SELECT RAISE(ABORT, ''booking_costing_credit'')
   WHERE NEW.total_cents < 0
     AND NEW.total_cents + (SELECT coalesce(sum(c.total_cents), 0) FROM booking_costing c
                             WHERE (c.booking_id = NEW.booking_id OR c.rental_id = NEW.rental_id)
                               AND CASE NEW.entry WHEN ''approval'' THEN c.entry = ''approval''
                                   ELSE c.entry = ''proposal'' AND NOT EXISTS (
                                     SELECT 1 FROM booking_costing d WHERE d.proposal_id = c.id AND d.entry = ''rejection'') END) < 0;
END'),
('trigger', 'settings_kept_delete', 'settings', 0, 'CREATE TRIGGER settings_kept_delete AFTER DELETE ON settings
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''settings'', CAST(OLD.key AS TEXT),
    json_object(''key'', OLD.key, ''value'', OLD.value, ''updated_at'', OLD.updated_at, ''updated_by'', OLD.updated_by));
END'),
('trigger', 'tax_rates_kept_insert', 'tax_rates', 0, 'CREATE TRIGGER tax_rates_kept_insert AFTER INSERT ON tax_rates
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''tax_rates'', NEW.holds_from);
END'),
('trigger', 'tax_rates_kept_update', 'tax_rates', 0, 'CREATE TRIGGER tax_rates_kept_update AFTER UPDATE ON tax_rates
WHEN OLD.rate IS NOT NEW.rate
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''tax_rates'', OLD.holds_from,
    json_object(''holds_from'', OLD.holds_from, ''rate'', OLD.rate, ''updated_at'', OLD.updated_at, ''updated_by'', OLD.updated_by));
END'),
('trigger', 'tax_rates_kept_delete', 'tax_rates', 0, 'CREATE TRIGGER tax_rates_kept_delete AFTER DELETE ON tax_rates
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''tax_rates'', OLD.holds_from,
    json_object(''holds_from'', OLD.holds_from, ''rate'', OLD.rate, ''updated_at'', OLD.updated_at, ''updated_by'', OLD.updated_by));
END'),
('trigger', 'clients_name_taken_insert', 'clients', 0, 'CREATE TRIGGER clients_name_taken_insert BEFORE INSERT ON clients
WHEN EXISTS (SELECT 1 FROM client_aliases WHERE name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, ''client_names_key''); END'),
('trigger', 'clients_name_taken_update', 'clients', 0, 'CREATE TRIGGER clients_name_taken_update BEFORE UPDATE OF name_key ON clients
WHEN EXISTS (SELECT 1 FROM client_aliases WHERE name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, ''client_names_key''); END'),
('trigger', 'client_aliases_name_taken_insert', 'client_aliases', 0, 'CREATE TRIGGER client_aliases_name_taken_insert BEFORE INSERT ON client_aliases
WHEN EXISTS (SELECT 1 FROM clients WHERE name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, ''client_names_key''); END'),
('trigger', 'client_aliases_name_taken_update', 'client_aliases', 0, 'CREATE TRIGGER client_aliases_name_taken_update BEFORE UPDATE OF name_key ON client_aliases
WHEN EXISTS (SELECT 1 FROM clients WHERE name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, ''client_names_key''); END'),
('trigger', 'clients_merged_once', 'clients', 0, 'CREATE TRIGGER clients_merged_once BEFORE UPDATE OF merged_into ON clients
WHEN NEW.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
BEGIN
  SELECT RAISE(ABORT, ''clients_merged_once'')
   WHERE OLD.merged_into IS NOT NULL OR (SELECT merged_into FROM clients WHERE id = NEW.merged_into) IS NOT NULL;
END'),
('trigger', 'clients_never_deleted', 'clients', 0, 'CREATE TRIGGER clients_never_deleted BEFORE DELETE ON clients
BEGIN SELECT RAISE(ABORT, ''clients_never_deleted''); END'),
('trigger', 'clients_never_replaced', 'clients', 0, 'CREATE TRIGGER clients_never_replaced BEFORE INSERT ON clients
WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.id OR name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, ''clients_name_key_key''); END'),
('trigger', 'bookings_kept_update', 'bookings', 0, 'CREATE TRIGGER bookings_kept_update AFTER UPDATE ON bookings
WHEN (OLD.series_id, OLD.room_id, OLD.wished_room_id, OLD.starts_at, OLD.ends_at, OLD.client_name, OLD.status, OLD.tenant_id,
      OLD.num_learners, OLD.num_facilitators, OLD.headcount, OLD.client_contact_person, OLD.client_email, OLD.client_phone,
      OLD.devices_needed, OLD.device_type_preference, OLD.requester_notes, OLD.room_boss_notes, OLD.long_term, OLD.status_reason,
      OLD.over_capacity_reason, OLD.created_by, OLD.created_at, OLD.device_only, OLD.agreed_ends_at,
      OLD.client_id)
  IS NOT (NEW.series_id, NEW.room_id, NEW.wished_room_id, NEW.starts_at, NEW.ends_at, NEW.client_name, NEW.status, NEW.tenant_id,
      NEW.num_learners, NEW.num_facilitators, NEW.headcount, NEW.client_contact_person, NEW.client_email, NEW.client_phone,
      NEW.devices_needed, NEW.device_type_preference, NEW.requester_notes, NEW.room_boss_notes, NEW.long_term, NEW.status_reason,
      NEW.over_capacity_reason, NEW.created_by, NEW.created_at, NEW.device_only, NEW.agreed_ends_at,
      NEW.client_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''bookings'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''series_id'', OLD.series_id, ''room_id'', OLD.room_id, ''wished_room_id'', OLD.wished_room_id,
      ''starts_at'', OLD.starts_at, ''ends_at'', OLD.ends_at, ''client_name'', OLD.client_name, ''status'', OLD.status,
      ''tenant_id'', OLD.tenant_id, ''num_learners'', OLD.num_learners, ''num_facilitators'', OLD.num_facilitators,
      ''headcount'', OLD.headcount, ''client_contact_person'', OLD.client_contact_person, ''client_email'', OLD.client_email,
      ''client_phone'', OLD.client_phone, ''devices_needed'', OLD.devices_needed,
      ''device_type_preference'', OLD.device_type_preference, ''requester_notes'', OLD.requester_notes,
      ''room_boss_notes'', OLD.room_boss_notes, ''long_term'', OLD.long_term, ''status_reason'', OLD.status_reason,
      ''over_capacity_reason'', OLD.over_capacity_reason, ''revision'', OLD.revision, ''created_by'', OLD.created_by,
      ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at, ''device_only'', OLD.device_only,
      ''agreed_ends_at'', OLD.agreed_ends_at, ''client_id'', OLD.client_id));
END'),
('trigger', 'offsite_rentals_kept_update', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_kept_update AFTER UPDATE ON offsite_rentals
WHEN (OLD.rental_no, OLD.booking_id, OLD.client_name, OLD.contact_person, OLD.contact_number, OLD.contact_email, OLD.company,
      OLD.address, OLD.notes, OLD.rental_date, OLD.return_expected_date, OLD.starts_at, OLD.due_at, OLD.returned_at,
      OLD.created_by, OLD.created_at, OLD.client_id)
  IS NOT (NEW.rental_no, NEW.booking_id, NEW.client_name, NEW.contact_person, NEW.contact_number, NEW.contact_email, NEW.company,
      NEW.address, NEW.notes, NEW.rental_date, NEW.return_expected_date, NEW.starts_at, NEW.due_at, NEW.returned_at,
      NEW.created_by, NEW.created_at, NEW.client_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''offsite_rentals'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''rental_no'', OLD.rental_no, ''booking_id'', OLD.booking_id, ''client_name'', OLD.client_name,
      ''contact_person'', OLD.contact_person, ''contact_number'', OLD.contact_number, ''contact_email'', OLD.contact_email,
      ''company'', OLD.company, ''address'', OLD.address, ''notes'', OLD.notes, ''rental_date'', OLD.rental_date,
      ''return_expected_date'', OLD.return_expected_date, ''starts_at'', OLD.starts_at, ''due_at'', OLD.due_at,
      ''returned_at'', OLD.returned_at, ''rental_form_generated'', OLD.rental_form_generated, ''created_by'', OLD.created_by,
      ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at, ''client_id'', OLD.client_id));
END'),
('trigger', 'clients_kept_insert', 'clients', 0, 'CREATE TRIGGER clients_kept_insert AFTER INSERT ON clients
WHEN NEW.created_by IS NOT NULL
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''clients'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'client_aliases_kept_insert', 'client_aliases', 0, 'CREATE TRIGGER client_aliases_kept_insert AFTER INSERT ON client_aliases
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''client_aliases'', CAST(NEW.name_key AS TEXT));
END'),
('trigger', 'client_aliases_kept_delete', 'client_aliases', 0, 'CREATE TRIGGER client_aliases_kept_delete AFTER DELETE ON client_aliases
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''client_aliases'', CAST(OLD.name_key AS TEXT),
    json_object(''name_key'', OLD.name_key, ''alias'', OLD.alias, ''client_id'', OLD.client_id, ''created_at'', OLD.created_at));
END'),
('trigger', 'client_contacts_kept_insert', 'client_contacts', 0, 'CREATE TRIGGER client_contacts_kept_insert AFTER INSERT ON client_contacts
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''client_contacts'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'client_contacts_kept_update', 'client_contacts', 0, 'CREATE TRIGGER client_contacts_kept_update AFTER UPDATE ON client_contacts
WHEN (OLD.client_id, OLD.name, OLD.name_key, OLD.role, OLD.email, OLD.phone, OLD.created_at)
  IS NOT (NEW.client_id, NEW.name, NEW.name_key, NEW.role, NEW.email, NEW.phone, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''client_contacts'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''client_id'', OLD.client_id, ''name'', OLD.name, ''name_key'', OLD.name_key,
      ''role'', OLD.role, ''email'', OLD.email, ''phone'', OLD.phone, ''created_at'', OLD.created_at));
END'),
('trigger', 'client_contacts_kept_delete', 'client_contacts', 0, 'CREATE TRIGGER client_contacts_kept_delete AFTER DELETE ON client_contacts
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''client_contacts'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''client_id'', OLD.client_id, ''name'', OLD.name, ''name_key'', OLD.name_key,
      ''role'', OLD.role, ''email'', OLD.email, ''phone'', OLD.phone, ''created_at'', OLD.created_at));
END'),
('trigger', 'pricing_catalog_no_overlap_insert', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_no_overlap_insert BEFORE INSERT ON pricing_catalog WHEN NEW.is_active
BEGIN
  SELECT RAISE(ABORT, ''pricing_catalog_no_overlap'')
   WHERE EXISTS (SELECT 1 FROM pricing_catalog
                  WHERE item_key = NEW.item_key AND pricing_tier = NEW.pricing_tier AND client_id IS NEW.client_id AND is_active
                    AND effective_date <= coalesce(NEW.expiry_date, ''9999-12-31'')
                    AND coalesce(expiry_date, ''9999-12-31'') >= NEW.effective_date);
END'),
('trigger', 'pricing_catalog_no_overlap_update', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_no_overlap_update BEFORE UPDATE ON pricing_catalog WHEN NEW.is_active
BEGIN
  SELECT RAISE(ABORT, ''pricing_catalog_no_overlap'')
   WHERE EXISTS (SELECT 1 FROM pricing_catalog
                  WHERE item_key = NEW.item_key AND pricing_tier = NEW.pricing_tier AND client_id IS NEW.client_id AND is_active AND id <> OLD.id
                    AND effective_date <= coalesce(NEW.expiry_date, ''9999-12-31'')
                    AND coalesce(expiry_date, ''9999-12-31'') >= NEW.effective_date);
END'),
('trigger', 'pricing_catalog_fixed', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_fixed BEFORE UPDATE ON pricing_catalog
WHEN (OLD.id, OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents,
      OLD.weekly_rate_cents, OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes,
      OLD.effective_date, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours, OLD.client_id)
     IS NOT
     (NEW.id, NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents,
      NEW.weekly_rate_cents, NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes,
      NEW.effective_date, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours, NEW.client_id)
  OR NOT OLD.is_active AND (NOT NEW.is_active OR NEW.expiry_date IS NOT OLD.expiry_date)
BEGIN SELECT RAISE(ABORT, ''pricing_catalog_fixed''); END'),
('trigger', 'pricing_catalog_kept_update', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_kept_update AFTER UPDATE ON pricing_catalog
WHEN (OLD.item_type, OLD.item_id, OLD.item_name, OLD.item_key, OLD.pricing_tier, OLD.daily_rate_cents, OLD.weekly_rate_cents,
      OLD.monthly_rate_cents, OLD.unit_price_cents, OLD.unit, OLD.currency, OLD.notes, OLD.effective_date, OLD.expiry_date,
      OLD.is_active, OLD.created_at, OLD.created_by, OLD.hourly_rate_cents, OLD.minimum_hours,
      OLD.client_id)
  IS NOT (NEW.item_type, NEW.item_id, NEW.item_name, NEW.item_key, NEW.pricing_tier, NEW.daily_rate_cents, NEW.weekly_rate_cents,
      NEW.monthly_rate_cents, NEW.unit_price_cents, NEW.unit, NEW.currency, NEW.notes, NEW.effective_date, NEW.expiry_date,
      NEW.is_active, NEW.created_at, NEW.created_by, NEW.hourly_rate_cents, NEW.minimum_hours,
      NEW.client_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''pricing_catalog'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''item_type'', OLD.item_type, ''item_id'', OLD.item_id, ''item_name'', OLD.item_name, ''item_key'', OLD.item_key,
      ''pricing_tier'', OLD.pricing_tier, ''daily_rate_cents'', OLD.daily_rate_cents, ''weekly_rate_cents'', OLD.weekly_rate_cents,
      ''monthly_rate_cents'', OLD.monthly_rate_cents, ''unit_price_cents'', OLD.unit_price_cents, ''unit'', OLD.unit,
      ''currency'', OLD.currency, ''notes'', OLD.notes, ''effective_date'', OLD.effective_date, ''expiry_date'', OLD.expiry_date,
      ''is_active'', OLD.is_active, ''created_at'', OLD.created_at, ''created_by'', OLD.created_by, ''updated_at'', OLD.updated_at,
      ''updated_by'', OLD.updated_by,
      ''hourly_rate_cents'', OLD.hourly_rate_cents, ''minimum_hours'', OLD.minimum_hours, ''client_id'', OLD.client_id));
END'),
('trigger', 'outbox_drained_once', 'outbox', 0, 'CREATE TRIGGER outbox_drained_once BEFORE UPDATE ON outbox WHEN OLD.drained_at IS NOT NULL
  AND ((OLD.id, OLD.topic, OLD.audience, OLD.entity, OLD.entity_id, OLD.created_at, OLD.drained_at)
        IS NOT (NEW.id, NEW.topic, NEW.audience, NEW.entity, NEW.entity_id, NEW.created_at, NEW.drained_at)
       OR NEW.message NOT LIKE ''%(forgotten)%'')
BEGIN SELECT RAISE(ABORT, ''outbox_drained_once''); END'),
('trigger', 'notifications_resolved_for_good', 'notifications', 0, 'CREATE TRIGGER notifications_resolved_for_good BEFORE UPDATE ON notifications WHEN OLD.resolved_at IS NOT NULL
  AND ((OLD.id, OLD.notification_type, OLD.severity, OLD.entity, OLD.entity_id, OLD.condition_key, OLD.opened_at, OLD.updated_at, OLD.resolved_at, OLD.escalations)
        IS NOT (NEW.id, NEW.notification_type, NEW.severity, NEW.entity, NEW.entity_id, NEW.condition_key, NEW.opened_at, NEW.updated_at, NEW.resolved_at, NEW.escalations)
       OR NEW.title || NEW.message || NEW.details NOT LIKE ''%(forgotten)%'')
BEGIN SELECT RAISE(ABORT, ''notifications_resolved_for_good''); END'),
('trigger', 'device_movement_log_no_update', 'device_movement_log', 0, 'CREATE TRIGGER device_movement_log_no_update BEFORE UPDATE ON device_movement_log
WHEN (OLD.id, OLD.device_id, OLD.action, OLD.from_status, OLD.to_status, OLD.from_booking_id, OLD.to_booking_id, OLD.rental_id, OLD.performed_by, OLD.created_at)
      IS NOT (NEW.id, NEW.device_id, NEW.action, NEW.from_status, NEW.to_status, NEW.from_booking_id, NEW.to_booking_id, NEW.rental_id, NEW.performed_by, NEW.created_at)
  OR coalesce(NEW.from_place, '''') || coalesce(NEW.to_place, '''') || coalesce(NEW.reason, '''') NOT LIKE ''%(forgotten)%''
BEGIN SELECT RAISE(ABORT, ''device_movement_log_append_only''); END'),
('trigger', 'period_events_no_replace', 'period_events', 0, 'CREATE TRIGGER period_events_no_replace BEFORE INSERT ON period_events
WHEN EXISTS (SELECT 1 FROM period_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''period_events_append_only''); END'),
('trigger', 'period_events_no_update', 'period_events', 0, 'CREATE TRIGGER period_events_no_update BEFORE UPDATE ON period_events
BEGIN SELECT RAISE(ABORT, ''period_events_append_only''); END'),
('trigger', 'period_events_no_delete', 'period_events', 0, 'CREATE TRIGGER period_events_no_delete BEFORE DELETE ON period_events
BEGIN SELECT RAISE(ABORT, ''period_events_append_only''); END'),
('trigger', 'booking_costing_period', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_period BEFORE INSERT ON booking_costing WHEN NEW.entry <> ''rejection''
BEGIN
  SELECT RAISE(ABORT, ''billing_period_closed'')
   WHERE EXISTS (SELECT 1 FROM billing_periods b
                  WHERE (b.status = ''closed'' OR b.status = ''held'' AND NEW.entry = ''proposal'')
                    AND (b.tenant_id IS NULL OR b.tenant_id = NEW.tenant_id)
                    AND (b.month = coalesce(NEW.booked_month, NEW.service_month)
                         OR b.month IN (SELECT coalesce(l.booked_month, l.service_month) FROM costing_lines l
                                         WHERE l.costing_id = NEW.proposal_id)));
END'),
('trigger', 'booking_costing_booked', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_booked BEFORE INSERT ON booking_costing WHEN NEW.entry <> ''proposal''
BEGIN
  SELECT RAISE(ABORT, ''booking_costing_decision'')
   WHERE EXISTS (SELECT 1 FROM booking_costing p WHERE p.id = NEW.proposal_id AND p.booked_month IS NOT NEW.booked_month);
END'),
('trigger', 'costing_lines_period', 'costing_lines', 0, 'CREATE TRIGGER costing_lines_period BEFORE INSERT ON costing_lines
BEGIN
  SELECT RAISE(ABORT, ''billing_period_closed'')
   WHERE EXISTS (SELECT 1 FROM billing_periods b
                  WHERE b.status IN (''held'', ''closed'') AND b.month = coalesce(NEW.booked_month, NEW.service_month)
                    AND (b.tenant_id IS NULL
                         OR b.tenant_id = (SELECT c.tenant_id FROM booking_costing c WHERE c.id = NEW.costing_id)));
END'),
('trigger', 'invoices_no_replace', 'invoices', 0, 'CREATE TRIGGER invoices_no_replace BEFORE INSERT ON invoices
WHEN EXISTS (SELECT 1 FROM invoices WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''invoices_append_only''); END'),
('trigger', 'invoices_no_delete', 'invoices', 0, 'CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices
BEGIN SELECT RAISE(ABORT, ''invoices_append_only''); END'),
('trigger', 'payments_no_replace', 'payments', 0, 'CREATE TRIGGER payments_no_replace BEFORE INSERT ON payments
WHEN EXISTS (SELECT 1 FROM payments WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''payments_append_only''); END'),
('trigger', 'payments_no_delete', 'payments', 0, 'CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, ''payments_append_only''); END'),
('trigger', 'payment_allocations_no_replace', 'payment_allocations', 0, 'CREATE TRIGGER payment_allocations_no_replace BEFORE INSERT ON payment_allocations
WHEN EXISTS (SELECT 1 FROM payment_allocations WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''payment_allocations_append_only''); END'),
('trigger', 'payment_allocations_no_update', 'payment_allocations', 0, 'CREATE TRIGGER payment_allocations_no_update BEFORE UPDATE ON payment_allocations
BEGIN SELECT RAISE(ABORT, ''payment_allocations_append_only''); END'),
('trigger', 'payment_allocations_no_delete', 'payment_allocations', 0, 'CREATE TRIGGER payment_allocations_no_delete BEFORE DELETE ON payment_allocations
BEGIN SELECT RAISE(ABORT, ''payment_allocations_append_only''); END'),
('trigger', 'invoice_reminders_no_replace', 'invoice_reminders', 0, 'CREATE TRIGGER invoice_reminders_no_replace BEFORE INSERT ON invoice_reminders
WHEN EXISTS (SELECT 1 FROM invoice_reminders WHERE invoice_id = NEW.invoice_id AND stage = NEW.stage)
BEGIN SELECT RAISE(ABORT, ''invoice_reminders_append_only''); END'),
('trigger', 'invoice_reminders_no_update', 'invoice_reminders', 0, 'CREATE TRIGGER invoice_reminders_no_update BEFORE UPDATE ON invoice_reminders
BEGIN SELECT RAISE(ABORT, ''invoice_reminders_append_only''); END'),
('trigger', 'invoice_reminders_no_delete', 'invoice_reminders', 0, 'CREATE TRIGGER invoice_reminders_no_delete BEFORE DELETE ON invoice_reminders
BEGIN SELECT RAISE(ABORT, ''invoice_reminders_append_only''); END'),
('trigger', 'booking_device_assignments_fit', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_fit BEFORE INSERT ON booking_device_assignments
WHEN NEW.device_id IS NOT NULL AND NEW.returned_at IS NULL
BEGIN
  SELECT RAISE(ABORT, ''device_unfit'')
   WHERE NOT EXISTS (SELECT 1 FROM devices WHERE id = NEW.device_id AND status IN (''available'', ''assigned'', ''offsite''))
     AND NOT EXISTS (SELECT 1 FROM operation_rows k
                      WHERE k.table_name = ''booking_device_assignments''
                        AND json_extract(k.before, ''$.device_id'') = NEW.device_id
                        AND json_extract(k.before, ''$.booking_id'') IS NEW.booking_id
                        AND (NEW.rental_id IS NULL OR json_extract(k.before, ''$.rental_id'') = NEW.rental_id));
END'),
('trigger', 'booking_device_assignments_fit_rental', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_fit_rental BEFORE UPDATE OF rental_id ON booking_device_assignments
WHEN NEW.rental_id IS NOT NULL AND OLD.rental_id IS NULL AND NEW.returned_at IS NULL
BEGIN
  SELECT RAISE(ABORT, ''device_unfit'')
   WHERE NOT EXISTS (SELECT 1 FROM devices WHERE id = NEW.device_id AND status IN (''available'', ''assigned'', ''offsite''))
     AND NOT EXISTS (SELECT 1 FROM operation_rows k
                      WHERE k.table_name = ''booking_device_assignments'' AND k.row_key = CAST(NEW.id AS TEXT)
                        AND json_extract(k.before, ''$.rental_id'') = NEW.rental_id);
END'),
('trigger', 'booking_device_assignments_request_fixed', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_request_fixed BEFORE UPDATE OF device_id ON booking_device_assignments
WHEN OLD.device_id IS NULL AND NEW.device_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, ''device_assignment_fixed''); END'),
('trigger', 'offsite_rentals_begin_insert', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_begin_insert BEFORE INSERT ON offsite_rentals
WHEN NEW.starts_at > NEW.returned_at
BEGIN SELECT RAISE(ABORT, ''rental_begins_after_return''); END'),
('trigger', 'offsite_rentals_begin_update', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_begin_update BEFORE UPDATE OF starts_at ON offsite_rentals
WHEN OLD.returned_at IS NOT NULL AND NEW.starts_at > NEW.returned_at AND NEW.starts_at > OLD.starts_at
BEGIN SELECT RAISE(ABORT, ''rental_begins_after_return''); END'),
('trigger', 'booking_costing_reason', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_reason BEFORE INSERT ON booking_costing
WHEN (NEW.entry = ''rejection'' OR NEW.entry = ''proposal'' AND NEW.adjustment IS NOT NULL)
 AND length(trim(coalesce(NEW.reason, ''''))) = 0
BEGIN SELECT RAISE(ABORT, ''booking_costing_reason_check''); END'),
('trigger', 'booking_costing_decision', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_decision BEFORE INSERT ON booking_costing WHEN NEW.entry <> ''proposal''
BEGIN
  SELECT RAISE(ABORT, ''booking_costing_decision'')
   WHERE NOT EXISTS (SELECT 1 FROM booking_costing p
                      WHERE p.id = NEW.proposal_id AND p.entry = ''proposal''
                        AND (p.corrects_id, p.batch_id, p.booking_id, p.rental_id, p.client_name, p.client_key, p.room_id, p.tenant_id,
                             p.service_on, p.service_month, p.pricing_tier, p.discount, p.currency, p.subtotal_cents, p.tax_cents, p.adjustment)
                            IS (NEW.corrects_id, NEW.batch_id, NEW.booking_id, NEW.rental_id, NEW.client_name, NEW.client_key, NEW.room_id,
                                NEW.tenant_id, NEW.service_on, NEW.service_month, NEW.pricing_tier, NEW.discount, NEW.currency,
                                NEW.subtotal_cents, NEW.tax_cents, NEW.adjustment));
  SELECT RAISE(ABORT, ''booking_costing_two_people'')
   WHERE NOT NEW.one_person
     AND EXISTS (SELECT 1 FROM booking_costing p
                  WHERE p.id = NEW.proposal_id
                    AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)));
  -- One person alone, while the site has one who may approve, and says so.
  SELECT RAISE(ABORT, ''booking_costing_two_people'')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = ''one_person_approves'' AND value = ''yes'')
          OR (SELECT count(*) FROM users WHERE role IN (''admin'', ''finance'') AND is_active) <> 1);
  SELECT RAISE(ABORT, ''booking_costing_by_admin'')
   WHERE NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN (''admin'', ''finance''));
END'),
('trigger', 'period_events_order', 'period_events', 0, 'CREATE TRIGGER period_events_order BEFORE INSERT ON period_events
BEGIN
  SELECT RAISE(ABORT, ''period_events_order'')
   WHERE NEW.id <= coalesce((SELECT max(id) FROM period_events), 0)
      OR CASE coalesce((SELECT status FROM billing_periods WHERE month = NEW.month AND tenant_id IS NEW.tenant_id), ''open'')
           WHEN ''open'' THEN NEW.event NOT IN (''held'', ''closed'')
           WHEN ''held'' THEN NEW.event NOT IN (''closed'', ''reopened'') OR NEW.event = ''reopened'' AND NEW.request_id IS NOT NULL
           ELSE NEW.event NOT IN (''reopening'', ''reopened'')
                OR (NEW.event = ''reopened'') <> (NEW.request_id IS NOT NULL)
                OR NEW.event = ''reopening'' AND EXISTS (
                     SELECT 1 FROM period_events r, billing_periods b
                      WHERE r.month = NEW.month AND r.tenant_id IS NEW.tenant_id AND r.event = ''reopening'' AND b.month = NEW.month
                        AND b.tenant_id IS NEW.tenant_id AND r.id > b.event_id)
                OR NEW.event = ''reopened'' AND NOT EXISTS (
                     SELECT 1 FROM period_events r, billing_periods b
                      WHERE r.id = NEW.request_id AND r.month = NEW.month AND r.tenant_id IS NEW.tenant_id AND r.event = ''reopening''
                        AND b.month = NEW.month AND b.tenant_id IS NEW.tenant_id AND r.id > b.event_id)
         END;
  SELECT RAISE(ABORT, ''period_events_two_people'')
   WHERE NEW.request_id IS NOT NULL AND NOT NEW.one_person
     AND EXISTS (SELECT 1 FROM period_events r
                  WHERE r.id = NEW.request_id
                    AND (r.created_by IN (NEW.created_by, NEW.entered_by) OR r.entered_by IN (NEW.created_by, NEW.entered_by)));
  SELECT RAISE(ABORT, ''period_events_two_people'')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = ''one_person_approves'' AND value = ''yes'')
          OR (SELECT count(*) FROM users WHERE role IN (''admin'', ''finance'') AND is_active) <> 1);
  SELECT RAISE(ABORT, ''period_events_by_admin'')
   WHERE NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN (''admin'', ''finance''));
  -- What awaits a decision is decided first.
  SELECT RAISE(ABORT, ''period_events_pending'')
   WHERE NEW.event = ''closed''
     AND EXISTS (SELECT 1 FROM booking_costing p LEFT JOIN costing_lines l ON l.costing_id = p.id
                  WHERE p.entry = ''proposal'' AND (NEW.tenant_id IS NULL OR p.tenant_id = NEW.tenant_id)
                    AND NEW.month IN (coalesce(p.booked_month, p.service_month), coalesce(l.booked_month, l.service_month))
                    AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id));
END'),
('trigger', 'bookings_client_on_hold_insert', 'bookings', 0, 'CREATE TRIGGER bookings_client_on_hold_insert BEFORE INSERT ON bookings
WHEN EXISTS (SELECT 1 FROM clients WHERE on_hold_reason IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, ''clients_on_hold'')
   WHERE EXISTS (SELECT 1 FROM client_roots r JOIN clients c ON c.id = r.root_id
                  WHERE r.id = NEW.client_id AND c.on_hold_reason IS NOT NULL);
END'),
('trigger', 'bookings_client_on_hold_update', 'bookings', 0, 'CREATE TRIGGER bookings_client_on_hold_update BEFORE UPDATE OF client_id ON bookings
WHEN NEW.client_id <> OLD.client_id AND EXISTS (SELECT 1 FROM clients WHERE on_hold_reason IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, ''clients_on_hold'')
   WHERE EXISTS (SELECT 1 FROM client_roots r JOIN clients c ON c.id = r.root_id
                  WHERE r.id = NEW.client_id AND c.on_hold_reason IS NOT NULL);
END'),
('trigger', 'offsite_rentals_client_on_hold_insert', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_client_on_hold_insert BEFORE INSERT ON offsite_rentals
WHEN EXISTS (SELECT 1 FROM clients WHERE on_hold_reason IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, ''clients_on_hold'')
   WHERE EXISTS (SELECT 1 FROM client_roots r JOIN clients c ON c.id = r.root_id
                  WHERE r.id = NEW.client_id AND c.on_hold_reason IS NOT NULL);
END'),
('trigger', 'offsite_rentals_client_on_hold_update', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_client_on_hold_update BEFORE UPDATE OF client_id ON offsite_rentals
WHEN NEW.client_id <> OLD.client_id AND EXISTS (SELECT 1 FROM clients WHERE on_hold_reason IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, ''clients_on_hold'')
   WHERE EXISTS (SELECT 1 FROM client_roots r JOIN clients c ON c.id = r.root_id
                  WHERE r.id = NEW.client_id AND c.on_hold_reason IS NOT NULL);
END'),
('trigger', 'invoice_lines_no_replace', 'invoice_lines', 0, 'CREATE TRIGGER invoice_lines_no_replace BEFORE INSERT ON invoice_lines
WHEN EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.invoice_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, ''invoice_lines_append_only''); END'),
('trigger', 'invoice_lines_no_update', 'invoice_lines', 0, 'CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines
BEGIN SELECT RAISE(ABORT, ''invoice_lines_append_only''); END'),
('trigger', 'invoice_lines_no_delete', 'invoice_lines', 0, 'CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines
BEGIN SELECT RAISE(ABORT, ''invoice_lines_append_only''); END'),
('trigger', 'invoice_lines_once', 'invoice_lines', 0, 'CREATE TRIGGER invoice_lines_once BEFORE INSERT ON invoice_lines
BEGIN
  SELECT RAISE(ABORT, ''invoices_issued'') WHERE EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id);
  SELECT RAISE(ABORT, ''invoice_lines_once'')
   WHERE NEW.credits_place IS NULL
     AND EXISTS (SELECT 1 FROM costing_lines l JOIN invoice_lines o ON o.costing_id = l.costing_id AND o.costing_place = l.place
                  WHERE l.costing_id = NEW.costing_id AND l.place = NEW.costing_place
                  GROUP BY l.costing_id, l.place
                 HAVING sum(o.amount_cents) = l.amount_cents AND sum(o.tax_cents) = l.tax_cents
                    AND ((l.amount_cents, l.tax_cents) <> (0, 0) OR sum(CASE WHEN o.credits_place IS NULL THEN 1 ELSE -1 END) > 0));
  SELECT RAISE(ABORT, ''invoice_lines_ledger'')
   WHERE NEW.credits_place IS NULL
     AND NOT EXISTS (SELECT 1 FROM costing_lines l JOIN booking_costing d ON d.proposal_id = l.costing_id AND d.entry = ''approval''
                    WHERE l.costing_id = NEW.costing_id AND l.place = NEW.costing_place AND l.tax_rate = NEW.tax_rate
                      AND l.service_month = NEW.service_month
                      AND NEW.amount_cents = l.amount_cents - (SELECT coalesce(sum(o.amount_cents), 0) FROM invoice_lines o
                                                                WHERE o.costing_id = l.costing_id AND o.costing_place = l.place)
                      AND NEW.tax_cents = l.tax_cents - (SELECT coalesce(sum(o.tax_cents), 0) FROM invoice_lines o
                                                          WHERE o.costing_id = l.costing_id AND o.costing_place = l.place));
  SELECT RAISE(ABORT, ''invoice_lines_mirror'')
   WHERE NEW.credits_place IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM invoice_lines o,
                       (SELECT coalesce(sum(c.amount_cents), 0) + NEW.amount_cents AS amount, coalesce(sum(c.tax_cents), 0) + NEW.tax_cents AS tax,
                               count(*) AS notes
                          FROM invoice_lines c WHERE c.credits_invoice_id = NEW.credits_invoice_id AND c.credits_place = NEW.credits_place) t
                    WHERE o.invoice_id = NEW.credits_invoice_id AND o.place = NEW.credits_place AND o.credits_place IS NULL
                      AND o.costing_id = NEW.costing_id AND o.costing_place = NEW.costing_place AND o.tax_rate = NEW.tax_rate
                      AND CASE WHEN o.amount_cents = 0 THEN NEW.amount_cents = 0 AND t.notes = 0
                               ELSE NEW.amount_cents <> 0 AND (NEW.amount_cents < 0) = (o.amount_cents > 0) END
                      AND CASE WHEN o.amount_cents > 0 THEN o.amount_cents + t.amount >= 0 ELSE o.amount_cents + t.amount <= 0 END
                      AND CASE WHEN o.tax_cents > 0 THEN NEW.tax_cents <= 0 AND o.tax_cents + t.tax >= 0
                               ELSE NEW.tax_cents >= 0 AND o.tax_cents + t.tax <= 0 END
                      AND (o.amount_cents + t.amount <> 0 OR o.tax_cents + t.tax = 0));
END'),
('trigger', 'invoice_write_offs_no_replace', 'invoice_write_offs', 0, 'CREATE TRIGGER invoice_write_offs_no_replace BEFORE INSERT ON invoice_write_offs
WHEN EXISTS (SELECT 1 FROM invoice_write_offs WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''invoice_write_offs_append_only''); END'),
('trigger', 'invoice_write_offs_no_update', 'invoice_write_offs', 0, 'CREATE TRIGGER invoice_write_offs_no_update BEFORE UPDATE ON invoice_write_offs
BEGIN SELECT RAISE(ABORT, ''invoice_write_offs_append_only''); END'),
('trigger', 'invoice_write_offs_no_delete', 'invoice_write_offs', 0, 'CREATE TRIGGER invoice_write_offs_no_delete BEFORE DELETE ON invoice_write_offs
BEGIN SELECT RAISE(ABORT, ''invoice_write_offs_append_only''); END'),
('trigger', 'invoice_write_offs_order', 'invoice_write_offs', 0, 'CREATE TRIGGER invoice_write_offs_order BEFORE INSERT ON invoice_write_offs
BEGIN
  SELECT RAISE(ABORT, ''invoice_write_offs_amount'')
   WHERE NOT EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id AND series = ''INV'')
      OR NEW.kind = ''reversal'' AND NEW.amount_cents <> -(SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> ''request'' AND w.invoice_id = NEW.invoice_id)
      OR NEW.kind <> ''reversal'' AND NEW.amount_cents <>
            (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
            - (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id)
            - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> ''request'' AND w.invoice_id = NEW.invoice_id);
  SELECT RAISE(ABORT, ''invoice_write_offs_order'')
   WHERE NEW.id <= coalesce((SELECT max(id) FROM invoice_write_offs), 0)
      OR NEW.kind = ''write_off''
         AND NOT EXISTS (SELECT 1 FROM invoice_write_offs r
                          WHERE r.id = NEW.request_id AND r.kind = ''request'' AND r.invoice_id = NEW.invoice_id
                            AND r.amount_cents = NEW.amount_cents
                            AND NOT EXISTS (SELECT 1 FROM invoice_write_offs later
                                             WHERE later.invoice_id = r.invoice_id AND later.id > r.id));
  SELECT RAISE(ABORT, ''invoice_write_offs_two_people'')
   WHERE NEW.kind = ''write_off'' AND NOT NEW.one_person
     AND EXISTS (SELECT 1 FROM invoice_write_offs r
                  WHERE r.id = NEW.request_id
                    AND (r.created_by IN (NEW.created_by, NEW.entered_by) OR r.entered_by IN (NEW.created_by, NEW.entered_by)));
  SELECT RAISE(ABORT, ''invoice_write_offs_two_people'')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = ''one_person_approves'' AND value = ''yes'')
          OR (SELECT count(*) FROM users WHERE role IN (''admin'', ''finance'') AND is_active) <> 1);
  SELECT RAISE(ABORT, ''invoice_write_offs_by_admin'')
   WHERE NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN (''admin'', ''finance''));
  SELECT RAISE(ABORT, ''billing_period_closed'')
   WHERE EXISTS (SELECT 1 FROM billing_periods
                  WHERE status = ''closed'' AND tenant_id IS NULL AND month = substr(NEW.written_on, 1, 7));
END'),
('trigger', 'invoices_credit_paid', 'invoices', 0, 'CREATE TRIGGER invoices_credit_paid BEFORE INSERT ON invoices WHEN NEW.credits_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, ''payment_allocations_invoice'')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.credits_id)
         + (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> ''request'' AND w.invoice_id = NEW.credits_id)
         > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.credits_id OR credits_id = NEW.credits_id) + NEW.total_cents;
END'),
('trigger', 'invoices_no_update', 'invoices', 0, 'CREATE TRIGGER invoices_no_update BEFORE UPDATE ON invoices
WHEN (OLD.id, OLD.number, OLD.series, OLD.year, OLD.ordinal, OLD.credits_id, OLD.client_id, OLD.issued_on, OLD.due_on, OLD.month, OLD.currency, OLD.subtotal_cents, OLD.tax_cents, OLD.total_cents, OLD.document_hash, OLD.addressee_hash, OLD.created_by, OLD.entered_by, OLD.created_at)
     IS NOT (NEW.id, NEW.number, NEW.series, NEW.year, NEW.ordinal, NEW.credits_id, NEW.client_id, NEW.issued_on, NEW.due_on, NEW.month, NEW.currency, NEW.subtotal_cents, NEW.tax_cents, NEW.total_cents, NEW.document_hash, NEW.addressee_hash, NEW.created_by, NEW.entered_by, NEW.created_at)
  OR NEW.addressee_salt IS NOT NULL
  OR NEW.reason IS NOT OLD.reason AND NEW.reason NOT LIKE ''%(forgotten)%''
  OR NEW.bill_to ->> ''$.name'' IS NOT NEW.client_name
  OR coalesce(NEW.bill_to ->> ''$.tax_number'', NEW.bill_to ->> ''$.address'', NEW.bill_to ->> ''$.email'') IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.id = NEW.client_id AND c.forgotten_at IS NOT NULL AND c.name = NEW.client_name
                   AND c.name_key = NEW.client_key)
BEGIN SELECT RAISE(ABORT, ''invoices_append_only''); END'),
('trigger', 'payments_no_update', 'payments', 0, 'CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments
WHEN (OLD.id, OLD.number, OLD.year, OLD.ordinal, OLD.kind, OLD.reverses_id, OLD.client_id, OLD.amount_cents, OLD.currency, OLD.received_on, OLD.method, OLD.source_id, OLD.created_by, OLD.entered_by, OLD.created_at)
     IS NOT (NEW.id, NEW.number, NEW.year, NEW.ordinal, NEW.kind, NEW.reverses_id, NEW.client_id, NEW.amount_cents, NEW.currency, NEW.received_on, NEW.method, NEW.source_id, NEW.created_by, NEW.entered_by, NEW.created_at)
  OR NEW.reason IS NOT OLD.reason AND NEW.reason NOT LIKE ''%(forgotten)%''
  OR NEW.reference IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.id = NEW.client_id AND c.forgotten_at IS NOT NULL AND c.name = NEW.client_name
                   AND c.name_key = NEW.client_key)
BEGIN SELECT RAISE(ABORT, ''payments_append_only''); END'),
('trigger', 'devices_days_insert', 'devices', 0, 'CREATE TRIGGER devices_days_insert BEFORE INSERT ON devices
BEGIN
  SELECT RAISE(ABORT, ''devices_purchased_on_check'') WHERE NEW.purchased_on IS NOT NULL AND NEW.purchased_on IS NOT date(NEW.purchased_on, ''+0 days'');
  SELECT RAISE(ABORT, ''devices_warranty_until_check'') WHERE NEW.warranty_until IS NOT NULL AND NEW.warranty_until IS NOT date(NEW.warranty_until, ''+0 days'');
END'),
('trigger', 'devices_days_update', 'devices', 0, 'CREATE TRIGGER devices_days_update BEFORE UPDATE OF purchased_on, warranty_until ON devices
BEGIN
  SELECT RAISE(ABORT, ''devices_purchased_on_check'') WHERE NEW.purchased_on IS NOT NULL AND NEW.purchased_on IS NOT date(NEW.purchased_on, ''+0 days'');
  SELECT RAISE(ABORT, ''devices_warranty_until_check'') WHERE NEW.warranty_until IS NOT NULL AND NEW.warranty_until IS NOT date(NEW.warranty_until, ''+0 days'');
END'),
('trigger', 'offsite_rentals_days_insert', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_days_insert BEFORE INSERT ON offsite_rentals
BEGIN
  SELECT RAISE(ABORT, ''offsite_rentals_rental_date_check'') WHERE NEW.rental_date IS NOT NULL AND NEW.rental_date IS NOT date(NEW.rental_date, ''+0 days'');
  SELECT RAISE(ABORT, ''offsite_rentals_return_expected_date_check'') WHERE NEW.return_expected_date IS NOT NULL AND NEW.return_expected_date IS NOT date(NEW.return_expected_date, ''+0 days'');
END'),
('trigger', 'offsite_rentals_days_update', 'offsite_rentals', 0, 'CREATE TRIGGER offsite_rentals_days_update BEFORE UPDATE OF rental_date, return_expected_date ON offsite_rentals
BEGIN
  SELECT RAISE(ABORT, ''offsite_rentals_rental_date_check'') WHERE NEW.rental_date IS NOT NULL AND NEW.rental_date IS NOT date(NEW.rental_date, ''+0 days'');
  SELECT RAISE(ABORT, ''offsite_rentals_return_expected_date_check'') WHERE NEW.return_expected_date IS NOT NULL AND NEW.return_expected_date IS NOT date(NEW.return_expected_date, ''+0 days'');
END'),
('trigger', 'booking_device_assignments_days_insert', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_days_insert BEFORE INSERT ON booking_device_assignments
BEGIN
  SELECT RAISE(ABORT, ''booking_device_assignments_due_on_check'') WHERE NEW.due_on IS NOT NULL AND NEW.due_on IS NOT date(NEW.due_on, ''+0 days'');
END'),
('trigger', 'booking_device_assignments_days_update', 'booking_device_assignments', 0, 'CREATE TRIGGER booking_device_assignments_days_update BEFORE UPDATE OF due_on ON booking_device_assignments
BEGIN
  SELECT RAISE(ABORT, ''booking_device_assignments_due_on_check'') WHERE NEW.due_on IS NOT NULL AND NEW.due_on IS NOT date(NEW.due_on, ''+0 days'');
END'),
('trigger', 'pricing_catalog_days_insert', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_days_insert BEFORE INSERT ON pricing_catalog
BEGIN
  SELECT RAISE(ABORT, ''pricing_catalog_effective_date_check'') WHERE NEW.effective_date IS NOT NULL AND NEW.effective_date IS NOT date(NEW.effective_date, ''+0 days'');
  SELECT RAISE(ABORT, ''pricing_catalog_expiry_date_check'') WHERE NEW.expiry_date IS NOT NULL AND NEW.expiry_date IS NOT date(NEW.expiry_date, ''+0 days'');
END'),
('trigger', 'pricing_catalog_days_update', 'pricing_catalog', 0, 'CREATE TRIGGER pricing_catalog_days_update BEFORE UPDATE OF effective_date, expiry_date ON pricing_catalog
BEGIN
  SELECT RAISE(ABORT, ''pricing_catalog_effective_date_check'') WHERE NEW.effective_date IS NOT NULL AND NEW.effective_date IS NOT date(NEW.effective_date, ''+0 days'');
  SELECT RAISE(ABORT, ''pricing_catalog_expiry_date_check'') WHERE NEW.expiry_date IS NOT NULL AND NEW.expiry_date IS NOT date(NEW.expiry_date, ''+0 days'');
END'),
('trigger', 'booking_costing_days_insert', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_days_insert BEFORE INSERT ON booking_costing
BEGIN
  SELECT RAISE(ABORT, ''booking_costing_service_on_check'') WHERE NEW.service_on IS NOT NULL AND NEW.service_on IS NOT date(NEW.service_on, ''+0 days'');
END'),
('trigger', 'booking_costing_days_update', 'booking_costing', 0, 'CREATE TRIGGER booking_costing_days_update BEFORE UPDATE OF service_on ON booking_costing
BEGIN
  SELECT RAISE(ABORT, ''booking_costing_service_on_check'') WHERE NEW.service_on IS NOT NULL AND NEW.service_on IS NOT date(NEW.service_on, ''+0 days'');
END'),
('trigger', 'invoices_days_insert', 'invoices', 0, 'CREATE TRIGGER invoices_days_insert BEFORE INSERT ON invoices
BEGIN
  SELECT RAISE(ABORT, ''invoices_issued_on_check'') WHERE NEW.issued_on IS NOT NULL AND NEW.issued_on IS NOT date(NEW.issued_on, ''+0 days'');
  SELECT RAISE(ABORT, ''invoices_due_on_check'') WHERE NEW.due_on IS NOT NULL AND NEW.due_on IS NOT date(NEW.due_on, ''+0 days'');
END'),
('trigger', 'invoices_days_update', 'invoices', 0, 'CREATE TRIGGER invoices_days_update BEFORE UPDATE OF issued_on, due_on ON invoices
BEGIN
  SELECT RAISE(ABORT, ''invoices_issued_on_check'') WHERE NEW.issued_on IS NOT NULL AND NEW.issued_on IS NOT date(NEW.issued_on, ''+0 days'');
  SELECT RAISE(ABORT, ''invoices_due_on_check'') WHERE NEW.due_on IS NOT NULL AND NEW.due_on IS NOT date(NEW.due_on, ''+0 days'');
END'),
('trigger', 'payments_days_insert', 'payments', 0, 'CREATE TRIGGER payments_days_insert BEFORE INSERT ON payments
BEGIN
  SELECT RAISE(ABORT, ''payments_received_on_check'') WHERE NEW.received_on IS NOT NULL AND NEW.received_on IS NOT date(NEW.received_on, ''+0 days'');
END'),
('trigger', 'payments_days_update', 'payments', 0, 'CREATE TRIGGER payments_days_update BEFORE UPDATE OF received_on ON payments
BEGIN
  SELECT RAISE(ABORT, ''payments_received_on_check'') WHERE NEW.received_on IS NOT NULL AND NEW.received_on IS NOT date(NEW.received_on, ''+0 days'');
END'),
('trigger', 'import_rows_days_insert', 'import_rows', 0, 'CREATE TRIGGER import_rows_days_insert BEFORE INSERT ON import_rows
BEGIN
  SELECT RAISE(ABORT, ''import_rows_day_check'') WHERE NEW.day IS NOT NULL AND NEW.day IS NOT date(NEW.day, ''+0 days'');
END'),
('trigger', 'import_rows_days_update', 'import_rows', 0, 'CREATE TRIGGER import_rows_days_update BEFORE UPDATE OF day ON import_rows
BEGIN
  SELECT RAISE(ABORT, ''import_rows_day_check'') WHERE NEW.day IS NOT NULL AND NEW.day IS NOT date(NEW.day, ''+0 days'');
END'),
('trigger', 'invoice_write_offs_days_insert', 'invoice_write_offs', 0, 'CREATE TRIGGER invoice_write_offs_days_insert BEFORE INSERT ON invoice_write_offs
BEGIN
  SELECT RAISE(ABORT, ''invoice_write_offs_written_on_check'') WHERE NEW.written_on IS NOT date(NEW.written_on, ''+0 days'');
END'),
('trigger', 'payments_year', 'payments', 0, 'CREATE TRIGGER payments_year BEFORE INSERT ON payments
WHEN NEW.year <> CAST(substr(NEW.received_on, 1, 4) AS INTEGER)
BEGIN SELECT RAISE(ABORT, ''payments_year_check''); END'),
('trigger', 'quotes_no_replace', 'quotes', 0, 'CREATE TRIGGER quotes_no_replace BEFORE INSERT ON quotes
WHEN EXISTS (SELECT 1 FROM quotes WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''quotes_append_only''); END'),
('trigger', 'quotes_no_delete', 'quotes', 0, 'CREATE TRIGGER quotes_no_delete BEFORE DELETE ON quotes
BEGIN SELECT RAISE(ABORT, ''quotes_append_only''); END'),
('trigger', 'quote_acceptances_no_replace', 'quote_acceptances', 0, 'CREATE TRIGGER quote_acceptances_no_replace BEFORE INSERT ON quote_acceptances
WHEN EXISTS (SELECT 1 FROM quote_acceptances WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''quote_acceptances_append_only''); END'),
('trigger', 'quote_acceptances_no_update', 'quote_acceptances', 0, 'CREATE TRIGGER quote_acceptances_no_update BEFORE UPDATE ON quote_acceptances
BEGIN SELECT RAISE(ABORT, ''quote_acceptances_append_only''); END'),
('trigger', 'quote_acceptances_no_delete', 'quote_acceptances', 0, 'CREATE TRIGGER quote_acceptances_no_delete BEFORE DELETE ON quote_acceptances
BEGIN SELECT RAISE(ABORT, ''quote_acceptances_append_only''); END'),
('trigger', 'quotes_gap', 'quotes', 0, 'CREATE TRIGGER quotes_gap BEFORE INSERT ON quotes
BEGIN
  SELECT RAISE(ABORT, ''quotes_gap'')
   WHERE NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM quotes WHERE year = NEW.year), 0);
END'),
('trigger', 'quote_acceptances_in_time', 'quote_acceptances', 0, 'CREATE TRIGGER quote_acceptances_in_time BEFORE INSERT ON quote_acceptances
BEGIN
  SELECT RAISE(ABORT, ''quote_acceptances_in_time'')
   WHERE NOT EXISTS (SELECT 1 FROM quote_acceptances WHERE quote_id = NEW.quote_id)
     AND NOT EXISTS (SELECT 1 FROM quotes WHERE id = NEW.quote_id AND NEW.accepted_on BETWEEN quoted_on AND valid_until);
END'),
('trigger', 'invoice_advances_no_replace', 'invoice_advances', 0, 'CREATE TRIGGER invoice_advances_no_replace BEFORE INSERT ON invoice_advances
WHEN EXISTS (SELECT 1 FROM invoice_advances WHERE invoice_id = NEW.invoice_id AND place = NEW.place)
BEGIN SELECT RAISE(ABORT, ''invoice_advances_append_only''); END'),
('trigger', 'invoice_advances_no_update', 'invoice_advances', 0, 'CREATE TRIGGER invoice_advances_no_update BEFORE UPDATE ON invoice_advances
BEGIN SELECT RAISE(ABORT, ''invoice_advances_append_only''); END'),
('trigger', 'invoice_advances_no_delete', 'invoice_advances', 0, 'CREATE TRIGGER invoice_advances_no_delete BEFORE DELETE ON invoice_advances
BEGIN SELECT RAISE(ABORT, ''invoice_advances_append_only''); END'),
('trigger', 'invoice_advances_rest', 'invoice_advances', 0, 'CREATE TRIGGER invoice_advances_rest BEFORE INSERT ON invoice_advances
BEGIN
  SELECT RAISE(ABORT, ''invoices_issued'') WHERE EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice_id);
  SELECT RAISE(ABORT, ''invoice_advances_rest'')
   WHERE NEW.invoice_id <> NEW.advance_id
     AND (NOT EXISTS (SELECT 1 FROM invoices i JOIN invoice_advances a ON a.invoice_id = i.id
                       WHERE i.id = NEW.advance_id AND i.series = ''INV'' AND a.advance_id = i.id)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM invoice_advances WHERE advance_id = NEW.advance_id AND tax_rate = NEW.tax_rate)
             + NEW.amount_cents < 0
          OR (SELECT coalesce(sum(tax_cents), 0) FROM invoice_advances WHERE advance_id = NEW.advance_id AND tax_rate = NEW.tax_rate)
             + NEW.tax_cents < 0);
END'),
('trigger', 'invoices_issue', 'invoices', 0, 'CREATE TRIGGER invoices_issue BEFORE INSERT ON invoices
BEGIN
  SELECT RAISE(ABORT, ''invoices_gap'')
   WHERE NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM invoices WHERE series = NEW.series AND year = NEW.year), 0);
  SELECT RAISE(ABORT, ''billing_period_closed'')
   WHERE EXISTS (SELECT 1 FROM billing_periods
                  WHERE status = ''closed'' AND tenant_id IS NULL AND month = substr(NEW.issued_on, 1, 7));
  SELECT RAISE(ABORT, ''invoices_add_up'')
   WHERE NOT EXISTS (SELECT 1 FROM invoice_lines WHERE invoice_id = NEW.id)
         AND NOT EXISTS (SELECT 1 FROM invoice_advances WHERE invoice_id = NEW.id)
      OR (SELECT coalesce(sum(amount_cents), 0) FROM invoice_lines WHERE invoice_id = NEW.id)
         + (SELECT coalesce(sum(amount_cents), 0) FROM invoice_advances WHERE invoice_id = NEW.id) <> NEW.subtotal_cents
      OR (SELECT coalesce(sum(tax_cents), 0) FROM invoice_lines WHERE invoice_id = NEW.id)
         + (SELECT coalesce(sum(tax_cents), 0) FROM invoice_advances WHERE invoice_id = NEW.id) <> NEW.tax_cents;
  SELECT RAISE(ABORT, ''invoices_currency'')
   WHERE EXISTS (SELECT 1 FROM invoice_lines l JOIN booking_costing p ON p.id = l.costing_id
                  WHERE l.invoice_id = NEW.id AND p.currency <> NEW.currency)
      OR EXISTS (SELECT 1 FROM invoice_advances a JOIN invoices i ON i.id = a.advance_id
                  WHERE a.invoice_id = NEW.id AND i.currency <> NEW.currency);
  SELECT RAISE(ABORT, ''invoices_credit'')
   WHERE EXISTS (SELECT 1 FROM invoice_lines l
                  WHERE l.invoice_id = NEW.id AND l.credits_invoice_id IS NOT NEW.credits_id);
  SELECT RAISE(ABORT, ''invoice_advances_client'')
   WHERE EXISTS (
     SELECT 1 FROM invoice_advances a JOIN invoices i ON i.id = a.advance_id
      WHERE a.invoice_id = NEW.id
        AND (SELECT root_id FROM client_roots WHERE id = i.client_id) <> (SELECT root_id FROM client_roots WHERE id = NEW.client_id));
  SELECT RAISE(ABORT, ''invoice_advances_mirror'')
   WHERE EXISTS (
     SELECT 1 FROM invoice_advances a
      WHERE a.invoice_id = NEW.id AND a.advance_id <> NEW.id
        AND CASE WHEN NEW.credits_id IS NULL THEN NEW.series <> ''INV'' OR a.amount_cents + a.tax_cents > 0
                 WHEN NEW.credits_id = a.advance_id THEN a.amount_cents + a.tax_cents > 0
                 ELSE a.amount_cents + a.tax_cents < 0
                      OR (SELECT sum(o.amount_cents) FROM invoice_advances o
                           WHERE o.advance_id = a.advance_id AND o.tax_rate = a.tax_rate
                             AND (o.invoice_id IN (NEW.id, NEW.credits_id)
                                  OR o.invoice_id IN (SELECT id FROM invoices WHERE credits_id = NEW.credits_id))) > 0 END)
      OR EXISTS (SELECT 1 FROM invoice_advances a WHERE a.invoice_id = NEW.id AND a.advance_id = NEW.id AND NEW.series <> ''INV'');
END'),
('trigger', 'clients_set_off_together', 'clients', 0, 'CREATE TRIGGER clients_set_off_together AFTER UPDATE OF merged_into ON clients
WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
BEGIN
  SELECT RAISE(ABORT, ''clients_paid_together'')
   WHERE EXISTS (SELECT 1 FROM invoice_advances a
                   JOIN invoices d ON d.id = a.invoice_id JOIN client_roots of_document ON of_document.id = d.client_id
                   JOIN invoices i ON i.id = a.advance_id JOIN client_roots of_advance ON of_advance.id = i.client_id
                  WHERE of_document.root_id <> of_advance.root_id
                  GROUP BY a.advance_id, d.client_id HAVING sum(a.amount_cents + a.tax_cents) <> 0);
END'),
('trigger', 'payments_receive', 'payments', 0, 'CREATE TRIGGER payments_receive BEFORE INSERT ON payments
BEGIN
  SELECT RAISE(ABORT, ''payments_gap'')
   WHERE NEW.ordinal <> 1 + coalesce((SELECT max(ordinal) FROM payments WHERE year = NEW.year), 0);
  SELECT RAISE(ABORT, ''billing_period_closed'')
   WHERE EXISTS (SELECT 1 FROM billing_periods
                  WHERE status = ''closed'' AND tenant_id IS NULL AND month = substr(NEW.received_on, 1, 7));
  SELECT RAISE(ABORT, ''payments_reverses'')
   WHERE NEW.kind = ''reversal''
     AND (NOT EXISTS (SELECT 1 FROM payments p
                       WHERE p.id = NEW.reverses_id AND p.kind <> ''reversal'' AND p.amount_cents = -NEW.amount_cents
                         AND p.client_id = NEW.client_id AND p.currency = NEW.currency)
          OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE payment_id = NEW.reverses_id) <> 0);
  SELECT RAISE(ABORT, ''payments_on_account'')
   WHERE NEW.amount_cents < 0
     AND (SELECT coalesce(sum(amount_cents), 0) FROM payments
          WHERE currency = NEW.currency
            AND client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = NEW.client_id)))
       - (SELECT coalesce(sum(total_cents), 0) FROM invoices
           WHERE series = ''CN'' AND credits_id IS NULL AND currency = NEW.currency
             AND client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = NEW.client_id)))
       - (SELECT coalesce(sum(a.amount_cents), 0) FROM invoices i JOIN payment_allocations a ON a.invoice_id = i.id
           WHERE i.currency = NEW.currency
             AND i.client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = NEW.client_id)))
         + NEW.amount_cents < 0;
END'),
('trigger', 'payment_allocations_fit', 'payment_allocations', 0, 'CREATE TRIGGER payment_allocations_fit BEFORE INSERT ON payment_allocations
BEGIN
  SELECT RAISE(ABORT, ''payment_allocations_client'')
   WHERE NOT EXISTS (SELECT 1 FROM invoices i
                       JOIN (SELECT client_id, currency FROM payments WHERE id = NEW.payment_id AND kind = ''payment''
                             UNION ALL
                             SELECT client_id, currency FROM invoices
                              WHERE id = NEW.credit_id AND series = ''CN'' AND credits_id IS NULL) s ON s.currency = i.currency
                      WHERE i.id = NEW.invoice_id AND i.series = ''INV''
                        AND (SELECT root_id FROM client_roots WHERE id = s.client_id)
                            = (SELECT root_id FROM client_roots WHERE id = i.client_id));
  SELECT RAISE(ABORT, ''payment_allocations_payment'')
   WHERE NEW.amount_cents > 0 AND EXISTS (SELECT 1 FROM payments WHERE reverses_id = NEW.payment_id)
      OR (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
           WHERE payment_id = NEW.payment_id OR credit_id = NEW.credit_id) + NEW.amount_cents
         > coalesce((SELECT amount_cents FROM payments WHERE id = NEW.payment_id),
                    (SELECT -total_cents FROM invoices WHERE id = NEW.credit_id));
  SELECT RAISE(ABORT, ''payment_allocations_invoice'')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations WHERE invoice_id = NEW.invoice_id) + NEW.amount_cents
         > (SELECT sum(total_cents) FROM invoices WHERE id = NEW.invoice_id OR credits_id = NEW.invoice_id)
          - (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> ''request'' AND w.invoice_id = NEW.invoice_id);
  SELECT RAISE(ABORT, ''payment_allocations_mirror'')
   WHERE (SELECT coalesce(sum(amount_cents), 0) FROM payment_allocations
           WHERE (payment_id = NEW.payment_id OR credit_id = NEW.credit_id) AND invoice_id = NEW.invoice_id) + NEW.amount_cents < 0;
  -- What is on account after refunds pays, and nothing else.
  SELECT RAISE(ABORT, ''payments_on_account'')
   WHERE NEW.amount_cents > 0
     AND (SELECT coalesce(sum(amount_cents), 0) FROM payments
          WHERE currency = (SELECT currency FROM invoices WHERE id = NEW.invoice_id)
            AND client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = (SELECT client_id FROM invoices WHERE id = NEW.invoice_id))))
       - (SELECT coalesce(sum(total_cents), 0) FROM invoices
           WHERE series = ''CN'' AND credits_id IS NULL AND currency = (SELECT currency FROM invoices WHERE id = NEW.invoice_id)
             AND client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = (SELECT client_id FROM invoices WHERE id = NEW.invoice_id))))
       - (SELECT coalesce(sum(a.amount_cents), 0) FROM invoices i JOIN payment_allocations a ON a.invoice_id = i.id
           WHERE i.currency = (SELECT currency FROM invoices WHERE id = NEW.invoice_id)
             AND i.client_id IN (SELECT id FROM client_roots WHERE root_id = (SELECT root_id FROM client_roots WHERE id = (SELECT client_id FROM invoices WHERE id = NEW.invoice_id))))
         < NEW.amount_cents;
END'),
('trigger', 'clients_paid_together', 'clients', 0, 'CREATE TRIGGER clients_paid_together AFTER UPDATE OF merged_into ON clients
WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into
BEGIN
  SELECT RAISE(ABORT, ''clients_paid_together'')
   WHERE EXISTS (SELECT 1 FROM payment_allocations a
                   LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN invoices n ON n.id = a.credit_id
                   JOIN client_roots of_source ON of_source.id = coalesce(p.client_id, n.client_id)
                   JOIN invoices i ON i.id = a.invoice_id JOIN client_roots of_invoice ON of_invoice.id = i.client_id
                  WHERE of_source.root_id <> of_invoice.root_id
                  GROUP BY a.payment_id, a.credit_id, a.invoice_id HAVING sum(a.amount_cents) <> 0)
      OR EXISTS (SELECT 1 FROM (SELECT client_id, currency, amount_cents FROM payments
                                UNION ALL
                                SELECT client_id, currency, -total_cents FROM invoices WHERE series = ''CN'' AND credits_id IS NULL
                                UNION ALL
                                SELECT i.client_id, i.currency, -a.amount_cents
                                  FROM payment_allocations a JOIN invoices i ON i.id = a.invoice_id) moved
                   JOIN client_roots r ON r.id = moved.client_id
                  GROUP BY r.root_id, moved.currency HAVING sum(moved.amount_cents) < 0);
END'),
('trigger', 'clients_kept_update', 'clients', 0, 'CREATE TRIGGER clients_kept_update AFTER UPDATE ON clients
WHEN (OLD.name, OLD.name_key, OLD.legal_name, OLD.tax_number, OLD.billing_email, OLD.address, OLD.terms_days,
      OLD.pricing_tier, OLD.tenant_id, OLD.language, OLD.notes, OLD.is_active, OLD.on_hold_reason, OLD.merged_into,
      OLD.forgotten_at, OLD.created_by, OLD.created_at, OLD.country)
  IS NOT (NEW.name, NEW.name_key, NEW.legal_name, NEW.tax_number, NEW.billing_email, NEW.address, NEW.terms_days,
      NEW.pricing_tier, NEW.tenant_id, NEW.language, NEW.notes, NEW.is_active, NEW.on_hold_reason, NEW.merged_into,
      NEW.forgotten_at, NEW.created_by, NEW.created_at, NEW.country)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''clients'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''name'', OLD.name, ''name_key'', OLD.name_key, ''legal_name'', OLD.legal_name,
      ''tax_number'', OLD.tax_number, ''billing_email'', OLD.billing_email, ''address'', OLD.address,
      ''terms_days'', OLD.terms_days, ''pricing_tier'', OLD.pricing_tier, ''tenant_id'', OLD.tenant_id,
      ''language'', OLD.language, ''notes'', OLD.notes, ''is_active'', OLD.is_active, ''on_hold_reason'', OLD.on_hold_reason,
      ''merged_into'', OLD.merged_into, ''forgotten_at'', OLD.forgotten_at, ''created_by'', OLD.created_by,
      ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at,
      ''country'', OLD.country));
END'),
('trigger', 'quotes_no_update', 'quotes', 0, 'CREATE TRIGGER quotes_no_update BEFORE UPDATE ON quotes
WHEN (OLD.id, OLD.number, OLD.year, OLD.ordinal, OLD.booking_id, OLD.rental_id, OLD.quoted_on, OLD.valid_until,
      OLD.pricing_tier, OLD.discount, OLD.currency, OLD.subtotal_cents, OLD.tax_cents, OLD.total_cents,
      OLD.created_by, OLD.entered_by, OLD.created_at)
     IS NOT (NEW.id, NEW.number, NEW.year, NEW.ordinal, NEW.booking_id, NEW.rental_id, NEW.quoted_on, NEW.valid_until,
      NEW.pricing_tier, NEW.discount, NEW.currency, NEW.subtotal_cents, NEW.tax_cents, NEW.total_cents,
      NEW.created_by, NEW.entered_by, NEW.created_at)
  OR json_remove(NEW.content, ''$.header.client_name'') IS NOT json_remove(OLD.content, ''$.header.client_name'')
  OR NEW.content ->> ''$.header.client_name'' IS NOT NEW.client_name
  OR NOT EXISTS (SELECT 1 FROM clients c WHERE c.forgotten_at IS NOT NULL AND c.name = NEW.client_name AND c.name_key = NEW.client_key)
BEGIN SELECT RAISE(ABORT, ''quotes_append_only''); END'),
('trigger', 'room_blocks_never_deleted', 'room_blocks', 0, 'CREATE TRIGGER room_blocks_never_deleted BEFORE DELETE ON room_blocks
BEGIN SELECT RAISE(ABORT, ''room_blocks_never_deleted''); END'),
('trigger', 'room_blocks_never_replaced', 'room_blocks', 0, 'CREATE TRIGGER room_blocks_never_replaced BEFORE INSERT ON room_blocks
WHEN EXISTS (SELECT 1 FROM room_blocks WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''room_blocks_never_deleted''); END'),
('trigger', 'room_blocks_fixed', 'room_blocks', 0, 'CREATE TRIGGER room_blocks_fixed BEFORE UPDATE OF id, room_id ON room_blocks
WHEN NEW.room_id IS NOT OLD.room_id OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, ''room_blocks_fixed''); END'),
('trigger', 'room_block_exceptions_no_update', 'room_block_exceptions', 0, 'CREATE TRIGGER room_block_exceptions_no_update BEFORE UPDATE ON room_block_exceptions
BEGIN SELECT RAISE(ABORT, ''room_block_exceptions_append_only''); END'),
('trigger', 'room_block_exceptions_append_only', 'room_block_exceptions', 0, 'CREATE TRIGGER room_block_exceptions_append_only BEFORE DELETE ON room_block_exceptions
BEGIN SELECT RAISE(ABORT, ''room_block_exceptions_append_only''); END'),
('trigger', 'room_block_exceptions_never_replaced', 'room_block_exceptions', 0, 'CREATE TRIGGER room_block_exceptions_never_replaced BEFORE INSERT ON room_block_exceptions
WHEN EXISTS (SELECT 1 FROM room_block_exceptions WHERE booking_id = NEW.booking_id AND block_id = NEW.block_id)
BEGIN SELECT RAISE(ABORT, ''room_block_exceptions_append_only''); END'),
('trigger', 'room_holds_no_overlap', 'room_holds', 0, 'CREATE TRIGGER room_holds_no_overlap BEFORE INSERT ON room_holds
BEGIN
  SELECT RAISE(ABORT, ''room_holds_read_only'')
   WHERE NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = NEW.booking_id AND e.room_id = NEW.room_id
                        AND e.starts_at = NEW.starts_at AND e.ends_at = NEW.ends_at)
     AND NOT EXISTS (SELECT 1 FROM room_block_holds_expected e
                      WHERE e.block_id = NEW.block_id AND e.room_id = NEW.room_id
                        AND e.starts_at = NEW.starts_at AND e.ends_at = NEW.ends_at);
  SELECT RAISE(ABORT, ''room_holds_no_overlap'')
   WHERE NEW.booking_id IS NOT NULL
     AND (SELECT ends_at FROM room_holds
           WHERE room_id = NEW.room_id AND starts_at < NEW.ends_at AND booking_id IS NOT NULL
           ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at;
  SELECT RAISE(ABORT, ''room_holds_no_overlap'')
   WHERE NEW.booking_id IS NOT NULL
     AND EXISTS (SELECT 1 FROM room_blocks l
                  WHERE l.lifted_at IS NULL AND l.ends_at > NEW.starts_at AND l.starts_at < NEW.ends_at
                    AND EXISTS (SELECT 1 FROM room_holds k WHERE k.block_id = l.id AND k.room_id = NEW.room_id)
                    AND NOT (l.room_id IS NULL AND (SELECT long_term FROM bookings WHERE id = NEW.booking_id))
                    AND NOT EXISTS (SELECT 1 FROM room_block_exceptions e WHERE e.booking_id = NEW.booking_id AND e.block_id = l.id));
  SELECT RAISE(ABORT, ''room_holds_no_overlap'')
   WHERE NEW.block_id IS NOT NULL
     AND EXISTS (SELECT 1 FROM room_holds h
                   JOIN bookings b ON b.id = h.booking_id
                   JOIN room_blocks l ON l.id = NEW.block_id
                  WHERE h.room_id = NEW.room_id AND h.starts_at < NEW.ends_at AND h.ends_at > NEW.starts_at
                    AND NOT (l.room_id IS NULL AND b.long_term)
                    AND NOT EXISTS (SELECT 1 FROM room_block_exceptions e WHERE e.booking_id = h.booking_id AND e.block_id = l.id));
END'),
('trigger', 'room_holds_no_update', 'room_holds', 0, 'CREATE TRIGGER room_holds_no_update BEFORE UPDATE ON room_holds
BEGIN SELECT RAISE(ABORT, ''room_holds_read_only''); END'),
('trigger', 'room_holds_no_delete', 'room_holds', 0, 'CREATE TRIGGER room_holds_no_delete BEFORE DELETE ON room_holds
BEGIN
  SELECT RAISE(ABORT, ''room_holds_read_only'')
   WHERE EXISTS (SELECT 1 FROM room_holds_expected e
                  WHERE e.booking_id = OLD.booking_id AND e.room_id = OLD.room_id
                    AND e.starts_at = OLD.starts_at AND e.ends_at = OLD.ends_at)
      OR EXISTS (SELECT 1 FROM room_block_holds_expected e
                  WHERE e.block_id = OLD.block_id AND e.room_id = OLD.room_id
                    AND e.starts_at = OLD.starts_at AND e.ends_at = OLD.ends_at);
END'),
('trigger', 'rooms_hold_buffers', 'rooms', 0, 'CREATE TRIGGER rooms_hold_buffers AFTER UPDATE OF setup_minutes, teardown_minutes, buffers_from ON rooms
BEGIN
  DELETE FROM room_holds
   WHERE room_id = NEW.id AND booking_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM room_holds_expected e
                      WHERE e.booking_id = room_holds.booking_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.booking_id FROM room_components c
    JOIN bookings b ON b.room_id = c.room_id
    JOIN room_holds_expected e ON e.booking_id = b.id
   WHERE c.component_id = NEW.id AND e.room_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.room_id = e.room_id AND h.starts_at = e.starts_at AND h.booking_id = e.booking_id);
END'),
('trigger', 'bookings_hold_long_term', 'bookings', 0, 'CREATE TRIGGER bookings_hold_long_term AFTER UPDATE OF long_term ON bookings WHEN OLD.long_term > NEW.long_term
BEGIN
  SELECT RAISE(ABORT, ''room_holds_no_overlap'') WHERE EXISTS (SELECT 1 FROM bookings_under_block u WHERE u.booking_id = NEW.id);
END'),
('trigger', 'room_blocks_hold_insert', 'room_blocks', 0, 'CREATE TRIGGER room_blocks_hold_insert AFTER INSERT ON room_blocks
BEGIN
  INSERT INTO room_holds (room_id, starts_at, ends_at, block_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.block_id FROM room_block_holds_expected e WHERE e.block_id = NEW.id;
END'),
('trigger', 'room_blocks_hold_update', 'room_blocks', 0, 'CREATE TRIGGER room_blocks_hold_update AFTER UPDATE OF starts_at, ends_at, lifted_at ON room_blocks
BEGIN
  DELETE FROM room_holds
   WHERE block_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_block_holds_expected e
                      WHERE e.block_id = room_holds.block_id AND e.room_id = room_holds.room_id
                        AND e.starts_at = room_holds.starts_at AND e.ends_at = room_holds.ends_at);
  INSERT INTO room_holds (room_id, starts_at, ends_at, block_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.block_id FROM room_block_holds_expected e
   WHERE e.block_id = NEW.id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.block_id = e.block_id AND h.room_id = e.room_id);
END'),
('trigger', 'room_components_block_insert', 'room_components', 0, 'CREATE TRIGGER room_components_block_insert AFTER INSERT ON room_components
BEGIN
  INSERT INTO room_holds (room_id, starts_at, ends_at, block_id)
  SELECT e.room_id, e.starts_at, e.ends_at, e.block_id FROM room_block_holds_expected e
   WHERE e.room_id = NEW.component_id
     AND NOT EXISTS (SELECT 1 FROM room_holds h WHERE h.block_id = e.block_id AND h.room_id = e.room_id);
END'),
('trigger', 'room_components_block_delete', 'room_components', 0, 'CREATE TRIGGER room_components_block_delete AFTER DELETE ON room_components
BEGIN
  DELETE FROM room_holds
   WHERE block_id IS NOT NULL AND room_id = OLD.component_id
     AND NOT EXISTS (SELECT 1 FROM room_block_holds_expected e
                      WHERE e.block_id = room_holds.block_id AND e.room_id = room_holds.room_id);
END'),
('trigger', 'room_blocks_kept_insert', 'room_blocks', 0, 'CREATE TRIGGER room_blocks_kept_insert AFTER INSERT ON room_blocks
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''room_blocks'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'room_blocks_kept_update', 'room_blocks', 0, 'CREATE TRIGGER room_blocks_kept_update AFTER UPDATE ON room_blocks
WHEN (OLD.room_id, OLD.kind, OLD.starts_at, OLD.ends_at, OLD.reason, OLD.created_by, OLD.created_at, OLD.lifted_at, OLD.lifted_by)
  IS NOT (NEW.room_id, NEW.kind, NEW.starts_at, NEW.ends_at, NEW.reason, NEW.created_by, NEW.created_at, NEW.lifted_at, NEW.lifted_by)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''room_blocks'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''room_id'', OLD.room_id, ''kind'', OLD.kind, ''starts_at'', OLD.starts_at, ''ends_at'', OLD.ends_at,
      ''reason'', OLD.reason, ''created_by'', OLD.created_by, ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at,
      ''lifted_at'', OLD.lifted_at, ''lifted_by'', OLD.lifted_by));
END'),
('trigger', 'task_events_begun', 'tasks', 0, 'CREATE TRIGGER task_events_begun AFTER INSERT ON tasks
BEGIN
  INSERT INTO task_events (task_id, at, by, state) VALUES (NEW.id, NEW.created_at, NEW.updated_by, NEW.state);
END'),
('trigger', 'task_events_stepped', 'tasks', 0, 'CREATE TRIGGER task_events_stepped AFTER UPDATE OF state ON tasks
WHEN NEW.state <> OLD.state
BEGIN
  INSERT INTO task_events (task_id, at, by, state) VALUES (NEW.id, NEW.updated_at, NEW.updated_by, NEW.state);
END'),
('trigger', 'tasks_never_deleted', 'tasks', 0, 'CREATE TRIGGER tasks_never_deleted BEFORE DELETE ON tasks
BEGIN SELECT RAISE(ABORT, ''tasks_never_deleted''); END'),
('trigger', 'tasks_no_replace', 'tasks', 0, 'CREATE TRIGGER tasks_no_replace BEFORE INSERT ON tasks
WHEN EXISTS (SELECT 1 FROM tasks WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''tasks_never_deleted''); END'),
('trigger', 'vendors_never_deleted', 'vendors', 0, 'CREATE TRIGGER vendors_never_deleted BEFORE DELETE ON vendors
BEGIN SELECT RAISE(ABORT, ''vendors_never_deleted''); END'),
('trigger', 'vendors_no_replace', 'vendors', 0, 'CREATE TRIGGER vendors_no_replace BEFORE INSERT ON vendors
WHEN EXISTS (SELECT 1 FROM vendors WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''vendors_never_deleted''); END'),
('trigger', 'task_events_no_replace', 'task_events', 0, 'CREATE TRIGGER task_events_no_replace BEFORE INSERT ON task_events
WHEN EXISTS (SELECT 1 FROM task_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''task_events_append_only''); END'),
('trigger', 'task_events_no_update', 'task_events', 0, 'CREATE TRIGGER task_events_no_update BEFORE UPDATE ON task_events
WHEN (OLD.id, OLD.task_id, OLD.at, OLD.by, OLD.state) IS NOT (NEW.id, NEW.task_id, NEW.at, NEW.by, NEW.state)
  OR coalesce(NEW.text, '''') NOT LIKE ''%(forgotten)%''
BEGIN SELECT RAISE(ABORT, ''task_events_append_only''); END'),
('trigger', 'task_events_no_delete', 'task_events', 0, 'CREATE TRIGGER task_events_no_delete BEFORE DELETE ON task_events
BEGIN SELECT RAISE(ABORT, ''task_events_append_only''); END'),
('trigger', 'vendors_kept_insert', 'vendors', 0, 'CREATE TRIGGER vendors_kept_insert AFTER INSERT ON vendors
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''vendors'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'vendors_kept_update', 'vendors', 0, 'CREATE TRIGGER vendors_kept_update AFTER UPDATE ON vendors
WHEN (OLD.name, OLD.name_key, OLD.contact, OLD.email, OLD.phone, OLD.notes, OLD.is_active, OLD.created_by, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.contact, NEW.email, NEW.phone, NEW.notes, NEW.is_active, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''vendors'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''name'', OLD.name, ''name_key'', OLD.name_key, ''contact'', OLD.contact, ''email'', OLD.email,
      ''phone'', OLD.phone, ''notes'', OLD.notes, ''is_active'', OLD.is_active, ''created_by'', OLD.created_by,
      ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at));
END'),
('trigger', 'tasks_kept_insert', 'tasks', 0, 'CREATE TRIGGER tasks_kept_insert AFTER INSERT ON tasks
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''tasks'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'attachment_bytes_no_replace', 'attachment_bytes', 0, 'CREATE TRIGGER attachment_bytes_no_replace BEFORE INSERT ON attachment_bytes
WHEN EXISTS (SELECT 1 FROM attachment_bytes WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, ''attachment_bytes_fixed''); END'),
('trigger', 'attachment_bytes_no_update', 'attachment_bytes', 0, 'CREATE TRIGGER attachment_bytes_no_update BEFORE UPDATE ON attachment_bytes
BEGIN SELECT RAISE(ABORT, ''attachment_bytes_fixed''); END'),
('trigger', 'attachment_bytes_linked', 'attachment_bytes', 0, 'CREATE TRIGGER attachment_bytes_linked BEFORE DELETE ON attachment_bytes
WHEN EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
BEGIN SELECT RAISE(ABORT, ''attachments_sha256_fkey''); END'),
('trigger', 'attachments_no_replace', 'attachments', 0, 'CREATE TRIGGER attachments_no_replace BEFORE INSERT ON attachments
WHEN EXISTS (SELECT 1 FROM attachments WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''attachments_fixed''); END'),
('trigger', 'attachments_no_update', 'attachments', 0, 'CREATE TRIGGER attachments_no_update BEFORE UPDATE ON attachments
WHEN (OLD.id, OLD.kind, OLD.record_id, OLD.name, OLD.name_key, OLD.content_type, OLD.sha256, OLD.created_by, OLD.created_at)
  IS NOT (NEW.id, NEW.kind, NEW.record_id, NEW.name, NEW.name_key, NEW.content_type, NEW.sha256, NEW.created_by,
      NEW.created_at)
BEGIN SELECT RAISE(ABORT, ''attachments_fixed''); END'),
('trigger', 'attachments_record', 'attachments', 0, 'CREATE TRIGGER attachments_record BEFORE INSERT ON attachments
BEGIN
  SELECT RAISE(ABORT, ''attachments_record'')
   WHERE NOT CASE NEW.kind
     WHEN ''device'' THEN EXISTS (SELECT 1 FROM devices WHERE id = NEW.record_id)
     WHEN ''booking'' THEN EXISTS (SELECT 1 FROM bookings WHERE id = NEW.record_id)
     WHEN ''rental'' THEN EXISTS (SELECT 1 FROM offsite_rentals WHERE id = NEW.record_id)
     WHEN ''invoice'' THEN EXISTS (SELECT 1 FROM invoices WHERE id = NEW.record_id)
    WHEN ''task'' THEN EXISTS (SELECT 1 FROM tasks WHERE id = NEW.record_id)
     ELSE 0 END;
END'),
('trigger', 'attachments_kept_insert', 'attachments', 0, 'CREATE TRIGGER attachments_kept_insert AFTER INSERT ON attachments
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''attachments'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'attachments_kept_update', 'attachments', 0, 'CREATE TRIGGER attachments_kept_update AFTER UPDATE ON attachments
WHEN (OLD.kind, OLD.record_id, OLD.name, OLD.name_key, OLD.content_type, OLD.sha256, OLD.created_by, OLD.created_at,
      OLD.removed_at, OLD.removed_by)
  IS NOT (NEW.kind, NEW.record_id, NEW.name, NEW.name_key, NEW.content_type, NEW.sha256, NEW.created_by, NEW.created_at,
      NEW.removed_at, NEW.removed_by)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''attachments'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''kind'', OLD.kind, ''record_id'', OLD.record_id, ''name'', OLD.name, ''name_key'', OLD.name_key,
      ''content_type'', OLD.content_type, ''sha256'', OLD.sha256, ''created_by'', OLD.created_by,
      ''created_at'', OLD.created_at, ''removed_at'', OLD.removed_at, ''removed_by'', OLD.removed_by));
END'),
('trigger', 'tasks_about_fixed', 'tasks', 0, 'CREATE TRIGGER tasks_about_fixed BEFORE UPDATE OF device_id, room_id, booking_id, rental_id, location_id, kind ON tasks
WHEN (NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id, NEW.location_id) IS NOT (OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id, OLD.location_id)
  OR (NEW.kind <> OLD.kind AND ''repair'' IN (NEW.kind, OLD.kind))
BEGIN SELECT RAISE(ABORT, ''tasks_about_fixed''); END'),
('trigger', 'locations_never_deleted', 'locations', 0, 'CREATE TRIGGER locations_never_deleted BEFORE DELETE ON locations
BEGIN SELECT RAISE(ABORT, ''locations_never_deleted''); END'),
('trigger', 'locations_no_replace', 'locations', 0, 'CREATE TRIGGER locations_no_replace BEFORE INSERT ON locations
WHEN EXISTS (SELECT 1 FROM locations WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''locations_never_deleted''); END'),
('trigger', 'locations_kept_insert', 'locations', 0, 'CREATE TRIGGER locations_kept_insert AFTER INSERT ON locations
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''locations'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'locations_kept_update', 'locations', 0, 'CREATE TRIGGER locations_kept_update AFTER UPDATE ON locations
WHEN (OLD.name, OLD.name_key, OLD.address, OLD.city, OLD.zone, OLD.notes, OLD.is_active, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.address, NEW.city, NEW.zone, NEW.notes, NEW.is_active, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''locations'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''name'', OLD.name, ''name_key'', OLD.name_key, ''address'', OLD.address, ''city'', OLD.city,
      ''zone'', OLD.zone, ''notes'', OLD.notes, ''is_active'', OLD.is_active, ''created_at'', OLD.created_at,
      ''updated_at'', OLD.updated_at));
END'),
('trigger', 'rooms_kept_update', 'rooms', 0, 'CREATE TRIGGER rooms_kept_update AFTER UPDATE ON rooms
WHEN (OLD.name, OLD.name_key, OLD.max_capacity, OLD.room_type, OLD.has_devices, OLD.is_active, OLD.location_id, OLD.setup_minutes,
      OLD.teardown_minutes, OLD.buffers_from, OLD.opens_at, OLD.closes_at, OLD.min_minutes, OLD.max_minutes, OLD.notice_hours,
      OLD.horizon_days, OLD.created_at)
  IS NOT (NEW.name, NEW.name_key, NEW.max_capacity, NEW.room_type, NEW.has_devices, NEW.is_active, NEW.location_id, NEW.setup_minutes,
      NEW.teardown_minutes, NEW.buffers_from, NEW.opens_at, NEW.closes_at, NEW.min_minutes, NEW.max_minutes, NEW.notice_hours,
      NEW.horizon_days, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''rooms'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''name'', OLD.name, ''name_key'', OLD.name_key, ''max_capacity'', OLD.max_capacity, ''room_type'', OLD.room_type,
      ''has_devices'', OLD.has_devices, ''is_active'', OLD.is_active, ''location_id'', OLD.location_id, ''setup_minutes'', OLD.setup_minutes,
      ''teardown_minutes'', OLD.teardown_minutes, ''buffers_from'', OLD.buffers_from, ''opens_at'', OLD.opens_at,
      ''closes_at'', OLD.closes_at, ''min_minutes'', OLD.min_minutes, ''max_minutes'', OLD.max_minutes,
      ''notice_hours'', OLD.notice_hours, ''horizon_days'', OLD.horizon_days, ''created_at'', OLD.created_at,
      ''updated_at'', OLD.updated_at));
END'),
('trigger', 'devices_kept_update', 'devices', 0, 'CREATE TRIGGER devices_kept_update AFTER UPDATE ON devices
WHEN (OLD.serial_number, OLD.serial_key, OLD.name, OLD.category_id, OLD.status, OLD.status_since, OLD.place, OLD.office_account,
      OLD.anydesk_id, OLD.notes, OLD.created_at, OLD.brand, OLD.model, OLD.purchased_on, OLD.price_cents, OLD.warranty_until,
      OLD.location_id)
  IS NOT (NEW.serial_number, NEW.serial_key, NEW.name, NEW.category_id, NEW.status, NEW.status_since, NEW.place, NEW.office_account,
      NEW.anydesk_id, NEW.notes, NEW.created_at, NEW.brand, NEW.model, NEW.purchased_on, NEW.price_cents, NEW.warranty_until,
      NEW.location_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''devices'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''serial_number'', OLD.serial_number, ''serial_key'', OLD.serial_key, ''name'', OLD.name,
      ''category_id'', OLD.category_id, ''status'', OLD.status, ''status_since'', OLD.status_since, ''place'', OLD.place,
      ''office_account'', OLD.office_account, ''anydesk_id'', OLD.anydesk_id, ''notes'', OLD.notes, ''created_at'', OLD.created_at,
      ''updated_at'', OLD.updated_at,
      ''brand'', OLD.brand, ''model'', OLD.model, ''purchased_on'', OLD.purchased_on, ''price_cents'', OLD.price_cents, ''warranty_until'', OLD.warranty_until,
      ''location_id'', OLD.location_id));
END'),
('trigger', 'tasks_kept_update', 'tasks', 0, 'CREATE TRIGGER tasks_kept_update AFTER UPDATE ON tasks
WHEN (OLD.kind, OLD.title, OLD.state, OLD.priority, OLD.device_id, OLD.room_id, OLD.booking_id, OLD.rental_id, OLD.vendor_id,
      OLD.assignee_id, OLD.scheduled_at, OLD.due_at, OLD.done_at, OLD.done_by, OLD.outcome, OLD.estimate_cents, OLD.cost_cents,
      OLD.notes, OLD.rule, OLD.series_id, OLD.origin, OLD.created_by, OLD.created_at,
      OLD.location_id)
  IS NOT (NEW.kind, NEW.title, NEW.state, NEW.priority, NEW.device_id, NEW.room_id, NEW.booking_id, NEW.rental_id, NEW.vendor_id,
      NEW.assignee_id, NEW.scheduled_at, NEW.due_at, NEW.done_at, NEW.done_by, NEW.outcome, NEW.estimate_cents, NEW.cost_cents,
      NEW.notes, NEW.rule, NEW.series_id, NEW.origin, NEW.created_by, NEW.created_at,
      NEW.location_id)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''tasks'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''kind'', OLD.kind, ''title'', OLD.title, ''state'', OLD.state, ''priority'', OLD.priority,
      ''device_id'', OLD.device_id, ''room_id'', OLD.room_id, ''booking_id'', OLD.booking_id, ''rental_id'', OLD.rental_id,
      ''vendor_id'', OLD.vendor_id, ''assignee_id'', OLD.assignee_id, ''scheduled_at'', OLD.scheduled_at, ''due_at'', OLD.due_at,
      ''done_at'', OLD.done_at, ''done_by'', OLD.done_by, ''outcome'', OLD.outcome, ''estimate_cents'', OLD.estimate_cents,
      ''cost_cents'', OLD.cost_cents, ''notes'', OLD.notes, ''rule'', OLD.rule, ''series_id'', OLD.series_id, ''origin'', OLD.origin,
      ''created_by'', OLD.created_by, ''created_at'', OLD.created_at, ''updated_by'', OLD.updated_by, ''updated_at'', OLD.updated_at,
      ''location_id'', OLD.location_id));
END'),
('trigger', 'task_costs_no_replace', 'task_costs', 0, 'CREATE TRIGGER task_costs_no_replace BEFORE INSERT ON task_costs
WHEN EXISTS (SELECT 1 FROM task_costs WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''task_costs_append_only''); END'),
('trigger', 'task_costs_no_update', 'task_costs', 0, 'CREATE TRIGGER task_costs_no_update BEFORE UPDATE ON task_costs
BEGIN SELECT RAISE(ABORT, ''task_costs_append_only''); END'),
('trigger', 'task_costs_no_delete', 'task_costs', 0, 'CREATE TRIGGER task_costs_no_delete BEFORE DELETE ON task_costs
BEGIN SELECT RAISE(ABORT, ''task_costs_append_only''); END'),
('trigger', 'task_costs_order', 'task_costs', 0, 'CREATE TRIGGER task_costs_order BEFORE INSERT ON task_costs
BEGIN
  SELECT RAISE(ABORT, ''task_costs_order'')
   WHERE EXISTS (SELECT 1 FROM task_costs WHERE task_id = NEW.task_id AND (step = ''approval'' OR id >= NEW.id))
      -- what is withdrawn is no cost of a done task any more; all else is the cost of one
      OR (NEW.step = ''withdrawal'')
         = EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND state = ''done'' AND cost_cents = NEW.amount_cents)
      OR NEW.step <> ''proposal''
         AND (SELECT (step, amount_cents, currency) = (''proposal'', NEW.amount_cents, NEW.currency) FROM task_costs
               WHERE task_id = NEW.task_id ORDER BY id DESC LIMIT 1) IS NOT 1;
  -- who proposed this amount, now or before, and who ended the task do not decide
  SELECT RAISE(ABORT, ''task_costs_two_people'')
   WHERE NEW.step IN (''approval'', ''rejection'') AND NOT NEW.one_person
     AND (EXISTS (SELECT 1 FROM task_costs p
                   WHERE p.task_id = NEW.task_id AND p.step = ''proposal'' AND p.amount_cents = NEW.amount_cents
                     AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)))
          OR EXISTS (SELECT 1 FROM tasks WHERE id = NEW.task_id AND done_by IN (NEW.created_by, NEW.entered_by)));
  SELECT RAISE(ABORT, ''task_costs_two_people'')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = ''one_person_approves'' AND value = ''yes'')
          OR (SELECT count(*) FROM users WHERE role = ''admin'' AND is_active) <> 1);
  SELECT RAISE(ABORT, ''task_costs_by_approver'')
   WHERE NEW.step IN (''approval'', ''rejection'')
     AND NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN (''admin'', ''finance''));
END'),
('trigger', 'devices_keys_on_insert', 'devices', 0, 'CREATE TRIGGER devices_keys_on_insert BEFORE INSERT ON devices
WHEN NEW.status = ''maintenance''
  OR EXISTS (SELECT 1 FROM devices WHERE (id = NEW.id OR serial_key = NEW.serial_key) AND repair_key IS NOT NULL)
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, ''foreign_keys_off: PRAGMA foreign_keys = ON'') FROM __foreign_keys;
END'),
('trigger', 'devices_keys_on_update', 'devices', 0, 'CREATE TRIGGER devices_keys_on_update BEFORE UPDATE OF id, status ON devices
WHEN NEW.repair_key IS NOT OLD.repair_key
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, ''foreign_keys_off: PRAGMA foreign_keys = ON'') FROM __foreign_keys;
END'),
('trigger', 'devices_keys_on_delete', 'devices', 0, 'CREATE TRIGGER devices_keys_on_delete BEFORE DELETE ON devices
WHEN OLD.status = ''maintenance''
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, ''foreign_keys_off: PRAGMA foreign_keys = ON'') FROM __foreign_keys;
END'),
('trigger', 'tasks_keys_on_insert', 'tasks', 0, 'CREATE TRIGGER tasks_keys_on_insert BEFORE INSERT ON tasks
WHEN NEW.open_repair_of IS NOT NULL
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, ''foreign_keys_off: PRAGMA foreign_keys = ON'') FROM __foreign_keys;
END'),
('trigger', 'tasks_keys_on_update', 'tasks', 0, 'CREATE TRIGGER tasks_keys_on_update BEFORE UPDATE OF state ON tasks
WHEN NEW.open_repair_of IS NOT OLD.open_repair_of
BEGIN
  INSERT INTO __foreign_keys VALUES (1, NULL), (2, 1);
  DELETE FROM __foreign_keys WHERE id = 1;
  SELECT RAISE(ABORT, ''foreign_keys_off: PRAGMA foreign_keys = ON'') FROM __foreign_keys;
END'),
('trigger', 'jobs_kept_insert', 'jobs', 0, 'CREATE TRIGGER jobs_kept_insert AFTER INSERT ON jobs
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''jobs'', NEW.name);
END'),
('trigger', 'jobs_kept_update', 'jobs', 0, 'CREATE TRIGGER jobs_kept_update AFTER UPDATE ON jobs
WHEN (OLD.schedule, OLD.grace_seconds, OLD.at_most_seconds, OLD.catch_up, OLD.command, OLD.expected_since, OLD.created_by, OLD.created_at)
  IS NOT (NEW.schedule, NEW.grace_seconds, NEW.at_most_seconds, NEW.catch_up, NEW.command, NEW.expected_since, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''jobs'', OLD.name,
    json_object(''name'', OLD.name, ''schedule'', OLD.schedule, ''grace_seconds'', OLD.grace_seconds, ''at_most_seconds'', OLD.at_most_seconds, ''catch_up'', OLD.catch_up,
      ''command'', OLD.command, ''expected_since'', OLD.expected_since, ''created_by'', OLD.created_by, ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at));
END'),
('trigger', 'jobs_kept_delete', 'jobs', 0, 'CREATE TRIGGER jobs_kept_delete AFTER DELETE ON jobs
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''jobs'', OLD.name,
    json_object(''name'', OLD.name, ''schedule'', OLD.schedule, ''grace_seconds'', OLD.grace_seconds, ''at_most_seconds'', OLD.at_most_seconds, ''catch_up'', OLD.catch_up,
      ''command'', OLD.command, ''expected_since'', OLD.expected_since, ''created_by'', OLD.created_by, ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at));
END'),
('trigger', 'job_runs_ended', 'job_runs', 0, 'CREATE TRIGGER job_runs_ended BEFORE UPDATE ON job_runs WHEN OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, ''job_runs_ended''); END'),
('trigger', 'proposals_fixed', 'proposals', 0, 'CREATE TRIGGER proposals_fixed BEFORE UPDATE ON proposals
WHEN (OLD.id, OLD.agent, OLD.run_id, OLD.kind, OLD.subject, OLD.plan, OLD.evidence, OLD.effect, OLD.is_money, OLD.fingerprint, OLD.created_at, OLD.expires_at)
  IS NOT (NEW.id, NEW.agent, NEW.run_id, NEW.kind, NEW.subject, NEW.plan, NEW.evidence, NEW.effect, NEW.is_money, NEW.fingerprint, NEW.created_at, NEW.expires_at)
  -- but for a reason that names a forgotten client
  OR (OLD.state NOT IN (''proposed'', ''approved'') OR (OLD.state = ''approved'' AND NEW.state = ''proposed''))
     AND NOT ((OLD.state, OLD.decided_by, OLD.decided_at, OLD.applied_by, OLD.applied_at, OLD.one_person)
              IS (NEW.state, NEW.decided_by, NEW.decided_at, NEW.applied_by, NEW.applied_at, NEW.one_person)
              AND NEW.reason LIKE ''%(forgotten)%'')
BEGIN SELECT RAISE(ABORT, ''proposals_fixed''); END'),
('trigger', 'proposals_never_deleted', 'proposals', 0, 'CREATE TRIGGER proposals_never_deleted BEFORE DELETE ON proposals
BEGIN SELECT RAISE(ABORT, ''proposals_never_deleted''); END'),
('trigger', 'proposals_no_replace', 'proposals', 0, 'CREATE TRIGGER proposals_no_replace BEFORE INSERT ON proposals
WHEN EXISTS (SELECT 1 FROM proposals WHERE id = NEW.id OR (agent = NEW.agent AND fingerprint = NEW.fingerprint
             AND NEW.state IN (''proposed'', ''approved'', ''rejected'', ''applied'') AND state IN (''proposed'', ''approved'', ''rejected'', ''applied'')))
BEGIN SELECT RAISE(ABORT, ''proposals_never_deleted''); END'),
('trigger', 'agent_runs_no_update', 'agent_runs', 0, 'CREATE TRIGGER agent_runs_no_update BEFORE UPDATE ON agent_runs
BEGIN SELECT RAISE(ABORT, ''agent_runs_fixed''); END'),
('trigger', 'agent_runs_no_delete', 'agent_runs', 0, 'CREATE TRIGGER agent_runs_no_delete BEFORE DELETE ON agent_runs
BEGIN SELECT RAISE(ABORT, ''agent_runs_fixed''); END'),
('trigger', 'agent_runs_no_replace', 'agent_runs', 0, 'CREATE TRIGGER agent_runs_no_replace BEFORE INSERT ON agent_runs
WHEN EXISTS (SELECT 1 FROM agent_runs WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, ''agent_runs_fixed''); END'),
('trigger', 'requisitions_never_deleted', 'requisitions', 0, 'CREATE TRIGGER requisitions_never_deleted BEFORE DELETE ON requisitions
BEGIN SELECT RAISE(ABORT, ''requisitions_never_deleted''); END'),
('trigger', 'requisitions_in_order', 'requisitions', 0, 'CREATE TRIGGER requisitions_in_order BEFORE INSERT ON requisitions
WHEN EXISTS (SELECT 1 FROM requisitions WHERE id = NEW.id)
  OR NEW.ordinal <> 1 + (SELECT coalesce(max(ordinal), 0) FROM requisitions WHERE year = NEW.year)
  OR NEW.number <> printf(''RQ-%d-%04d'', NEW.year, NEW.ordinal)
  OR (NEW.state, NEW.submission, NEW.decided, NEW.receipts) <> (''draft'', 0, 0, 0)
BEGIN SELECT RAISE(ABORT, ''requisitions_in_order''); END'),
('trigger', 'requisitions_fixed', 'requisitions', 0, 'CREATE TRIGGER requisitions_fixed BEFORE UPDATE ON requisitions
WHEN (OLD.id, OLD.number, OLD.year, OLD.ordinal, OLD.currency, OLD.requester, OLD.entered_by, OLD.created_at)
  IS NOT (NEW.id, NEW.number, NEW.year, NEW.ordinal, NEW.currency, NEW.requester, NEW.entered_by, NEW.created_at)
  OR (OLD.booking_id, OLD.needed_on, OLD.funds_cents) IS NOT (NEW.booking_id, NEW.needed_on, NEW.funds_cents)
     AND NOT (OLD.state = ''draft'' OR (OLD.state = ''rejected'' AND NEW.state = ''draft''))
  OR (OLD.levels, OLD.submission) IS NOT (NEW.levels, NEW.submission) AND ''draft'' NOT IN (OLD.state, NEW.state)
BEGIN SELECT RAISE(ABORT, ''requisitions_fixed''); END'),
('trigger', 'requisitions_approved', 'requisitions', 0, 'CREATE TRIGGER requisitions_approved BEFORE UPDATE ON requisitions
WHEN NEW.state IN (''approved'', ''ordered'', ''received'')
 AND (NEW.decided = 0 OR NEW.decided <> json_array_length(NEW.levels)
      OR NEW.decided <> (SELECT count(*) FROM requisition_decisions d
                          WHERE d.requisition_id = NEW.id AND d.submission = NEW.submission AND d.verdict = ''approved''))
BEGIN SELECT RAISE(ABORT, ''requisitions_approved''); END'),
('trigger', 'requisition_items_insert', 'requisition_items', 0, 'CREATE TRIGGER requisition_items_insert BEFORE INSERT ON requisition_items
WHEN EXISTS (SELECT 1 FROM requisition_items WHERE id = NEW.id)
  OR (SELECT state FROM requisitions WHERE id = NEW.requisition_id) <> ''draft''
BEGIN SELECT RAISE(ABORT, ''requisition_items_frozen''); END'),
('trigger', 'requisition_items_update', 'requisition_items', 0, 'CREATE TRIGGER requisition_items_update BEFORE UPDATE ON requisition_items
WHEN (OLD.id, OLD.requisition_id, OLD.position, OLD.quantity, OLD.days, OLD.unit_cents)
  IS NOT (NEW.id, NEW.requisition_id, NEW.position, NEW.quantity, NEW.days, NEW.unit_cents)
  OR NEW.description <> OLD.description AND NEW.description NOT LIKE ''%(forgotten)%''
BEGIN SELECT RAISE(ABORT, ''requisition_items_frozen''); END'),
('trigger', 'requisition_items_delete', 'requisition_items', 0, 'CREATE TRIGGER requisition_items_delete BEFORE DELETE ON requisition_items
WHEN (SELECT state FROM requisitions WHERE id = OLD.requisition_id) <> ''draft''
BEGIN SELECT RAISE(ABORT, ''requisition_items_frozen''); END'),
('trigger', 'requisition_decisions_order', 'requisition_decisions', 0, 'CREATE TRIGGER requisition_decisions_order BEFORE INSERT ON requisition_decisions
BEGIN
  SELECT RAISE(ABORT, ''requisition_decisions_order'')
   WHERE EXISTS (SELECT 1 FROM requisition_decisions WHERE id = NEW.id)
      OR NOT EXISTS (SELECT 1 FROM requisitions r
                      WHERE r.id = NEW.requisition_id AND r.state = ''submitted'' AND r.submission = NEW.submission
                        AND r.decided = NEW.place - 1 AND r.levels ->> (''$['' || (NEW.place - 1) || '']'') = NEW.level)
      OR NEW.place - 1 <> (SELECT count(*) FROM requisition_decisions d
                            WHERE d.requisition_id = NEW.requisition_id AND d.submission = NEW.submission AND d.verdict = ''approved'');
  SELECT RAISE(ABORT, ''requisition_decisions_two_people'')
   WHERE NOT NEW.one_person
     AND (EXISTS (SELECT 1 FROM requisitions r
                   WHERE r.id = NEW.requisition_id
                     AND (r.requester IN (NEW.created_by, NEW.entered_by) OR r.entered_by IN (NEW.created_by, NEW.entered_by)
                          OR r.submitted_by IN (NEW.created_by, NEW.entered_by)))
          OR EXISTS (SELECT 1 FROM requisition_decisions d
                      WHERE d.requisition_id = NEW.requisition_id AND d.submission = NEW.submission
                        AND (d.created_by IN (NEW.created_by, NEW.entered_by) OR d.entered_by IN (NEW.created_by, NEW.entered_by))));
  SELECT RAISE(ABORT, ''requisition_decisions_two_people'')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = ''one_person_approves'' AND value = ''yes'')
          OR (SELECT count(*) FROM users WHERE role = ''admin'' AND is_active) <> 1);
  SELECT RAISE(ABORT, ''requisition_decisions_by_level'')
   WHERE NOT EXISTS (SELECT 1 FROM users
                      WHERE username = NEW.created_by AND (role = ''admin'' OR NEW.level IN (''role:'' || role, ''user:'' || username)));
END'),
('trigger', 'requisition_decisions_no_update', 'requisition_decisions', 0, 'CREATE TRIGGER requisition_decisions_no_update BEFORE UPDATE ON requisition_decisions
WHEN (OLD.id, OLD.requisition_id, OLD.submission, OLD.place, OLD.level, OLD.verdict, OLD.total_cents, OLD.one_person, OLD.created_by,
      OLD.entered_by, OLD.created_at)
  IS NOT (NEW.id, NEW.requisition_id, NEW.submission, NEW.place, NEW.level, NEW.verdict, NEW.total_cents, NEW.one_person, NEW.created_by,
      NEW.entered_by, NEW.created_at)
  -- but for a reason that names a forgotten client
  OR coalesce(NEW.reason, '''') NOT LIKE ''%(forgotten)%''
BEGIN SELECT RAISE(ABORT, ''requisition_decisions_append_only''); END'),
('trigger', 'requisition_decisions_no_delete', 'requisition_decisions', 0, 'CREATE TRIGGER requisition_decisions_no_delete BEFORE DELETE ON requisition_decisions
BEGIN SELECT RAISE(ABORT, ''requisition_decisions_append_only''); END'),
('trigger', 'requisition_receipts_insert', 'requisition_receipts', 0, 'CREATE TRIGGER requisition_receipts_insert BEFORE INSERT ON requisition_receipts
BEGIN
  SELECT RAISE(ABORT, ''requisition_receipts_fixed'') WHERE EXISTS (SELECT 1 FROM requisition_receipts WHERE id = NEW.id);
  SELECT RAISE(ABORT, ''requisition_receipts_of_order'')
   WHERE NEW.taken_back_at IS NOT NULL
      OR NOT EXISTS (SELECT 1 FROM requisitions r JOIN requisition_items i ON i.requisition_id = r.id
                      WHERE r.id = NEW.requisition_id AND i.id = NEW.item_id AND r.state = ''ordered''
                        AND NEW.amount_cents = NEW.quantity * i.days * i.unit_cents AND NEW.currency = r.currency);
  SELECT RAISE(ABORT, ''requisition_receipts_quantity'')
   WHERE NEW.quantity + (SELECT coalesce(sum(quantity), 0) FROM requisition_receipts WHERE item_id = NEW.item_id AND taken_back_at IS NULL)
         > (SELECT quantity FROM requisition_items WHERE id = NEW.item_id);
END'),
('trigger', 'requisition_receipts_update', 'requisition_receipts', 0, 'CREATE TRIGGER requisition_receipts_update BEFORE UPDATE ON requisition_receipts
BEGIN
  SELECT RAISE(ABORT, ''requisition_receipts_fixed'')
   WHERE (OLD.id, OLD.requisition_id, OLD.item_id, OLD.quantity, OLD.amount_cents, OLD.currency, OLD.device_ids, OLD.created_by, OLD.entered_by,
          OLD.created_at)
     IS NOT (NEW.id, NEW.requisition_id, NEW.item_id, NEW.quantity, NEW.amount_cents, NEW.currency, NEW.device_ids, NEW.created_by, NEW.entered_by,
          NEW.created_at)
      OR NEW.note IS NOT OLD.note AND coalesce(NEW.note, '''') NOT LIKE ''%(forgotten)%'';
  SELECT RAISE(ABORT, ''requisition_receipts_quantity'')
   WHERE NEW.taken_back_at IS NULL AND OLD.taken_back_at IS NOT NULL
     AND NEW.quantity + (SELECT coalesce(sum(quantity), 0) FROM requisition_receipts WHERE item_id = NEW.item_id AND taken_back_at IS NULL)
         > (SELECT quantity FROM requisition_items WHERE id = NEW.item_id);
END'),
('trigger', 'requisition_receipts_no_delete', 'requisition_receipts', 0, 'CREATE TRIGGER requisition_receipts_no_delete BEFORE DELETE ON requisition_receipts
BEGIN SELECT RAISE(ABORT, ''requisition_receipts_fixed''); END'),
('trigger', 'requisition_costs_no_update', 'requisition_costs', 0, 'CREATE TRIGGER requisition_costs_no_update BEFORE UPDATE ON requisition_costs
BEGIN SELECT RAISE(ABORT, ''requisition_costs_append_only''); END'),
('trigger', 'requisition_costs_no_delete', 'requisition_costs', 0, 'CREATE TRIGGER requisition_costs_no_delete BEFORE DELETE ON requisition_costs
BEGIN SELECT RAISE(ABORT, ''requisition_costs_append_only''); END'),
('trigger', 'requisition_costs_order', 'requisition_costs', 0, 'CREATE TRIGGER requisition_costs_order BEFORE INSERT ON requisition_costs
BEGIN
  SELECT RAISE(ABORT, ''requisition_costs_order'')
   WHERE EXISTS (SELECT 1 FROM requisition_costs WHERE receipt_id = NEW.receipt_id AND (step = ''approval'' OR id >= NEW.id))
      OR NOT EXISTS (SELECT 1 FROM requisition_receipts r
                      WHERE r.id = NEW.receipt_id AND (r.amount_cents, r.currency) = (NEW.amount_cents, NEW.currency)
                        AND (r.taken_back_at IS NOT NULL) = (NEW.step = ''withdrawal''))
      OR NEW.step <> ''proposal''
         AND (SELECT step FROM requisition_costs WHERE receipt_id = NEW.receipt_id ORDER BY id DESC LIMIT 1) IS NOT ''proposal'';
  SELECT RAISE(ABORT, ''requisition_costs_two_people'')
   WHERE NEW.step IN (''approval'', ''rejection'') AND NOT NEW.one_person
     AND (EXISTS (SELECT 1 FROM requisition_costs p
                   WHERE p.receipt_id = NEW.receipt_id AND p.step = ''proposal''
                     AND (p.created_by IN (NEW.created_by, NEW.entered_by) OR p.entered_by IN (NEW.created_by, NEW.entered_by)))
          OR EXISTS (SELECT 1 FROM requisition_receipts r JOIN requisitions q ON q.id = r.requisition_id
                      WHERE r.id = NEW.receipt_id
                        AND (q.requester IN (NEW.created_by, NEW.entered_by) OR q.entered_by IN (NEW.created_by, NEW.entered_by))));
  SELECT RAISE(ABORT, ''requisition_costs_two_people'')
   WHERE NEW.one_person
     AND (NOT EXISTS (SELECT 1 FROM settings WHERE key = ''one_person_approves'' AND value = ''yes'')
          OR (SELECT count(*) FROM users WHERE role = ''admin'' AND is_active) <> 1);
  SELECT RAISE(ABORT, ''requisition_costs_by_approver'')
   WHERE NEW.step IN (''approval'', ''rejection'')
     AND NOT EXISTS (SELECT 1 FROM users WHERE username = NEW.created_by AND role IN (''admin'', ''finance''));
END'),
('trigger', 'requisitions_kept_insert', 'requisitions', 0, 'CREATE TRIGGER requisitions_kept_insert AFTER INSERT ON requisitions
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''requisitions'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'requisitions_kept_update', 'requisitions', 0, 'CREATE TRIGGER requisitions_kept_update AFTER UPDATE ON requisitions
WHEN (OLD.number, OLD.year, OLD.ordinal, OLD.currency, OLD.requester, OLD.entered_by, OLD.created_at,
      OLD.purpose, OLD.booking_id, OLD.needed_on, OLD.funds_cents, OLD.state, OLD.submission, OLD.levels, OLD.decided, OLD.receipts,
      OLD.submitted_by, OLD.submitted_at, OLD.vendor_id, OLD.order_reference, OLD.ordered_at, OLD.close_reason)
  IS NOT (NEW.number, NEW.year, NEW.ordinal, NEW.currency, NEW.requester, NEW.entered_by, NEW.created_at,
      NEW.purpose, NEW.booking_id, NEW.needed_on, NEW.funds_cents, NEW.state, NEW.submission, NEW.levels, NEW.decided, NEW.receipts,
      NEW.submitted_by, NEW.submitted_at, NEW.vendor_id, NEW.order_reference, NEW.ordered_at, NEW.close_reason)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''requisitions'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''number'', OLD.number, ''year'', OLD.year, ''ordinal'', OLD.ordinal, ''purpose'', OLD.purpose,
      ''booking_id'', OLD.booking_id, ''needed_on'', OLD.needed_on, ''funds_cents'', OLD.funds_cents, ''currency'', OLD.currency,
      ''state'', OLD.state, ''submission'', OLD.submission, ''levels'', OLD.levels, ''decided'', OLD.decided, ''receipts'', OLD.receipts,
      ''requester'', OLD.requester, ''entered_by'', OLD.entered_by, ''submitted_by'', OLD.submitted_by, ''submitted_at'', OLD.submitted_at,
      ''vendor_id'', OLD.vendor_id, ''order_reference'', OLD.order_reference, ''ordered_at'', OLD.ordered_at,
      ''close_reason'', OLD.close_reason, ''created_at'', OLD.created_at, ''updated_by'', OLD.updated_by, ''updated_at'', OLD.updated_at));
END'),
('trigger', 'requisition_items_kept_insert', 'requisition_items', 0, 'CREATE TRIGGER requisition_items_kept_insert AFTER INSERT ON requisition_items
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''requisition_items'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'requisition_items_kept_delete', 'requisition_items', 0, 'CREATE TRIGGER requisition_items_kept_delete AFTER DELETE ON requisition_items
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''requisition_items'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''requisition_id'', OLD.requisition_id, ''position'', OLD.position, ''description'', OLD.description,
      ''quantity'', OLD.quantity, ''days'', OLD.days, ''unit_cents'', OLD.unit_cents));
END'),
('trigger', 'requisition_receipts_kept_insert', 'requisition_receipts', 0, 'CREATE TRIGGER requisition_receipts_kept_insert AFTER INSERT ON requisition_receipts
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''requisition_receipts'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'requisition_receipts_kept_update', 'requisition_receipts', 0, 'CREATE TRIGGER requisition_receipts_kept_update AFTER UPDATE ON requisition_receipts
WHEN (OLD.requisition_id, OLD.item_id, OLD.quantity, OLD.amount_cents, OLD.currency, OLD.device_ids, OLD.note, OLD.created_by, OLD.entered_by, OLD.created_at, OLD.taken_back_at)
  IS NOT (NEW.requisition_id, NEW.item_id, NEW.quantity, NEW.amount_cents, NEW.currency, NEW.device_ids, NEW.note, NEW.created_by, NEW.entered_by, NEW.created_at, NEW.taken_back_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''requisition_receipts'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''requisition_id'', OLD.requisition_id, ''item_id'', OLD.item_id, ''quantity'', OLD.quantity,
      ''amount_cents'', OLD.amount_cents, ''currency'', OLD.currency, ''device_ids'', OLD.device_ids, ''note'', OLD.note,
      ''created_by'', OLD.created_by, ''entered_by'', OLD.entered_by, ''created_at'', OLD.created_at, ''taken_back_at'', OLD.taken_back_at));
END'),
('trigger', 'views_kept_insert', 'views', 0, 'CREATE TRIGGER views_kept_insert AFTER INSERT ON views
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''views'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'views_kept_update', 'views', 0, 'CREATE TRIGGER views_kept_update AFTER UPDATE ON views
WHEN (OLD.name, OLD.owner, OLD.words, OLD.created_by, OLD.created_at)
  IS NOT (NEW.name, NEW.owner, NEW.words, NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''views'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''name'', OLD.name, ''owner'', OLD.owner, ''words'', OLD.words, ''created_by'', OLD.created_by,
      ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at));
END'),
('trigger', 'views_kept_delete', 'views', 0, 'CREATE TRIGGER views_kept_delete AFTER DELETE ON views
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''views'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''name'', OLD.name, ''owner'', OLD.owner, ''words'', OLD.words, ''created_by'', OLD.created_by,
      ''created_at'', OLD.created_at, ''updated_at'', OLD.updated_at));
END'),
('trigger', 'role_grants_kept_insert', 'role_grants', 0, 'CREATE TRIGGER role_grants_kept_insert AFTER INSERT ON role_grants
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES (''role_grants'', CAST(NEW.id AS TEXT));
END'),
('trigger', 'role_grants_kept_delete', 'role_grants', 0, 'CREATE TRIGGER role_grants_kept_delete AFTER DELETE ON role_grants
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES (''role_grants'', CAST(OLD.id AS TEXT),
    json_object(''id'', OLD.id, ''user_id'', OLD.user_id, ''role'', OLD.role, ''scope_kind'', OLD.scope_kind, ''room_id'', OLD.room_id,
      ''location_id'', OLD.location_id, ''tenant_id'', OLD.tenant_id, ''granted_by'', OLD.granted_by, ''granted_at'', OLD.granted_at));
END'),
('trigger', 'client_messages_sent_for_good', 'client_messages', 0, 'CREATE TRIGGER client_messages_sent_for_good BEFORE UPDATE ON client_messages
WHEN OLD.state = ''sent'' AND (NEW.email IS NOT NULL
  OR (OLD.id, OLD.client_id, OLD.booking_id, OLD.rental_id, OLD.kind, OLD.return_on, OLD.state, OLD.revision, OLD.message_id, OLD.sent_at)
     IS NOT (NEW.id, NEW.client_id, NEW.booking_id, NEW.rental_id, NEW.kind, NEW.return_on, NEW.state, NEW.revision, NEW.message_id, NEW.sent_at))
BEGIN SELECT RAISE(ABORT, ''client_messages_sent_for_good''); END'),
('trigger', 'client_messages_never_deleted', 'client_messages', 0, 'CREATE TRIGGER client_messages_never_deleted BEFORE DELETE ON client_messages
BEGIN SELECT RAISE(ABORT, ''client_messages_never_deleted''); END'),
('trigger', 'client_message_optouts_kept_insert', 'client_message_optouts', 0, 'CREATE TRIGGER client_message_optouts_kept_insert AFTER INSERT ON client_message_optouts
BEGIN
  INSERT INTO operation_rows (table_name, row_key)
    VALUES (''client_message_optouts'', CAST(NEW.client_id AS TEXT) || ''/'' || NEW.kind);
END'),
('trigger', 'client_message_optouts_kept_delete', 'client_message_optouts', 0, 'CREATE TRIGGER client_message_optouts_kept_delete AFTER DELETE ON client_message_optouts
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before)
    VALUES (''client_message_optouts'', CAST(OLD.client_id AS TEXT) || ''/'' || OLD.kind,
      json_object(''client_id'', OLD.client_id, ''kind'', OLD.kind, ''created_at'', OLD.created_at, ''created_by'', OLD.created_by));
END'),
('trigger', 'client_messages_no_replace', 'client_messages', 0, 'CREATE TRIGGER client_messages_no_replace BEFORE INSERT ON client_messages
WHEN EXISTS (SELECT 1 FROM client_messages WHERE id = NEW.id OR message_id = NEW.message_id
             OR (booking_id = NEW.booking_id AND state = ''queued'' AND NEW.state = ''queued'' AND withdraws = NEW.withdraws
                 AND (withdraws = 0 OR email = NEW.email))
             OR (rental_id = NEW.rental_id AND kind = NEW.kind AND return_on = NEW.return_on))
BEGIN SELECT RAISE(ABORT, ''client_messages_never_deleted''); END');
PRAGMA writable_schema=RESET;
