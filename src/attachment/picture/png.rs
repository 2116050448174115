//! PNG: chunks, each with its length, kind and checksum.

use super::exif::ExifFacts;
use super::parts::{BrokenPicture, CleanedPicture, take, take_array};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What a picture needs: its pixels, its colours and the frames of an animation.
const KEPT: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD",
    b"hIST", b"pHYs", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
];

/// Copies the picture without private data.
pub fn cleaned(bytes: &[u8]) -> Result<CleanedPicture, BrokenPicture> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(BrokenPicture)?;
    let mut picture = CleanedPicture {
        bytes: Vec::with_capacity(bytes.len()),
        removed: Vec::new(),
    };
    picture.bytes.extend(SIGNATURE);
    let mut has_pixels = false;
    loop {
        let length = u32::from_be_bytes(take_array(&mut rest)?) as usize;
        let kind: [u8; 4] = take_array(&mut rest)?;
        let content = take(&mut rest, length)?;
        if take_array(&mut rest)? != checksum(kind, content) {
            return Err(BrokenPicture);
        }
        if KEPT.contains(&&kind) {
            push(&mut picture.bytes, kind, content);
            has_pixels |= kind == *b"IDAT";
        } else if kind[0].is_ascii_uppercase() {
            // Nobody can show a picture without a part that it calls necessary.
            return Err(BrokenPicture);
        } else {
            leave_out(&mut picture, kind, content, has_pixels);
        }
        if kind == *b"IEND" {
            break;
        }
    }
    if !has_pixels {
        return Err(BrokenPicture);
    }
    if !rest.is_empty() {
        picture.removed.push("data after the picture");
    }
    Ok(picture)
}

fn leave_out(picture: &mut CleanedPicture, kind: [u8; 4], content: &[u8], has_pixels: bool) {
    match &kind {
        b"eXIf" => {
            let facts = ExifFacts::of(content);
            if let Some(kept) = facts.kept().filter(|_| !has_pixels) {
                push(&mut picture.bytes, kind, &kept);
            }
            picture.removed.extend(facts.removed());
        }
        b"iTXt" if content.starts_with(b"XML:com.adobe.xmp\0") => picture.removed.push("XMP"),
        b"tEXt" | b"zTXt" | b"iTXt" => picture.removed.push("texts"),
        b"tIME" => picture.removed.push("time"),
        _ => picture.removed.push("data of other programs"),
    }
}

fn push(bytes: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    bytes.extend(length.to_be_bytes());
    bytes.extend(kind);
    bytes.extend(content);
    bytes.extend(checksum(kind, content));
}

fn checksum(kind: [u8; 4], content: &[u8]) -> [u8; 4] {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&kind);
    sum.update(content);
    sum.finalize().to_be_bytes()
}
