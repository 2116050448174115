DROP TRIGGER invoices_credit_paid;
DROP TABLE payment_allocations;
DROP TABLE payments;
