//! Ordering what is approved, and closing what is over.

use super::errors::wrong_state;
use super::model::{Requisition, RequisitionState};
use super::service;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::{clean_text, optional_text};
use crate::task::vendor;

/// How an order was placed.
#[derive(Debug, Clone, Default)]
pub struct OrderDetails {
    /// The name of a known vendor.
    pub vendor: Option<String>,
    /// The order's number with the vendor.
    pub reference: Option<String>,
}

/// Marks an approved requisition as ordered.
///
/// # Errors
/// `Conflict` for what is not approved; `NotFound` for an unknown vendor.
pub fn order(tx: &mut Tx<'_>, number: &str, details: &OrderDetails) -> Result<Requisition> {
    let grant = tx.require(Permission::OrderRequisitions)?;
    let before = service::lock(tx, number)?;
    if before.row.state != RequisitionState::Approved {
        return Err(wrong_state(&before, "ordered"));
    }
    let mut row = before.row.clone();
    if let Some(name) = &details.vendor {
        row.vendor_id = Some(vendor::find(tx.connection(), name)?.id);
    }
    if let Some(reference) = &details.reference {
        row.order_reference = optional_text("reference", reference, 100)?;
    }
    row.state = RequisitionState::Ordered;
    row.ordered_at = Some(tx.now());
    service::save(tx, &grant, &before, row)
}

/// Closes a requisition. Its requester gives up what is not approved yet; what is approved is closed by whoever orders. Unless
/// everything was received it takes a reason.
///
/// # Errors
/// `Forbidden` for others; `Conflict` for what is closed; `Usage` without a reason.
pub fn close(tx: &mut Tx<'_>, number: &str, reason: Option<&str>) -> Result<Requisition> {
    let _sight = tx.require(Permission::SeeRequisitions)?;
    let before = service::lock(tx, number)?;
    let grant = match before.row.state {
        RequisitionState::Closed => return Err(wrong_state(&before, "closed")),
        RequisitionState::Approved | RequisitionState::Ordered | RequisitionState::Received => {
            tx.require(Permission::OrderRequisitions)?
        }
        state => service::own_for_change(tx, number, &[state], "closed")?.0,
    };
    if reason.is_none() && before.row.state != RequisitionState::Received {
        let number = &before.row.number;
        return Err(Error::usage(format!(
            "not everything of {number} was received: closing it takes a reason"
        ))
        .hint(format!("colab requisition close {number} --reason REASON")));
    }
    let mut row = before.row.clone();
    row.close_reason = reason
        .map(|reason| clean_text("reason", reason, 500))
        .transpose()?;
    row.state = RequisitionState::Closed;
    service::save(tx, &grant, &before, row)
}
