ALTER TABLE offsite_rentals DROP COLUMN client_id;
ALTER TABLE bookings DROP COLUMN client_id;
DROP TABLE client_contacts;
DROP TABLE client_aliases;
DROP TRIGGER clients_never_deleted;
DROP TABLE clients;
CREATE TRIGGER bookings_kept_update AFTER UPDATE ON bookings
WHEN (OLD.series_id, OLD.room_id, OLD.wished_room_id, OLD.starts_at, OLD.ends_at, OLD.client_name, OLD.status, OLD.tenant_id,
      OLD.num_learners, OLD.num_facilitators, OLD.headcount, OLD.client_contact_person, OLD.client_email, OLD.client_phone,
      OLD.devices_needed, OLD.device_type_preference, OLD.requester_notes, OLD.room_boss_notes, OLD.long_term, OLD.status_reason,
      OLD.over_capacity_reason, OLD.created_by, OLD.created_at, OLD.device_only, OLD.agreed_ends_at)
  IS NOT (NEW.series_id, NEW.room_id, NEW.wished_room_id, NEW.starts_at, NEW.ends_at, NEW.client_name, NEW.status, NEW.tenant_id,
      NEW.num_learners, NEW.num_facilitators, NEW.headcount, NEW.client_contact_person, NEW.client_email, NEW.client_phone,
      NEW.devices_needed, NEW.device_type_preference, NEW.requester_notes, NEW.room_boss_notes, NEW.long_term, NEW.status_reason,
      NEW.over_capacity_reason, NEW.created_by, NEW.created_at, NEW.device_only, NEW.agreed_ends_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('bookings', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'series_id', OLD.series_id, 'room_id', OLD.room_id, 'wished_room_id', OLD.wished_room_id,
      'starts_at', OLD.starts_at, 'ends_at', OLD.ends_at, 'client_name', OLD.client_name, 'status', OLD.status,
      'tenant_id', OLD.tenant_id, 'num_learners', OLD.num_learners, 'num_facilitators', OLD.num_facilitators,
      'headcount', OLD.headcount, 'client_contact_person', OLD.client_contact_person, 'client_email', OLD.client_email,
      'client_phone', OLD.client_phone, 'devices_needed', OLD.devices_needed,
      'device_type_preference', OLD.device_type_preference, 'requester_notes', OLD.requester_notes,
      'room_boss_notes', OLD.room_boss_notes, 'long_term', OLD.long_term, 'status_reason', OLD.status_reason,
      'over_capacity_reason', OLD.over_capacity_reason, 'revision', OLD.revision, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'device_only', OLD.device_only,
      'agreed_ends_at', OLD.agreed_ends_at));
END;
CREATE TRIGGER offsite_rentals_kept_update AFTER UPDATE ON offsite_rentals
WHEN (OLD.rental_no, OLD.booking_id, OLD.client_name, OLD.contact_person, OLD.contact_number, OLD.contact_email, OLD.company,
      OLD.address, OLD.notes, OLD.rental_date, OLD.return_expected_date, OLD.starts_at, OLD.due_at, OLD.returned_at,
      OLD.created_by, OLD.created_at)
  IS NOT (NEW.rental_no, NEW.booking_id, NEW.client_name, NEW.contact_person, NEW.contact_number, NEW.contact_email, NEW.company,
      NEW.address, NEW.notes, NEW.rental_date, NEW.return_expected_date, NEW.starts_at, NEW.due_at, NEW.returned_at,
      NEW.created_by, NEW.created_at)
BEGIN
  INSERT INTO operation_rows (table_name, row_key, before) VALUES ('offsite_rentals', CAST(OLD.id AS TEXT),
    json_object('id', OLD.id, 'rental_no', OLD.rental_no, 'booking_id', OLD.booking_id, 'client_name', OLD.client_name,
      'contact_person', OLD.contact_person, 'contact_number', OLD.contact_number, 'contact_email', OLD.contact_email,
      'company', OLD.company, 'address', OLD.address, 'notes', OLD.notes, 'rental_date', OLD.rental_date,
      'return_expected_date', OLD.return_expected_date, 'starts_at', OLD.starts_at, 'due_at', OLD.due_at,
      'returned_at', OLD.returned_at, 'rental_form_generated', OLD.rental_form_generated, 'created_by', OLD.created_by,
      'created_at', OLD.created_at, 'updated_at', OLD.updated_at));
END;
