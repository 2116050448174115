//! Users and tokens, compared with what the audit log says of them: what came past the program shows.

use crate::admin::integrity::model::IntegrityRule;

const SEE_LOG: &str =
    "see `colab audit list --record user:{id}`; if nobody of yours did it: colab user disable {id}";

const REVOKE: &str = "colab user token revoke {id}";

pub const RULES: &[IntegrityRule] = &[
    IntegrityRule {
        name: "user_role",
        table: "users",
        sql: "SELECT u.username AS id,
                     'user ' || u.username || ' is ' || u.role || ', which is not the role that the audit log gave last' AS problem
                FROM users u
               WHERE (SELECT l.after FROM audit_log l
                       WHERE l.entity = 'user' AND l.entity_id = u.username AND l.after LIKE '%\"role\":\"%'
                       ORDER BY l.seq DESC LIMIT 1) NOT LIKE '%\"role\":\"' || u.role || '\"%'",
        fix: SEE_LOG,
    },
    IntegrityRule {
        name: "user_active",
        table: "users",
        sql: "SELECT u.username AS id,
                     'user ' || u.username || ' was disabled or enabled, and the audit log does not say so' AS problem
                FROM users u
               WHERE u.is_active <> (SELECT l.after LIKE '%\"is_active\":true%' FROM audit_log l
                                      WHERE l.entity = 'user' AND l.entity_id = u.username AND l.after LIKE '%\"is_active\":%'
                                      ORDER BY l.seq DESC LIMIT 1)",
        fix: SEE_LOG,
    },
    // Demo data and the data of the replaced system come with users, in one row of the log.
    IntegrityRule {
        name: "user_unlogged",
        table: "users",
        sql: "SELECT u.username AS id, 'the audit log knows nothing of user ' || u.username || ' (' || u.role || ')' AS problem
                FROM users u
               WHERE NOT EXISTS (SELECT 1 FROM audit_log l WHERE l.entity = 'user' AND l.entity_id = u.username)
                 AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.kind IN ('demo', 'legacy') AND i.applied_at = u.updated_at)",
        fix: SEE_LOG,
    },
    IntegrityRule {
        name: "grant_unlogged",
        table: "role_grants",
        sql: "SELECT CAST(g.id AS text) AS id,
                     'the audit log knows nothing of grant ' || g.id || ', by which user ' || g.user_id || ' manages rooms' AS problem
                FROM role_grants g
               WHERE NOT EXISTS (SELECT 1 FROM audit_log l WHERE l.entity = 'grant' AND l.entity_id = CAST(g.id AS text))",
        fix: "see `colab user grants`; if nobody of yours gave it: colab user ungrant USER room_manager",
    },
    IntegrityRule {
        name: "token_unlogged",
        table: "user_tokens",
        sql: "SELECT CAST(t.id AS text) AS id,
                     'the audit log knows nothing of token ' || t.id || ' of user ' || t.user_id AS problem
                FROM user_tokens t
               WHERE t.kind = 'token'
                 AND NOT EXISTS (SELECT 1 FROM audit_log l WHERE l.entity = 'token' AND l.entity_id = CAST(t.id AS text))",
        fix: REVOKE,
    },
    IntegrityRule {
        name: "session_unlogged",
        table: "user_tokens",
        sql: "SELECT CAST(t.id AS text) AS id,
                     'the audit log knows nothing of session ' || t.id || ' of user ' || t.user_id AS problem
                FROM user_tokens t JOIN users u ON u.user_id = t.user_id
               WHERE t.kind = 'session' AND t.revoked_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM audit_log l WHERE l.entity = 'sign_in' AND l.entity_id = u.username
                                    AND (l.metadata LIKE '%\"session\":' || t.id || ',%'
                                         OR l.metadata LIKE '%\"session\":' || t.id || '}'))",
        fix: REVOKE,
    },
    IntegrityRule {
        name: "token_altered",
        table: "user_tokens",
        sql: "SELECT CAST(t.id AS text) AS id,
                     'token ' || t.id || ' has another user, scope or expiry than the audit log says' AS problem
                FROM user_tokens t
                JOIN users u ON u.user_id = t.user_id
                JOIN audit_log l ON l.entity = 'token' AND l.entity_id = CAST(t.id AS text) AND l.after IS NOT NULL
               WHERE t.kind = 'token' AND t.revoked_at IS NULL
                 AND (l.after NOT LIKE '%\"user\":\"' || u.username || '\"%'
                      OR (CAST(t.scope AS text) = '[]') <> (l.after LIKE '%\"scope\":[]%')
                      OR (t.expires_at IS NULL) <> (l.after LIKE '%\"expires_at\":null%'))",
        fix: REVOKE,
    },
    IntegrityRule {
        name: "token_revived",
        table: "user_tokens",
        sql: "SELECT CAST(t.id AS text) AS id,
                     'token ' || t.id || ' of user ' || t.user_id || ' is valid, and the audit log says that it was revoked' AS problem
                FROM user_tokens t
               WHERE t.revoked_at IS NULL
                 AND EXISTS (SELECT 1 FROM audit_log l WHERE l.entity = 'token' AND l.entity_id = CAST(t.id AS text)
                                AND l.metadata LIKE '%\"revoked\":true%')",
        fix: REVOKE,
    },
];
