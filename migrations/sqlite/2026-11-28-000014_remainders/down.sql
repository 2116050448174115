DROP TABLE import_remainders;
