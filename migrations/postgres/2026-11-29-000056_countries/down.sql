DROP TRIGGER quotes_forget ON quotes;
DROP FUNCTION quotes_forget();
DROP TRIGGER quotes_append_only ON quotes;
CREATE TRIGGER quotes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON quotes
  FOR EACH STATEMENT EXECUTE FUNCTION colab_refuse('quotes_append_only');
ALTER TABLE clients DROP COLUMN country;
