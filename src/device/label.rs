//! Labels with a QR code of the serial number, as PNG, SVG or PDF. Pure: the same input gives the same bytes.

use anyhow::Context;
use fast_qr::{ECL, QRBuilder, QRCode};

use super::model::Device;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::output::markup_text;
use crate::output::pdf::{self, Ink, PdfPage, Typeface};

/// Light modules that readers need around a code.
pub const QUIET: usize = 4;
/// Pixels of a module.
const POINTS: usize = 8;

/// The texts of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceLabel {
    pub serial: String,
    pub name: String,
    pub category: String,
    pub company: String,
}

impl DeviceLabel {
    /// Returns the label of a device.
    pub fn of(device: &Device, company: &str) -> Self {
        Self {
            serial: device.row.serial_number.clone(),
            name: device.row.name.clone().unwrap_or_default(),
            category: device.category.clone(),
            company: company.to_owned(),
        }
    }

    /// Returns the QR code of the serial number.
    ///
    /// # Errors
    /// `Invalid` for a serial that is too long for a code.
    pub fn code(&self) -> Result<QrCode> {
        let code = QRBuilder::new(self.serial.as_str()).ecl(ECL::M).build();
        let code = code.map_err(|error| {
            Error::invalid(
                ErrorCode::NoLabel,
                format!("serial {} does not fit into a QR code", self.serial),
            )
            .caused_by(error)
        })?;
        Ok(QrCode { code })
    }
}

/// A QR code as a square of modules.
pub struct QrCode {
    code: QRCode,
}

impl QrCode {
    /// Returns the modules of a side, without the quiet zone.
    pub fn size(&self) -> usize {
        self.code.size
    }

    /// Returns whether a module is dark.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let size = self.size();
        x < size && y < size && self.code[y][x].value()
    }

    /// Returns the dark stretches row by row, as x, y and length.
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

/// Points per millimetre.
const POINT: f32 = 72.0 / 25.4;

/// Draws sheets of A4 with a label per device, the code on the left and the texts on the right. The size of a label is
/// width and height in millimetres.
///
/// # Errors
/// As [`DeviceLabel::code`].
pub fn pdf(labels: &[DeviceLabel], (width, height): (f32, f32)) -> Result<Vec<u8>> {
    let (width, height) = (width * POINT, height * POINT);
    let fitting = |whole: f32, part: f32| (whole / part).floor().max(1.0);
    let (across, down) = (fitting(pdf::WIDTH, width), fitting(pdf::HEIGHT, height));
    let (left, top) = (
        (pdf::WIDTH - across * width) / 2.0,
        (pdf::HEIGHT - down * height) / 2.0,
    );
    let typeface = Typeface::load()?;
    let (columns, rows) = (across as usize, down as usize);
    let mut pages = Vec::new();
    for sheet in labels.chunks(columns * rows) {
        let mut page = PdfPage::default();
        for (place, label) in sheet.iter().enumerate() {
            let (column, row) = ((place % columns) as f32, (place / columns) as f32);
            draw(
                &mut page,
                &typeface,
                label,
                (left + column * width, top + row * height),
                (width, height),
            )?;
        }
        pages.push(page);
    }
    pdf::to_bytes("Labels", &pages)
}

fn draw(
    page: &mut PdfPage,
    typeface: &Typeface,
    label: &DeviceLabel,
    at: (f32, f32),
    size: (f32, f32),
) -> Result<()> {
    let code = label.code()?;
    let side = size.1.min(size.0 * 0.5);
    let module = side / (code.size() + 2 * QUIET) as f32;
    let corner = (
        at.0 + QUIET as f32 * module,
        at.1 + (size.1 - side) / 2.0 + QUIET as f32 * module,
    );
    let block = |(x, y, length): (usize, usize, usize)| {
        (
            corner.0 + x as f32 * module,
            corner.1 + y as f32 * module,
            length as f32 * module,
            module,
        )
    };
    page.blocks(code.stretches().into_iter().map(block).collect());
    let (x, room) = (at.0 + side, size.0 - side - 4.0);
    let letters = (size.1 / 9.0).clamp(5.0, 11.0);
    let mut y = at.1 + size.1 / 2.0 - letters;
    let texts = [
        (&label.serial, letters, Ink::Black),
        (&label.name, letters * 0.8, Ink::Black),
        (&label.category, letters * 0.7, Ink::Grey),
        (&label.company, letters * 0.7, Ink::Grey),
    ];
    for (text, size, ink) in texts {
        for line in typeface
            .lines(text, size, room)
            .into_iter()
            .take(2)
            .filter(|line| !line.is_empty())
        {
            page.text(x, y, size, ink, &line);
            y += size * 1.3;
        }
    }
    Ok(())
}

/// Draws the code as a grey picture.
///
/// # Errors
/// As [`DeviceLabel::code`].
pub fn png(label: &DeviceLabel) -> Result<Vec<u8>> {
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
    written.context("cannot draw the label")?;
    Ok(bytes)
}

/// Draws the code with the serial below it.
///
/// # Errors
/// As [`DeviceLabel::code`].
pub fn svg(label: &DeviceLabel) -> Result<String> {
    let code = label.code()?;
    let side = code.size() + 2 * QUIET;
    let height = side + 6;
    let dark: String = code
        .stretches()
        .into_iter()
        .map(|(x, y, length)| format!("M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET))
        .collect();
    let serial = markup_text(&label.serial);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn label(serial: &str) -> DeviceLabel {
        DeviceLabel {
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
    fn a_sheet_is_the_same_every_time_and_flows_to_further_pages() {
        let labels: Vec<DeviceLabel> = (0..30).map(|number| label(&format!("LT-{number:03}"))).collect();
        let sheet = pdf(&labels, (63.5, 38.1)).unwrap();
        assert_eq!(sheet, pdf(&labels, (63.5, 38.1)).unwrap());
        let pages = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("/Type /Page").count();
        assert!(pages(&sheet) >= pages(&pdf(&labels[..21], (63.5, 38.1)).unwrap()));
        assert!(pdf(&labels, (210.0, 297.0)).unwrap().len() > sheet.len());
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
