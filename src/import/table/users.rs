//! Users from a table, through the users' own services. Passwords come as bcrypt hashes or not at all.

use std::collections::{BTreeMap, HashMap};

use super::super::store::Texts;
use super::adapter::{Adapter, Made, Present, flag, kept};
use super::field::{Field, Form, NO, Need, flag_text};
use super::rows::Table;
use super::values::Values;
use crate::access::auth::{Role, password};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::user::service::{self, KnownUser};
use crate::user::{IfExists, NewUser};
use crate::words_of;

pub const FIELDS: &[Field] = &[
    Field {
        name: "username",
        also: &["User", "User name", "Login"],
        form: Form::Text(255),
        need: Need::Key,
        about: "The user's name",
        example: "thandi",
    },
    Field {
        name: "role",
        also: &["Rights"],
        form: Form::Word(words_of!(Role)),
        need: Need::New,
        about: "What the user may do: colab user roles",
        example: "staff",
    },
    Field {
        name: "email",
        also: &["E-mail", "Mail", "E-mail address"],
        form: Form::Text(255),
        need: Need::No,
        about: "Where to write to",
        example: "thandi@example.com",
    },
    Field {
        name: "is_active",
        also: &["Active", "Enabled"],
        form: Form::Flag,
        need: Need::No,
        about: "Whether the user may sign in",
        example: "yes",
    },
    Field {
        name: "password_hash",
        also: &["Password hash", "Bcrypt"],
        form: Form::Secret,
        need: Need::No,
        about: "A bcrypt hash, never a password; without one the user signs in by tokens alone",
        example: "",
    },
];

/// The users as they were when the import began.
pub struct Users {
    present: HashMap<String, KnownUser>,
}

impl Users {
    pub fn load(tx: &mut Tx<'_>, table: Option<&Table>) -> Result<Self> {
        let columns = table.into_iter().flat_map(|table| &table.headings.columns);
        let with_hashes = columns.map(|column| column.field).any(Field::is_secret);
        let known = service::known_users(tx, with_hashes)?;
        let by_key = known.into_iter().map(|one| (name_key(&one.user.username), one));
        Ok(Self {
            present: by_key.collect(),
        })
    }
}

/// Everything that a table may say of a user, but for the password.
fn values(known: &KnownUser) -> Values {
    let user = &known.user;
    [
        ("username", user.username.clone()),
        ("role", user.role.to_string()),
        ("email", user.email.clone().unwrap_or_default()),
        ("is_active", flag_text(user.is_active).to_owned()),
    ]
    .into_iter()
    .collect()
}

fn role(values: &Values) -> Result<Option<Role>> {
    let word = kept(values, "role")?;
    word.map(|word| word.parse().map_err(Error::internal)).transpose()
}

fn new_user(username: &str, role: Role, values: &Values) -> Result<NewUser> {
    let hash = values.text("password_hash");
    Ok(NewUser {
        username: username.to_owned(),
        role,
        email: values.get("email").map(str::to_owned),
        password: hash.map(password::hashed_elsewhere).transpose()?,
    })
}

impl Adapter for Users {
    fn noun(&self) -> &'static str {
        "user"
    }

    /// A hash that is stored already says nothing new, and an empty one takes no password away.
    fn settle(&self, mut values: Values) -> Result<Values> {
        let username = values.text("username").unwrap_or_default();
        let known = self.present.get(&name_key(username));
        let hash = values.text("password_hash");
        hash.map(password::hashed_elsewhere).transpose()?;
        let is_stored = known.is_some_and(|known| known.password_hash.as_deref() == hash);
        if hash.is_none() || is_stored {
            values.remove("password_hash");
        }
        if let Some(known) = known {
            values.set("username", known.user.username.clone());
        }
        Ok(values)
    }

    fn key(&self, values: &Values) -> Result<String> {
        Ok(name_key(values.text("username").unwrap_or_default()))
    }

    fn found(&self, key: &str) -> Vec<Present> {
        let present = self.present.get(key).map(|known| Present {
            record: known.user.username.clone(),
            values: values(known),
            is_off: !known.user.is_active,
        });
        present.into_iter().collect()
    }

    fn label(&self, values: &Values) -> String {
        values.text("username").unwrap_or_default().to_owned()
    }

    fn create(&mut self, tx: &mut Tx<'_>, values: &Values) -> Result<Made> {
        let name = values.text("username").unwrap_or_default();
        let role = role(values)?.ok_or_else(|| Error::internal("a user without a role"))?;
        let mut new = new_user(name, role, values)?;
        new.email = new.email.filter(|email| !email.is_empty());
        let user = service::add(tx, &new, IfExists::Error)?;
        if flag(values, "is_active") == Some(false) {
            service::disable(tx, name)?;
        }
        Ok(Made {
            record: user.username,
            warnings: Vec::new(),
        })
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &Values) -> Result<Vec<String>> {
        let present = service::find(tx.connection(), record)?;
        let new = new_user(record, role(changes)?.unwrap_or(present.role), changes)?;
        service::add(tx, &new, IfExists::Update)?;
        match kept(changes, "is_active")? {
            Some(NO) => service::disable(tx, record).map(|_user| ())?,
            Some(_) => service::enable(tx, record).map(|_user| ())?,
            None => {}
        }
        Ok(Vec::new())
    }

    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()> {
        service::enable(tx, record).map(|_user| ())
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, Texts>> {
        let known = service::known_users(tx, false)?;
        let known = known.iter().map(|one| (one.user.username.clone(), one));
        Ok(known
            .filter(|(name, _)| records.contains(name))
            .map(|(name, one)| (name, values(one).texts()))
            .collect())
    }

    fn take_back(&mut self, tx: &mut Tx<'_>, record: &str, _why: &str) -> Result<()> {
        let user = service::find(tx.connection(), record)?;
        if user.last_login_at.is_some() {
            return Err(Error::conflict(
                ErrorCode::UserInUse,
                format!("{record} has signed in since"),
            ));
        }
        service::disable(tx, record).map(|_user| ())
    }

    /// The old password is not known any more: it stays the new one.
    fn restore(&mut self, tx: &mut Tx<'_>, record: &str, before: &Values) -> Result<()> {
        let mut before = before.clone();
        before.remove("password_hash");
        self.update(tx, record, &before).map(|_warnings| ())
    }
}
