//! Blocks of rooms.

use diesel::prelude::*;

use crate::access::sort_order::SortOrder;
use crate::booking::model::{BlockHold, BlockKind};
use crate::db::schema::room_blocks;
use crate::kernel::timestamp::Timestamp;
use crate::location::LocationFilter;
use crate::output::{Record, RecordField, audited, shown_in_table, wanted_only};
use crate::text_enum;

/// What a block of all rooms is called.
pub const ALL_ROOMS: &str = "all rooms";

/// A row of `room_blocks`.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = room_blocks, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RoomBlockRow {
    pub id: i64,
    /// `None`: all rooms.
    pub room_id: Option<i64>,
    pub kind: BlockKind,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub reason: String,
    pub created_by: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub lifted_at: Option<Timestamp>,
    pub lifted_by: Option<String>,
}

text_enum! {
    pub enum BlockState {
        Planned = "planned",
        Active = "active",
        Over = "over",
        /// It was taken back, and holds nothing.
        Lifted = "lifted",
    }
}

/// Which blocks to list.
#[derive(Debug, Clone, Default)]
pub struct BlockFilter {
    /// Those of this room or of a part of it, with those of all rooms.
    pub room: Option<String>,
    /// Those of these locations' rooms, with those of all rooms.
    pub location: LocationFilter,
    pub kind: Option<BlockKind>,
    /// Those that overlap this stretch; without one those that are not over.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Also those that are over or were lifted.
    pub all: bool,
    pub sort: SortOrder<BlockSort>,
    /// Lists the blocks that follow this one.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of listed blocks.
    #[derive(Default)]
    pub enum BlockSort {
        #[default]
        Start = "starts_at",
        Id = "id",
        End = "ends_at",
    }
}

/// A block with its room's name.
#[derive(Debug, Clone)]
pub struct RoomBlock {
    pub row: RoomBlockRow,
    pub room: Option<String>,
    pub state: BlockState,
}

impl RoomBlockRow {
    pub fn state(&self, now: Timestamp) -> BlockState {
        match self.lifted_at {
            Some(_) => BlockState::Lifted,
            None if self.ends_at <= now => BlockState::Over,
            None if self.starts_at <= now => BlockState::Active,
            None => BlockState::Planned,
        }
    }

    /// Returns the block as messages describe one.
    pub fn hold(&self) -> BlockHold {
        BlockHold {
            physical_id: self.room_id.unwrap_or_default(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            block_id: self.id,
            room_id: self.room_id,
            kind: self.kind,
            reason: self.reason.clone(),
        }
    }
}

impl RoomBlock {
    /// Returns what it blocks: the name of a room, or `all rooms`.
    pub fn rooms(&self) -> &str {
        self.room.as_deref().unwrap_or(ALL_ROOMS)
    }
}

impl Record for RoomBlock {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RoomBlock>] = &[
            shown_in_table("id", |b| b.row.id.into()),
            audited(shown_in_table("rooms", |b| b.rooms().into())),
            wanted_only("room", |b| b.room.clone().into()),
            audited(shown_in_table("kind", |b| b.row.kind.as_str().into())),
            audited(shown_in_table("starts_at", |b| b.row.starts_at.into())),
            audited(shown_in_table("ends_at", |b| b.row.ends_at.into())),
            audited(shown_in_table("reason", |b| b.row.reason.as_str().into())),
            shown_in_table("state", |b| b.state.as_str().into()),
            wanted_only("created_by", |b| b.row.created_by.as_str().into()),
            wanted_only("created_at", |b| b.row.created_at.into()),
            audited(wanted_only("lifted_at", |b| b.row.lifted_at.into())),
            wanted_only("lifted_by", |b| b.row.lifted_by.clone().into()),
        ];
        FIELDS
    }
}
