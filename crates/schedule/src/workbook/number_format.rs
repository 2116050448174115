//! What a number format writes beside the number: `US$` of `"US$"#,##0`.

/// The longest text that is worth keeping.
const LONGEST: usize = 20;

/// Returns the text that a format writes beside a positive number, without blanks around it; `None` where there is none.
pub(super) fn affix(format: &str) -> Option<String> {
    let mut text = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            // The next section is that of negative numbers.
            ';' => break,
            '"' => text.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' => text.extend(chars.next()),
            // A blank of the width of the next character, and what fills the cell.
            '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                // A currency with the place that writes it so: `[$€-407]`.
                if let Some(symbol) = inside.strip_prefix('$') {
                    text.push_str(symbol.rsplit_once('-').map_or(symbol, |(symbol, _)| symbol));
                }
            }
            c if c == '$' || !c.is_ascii() => text.push(c),
            _ => {}
        }
    }
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= LONGEST).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_the_currency_that_they_write() {
        for (format, text) in [
            ("[$$-409]#,##0.00", Some("$")),
            ("\"US$\"#,##0", Some("US$")),
            ("[$€-407] #,##0.00;[Red]-[$€-407] #,##0.00", Some("€")),
            ("#,##0.00\\ \"€\"", Some("€")),
            ("#,##0 [$EUR]", Some("EUR")),
            ("_-\"R\"* #,##0.00_-;\\-\"R\"* #,##0.00_-", Some("R")),
            ("£#,##0", Some("£")),
            ("[$-409]d mmm yyyy", None),
            ("[Red]#,##0.00", None),
            ("General", None),
            ("#,##0.00", None),
            ("", None),
            ("\"open", Some("open")),
        ] {
            assert_eq!(affix(format).as_deref(), text, "{format}");
        }
    }
}
