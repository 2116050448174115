//! The text that the file collector of Prometheus' node exporter reads.

use std::fmt::Write;

use super::model::{CheckLevel, HealthReport};
use crate::kernel::timestamp::Timestamp;

/// Checks as one metric with a label, measures as one each.
pub fn text(health: &HealthReport, now: Timestamp) -> String {
    let mut text = String::new();
    head(
        &mut text,
        "doctor_status",
        "Result of each check of colab doctor: 0 pass, 1 warning, 2 failure.",
    );
    for check in &health.checks {
        let value = match check.status {
            CheckLevel::Pass => 0,
            CheckLevel::Warn => 1,
            CheckLevel::Fail => 2,
        };
        line(
            &mut text,
            &format!("doctor_status{{check=\"{}\"}}", check.name),
            value,
        );
    }
    let mut last = "";
    for measure in &health.measures {
        if measure.name != last {
            head(&mut text, measure.name, measure.help);
            last = measure.name;
        }
        match &measure.label {
            None => line(&mut text, measure.name, measure.value),
            Some((label, of)) => {
                let of = of.replace('\\', r"\\").replace('"', "\\\"").replace('\n', r"\n");
                line(
                    &mut text,
                    &format!("{}{{{label}=\"{of}\"}}", measure.name),
                    measure.value,
                );
            }
        }
    }
    head(&mut text, "doctor_timestamp_seconds", "When colab doctor ran.");
    line(&mut text, "doctor_timestamp_seconds", now.utc().timestamp());
    text
}

fn head(text: &mut String, name: &str, help: &str) {
    // Writing to a text never fails.
    let _ = writeln!(text, "# HELP colab_{name} {help}\n# TYPE colab_{name} gauge");
}

fn line(text: &mut String, name: &str, value: i64) {
    let _ = writeln!(text, "colab_{name} {value}");
}
