//! The owner's scenarios for cells, by number.

use super::*;

#[test]
fn scenario_01_a_number_is_learners() {
    check(&[("Client 20", "Client|20+1|0,0,0")]);
}

#[test]
fn scenario_02_a_pair_is_learners_and_facilitators() {
    check(&[("Client 7+1", "Client|7+1|0,0,0")]);
}

#[test]
fn scenario_03_devices_alone_count_learners() {
    check(&[("Client 25 laptops", "Client|25+1|25,0,0")]);
}

#[test]
fn scenario_04_own_laptops_are_no_devices() {
    check(&[("Client 17 own laptops", "Client|17+1|0,0,0")]);
}

#[test]
fn scenario_05_a_device_word_makes_the_second_number_devices() {
    check(&[
        ("Client 30 + 18 devices", "Client|30+1|0,0,18"),
        ("Client 30+18 devices", "Client|30+1|0,0,18"),
    ]);
}

#[test]
fn scenario_06_a_range_with_devices() {
    check(&[("Karoo Rail 25-30 - 15 laptops", "Karoo Rail|25+1|15,0,0")]);
    assert_eq!(
        one("Karoo Rail 25-30 - 15 laptops").people.unwrap().at_most,
        Some(30)
    );
}

#[test]
fn scenario_07_the_dash_before_devices_is_gone_from_the_name() {
    check(&[("Thuto MS project - 21 laptops", "Thuto MS project|21+1|21,0,0")]);
}

#[test]
fn scenario_08_a_bracket_between_count_and_devices() {
    check(&[("Client 14+1 (Caterco) 14 desktops", "Client|14+1|0,14,0")]);
    assert_eq!(
        one("Client 14+1 (Caterco) 14 desktops").note.as_deref(),
        Some("Caterco")
    );
}

#[test]
fn scenario_09_town_is_not_own() {
    check(&[("Cape Town 25 laptops", "Cape Town|25+1|25,0,0")]);
}

#[test]
fn scenario_10_nothing_is_invented_for_a_client_alone() {
    check(&[("Client", "Client|?|0,0,0")]);
    assert!(has(&one("Client"), RemarkKind::NoCount));
}

#[test]
fn scenario_12_a_client_named_like_a_room_is_booked_and_store_words_are_not() {
    check(&[("Ambition Trust 20", "Ambition Trust|20+1|0,0,0")]);
    for text in ["Prayer Room", "storage", "STORAGE.", " prayer  room "] {
        assert!(matches!(read_cell(text), CellReading::Ignored { .. }), "{text:?}");
    }
}

#[test]
fn scenario_13_a_dash_before_the_count_is_no_minus() {
    check(&[("Umoya Energy - 34", "Umoya Energy|34+1|0,0,0")]);
}
