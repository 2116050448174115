//! The small words everyone uses; no database, no slice.
//!
//! | module | what |
//! |---|---|
//! | [`error`] | the one error type: kind (exit code), code, message, hints, cause |
//! | [`period`], [`timestamp`], [`clock`] | instants, half-open periods, the site's days and zone |
//! | [`money`] | amounts in minor units and their currency |
//! | [`names`], [`text`], [`email`], [`country`] | keys under which names are compared; texts, e-mail addresses and countries as they are stored |
//! | [`config`] | what this machine and user chose: flags, environment, files |
//! | [`bounded`], [`decoded`] | text files, read up to a bound; from their bytes to their text |
//! | [`machine`] | which machine this is |
//! | [`shell_word`] | words of commands that are told to be typed |
//! | [`prompt`] | secrets, typed or from standard input |

pub mod bounded;
pub mod clock;
pub mod config;
pub mod country;
pub mod decoded;
pub mod email;
pub mod error;
mod error_code;
mod error_kind;
pub mod machine;
pub mod money;
pub mod names;
pub mod percent;
pub mod period;
pub mod prompt;
pub mod shell_word;
pub mod tax;
pub mod text;
pub mod timestamp;
