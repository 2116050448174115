//! Pictures without their private data: what a camera or an editor wrote beside the picture is left out, and the picture itself
//! is kept byte by byte.
//!
//! Each form has a list of the parts that a picture needs to be shown as it is. Nothing else is kept, known or not, nor what
//! follows the picture. A file that does not read to its end is refused: what it holds is not known.

mod exif;
mod jpeg;
mod parts;
mod png;
mod webp;

pub use parts::{BrokenPicture, CleanedPicture};

/// What becomes of the private data of a file.
#[derive(Debug)]
pub enum Cleaning {
    Cleaned(CleanedPicture),
    /// It may have private data, of which this program cannot free it.
    Unknown,
    /// It is not a picture, and is kept as it is.
    NoPicture,
}

/// Leaves the private data of a picture out.
///
/// # Errors
/// `BrokenPicture` for one that does not read to its end.
pub fn cleaned(content_type: &str, bytes: &[u8]) -> Result<Cleaning, BrokenPicture> {
    let clean = match content_type {
        "image/jpeg" => jpeg::cleaned,
        "image/png" => png::cleaned,
        "image/webp" => webp::cleaned,
        other
            if ["image/", "video/", "audio/"]
                .iter()
                .any(|form| other.starts_with(form)) =>
        {
            return Ok(Cleaning::Unknown);
        }
        _ => return Ok(Cleaning::NoPicture),
    };
    let mut picture = clean(bytes)?;
    let mut seen = Vec::new();
    picture.removed.retain(|what| {
        let is_new = !seen.contains(what);
        seen.push(*what);
        is_new
    });
    Ok(Cleaning::Cleaned(picture))
}
