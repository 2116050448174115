DROP TABLE quote_acceptances;
DROP TABLE quotes;
