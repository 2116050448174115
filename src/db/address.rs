//! Addresses of databases as they may be shown: without their passwords.

use super::Database;

/// Returns the word and the sign with which an address begins that is no path: `mysql:`, `host=`.
pub(super) fn address_word(address: &str) -> Option<&str> {
    let end = address.find(|c: char| !(c.is_ascii_alphanumeric() || "+.-_ ".contains(c)))?;
    let is_word = address
        .trim_start()
        .starts_with(|c: char| c.is_ascii_alphabetic());
    (is_word && address[end..].starts_with([':', '='])).then(|| &address[..=end])
}

/// Tells whether an address that is no server's looks like one.
pub(super) fn may_hold_password(address: &str) -> bool {
    address.contains("://") || address.to_lowercase().contains("password")
}

/// Returns an address as it may be shown: without its password, and where it is not understood only its beginning.
pub fn shown_address(address: &str) -> String {
    Database::parse(address).map_or_else(|_| masked(address), |database| database.to_string())
}

/// Returns the beginning of an address that is not understood: a password may stand anywhere in the rest.
pub(super) fn masked(address: &str) -> String {
    match address_word(address) {
        Some(word) => format!("{word}…"),
        None if may_hold_password(address) => "…".to_owned(),
        None => address.to_owned(),
    }
}

/// Tells whether a parameter is a password, as libpq reads its name.
fn is_password(pair: &str) -> bool {
    let decoded = percent_encoding::percent_decode_str(pair).decode_utf8_lossy();
    decoded.to_lowercase().contains("password")
}

pub(super) fn without_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let (authority, tail) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let authority = match authority.rsplit_once('@') {
        Some((user, host)) => format!("{}@{host}", user.split(':').next().unwrap_or_default()),
        None => authority.to_owned(),
    };
    let (path, query) = tail
        .split_once('?')
        .map_or((tail, None), |(path, query)| (path, Some(query)));
    let mut shown = format!("{scheme}://{authority}{path}");
    if let Some(query) = query {
        let kept: Vec<_> = query.split('&').filter(|pair| !is_password(pair)).collect();
        if !kept.is_empty() {
            shown.push('?');
            shown.push_str(&kept.join("&"));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::error::Kind;

    #[test]
    fn an_address_is_a_file_or_a_server() {
        assert_eq!(
            Database::parse("sqlite:/a/b.db").unwrap(),
            Database::Sqlite("/a/b.db".into())
        );
        assert_eq!(Database::parse("b.db").unwrap(), Database::Sqlite("b.db".into()));
        assert!(matches!(
            Database::parse("postgres://h/n").unwrap(),
            Database::Postgres(_)
        ));
        for wrong in [
            "",
            "sqlite:",
            "mysql://u:secret@h/n",
            ":memory:",
            "host=h password=secret dbname=n",
            "password = secret",
            "POSTGRES://u:secret@h/n",
            "postgres:/u:secret@h/n",
            " postgres://u:secret@h/n",
            "postgres://u:secret/secret@h/n",
            "'host'=h password=secret",
            "1postgres://u:secret@h/n",
            "-postgres://u:secret@h/n",
            "postgres://u:secret@[::1/n",
            "postgres://u:se secret@h/n",
        ] {
            let error = Database::parse(wrong).unwrap_err();
            assert!(
                error.kind == Kind::Usage && !format!("{error:?}").contains("secret"),
                "{error:?}"
            );
            assert!(!shown_address(wrong).contains("secret"), "{wrong}");
        }
        for file in [
            "./a=b.db",
            "./a:b.db",
            "/a:b",
            "my files/a.db",
            "1.db",
            "sqlite:a:b",
        ] {
            assert!(Database::parse(file).unwrap().is_embedded(), "{file}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        for url in [
            "postgres://me:secret@host/name?sslmode=require",
            "postgres://me@host/name?password=secret",
            "postgres://me@host/name?passw%6Frd=secret",
            "postgresql://a:secret@h1:1,h2:2/name?target_session_attrs=read-write&sslpassword=secret",
        ] {
            let shown = Database::parse(url).unwrap().to_string();
            assert!(!shown.contains("secret") && shown.contains("name"), "{shown}");
        }
    }
}
