DROP TRIGGER settings_kept_insert;
INSERT INTO settings (key, value, updated_at, updated_by)
SELECT 'tax_percent', group_concat(part, ', '), max(updated_at), max(updated_by)
  FROM (SELECT (rate / 1000.0) || CASE WHEN holds_from > '0001-01-01' THEN ' from ' || holds_from ELSE '' END AS part, updated_at, updated_by
          FROM tax_rates ORDER BY holds_from)
HAVING count(*) > 0;
DROP TABLE tax_rates;
CREATE TRIGGER settings_kept_insert AFTER INSERT ON settings
BEGIN
  INSERT INTO operation_rows (table_name, row_key) VALUES ('settings', CAST(NEW.key AS TEXT));
END;
