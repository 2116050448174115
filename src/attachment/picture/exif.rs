//! EXIF: which private data it has, and the orientation, which is all that is kept of it.

/// What stands before the data in a JPEG, and at times in a WebP.
pub const PREFIX: &[u8] = b"Exif\0\0";

const ORIENTATION: u16 = 0x0112;
const EXIF_DIRECTORY: u16 = 0x8769;
const GPS_DIRECTORY: u16 = 0x8825;
/// Of the owner, the body and the lens, and of the camera in a DNG.
const OWNERS_AND_SERIALS: [u16; 4] = [0xa430, 0xa431, 0xa435, 0xc62f];

/// What an EXIF block tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ExifFacts {
    pub has_place: bool,
    pub has_serial: bool,
    /// 2 to 8: how the picture is to be turned; `None`: as it is.
    pub orientation: Option<u8>,
}

impl ExifFacts {
    /// Reads a block, with its prefix or without. Of one that is damaged as much is known as can be read.
    pub fn of(block: &[u8]) -> Self {
        let mut facts = Self::default();
        let block = TiffBlock(block.strip_prefix(PREFIX).unwrap_or(block));
        let Some(first) = block.long(4) else {
            return facts;
        };
        let mut is_read = false;
        for entry in block.entries(first) {
            match entry.tag {
                ORIENTATION => {
                    let turned = entry.short.and_then(|value| u8::try_from(value).ok());
                    facts.orientation = turned.filter(|value| (2..=8).contains(value));
                }
                GPS_DIRECTORY => facts.has_place = true,
                // There is one; more of them would be there to keep us busy.
                EXIF_DIRECTORY if !is_read => {
                    is_read = true;
                    let inner = entry.long.map(|place| block.entries(place)).unwrap_or_default();
                    facts.has_serial |= inner.iter().any(|entry| OWNERS_AND_SERIALS.contains(&entry.tag));
                }
                tag => facts.has_serial |= OWNERS_AND_SERIALS.contains(&tag),
            }
        }
        facts
    }

    /// Returns what is left out with the block, in words.
    pub fn removed(&self) -> impl Iterator<Item = &'static str> + use<> {
        let parts = [
            (true, "EXIF"),
            (self.has_place, "place"),
            (self.has_serial, "serial number or owner"),
        ];
        parts.into_iter().filter(|(has, _)| *has).map(|(_, word)| word)
    }

    /// Returns a block of nothing but the orientation, without prefix; `None` where the picture is not turned.
    pub fn kept(&self) -> Option<Vec<u8>> {
        let orientation = self.orientation?;
        let mut block = b"MM\0*\0\0\0\x08\0\x01".to_vec();
        block.extend(ORIENTATION.to_be_bytes());
        // One short, its value, and no further directory.
        block.extend([0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
        Some(block)
    }
}

struct TiffEntry {
    tag: u16,
    /// The value, as a number of two and of four bytes.
    short: Option<u16>,
    long: Option<u32>,
}

struct TiffBlock<'b>(&'b [u8]);

impl TiffBlock<'_> {
    fn is_little(&self) -> bool {
        self.0.starts_with(b"II")
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.0.get(at..)?.first_chunk()?;
        Some(if self.is_little() {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.0.get(at..)?.first_chunk()?;
        Some(if self.is_little() {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    /// Reads the entries of the directory at a place, as far as they are there.
    fn entries(&self, place: u32) -> Vec<TiffEntry> {
        let place = place as usize;
        let count = self.short(place).unwrap_or_default();
        let entries = (0..usize::from(count)).map_while(|number| {
            let at = place.checked_add(2 + number * 12)?;
            Some(TiffEntry {
                tag: self.short(at)?,
                short: self.short(at + 8),
                long: self.long(at + 8),
            })
        });
        entries.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_and_damage_is_survived() {
        for orientation in 2..=8 {
            let facts = ExifFacts {
                orientation: Some(orientation),
                ..ExifFacts::default()
            };
            let block = facts.kept().unwrap();
            assert_eq!(ExifFacts::of(&block), facts);
            for end in 0..block.len() {
                let _ = ExifFacts::of(&block[..end]);
            }
        }
        assert!(ExifFacts::default().kept().is_none());
        assert_eq!(ExifFacts::of(&[0xff; 64]), ExifFacts::default());
    }
}
