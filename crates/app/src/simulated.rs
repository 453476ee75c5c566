//! The simulated fortnight: made on the spot from a seed, kept in memory, never in the user's file.

use ledger::{Entry, Ledger, Location, Ticket};
use types::{EntryId, ViewName};

use crate::Trouble;
use crate::books::made_with;
use crate::clock::SharedClock;
use crate::counter::{CounterError, open_ledger};
use crate::settings::{Origin, ViewSettings};

/// The name of the view that holds the simulation.
pub const VIEW: &str = "simulation";
/// Acts committed together.
const ACTS_A_BATCH: usize = 1_000;

/// A ledger in memory that holds one view, the fortnight of this seed. The same seed gives the same acts; so
/// does the secret, which protects nobody here.
pub(crate) fn ledger_of(seed: u64, clock: &SharedClock) -> Result<Ledger, CounterError> {
    let ledger = open_ledger(Location::Memory, clock)?;
    fill(&ledger, seed)?;
    Ok(ledger)
}

fn fill(ledger: &Ledger, seed: u64) -> Result<(), Trouble> {
    let name: ViewName = VIEW.parse().expect("the name of the simulation is a good name");
    let settings = ViewSettings::new(Origin::Simulated, [u128::from(seed), 0]);
    let currency = "EUR".parse().expect("EUR is a currency");
    let info = ledger.create_view(&name, made_with(sim::ZONE, currency, &settings)?)?;
    let acts = sim::fortnight(seed);
    let tickets: Vec<Ticket> = acts
        .chunks(ACTS_A_BATCH)
        .zip(1_u128..)
        .map(|(batch, number)| {
            ledger.submit(info.id, Entry::new(EntryId::from_u128(number)).with_acts(batch.to_vec()))
        })
        .collect();
    tickets.into_iter().try_for_each(|ticket| ticket.wait().map(drop)).map_err(Trouble::from)
}
