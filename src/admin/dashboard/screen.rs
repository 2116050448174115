//! The dashboard as a screen of 80 columns and as JSON.

use serde_json::{Value as Json, json};

use super::figures::{by_rental, figures};
use super::service::{Dashboard, LINES};
use crate::access::auth::Role;
use crate::booking::Booking;
use crate::booking::overview::{OverallUtilisation, WaitingBooking};
use crate::device::availability::stock::CategoryStock;
use crate::device::model::Device;
use crate::device::unfit::model::BrokenPromise;
use crate::kernel::text::{counted, people};
use crate::notify::model::Notification;
use crate::output::{OutputOptions, Record, Records, Report, TextTable, list};
use crate::rental::overdue::OverdueDevice;

/// Rooms that fit a line.
const BEST: usize = 2;

impl Report for Dashboard {
    /// Writes every key for every role; what the role may not see is null.
    fn json(&self, view: &OutputOptions) -> Json {
        json!({
            "date": self.date, "role": self.role, "username": self.username,
            "today": {"bookings": self.day.bookings, "rooms": self.day.rooms, "people": self.day.people},
            "bookings_today": self.day.seen.as_ref().map(|list| objects(list, view)),
            "own_bookings": self.own.as_ref().map(|list| objects(list, view)),
            "ghosts_waiting": self.ghosts.as_ref().map(|ghosts| ghosts.count),
            "ghosts": self.ghosts.as_ref().map(|ghosts| objects(&ghosts.first, view)),
            "stock": self.stock.as_ref().map(|list| objects(list, view)),
            "overdue": self.overdue.as_ref().map(|list| objects(list, view)),
            "unfit": self.unfit.as_ref().map(|list| objects(list, view)),
            "attention": self.attention.as_ref().map(|list| objects(list, view)),
            "kitchen": self.kitchen.as_ref().map(|kitchen| kitchen.json(view)),
            "notifications_unread": self.unread.len(),
            "notifications": objects(&self.unread[..self.unread.len().min(LINES)], view),
            "utilisation": self.utilisation.as_ref().map(|used| self.utilisation_json(used, view)),
        })
    }

    fn text(&self, view: &OutputOptions) -> String {
        let sections = [
            Some(self.title()),
            Some(self.bookings_text(view)),
            self.own.as_ref().map(|own| self.own_text(own, view)),
            self.ghosts
                .as_ref()
                .map(|ghosts| self.ghosts_text(ghosts.count, &ghosts.first, view)),
            self.stock.as_ref().map(|stock| stock_text(stock, view)),
            self.overdue.as_ref().map(|late| overdue_text(late, view)),
            self.unfit_text(view),
            self.attention_text(view),
            self.kitchen_text(view),
            self.unread_text(view),
            self.utilisation
                .as_ref()
                .map(|used| self.utilisation_text(used, view)),
        ];
        sections.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }

    fn records(&self) -> Records {
        list(&figures(self))
    }
}

/// Writes records as JSON, each with every field.
fn objects<T: Record>(records: &[T], view: &OutputOptions) -> Vec<Json> {
    let object = |record: &T| {
        let pairs = T::fields()
            .iter()
            .map(|field| (field.name.to_owned(), view.json(&(field.value)(record))));
        Json::Object(pairs.collect())
    };
    records.iter().map(object).collect()
}

/// Lays out a title and its lines; a long list ends with the command that lists the rest.
fn section(title: &str, head: &[&str], rows: Vec<Vec<String>>, more: &str, view: &OutputOptions) -> String {
    if rows.is_empty() {
        return format!("{title}\n");
    }
    let left_out = rows.len().saturating_sub(LINES);
    let mut grid = TextTable::new(head.iter().map(|word| (*word).to_owned()).collect());
    rows.into_iter().take(LINES).for_each(|row| grid.row(row));
    let mut text = format!("{title}\n{}", grid.text(view.width, view.colour));
    if left_out > 0 {
        text.push_str(&format!(" and {left_out} more: {more}\n"));
    }
    text
}

/// Writes a count, and 0 as nothing.
fn nonzero(count: i32) -> String {
    match count {
        0 => String::new(),
        count => count.to_string(),
    }
}

impl Dashboard {
    /// Writes the first line; the kitchen's plan has a title with the day already.
    fn title(&self) -> String {
        let who = format!("{} ({})\n", self.username, self.role);
        match self.role {
            Role::KitchenStaff => who,
            _ => format!("{}, {who}", self.date.format("%A %-d %B %Y")),
        }
    }

    fn bookings_text(&self, view: &OutputOptions) -> String {
        let day = &self.day;
        let (title, seen) = match (&day.seen, self.own.is_some()) {
            (Some(seen), true) => (
                format!("Yours on this day: {}", counted(seen.len(), "booking")),
                seen.as_slice(),
            ),
            (seen, _) => (
                format!(
                    "On this day: {} in {}, {}",
                    counted(day.bookings, "booking"),
                    counted(day.rooms, "room"),
                    people(day.people)
                ),
                seen.as_deref().unwrap_or_default(),
            ),
        };
        let row = |booking: &Booking| {
            let time = |at| self.site.local(at).format("%H:%M").to_string();
            vec![
                format!("{}–{}", time(booking.row.starts_at), time(booking.row.ends_at)),
                booking.room.clone().unwrap_or_else(|| "(devices)".into()),
                booking.row.client_name.clone(),
                nonzero(booking.row.headcount),
                nonzero(booking.row.devices_needed),
                booking.row.status.to_string().replace('_', " "),
            ]
        };
        let head = ["time", "room", "client", "heads", "devices", "status"];
        let more = format!("colab booking list --date {}", self.date);
        section(&title, &head, seen.iter().map(row).collect(), &more, view)
    }

    fn own_text(&self, own: &[Booking], view: &OutputOptions) -> String {
        let row = |booking: &Booking| {
            vec![
                booking.row.id.to_string(),
                self.site
                    .local(booking.row.starts_at)
                    .format("%Y-%m-%d %H:%M")
                    .to_string(),
                booking.room.clone().unwrap_or_default(),
                booking.row.client_name.clone(),
                booking.row.status.to_string().replace('_', " "),
            ]
        };
        let title = if own.is_empty() {
            "You have no upcoming requests"
        } else {
            "Your requests, soonest first"
        };
        let head = ["id", "starts at", "room", "client", "status"];
        section(
            title,
            &head,
            own.iter().map(row).collect(),
            "colab booking list",
            view,
        )
    }

    fn ghosts_text(&self, count: usize, first: &[WaitingBooking], view: &OutputOptions) -> String {
        let row = |ghost: &WaitingBooking| {
            vec![
                ghost.row.id.to_string(),
                self.site
                    .local(ghost.row.starts_at)
                    .format("%Y-%m-%d")
                    .to_string(),
                ghost.row.client_name.clone(),
                nonzero(ghost.row.headcount),
                format!("{} d", ghost.waiting_days),
                ghost
                    .best_rooms
                    .iter()
                    .take(BEST)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", "),
            ]
        };
        let title = format!("Waiting for a room: {}", counted(count, "booking"));
        let head = ["id", "on", "client", "heads", "waits", "free rooms that fit"];
        let mut text = section(&title, &head, first.iter().map(row).collect(), "", view);
        if count > first.len() {
            text.push_str(&format!(" and {} more: colab room queue\n", count - first.len()));
        }
        text
    }

    /// Writes every meal for the kitchen, the sums for others.
    fn kitchen_text(&self, view: &OutputOptions) -> Option<String> {
        let kitchen = self.kitchen.as_ref()?;
        Some(match self.role {
            Role::KitchenStaff => kitchen.text(view),
            _ => view.sentence(&format!("Kitchen: {}", kitchen.in_short())),
        })
    }

    /// Writes what to replace, and nothing where every device is fit.
    fn unfit_text(&self, view: &OutputOptions) -> Option<String> {
        let unfit = self.unfit.as_ref().filter(|unfit| !unfit.is_empty())?;
        let row = |one: &BrokenPromise| {
            vec![
                one.booking_id.to_string(),
                self.site
                    .local(one.starts_at)
                    .format("%Y-%m-%d %H:%M")
                    .to_string(),
                one.client_name.clone(),
                one.serial_number.clone(),
                one.why(),
            ]
        };
        let title = format!("To replace: {}", counted(unfit.len(), "device"));
        let head = ["booking", "starts at", "client", "device", "is"];
        let rows = unfit.iter().map(row).collect();
        Some(section(&title, &head, rows, "colab booking conflicts", view))
    }

    /// Writes what waits for too long, and nothing where nothing does.
    fn attention_text(&self, view: &OutputOptions) -> Option<String> {
        let devices = self.attention.as_ref().filter(|devices| !devices.is_empty())?;
        let row = |one: &Device| {
            vec![
                one.row.serial_number.clone(),
                one.row.status.in_words().to_owned(),
                format!("{} d", one.service_days),
                one.attention().map(|level| level.to_string()).unwrap_or_default(),
            ]
        };
        let title = format!("Waiting too long: {}", counted(devices.len(), "device"));
        let head = ["device", "is", "for", "level"];
        let rows = devices.iter().map(row).collect();
        Some(section(
            &title,
            &head,
            rows,
            "colab device list --attention",
            view,
        ))
    }

    fn unread_text(&self, view: &OutputOptions) -> Option<String> {
        let row = |one: &Notification| vec![one.row.severity.to_string(), one.row.title.clone()];
        let title = format!("Unread: {}", counted(self.unread.len(), "notification"));
        let rows: Vec<Vec<String>> = self.unread.iter().map(row).collect();
        let text = || {
            section(
                &title,
                &["severity", "what"],
                rows,
                "colab notify list --unread",
                view,
            )
        };
        (!self.unread.is_empty()).then(text)
    }

    fn utilisation_text(&self, used: &OverallUtilisation, view: &OutputOptions) -> String {
        let percent = used
            .percent
            .map_or_else(|| "closed".to_owned(), |percent| format!("{percent} %"));
        let fullest: Vec<String> = used
            .fullest
            .iter()
            .take(3)
            .map(|(room, percent)| format!("{room} {percent} %"))
            .collect();
        let mut text = format!(
            "{}: rooms {percent} used ({} of {} hours), {}, {}",
            self.date.format("%B %Y"),
            view.words(&used.hours_booked),
            view.words(&used.hours_open),
            counted(usize::try_from(used.bookings).unwrap_or(0), "booking"),
            counted(usize::try_from(used.no_shows).unwrap_or(0), "no-show"),
        );
        if !fullest.is_empty() {
            text.push_str(&format!("; fullest: {}", fullest.join(", ")));
        }
        view.sentence(&text)
    }

    fn utilisation_json(&self, used: &OverallUtilisation, view: &OutputOptions) -> Json {
        let fullest: Vec<Json> = used
            .fullest
            .iter()
            .map(|(room, percent)| json!({"room": room, "percent": percent}))
            .collect();
        json!({"month": self.date.format("%Y-%m").to_string(), "percent": used.percent,
               "hours_booked": view.json(&used.hours_booked), "hours_open": view.json(&used.hours_open),
               "bookings": used.bookings, "no_shows": used.no_shows, "rooms": fullest})
    }
}

fn stock_text(stock: &[CategoryStock], view: &OutputOptions) -> String {
    let number = |count: i64| count.to_string();
    let row = |one: &CategoryStock| {
        vec![
            one.category.clone(),
            number(one.in_service),
            number(one.out),
            number(one.promised),
            number(one.free),
            one.level.to_string(),
        ]
    };
    let head = ["category", "in service", "out", "promised", "free", "level"];
    section(
        "Devices on this day",
        &head,
        stock.iter().map(row).collect(),
        "colab device stock",
        view,
    )
}

fn overdue_text(late: &[OverdueDevice], view: &OutputOptions) -> String {
    if late.is_empty() {
        return "Overdue: nothing\n".to_owned();
    }
    let rentals = by_rental(late);
    let row = |(one, count): &(&OverdueDevice, usize)| {
        vec![
            one.rental.rental_no.clone(),
            one.rental.client_name.clone(),
            one.rental.contact_number.clone(),
            count.to_string(),
            format!("{} d", one.days_overdue),
        ]
    };
    let title = format!(
        "Overdue: {} of {}",
        counted(late.len(), "device"),
        counted(rentals.len(), "rental")
    );
    let head = ["rental", "client", "number", "devices", "late"];
    section(
        &title,
        &head,
        rentals.iter().map(row).collect(),
        "colab rental overdue",
        view,
    )
}
