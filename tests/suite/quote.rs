//! What bookings, series, rentals and wishes would cost, line by line.

use serde_json::{Value, json};

use super::support::{Env, RawBooking, tools};

both![
    scenario_42_a_price_change_within_a_booking_gives_two_lines,
    a_booking_is_quoted_line_by_line_with_the_reason,
    the_cheapest_mix_of_month_week_and_day_is_taken,
    a_series_is_quoted_together_and_the_rest_of_it_too,
    half_a_day_is_priced_by_setting,
    a_tier_falls_back_and_a_discount_comes_before_the_tax,
    devices_are_charged_by_what_is_given_and_what_is_still_asked,
    any_device_is_charged_as_the_dearest,
    a_rental_is_charged_until_it_is_due_or_back,
    what_a_rental_took_is_not_charged_twice,
];
both![
    catering_is_counted_by_the_unit_of_its_price,
    what_has_no_price_is_named_with_the_line_that_settles_it,
    a_ghost_is_quoted_where_it_wishes_and_one_that_is_off_costs_nothing,
    another_currency_is_refused,
    nothing_is_stored_by_a_quote,
    what_cannot_be_quoted_is_refused,
    a_quote_is_shown_in_every_format,
    a_quote_is_drawn_and_says_everything,
    a_long_quote_flows_over_pages,
];

/// A room, a category and the kitchen, all with prices.
fn prices(env: &Env) {
    for line in [
        "room add Excellence --capacity 30",
        "pricing set room Excellence --daily 1250 --weekly 5000 --monthly 18000 --from 2026-01-01",
        "pricing set device-category Laptop --daily 85 --weekly 300 --from 2026-01-01",
        "pricing set device-category Desktop --daily 95 --from 2026-01-01",
        "pricing set catering \"In-house lunch\" --unit-price 120 --unit person --from 2026-01-01",
        "pricing set catering \"Coffee/tea station\" --unit-price 25 --unit person --from 2026-01-01",
        "pricing set catering \"Water bottle\" --unit-price 15 --unit item --from 2026-01-01",
    ] {
        env.line(line).ok();
    }
}

/// `item quantity unit rate amount` of each line, amounts in cents.
fn lines(quote: &Value) -> Vec<String> {
    let lines = quote["lines"].as_array().expect("a quote has lines").iter();
    lines
        .map(|line| {
            let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
            let cents = |field: &str| line[field]["amount_cents"].to_string();
            let quantity = line["quantity"].to_string();
            [
                text("item"),
                quantity,
                text("unit"),
                cents("rate"),
                cents("amount"),
            ]
            .join(" ")
        })
        .collect()
}

fn why(quote: &Value, place: usize) -> String {
    quote["lines"][place]["why"].as_str().unwrap().to_owned()
}

/// Subtotal, tax and total in cents.
fn sums(quote: &Value) -> [i64; 3] {
    ["subtotal", "tax", "total"].map(|field| quote[field]["amount_cents"].as_i64().unwrap())
}

fn scenario_42_a_price_change_within_a_booking_gives_two_lines(env: &Env) {
    prices(env);
    env.line("pricing set room Excellence --clear weekly,monthly --from 2026-01-01")
        .ok();
    env.line("pricing set room Excellence --daily 1500 --from 2026-07-01")
        .ok();
    // One row over five days, and five rows of a day each.
    env.raw_booking(&RawBooking {
        room: "Excellence",
        from: "2026-06-29T05:30:00Z",
        to: "2026-07-03T14:30:00Z",
        ..RawBooking::default()
    })
    .unwrap();
    let whole = env.get("pricing quote 1");
    let two = ["Excellence 2 day 125000 250000", "Excellence 3 day 150000 450000"];
    assert_eq!(lines(&whole), two);
    assert_eq!(sums(&whole), [700_000, 105_000, 805_000]);
    assert!(why(&whole, 0).starts_with("2026-06-29 to 2026-06-30"), "{whole}");
    assert!(why(&whole, 1).contains("price from 2026-07-01"), "{whole}");
    let wish = env.get("pricing quote --room Excellence --from 2026-06-29 --to 2026-07-03");
    assert_eq!(lines(&wish), two);
}

fn a_booking_is_quoted_line_by_line_with_the_reason(env: &Env) {
    prices(env);
    let id = env.get(
        "booking create --client \"Baobab Health\" --room Excellence --date 2026-03-02 --learners 25 --facilitators 1 \
         --devices 18 --device-type laptops --coffee --lunch in_house",
    )["id"]
        .to_string();
    let quote = env.get(&format!("pricing quote {id}"));
    assert_eq!(
        lines(&quote),
        [
            "Excellence 1 day 125000 125000",
            "Laptop 18 day 8500 153000",
            "Coffee/tea station 26 person 2500 65000",
            "In-house lunch 26 person 12000 312000",
        ]
    );
    assert_eq!(sums(&quote), [655_000, 98_250, 753_250]);
    for (field, value) in [
        ("booking_id", json!(1)),
        ("client_name", json!("Baobab Health")),
        ("room", json!("Excellence")),
        ("from", json!("2026-03-02")),
        ("to", json!("2026-03-02")),
        ("tier", json!("standard")),
        ("tax_percent", json!("15")),
        ("left_out", json!([])),
    ] {
        assert_eq!(quote[field], value, "{field}");
    }
    assert_eq!(
        quote["total"],
        json!({"amount_cents": 753_250, "currency": "ZAR"})
    );
    assert!(why(&quote, 1).contains("not assigned yet"), "{quote}");
    assert!(why(&quote, 3).contains("26 people × 1 day"), "{quote}");
}

fn the_cheapest_mix_of_month_week_and_day_is_taken(env: &Env) {
    prices(env);
    let mix = |from: &str, to: &str| {
        lines(&env.get(&format!(
            "pricing quote --room Excellence --from {from} --to {to}"
        )))
    };
    assert_eq!(
        mix("2026-03-02", "2026-03-04"),
        ["Excellence 3 day 125000 375000"]
    );
    assert_eq!(
        mix("2026-03-02", "2026-03-07"),
        ["Excellence 1 week 500000 500000"]
    );
    assert_eq!(
        mix("2026-03-02", "2026-03-09"),
        [
            "Excellence 1 week 500000 500000",
            "Excellence 1 day 125000 125000"
        ]
    );
    assert_eq!(
        mix("2026-01-01", "2026-12-31"),
        ["Excellence 12 month 1800000 21600000"]
    );
    // The month, and two days more.
    assert_eq!(
        mix("2026-03-05", "2026-04-06"),
        [
            "Excellence 1 month 1800000 1800000",
            "Excellence 2 day 125000 250000"
        ]
    );
    let quote = env.get("pricing quote --room Excellence --from 2026-03-02 --to 2026-03-07");
    assert!(why(&quote, 0).contains("R7,500.00 at the daily rate"), "{quote}");
    // A rate that was cleared is no longer offered.
    env.line("pricing set room Excellence --clear weekly --from 2026-02-01")
        .ok();
    assert_eq!(
        mix("2026-03-02", "2026-03-07"),
        ["Excellence 6 day 125000 750000"]
    );
}

fn a_series_is_quoted_together_and_the_rest_of_it_too(env: &Env) {
    prices(env);
    env.line(
        "booking create --client Umoya --room Excellence --from 2026-03-02 --to 2026-03-06 --learners 10",
    )
    .ok();
    let series = env.get("pricing quote 1 --series");
    assert_eq!(lines(&series), ["Excellence 1 week 500000 500000"]);
    assert_eq!(
        (&series["bookings"], &series["booking_id"]),
        (&json!(5), &Value::Null)
    );
    assert_eq!(
        lines(&env.get("pricing quote 3 --rest")),
        ["Excellence 3 day 125000 375000"]
    );
    assert_eq!(
        lines(&env.get("pricing quote 3")),
        ["Excellence 1 day 125000 125000"]
    );
    // An office: a weekday each, a year, in months.
    env.line("booking create --client Siyaya --room Excellence --from 2027-01-01 --to 2027-12-31 --weekdays --long-term")
        .ok();
    let office = env.get("pricing quote 6 --series");
    // Where a month holds no more than three weeks and a day, these are cheaper.
    assert_eq!(
        lines(&office),
        [
            "Excellence 11 month 1800000 19800000",
            "Excellence 3 week 500000 1500000",
            "Excellence 1 day 125000 125000",
        ]
    );
}

fn half_a_day_is_priced_by_setting(env: &Env) {
    prices(env);
    let at = |time: &str| {
        lines(&env.get(&format!(
            "pricing quote --room Excellence --date 2026-03-02 --time {time}"
        )))
    };
    assert_eq!(at("08:00-12:30"), ["Excellence 1 half-day 75000 75000"]);
    assert_eq!(at("08:00-12:31"), ["Excellence 1 day 125000 125000"]);
    let id = env.book("Excellence", "2026-03-02", "08:00-12:00");
    let quote = env.get(&format!("pricing quote {id}"));
    assert_eq!(lines(&quote), ["Excellence 1 half-day 75000 75000"]);
    assert!(why(&quote, 0).contains("60 % of the daily rate"), "{quote}");
    env.line("config set half_day_percent 75").ok();
    assert_eq!(at("08:00-12:30"), ["Excellence 1 half-day 93750 93750"]);
    env.line("config set half_day_minutes 0").ok();
    assert_eq!(at("08:00-12:00"), ["Excellence 1 day 125000 125000"]);
    env.line("config set half_day_percent 101").fails(6);
}

fn a_tier_falls_back_and_a_discount_comes_before_the_tax(env: &Env) {
    prices(env);
    env.line("pricing set room Excellence --tier premium --daily 2000 --from 2026-01-01")
        .ok();
    let quote = env.get("pricing quote --room Excellence --date 2026-03-02 --devices 1 --device-category laptops --tier premium");
    assert_eq!(
        lines(&quote),
        ["Excellence 1 day 200000 200000", "Laptop 1 day 8500 8500"]
    );
    assert!(why(&quote, 0).contains("premium price"), "{quote}");
    assert!(
        why(&quote, 1).contains("standard price from 2026-01-01 (there is no premium price)"),
        "{quote}"
    );
    let quote = env.get("pricing quote --room Excellence --date 2026-03-02 --discount 7.5");
    assert_eq!(
        lines(&quote),
        ["Excellence 1 day 125000 125000", "Discount 1 quote -9375 -9375"]
    );
    assert_eq!(
        sums(&quote),
        [115_625, 17_344, 132_969],
        "17343.75 is rounded once"
    );
    env.line("config set tax_percent 15.5").ok();
    assert_eq!(
        sums(&env.get("pricing quote --room Excellence --date 2026-03-02")),
        [125_000, 19_375, 144_375]
    );
    env.line("config set tax_percent 0").ok();
    assert_eq!(
        sums(&env.get("pricing quote --room Excellence --date 2026-03-02 --discount 100%")),
        [0, 0, 0]
    );
}

fn devices_are_charged_by_what_is_given_and_what_is_still_asked(env: &Env) {
    prices(env);
    env.line("device add LT-001 LT-002 LT-003 --category Laptop").ok();
    env.line("device add DT-001 --category Desktop").ok();
    env.line("booking create --client X --date 2026-03-02 --device-only --devices 3 --device-type laptops")
        .ok();
    env.line("device assign 1 --serial LT-001 --serial DT-001").ok();
    let quote = env.get("pricing quote 1");
    assert_eq!(
        lines(&quote),
        ["Desktop 1 day 9500 9500", "Laptop 3 day 8500 25500"]
    );
    assert!(why(&quote, 1).contains("not assigned yet"), "{quote}");
    env.line("device assign 1 --serial LT-002 --serial LT-003").ok();
    let quote = env.get("pricing quote 1");
    assert_eq!(
        lines(&quote),
        ["Desktop 1 day 9500 9500", "Laptop 3 day 8500 25500"]
    );
    assert!(!why(&quote, 1).contains("not assigned yet"), "{quote}");
}

fn any_device_is_charged_as_the_dearest(env: &Env) {
    prices(env);
    env.line("booking create --client X --date 2026-03-02 --device-only --devices 2")
        .ok();
    let quote = env.get("pricing quote 1");
    assert_eq!(lines(&quote), ["Desktop 2 day 9500 19000"]);
    assert!(
        why(&quote, 0).contains("charged as the most expensive: Desktop"),
        "{quote}"
    );
    // Over a week the one with a rate for a week is the cheaper, and the other one still the dearest.
    let quote = env.get("pricing quote --from 2026-03-02 --to 2026-03-08 --devices 2");
    assert_eq!(lines(&quote), ["Desktop 14 day 9500 133000"]);
    let quote =
        env.get("pricing quote --from 2026-03-02 --to 2026-03-08 --devices 2 --device-category Laptop");
    assert_eq!(lines(&quote), ["Laptop 2 week 30000 60000"]);
}

const START: &str = "--contact-person N --contact-number 1 --company C --address A";

fn a_rental_is_charged_until_it_is_due_or_back(env: &Env) {
    prices(env);
    env.line("device add LT-001 LT-002 --category Laptop").ok();
    env.line(&format!(
        "rental start --client Umoya --serial LT-001 --serial LT-002 {START} --return-on 2026-01-17"
    ))
    .ok();
    let quote = env.get("pricing quote rn-2026-0001");
    assert_eq!(lines(&quote), ["Laptop 6 day 8500 51000"]);
    assert_eq!(
        (&quote["rental_no"], &quote["client_name"]),
        (&json!("RN-2026-0001"), &json!("Umoya"))
    );
    let back = ["rental", "return", "RN-2026-0001", "--serial", "LT-001"];
    env.call(&back)
        .variable("COLAB_NOW", "2026-01-16T08:00:00Z")
        .run()
        .ok();
    assert_eq!(
        sums(&env.get("pricing quote RN-2026-0001"))[0],
        51_000,
        "an early return is charged as agreed"
    );
    let back = ["rental", "return", "RN-2026-0001"];
    env.call(&back)
        .variable("COLAB_NOW", "2026-01-19T08:00:00Z")
        .run()
        .ok();
    let late = env.get("pricing quote RN-2026-0001");
    // Three days, and three and two late: a week is cheaper than five days.
    assert_eq!(
        lines(&late),
        ["Laptop 1 week 30000 30000", "Laptop 3 day 8500 25500"]
    );
    assert!(
        why(&late, 0).contains("returned on 2026-01-19, due on 2026-01-17"),
        "{late}"
    );
    env.line("pricing quote RN-2026-0002").fails(3);
}

fn what_a_rental_took_is_not_charged_twice(env: &Env) {
    prices(env);
    env.line("device add LT-001 LT-002 --category Laptop").ok();
    env.line("booking create --client X --date 2026-03-02 --device-only --devices 2 --device-type laptops")
        .ok();
    env.line("device assign 1 --auto 2").ok();
    assert_eq!(sums(&env.get("pricing quote 1"))[0], 17_000);
    env.line(&format!(
        "rental start --booking 1 --serial LT-001 {START} --return-on 2026-03-03"
    ))
    .ok();
    assert_eq!(lines(&env.get("pricing quote 1")), ["Laptop 1 day 8500 8500"]);
    let rental = env.get("pricing quote RN-2026-0001");
    assert_eq!(lines(&rental), ["Laptop 2 day 8500 17000"]);
    assert_eq!(rental["booking_id"], 1);
}

fn catering_is_counted_by_the_unit_of_its_price(env: &Env) {
    prices(env);
    for line in [
        "pricing set catering Pastry --unit-price 30 --unit item --from 2026-01-01",
        "pricing set catering Sandwiches --unit-price 500 --unit day --from 2026-01-01",
        "pricing set catering Stationery --unit-price 200 --unit booking --from 2026-01-01",
        "pricing set amenity \"Flip chart\" --unit-price 50 --unit item --from 2026-01-01",
    ] {
        env.line(line).ok();
    }
    let two_days = "pricing quote --from 2026-03-02 --to 2026-03-03 --learners 20 --facilitators 1";
    let quote = env.get(&format!(
        "{two_days} --morning pastry --stationery --water-bottles 3 --amenity \"flip CHART=2\""
    ));
    assert_eq!(
        lines(&quote),
        [
            "Pastry 42 item 3000 126000",
            "Stationery 1 booking 20000 20000",
            "Water bottle 6 item 1500 9000",
            "Flip chart 4 item 5000 20000",
        ]
    );
    let quote = env.get(&format!("{two_days} --morning sandwiches"));
    assert_eq!(lines(&quote), ["Sandwiches 2 day 50000 100000"]);
    let quote = env.get(&format!("{two_days} --lunch self_catered"));
    assert_eq!(lines(&quote), [""; 0], "what people bring along costs nothing");
    // Nobody knows how many eat.
    assert_eq!(
        env.refusal("pricing quote --date 2026-03-02 --lunch in_house"),
        ("no_price".to_owned(), 5)
    );
    // A price that changes in between.
    env.line("pricing set catering \"In-house lunch\" --unit-price 130 --from 2026-03-03")
        .ok();
    let quote = env.get(&format!("{two_days} --lunch in_house"));
    assert_eq!(
        lines(&quote),
        [
            "In-house lunch 21 person 12000 252000",
            "In-house lunch 21 person 13000 273000",
        ]
    );
}

fn what_has_no_price_is_named_with_the_line_that_settles_it(env: &Env) {
    for line in ["room add Focus", "room add \"Success 10\""] {
        env.line(line).ok();
    }
    let line = "pricing quote --room \"Success 10\" --date 2026-03-02 --learners 5 --devices 1 --device-category Laptop --coffee";
    let refused = env.line(line).fails(5);
    for said in [
        "Success 10 has no price on 2026-03-02",
        "Laptop has no price on 2026-03-02",
        "Coffee/tea station has no price on 2026-03-02",
        "colab pricing set room 'Success 10' --daily AMOUNT --from 2026-03-02",
        "colab pricing set device-category Laptop --daily AMOUNT --from 2026-03-02",
        "colab pricing set catering 'Coffee/tea station' --unit-price AMOUNT --unit person --from 2026-03-02",
    ] {
        let refused = refused.clone();
        refused.says(said);
    }
    let partial = env.get(&format!("{line} --partial"));
    assert_eq!(partial["left_out"].as_array().unwrap().len(), 3, "{partial}");
    assert_eq!(sums(&partial), [0, 0, 0]);
    // The lines that were named settle it.
    env.line("pricing set room \"Success 10\" --daily 10 --from 2026-03-02")
        .ok();
    env.line("pricing set device-category \"Laptop\" --daily 10 --from 2026-03-02")
        .ok();
    env.line("pricing set catering \"Coffee/tea station\" --unit-price 1 --unit person --from 2026-03-02")
        .ok();
    assert_eq!(sums(&env.get(line))[0], 2_500);
    // The day before, nothing has one.
    let early = env
        .line("pricing quote --room \"Success 10\" --from 2026-03-01 --to 2026-03-02")
        .fails(5);
    early.says("Success 10 has no price on 2026-03-01");
}

fn a_ghost_is_quoted_where_it_wishes_and_one_that_is_off_costs_nothing(env: &Env) {
    prices(env);
    env.line("booking create --client X --date 2026-03-02 --learners 5")
        .ok();
    env.line("pricing quote 1")
        .fails(5)
        .says("booking 1 has no room yet")
        .says("colab booking assign 1");
    env.line("booking create --client X --date 2026-03-02 --learners 5 --wish Excellence")
        .ok();
    let wished = env.get("pricing quote 2");
    assert_eq!(lines(&wished), ["Excellence 1 day 125000 125000"]);
    assert!(why(&wished, 0).contains("requested room"), "{wished}");
    env.line("booking cancel 2").ok();
    let off = env.get("pricing quote 2");
    assert_eq!((lines(&off), sums(&off)), (vec![], [0, 0, 0]));
    let text = env.line("pricing quote 2").ok().stdout;
    assert!(text.contains("nothing to charge"), "{text}");
}

fn another_currency_is_refused(env: &Env) {
    prices(env);
    env.line("config set currency USD").ok();
    let run = env
        .line("pricing quote --room Excellence --date 2026-03-02")
        .fails(5);
    run.says("the price of Excellence from 2026-01-01 is in ZAR, but the site's currency is USD");
    assert_eq!(
        env.refusal("pricing quote --room Excellence --date 2026-03-02").0,
        "currency_mismatch"
    );
}

fn nothing_is_stored_by_a_quote(env: &Env) {
    prices(env);
    let id = env.book("Excellence", "2026-03-02", "08:00-16:00");
    let before = env.count("audit_log");
    env.get(&format!("pricing quote {id}"));
    env.get("pricing quote --room Excellence --date 2026-03-02 --learners 20 --lunch in_house");
    assert_eq!((env.count("audit_log"), env.count("bookings")), (before, 1));
    assert_eq!(env.count("booking_costing"), 0);
}

fn what_cannot_be_quoted_is_refused(env: &Env) {
    prices(env);
    for (line, code, exit) in [
        ("pricing quote 99", "unknown_booking", 3),
        ("pricing quote RN-2026-0099", "unknown_rental", 3),
        ("pricing quote xyz", "usage", 2),
        ("pricing quote RN-2026-0001 --series", "usage", 2),
        ("pricing quote", "usage", 2),
        ("pricing quote 1 --room Excellence", "usage", 2),
        (
            "pricing quote --room Excelence --date 2026-03-02",
            "unknown_room",
            3,
        ),
        (
            "pricing quote --date 2026-03-02 --devices 1 --device-category Lptop",
            "unknown_category",
            3,
        ),
        ("pricing quote --date 2026-03-02 --amenity Piano", "no_price", 5),
        ("pricing quote --date 2026-03-02 --amenity Piano=x", "usage", 2),
        (
            "pricing quote --from 2026-03-03 --to 2026-03-02",
            "end_before_start",
            2,
        ),
        (
            "pricing quote --from 2026-03-07 --to 2026-03-08 --weekdays",
            "no_days",
            6,
        ),
        (
            "pricing quote --from 2026-03-07 --to 2126-03-08",
            "absurd_number",
            6,
        ),
        (
            "pricing quote --date 2026-03-02 --learners 100001",
            "absurd_number",
            6,
        ),
        (
            "pricing quote --date 2026-03-02 --time 12:00-08:00 --room Excellence",
            "end_before_start",
            2,
        ),
        ("pricing quote --date 2026-03-02 --discount 101", "usage", 2),
        ("pricing quote --date 2026-03-02 --discount -5", "usage", 2),
        ("pricing quote --date 2026-03-02 --tier gold", "usage", 2),
        ("pricing quote --date 2026-03-02 -o quote.doc", "usage", 2),
    ] {
        assert_eq!(env.refusal(line), (code.to_owned(), exit), "{line}");
    }
    // More than can be counted.
    env.line("pricing set device-category Laptop --daily 1000000000 --clear weekly --from 2026-01-01")
        .ok();
    assert_eq!(
        env.refusal(
            "pricing quote --from 2026-01-01 --to 2035-12-31 --devices 100000 --device-category Laptop"
        ),
        ("absurd_amount".to_owned(), 6)
    );
    let run = env.line("pricing quote --room Excelence --date 2026-03-02");
    run.says("did you mean Excellence?");
    env.line("pricing quote --room Excellence --date 2026-03-02 -o no/folder/q.pdf")
        .fails(3);
}

fn a_quote_is_shown_in_every_format(env: &Env) {
    prices(env);
    let line = "pricing quote --room Excellence --from 2026-03-02 --to 2026-03-09 --discount 10";
    let csv = env.line(&format!("{line} -f csv")).ok().stdout;
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "item,quantity,unit,rate,amount,why");
    assert!(rows[1].starts_with("Excellence,1,week,5000.00,5000.00,"), "{csv}");
    assert!(rows[3].starts_with("Discount,1,quote,-625.00,-625.00,"), "{csv}");
    let text = env.line(line).ok().stdout;
    for said in [
        "Quote for a new booking: Excellence, 2026-03-02 to 2026-03-09",
        "R5,000.00",
        "Subtotal  R5,625.00",
        "Tax 15 %  R843.75",
        "Total     R6,468.75",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let fields = env
        .line(&format!("{line} --fields item,amount -f tsv"))
        .ok()
        .stdout;
    assert_eq!(fields.lines().nth(1), Some("Excellence\t5000.00"));
    env.line(&format!("{line} --fields nme")).fails(2);
}

fn a_quote_is_drawn_and_says_everything(env: &Env) {
    prices(env);
    env.line("config set company_name \"Colab Training\"").ok();
    env.line("booking create --client \"Baobab Health\" --room Excellence --date 2026-03-02 --learners 25 --coffee").ok();
    let run = env.line("pricing quote 1 --discount 5 -o quote.pdf").ok();
    assert!(run.stdout.is_empty());
    run.says("wrote quote.pdf");
    let first = std::fs::read(env.path("quote.pdf")).unwrap();
    env.line("pricing quote 1 --discount 5 -o quote.pdf --quiet")
        .ok()
        .silent();
    assert_eq!(
        first,
        std::fs::read(env.path("quote.pdf")).unwrap(),
        "the same bytes each time"
    );
    let Some(text) = tools::text_of_pdf(&env.path("quote.pdf")) else {
        return;
    };
    for said in [
        "Colab Training",
        "Quote for booking 1: Baobab Health, Excellence, 2026-03-02",
        "15 January 2026",
        "Excellence",
        "R1,250.00",
        "25 people × 1 day",
        "Discount",
        "-R93.75",
        "Subtotal",
        "R1,781.25",
        "Tax 15 %",
        "R267.19",
        "R2,048.44",
        "Page 1 of 1",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

fn a_long_quote_flows_over_pages(env: &Env) {
    env.line("room add Excellence").ok();
    // A price a month, so that each is a line of its own.
    for month in 1..=12 {
        for (day, daily) in [(1, month * 100), (15, month * 100 + 50)] {
            env.line(&format!(
                "pricing set room Excellence --daily {daily} --from 2026-{month:02}-{day:02}"
            ))
            .ok();
        }
    }
    env.line("pricing quote --room Excellence --from 2026-01-01 --to 2026-12-31 -o year.pdf")
        .ok();
    let Some(text) = tools::text_of_pdf(&env.path("year.pdf")) else {
        return;
    };
    let pages: Vec<&str> = text
        .split('\u{c}')
        .filter(|page| !page.trim().is_empty())
        .collect();
    assert!(pages.len() >= 2, "{text}");
    assert!(
        pages[1].contains("Quantity") && pages[1].contains("Page 2 of"),
        "{text}"
    );
    assert!(text.contains("R1,250.00"), "{text}");
}
