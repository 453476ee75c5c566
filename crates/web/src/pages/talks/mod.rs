//! "Ask a seller" as pages: the question, the conversation with its cart on both sides, the inbox that sellers share.
//!
//! Every page works as forms; where scripts run, the same fragments arrive as events and replace what is shown.

mod ask;
mod cart;
mod desk;
mod desk_beside;
mod handed;
mod inbox;
mod model;
mod said;
mod talk;

pub use ask::ask_page;
pub use cart::cart_beside;
pub use desk::{desk_page, desk_state};
pub use handed::{handed_gone_page, handed_page};
pub use inbox::{inbox_list, inbox_page};
pub use model::{
    AskAlong, AskForm, CartBeside, CartFound, CartLine, CartPart, DeskBeside, DeskOrder, DeskPage,
    DeskStanding, FieldProblem, InboxLine, InboxPage, OrderLink, SaidRow, Speaker, TalkPage, TalkStanding,
};
pub use said::said_row;
pub use talk::{talk_page, talk_state};
