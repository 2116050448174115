//! E-mail addresses as they are entered.

use lettre::Address;
use lettre::message::Mailbox;

use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::text::{clean_text, printable};

/// Longest e-mail address, in characters.
const LONGEST: usize = 255;

/// Returns an e-mail address as it is stored; an empty text is `None`.
///
/// # Errors
/// `Usage` for what no mail can be sent to.
pub fn parse_email(text: &str) -> Result<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let clean = clean_text("email", text, LONGEST).ok();
    match clean.filter(|text| text.parse::<Address>().is_ok()) {
        None => {
            let message = format!("invalid e-mail address `{}`", printable(text));
            let error = Error::new(Kind::Usage, ErrorCode::InvalidEmail, message);
            Err(error.hint("write it as name@example.org"))
        }
        email => Ok(email),
    }
}

/// Returns a name with its address, `Colab <colab@example.org>`, or an address alone.
pub fn parse_mailbox(text: &str) -> Option<Mailbox> {
    clean_text("sender", text, LONGEST).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_a_mail_can_go_to_are_taken() {
        for text in ["thandi@example.org", "zoë@exämple.org", "a+b@localhost"] {
            assert_eq!(parse_email(text).unwrap().as_deref(), Some(text));
        }
        assert_eq!(parse_email("  a@b.org ").unwrap().as_deref(), Some("a@b.org"));
        assert_eq!(parse_email(" ").unwrap(), None);
        let long = format!("a@{}.org", "b.".repeat(130));
        for text in [
            "not an email",
            "a@b> SIZE=1 <x@y",
            "a@",
            "@b",
            "a b@c.org",
            "a@b\r\nRCPT",
            "a\u{202e}@b.org",
            &long,
        ] {
            assert_eq!(parse_email(text).unwrap_err().code, "invalid_email", "{text:?}");
        }
    }
}
