ALTER TABLE notification_digest_items DISABLE TRIGGER USER;
DELETE FROM notification_digest_items i USING notification_digest_items earlier
 WHERE (i.notification_id, i.user_id, i.channel) = (earlier.notification_id, earlier.user_id, earlier.channel)
   AND i.escalations > earlier.escalations;
ALTER TABLE notification_digest_items ENABLE TRIGGER USER;
ALTER TABLE notification_digest_items
  DROP CONSTRAINT notification_digest_items_pkey,
  ADD PRIMARY KEY (notification_id, user_id, channel),
  DROP COLUMN escalations;
ALTER TABLE notifications DROP COLUMN escalations;
DROP TRIGGER booking_device_assignments_overdue_rental ON booking_device_assignments;
DROP FUNCTION booking_device_assignments_overdue_rental();
DROP INDEX booking_device_assignments_out;
CREATE UNIQUE INDEX booking_device_assignments_out ON booking_device_assignments (device_id)
  WHERE rental_id IS NOT NULL AND returned_at IS NULL;
