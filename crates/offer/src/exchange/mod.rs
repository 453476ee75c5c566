//! A catalogue comes in and goes out: JSON in TM Forum's shapes, CSV of any shop by a mapping, or a log of sales.
//!
//! Everything here is pure. What comes in is compared with what is there ([`plan`]); the plan says field by field what
//! would be added, changed or ended, and what is wrong with line and column. Nothing is applied while something grave
//! is wrong, and applying twice changes nothing. A price that changes is ended, and another begins.

mod body;
mod cells;
mod check;
mod csv_out;
mod difference;
mod file;
mod json;
mod mapping;
mod plan;
mod price_line;
mod priced;
mod problem;
mod problem_kind;
mod rows;
mod sales;
mod slug;
mod table;
mod values;
mod words;

pub use check::{Known, check, problems_of};
pub use csv_out::write_csv;
pub use difference::{FieldChange, differences};
pub use file::{CatalogueFile, Incoming, IncomingRecord, IncomingStock, Section, StockKey};
pub use json::{read_json, write_json};
pub use mapping::{MappingError, Role, SalesColumns, TableMapping};
pub use plan::{Change, Kind, Plan, PlanOptions, StockChange, plan};
pub use price_line::{PriceLine, Successors, next_price_id, price_lines, same_line};
pub use problem::{Problem, ProblemKind, Severity, Where};
pub use rows::read_rows;
pub use sales::{SaleRow, SalesFold, SalesReport};
pub use slug::slug;
pub use table::{Table, TableRow, read_table};
pub use values::{parse_decimal, parse_instant};
