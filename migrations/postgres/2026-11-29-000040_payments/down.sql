DROP TRIGGER invoices_credit_paid ON invoices;
DROP FUNCTION invoices_credit_paid();
DROP TABLE payment_allocations;
DROP TABLE payments;
DROP FUNCTION payment_allocations_fit();
DROP FUNCTION payments_receive();
