//! The statements of an archive, one after the other, as `pg_restore` prints them.

use std::io::BufRead;

use crate::db::backup::not_a_backup;
use crate::kernel::error::Result;

/// Statements that set up a session or a place: ours are set up already.
const NOT_RUN: [&str; 5] = [
    "SET ",
    "SELECT pg_catalog.set_config('search_path'",
    "CREATE SCHEMA ",
    "ALTER SCHEMA ",
    "COMMENT ON SCHEMA ",
];

/// Reads a script statement by statement; however long it is, one is in memory.
pub struct StatementReader<R> {
    input: R,
}

/// The quotes that are open where a line of a statement ends.
#[derive(Default)]
struct OpenQuotes {
    /// `'` or `"` that is open.
    quote: Option<u8>,
    /// `$tag$` that is open.
    dollar: Option<String>,
}

impl<R: BufRead> StatementReader<R> {
    pub fn of(input: R) -> Self {
        Self { input }
    }

    /// Returns the next statement to run; `None` at the end.
    ///
    /// # Errors
    /// `Invalid` when the script breaks off, is not UTF-8, or holds rows in a form that cannot be run.
    pub fn next(&mut self) -> Result<Option<String>> {
        loop {
            let Some(statement) = self.statement()? else {
                return Ok(None);
            };
            if statement.starts_with("COPY ") {
                return Err(
                    not_a_backup("its rows are in a form of pg_dump that only pg_restore loads")
                        .hint("load it into an empty database: pg_restore --dbname=… FILE"),
                );
            }
            if !NOT_RUN.iter().any(|start| statement.starts_with(start)) {
                return Ok(Some(statement));
            }
        }
    }

    fn statement(&mut self) -> Result<Option<String>> {
        let (mut text, mut within) = (String::new(), OpenQuotes::default());
        loop {
            let start = text.len();
            let read = self.input.read_line(&mut text);
            let count = read.map_err(|error| not_a_backup("it cannot be read").caused_by(error))?;
            let line = text.get(start..).unwrap_or_default();
            if count == 0 {
                if text.trim().is_empty() {
                    return Ok(None);
                }
                return Err(not_a_backup("it breaks off in the middle"));
            }
            // Between statements stand comments, empty lines and words for psql.
            if start == 0 && (line.trim().is_empty() || line.starts_with("--") || line.starts_with('\\')) {
                text.clear();
                continue;
            }
            if within.ends(line) {
                return Ok(Some(text));
            }
        }
    }
}

impl OpenQuotes {
    /// Tells whether the statement ends with this line.
    fn ends(&mut self, line: &str) -> bool {
        let bytes = line.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if let Some(tag) = &self.dollar {
                if line.get(at..).is_some_and(|rest| rest.starts_with(tag.as_str())) {
                    at += tag.len();
                    self.dollar = None;
                } else {
                    at += 1;
                }
                continue;
            }
            match (self.quote, byte) {
                (Some(open), byte) if open == *byte => self.quote = None,
                (Some(_), _) => {}
                (None, b'\'' | b'"') => self.quote = Some(*byte),
                (None, b'$') => {
                    self.dollar = tag(&line[at..]);
                    at += self.dollar.as_ref().map_or(0, |tag| tag.len() - 1);
                }
                (None, b';') if line[at + 1..].trim().is_empty() => return true,
                (None, _) => {}
            }
            at += 1;
        }
        false
    }
}

/// Reads `$$` or `$name$` at the start of a text.
fn tag(text: &str) -> Option<String> {
    let end = text.get(1..)?.find('$')? + 1;
    let name = text.get(1..end)?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    is_name.then(|| format!("${name}$"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(text: &str) -> Result<Vec<String>> {
        let mut script = StatementReader::of(text.as_bytes());
        let mut all = Vec::new();
        while let Some(one) = script.next()? {
            all.push(one.trim().to_owned());
        }
        Ok(all)
    }

    #[test]
    fn a_statement_ends_where_no_text_is_open() {
        let text = "--\n-- Name: a; Type: TABLE\n--\n\n\\restrict x\nSET a = 1;\nCREATE SCHEMA public;\n\
                    CREATE TABLE public.a (\n  b text DEFAULT ';'\n);\n\n\
                    INSERT INTO public.a VALUES\n\t('it''s;\n;'),\n\t('\\'),\n\t('ü $$');\n\
                    CREATE FUNCTION f() AS $x$\nBEGIN; $$ ' END;\n$x$;\nSELECT 'a' AS \"b;\n\";\n";
        let found = statements(text).unwrap();
        assert_eq!(
            found,
            [
                "CREATE TABLE public.a (\n  b text DEFAULT ';'\n);",
                "INSERT INTO public.a VALUES\n\t('it''s;\n;'),\n\t('\\'),\n\t('ü $$');",
                "CREATE FUNCTION f() AS $x$\nBEGIN; $$ ' END;\n$x$;",
                "SELECT 'a' AS \"b;\n\";",
            ]
        );
    }

    #[test]
    fn what_breaks_off_or_cannot_be_run_is_refused() {
        for text in [
            "CREATE TABLE a (",
            "SELECT 1;\nINSERT INTO a VALUES ('x;\n",
            "COPY a FROM stdin;\n1\n\\.\n",
        ] {
            assert_eq!(statements(text).unwrap_err().code, "no_backup", "{text}");
        }
    }
}
