//! Labels: a QR code that says the serial number, as a picture or a drawing. Pure, and the same bytes every time.

use fast_qr::{ECL, QRBuilder, QRCode};

use super::model::Device;
use crate::error::{Error, Result};

/// Light modules around a code that readers need.
pub const QUIET: usize = 4;
/// Picture points of a module.
const POINTS: usize = 8;

/// What a label says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub serial: String,
    pub name: String,
    pub category: String,
    pub company: String,
}

impl Label {
    pub fn of(device: &Device, company: &str) -> Self {
        Self {
            serial: device.row.serial_number.clone(),
            name: device.row.name.clone().unwrap_or_default(),
            category: device.category.clone(),
            company: company.to_owned(),
        }
    }

    /// # Errors
    /// `Invalid` for a serial that is too long for a code.
    pub fn code(&self) -> Result<Code> {
        let code = QRBuilder::new(self.serial.as_str()).ecl(ECL::M).build();
        let code = code.map_err(|error| {
            Error::invalid(
                "no_label",
                format!("{} does not fit into a QR code: {error}", self.serial),
            )
        })?;
        Ok(Code { code })
    }
}

/// A QR code as a square of modules.
pub struct Code {
    code: QRCode,
}

impl Code {
    /// Modules of a side, without the quiet zone.
    pub fn size(&self) -> usize {
        self.code.size
    }

    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let size = self.size();
        x < size && y < size && self.code[y][x].value()
    }

    /// Dark stretches, row by row: x, y, length.
    pub fn stretches(&self) -> Vec<(usize, usize, usize)> {
        let mut stretches = Vec::new();
        for y in 0..self.size() {
            let mut x = 0;
            while x < self.size() {
                let length = (x..self.size()).take_while(|x| self.is_dark(*x, y)).count();
                if length > 0 {
                    stretches.push((x, y, length));
                }
                x += length.max(1);
            }
        }
        stretches
    }
}

/// A grey picture of the code.
///
/// # Errors
/// As [`Label::code`].
pub fn png(label: &Label) -> Result<Vec<u8>> {
    let code = label.code()?;
    let side = (code.size() + 2 * QUIET) * POINTS;
    let mut points = vec![255_u8; side * side];
    for (place, point) in points.iter_mut().enumerate() {
        let module = |at: usize| (at / POINTS).checked_sub(QUIET);
        if let (Some(x), Some(y)) = (module(place % side), module(place / side))
            && code.is_dark(x, y)
        {
            *point = 0;
        }
    }
    let mut bytes = Vec::new();
    let side = u32::try_from(side).unwrap_or(u32::MAX);
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let written = encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&points));
    written.map_err(|error| Error::internal(format!("the picture of a label was not made: {error}")))?;
    Ok(bytes)
}

/// A drawing of the code with the serial below it.
///
/// # Errors
/// As [`Label::code`].
pub fn svg(label: &Label) -> Result<String> {
    let code = label.code()?;
    let side = code.size() + 2 * QUIET;
    let height = side + 6;
    let dark: String = code
        .stretches()
        .into_iter()
        .map(|(x, y, length)| format!("M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET))
        .collect();
    let serial = escaped(&label.serial);
    let (middle, below) = (format!("{:.1}", side as f64 / 2.0), side + 3);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {height}\" width=\"{}\" height=\"{}\">\n\
         <title>{serial}</title>\n<rect width=\"{side}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <path d=\"{dark}\" fill=\"#000\" shape-rendering=\"crispEdges\"/>\n\
         <text x=\"{middle}\" y=\"{below}\" font-family=\"monospace\" font-size=\"4\" text-anchor=\"middle\" \
         textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{serial}</text>\n</svg>\n",
        side * POINTS,
        height * POINTS,
        (label.serial.chars().count() * 2).min(side),
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(serial: &str) -> Label {
        Label {
            serial: serial.into(),
            name: String::new(),
            category: "Laptop".into(),
            company: "Colab".into(),
        }
    }

    #[test]
    fn the_same_serial_gives_the_same_bytes_and_another_does_not() {
        assert_eq!(png(&label("LT-001")).unwrap(), png(&label("LT-001")).unwrap());
        assert_ne!(png(&label("LT-001")).unwrap(), png(&label("LT-002")).unwrap());
        assert_eq!(svg(&label("LT-001")).unwrap(), svg(&label("LT-001")).unwrap());
        assert!(
            svg(&label("<&>"))
                .unwrap()
                .contains("<title>&lt;&amp;&gt;</title>")
        );
    }

    #[test]
    fn stretches_cover_exactly_the_dark_modules() {
        let code = label("LT-001").code().unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.is_dark(*x, *y)).count();
        assert_eq!(code.stretches().iter().map(|one| one.2).sum::<usize>(), dark);
    }

    #[test]
    fn a_serial_that_no_code_holds_is_refused() {
        assert!(label(&"x".repeat(5000)).code().is_err());
        assert!(label(&"x".repeat(255)).code().is_ok());
    }
}
