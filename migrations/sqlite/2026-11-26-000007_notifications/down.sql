DROP INDEX booking_device_assignments_requests;
DROP TABLE stock_thresholds;
DROP TABLE notification_digest_items;
DROP TABLE notification_digests;
DROP TABLE notification_reads;
DROP TABLE notification_recipients;
DROP TRIGGER notifications_never_deleted;
DROP TABLE notifications;
