DROP TABLE attachments;
DROP TABLE attachment_bytes;
DROP FUNCTION attachments_record();
