//! Looking after the whole: what must be true of all tables, what this machine needs, the day on one screen.
//!
//! | module | what |
//! |---|---|
//! | [`database`] | migrations, backups, restores, rights of logins; `colab db` |
//! | [`integrity`] | the rules that every database must keep; `colab db check` |
//! | [`doctor`] | whether this machine and its database are fit; `colab doctor` |
//! | [`forget`] | clients that are forgotten: `colab client forget` |
//! | [`lookalike`] | names that the eye takes for others |
//! | [`setup`] | tokens of the packaged jobs; `colab setup` |
//! | [`dashboard`] | what the slices know, on one screen; `colab dashboard` |

pub mod dashboard;
pub mod database;
pub mod doctor;
pub mod forget;
pub mod integrity;
pub mod lookalike;
pub mod setup;
pub mod site;
