//! Beside the daily work: filling a database, and what is generated from the command tree.
//!
//! | module | what |
//! |---|---|
//! | [`demo`] | made-up data; `colab import demo` |
//! | [`legacy`] | the replaced system's database; `colab import legacy` |
//! | [`completions`] | completion scripts; `colab completions` |
//! | [`generated`] | help and manual pages |

pub mod completions;
pub mod demo;
pub mod generated;
mod grants;
pub mod legacy;
