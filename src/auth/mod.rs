//! Who acts, and what they may do. Kernel: it knows users and tokens, and no slice.

mod actor;
pub mod password;
mod permission;
pub mod session;
pub mod store;
pub mod token;

pub use actor::{Actor, Credentials, NOT_SIGNED_IN, Source, resolve};
pub use permission::{Grant, Permission, Reach, Role, reach};

use crate::error::{Error, Result};

/// `bytes` random bytes as lower-case hex.
///
/// # Errors
/// `Internal` when the operating system gives none.
pub fn random_hex(bytes: usize) -> Result<String> {
    let mut buffer = vec![0u8; bytes];
    getrandom::fill(&mut buffer)
        .map_err(|error| Error::internal(format!("the system gives no random numbers: {error}")))?;
    Ok(hex(&buffer))
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
