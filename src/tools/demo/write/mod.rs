//! Writing the plan: in statements of a thousand rows, whatever its size.

mod costings;
mod devices;
mod prices;
mod rentals;

use chrono::{NaiveDate, NaiveTime};

use super::model::{DemoBooking, DemoMeals};
use super::plan::DemoPlan;
use super::report::DemoReport;
use super::words::{self, DemoClient, TENANTS};
use crate::access::tx::Tx;
use crate::booking::batch::{self, RoomClaim, RoomHolder, RoomTimeline};
use crate::booking::{BookingImport, BookingRow, BookingStatus, Catering, DeviceRequest};
use crate::device::model::DeviceRow;
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;
use crate::location::{LocationDetails, service as locations};
use crate::room::service as rooms;
use crate::room::starter::COLAB;
use crate::tools::grants::FillGrants;
use crate::user::IfExists;

/// Bookings in memory at a time beside the plan.
const CHUNK: usize = 1000;

/// Locations: name, address and city.
const LOCATIONS: [(&str, &str, &str); 2] = [
    ("Main building", "1 Jorissen St", "Johannesburg"),
    ("Annexe", "40 Rivonia Rd", "Sandton"),
];
/// So many rooms of the starter set are in the first location, and the combined one, which is the last.
const IN_THE_FIRST: usize = 16;

/// A plan while it is written.
pub struct DemoWriter<'t, 'c> {
    tx: &'t mut Tx<'c>,
    grants: &'t FillGrants,
    demo: &'t DemoPlan,
    import_id: i64,
    site: Site,
    /// Ids by place in the plan.
    rooms: Vec<i64>,
    bookings: Vec<i64>,
    series: Vec<i64>,
    /// `None`: its serial is somebody else's already.
    devices: Vec<Option<DeviceRow>>,
}

impl<'t, 'c> DemoWriter<'t, 'c> {
    /// Draws the numbers of what refers to each other.
    pub fn begin(
        tx: &'t mut Tx<'c>,
        grants: &'t FillGrants,
        demo: &'t DemoPlan,
        import_id: i64,
    ) -> Result<Self> {
        let bookings = batch::reserve_bookings(tx, &grants.bookings, demo.bookings.len())?;
        let series = batch::create_series(tx, &grants.bookings, demo.series)?;
        Ok(Self {
            site: tx.site(),
            tx,
            grants,
            demo,
            import_id,
            rooms: Vec::new(),
            bookings,
            series,
            devices: Vec::new(),
        })
    }

    pub fn write(mut self, filled: &mut DemoReport) -> Result<()> {
        filled.add("rooms", self.write_rooms()?);
        filled.without_room = self.write_bookings()?;
        filled.add("devices", self.write_devices()?);
        filled.add("device_assignments", self.give_devices()?);
        filled.add("rentals", self.write_rentals()?);
        self.set_unfit_aside()?;
        self.write_repair()?;
        let prices = self.write_prices()?;
        filled.add("prices", prices);
        if prices == self.demo.prices.len() && filled.without_room == 0 {
            filled.add("costings", self.write_costings()?);
        }
        Ok(())
    }

    fn at(&self, day: NaiveDate, hour: u32) -> Result<Timestamp> {
        let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        self.site.instant(day.and_time(time))
    }

    /// Adds the starter set in two locations; existing rooms stay unchanged.
    fn write_rooms(&mut self) -> Result<usize> {
        let mut made = 0;
        for (place, room) in COLAB.iter().enumerate() {
            let directory = rooms::directory(self.tx.connection())?;
            let id = match directory.find(room.name) {
                Some(known) => known.id,
                None => {
                    made += 1;
                    let mut new = room.as_new(&directory);
                    let location = usize::from((IN_THE_FIRST..COLAB.len() - 1).contains(&place));
                    new.details.location = Some(self.location(location)?);
                    rooms::make(self.tx, &self.grants.rooms, &new)?
                }
            };
            self.rooms.push(id);
        }
        Ok(made)
    }

    /// Returns the name of a location, which is added where it is missing.
    fn location(&mut self, place: usize) -> Result<String> {
        let (name, address, city) = LOCATIONS[place];
        let details = LocationDetails {
            address: Some(address.to_owned()),
            city: Some(city.to_owned()),
            zone: Some("Africa/Johannesburg".to_owned()),
            ..LocationDetails::default()
        };
        Ok(locations::add(self.tx, name, &details, IfExists::Skip)?.name)
    }

    /// Writes the bookings, and counts those whose room was taken.
    fn write_bookings(&mut self) -> Result<usize> {
        let mut timeline = self.timeline()?;
        let mut without_room = 0;
        let (demo, grant) = (self.demo, &self.grants.bookings);
        for first in (0..demo.bookings.len()).step_by(CHUNK) {
            let chunk = &demo.bookings[first..demo.bookings.len().min(first + CHUNK)];
            let (mut rows, mut requests, mut meals) = (Vec::with_capacity(CHUNK), Vec::new(), Vec::new());
            for (booking, place) in chunk.iter().zip(first..) {
                let row = self.row(booking, place, &mut timeline)?;
                without_room +=
                    usize::from(booking.status.holds_room() && row.status == BookingStatus::Pending);
                requests.extend(request(booking).map(|request| (row.id, request)));
                meals.extend(booking.meals.map(|eats| catering(row.id, &eats)));
                rows.push(row);
            }
            let import = |row: &BookingRow| BookingImport {
                booking_id: row.id,
                import_id: self.import_id,
                sheet: None,
                cell: None,
            };
            let imports: Vec<BookingImport> = rows.iter().map(import).collect();
            batch::create(self.tx, grant, &rows, &meals, &requests, &imports)?;
        }
        Ok(without_room)
    }

    fn timeline(&mut self) -> Result<RoomTimeline> {
        let days = || self.demo.bookings.iter().map(|booking| booking.day);
        let (first, last) = (days().min(), days().max());
        let today = self.demo.order.as_of;
        let stretch = self.site.days(first.unwrap_or(today), last.unwrap_or(today))?;
        batch::timeline(self.tx, &self.grants.bookings, &stretch)
    }

    fn row(&self, booking: &DemoBooking, place: usize, timeline: &mut RoomTimeline) -> Result<BookingRow> {
        let (start, end) = booking.part.times(&self.site);
        let period = self.site.period(booking.day, start, end)?;
        let client = booking.client.ok().map(words::client);
        let asked_at = self.at(booking.asked_on, 10)?;
        let of = |text: fn(&DemoClient) -> &String| client.as_ref().map(|client| text(client).clone());
        let mut row = BookingRow {
            id: self.bookings[place],
            series_id: booking.series.map(|number| self.series[number]),
            room_id: booking.room.map(|room| self.rooms[room]),
            wished_room_id: booking.wished.map(|room| self.rooms[room]),
            client_name: match booking.client {
                Ok(_) => of(|client| &client.name).unwrap_or_default(),
                Err(tenant) => TENANTS[tenant].0.to_owned(),
            },
            status: booking.status,
            tenant_id: booking.tenant,
            num_learners: booking.learners,
            num_facilitators: booking.facilitators,
            headcount: booking.learners + booking.facilitators,
            client_contact_person: of(|client| &client.person),
            client_email: of(|client| &client.email),
            client_phone: of(|client| &client.phone),
            devices_needed: booking.devices,
            device_type_preference: booking.preference,
            requester_notes: booking.notes.map(str::to_owned),
            long_term: booking.long_term,
            status_reason: booking.reason.map(str::to_owned),
            device_only: booking.device_only,
            ..BookingRow::new(&period, booking.created_by, asked_at)
        };
        if let Some(room) = row.room_id.filter(|_| row.status.holds_room())
            && timeline
                .take(
                    room,
                    &period,
                    RoomHolder::Wanted(place),
                    RoomClaim::of(row.long_term),
                )
                .is_err()
        {
            row.status = BookingStatus::Pending;
            row.wished_room_id = row.room_id.take();
        }
        Ok(row)
    }
}

/// Returns the devices that a booking asks for.
fn request(booking: &DemoBooking) -> Option<DeviceRequest> {
    let kind = booking.preference?.device_type();
    let quantity = u32::try_from(booking.devices).unwrap_or(0);
    (quantity > 0).then_some(DeviceRequest { kind, quantity })
}

fn catering(booking_id: i64, eats: &DemoMeals) -> Catering {
    Catering {
        booking_id,
        coffee_tea_station: eats.coffee,
        morning_catering: eats.morning,
        lunch_catering: eats.lunch,
        catering_notes: eats.notes.map(str::to_owned),
        stationery_needed: eats.stationery,
        water_bottles: eats.water,
        ..Catering::none(booking_id)
    }
}
