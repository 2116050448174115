//! What devices are and what they cost: brand, model, purchase, price, warranty.

use serde_json::{Value, json};

use super::support::Env;
use super::support::workbook::counts;

both![
    a_device_has_a_brand_a_model_a_price_and_a_warranty,
    devices_are_listed_by_brand_model_purchase_and_warranty,
    purchases_are_imported_and_what_we_print_is_unchanged,
    what_cannot_be_meant_is_refused,
    an_edit_of_a_purchase_is_undone,
];

const BUY: &str = "device add L-1 --category Laptop --brand Dell --model \"Latitude 5420\" \
                   --purchased-on 2025-02-01 --price R14,999.50 --warranty-until 2028-01-31";

fn two(env: &Env) {
    env.line(BUY).ok();
    let other = "device add L-2 --category Laptop --brand Lenovo --purchased-on 2024-06-30 --warranty-until 2026-06-29";
    env.line(other).ok();
}

fn serials(env: &Env, flags: &str) -> Vec<String> {
    let list = env.get(&format!("device list {flags}"));
    let serial = |one: &Value| one["serial_number"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(serial).collect()
}

fn a_device_has_a_brand_a_model_a_price_and_a_warranty(env: &Env) {
    env.line(BUY).ok();
    let device = env.get("device show L-1");
    for (field, value) in [
        ("brand", json!("Dell")),
        ("model", json!("Latitude 5420")),
        ("purchased_on", json!("2025-02-01")),
        ("price", json!({"amount_cents": 1_499_950, "currency": "ZAR"})),
        ("warranty_until", json!("2028-01-31")),
    ] {
        assert_eq!(device[field], value, "{field}");
    }
    env.line("device edit L-1 --price 12000 --brand HP").ok();
    let device = env.get("device show L-1");
    assert_eq!(
        (
            &device["brand"],
            &device["price"]["amount_cents"],
            &device["model"]
        ),
        (&json!("HP"), &json!(1_200_000), &json!("Latitude 5420"))
    );
    env.colab(&["device", "edit", "L-1", "--price", "", "--warranty-until", ""])
        .ok();
    let device = env.get("device show L-1");
    assert_eq!(
        (&device["price"], &device["warranty_until"]),
        (&Value::Null, &Value::Null)
    );
    env.verify_audit().unwrap();
}

fn devices_are_listed_by_brand_model_purchase_and_warranty(env: &Env) {
    two(env);
    for (flags, expected) in [
        ("--brand dell", &["L-1"][..]),
        ("--model 5420", &["L-1"]),
        ("--search lenovo", &["L-2"]),
        ("--purchased-from 2025-01-01", &["L-1"]),
        ("--purchased-to 2024-12-31", &["L-2"]),
        ("--warranty-until 2026-12-31", &["L-2"]),
        ("--warranty-until 2026-06-28", &[]),
    ] {
        assert_eq!(serials(env, flags), expected, "{flags}");
    }
}

fn purchases_are_imported_and_what_we_print_is_unchanged(env: &Env) {
    two(env);
    let text = "Serial,Category,Make,Model,Bought,Cost,Warranty\nL-3,Laptop,HP,840 G8,2026-01-02,R 9 999,2027-01-01\n\
                L-2,,,,,250.00,\n";
    env.write("buy.csv", text);
    let run = env.line("import devices buy.csv -f json").ok();
    assert_eq!(counts(&run), "created 1, updated 1");
    let device = env.get("device show L-3");
    assert_eq!(
        (
            &device["model"],
            &device["price"]["amount_cents"],
            &device["purchased_on"]
        ),
        (&json!("840 G8"), &json!(999_900), &json!("2026-01-02"))
    );
    let all = "serial_number,category,name,brand,model,purchased_on,price,warranty_until";
    let printed = env
        .line(&format!("device list -f csv --fields {all}"))
        .ok()
        .stdout;
    env.write("ours.csv", &printed);
    let run = env.line("import devices ours.csv -f json").ok();
    assert_eq!(counts(&run), "unchanged 3");
}

fn what_cannot_be_meant_is_refused(env: &Env) {
    two(env);
    for (line, code) in [
        ("device edit L-1 --price -5", 6),
        ("device edit L-1 --price USD5", 6),
        ("device edit L-1 --purchased-on someday", 2),
        ("device edit L-1 --warranty-until 2025-01-31", 6),
        ("device list --purchased-from someday", 2),
    ] {
        env.line(line).fails(code);
    }
    let negative = "UPDATE devices SET price_cents = -1";
    let refused = env.raw_sql(negative).unwrap_err();
    assert!(refused.contains("devices_price_cents_check"), "{refused}");
}

fn an_edit_of_a_purchase_is_undone(env: &Env) {
    two(env);
    env.line("device edit L-1 --price 1 --model Other --warranty-until 2029-01-01")
        .ok();
    env.line("undo --yes").ok();
    let device = env.get("device show L-1");
    assert_eq!(
        (
            &device["price"]["amount_cents"],
            &device["model"],
            &device["warranty_until"]
        ),
        (&json!(1_499_950), &json!("Latitude 5420"), &json!("2028-01-31"))
    );
}
