//! The rights that a server knows.

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::db::Connection;
use crate::kernel::error::Result;

/// What a role of ours has not and ought to have.
#[derive(Debug, QueryableByName)]
pub struct MissingRight {
    #[diesel(sql_type = Text)]
    pub role: String,
    #[diesel(sql_type = Text)]
    pub problem: String,
    /// The command that gives it.
    #[diesel(sql_type = Text)]
    pub fix: String,
}

/// Asks for each table and function of ours that there is, and each role that there is, whether it has its right. Names are
/// compared within CASE, as the server may ask for the right first otherwise.
const MISSING: &str = "
  SELECT trim(both '\"' from role) AS role, FIX AS fix,
         'it lacks ' || string_agg(DISTINCT verb || CASE part WHEN '' THEN '' ELSE ' (' || part || ')' END, ', ') || ' on the ' || kind || ' ' || thing
           AS problem
    FROM (SELECT role, 'table' AS kind, thing, verb, part
            FROM (VALUES TABLES) AS t (thing, verb, part, roles), unnest(string_to_array(roles, ', ')) AS r (role)
           WHERE CASE WHEN to_regrole(role) IS NULL OR to_regclass(quote_ident(thing)) IS NULL THEN false
                      WHEN part = '' THEN NOT has_table_privilege(to_regrole(role)::oid, to_regclass(quote_ident(thing))::oid, verb)
                      WHEN NOT EXISTS (SELECT 1 FROM pg_attribute a
                                        WHERE a.attrelid = to_regclass(quote_ident(thing)) AND a.attname = part AND NOT a.attisdropped) THEN false
                      ELSE NOT has_column_privilege(to_regrole(role)::oid, to_regclass(quote_ident(thing))::oid, part, verb) END
          UNION ALL
          SELECT role, 'function', thing, 'EXECUTE', ''
            FROM (VALUES FUNCTIONS) AS f (thing, roles), unnest(string_to_array(roles, ', ')) AS r (role)
           WHERE CASE WHEN to_regrole(role) IS NULL OR to_regprocedure(thing) IS NULL THEN false
                      ELSE NOT has_function_privilege(to_regrole(role)::oid, to_regprocedure(thing)::oid, 'EXECUTE') END) AS lacking
   GROUP BY role, kind, thing ORDER BY 1, 3";

/// Lists which of these rights are lacking: rows of VALUES, `('rooms', 'UPDATE', 'updated_at', 'colab_admin, colab_finance')` and
/// `('name(text)', 'colab_admin')`.
pub fn missing_rights(
    connection: &mut Connection,
    tables: &str,
    functions: &str,
    fix: &str,
) -> Result<Vec<MissingRight>> {
    let asked = MISSING
        .replace("TABLES", tables)
        .replace("FUNCTIONS", functions)
        .replace("FIX", &format!("'{fix}'"));
    Ok(diesel::sql_query(asked).load(connection)?)
}
