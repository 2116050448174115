DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP FUNCTION invoice_lines_once();
DROP FUNCTION invoices_issue();
