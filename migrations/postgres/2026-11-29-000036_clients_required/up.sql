-- Every booking and rental has its client, which undo puts back with it. Its twin is in migrations/sqlite.

ALTER TABLE bookings ALTER COLUMN client_id SET NOT NULL;
ALTER TABLE offsite_rentals ALTER COLUMN client_id SET NOT NULL;

-- A client's bookings by their record, in the order of a list.
DROP INDEX bookings_client;
CREATE INDEX bookings_client ON bookings (client_id, starts_at);
CREATE INDEX offsite_rentals_client ON offsite_rentals (client_id);

CREATE TRIGGER bookings_kept AFTER INSERT OR UPDATE ON bookings
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,revision}', '{}');
CREATE TRIGGER offsite_rentals_kept AFTER INSERT OR UPDATE ON offsite_rentals
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at,rental_form_generated}', '{}');
-- A client that a booking or a rental made stays when that is undone.
CREATE TRIGGER clients_kept AFTER INSERT ON clients
  FOR EACH ROW WHEN (NEW.created_by IS NOT NULL) EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER clients_kept_update AFTER UPDATE ON clients
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{updated_at}', '{}');
CREATE TRIGGER client_aliases_kept AFTER INSERT OR DELETE ON client_aliases
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{name_key}', '{}', '{}');
CREATE TRIGGER client_contacts_kept AFTER INSERT OR UPDATE OR DELETE ON client_contacts
  FOR EACH ROW EXECUTE FUNCTION operation_rows_keep('{id}', '{}', '{}');

-- A row has a number that its sequence gave, and keeps it.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['clients', 'client_contacts'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_numbered BEFORE INSERT OR UPDATE OF id ON %1$s FOR EACH ROW
                    WHEN (NOT has_table_privilege(''users''::regclass, ''INSERT'')) EXECUTE FUNCTION colab_numbered()', one);
  END LOOP;
END $$;
