//! Addresses of databases as they may be shown: without their passwords.

/// Returns the word and the sign with which an address begins that is not a path: `mysql:`, `host=`.
pub(super) fn address_word(address: &str) -> Option<&str> {
    let end = address.find(|c: char| !(c.is_ascii_alphanumeric() || "+.-_ ".contains(c)))?;
    let is_word = address
        .trim_start()
        .starts_with(|c: char| c.is_ascii_alphabetic());
    (is_word && address[end..].starts_with([':', '='])).then(|| &address[..=end])
}

/// Tells whether an address that is not a server's looks like one.
pub(super) fn may_hold_password(address: &str) -> bool {
    address.contains("://") || address.to_lowercase().contains("password")
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
