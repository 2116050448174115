-- Whether the login's user manages a room, or the bookings of a tenant: what the policies of `db grants` ask for each row.
CREATE FUNCTION colab_manages(room bigint, tenant text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (SELECT 1 FROM role_grants g JOIN users u ON u.user_id = g.user_id
                   LEFT JOIN rooms r ON r.location_id = g.location_id
                  WHERE u.is_active AND u.username = session_user
                    AND (g.scope_kind = 'all' OR g.room_id = room OR r.id = room OR g.tenant_id = tenant))
$$;

DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION colab_manages(bigint, text) SET search_path = %I, pg_temp', current_schema());
END $$;

-- Everybody else goes on seeing every row, as policies of the other tables of bookings have it.
ALTER TABLE demand ENABLE ROW LEVEL SECURITY;
CREATE POLICY demand_rows ON demand USING (true);
