//! Users, tokens and passwords as the slice shows, takes and stores them.

use diesel::prelude::*;

use crate::access::auth::password::PasswordHash;
use crate::access::auth::{Permission, Role, reach, store::UserRow, token};
use crate::access::sort_order::SortOrder;
use crate::db::schema::{user_tokens, users};
use crate::db::types::Json;
use crate::kernel::email::parse_email;
use crate::kernel::error::Result;
use crate::kernel::text::optional_text;
use crate::kernel::timestamp::Timestamp;
use crate::output::{
    CellForm, ColumnNeed, Record, RecordField, column, dated, imported, shown_if_wide, shown_in_table,
    wanted_only,
};
use crate::text_enum;

text_enum! {
    /// What `add` does if the record exists.
    pub enum IfExists {
        Error = "error",
        Skip = "skip",
        Update = "update",
    }
}

text_enum! {
    /// The order of listed users.
    #[derive(Default)]
    pub enum UserSort {
        #[default]
        Username = "username",
        Role = "role",
        CreatedAt = "created_at",
        /// Users who never signed in come first.
        LastLoginAt = "last_login_at",
    }
}

text_enum! {
    /// What a token is for.
    pub enum UserTokenKind {
        /// For a program, created by `user token create`.
        Token = "token",
        /// For a person, created by `user login`.
        Session = "session",
    }
}

/// A user as shown, without any hash.
#[derive(Debug, Clone)]
pub struct User {
    pub username: String,
    pub full_name: Option<String>,
    pub role: Role,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub is_active: bool,
    pub last_login_at: Option<Timestamp>,
    /// After wrong passwords even the right one is refused until then.
    pub locked_until: Option<Timestamp>,
    pub failed_logins: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            username: row.username,
            full_name: row.full_name,
            role: row.role,
            phone: row.phone,
            email: row.email,
            is_active: row.is_active,
            last_login_at: row.last_login_at,
            locked_until: row.locked_until,
            failed_logins: row.failed_logins,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl Record for User {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<User>] = &[
            imported(
                shown_in_table("username", |user| user.username.as_str().into()),
                column(CellForm::Text(255), "Name to sign in with")
                    .need(ColumnNeed::Key)
                    .synonyms(&["User", "User name", "Login"])
                    .example("thandi"),
            ),
            imported(
                shown_in_table("role", |user| user.role.as_str().into()),
                column(CellForm::one_of(Role::WORDS), "Role, one of `colab user roles`")
                    .need(ColumnNeed::New)
                    .synonyms(&["Rights"])
                    .decides()
                    .example("staff"),
            ),
            imported(
                shown_in_table("email", |user| user.email.clone().into()),
                column(CellForm::Text(255), "Email address")
                    .synonyms(&["E-mail", "Mail", "E-mail address"])
                    .example("thandi@example.com"),
            ),
            imported(
                shown_in_table("is_active", |user| user.is_active.into()),
                column(CellForm::Flag, "Whether the user may sign in")
                    .synonyms(&["Active", "Enabled"])
                    .decides()
                    .example("yes"),
            ),
            shown_in_table("last_login_at", |user| user.last_login_at.into()),
            imported(
                shown_if_wide("full_name", |user| user.full_name.clone().into()),
                column(CellForm::Text(255), "Full name")
                    .synonyms(&["Name", "Full name"])
                    .example("Thandi Dube"),
            ),
            imported(
                wanted_only("phone", |user| user.phone.clone().into()),
                column(CellForm::Text(50), "Phone")
                    .synonyms(&["Telephone", "Mobile", "Phone number"])
                    .example("0825550100"),
            ),
            wanted_only("locked_until", |user| user.locked_until.into()),
            wanted_only("failed_logins", |user| user.failed_logins.into()),
            wanted_only("created_at", |user| user.created_at.into()),
            wanted_only("updated_at", |user| user.updated_at.into()),
        ];
        FIELDS
    }
}

/// A user after a change, and the tokens that the user had made for others and that lived then.
#[derive(Debug, Clone)]
pub struct ChangedUser {
    pub user: User,
    pub made_tokens: Vec<UserToken>,
}

impl ChangedUser {
    /// Returns a user whom nothing was changed of.
    pub fn unchanged(row: UserRow) -> Self {
        Self {
            user: row.into(),
            made_tokens: Vec::new(),
        }
    }
}

/// Which users to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    pub role: Option<Role>,
    pub active: Option<bool>,
    pub sort: SortOrder<UserSort>,
    /// Lists the users that follow this one.
    pub after: Option<String>,
    pub limit: Option<usize>,
}

/// Who a user is and how to reach the user; `None` keeps the present value, an empty text removes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserDetails {
    pub full_name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

impl UserDetails {
    /// Writes the changes into a user's row.
    ///
    /// # Errors
    /// `Usage` for an address that no mail can be sent to; `Invalid` for another text that cannot be stored.
    pub fn apply(&self, row: &mut UserRow) -> Result<()> {
        if let Some(text) = &self.full_name {
            row.full_name = optional_text("full name", text, 255)?;
        }
        if let Some(text) = &self.phone {
            row.phone = optional_text("phone", text, 50)?;
        }
        if let Some(text) = &self.email {
            row.email = parse_email(text)?;
        }
        Ok(())
    }
}

/// A user to add.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub username: String,
    pub role: Role,
    pub details: UserDetails,
    /// `None` for a user who signs in by tokens alone.
    pub password: Option<PasswordHash>,
}

/// A row of the permission matrix: a permission and its scope for each role.
#[derive(Debug, Clone, Copy)]
pub struct PermissionRow(pub Permission);

impl Record for PermissionRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<PermissionRow>] = &[
            shown_in_table("permission", |row| row.0.name().into()),
            wanted_only("meaning", |row| row.0.words().into()),
            shown_in_table("admin", |row| reach(Role::Admin, row.0).words().into()),
            shown_in_table("training_facility_admin", |row| {
                reach(Role::TrainingFacilityAdmin, row.0).words().into()
            }),
            shown_in_table("it_rental_admin", |row| {
                reach(Role::ItRentalAdmin, row.0).words().into()
            }),
            shown_in_table("finance", |row| reach(Role::Finance, row.0).words().into()),
            shown_in_table("procurement_officer", |row| {
                reach(Role::ProcurementOfficer, row.0).words().into()
            }),
            shown_in_table("training_facility_admin_viewer", |row| {
                reach(Role::TrainingFacilityAdminViewer, row.0).words().into()
            }),
            shown_in_table("kitchen_staff", |row| {
                reach(Role::KitchenStaff, row.0).words().into()
            }),
            shown_in_table("staff", |row| reach(Role::Staff, row.0).words().into()),
            shown_in_table("room_manager", |row| {
                reach(Role::RoomManager, row.0).words().into()
            }),
        ];
        FIELDS
    }
}

/// A user and the stored password: a hash, plain text of a replaced system, or nothing.
#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct StoredPassword {
    pub user_id: String,
    #[diesel(column_name = password_hash)]
    pub value: Option<String>,
}

/// How many plain-text passwords became hashes; never their values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PasswordsMigrated {
    pub hashed: usize,
    /// Useless for signing in: empty, or longer than bcrypt reads.
    pub removed: usize,
    pub were_hashed_before: usize,
    pub without_password: usize,
}

impl Record for PasswordsMigrated {
    fn fields() -> &'static [RecordField<Self>] {
        const fn number(count: usize) -> i64 {
            // No more users than that.
            count as i64
        }
        const FIELDS: &[RecordField<PasswordsMigrated>] = &[
            shown_in_table("hashed", |done| number(done.hashed).into()),
            shown_in_table("removed", |done| number(done.removed).into()),
            shown_in_table("were_hashed_before", |done| {
                number(done.were_hashed_before).into()
            }),
            shown_in_table("without_password", |done| number(done.without_password).into()),
        ];
        FIELDS
    }
}

/// A token to create.
#[derive(Debug, Clone)]
pub struct NewToken {
    pub name: String,
    pub scope: Vec<String>,
    pub expires_at: Option<Timestamp>,
    /// Its user, for admins; `None` for the acting user.
    pub user: Option<String>,
}

/// A token just created, the only time its text is known.
#[derive(Clone)]
pub struct IssuedToken {
    pub id: i64,
    pub name: String,
    pub username: String,
    pub scope: Vec<String>,
    pub expires_at: Option<Timestamp>,
    pub token: String,
}

impl IssuedToken {
    /// Returns what the audit log holds of its hash.
    pub fn fingerprint(&self) -> String {
        token::fingerprint(&token::hash(&self.token))
    }
}

impl Record for IssuedToken {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<IssuedToken>] = &[
            shown_in_table("id", |token| token.id.into()),
            shown_in_table("name", |token| token.name.as_str().into()),
            shown_in_table("username", |token| token.username.as_str().into()),
            shown_in_table("scope", |token| token.scope.clone().into()),
            shown_in_table("expires_at", |token| token.expires_at.into()),
            shown_in_table("token", |token| token.token.as_str().into()),
        ];
        FIELDS
    }
}

/// Which tokens to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct TokenFilter {
    pub user_id: Option<String>,
    pub kind: Option<UserTokenKind>,
    pub id: Option<i64>,
    /// Living tokens that this user made for others.
    pub made_by: Option<String>,
    /// Only those that nobody revoked.
    pub unrevoked: bool,
    pub after: Option<i64>,
    pub limit: Option<i64>,
}

/// A token as stored, without its text or hash.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = user_tokens)]
pub struct StoredToken {
    pub id: i64,
    pub user_id: String,
    #[diesel(select_expression = users::username)]
    pub username: String,
    pub kind: UserTokenKind,
    pub name: Option<String>,
    pub scope: Json<Vec<String>>,
    pub expires_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub created_by: String,
    pub made_by: Option<String>,
}

impl StoredToken {
    /// Returns how people name the token: ``token `backup` of thandi (scope: db backup)``.
    pub fn described(&self) -> String {
        let scope = token::scope_in_words(&self.scope.0);
        format!(
            "token `{}` of {} (scope: {scope})",
            self.shown_name(),
            self.username
        )
    }

    /// Returns the command that makes its successor.
    pub fn successor_command(&self) -> String {
        token::successor_command(&self.shown_name(), &self.scope.0, &self.username)
    }

    fn shown_name(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.id.to_string())
    }
}

/// A token as shown.
#[derive(Debug, Clone)]
pub struct UserToken {
    pub stored: StoredToken,
    /// `active`, `expired` or `revoked`; a disabled user's tokens are all revoked.
    pub state: &'static str,
}

/// The state of a token that opens something.
pub const ACTIVE: &str = "active";

impl UserToken {
    /// Returns a stored token as it is at this time.
    pub fn of(stored: StoredToken, real_now: Timestamp) -> Self {
        let state = match (stored.revoked_at, stored.expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(at)) if at <= real_now => "expired",
            (None, _) => ACTIVE,
        };
        Self { stored, state }
    }
}

impl Record for UserToken {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<UserToken>] = &[
            shown_in_table("id", |token| token.stored.id.into()),
            shown_in_table("name", |token| token.stored.name.clone().into()),
            shown_in_table("username", |token| token.stored.username.as_str().into()),
            shown_in_table("kind", |token| token.stored.kind.as_str().into()),
            shown_in_table("scope", |token| token.stored.scope.0.clone().into()),
            shown_in_table("state", |token| token.state.into()),
            shown_in_table("expires_at", |token| token.stored.expires_at.into()),
            shown_in_table("last_used_at", |token| token.stored.last_used_at.into()),
            wanted_only("revoked_at", |token| token.stored.revoked_at.into()),
            dated(wanted_only("created_at", |token| token.stored.created_at.into())),
            wanted_only("created_by", |token| token.stored.created_by.as_str().into()),
            wanted_only("made_by", |token| token.stored.made_by.clone().into()),
        ];
        FIELDS
    }
}

/// The acting user of a command.
#[derive(Debug, Clone)]
pub struct WhoAmI {
    pub username: String,
    pub role: Role,
    /// `os_user`, `session` or `token`.
    pub via: &'static str,
    /// The admin behind `--as`.
    pub admin: Option<String>,
    pub scope: Vec<String>,
    pub expires_at: Option<Timestamp>,
    pub database: String,
}

impl Record for WhoAmI {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<WhoAmI>] = &[
            shown_in_table("username", |who| who.username.as_str().into()),
            shown_in_table("role", |who| who.role.as_str().into()),
            shown_in_table("via", |who| who.via.into()),
            shown_in_table("admin", |who| who.admin.clone().into()),
            shown_in_table("scope", |who| who.scope.clone().into()),
            shown_in_table("database", |who| who.database.as_str().into()),
            shown_in_table("expires_at", |who| who.expires_at.into()),
        ];
        FIELDS
    }
}
