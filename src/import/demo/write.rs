//! Writing the plan: in statements of a thousand rows, whatever its size.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};

use super::inventory::{NewDevice, NewRental};
use super::plan::{Demo, DemoBooking, Meals};
use super::prices::{NewPrice, Priced};
use super::report::Filled;
use super::service::Grants;
use super::words::{self, Client, TENANTS};
use crate::booking::bulk::{self, Holder, Timeline, Written};
use crate::booking::{BookingRow, Catering, DeviceRequest, Status};
use crate::db::contention;
use crate::db::types::Timestamp;
use crate::device::assign::write_assignments;
use crate::device::category;
use crate::device::model::{Action, Category, DeviceRow, DeviceStatus, Movement, serial_key};
use crate::device::store::{self as device_store, NewAssignment};
use crate::error::{Error, Result};
use crate::period::Site;
use crate::pricing::model::{ItemType, PriceRow, Tier, key_of_id, key_of_name};
use crate::pricing::store as price_store;
use crate::rental::model::RentalRow;
use crate::rental::store as rental_store;
use crate::room::service as rooms;
use crate::room::starter::COLAB;
use crate::tx::Tx;

/// Bookings in memory at a time beside the plan.
const CHUNK: usize = 1000;
/// Devices are older than what they serve.
const BOUGHT_DAYS_BEFORE: i64 = 400;

/// A plan while it is written.
pub struct Writing<'t, 'c> {
    tx: &'t mut Tx<'c>,
    grants: &'t Grants,
    demo: &'t Demo,
    import_id: i64,
    site: Site,
    /// Ids by place in the plan.
    rooms: Vec<i64>,
    bookings: Vec<i64>,
    series: Vec<i64>,
    /// `None`: its serial is somebody else's already.
    devices: Vec<Option<DeviceRow>>,
}

impl<'t, 'c> Writing<'t, 'c> {
    /// Draws the numbers of what refers to each other.
    pub fn begin(tx: &'t mut Tx<'c>, grants: &'t Grants, demo: &'t Demo, import_id: i64) -> Result<Self> {
        let bookings = bulk::reserve_bookings(tx, &grants.bookings, demo.bookings.len())?;
        let series = bulk::create_series(tx, &grants.bookings, demo.series)?;
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

    pub fn write(mut self, filled: &mut Filled) -> Result<()> {
        filled.add("rooms", self.write_rooms()?);
        filled.without_room = self.write_bookings()?;
        filled.add("devices", self.write_devices()?);
        filled.add("device_assignments", self.give_devices()?);
        filled.add("rentals", self.write_rentals()?);
        filled.add("prices", self.write_prices()?);
        Ok(())
    }

    fn at(&self, day: NaiveDate, hour: u32) -> Result<Timestamp> {
        let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        self.site.instant(day.and_time(time))
    }

    /// The starter set; rooms that are there stay as they are.
    fn write_rooms(&mut self) -> Result<usize> {
        let mut made = 0;
        for room in COLAB {
            let directory = rooms::directory(self.tx.connection())?;
            let id = match directory.find(room.name) {
                Some(known) => known.id,
                None => {
                    made += 1;
                    rooms::make(self.tx, &self.grants.rooms, &room.as_new(&directory))?
                }
            };
            self.rooms.push(id);
        }
        Ok(made)
    }

    /// How many got no room, because something else is there.
    fn write_bookings(&mut self) -> Result<usize> {
        let mut timeline = self.timeline()?;
        let mut without_room = 0;
        let (demo, grant) = (self.demo, &self.grants.bookings);
        for first in (0..demo.bookings.len()).step_by(CHUNK) {
            let chunk = &demo.bookings[first..demo.bookings.len().min(first + CHUNK)];
            let (mut rows, mut requests, mut meals) = (Vec::with_capacity(CHUNK), Vec::new(), Vec::new());
            for (booking, place) in chunk.iter().zip(first..) {
                let row = self.row(booking, place, &mut timeline)?;
                without_room += usize::from(booking.status.holds_room() && row.status == Status::Pending);
                requests.extend(request(booking).map(|request| (row.id, request)));
                meals.extend(booking.meals.map(|eats| catering(row.id, &eats)));
                rows.push(row);
            }
            match bulk::create(self.tx, grant, &rows, &requests)? {
                Written::Done => bulk::feed(self.tx, grant, &meals)?,
                Written::RoomTaken => return Err(contention()),
            }
        }
        Ok(without_room)
    }

    fn timeline(&mut self) -> Result<Timeline> {
        let days = || self.demo.bookings.iter().map(|booking| booking.day);
        let (first, last) = (days().min(), days().max());
        let today = self.demo.order.as_of;
        let stretch = self.site.days(first.unwrap_or(today), last.unwrap_or(today))?;
        bulk::timeline(self.tx, &self.grants.bookings, &stretch)
    }

    fn row(&self, booking: &DemoBooking, place: usize, timeline: &mut Timeline) -> Result<BookingRow> {
        let (start, end) = booking.part.times(&self.site);
        let period = self.site.period(booking.day, start, end)?;
        let client = match booking.client {
            Ok(number) => Some(words::client(number)),
            Err(_) => None,
        };
        let asked_at = self.at(booking.asked_on, 10)?;
        let of = |text: fn(&Client) -> &String| client.as_ref().map(|client| text(client).clone());
        let mut row = BookingRow {
            id: self.bookings[place],
            series_id: booking.series.map(|number| self.series[number]),
            room_id: booking.room.map(|room| self.rooms[room]),
            wished_room_id: booking.wished.map(|room| self.rooms[room]),
            starts_at: period.starts_at(),
            ends_at: period.ends_at(),
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
            room_boss_notes: None,
            long_term: booking.long_term,
            status_reason: booking.reason.map(str::to_owned),
            over_capacity_reason: None,
            import_id: Some(self.import_id),
            import_sheet: None,
            import_cell: None,
            revision: 0,
            created_by: booking.created_by.to_owned(),
            created_at: asked_at,
            updated_at: asked_at,
            device_only: booking.device_only,
        };
        if let Some(room) = row.room_id.filter(|_| row.status.holds_room())
            && timeline.take(room, &period, Holder::Wanted(place)).is_err()
        {
            row.status = Status::Pending;
            row.wished_room_id = row.room_id.take();
        }
        Ok(row)
    }

    fn write_devices(&mut self) -> Result<usize> {
        let keys: Vec<String> = self
            .demo
            .devices
            .iter()
            .map(|device| serial_key(&device.serial))
            .collect();
        let known = device_store::by_keys(self.tx.connection(), &keys)?;
        let categories = device_store::categories(self.tx.connection())?;
        let (laptop, desktop) = (
            category::find(&categories, "Laptop")?.id,
            category::find(&categories, "Desktop")?.id,
        );
        let ids = self.tx.connection().reserve_ids("devices", keys.len())?;
        let bought_at = self.at(self.demo.order.as_of - TimeDelta::days(BOUGHT_DAYS_BEFORE), 9)?;
        let (mut rows, mut lines) = (Vec::new(), Vec::new());
        for ((device, key), id) in self.demo.devices.iter().zip(keys).zip(ids) {
            if known.iter().any(|row| row.serial_key == key) {
                self.devices.push(None);
                continue;
            }
            let since = self.at(self.demo.order.as_of - TimeDelta::days(device.days_in_status), 9)?;
            let category_id = if device.is_desktop { desktop } else { laptop };
            let row = device_row(device, id, key, category_id, (bought_at, since));
            lines.push(added(&row, bought_at));
            if device.status != DeviceStatus::New
                && !is_by_rental(device.status)
                && row.status != DeviceStatus::Available
            {
                lines.push(moved(&row, since));
            }
            rows.push(row.clone());
            self.devices.push(Some(row));
        }
        device_store::insert(self.tx.connection(), &rows)?;
        device_store::insert_movements(self.tx.connection(), &lines)?;
        Ok(rows.len())
    }

    fn give_devices(&mut self) -> Result<usize> {
        let mut rows = Vec::with_capacity(self.demo.given.len());
        let mut lines = Vec::with_capacity(self.demo.given.len());
        for given in &self.demo.given {
            let Some(device) = &self.devices[given.device] else {
                continue;
            };
            let (booking_id, at) = (
                self.bookings[given.booking],
                self.at(self.demo.bookings[given.booking].asked_on, 11)?,
            );
            rows.push(assignment(device, at, Some(booking_id), None));
            lines.push(Movement {
                to_booking_id: Some(booking_id),
                ..movement(device, Action::Assigned, at)
            });
        }
        write_assignments(self.tx, &rows)?;
        device_store::insert_movements(self.tx.connection(), &lines)?;
        Ok(rows.len())
    }

    /// What somebody priced already, in whatever way, is priced by them.
    fn write_prices(&mut self) -> Result<usize> {
        let known = price_store::all(self.tx.connection())?;
        let categories = device_store::categories(self.tx.connection())?;
        let currency = self.tx.settings().currency().code().to_owned();
        let mut rows = Vec::new();
        for price in &self.demo.prices {
            let row = self.price_row(price, &categories, &currency)?;
            let is_known = known.iter().any(|known| known.item_key == row.item_key);
            rows.extend((!is_known).then_some(row));
        }
        let ids = self.tx.connection().reserve_ids("pricing_catalog", rows.len())?;
        for (row, id) in rows.iter_mut().zip(ids) {
            row.id = id;
        }
        price_store::insert(self.tx.connection(), &rows)?;
        Ok(rows.len())
    }

    /// The row but for its id.
    fn price_row(&self, price: &NewPrice, categories: &[Category], currency: &str) -> Result<PriceRow> {
        let (item_type, item_id, item_name) = match price.item {
            Priced::Room(room) => (ItemType::Room, Some(self.rooms[room]), None),
            Priced::Category(name) => (
                ItemType::DeviceCategory,
                Some(category::find(categories, name)?.id),
                None,
            ),
            Priced::Catering(item) => (ItemType::Catering, None, Some(item.name())),
        };
        let item_key = match (item_id, item_name) {
            (Some(id), _) => key_of_id(item_type, id),
            (None, name) => key_of_name(item_type, name.unwrap_or_default()),
        };
        let set_at = self.at(price.from, 9)?;
        Ok(PriceRow {
            id: 0,
            item_type,
            item_id,
            item_name: item_name.map(str::to_owned),
            item_key,
            pricing_tier: Tier::Standard,
            daily_rate_cents: price.rates.map(|[daily, _, _]| daily),
            weekly_rate_cents: price.rates.map(|[_, weekly, _]| weekly),
            monthly_rate_cents: price.rates.map(|[_, _, monthly]| monthly),
            unit_price_cents: price.unit_price.map(|(cents, _)| cents),
            unit: price.unit_price.map(|(_, unit)| unit),
            currency: currency.to_owned(),
            notes: None,
            effective_date: price.from,
            expiry_date: price.to,
            is_active: true,
            created_at: set_at,
            created_by: words::ROOM_BOSS.to_owned(),
            updated_at: set_at,
            updated_by: words::ROOM_BOSS.to_owned(),
        })
    }

    /// In the order in which they leave, so that what is late stands in nobody's way.
    fn write_rentals(&mut self) -> Result<usize> {
        let ids = self
            .tx
            .connection()
            .reserve_ids("offsite_rentals", self.demo.rentals.len())?;
        for (rental, id) in self.demo.rentals.iter().zip(ids) {
            self.write_rental(rental, id)?;
        }
        Ok(self.demo.rentals.len())
    }

    fn write_rental(&mut self, rental: &NewRental, id: i64) -> Result<()> {
        let year = rental.leaves_on.year();
        let number = rental_store::draw_number(self.tx.connection(), year)?;
        let leaves_at = self.at(rental.leaves_on, 8)?;
        let due_at = self.site.days(rental.due_on, rental.due_on)?.ends_at();
        let devices: Vec<(DeviceRow, Option<_>)> = rental
            .devices
            .iter()
            .filter_map(|(device, back)| Some((self.devices[*device].clone()?, *back)))
            .collect();
        let last_back = devices
            .iter()
            .map(|(_, back)| back.map(|(day, _)| day))
            .max()
            .flatten();
        let is_back = devices.iter().all(|(_, back)| back.is_some());
        let returned_at = match last_back.filter(|_| is_back) {
            Some(day) => Some(self.at(day, 15)?),
            None => None,
        };
        let client = words::client(rental.client);
        let row = RentalRow {
            id,
            rental_no: format!("RN-{year}-{number:04}"),
            booking_id: None,
            client_name: client.name.clone(),
            contact_person: client.person,
            contact_number: client.phone,
            contact_email: Some(client.email),
            company: client.name,
            address: client.address,
            notes: None,
            rental_date: rental.leaves_on,
            return_expected_date: rental.due_on,
            starts_at: leaves_at,
            due_at,
            returned_at,
            rental_form_generated: true,
            created_by: words::IT_BOSS.to_owned(),
            created_at: leaves_at,
            updated_at: returned_at.unwrap_or(leaves_at),
        };
        rental_store::insert(self.tx.connection(), &row)?;
        let assignments: Vec<_> = devices
            .iter()
            .map(|(device, _)| assignment(device, leaves_at, None, Some(id)))
            .collect();
        write_assignments(self.tx, &assignments)?;
        self.give_back(&row, &devices)
    }

    fn give_back(
        &mut self,
        rental: &RentalRow,
        devices: &[(DeviceRow, Option<(NaiveDate, crate::rental::model::Condition)>)],
    ) -> Result<()> {
        let taken: HashMap<i64, i64> = rental_store::taken(self.tx.connection(), &[rental.id])?
            .into_iter()
            .map(|taken| (taken.device_id, taken.assignment_id))
            .collect();
        let mut lines = Vec::new();
        for (device, back) in devices {
            lines.push(Movement {
                to_status: Some(DeviceStatus::Offsite),
                to_place: Some(rental.company.clone()),
                rental_id: Some(rental.id),
                ..movement(device, Action::Rented, rental.starts_at)
            });
            let Some((day, condition)) = back else { continue };
            let at = self.at(*day, 15)?;
            let assignment = taken.get(&device.id).copied();
            let assignment =
                assignment.ok_or_else(|| Error::internal("a device that left with a rental did not"))?;
            rental_store::give_back(self.tx.connection(), assignment, at, *condition)?;
            lines.push(Movement {
                from_status: Some(DeviceStatus::Offsite),
                to_status: Some(condition.leads_to()),
                from_place: Some(rental.company.clone()),
                rental_id: Some(rental.id),
                ..movement(device, Action::Returned, at)
            });
        }
        device_store::insert_movements(self.tx.connection(), &lines)
    }
}

/// What a booking that is on asks for.
fn request(booking: &DemoBooking) -> Option<DeviceRequest> {
    let kind = booking.preference?.device_type();
    let quantity = u32::try_from(booking.devices).unwrap_or(0);
    (quantity > 0 && !booking.status.is_off()).then_some(DeviceRequest { kind, quantity })
}

fn catering(booking_id: i64, eats: &Meals) -> Catering {
    Catering {
        booking_id,
        coffee_tea_station: eats.coffee,
        morning_catering: eats.morning,
        lunch_catering: eats.lunch,
        catering_notes: eats.notes.map(str::to_owned),
        stationery_needed: eats.stationery,
        water_bottles: eats.water,
    }
}

fn is_by_rental(status: DeviceStatus) -> bool {
    matches!(status, DeviceStatus::Offsite | DeviceStatus::Returned)
}

fn device_row(
    device: &NewDevice,
    id: i64,
    key: String,
    category_id: i64,
    (bought_at, since): (Timestamp, Timestamp),
) -> DeviceRow {
    DeviceRow {
        id,
        serial_number: device.serial.clone(),
        serial_key: key,
        name: Some(device.name.to_owned()),
        category_id,
        status: device.status,
        status_since: since,
        place: device.place.map(str::to_owned),
        office_account: device.office_account.clone(),
        anydesk_id: device.anydesk_id.clone(),
        notes: None,
        created_at: bought_at,
        updated_at: since,
    }
}

fn assignment(
    device: &DeviceRow,
    at: Timestamp,
    booking_id: Option<i64>,
    rental_id: Option<i64>,
) -> NewAssignment<'static> {
    NewAssignment {
        booking_id,
        rental_id,
        device_id: device.id,
        device_category_id: device.category_id,
        quantity: 1,
        assignment_type: "manual",
        assigned_by: words::IT_BOSS,
        assigned_at: at,
        notes: None,
        created_at: at,
    }
}

/// A line about a device that stays where it is.
fn movement(device: &DeviceRow, action: Action, at: Timestamp) -> Movement {
    Movement {
        device_id: device.id,
        action,
        from_status: Some(DeviceStatus::Available),
        to_status: Some(DeviceStatus::Available),
        from_place: device.place.clone(),
        to_place: device.place.clone(),
        from_booking_id: None,
        to_booking_id: None,
        rental_id: None,
        reason: None,
        performed_by: words::IT_BOSS.to_owned(),
        created_at: at,
    }
}

fn added(device: &DeviceRow, at: Timestamp) -> Movement {
    let to = match device.status {
        DeviceStatus::New => DeviceStatus::New,
        _ => DeviceStatus::Available,
    };
    Movement {
        from_status: None,
        to_status: Some(to),
        from_place: None,
        ..movement(device, Action::Added, at)
    }
}

fn moved(device: &DeviceRow, at: Timestamp) -> Movement {
    Movement {
        to_status: Some(device.status),
        ..movement(device, Action::Moved, at)
    }
}
