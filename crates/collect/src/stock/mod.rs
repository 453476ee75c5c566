//! Stock that cannot be oversold: guarded numbers per place and item, what a cart demands in all, where it
//! can be taken from, and the reservation that holds it until an order or a timer ends it.
//!
//! Nothing here knows where the numbers are kept: a rule answers with [`StockDelta`]s, each of which has a floor.

mod allocation;
mod demand;
mod level;
mod moves;
mod reservation;

pub use allocation::{Allocated, Allocation, Availability, Shortage, allocate};
pub use demand::{Demand, DemandError};
pub use level::{Bucket, StockKey, StockLevel};
pub use moves::{StockDelta, StockMove, StockStep, deltas};
pub use reservation::{Reservation, ReservationChange, ReservationRefusal, ReservationState};
