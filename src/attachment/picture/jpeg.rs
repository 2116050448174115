//! JPEG: segments, each with a marker, and scans between them.

use super::exif::{self, ExifFacts};
use super::parts::{BrokenPicture, CleanedPicture, take, take_array};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;

/// Copies the picture without private data.
pub fn cleaned(bytes: &[u8]) -> Result<CleanedPicture, BrokenPicture> {
    let mut rest = bytes;
    if take_array(&mut rest)? != [0xff, START] {
        return Err(BrokenPicture);
    }
    let mut picture = CleanedPicture {
        bytes: Vec::with_capacity(bytes.len()),
        removed: Vec::new(),
    };
    picture.bytes.extend([0xff, START]);
    let (mut has_frame, mut has_scan) = (false, false);
    loop {
        match next_marker(&mut rest)? {
            END => break,
            marker @ 0xe0..=0xef => {
                let content = segment(&mut rest)?;
                keep_application_data(&mut picture, marker, content);
            }
            COMMENT => {
                segment(&mut rest)?;
                picture.removed.push("comment");
            }
            // Frames, tables, lines, restarts and scans.
            marker @ (0xc0..=0xcf | SCAN..=0xdd) => {
                has_frame |= !matches!(marker, 0xc4 | 0xc8 | 0xcc | SCAN..=0xdd);
                push(&mut picture.bytes, marker, segment(&mut rest)?);
                if marker == SCAN {
                    has_scan = has_frame;
                    let length = scan_length(rest).ok_or(BrokenPicture)?;
                    picture.bytes.extend(take(&mut rest, length)?);
                }
            }
            _ => return Err(BrokenPicture),
        }
    }
    if !has_scan {
        return Err(BrokenPicture);
    }
    if !rest.is_empty() {
        picture.removed.push("data after the picture");
    }
    picture.bytes.extend([0xff, END]);
    Ok(picture)
}

/// Takes a marker, which any number of filling bytes may stand before.
fn next_marker(rest: &mut &[u8]) -> Result<u8, BrokenPicture> {
    let [first] = take_array(rest)?;
    let mut marker = first;
    while marker == 0xff {
        [marker] = take_array(rest)?;
    }
    if first == 0xff {
        Ok(marker)
    } else {
        Err(BrokenPicture)
    }
}

/// Takes the content of a segment.
fn segment<'b>(rest: &mut &'b [u8]) -> Result<&'b [u8], BrokenPicture> {
    let length = u16::from_be_bytes(take_array(rest)?);
    take(rest, usize::from(length).checked_sub(2).ok_or(BrokenPicture)?)
}

/// Returns how long a scan is: up to the next marker that is neither a restart nor a byte of the picture.
fn scan_length(rest: &[u8]) -> Option<usize> {
    let pairs = rest.windows(2).enumerate();
    let mut marks = pairs.filter(|(_, pair)| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7));
    marks.next().map(|(at, _)| at)
}

/// Keeps of what programs wrote what colours and orientation need.
fn keep_application_data(picture: &mut CleanedPicture, marker: u8, content: &[u8]) {
    const JFIF: &[u8] = b"JFIF\0";
    let begins = |with: &[u8]| content.starts_with(with);
    match marker {
        0xe0 if begins(JFIF) && content.len() >= 14 => {
            // Resolution without the small picture, which may show more than the large one.
            push(&mut picture.bytes, marker, &[&content[..12], &[0, 0]].concat());
            if content.len() > 14 {
                picture.removed.push("small picture");
            }
        }
        0xe2 if begins(b"ICC_PROFILE\0") => push(&mut picture.bytes, marker, content),
        0xee if begins(b"Adobe") => push(&mut picture.bytes, marker, content.get(..12).unwrap_or(content)),
        0xe1 if begins(exif::PREFIX) => {
            let facts = ExifFacts::of(content);
            // Of two blocks readers take the first.
            if let Some(kept) = facts.kept().filter(|_| !picture.removed.contains(&"EXIF")) {
                push(&mut picture.bytes, marker, &[exif::PREFIX, &kept].concat());
            }
            picture.removed.extend(facts.removed());
        }
        0xe1 if begins(b"http://ns.adobe.com/") => picture.removed.push("XMP"),
        0xed => picture.removed.push("IPTC"),
        _ => picture.removed.push("data of other programs"),
    }
}

fn push(bytes: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    bytes.extend([0xff, marker]);
    bytes.extend(length.to_be_bytes());
    bytes.extend(content);
}
