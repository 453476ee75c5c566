//! The office: pages of those who keep the catalogue, its prices, stock, places and texts.

mod counting;
mod dead_ends;
mod exchange;
mod form;
mod history;
mod job;
mod list;
mod markup;
mod model;
mod model_exchange;
mod overview;
mod plan;
mod prices;
mod promotion;
mod rows;
mod shell;
mod stock;
mod timeline;

pub use counting::{office_counts_page, office_movements_page};
pub use dead_ends::office_dead_ends_page;
pub use exchange::{office_exchange_page, office_plan_page};
pub use form::office_form_page;
pub use history::office_history_page;
pub use job::office_job_page;
pub use list::office_list_page;
pub use markup::light_markup;
pub use model::*;
pub use model_exchange::*;
pub use overview::office_overview_page;
pub use prices::office_prices_page;
pub use promotion::{PromotionRow, promotion_table};
#[cfg(test)]
pub(crate) use shell::rooms;
pub(super) use shell::shell_at;
pub use stock::office_stock_page;
