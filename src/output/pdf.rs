//! Pages on paper: text and lines at their places, in points of 1/72 inch from the top left corner.
//!
//! The same pages give the same bytes: nothing in the file comes from a clock or from chance.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

use crate::kernel::error::{Error, Result};
use crate::kernel::text::printable;

/// Noto Sans, cut to Latin, Greek and Cyrillic; its licence stands beside it.
const TYPEFACE: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");

/// A4, in points.
pub const WIDTH: f32 = 595.276;
pub const HEIGHT: f32 = 841.89;

/// Shades of ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Black,
    /// For explanations.
    Grey,
    /// For rules, and behind the head of a table.
    Light,
}

impl Ink {
    fn fill(self) -> Fill {
        let level = match self {
            Self::Black => 0,
            Self::Grey => 96,
            Self::Light => 225,
        };
        Fill {
            paint: rgb::Color::new(level, level, level).into(),
            opacity: NormalizedF32::ONE,
            rule: krilla::paint::FillRule::default(),
        }
    }
}

/// The typeface: widths and glyphs of letters.
pub struct Typeface {
    letters: FontRef<'static>,
}

impl Typeface {
    /// Loads the bundled typeface.
    pub fn load() -> Result<Self> {
        let letters = FontRef::new(TYPEFACE).map_err(|error| broken(&error))?;
        Ok(Self { letters })
    }

    /// Returns the glyphs of a text, left to right, with their widths as parts of the size.
    fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let pictures = self.letters.charmap();
        let widths = self.letters.glyph_metrics(Size::new(1.0), LocationRef::default());
        text.char_indices()
            .map(|(at, letter)| {
                // A letter that the typeface lacks is seen to be missing.
                let glyph = pictures
                    .map(letter)
                    .or_else(|| pictures.map('?'))
                    .unwrap_or_default();
                KrillaGlyph {
                    glyph_id: GlyphId::new(glyph.to_u32()),
                    text_range: at..at + letter.len_utf8(),
                    x_advance: widths.advance_width(glyph).unwrap_or_default(),
                    x_offset: 0.0,
                    y_offset: 0.0,
                    y_advance: 0.0,
                    location: None,
                }
            })
            .collect()
    }

    /// Returns the letters of a text that the typeface lacks.
    pub fn lacks(&self, text: &str) -> String {
        let pictures = self.letters.charmap();
        let mut lacking: Vec<char> = drawn(text)
            .chars()
            .filter(|letter| {
                !letter.is_whitespace() && !letter.is_control() && pictures.map(*letter).is_none()
            })
            .collect();
        lacking.sort_unstable();
        lacking.dedup();
        lacking.into_iter().collect()
    }

    /// Returns the width of a text at a size, in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let parts: f32 = self
            .glyphs(&drawn(text))
            .iter()
            .map(|glyph| glyph.x_advance)
            .sum();
        parts * size
    }

    /// Breaks a text into lines that fit a width, between words where possible. An empty text gives one empty line.
    pub fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            for piece in self.pieces(word, size, width) {
                let line = lines.last().cloned().unwrap_or_default();
                let longer = if line.is_empty() {
                    piece.clone()
                } else {
                    format!("{line} {piece}")
                };
                match lines.last_mut() {
                    Some(last) if line.is_empty() || self.width(&longer, size) <= width => *last = longer,
                    _ => lines.push(piece),
                }
            }
        }
        lines
    }

    /// Breaks a word that is wider than a line into pieces.
    fn pieces(&self, word: &str, size: f32, width: f32) -> Vec<String> {
        let mut pieces = vec![String::new()];
        let mut filled = 0.0;
        for letter in word.chars() {
            let more = self.width(letter.encode_utf8(&mut [0; 4]), size);
            if filled > 0.0 && filled + more > width {
                pieces.push(String::new());
                filled = 0.0;
            }
            filled += more;
            if let Some(piece) = pieces.last_mut() {
                piece.push(letter);
            }
        }
        pieces
    }
}

/// Returns a text as it is drawn: composed, without control characters.
fn drawn(text: &str) -> String {
    printable(text).nfc().collect()
}

enum PdfMark {
    Text {
        at: (f32, f32),
        size: f32,
        ink: Ink,
        text: String,
    },
    Line {
        from: (f32, f32),
        to: (f32, f32),
        ink: Ink,
    },
    Ground {
        at: (f32, f32),
        width: f32,
        height: f32,
    },
    Blocks(Vec<PdfBlock>),
}

/// A black rectangle: its upper left corner, width and height.
pub type PdfBlock = (f32, f32, f32, f32);

/// One page and its marks.
#[derive(Default)]
pub struct PdfPage {
    marks: Vec<PdfMark>,
}

impl PdfPage {
    /// Draws a line of text; `y` is its baseline.
    pub fn text(&mut self, x: f32, y: f32, size: f32, ink: Ink, text: &str) {
        self.marks.push(PdfMark::Text {
            at: (x, y),
            size,
            ink,
            text: drawn(text),
        });
    }

    /// Draws a thin line.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), ink: Ink) {
        self.marks.push(PdfMark::Line { from, to, ink });
    }

    /// Draws black rectangles.
    pub fn blocks(&mut self, blocks: Vec<PdfBlock>) {
        self.marks.push(PdfMark::Blocks(blocks));
    }

    /// Draws a light rectangle behind later marks.
    pub fn ground(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.marks.push(PdfMark::Ground {
            at: (x, y),
            width,
            height,
        });
    }
}

/// Draws the pages into a PDF file.
pub fn to_bytes(title: &str, pages: &[PdfPage]) -> Result<Vec<u8>> {
    let typeface = Typeface::load()?;
    let font = Font::new(TYPEFACE.to_vec().into(), 0).ok_or_else(|| broken(&"no font"))?;
    let mut document = Document::new();
    for page in pages {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| broken(&"no page"))?;
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        for mark in &page.marks {
            draw(&mut surface, &typeface, &font, mark);
        }
        surface.finish();
        sheet.finish();
    }
    let metadata = Metadata::new()
        .title(drawn(title))
        .creator("colab".to_owned())
        .language("en".to_owned());
    document.set_metadata(metadata);
    document.finish().map_err(|error| broken(&format!("{error:?}")))
}

fn draw(surface: &mut krilla::surface::Surface<'_>, typeface: &Typeface, font: &Font, mark: &PdfMark) {
    let mut path = PathBuilder::new();
    match mark {
        PdfMark::Text { at, size, ink, text } => {
            surface.set_stroke(None);
            surface.set_fill(Some(ink.fill()));
            let start = Point::from_xy(at.0, at.1);
            surface.draw_glyphs(start, &typeface.glyphs(text), font.clone(), text, *size, false);
        }
        PdfMark::Line { from, to, ink } => {
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: ink.fill().paint,
                width: 0.6,
                ..Stroke::default()
            }));
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
        }
        PdfMark::Ground { at, width, height } => {
            surface.set_stroke(None);
            surface.set_fill(Some(Ink::Light.fill()));
            if let Some(rect) = Rect::from_xywh(at.0, at.1, *width, *height) {
                path.push_rect(rect);
            }
        }
        PdfMark::Blocks(blocks) => {
            surface.set_stroke(None);
            surface.set_fill(Some(Ink::Black.fill()));
            for (x, y, width, height) in blocks {
                if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
                    path.push_rect(rect);
                }
            }
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn broken(why: &dyn std::fmt::Display) -> Error {
    Error::internal(format!("the page cannot be drawn: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_where_the_line_ends_and_none_of_it_is_lost() {
        let typeface = Typeface::load().unwrap();
        let text = "one two three four five six seven eight nine ten";
        let lines = typeface.lines(text, 10.0, 60.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| typeface.width(line, 10.0) <= 60.0));
        assert_eq!(lines.join(" "), text);
        let long = "SERIAL".repeat(20);
        let pieces = typeface.lines(&long, 10.0, 60.0);
        assert!(pieces.iter().all(|line| typeface.width(line, 10.0) <= 60.0));
        assert_eq!(pieces.concat(), long);
        assert_eq!(typeface.lines("", 10.0, 60.0), [""]);
    }

    #[test]
    fn the_same_page_gives_the_same_bytes() {
        let page = || {
            let mut page = PdfPage::default();
            page.text(50.0, 50.0, 12.0, Ink::Black, "Ṱhohoyanḓou – Évian №1");
            page.line((50.0, 60.0), (90.0, 60.0), Ink::Grey);
            page.ground(50.0, 70.0, 90.0, 10.0);
            page
        };
        let bytes = to_bytes("A title", &[page()]).unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
        assert_eq!(bytes, to_bytes("A title", &[page()]).unwrap());
    }

    #[test]
    fn the_typeface_has_the_letters_of_the_countrys_languages() {
        let typeface = Typeface::load().unwrap();
        let missing: Vec<char> = "ŠšṰṱḒḓḼḽṄṅṊṋÊêËëÔôÎîÉéïöüß€–’“”№·"
            .chars()
            .filter(|letter| typeface.glyphs(&letter.to_string())[0].glyph_id == GlyphId::new(0))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
