//! Texts with places for values. A site may replace any of them by a file of the same name in a folder of its own.

use std::path::{Path, PathBuf};

use minijinja::{Environment, ErrorKind, UndefinedBehavior};
use serde::Serialize;

use crate::kernel::bounded::{SMALL, read_text};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// The most instructions that a template runs: a digest of 200 notifications takes about 10,000.
const MOST_STEPS: u64 = 1_000_000;

/// The templates in force.
#[derive(Debug, Clone)]
pub struct TemplateSet {
    /// Name, path, text.
    sources: Vec<(&'static str, PathBuf, String)>,
    /// The command that shows what the templates come to.
    preview: &'static str,
    /// How many are the site's own.
    pub own: usize,
}

impl TemplateSet {
    /// Returns the built-in templates, with those of `folder` in place of theirs. The engine escapes values by a name's ending.
    ///
    /// # Errors
    /// That of a file that cannot be read.
    pub fn load(
        built_in: &[(&'static str, &'static str)],
        folder: Option<&str>,
        preview: &'static str,
    ) -> Result<Self> {
        let mut sources = Vec::new();
        let mut own = 0;
        for (name, text) in built_in {
            let found = folder
                .map(|folder| read(&Path::new(folder).join(name)))
                .transpose()?
                .flatten();
            own += usize::from(found.is_some());
            let place = folder.filter(|_| found.is_some()).map(Path::new);
            let path = place.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
            sources.push((*name, path, found.unwrap_or_else(|| (*text).to_owned())));
        }
        Ok(Self {
            sources,
            preview,
            own,
        })
    }

    /// Parses all of them.
    ///
    /// # Errors
    /// `Invalid` for one with a mistake.
    pub fn environment(&self) -> Result<Environment<'_>> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(MOST_STEPS));
        for (name, _, text) in &self.sources {
            environment
                .add_template(name, text)
                .map_err(|error| self.mistake(name, error))?;
        }
        Ok(environment)
    }

    /// Fills one in.
    ///
    /// # Errors
    /// `Invalid` for one that fails on these values.
    pub fn text(
        &self,
        environment: &Environment<'_>,
        name: &str,
        context: &impl Serialize,
    ) -> Result<String> {
        environment
            .get_template(name)
            .and_then(|template| template.render(minijinja::value::Serde(context)))
            .map_err(|error| self.mistake(name, error))
    }

    fn mistake(&self, name: &str, error: minijinja::Error) -> Error {
        let fact = match (error.kind(), error.detail()) {
            (ErrorKind::OutOfFuel, _) => format!("the template takes too long: over {MOST_STEPS} steps"),
            (kind, Some(detail)) => format!("{kind}: {detail}"),
            (kind, None) => kind.to_string(),
        };
        self.wrong(error.name().unwrap_or(name), error.line(), &fact)
            .with_source(error)
    }

    /// Returns the error of a template, by the path of its file.
    pub fn wrong(&self, name: &str, line: Option<usize>, fact: &str) -> Error {
        let path = self.sources.iter().find(|source| source.0 == name);
        let path = path.map_or_else(|| name.to_owned(), |source| source.1.display().to_string());
        let place = line.map_or_else(String::new, |line| format!(", line {line}"));
        let error = Error::invalid(ErrorCode::Template, format!("{path}{place}: {fact}"))
            .detail("file", path)
            .hint(format!(
                "nothing was sent; correct the file, then run `{}`",
                self.preview
            ));
        match line {
            Some(line) => error.detail("line", line),
            None => error,
        }
    }
}

/// Reads a template; `None` if the file does not exist.
fn read(path: &Path) -> Result<Option<String>> {
    match read_text(path, SMALL) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
