//! The forms in their order: each takes what is left of the tokens.

use super::claims::TokenClaims;
use super::tokens::CellToken;
use super::{count_forms, guessed_time};

/// Reads a booking's tokens; `in_hours` reports whether minutes of the day lie within the site's day.
pub(super) fn claim_tokens<'a>(
    tokens: &'a [CellToken],
    in_hours: &dyn Fn(u32, u32) -> bool,
) -> TokenClaims<'a> {
    let mut claims = TokenClaims::new(tokens);
    claims.status_and_clock();
    count_forms::own_devices(&mut claims);
    count_forms::triples(&mut claims);
    count_forms::count_and_devices(&mut claims);
    count_forms::devices(&mut claims);
    count_forms::worded(&mut claims);
    count_forms::pairs(&mut claims);
    count_forms::everybody(&mut claims);
    claims.own_counts();
    count_forms::about(&mut claims);
    guessed_time::take_hours(&mut claims, in_hours);
    guessed_time::guess_ending(&mut claims, in_hours);
    count_forms::range(&mut claims);
    count_forms::last_number(&mut claims);
    match (claims.clock, claims.learners) {
        (None, Some(_)) => guessed_time::guess_time(&mut claims, in_hours),
        (None, None) if claims.guessed.is_none() => guessed_time::guess_half(&mut claims),
        _ => {}
    }
    claims
}
