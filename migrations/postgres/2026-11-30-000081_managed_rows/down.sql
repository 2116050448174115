DROP POLICY demand_rows ON demand;
ALTER TABLE demand DISABLE ROW LEVEL SECURITY;
DROP FUNCTION colab_manages(bigint, text) CASCADE;
