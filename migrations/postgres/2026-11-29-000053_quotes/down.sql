DROP TABLE quote_acceptances;
DROP TABLE quotes;
DROP FUNCTION quotes_gap();
DROP FUNCTION quote_acceptances_in_time();
