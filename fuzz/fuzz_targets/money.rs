//! An amount: what is shown of it is read as the same amount.
#![no_main]

use colab::kernel::money::Money;
use iso_currency::Currency;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for currency in [Currency::ZAR, Currency::JPY, Currency::KWD] {
        if let Ok(money) = Money::parse("price", text, currency) {
            let again = Money::parse("price", &money.decimal(), currency);
            assert_eq!(again.ok(), Some(money));
        }
    }
});
