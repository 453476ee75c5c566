//! The binary as people use it on a terminal: each test types commands and reads what comes back.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "these are tests, helpers included")]

mod binary;
mod browser;
mod catalogue;
mod demonstration;
mod keys;
mod killed;
mod real_logs;
mod refusals;
mod round_trip;
mod serving;
mod signing_in;
mod simulation;
