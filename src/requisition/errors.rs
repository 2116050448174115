//! Errors of requisitions, each in one place.

use super::model::{Requisition, RequisitionState};
use crate::kernel::error::{Error, ErrorCode};
use crate::kernel::text::printable;

pub fn unknown_requisition(number: &str, near: &[&str]) -> Error {
    let fact = format!("no requisition `{}`", printable(number));
    Error::not_found(ErrorCode::UnknownRequisition, fact, near).hint("colab requisition list --all")
}

/// Returns the error of an item that a requisition does not have.
pub fn unknown_item(requisition: &Requisition, item: i64) -> Error {
    let number = &requisition.row.number;
    let fact = format!("{number} has no item {item}");
    Error::not_found(ErrorCode::UnknownRequisitionItem, fact, &[])
        .hint(format!("colab requisition show {number}"))
}

/// Returns the error of an act that the state of a requisition does not allow, with what leads on.
pub fn wrong_state(requisition: &Requisition, act: &str) -> Error {
    let (number, state) = (&requisition.row.number, requisition.row.state);
    let way_out = match state {
        RequisitionState::Draft => format!("colab requisition submit {number}"),
        RequisitionState::Submitted => format!("colab requisition show {number} says who decides next"),
        RequisitionState::Approved => format!("colab requisition order {number}"),
        RequisitionState::Rejected => {
            format!("colab requisition edit {number} makes it a draft again")
        }
        RequisitionState::Ordered => format!("colab requisition receive {number}"),
        RequisitionState::Received => format!("colab requisition close {number}"),
        RequisitionState::Closed => "colab requisition create PURPOSE".to_owned(),
    };
    let article = match state {
        RequisitionState::Draft => "a draft",
        _ => state.as_str(),
    };
    Error::conflict(
        ErrorCode::IllegalStep,
        format!("{number} is {article} and cannot be {act}"),
    )
    .detail("number", number.as_str())
    .detail("state", state.as_str())
    .hint(way_out)
}
