DROP POLICY bookings_rows ON bookings;
ALTER TABLE bookings DISABLE ROW LEVEL SECURITY;
DROP POLICY booking_catering_rows ON booking_catering;
ALTER TABLE booking_catering DISABLE ROW LEVEL SECURITY;
DROP POLICY booking_device_assignments_rows ON booking_device_assignments;
ALTER TABLE booking_device_assignments DISABLE ROW LEVEL SECURITY;
DROP POLICY demand_rows ON demand;
ALTER TABLE demand DISABLE ROW LEVEL SECURITY;
DROP FUNCTION colab_manages(bigint, text) CASCADE;
