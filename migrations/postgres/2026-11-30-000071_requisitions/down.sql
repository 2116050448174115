DO $$
DECLARE definition text := pg_get_functiondef('colab_audit_append(json)'::regprocedure);
BEGIN
  EXECUTE replace(definition, ' WHEN ''requisition'' THEN ''requisitions'' WHEN ''requisition_receipt'' THEN ''requisition_receipts'' WHEN ''requisition_cost'' THEN ''requisition_costs''', '');
END $$;
DROP TABLE requisition_costs;
DROP TABLE requisition_receipts;
DROP TABLE requisition_decisions;
DROP TABLE requisition_items;
DROP TABLE requisitions;
DROP FUNCTION requisitions_in_order();
DROP FUNCTION requisitions_approved();
DROP FUNCTION requisition_items_frozen();
DROP FUNCTION requisition_decisions_order();
DROP FUNCTION requisition_receipts_quantity();
DROP FUNCTION requisition_costs_order();
UPDATE users SET role = 'staff' WHERE role = 'procurement_officer';
ALTER TABLE users DROP CONSTRAINT users_role_check;
ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN
  ('admin', 'training_facility_admin', 'it_rental_admin', 'finance', 'training_facility_admin_viewer', 'kitchen_staff', 'staff'));
