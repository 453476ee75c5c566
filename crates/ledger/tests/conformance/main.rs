//! One suite for all three stores: what the ledger promises, whatever holds it.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by stopping, and its children write"
)]

mod acts;
mod cluster;
mod crash;
mod faults;
mod same;
mod scribe;
mod stories;
mod tamper;

/// Declares each story once as a test in memory, in SQLite and in PostgreSQL.
macro_rules! everywhere {
    ($($story:ident),+ $(,)?) => {
        mod in_memory { $(#[test] fn $story() { super::$story(&crate::scribe::Shelf::memory()); })+ }
        mod in_sqlite { $(#[test] fn $story() { super::$story(&crate::scribe::Shelf::sqlite()); })+ }
        mod in_postgres { $(#[test] fn $story() { super::$story(&crate::scribe::Shelf::postgres()); })+ }
    };
}
pub(crate) use everywhere;
