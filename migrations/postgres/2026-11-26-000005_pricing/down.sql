DROP TABLE pricing_catalog;
