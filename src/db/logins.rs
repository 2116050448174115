//! What the server's own catalogue says of its logins: rights and settings beyond what the program's roles give.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::backend::{AnyConnection as Connection, DatabaseEngine};

/// A login or role of the server that can do more than its role of the program.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct LoginFault {
    /// The role's name; empty where it is everybody.
    #[diesel(sql_type = Text)]
    pub login: String,
    #[diesel(sql_type = Text)]
    pub problem: String,
}

/// Functions that tell no more than their caller may read, so that everybody may call them.
pub const OPEN_FUNCTIONS: &[&str] = &[
    "booking_changes_devices_alone",
    "colab_audit_head",
    "colab_audit_history",
    "colab_manages",
    "colab_operation_is_seen",
    "colab_token_holder",
    "colab_token_used",
];

/// Tables of which a manager's login sees some rows, and which: those that they see in the program, known by the login's name.
pub const MANAGED_ROWS: &[(&str, &str)] = &[
    (
        "bookings",
        "created_by = session_user OR colab_manages(coalesce(room_id, wished_room_id), tenant_id)",
    ),
    ("booking_catering", OF_BOOKING),
    ("booking_device_assignments", OF_BOOKING),
    (
        "demand",
        "asked_by = session_user OR colab_manages(room_id, tenant_id)",
    ),
];

/// The rows of bookings that the login sees.
const OF_BOOKING: &str = "EXISTS (SELECT 1 FROM bookings b WHERE b.id = booking_id)";

/// The owner of our tables, every right on anything of ours, and the roles that have one with their members.
const RIGHTS: &str = "
  WITH RECURSIVE here AS (
    SELECT relnamespace AS space, relowner AS owner FROM pg_class
     WHERE relname = 'audit_head' AND relnamespace = current_schema()::regnamespace),
  things AS (
    SELECT 'table' AS kind, c.relname::text AS name, c.relowner AS owner, c.relacl AS acl
      FROM here, pg_class c WHERE c.relnamespace = space AND c.relkind IN ('r', 'v', 'm', 'p')
    UNION ALL
    SELECT 'column', c.relname || '.' || a.attname, c.relowner, a.attacl
      FROM here, pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = space AND a.attacl IS NOT NULL
    UNION ALL
    SELECT 'function', p.proname, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
      FROM here, pg_proc p WHERE p.pronamespace = space AND p.proowner = here.owner AND p.proconfig IS NOT NULL
    UNION ALL
    SELECT 'schema', n.nspname, n.nspowner, n.nspacl FROM here, pg_namespace n WHERE n.oid = space
    UNION ALL
    SELECT 'database', d.datname, d.datdba, d.datacl FROM pg_database d WHERE d.datname = current_database()),
  granted AS (
    SELECT t.kind, t.name, a.grantee, a.privilege_type AS verb, a.is_grantable
      FROM here, things t, aclexplode(t.acl) a WHERE a.grantee NOT IN (t.owner, here.owner)),
  ours (id) AS (
    SELECT grantee FROM granted WHERE grantee <> 0 AND kind IN ('table', 'column', 'function')
    UNION
    SELECT m.member FROM pg_auth_members m JOIN ours ON ours.id = m.roleid, here
     WHERE m.member <> here.owner AND pg_has_role(m.member, m.roleid, 'USAGE')),
  known AS (
    SELECT r.oid AS id, r.rolname::text AS login, r.rolcanlogin,
           EXISTS (SELECT 1 FROM pg_auth_members m JOIN ours ON ours.id = m.roleid WHERE m.member = r.oid) AS is_member, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolreplication
      FROM pg_roles r WHERE r.oid IN (SELECT id FROM ours))";

const FAULTS: &str = "
  SELECT login, 'it has the attribute ' || attribute AS problem
    FROM known, LATERAL (VALUES ('SUPERUSER', rolsuper), ('BYPASSRLS', rolbypassrls), ('CREATEROLE', rolcreaterole),
                                ('REPLICATION', rolreplication)) AS v (attribute, has_it) WHERE has_it
  UNION ALL
  SELECT login, 'it is a member of ' || r.rolname
    FROM here, known, pg_roles r
   WHERE NOT known.rolsuper AND pg_has_role(known.id, r.oid, 'MEMBER') AND known.id <> r.oid
     AND (r.oid = here.owner OR r.rolname LIKE 'pg\\_%' AND r.rolname NOT IN
          ('pg_monitor', 'pg_read_all_settings', 'pg_read_all_stats', 'pg_stat_scan_tables', 'pg_database_owner'))
  UNION ALL
  SELECT login, 'it has ' || verb || ' on the ' || kind || ' ' || name || ' itself, and not by a role'
    FROM granted JOIN known ON id = grantee
   WHERE rolcanlogin AND NOT rolsuper AND (is_member OR verb <> 'SELECT') AND NOT (kind = 'database' AND verb = 'CONNECT' OR kind = 'schema' AND verb = 'USAGE')
  UNION ALL
  SELECT coalesce(login, ''), 'it has ' || verb || ' on the ' || kind || ' ' || name || ', which no role is given'
         || CASE WHEN is_grantable THEN ' to pass on' ELSE '' END
    FROM granted LEFT JOIN known ON id = grantee
   WHERE NOT coalesce(rolcanlogin, false)
     AND (is_grantable
          OR kind = 'table' AND (verb NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
                                 OR verb <> 'SELECT' AND name IN ('audit_log', 'audit_head', 'audit_values', 'room_holds',
                                      'device_holds', 'database_info', '__diesel_schema_migrations')
                                 OR name = 'audit_head'
                                 OR verb = 'SELECT' AND name IN ('users', 'user_tokens') AND login NOT LIKE '%\\_service')
          OR kind = 'column' AND (name IN ('users.password_hash', 'user_tokens.token_hash') OR name LIKE 'audit\\_%')
          OR kind = 'function' AND NOT (name IN ('colab_audit_append', 'colab_operation') AND grantee <> 0 OR name = ANY (OPEN_FUNCTIONS)))
  UNION ALL
  SELECT login, 'it reads every row of ' || name || ': its policy is missing'
    FROM here, granted JOIN known ON id = grantee
   WHERE kind = 'table' AND verb = 'SELECT' AND name = ANY (MANAGED_ROWS) AND login LIKE '%\\_room\\_manager' AND NOT EXISTS (
         SELECT 1 FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid AND NOT p.polpermissive AND id = ANY (p.polroles)
          WHERE c.relnamespace = space AND c.relname = name AND c.relrowsecurity)
  UNION ALL
  SELECT coalesce(r.rolname::text, ''), 'it begins with the setting ' || setting
    FROM here, pg_db_role_setting s
    LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) AS setting
   WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
     AND (s.setrole IN (0, here.owner) OR s.setrole IN (SELECT id FROM known) OR r.rolname = session_user)
     AND (split_part(setting, '=', 1) IN ('session_replication_role', 'row_security', 'role', 'session_authorization',
            'session_preload_libraries', 'local_preload_libraries', 'standard_conforming_strings', 'transform_null_equals')
          OR setting LIKE 'search_path=%' AND EXISTS (
               SELECT 1 FROM regexp_split_to_table(substr(setting, 13), '\\s*,\\s*') AS part
                WHERE trim(both '\"' from part) NOT IN ('', '$user', 'public', current_schema())))
  UNION ALL
  SELECT session_user::text, 'in this session session_replication_role is ' || current_setting('session_replication_role')
   WHERE current_setting('session_replication_role') <> 'origin'
   ORDER BY 1, 2";

/// What stands before the names of roles of ours that are let into the schema, as they are also after a restore, which makes every
/// table anew.
const PREFIXES: &str = "
  SELECT DISTINCT left(s.rolname::text, -length('_service')) AS text
    FROM granted JOIN pg_roles s ON s.oid = grantee
   WHERE kind = 'schema' AND s.rolname ~ '^[a-z][a-z0-9_]{0,29}_service$' AND NOT s.rolcanlogin
     AND 2 = (SELECT count(DISTINCT a.oid) FROM granted g JOIN pg_roles a ON a.oid = g.grantee
               WHERE g.kind = 'schema' AND a.rolname IN (left(s.rolname::text, -length('_service')) || '_admin',
                                                         left(s.rolname::text, -length('_service')) || '_room_manager'))
   ORDER BY 1";

impl Connection {
    /// Lists what logins of the server can do beyond what the program's roles give. A file has no logins.
    pub fn login_faults(&mut self) -> QueryResult<Vec<LoginFault>> {
        if self.engine() == DatabaseEngine::Sqlite {
            return Ok(Vec::new());
        }
        let array = |names: &[&str]| format!("ARRAY['{}']", names.join("', '"));
        let managed: Vec<&str> = MANAGED_ROWS.iter().map(|(table, _)| *table).collect();
        let faults = FAULTS
            .replace("OPEN_FUNCTIONS", &array(OPEN_FUNCTIONS))
            .replace("MANAGED_ROWS", &array(&managed));
        diesel::sql_query(format!("{RIGHTS} {faults}")).load(self)
    }

    /// Lists the prefixes of roles that `db grants` let into the schema. A file has none.
    pub fn grant_prefixes(&mut self) -> QueryResult<Vec<String>> {
        if self.engine() == DatabaseEngine::Sqlite {
            return Ok(Vec::new());
        }
        self.texts(&format!("{RIGHTS} {PREFIXES}"))
    }

    /// Returns whether this login reads hashes of passwords and tokens.
    pub fn reads_hashes(&mut self) -> QueryResult<bool> {
        if self.engine() == DatabaseEngine::Sqlite {
            return Ok(true);
        }
        let asked = "SELECT 'x' AS text WHERE has_column_privilege('users', 'password_hash', 'SELECT') \
                     AND has_column_privilege('user_tokens', 'token_hash', 'SELECT')";
        Ok(!self.texts(asked)?.is_empty())
    }
}
