DROP TABLE requisition_costs;
DROP TABLE requisition_receipts;
DROP TABLE requisition_decisions;
DROP TABLE requisition_items;
DROP TABLE requisitions;
UPDATE users SET role = 'staff' WHERE role = 'procurement_officer';
ALTER TABLE users DROP CONSTRAINT users_role_check;
ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN
  ('admin', 'training_facility_admin', 'it_rental_admin', 'finance', 'training_facility_admin_viewer', 'kitchen_staff', 'staff'));
