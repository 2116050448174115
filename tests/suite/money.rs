//! What is charged, to the cent: each amount that was once charged wrong.

use serde_json::{Value, json};

use super::support::{Env, Run};

both![
    a_row_that_changes_no_rate_is_no_seam,
    a_stretch_over_a_change_costs_the_rate_of_its_first_day,
    months_count_from_the_first_day,
    a_device_that_is_back_pays_nothing_for_an_extension,
    a_number_of_amenities_multiplies_or_is_refused,
    what_is_offered_is_what_the_booking_costs,
    a_series_costed_one_by_one_is_costed_together_by_the_difference,
    an_agreed_price_stays_until_another_is_asked_for,
    hours_are_the_same_before_and_after_booking,
    what_is_quoted_is_proposed_and_charged,
    a_tax_rate_holds_from_its_day,
    a_correction_carries_the_tax_rate_of_what_it_corrects,
    percentages_have_three_decimals,
    each_cent_stands_in_its_month,
    attendance_is_corrected_after_the_check_out,
    amenities_and_printing_of_a_booking_are_charged,
    a_room_is_charged_by_the_hour,
    what_is_charged_after_the_fact_has_a_reason_and_two_people,
    the_only_admin_of_a_site_approves_alone_where_that_is_set,
];

/// Rooms, and a second admin who approves; the admin's token.
fn site(env: &Env) -> String {
    for line in [
        "room add Focus --capacity 40",
        "device add X1 X2 X3 X4 --category Laptop",
        "pricing set device-category Laptop --daily 100 --from 2026-01-01",
    ] {
        env.line(line).ok();
    }
    env.user("boss", "admin")
}

/// Runs a line at eight o'clock of a day.
#[track_caller]
fn on(env: &Env, day: &str, line: &str) -> Run {
    env.line_at(&format!("{day}T08:00:00Z"), line).ok()
}

fn cents(value: &Value, field: &str) -> i64 {
    value[field]["amount_cents"].as_i64().unwrap()
}

/// The subtotal of a quote, in cents.
#[track_caller]
fn subtotal(env: &Env, line: &str) -> i64 {
    cents(&env.get(&format!("pricing quote {line}")), "subtotal")
}

/// Quantity, unit and rate of each line of a quote.
#[track_caller]
fn lines(env: &Env, line: &str) -> Vec<String> {
    let quote = env.get(&format!("pricing quote {line}"));
    let lines = quote["lines"].as_array().unwrap().iter();
    lines
        .map(|line| {
            format!(
                "{} {} {}",
                line["quantity"],
                line["unit"].as_str().unwrap(),
                cents(line, "rate")
            )
        })
        .collect()
}

/// What is charged by now for a booking or a rental, in cents with tax.
fn net(env: &Env, filter: &str) -> i64 {
    let rows = env.get(&format!("pricing ledger --by month {filter}"));
    rows.as_array().unwrap().iter().map(|row| cents(row, "net")).sum()
}

/// Proposes and has approved what is new.
#[track_caller]
fn charge(env: &Env, boss: &str, line: &str) -> Run {
    let run = env.line(&format!("pricing propose {line}")).ok();
    for costing in env.get("pricing ledger --status pending").as_array().unwrap() {
        let approved = env.line_as(boss, &format!("pricing approve {}", costing["id"]));
        assert!(
            approved.code == Some(0) || approved.stderr.contains("was approved"),
            "{approved}"
        );
    }
    run
}

fn a_row_that_changes_no_rate_is_no_seam(env: &Env) {
    site(env);
    env.line("pricing set room Focus --daily 1250 --weekly 5000 --monthly 18000 --from 2026-01-01")
        .ok();
    let month = "--room Focus --from 2026-12-15 --to 2027-01-14 --learners 20";
    assert_eq!(lines(env, month), ["1 month 1800000"]);
    env.line("pricing set room Focus --notes reviewed --from 2027-01-01")
        .ok();
    assert_eq!(lines(env, month), ["1 month 1800000"]);
    // Another unit's rate is none either.
    env.line("pricing set room Focus --daily 1350 --from 2027-01-01")
        .ok();
    assert_eq!(lines(env, month), ["1 month 1800000"]);
    assert_eq!(
        lines(env, "--room Focus --from 2026-12-28 --to 2027-01-01"),
        ["1 week 500000"]
    );
    // A season makes two rows more, and no seam for what it leaves as it was.
    env.line("pricing set room Focus --daily 900 --from 2026-12-20 --to 2026-12-24")
        .ok();
    assert_eq!(lines(env, month), ["1 month 1800000"]);
    let days = "--room Focus --from 2026-12-30 --to 2027-01-01";
    assert_eq!(lines(env, days), ["2 day 125000", "1 day 135000"]);
    let counted = "--from 2026-12-31 --to 2027-01-01 --learners 3 --coffee";
    env.line("pricing set catering \"Coffee/tea station\" --unit-price 10 --unit person --from 2026-01-01")
        .ok();
    env.line("pricing set catering \"Coffee/tea station\" --notes new --from 2027-01-01")
        .ok();
    assert_eq!(lines(env, counted), ["6 person 1000"]);
}

fn a_stretch_over_a_change_costs_the_rate_of_its_first_day(env: &Env) {
    site(env);
    env.line("pricing set room Focus --daily 1000 --weekly 4000 --from 2026-01-01")
        .ok();
    env.line("pricing set room Focus --daily 1200 --weekly 4800 --from 2026-03-05")
        .ok();
    // Seven days over the change: a week of the former price is R4,000, three days and four R7,800.
    assert_eq!(
        lines(env, "--room Focus --from 2026-03-02 --to 2026-03-08"),
        ["1 week 400000"]
    );
    assert_eq!(
        lines(env, "--room Focus --from 2026-03-04 --to 2026-03-05"),
        ["1 day 100000", "1 day 120000"]
    );
    // Cheaper from then on: it is split where that costs less.
    env.line("pricing set room Focus --daily 100 --weekly 500 --from 2026-04-02")
        .ok();
    assert_eq!(
        lines(env, "--room Focus --from 2026-04-01 --to 2026-04-07"),
        ["1 day 120000", "1 week 50000"]
    );
    // No week is offered any more: the one that has begun lasts.
    env.line("pricing set room Focus --daily 1000 --weekly 3000 --from 2026-05-01")
        .ok();
    env.line("pricing set room Focus --clear weekly --from 2026-05-06")
        .ok();
    assert_eq!(
        lines(env, "--room Focus --from 2026-05-04 --to 2026-05-10"),
        ["1 week 300000"]
    );
    assert_eq!(
        lines(env, "--room Focus --from 2026-05-06 --to 2026-05-10"),
        ["5 day 100000"]
    );
    // Nothing reaches over days that have no price.
    env.line("pricing remove room Focus --from 2026-06-01").ok();
    env.line("pricing quote --room Focus --from 2026-05-31 --to 2026-06-01")
        .fails(5)
        .says("Focus has no price on 2026-06-01");
}

fn months_count_from_the_first_day(env: &Env) {
    site(env);
    env.line("pricing set room Focus --daily 1250 --weekly 5000 --monthly 18000 --from 2026-01-01")
        .ok();
    for (from, to, months) in [
        ("2026-01-31", "2026-03-30", 2),
        ("2026-01-31", "2026-07-30", 6),
        ("2026-01-29", "2026-04-28", 3),
        ("2027-11-30", "2028-03-29", 4),
    ] {
        let quote = format!("--room Focus --from {from} --to {to}");
        assert_eq!(
            lines(env, &quote),
            [format!("{months} month 1800000")],
            "{from} to {to}"
        );
    }
    assert_eq!(
        subtotal(env, "--room Focus --from 2026-01-31 --to 2026-03-31"),
        3_600_000 + 125_000
    );
    // A rental that is extended is priced from its first day.
    env.line("pricing set device-category Laptop --daily 100 --monthly 1000 --from 2026-01-01")
        .ok();
    on(env, "2026-01-31", &start("X1", "2026-02-27"));
    assert_eq!(lines(env, "RN-2026-0001"), ["1 month 100000"]);
    on(
        env,
        "2026-02-27",
        "rental extend RN-2026-0001 --return-on 2026-03-30",
    );
    assert_eq!(lines(env, "RN-2026-0001"), ["2 month 100000"]);
}

fn start(serials: &str, return_on: &str) -> String {
    let serials: Vec<String> = serials
        .split(' ')
        .map(|serial| format!("--serial {serial}"))
        .collect();
    format!(
        "rental start --client Umoya {} --contact-person N --contact-number 1 --company C --address A --return-on {return_on}",
        serials.join(" ")
    )
}

fn a_device_that_is_back_pays_nothing_for_an_extension(env: &Env) {
    let boss = site(env);
    on(env, "2026-03-02", &start("X1 X2", "2026-03-10"));
    assert_eq!(subtotal(env, "RN-2026-0001"), 180_000);
    charge(env, &boss, "RN-2026-0001");
    on(env, "2026-03-10", "rental return RN-2026-0001 --serial X1");
    on(
        env,
        "2026-03-10",
        "rental extend RN-2026-0001 --return-on 2026-04-10",
    );
    // 9 days of the one, 40 of the other.
    assert_eq!(subtotal(env, "RN-2026-0001"), 490_000);
    let quote = env.get("pricing quote RN-2026-0001");
    let why = quote["lines"][0]["why"].as_str().unwrap();
    assert!(why.starts_with("1 to 2 a day, 2026-03-02 to 2026-04-10"), "{why}");
    on(env, "2026-04-10", "rental return RN-2026-0001");
    assert_eq!(subtotal(env, "RN-2026-0001"), 490_000);
    charge(env, &boss, "RN-2026-0001");
    assert_eq!(net(env, "--rental RN-2026-0001"), 490_000 * 115 / 100);
    // Back late, then the others are extended: late until it came back.
    on(env, "2026-03-02", &start("X3 X4", "2026-03-04"));
    on(env, "2026-03-06", "rental return RN-2026-0002 --serial X3");
    on(
        env,
        "2026-03-06",
        "rental extend RN-2026-0002 --return-on 2026-03-11",
    );
    assert_eq!(subtotal(env, "RN-2026-0002"), (5 + 10) * 10_000);
    // Undone, it is out again, and due when the other is.
    on(env, "2026-03-06", "undo");
    on(env, "2026-03-06", "undo");
    assert_eq!(subtotal(env, "RN-2026-0002"), 2 * 3 * 10_000);
}

fn a_number_of_amenities_multiplies_or_is_refused(env: &Env) {
    site(env);
    for (name, unit) in [
        ("Flip chart", "day"),
        ("Mic", "booking"),
        ("Headset", "person"),
        ("Pen", "item"),
    ] {
        env.line(&format!(
            "pricing set amenity \"{name}\" --unit-price 33.33 --unit {unit} --from 2026-01-01"
        ))
        .ok();
    }
    let days = "--from 2026-06-01 --to 2026-06-03 --learners 10";
    for (amenity, amount) in [
        ("Flip chart", 3 * 3333),
        ("Flip chart=2", 6 * 3333),
        ("Mic", 3333),
        ("Mic=2", 2 * 3333),
        ("Headset", 30 * 3333),
        ("Headset=1", 30 * 3333),
        ("Pen=2", 6 * 3333),
    ] {
        assert_eq!(
            subtotal(env, &format!("{days} --amenity \"{amenity}\"")),
            amount,
            "{amenity}"
        );
    }
    env.line(&format!("pricing quote {days} --amenity Headset=2"))
        .fails(5)
        .says("Headset is charged by the person, so 2 of it cannot be quoted");
    // Bottles, too: a number is a number.
    for (unit, amount) in [("day", 3 * 4 * 100), ("booking", 4 * 100), ("item", 3 * 4 * 100)] {
        env.line(&format!(
            "pricing set catering \"Water bottle\" --unit-price 1 --unit {unit} --from 2026-01-01"
        ))
        .ok();
        assert_eq!(
            subtotal(env, &format!("{days} --water-bottles 4")),
            amount,
            "{unit}"
        );
    }
}

fn what_is_offered_is_what_the_booking_costs(env: &Env) {
    site(env);
    env.line("pricing set room Focus --daily 100 --weekly 450 --from 2026-01-01")
        .ok();
    env.line("pricing set catering Pastry --unit-price 7 --unit item --from 2026-01-01")
        .ok();
    let words =
        "--room Focus --from 2026-04-06 --to 2026-04-10 --learners 10 --devices 2 --coffee --morning pastry";
    for (place, unit) in ["booking", "person", "day", "item"].iter().enumerate() {
        env.line(&format!(
            "pricing set catering \"Coffee/tea station\" --unit-price 200 --unit {unit} --from 2026-01-01"
        ))
        .ok();
        let offer = subtotal(env, words);
        let booked = env
            .line(&format!(
                "booking create --client Aster {words} --facilitators 0 -f json"
            ))
            .ok()
            .json();
        let id = booked.as_array().map_or(&booked, |all| &all[0])["id"].to_string();
        assert_eq!(subtotal(env, &format!("{id} --series")), offer, "by the {unit}");
        env.line(&format!("booking cancel {id} --series --yes")).ok();
        if place == 0 {
            assert_eq!(offer, 45_000 + 10 * 10_000 + 5 * 10 * 700 + 20_000);
        }
    }
}

fn a_series_costed_one_by_one_is_costed_together_by_the_difference(env: &Env) {
    let boss = site(env);
    env.line("pricing set room Focus --daily 100.10 --weekly 400 --from 2026-01-01")
        .ok();
    env.line("booking create --client Aster --room Focus --from 2026-03-30 --to 2026-04-03 --learners 10")
        .ok();
    charge(env, &boss, "1 2 3 4 5")
        .says("the series costs R460.00 together, R575.60 one by one; colab pricing propose 1 --series");
    assert_eq!(net(env, ""), 57_560);
    charge(env, &boss, "1 --series");
    assert_eq!(net(env, ""), 46_000);
    env.line("pricing propose 1 --series")
        .ok()
        .says("nothing to propose for 5 bookings: nothing has changed");
    // From now on they stay together.
    let run = env.line("pricing propose 3").ok();
    run.says("nothing to propose");
    env.line("booking cancel 5").ok();
    charge(env, &boss, "3");
    assert_eq!(net(env, ""), 46_000, "four days cost what the week does");
    assert_eq!(env.get("pricing ledger --check")["holds"], true);
    // One that waits must be decided first.
    env.line("booking create --client Birch --room Focus --from 2026-05-04 --to 2026-05-08 --learners 10")
        .ok();
    env.line("pricing propose 6").ok().says("the series costs");
    env.line_as(&boss, "pricing approve 999").fails(3);
    env.line("pricing propose 7").ok();
    env.line("pricing propose 6 --series")
        .fails(5)
        .says("was not costed with the rest of its series");
}

fn hours_are_the_same_before_and_after_booking(env: &Env) {
    site(env);
    env.line("config set timezone Europe/Berlin --keep-clock-times")
        .ok();
    env.line("pricing set room Focus --daily 9999 --hourly 100 --from 2026-01-01")
        .ok();
    // The clocks are put forward in that night.
    let night = "--room Focus --date 2026-03-29 --time 01:00-05:00";
    assert_eq!(lines(env, night), ["3 hour 10000"]);
    env.line(&format!(
        "booking create --client Aster {night} --learners 5 --override-rules --reason night"
    ))
    .ok();
    assert_eq!(lines(env, "1"), ["3 hour 10000"]);
}

fn an_agreed_price_stays_until_another_is_asked_for(env: &Env) {
    let boss = site(env);
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    env.line("booking create --client Aster --room Focus --date 2026-03-31 --learners 10")
        .ok();
    env.line("pricing propose 1").ok();
    // A rate of another unit changes nothing of a day's cost.
    let week = env
        .line("pricing set room Focus --daily 1000 --weekly 4000 --from 2026-03-10")
        .ok();
    assert!(!week.stderr.contains("costing 1"), "{}", week.stderr);
    env.line("undo").ok();
    env.line("pricing set room Focus --daily 1200 --from 2026-03-15")
        .ok()
        .says("costing 1 keeps the prices agreed on");
    assert_eq!(subtotal(env, "1"), 100_000);
    assert_eq!(subtotal(env, "1 --reprice"), 120_000);
    let shown = env.line("pricing quote 1").ok().stdout;
    assert!(shown.contains("today's make R1,380.00"), "{shown}");
    let words = "today's make R1,380.00 of R1,150.00 (Focus by the day on 2026-03-31: R1,000.00 → R1,200.00)";
    env.line("pricing propose 1").ok().says(words).says("--reprice");
    env.line_as(&boss, "pricing approve 1").ok();
    env.line("booking edit 1 --learners 11").ok();
    let run = charge(env, &boss, "1");
    run.says(words);
    assert_eq!(net(env, ""), 115_000);
    // A change that costs something costs it at the prices agreed on, and is moved at them.
    env.line("pricing set catering \"In-house lunch\" --unit-price 10 --unit person --from 2026-01-01")
        .ok();
    env.line("booking edit 1 --lunch in_house").ok();
    charge(env, &boss, "1");
    assert_eq!(net(env, ""), (100_000 + 11 * 1000) * 115 / 100);
    env.line("booking reschedule 1 --date 2026-04-02").ok();
    charge(env, &boss, "1");
    assert_eq!(net(env, ""), (100_000 + 11 * 1000) * 115 / 100);
    let costing = env.line("pricing propose 1 --reprice -f json").ok().json();
    assert_eq!(cents(&costing, "total"), 23_000);
    let last = costing["lines"].as_array().unwrap().last().unwrap()["why"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        last.contains("prices since: Focus by the day on 2026-04-02: R1,000.00 → R1,200.00"),
        "{last}"
    );
    env.line_as(&boss, &format!("pricing approve {}", costing["id"]))
        .ok();
    env.line("pricing propose 1 --reprice")
        .ok()
        .says("nothing has changed");
    env.line("pricing propose 1").ok().says("nothing has changed");
    // What was never costed has no price but today's.
    env.line("booking create --client Birch --room Focus --date 2026-04-01 --learners 10")
        .ok();
    assert_eq!(cents(&env.get("pricing propose 2"), "subtotal"), 120_000);
}

fn a_tax_rate_holds_from_its_day(env: &Env) {
    let boss = site(env);
    env.line("pricing set room Focus --daily 1000 --weekly 4000 --from 2026-01-01")
        .ok();
    env.line("config set tax_percent 16 --from 2026-07-01").ok();
    let shown = env.get("config get tax_percent");
    assert_eq!(
        (&shown["value"], &shown["later"]),
        (&json!("15"), &json!([{"from": "2026-07-01", "value": "16"}]))
    );
    let text = env.line("config get tax_percent").ok().stdout;
    assert!(text.contains("16 from 2026-07-01"), "{text}");
    let tax = |line: &str| {
        let quote = env.get(&format!("pricing quote --room Focus {line}"));
        (
            quote["tax_percent"].as_str().unwrap().to_owned(),
            cents(&quote, "tax"),
        )
    };
    env.line("undo").ok();
    assert_eq!(tax("--date 2026-07-01"), ("15".to_owned(), 15_000));
    env.line("config set tax_percent 16 --from 2026-07-01").ok();
    let found = env.line("db check -f json").stdout;
    assert!(!found.contains("tax_percent"), "{found}");
    assert_eq!(tax("--date 2026-06-30"), ("15".to_owned(), 15_000));
    assert_eq!(tax("--date 2026-07-01"), ("16".to_owned(), 16_000));
    assert_eq!(
        tax("--from 2026-06-30 --to 2026-07-01"),
        ("15, 16".to_owned(), 31_000)
    );
    // A week over the change: two days of five at 15 %, the rest at 16 %.
    assert_eq!(
        tax("--from 2026-06-29 --to 2026-07-03").1,
        400_000 * 2 / 5 * 15 / 100 + 400_000 * 3 / 5 * 16 / 100
    );
    let text = env
        .line("pricing quote --room Focus --from 2026-06-30 --to 2026-07-01")
        .ok()
        .stdout;
    assert!(
        text.contains("Tax 15 %  R150.00") && text.contains("Tax 16 %  R160.00"),
        "{text}"
    );
    // A whole series is taxed by the days of its bookings.
    env.line("booking create --client Aster --room Focus --from 2026-06-29 --to 2026-07-03 --learners 10")
        .ok();
    charge(env, &boss, "1 --series");
    assert_eq!(net(env, ""), 400_000 + 62_400);
    // A credit carries the rates of what it corrects, so that a credit of everything leaves nothing.
    for line in [
        "pricing set device-category Laptop --daily 100 --from 2026-01-01",
        "device add A1 --category Laptop",
        "rental start --client Acme --serial A1 --taken-on 2026-06-21 --return-on 2026-07-10 --contact-person P \
         --contact-number 1 --company C --address S",
    ] {
        env.line(line).ok();
    }
    charge(env, &boss, "RN-2026-0001");
    assert_eq!(net(env, ""), 400_000 + 62_400 + 231_000);
    let credit = env.get("pricing adjust RN-2026-0001 --kind credit --amount 2000 --reason all");
    env.line_as(&boss, &format!("pricing approve {}", credit["id"]))
        .ok();
    assert_eq!(net(env, ""), 400_000 + 62_400);
    assert_eq!(env.get("pricing ledger --check")["holds"], true);
    env.line("config set currency USD --from 2026-07-01")
        .fails(2)
        .says("cannot be set from a day on");
    env.line("config set tax_percent 16 --from someday").fails(2);
    for (from, rate, rule) in [
        ("2026-02-30", "1", "tax_rates_holds_from_check|out of range"),
        ("soon", "1", "tax_rates_holds_from_check"),
        ("2026-09-01", "100001", "tax_rates_rate_check"),
        ("2026-07-01", "1", "tax_rates"),
    ] {
        let at = if env.is_sqlite() { "1" } else { "now()" };
        let said = env
            .raw_sql(&format!(
                "INSERT INTO tax_rates VALUES ('{from}', {rate}, {at}, 'x')"
            ))
            .unwrap_err();
        assert!(rule.split('|').any(|rule| said.contains(rule)), "{from}: {said}");
    }
    // Without a day it holds from today, and the past keeps what it had.
    env.line("config set tax_percent 14").ok();
    assert_eq!(tax("--date 2026-01-15").0, "14");
    assert_eq!(tax("--date 2026-01-14").0, "15");
    let found = env.line("db check -f json").stdout;
    assert!(!found.contains("tax_"), "{found}");
    env.line("config unset tax_percent").ok();
    assert_eq!(tax("--date 2026-01-15").0, "15");
}

fn a_correction_carries_the_tax_rate_of_what_it_corrects(env: &Env) {
    let boss = site(env);
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    env.line("booking create --client Aster --room Focus --date 2026-03-31 --learners 10")
        .ok();
    charge(env, &boss, "1");
    on(env, "2026-04-10", "config set tax_percent 16 --from 2026-03-01");
    on(env, "2026-04-10", "booking edit 1 --learners 11 --allow-past");
    let run = on(env, "2026-04-10", "pricing propose 1");
    run.says("the prices agreed on stay")
        .says("tax on 2026-03-31: 15 % → 16 %");
    env.line_as(&boss, "pricing approve 3").ok();
    let discount = on(env, "2026-04-10", "pricing propose 1 --discount 10 -f json").json();
    assert_eq!(
        (cents(&discount, "subtotal"), cents(&discount, "tax")),
        (-10_000, -1_500)
    );
    env.line_as(&boss, &format!("pricing approve {}", discount["id"]))
        .ok();
    on(env, "2026-04-10", "booking cancel 1 --reason x --allow-past");
    charge(env, &boss, "1");
    assert_eq!(net(env, ""), 0);
    // Asked for, today's rate is charged.
    on(
        env,
        "2026-04-10",
        "booking create --client Birch --room Focus --date 2026-03-30 --learners 10 --allow-past",
    );
    assert_eq!(cents(&env.get("pricing quote 2"), "tax"), 16_000);
}

fn percentages_have_three_decimals(env: &Env) {
    site(env);
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    env.line("config set tax_percent 7.125").ok();
    env.line("config set tax_percent 7.1255")
        .fails(6)
        .says("at most three decimals");
    let quote = env.get("pricing quote --room Focus --date 2026-03-02 --discount 3.333");
    assert_eq!((cents(&quote, "subtotal"), cents(&quote, "tax")), (96_667, 6_888));
    assert_eq!(
        (&quote["discount_percent"], &quote["tax_percent"]),
        (&json!("3.333"), &json!("7.125"))
    );
    env.line("booking create --client Aster --room Focus --date 2026-03-02 --learners 10")
        .ok();
    let costing = env.get("pricing propose 1 --discount 3.333");
    assert_eq!(
        (cents(&costing, "total"), &costing["discount_percent"]),
        (103_555, &json!("3.333"))
    );
    env.line("pricing propose 1").ok().says("nothing has changed");
    env.line("pricing quote 1 --discount 3.3333").fails(2);
    let raised = env.get("pricing update --percent +3.125 --item Focus --from 2026-06-01");
    assert_eq!(cents(&raised[0], "daily_rate"), 103_125);
}

/// The net of each month, in cents.
fn months(env: &Env, filter: &str) -> Vec<(String, i64)> {
    let rows = env.get(&format!("pricing ledger --by month {filter}"));
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| (row["month"].as_str().unwrap().to_owned(), cents(row, "net")))
        .collect()
}

fn each_cent_stands_in_its_month(env: &Env) {
    let boss = site(env);
    env.line("config set tax_percent 0 --from 2026-01-01").ok();
    env.line("pricing set device-category Laptop --monthly 1150 --clear daily --from 2026-01-01")
        .ok();
    on(env, "2026-03-02", &start("X1", "2026-07-31"));
    charge(env, &boss, "RN-2026-0001");
    // Five months of R1,150, each of which has its first day in one month and its last in the next.
    let of_rental = months(env, "");
    assert_eq!(of_rental.iter().map(|(_, net)| net).sum::<i64>(), 575_000);
    assert_eq!(
        of_rental,
        [
            ("2026-03".to_owned(), 111_290),
            ("2026-04".to_owned(), 3_710 + 111_167),
            ("2026-05".to_owned(), 3_833 + 111_290),
            ("2026-06".to_owned(), 3_710 + 111_167),
            ("2026-07".to_owned(), 3_833 + 115_000),
        ]
    );
    assert_eq!(months(env, "--month 2026-05"), [("2026-05".to_owned(), 115_123)]);
    assert_eq!(
        env.get("pricing ledger --month 2026-06")
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // Shorter by a month: what is taken back is taken from where it stood.
    on(
        env,
        "2026-03-03",
        "rental extend RN-2026-0001 --return-on 2026-07-01",
    );
    charge(env, &boss, "RN-2026-0001");
    assert_eq!(months(env, "").last().unwrap(), &("2026-07".to_owned(), 3_833));
    env.line("pricing set room Focus --daily 100 --from 2026-01-01")
        .ok();
    env.line("booking create --client Aster --room Focus --date 2026-05-04 --learners 10")
        .ok();
    charge(env, &boss, "1 --discount 10");
    let kinds: Vec<(Value, i64)> = env
        .get("pricing ledger --by kind")
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["kind"].clone(), cents(row, "net")))
        .collect();
    assert_eq!(
        kinds,
        [
            (json!("device"), 460_000),
            (json!("discount"), -1_000),
            (json!("room"), 10_000)
        ]
    );
    // Every line is whole units at a rate, or one share.
    let uneven = env.raw_texts(
        "SELECT why FROM costing_lines WHERE amount_cents <> quantity * rate_cents OR quantity = 0",
    );
    assert!(uneven.is_empty(), "{uneven:?}");
    env.line("location add Main").ok();
    env.line("room edit Focus --location Main").ok();
    let places = env.get("pricing ledger --by location --month 2026-05");
    assert_eq!(
        (&places[0]["location"], &places[1]["location"]),
        (&Value::Null, &json!("Main"))
    );
    assert_eq!(cents(&places[1], "net"), 9_000);
    env.line("booking create --client Birch --room Focus --date 2026-05-05 --learners 10")
        .ok();
    env.line("pricing propose 2").ok();
    let waits = env.get("pricing ledger --status pending")[0]["id"].to_string();
    let line = |place: i64, month: &str, quantity: i64, amount: i64| {
        format!(
            "INSERT INTO costing_lines (costing_id, place, kind, item, service_month, quantity, unit, rate_cents, amount_cents, tax_rate, \
             tax_cents, why) VALUES ({waits}, {place}, 'room', 'Focus', '{month}', {quantity}, 'day', 100, {amount}, 0, 0, '')"
        )
    };
    for (statement, rule) in [
        (line(8, "2026-13", 0, 0), "costing_lines_service_month_check"),
        (line(8, "2026-1", 0, 0), "costing_lines_service_month_check"),
        (line(8, "2026-05", 3, 301), "costing_lines_amount_check"),
        (line(0, "2026-05", 3, 300), "costing_lines_place_check"),
    ] {
        let said = env.raw_sql(&statement).expect_err(&statement);
        assert!(said.contains(rule), "{statement}: {said}");
    }
    for (statement, rule) in [
        (
            "UPDATE costing_lines SET service_month = '2026-01'",
            "costing_lines_append_only",
        ),
        ("DELETE FROM costing_lines", "costing_lines_append_only"),
        (
            "INSERT INTO costing_lines SELECT costing_id, 99, kind, item, '2026-01', quantity, unit, rate_cents, amount_cents, \
             tax_rate, tax_cents, why, booked_month FROM costing_lines WHERE costing_id = 1 AND place = 1",
            "costing_lines_undecided",
        ),
    ] {
        let said = env.raw_sql(statement).expect_err(statement);
        assert!(said.contains(rule), "{statement}: {said}");
    }
    assert_eq!(env.get("pricing ledger --check")["holds"], true);
}

fn attendance_is_corrected_after_the_check_out(env: &Env) {
    let boss = site(env);
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    env.line("pricing set catering \"In-house lunch\" --unit-price 100 --unit person --from 2026-01-01")
        .ok();
    env.line("booking create --client Aster --room Focus --date 2026-01-15 --learners 25 --facilitators 0 --lunch in_house --allow-past")
        .ok();
    charge(env, &boss, "1");
    on(env, "2026-01-15", "booking check-in 1");
    env.line_at("2026-01-15T14:00:00Z", "booking check-out 1").ok();
    let late = "2026-01-20";
    on(env, late, "booking edit 1 --learners 30")
        .says("costing 1 (approved) of booking 1 is stale now: headcount 25 → 30");
    assert_eq!(env.get("booking show 1")["status"], "completed");
    charge(env, &boss, "1");
    assert_eq!(net(env, ""), (100_000 + 30 * 10_000) * 115 / 100);
    // More than there are seats came all the same; it is told.
    on(env, late, "booking edit 1 --learners 45").says("exceed the capacity");
    on(env, late, "booking edit 1 --lunch none");
    for line in [
        "booking edit 1 --client Other",
        "booking edit 1 --devices 3",
        "booking edit 1 --learners 3 --notes x",
        "booking reschedule 1 --date 2026-02-02",
    ] {
        let run = env.line_at("2026-01-20T08:00:00Z", line).fails(5);
        run.says("can no longer be changed");
    }
    env.line("undo").ok();
    env.verify_audit().unwrap();
}

fn what_is_charged_after_the_fact_has_a_reason_and_two_people(env: &Env) {
    let boss = site(env);
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    env.line("booking create --client Aster --room Focus --date 2026-03-02 --learners 10")
        .ok();
    env.line("pricing adjust 1 --kind credit --amount 10 --reason x")
        .fails(5)
        .says("a credit of R11.50 exceeds what is charged for booking 1: R0.00");
    env.line("pricing propose 1").ok();
    env.line("pricing adjust 1 --kind credit --amount 10 --reason x")
        .fails(5)
        .says("a credit corrects an approved costing, and booking 1 has none")
        .says("colab pricing approve 1");
    charge(env, &boss, "1");
    let damage = env.get("pricing adjust 1 --kind damage --amount 400 --reason \"broken chair\"");
    for (field, value) in [
        ("status", json!("pending")),
        ("adjustment", json!("damage")),
        ("reason", json!("broken chair")),
        ("corrects_id", json!(1)),
        ("month", json!("2026-03")),
    ] {
        assert_eq!(damage[field], value, "{field}");
    }
    assert_eq!(cents(&damage, "total"), 46_000);
    let id = &damage["id"];
    env.line(&format!("pricing approve {id}"))
        .fails(5)
        .says("another admin or finance user must approve it");
    // It stands beside what is quoted: neither waits for the other, and neither takes the other back.
    assert_eq!(subtotal(env, "1"), 100_000);
    env.line("booking edit 1 --coffee").ok();
    env.line("pricing set catering \"Coffee/tea station\" --unit-price 50 --unit booking --from 2026-01-01")
        .ok();
    let more = env.get("pricing propose 1");
    assert_eq!(cents(&more, "subtotal"), 5_000);
    env.line_as(&boss, &format!("pricing approve {id} {}", more["id"]))
        .ok();
    assert_eq!(net(env, ""), (100_000 + 40_000 + 5_000) * 115 / 100);
    env.line("pricing propose 1").ok().says("nothing has changed");
    let quote = env.get("pricing quote 1");
    assert_eq!(
        (cents(&quote, "subtotal"), cents(&quote, "total")),
        (145_000, net(env, ""))
    );
    env.line("pricing quote 1 -o quote.pdf").ok();
    if let Some(text) = super::support::tools::text_of_pdf(&env.path("quote.pdf")) {
        assert!(
            text.contains("Damage") && text.contains("broken chair") && text.contains("R400.00"),
            "{text}"
        );
    }
    for (line, total) in [
        (
            "pricing adjust 1 --kind goodwill --amount 100 --reason \"late projector\"",
            -11_500,
        ),
        (
            "pricing adjust 1 --kind cancellation-fee --amount 100 --tax 0 --reason \"late notice\"",
            10_000,
        ),
    ] {
        let one = env.get(line);
        assert_eq!(cents(&one, "total"), total, "{line}");
        env.line_as(&boss, &format!("pricing approve {}", one["id"])).ok();
    }
    let kinds = env.get("pricing ledger --by kind");
    let kinds: Vec<&str> = kinds
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["adjustment", "cancellation", "catering", "damage", "room"]
    );
    // Cancelled, the booking is taken back, and the rest stays.
    env.line("booking cancel 1 --reason x").ok();
    charge(env, &boss, "1");
    assert_eq!(net(env, ""), 46_000 - 11_500 + 10_000);
    // A rental, also one that was never costed.
    on(env, "2026-03-02", &start("X1", "2026-03-10"));
    let loss = on(
        env,
        "2026-03-05",
        "pricing adjust RN-2026-0001 --kind loss --amount 9500 --tax 0 --reason gone -f json",
    )
    .json();
    assert_eq!(
        (&loss["corrects_id"], cents(&loss, "total"), &loss["service_on"]),
        (&Value::Null, 950_000, &json!("2026-03-05"))
    );
    env.line_as(&boss, &format!("pricing approve {}", loss["id"]))
        .ok();
    charge(env, &boss, "RN-2026-0001");
    assert_eq!(
        net(env, "--rental RN-2026-0001"),
        950_000 + 9 * 10_000 * 115 / 100
    );
    for (line, code) in [
        ("pricing adjust 1 --kind damage --amount 0 --reason x", 6),
        ("pricing adjust 1 --kind damage --amount 5 --reason \"\"", 6),
        ("pricing adjust 1 --kind bribe --amount 5 --reason x", 2),
        ("pricing adjust 99 --kind damage --amount 5 --reason x", 3),
        ("pricing adjust 1 --kind credit --amount 1000 --reason x", 5),
    ] {
        env.line(line).fails(code);
    }
    // A credit never takes off more than is charged, whatever is decided first; what is left of it is taken back.
    env.line("booking create --client Birch --room Focus --date 2026-03-03 --learners 10")
        .ok();
    charge(env, &boss, "2");
    let credit = env.get("pricing adjust 2 --kind goodwill --amount 900 --reason sorry");
    env.line("booking cancel 2 --reason x").ok();
    env.line("pricing propose 2").ok();
    let waits: Vec<String> = env
        .get("pricing ledger --status pending")
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].to_string())
        .collect();
    env.line_as(&boss, &format!("pricing approve {}", waits.join(" ")))
        .fails(5)
        .says("a credit of R1,035.00 exceeds what is charged for booking 2: R0.00");
    env.line_as(&boss, &format!("pricing approve {}", credit["id"]))
        .ok();
    let credited = credit["id"].to_string();
    let cancelled = waits.iter().find(|id| **id != credited).unwrap();
    env.line_as(&boss, &format!("pricing approve {cancelled}"))
        .fails(5)
        .says(&format!(
            "hint: colab pricing reject {cancelled} --reason REASON && colab pricing propose 2\n"
        ));
    env.line_as(&boss, &format!("pricing reject {cancelled} --reason older"))
        .ok();
    assert_eq!(net(env, "--booking 2"), 115_000 - 103_500);
    assert_eq!(subtotal(env, "2"), 0);
    let run = charge(env, &boss, "2");
    assert!(run.stdout.contains("Credit taken back"), "{run}");
    assert_eq!(net(env, "--booking 2"), 0);
    env.line("pricing propose 2").ok().says("nothing has changed");
    let adjusted = |kind: &str, subtotal: i64| {
        format!(
            "INSERT INTO booking_costing (entry, corrects_id, batch_id, booking_id, client_name, client_key, room_id, tenant_id, service_on, \
               service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents, lines, basis, reason, \
               created_by, entered_by, created_at, adjustment) \
             SELECT entry, id, id, booking_id, client_name, client_key, room_id, tenant_id, service_on, service_month, pricing_tier, \
               discount, currency, {subtotal}, 0, {subtotal}, lines, basis, 'x', created_by, entered_by, created_at, '{kind}' \
               FROM booking_costing WHERE id = 1"
        )
    };
    for (kind, subtotal) in [
        ("credit", -99_999_900),
        ("credit", 500),
        ("damage", -500),
        ("goodwill", 0),
    ] {
        let said = env.raw_sql(&adjusted(kind, subtotal)).unwrap_err();
        assert!(
            said.contains("booking_costing_credit"),
            "{kind} {subtotal}: {said}"
        );
    }
    let bare = "INSERT INTO booking_costing (entry, proposal_id, corrects_id, batch_id, booking_id, rental_id, client_name,
           client_key, room_id, tenant_id, service_on, service_month, pricing_tier, discount, currency, subtotal_cents,
           tax_cents, total_cents, created_by, entered_by, created_at, adjustment)
         SELECT entry, proposal_id, corrects_id, batch_id, booking_id, rental_id, client_name, client_key, room_id, tenant_id,
           service_on, service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents, created_by,
           entered_by, created_at, adjustment FROM booking_costing WHERE adjustment IS NOT NULL AND entry = 'proposal'";
    let said = env.raw_sql(bare).unwrap_err();
    assert!(said.contains("booking_costing_reason_check"), "{said}");
    let said = env
        .raw_sql(&adjusted("damage", 500).replace("'x'", "NULL"))
        .unwrap_err();
    assert!(said.contains("booking_costing_reason_check"), "{said}");
    let said = env
        .raw_sql("UPDATE booking_costing SET adjustment = NULL")
        .unwrap_err();
    assert!(said.contains("booking_costing_append_only"), "{said}");
    assert_eq!(env.get("pricing ledger --check")["holds"], true);
    env.verify_audit().unwrap();
}

fn the_only_admin_of_a_site_approves_alone_where_that_is_set(env: &Env) {
    env.line("room add Focus --capacity 40").ok();
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    for day in ["2026-03-02", "2026-03-03", "2026-03-04"] {
        env.line(&format!(
            "booking create --client Aster --room Focus --date {day} --learners 10"
        ))
        .ok();
    }
    env.line("pricing propose 1")
        .ok()
        .says("colab user add NAME --role finance, or colab config set one_person_approves yes");
    env.line("pricing approve 1").fails(5).says("one_person_approves");
    env.line("config set one_person_approves yes")
        .ok()
        .says("until there is a second admin");
    let approved = env.get("pricing approve 1");
    assert_eq!(
        (&approved["status"], &approved["one_person"]),
        (&json!("approved"), &json!(true))
    );
    assert!(
        !env.line("pricing propose 2")
            .ok()
            .stderr
            .contains("another admin")
    );
    assert_eq!(env.get("pricing ledger --check")["holds"], true);
    // A second admin ends it, whatever the setting says.
    let second = env.user("second", "admin");
    let id = env.get("pricing ledger --status pending")[0]["id"].to_string();
    env.line(&format!("pricing approve {id}"))
        .fails(5)
        .says("another admin or finance user must approve it");
    let alone = format!(
        "INSERT INTO booking_costing (entry, proposal_id, corrects_id, batch_id, booking_id, rental_id, client_name, client_key,
           room_id, tenant_id, service_on, service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents,
           total_cents, created_by, entered_by, created_at, one_person)
         SELECT 'approval', id, corrects_id, batch_id, booking_id, rental_id, client_name, client_key, room_id, tenant_id,
           service_on, service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents, created_by,
           entered_by, created_at, TRUE FROM booking_costing WHERE id = {id}"
    );
    let said = env.raw_sql(&alone).unwrap_err();
    assert!(said.contains("booking_costing_two_people"), "{said}");
    let costing = env
        .line_as(&second, &format!("pricing approve {id} -f json"))
        .ok()
        .json();
    assert_eq!(costing["one_person"], false);
    env.line("config set one_person_approves yes")
        .fails(5)
        .says("2 people may approve each other's costings");
    // Ended is ended, whoever leaves and however the second one came; an undo alone leads back.
    env.line("user disable second").ok();
    env.line("pricing propose 3").ok();
    let id = env.get("pricing ledger --status pending")[0]["id"].to_string();
    env.write("users.csv", "username,role\nthird,admin\n");
    env.line("user add plain --role staff --no-password").ok();
    for (line, who) in [
        ("user enable second", "second"),
        ("user role plain admin", "plain"),
        ("import users users.csv", "third"),
    ] {
        env.line(&format!("pricing approve {id}")).fails(5);
        env.line("config set one_person_approves yes").ok();
        env.line(line).ok().says("one_person_approves is no");
        env.line(&format!("user disable {who}")).ok();
    }
    assert_eq!(env.get("config get one_person_approves")["value"], "no");
    env.line("config set one_person_approves yes").ok();
    env.line("user enable second").ok();
    env.line("undo").ok();
    assert_eq!(env.get("config get one_person_approves")["value"], "yes");
    // A site that was upgraded may have had two admins all along: the next change of an admin ends it.
    for line in ["booking edit 1 --learners 11", "user disable second"] {
        env.raw_sql("UPDATE users SET is_active = TRUE WHERE username = 'second'")
            .unwrap();
        env.line(line)
            .ok()
            .says("2 people may approve each other's costings")
            .says("one_person_approves is no");
        let audited = env.get("audit list --sort newest --limit 5");
        assert!(audited.to_string().contains("one_person_approves"), "{audited}");
        env.raw_sql("UPDATE users SET is_active = FALSE WHERE username = 'second'")
            .unwrap();
        env.line("config set one_person_approves yes").ok();
    }
    // Nor does an undo set it while there are two.
    env.line("config set one_person_approves no").ok();
    let off = env.get("history --mine")[0]["id"].to_string();
    env.line("user enable second").ok();
    env.line(&format!("undo {off}"))
        .fails(5)
        .says("2 people may approve each other's costings");
    env.verify_audit().unwrap();
    assert_eq!(env.get("pricing ledger --check")["holds"], true);
}

fn amenities_and_printing_of_a_booking_are_charged(env: &Env) {
    let boss = site(env);
    for line in [
        "pricing set room Focus --daily 1000 --from 2026-01-01",
        "pricing set amenity \"Flip chart\" --unit-price 50 --unit day --from 2026-01-01",
        "pricing set amenity Mic --unit-price 80 --unit booking --from 2026-01-01",
        "pricing set amenity Printing --unit-price 1.50 --unit item --from 2026-01-01",
    ] {
        env.line(line).ok();
    }
    let words = "--room Focus --date 2026-03-02 --learners 10 --amenity \"Flip chart=2\" --amenity Mic --printed-pages 120";
    let offer = subtotal(env, words);
    assert_eq!(offer, 100_000 + 2 * 5_000 + 8_000 + 120 * 150);
    let booking = env.get(&format!("booking create --client Aster {words}"));
    assert_eq!(
        (&booking["amenities"], &booking["printed_pages"]),
        (&json!("Flip chart=2, Mic"), &json!(120))
    );
    assert_eq!(subtotal(env, "1"), offer);
    charge(env, &boss, "1");
    env.line("booking edit 1 --amenity \"flip chart=3\"")
        .ok()
        .says("catering Flip chart=2, Mic, 120 printed pages → flip chart=3");
    charge(env, &boss, "1");
    assert_eq!(net(env, ""), (100_000 + 3 * 5_000 + 120 * 150) * 115 / 100);
    let kinds = env.get("pricing ledger --by kind");
    let kinds: Vec<&str> = kinds
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["amenity", "printing", "room"]);
    env.line("booking edit 1 --amenity Piano").ok();
    for what in [
        "1",
        "--room Focus --date 2026-03-02 --learners 10 --amenity Piano",
    ] {
        env.line(&format!("pricing quote {what}"))
            .fails(5)
            .says("Piano has no price on 2026-03-02")
            .says("colab pricing set amenity Piano");
    }
    // It is charged as soon as it has a price.
    env.line("pricing set amenity Piano --unit-price 70 --unit day --from 2026-01-01")
        .ok();
    assert_eq!(subtotal(env, "1"), 100_000 + 7_000 + 120 * 150);
    env.line("undo").ok();
    env.line("undo").ok();
    assert_eq!(env.get("booking show 1")["amenities"], json!("flip chart=3"));
    env.line("booking edit 1 --amenity \"\" --printed-pages 0").ok();
    assert_eq!(env.get("booking show 1")["amenities"], Value::Null);
    assert_eq!(subtotal(env, "1"), 100_000);
    env.line("booking edit 1 --amenity Mic=0").fails(6);
    let said = env
        .raw_sql("UPDATE booking_catering SET printed_pages = -1")
        .map_or_else(|said| said, |()| String::new());
    assert!(
        said.is_empty() || said.contains("booking_catering_printed_pages_check"),
        "{said}"
    );
}

fn a_room_is_charged_by_the_hour(env: &Env) {
    let boss = site(env);
    let set = env.get("pricing set room Focus --hourly 200 --minimum-hours 2 --daily 1000 --from 2026-01-01");
    assert_eq!(
        (cents(&set, "hourly_rate"), &set["minimum_hours"]),
        (20_000, &json!(2))
    );
    let at = |times: &str| lines(env, &format!("--room Focus --date 2026-03-02 --time {times}"));
    for (times, line) in [
        ("08:00-08:30", "2 hour 20000"),
        ("08:00-10:00", "2 hour 20000"),
        ("08:00-10:15", "1 half-day 60000"),
        ("08:00-12:31", "1 day 100000"),
        ("08:00-16:00", "1 day 100000"),
    ] {
        assert_eq!(at(times), [line], "{times}");
    }
    let quote = env.get("pricing quote --room Focus --date 2026-03-02 --time 08:00-09:00");
    let why = quote["lines"][0]["why"].as_str().unwrap();
    assert!(why.contains("at least 2 hours are charged"), "{why}");
    // Only hours are offered: each day of several has those within the site day.
    env.line("pricing set room Focus --clear daily --from 2026-04-01")
        .ok();
    assert_eq!(
        lines(env, "--room Focus --from 2026-04-06 --to 2026-04-07"),
        ["18 hour 20000"]
    );
    env.line("booking create --client Aster --room Focus --date 2026-04-06 --time 08:00-11:30 --learners 5")
        .ok();
    env.line("booking create --client Aster --room Focus --from 2026-04-08T12:00 --to 2026-04-09T12:00 --learners 5")
        .ok();
    assert_eq!(lines(env, "1"), ["4 hour 20000"]);
    assert_eq!(subtotal(env, "2"), (5 + 5) * 20_000);
    charge(env, &boss, "1");
    env.line("booking reschedule 1 --date 2026-04-06 --time 08:00-13:00")
        .ok()
        .says("is stale now");
    let more = env.get("pricing propose 1");
    assert_eq!(cents(&more, "subtotal"), 20_000);
    let line = "SELECT CAST(quantity AS text) || ' ' || unit || ' ' || CAST(rate_cents AS text) FROM costing_lines WHERE costing_id = 1";
    assert_eq!(env.raw_texts(line), [Some("4 hour 20000".to_owned())]);
    // A new price names the hours, too; the one agreed on stays.
    env.line("pricing update --percent +10 --type room --from 2026-04-01")
        .ok();
    env.line("pricing propose 2").ok();
    assert_eq!(subtotal(env, "2"), 10 * 22_000);
    env.line_as(&boss, &format!("pricing reject {} --reason x", more["id"]))
        .ok();
    env.line("pricing propose 1")
        .ok()
        .says("Focus by the hour on 2026-04-06: R200.00 → R220.00");
    let file = "item_type,item,hourly_rate,minimum_hours,effective_date\nroom,Focus,150,3,2026-05-01\n";
    std::fs::write(env.path("prices.csv"), file).unwrap();
    env.line("import pricing prices.csv").ok();
    env.line("pricing list --on 2026-05-01 -o all.xlsx").ok();
    env.line("import pricing all.xlsx").ok();
    let shown = env.get("pricing list --on 2026-05-01 --type room");
    assert_eq!(
        (cents(&shown[0], "hourly_rate"), &shown[0]["minimum_hours"]),
        (15_000, &json!(3))
    );
    env.line("undo").ok();
    env.line("pricing set room Focus --clear hourly --daily 900 --from 2026-06-01")
        .ok();
    let cleared = env.get("pricing list --on 2026-06-01 --type room");
    assert_eq!(
        cleared[0]["minimum_hours"],
        Value::Null,
        "it goes with the hourly rate"
    );
    for (line, code) in [
        ("pricing set device-category Laptop --hourly 5", 6),
        ("pricing set amenity Mic --hourly 5", 6),
        ("pricing set room Focus --minimum-hours 2 --from 2026-06-02", 6),
        ("pricing set room Focus --hourly 5 --minimum-hours 0", 6),
        ("pricing set room Focus --hourly 5 --minimum-hours 25", 6),
    ] {
        env.line(line).fails(code);
    }
    for (columns, rule) in [
        ("hourly_rate_cents = 5", "pricing_catalog_fixed"),
        ("minimum_hours = 99", "pricing_catalog_fixed"),
    ] {
        let said = env
            .raw_sql(&format!("UPDATE pricing_catalog SET {columns} WHERE id = 2"))
            .unwrap_err();
        assert!(said.contains(rule), "{columns}: {said}");
    }
    for (hourly, minimum, rule) in [
        ("-1", "NULL", "pricing_catalog_hourly_rate_cents_check"),
        ("1", "25", "pricing_catalog_minimum_hours_check"),
        ("NULL", "2", "pricing_catalog_minimum_hours_check"),
    ] {
        let said = env
            .raw_sql(&format!(
                "INSERT INTO pricing_catalog (item_type, item_id, item_key, pricing_tier, currency, effective_date, expiry_date, is_active, \
                   created_at, created_by, updated_at, updated_by, hourly_rate_cents, minimum_hours) \
                 SELECT item_type, item_id, item_key, 'premium', currency, effective_date, expiry_date, is_active, created_at, \
                   created_by, updated_at, updated_by, {hourly}, {minimum} FROM pricing_catalog WHERE item_type = 'room' AND id < 3"
            ))
            .unwrap_err();
        assert!(said.contains(rule), "{hourly} {minimum}: {said}");
    }
    assert_eq!(env.get("pricing ledger --check")["holds"], true);
}

/// Random histories of prices, series, rentals and their changes: what is quoted is what is proposed and then charged.
fn what_is_quoted_is_proposed_and_charged(env: &Env) {
    let boss = site(env);
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = |below: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below
    };
    for line in [
        "pricing set room Focus --daily 1000.05 --weekly 4500 --monthly 15000.01 --from 2026-01-01",
        "pricing set catering \"Coffee/tea station\" --unit-price 33.33 --unit booking --from 2026-01-01",
        "pricing set catering \"Water bottle\" --unit-price 7.77 --unit item --from 2026-01-01",
        "booking create --client Aster --room Focus --from 2026-02-23 --to 2026-03-06 --weekdays --learners 9 --coffee",
        "booking create --client Birch --room Focus --date 2026-03-09 --time 08:00-11:00 --learners 9 --water-bottles 3",
        "pricing set room Focus --hourly 133.33 --minimum-hours 2 --from 2026-03-01",
    ] {
        env.line(line).ok();
    }
    on(env, "2026-01-31", &start("X1 X2 X3", "2026-03-13"));
    let mut subjects = vec![
        "1 --series".to_owned(),
        "11".to_owned(),
        "RN-2026-0001".to_owned(),
    ];
    let mut out = vec!["X1", "X2", "X3"];
    let mut due = 14;
    for step in 0..14 {
        let day = |at: u64| format!("2026-03-{:02}", at.clamp(1, 28));
        let line = match draw(9) {
            7 => format!(
                "booking reschedule 11 --date 2026-03-{:02} --time 08:00-{:02}:{:02} --allow-past",
                10 + draw(5),
                9 + draw(7),
                15 * draw(4)
            ),
            8 => format!(
                "pricing set room Focus --hourly {} --minimum-hours {} --from {}",
                50 + draw(200),
                1 + draw(4),
                day(draw(16))
            ),
            0 => format!(
                "pricing set room Focus --daily {}.{:02} --from {} --to {}",
                500 + draw(900),
                draw(100),
                day(draw(9)),
                day(9 + draw(9))
            ),
            1 => format!(
                "pricing set device-category Laptop --weekly {} --from {}",
                300 + draw(400),
                day(draw(20))
            ),
            2 => format!("booking edit {} --learners {}", 1 + draw(11), 2 + draw(30)),
            3 => format!("booking cancel {} --quiet", 1 + draw(10)),
            4 if out.len() > 1 => format!("rental return RN-2026-0001 --serial {}", out.pop().unwrap()),
            5 => {
                due += 1 + draw(3);
                format!("rental extend RN-2026-0001 --return-on {}", day(due))
            }
            _ => format!("booking edit 11 --water-bottles {}", 1 + draw(9)),
        };
        let now = day(14);
        env.line_at(&format!("{now}T08:00:00Z"), &line);
        for subject in &mut subjects {
            let (id, scope) = subject.split_once(' ').unwrap_or((subject, ""));
            let discount = draw(3) * 5;
            let prices = if draw(2) == 0 { "" } else { "--reprice" };
            let quote = env.get(&format!("pricing quote {subject} --discount {discount} {prices}"));
            let sum: i64 = quote["lines"]
                .as_array()
                .unwrap()
                .iter()
                .map(|line| cents(line, "amount"))
                .sum();
            assert_eq!(sum, cents(&quote, "subtotal"), "step {step}: {line}: {quote}");
            charge(
                env,
                &boss,
                &format!("{id} {scope} --discount {discount} {prices}"),
            );
            let filter = match id.strip_prefix("RN") {
                Some(_) => format!("--rental {id}"),
                None if scope.is_empty() => format!("--booking {id}"),
                None => "--client Aster".to_owned(),
            };
            assert_eq!(
                net(env, &filter),
                cents(&quote, "total"),
                "step {step}: {line}: {subject}"
            );
        }
        for costing in env.get("pricing ledger").as_array().unwrap() {
            let sum: i64 = costing["lines"]
                .as_array()
                .unwrap()
                .iter()
                .map(|line| cents(line, "amount"))
                .sum();
            assert_eq!(json!(sum), costing["subtotal"]["amount_cents"], "{costing}");
        }
    }
    assert_eq!(env.get("pricing ledger --check")["holds"], true);
    env.verify_audit().unwrap();
}
