ALTER TABLE offsite_rentals DROP COLUMN client_id;
ALTER TABLE bookings DROP COLUMN client_id;
DROP TABLE client_contacts;
DROP TABLE client_aliases;
DROP TABLE clients;
DROP FUNCTION clients_merged_once();
DROP FUNCTION clients_name_free();
CREATE TRIGGER bookings_kept AFTER INSERT OR UPDATE ON bookings
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,revision}', '{}');
CREATE TRIGGER offsite_rentals_kept AFTER INSERT OR UPDATE ON offsite_rentals
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,rental_form_generated}', '{}');
