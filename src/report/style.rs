//! The colours and the style of pages: light and dark, each text readable on its ground.

/// The style but for its colours, which stand nowhere else than here.
const RULES: &str = include_str!("page.css");

/// Names of colours, with what they are in the light and in the dark.
const COLOURS: &[(&str, &str, &str)] = &[
    ("ground", "#ffffff", "#12171e"),
    ("ink", "#1c2430", "#e6eaf0"),
    ("quiet", "#4d5866", "#a9b4c2"),
    ("line", "#7d8794", "#6d7887"),
    ("head", "#eef1f5", "#1d2530"),
    ("link", "#1f5fa8", "#8ab8f0"),
    ("bar", "#2f76b5", "#5b9bd5"),
    ("less", "#a3400a", "#f0a070"),
    ("free-ground", "#d3f2d3", "#16301a"),
    ("free", "#14601b", "#a6e3ad"),
    ("busy-ground", "#fbe3d6", "#3d2415"),
    ("busy", "#8a3606", "#f5c3a3"),
    // Of a heat map, from 0 % to 100 %, and of closed hours.
    ("heat0", "#f2f6fb", "#f2f6fb"),
    ("heat1", "#d3e3f3", "#d3e3f3"),
    ("heat2", "#a3c8e4", "#a3c8e4"),
    ("heat3", "#64a2d0", "#64a2d0"),
    ("heat4", "#2f76b5", "#2f76b5"),
    ("heat5", "#0f4a87", "#0f4a87"),
    ("on-light", "#1b1b1b", "#1b1b1b"),
    ("on-dark", "#ffffff", "#ffffff"),
];

/// Returns the style sheet of pages. Paper is light.
pub fn page_style() -> String {
    let colours = |of: fn(&(&str, &str, &str)) -> String| COLOURS.iter().map(of).collect::<String>();
    let light = colours(|(name, light, _)| format!("--{name}:{light};"));
    let dark = colours(|(name, _, dark)| format!("--{name}:{dark};"));
    format!(
        ":root{{color-scheme:light dark;{light}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n{RULES}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text on grounds, which needs 4.5 : 1.
    const TEXTS: &[(&str, &str)] = &[
        ("ink", "ground"),
        ("ink", "head"),
        ("quiet", "ground"),
        ("quiet", "head"),
        ("link", "ground"),
        ("link", "head"),
        ("free", "free-ground"),
        ("busy", "busy-ground"),
        ("on-light", "heat0"),
        ("on-light", "heat1"),
        ("on-light", "heat2"),
        ("on-light", "heat3"),
        ("on-dark", "heat4"),
        ("on-dark", "heat5"),
    ];
    /// What is drawn on grounds, which needs 3 : 1.
    const DRAWN: &[(&str, &str)] = &[("bar", "ground"), ("less", "ground"), ("line", "ground")];

    /// The relative luminance of WCAG 2.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let level = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if level <= 0.04045 {
                level / 12.92
            } else {
                ((level + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_is_readable_on_its_ground_in_the_light_and_in_the_dark() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
        let colour = |name: &str| *COLOURS.iter().find(|(known, ..)| *known == name).unwrap();
        let mut named = Vec::new();
        for (pairs, least) in [(TEXTS, 4.5), (DRAWN, 3.0)] {
            for (ink, ground) in pairs {
                let ((_, light, dark), (_, light_ground, dark_ground)) = (colour(ink), colour(ground));
                for (ink_colour, ground_colour) in [(light, light_ground), (dark, dark_ground)] {
                    let found = contrast(ink_colour, ground_colour);
                    assert!(found >= least, "{ink} on {ground}: {found:.2}");
                }
                named.extend([*ink, *ground]);
            }
        }
        // No colour stands in the rules, and none is used that no pair names.
        assert!(!RULES.contains('#'), "colours stand in one place");
        for (name, ..) in COLOURS {
            assert!(named.contains(name), "{name} is in no pair");
            assert!(RULES.contains(&format!("var(--{name})")), "{name} is not used");
        }
        let used = RULES.match_indices("var(--").map(|(at, start)| {
            let rest = &RULES[at + start.len()..];
            &rest[..rest.find(')').unwrap()]
        });
        for name in used {
            assert!(named.contains(&name), "{name} is not a colour");
        }
    }

    #[test]
    fn nothing_has_a_width_that_a_phone_has_not() {
        // Widths are parts of the page or fit a phone of 320 points.
        for (at, _) in RULES.match_indices("px") {
            let digits = RULES[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let points: u32 = RULES[digits..at].parse().unwrap();
            assert!(points <= 16, "{points}px");
        }
    }
}
