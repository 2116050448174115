//! The alternatives that the refusal of a taken room offers.

use serde_json::{Value, json};

use super::{RoomNeeds, RoomVacancies};
use crate::access::tx::Tx;
use crate::booking::describe::describe_period;
use crate::booking::model::RoomClaim;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::people;

/// Free rooms named in a refusal.
const ALTERNATIVES: usize = 5;

/// What would do in the place of a room that is taken.
#[derive(Debug)]
pub struct RoomAlternatives {
    /// Rooms that are free then and fit, best first.
    free_rooms: Vec<String>,
    /// The first of them, where the people fit none that is not combined.
    only_combined: Option<String>,
    /// When the taken room is free, before and after.
    nearest: Vec<Period>,
    period: Period,
    people: u32,
}

/// Looks for what would do; for callers that hold a permission of their own.
pub fn alternatives_to(
    tx: &mut Tx<'_>,
    room_id: i64,
    period: &Period,
    people: i32,
    claim: RoomClaim,
    except: &[i64],
) -> Result<RoomAlternatives> {
    let mut vacancies = RoomVacancies::around(tx, period)?;
    except.iter().for_each(|id| vacancies.release(*id));
    let needs = RoomNeeds {
        claim,
        ..RoomNeeds::of_people(people)
    };
    let free = vacancies.free(period, &needs);
    let only_combined = free
        .first()
        .filter(|_| free.iter().all(|room| !room.components.is_empty()))
        .map(|room| format!("{} ({})", room.row.name, room.components.join(" and ")));
    Ok(RoomAlternatives {
        free_rooms: free
            .iter()
            .take(ALTERNATIVES)
            .map(|room| room.row.name.clone())
            .collect(),
        only_combined,
        nearest: vacancies
            .nearest(room_id, period, claim)
            .into_iter()
            .flatten()
            .collect(),
        period: *period,
        people: needs.people,
    })
}

impl RoomAlternatives {
    /// Adds the alternatives to the error as hints and details.
    pub fn add_to(&self, error: Error, room: &str, site: &Site) -> Error {
        let in_words = |period: &Period| describe_period(site, period.starts_at(), period.ends_at());
        let nearest = self.nearest.iter().map(|period| {
            json!({"room": room, "starts_at": site.local(period.starts_at()).to_rfc3339(),
                   "ends_at": site.local(period.ends_at()).to_rfc3339()})
        });
        let mut error = error
            .detail("free_rooms", self.free_rooms.clone())
            .detail("nearest_free", nearest.collect::<Vec<Value>>());
        error = match (&self.only_combined, self.free_rooms.is_empty()) {
            (Some(combined), _) => error
                .hint(format!(
                    "{} fit only in a combined room then: {combined}",
                    people(self.people)
                ))
                .detail("combined", combined.clone()),
            (None, true) if self.people > 0 => error.hint(format!(
                "no other room for {} is free then",
                counted_people(self.people)
            )),
            (None, true) => error.hint("no other room is free then"),
            (None, false) => error.hint(format!("free then: {}", self.free_rooms.join(", "))),
        };
        if !self.nearest.is_empty() {
            let times: Vec<String> = self.nearest.iter().map(in_words).collect();
            error = error.hint(format!("{room} is free {}", times.join(" and ")));
        }
        let (start, end) = (
            site.local(self.period.starts_at()),
            site.local(self.period.ends_at()),
        );
        let at = "%Y-%m-%dT%H:%M";
        error.hint(format!(
            "colab booking suggest --from {} --to {} --people {} --room {}",
            start.format(at),
            end.format(at),
            self.people,
            shell_word(room)
        ))
    }
}

fn counted_people(people: u32) -> String {
    match people {
        1 => "1 person".to_owned(),
        people => format!("{people} people"),
    }
}
