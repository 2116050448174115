ALTER TABLE settings DISABLE TRIGGER settings_kept;
INSERT INTO settings (key, value, updated_at, updated_by)
SELECT 'tax_percent', string_agg(trim_scale(rate / 1000.0) || CASE WHEN holds_from > '0001-01-01' THEN ' from ' || holds_from ELSE '' END, ', ' ORDER BY holds_from),
       max(updated_at), max(updated_by)
  FROM tax_rates HAVING count(*) > 0;
ALTER TABLE settings ENABLE TRIGGER settings_kept;
DROP TABLE tax_rates;
