//! A heat map as SVG: one self-contained picture.

use std::fmt::Write;

use super::printable;

/// Rows of percents; `None` where there is nothing to measure.
#[derive(Debug)]
pub struct HeatMap {
    pub title: String,
    pub columns: Vec<String>,
    pub rows: Vec<(String, Vec<Option<u32>>)>,
    /// The label of an empty cell.
    pub nothing: &'static str,
}

/// Pixels.
const LEFT: usize = 190;
const TOP: usize = 74;
const ROW: usize = 26;
/// Letters of a row's name that fit at the left.
const NAME: usize = 24;
/// Cell colours from 0 % to 100 %, light to dark: readable in print and for the colour-blind.
const SCALE: [&str; 6] = ["#f2f6fb", "#d3e3f3", "#a3c8e4", "#64a2d0", "#2f76b5", "#0f4a87"];
const NOTHING: &str = "#e4e4e4";

impl HeatMap {
    pub fn svg(&self) -> String {
        let column = if self.columns.len() > 12 { 30 } else { 66 };
        let width = (LEFT + self.columns.len() * column + 20).max(620);
        let height = TOP + self.rows.len() * ROW + 60;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#1b1b1b\">\n\
             <title>{title}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
             <text x=\"16\" y=\"30\" font-size=\"18\" font-weight=\"bold\">{title}</text>\n",
            title = escaped(&self.title)
        );
        for (at, name) in self.columns.iter().enumerate() {
            let x = LEFT + at * column + column / 2;
            text(&mut svg, x, TOP - 8, "middle", "#444444", name);
        }
        for (at, (name, cells)) in self.rows.iter().enumerate() {
            let y = TOP + at * ROW;
            text(&mut svg, LEFT - 10, y + 17, "end", "#1b1b1b", &shortened(name));
            for (at, percent) in cells.iter().enumerate() {
                self.cell(&mut svg, (LEFT + at * column, y, column), name, at, *percent);
            }
        }
        self.legend(&mut svg, TOP + self.rows.len() * ROW + 22);
        svg.push_str("</svg>\n");
        svg
    }

    fn cell(
        &self,
        svg: &mut String,
        (x, y, column): (usize, usize, usize),
        row: &str,
        at: usize,
        percent: Option<u32>,
    ) {
        let value = percent.map_or(self.nothing.to_owned(), |percent| format!("{percent} %"));
        let label = escaped(&format!("{row}, {}: {value}", self.columns[at]));
        // Writing to a String cannot fail.
        let _ = writeln!(
            svg,
            "<g><title>{label}</title><rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"2\" fill=\"{}\"/>",
            column - 2,
            ROW - 2,
            percent.map_or(NOTHING, colour)
        );
        if let Some(percent) = percent {
            let ink = if percent >= 60 { "#ffffff" } else { "#1b1b1b" };
            text(
                svg,
                x + column / 2 - 1,
                y + 16,
                "middle",
                ink,
                &percent.to_string(),
            );
        }
        svg.push_str("</g>\n");
    }

    fn legend(&self, svg: &mut String, y: usize) {
        text(svg, LEFT - 10, y + 13, "end", "#444444", "percent of open hours");
        let steps = [0, 20, 40, 60, 80, 100].map(Some).into_iter().chain([None]);
        for (at, percent) in steps.enumerate() {
            let x = LEFT + at * 58;
            let _ = writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"18\" height=\"18\" rx=\"2\" fill=\"{}\" stroke=\"#b0b0b0\" stroke-width=\"0.5\"/>",
                percent.map_or(NOTHING, colour)
            );
            let name = percent.map_or(self.nothing.to_owned(), |percent: u32| percent.to_string());
            text(svg, x + 24, y + 13, "start", "#444444", &name);
        }
    }
}

/// The step that a percent has reached; more than everything looks like everything.
fn colour(percent: u32) -> &'static str {
    let step = usize::try_from(percent / 20).unwrap_or(SCALE.len());
    SCALE[step.min(SCALE.len() - 1)]
}

fn text(svg: &mut String, x: usize, y: usize, anchor: &str, ink: &str, words: &str) {
    let words = escaped(words);
    let _ = writeln!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{ink}\">{words}</text>"
    );
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    name.chars().take(NAME - 1).chain(['…']).collect()
}

/// Text within SVG or HTML, without control characters.
pub fn escaped(text: &str) -> String {
    let text = printable(text);
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_every_percent_has_a_colour() {
        let map = HeatMap {
            title: "R&D <use>".to_owned(),
            columns: vec!["1".to_owned(), "2".to_owned()],
            rows: vec![("\"A\" & <b>\u{7}".to_owned(), vec![Some(250), None])],
            nothing: "closed",
        };
        let svg = map.svg();
        assert!(svg.contains("R&amp;D &lt;use&gt;") && svg.contains("&quot;A&quot; &amp; &lt;b&gt;"));
        assert!(!svg.contains('\u{7}') && svg.contains(SCALE[5]) && svg.contains(NOTHING));
        assert_eq!(
            (colour(0), colour(19), colour(20), colour(99)),
            (SCALE[0], SCALE[0], SCALE[1], SCALE[4])
        );
    }
}
