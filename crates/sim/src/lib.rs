//! Simulated customers, agents and days, from a seed.
//!
//! [`fortnight`] is two weeks of a small invented operator: a web site, a voice menu and a telephone, a chat, a
//! shop counter, meters and bills. It holds one problem that a reader of the portrait can find: a form that sends
//! people to the telephone (see [`operator::TROUBLED_FORM`]). [`acts`] is an endless stream for measuring stores.
//! [`clientele`] is the other way round: people with wishes, for whom a real shop is to be played.
//!
//! The same seed gives the same acts, to the byte, on any machine: chance comes from generators derived from
//! the seed and from what they are for, logarithms are computed here from exact operations, and nothing depends on the
//! order of a hash table. There is no clock: the first day is an argument.

mod agenda;
mod calendar;
mod chance;
pub mod clientele;
mod demand;
mod desk;
mod fortnight;
mod log;
mod meters;
pub mod operator;
mod rota;
mod stream;
mod telling;
mod visits;

pub use fortnight::{DEFAULT_SEED, DEFAULT_START, ZONE, fortnight, fortnight_from};
pub use stream::{Spread, Stream, acts};
