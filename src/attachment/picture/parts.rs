//! What the forms of pictures share.

/// A picture without its private data.
#[derive(Debug)]
pub struct CleanedPicture {
    pub bytes: Vec<u8>,
    /// What was left out, each kind once: `EXIF`, `place`.
    pub removed: Vec<&'static str>,
}

/// A picture that is cut off, or has parts that no reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenPicture;

/// Takes bytes off the front.
pub fn take<'b>(rest: &mut &'b [u8], length: usize) -> Result<&'b [u8], BrokenPicture> {
    let (taken, after) = rest.split_at_checked(length).ok_or(BrokenPicture)?;
    *rest = after;
    Ok(taken)
}

/// Takes an array of bytes off the front.
pub fn take_array<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], BrokenPicture> {
    let (taken, after) = rest.split_first_chunk().ok_or(BrokenPicture)?;
    *rest = after;
    Ok(*taken)
}
