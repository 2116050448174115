//! WebP: a RIFF file of chunks, each with its kind and length, of an even number of bytes.

use super::exif::ExifFacts;
use super::parts::{BrokenPicture, CleanedPicture, take, take_array};

/// What a picture needs: its pixels, its colours and the frames of an animation.
const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];

/// Says in the header of an extended file that it has EXIF, or XMP.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Copies the picture without private data.
pub fn cleaned(bytes: &[u8]) -> Result<CleanedPicture, BrokenPicture> {
    let mut after = bytes;
    let is_riff = take_array(&mut after)? == *b"RIFF";
    let length = u32::from_le_bytes(take_array(&mut after)?) as usize;
    let mut rest = take(&mut after, length)?;
    if !is_riff || take_array(&mut rest)? != *b"WEBP" {
        return Err(BrokenPicture);
    }
    let mut picture = CleanedPicture {
        bytes: Vec::with_capacity(bytes.len()),
        removed: Vec::new(),
    };
    picture.bytes.extend(b"RIFF\0\0\0\0WEBP");
    let (mut header, mut kept_exif, mut has_pixels) = (None, None, false);
    while !rest.is_empty() {
        let kind: [u8; 4] = take_array(&mut rest)?;
        let length = u32::from_le_bytes(take_array(&mut rest)?) as usize;
        let content = take(&mut rest, length)?;
        // Some programs leave the filling byte at the end out.
        if length % 2 == 1 && !rest.is_empty() {
            take(&mut rest, 1)?;
        }
        match &kind {
            b"VP8X" => {
                // Behind kind and length.
                header = Some(picture.bytes.len() + 8);
                if content.len() != 10 {
                    return Err(BrokenPicture);
                }
                push(&mut picture.bytes, kind, content);
            }
            b"EXIF" => {
                let facts = ExifFacts::of(content);
                kept_exif = kept_exif.or(facts.kept());
                picture.removed.extend(facts.removed());
            }
            b"XMP " => picture.removed.push("XMP"),
            known if KEPT.contains(&known) => {
                has_pixels |= matches!(known, b"VP8 " | b"VP8L" | b"ANMF");
                push(&mut picture.bytes, kind, content);
            }
            _ => picture.removed.push("data of other programs"),
        }
    }
    if !has_pixels {
        return Err(BrokenPicture);
    }
    if !after.is_empty() {
        picture.removed.push("data after the picture");
    }
    // Only an extended file has EXIF.
    let flags = header.and_then(|at| picture.bytes.get_mut(at));
    if let Some(flags) = flags {
        *flags &= !(HAS_EXIF | HAS_XMP);
        if let Some(exif) = kept_exif {
            *flags |= HAS_EXIF;
            push(&mut picture.bytes, *b"EXIF", &exif);
        }
    }
    let length = u32::try_from(picture.bytes.len() - 8).map_err(|_| BrokenPicture)?;
    picture.bytes[4..8].copy_from_slice(&length.to_le_bytes());
    Ok(picture)
}

fn push(bytes: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    bytes.extend(kind);
    bytes.extend(length.to_le_bytes());
    bytes.extend(content);
    if content.len() % 2 == 1 {
        bytes.push(0);
    }
}
