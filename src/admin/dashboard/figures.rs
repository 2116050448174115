//! The dashboard as figures, one a line.

use std::collections::BTreeMap;

use super::service::Dashboard;
use crate::device::model::{AttentionLevel, Device};
use crate::output::{Record, RecordField, Value, shown_in_table};
use crate::rental::overdue::OverdueDevice;

/// One number of the dashboard.
pub struct DashboardFigure {
    section: &'static str,
    figure: String,
    value: i64,
}

impl DashboardFigure {
    fn new(section: &'static str, figure: &str, value: i64) -> Self {
        Self {
            section,
            figure: figure.to_owned(),
            value,
        }
    }
}

impl Record for DashboardFigure {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<DashboardFigure>] = &[
            shown_in_table("section", |one| one.section.into()),
            shown_in_table("figure", |one| Value::from(one.figure.as_str())),
            shown_in_table("value", |one| one.value.into()),
        ];
        FIELDS
    }
}

/// Lists the figures of a dashboard.
pub fn figures(dashboard: &Dashboard) -> Vec<DashboardFigure> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let mut figures = vec![
        DashboardFigure::new("today", "bookings", count(dashboard.day.bookings)),
        DashboardFigure::new("today", "rooms", count(dashboard.day.rooms)),
        DashboardFigure::new("today", "people", dashboard.day.people),
    ];
    figures.extend(
        dashboard
            .own
            .iter()
            .map(|own| DashboardFigure::new("own", "bookings", count(own.len()))),
    );
    figures.extend(
        dashboard
            .ghosts
            .iter()
            .map(|ghosts| DashboardFigure::new("ghosts", "waiting", count(ghosts.count))),
    );
    for stock in dashboard.stock.iter().flatten() {
        for (figure, number) in [
            ("out", stock.out),
            ("promised", stock.promised),
            ("free", stock.free),
        ] {
            figures.push(DashboardFigure::new(
                "stock",
                &format!("{} {figure}", stock.category),
                number,
            ));
        }
    }
    if let Some(late) = &dashboard.overdue {
        figures.push(DashboardFigure::new("overdue", "devices", count(late.len())));
        figures.push(DashboardFigure::new(
            "overdue",
            "rentals",
            count(by_rental(late).len()),
        ));
    }
    figures.extend(
        dashboard
            .unfit
            .iter()
            .map(|unfit| DashboardFigure::new("unfit", "devices", count(unfit.len()))),
    );
    for level in AttentionLevel::ALL {
        let of_level = |devices: &Vec<Device>| {
            let devices = devices.iter().filter(|one| one.attention() == Some(*level));
            DashboardFigure::new("attention", level.as_str(), count(devices.count()))
        };
        figures.extend(dashboard.attention.iter().map(of_level));
    }
    figures.push(DashboardFigure::new(
        "notifications",
        "unread",
        count(dashboard.unread.len()),
    ));
    if let Some(used) = &dashboard.utilisation {
        figures.extend(
            used.percent
                .map(|percent| DashboardFigure::new("utilisation", "percent", percent.into())),
        );
        figures.push(DashboardFigure::new("utilisation", "bookings", used.bookings));
        figures.push(DashboardFigure::new("utilisation", "no_shows", used.no_shows));
    }
    figures
}

/// Counts late devices by rental, the latest first.
pub fn by_rental(late: &[OverdueDevice]) -> Vec<(&OverdueDevice, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in late {
        *counts.entry(&one.rental.rental_no).or_default() += 1;
    }
    let mut found: Vec<(&OverdueDevice, usize)> = Vec::new();
    for one in late {
        if let Some(count) = counts.remove(one.rental.rental_no.as_str()) {
            found.push((one, count));
        }
    }
    found
}
