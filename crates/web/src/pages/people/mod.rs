//! Pages about people: signing in, one's own things, staff and their accounts.

mod accounts;
mod customer;
mod enrol;
mod fields;
mod file;
mod find_person;
mod forbidden;
mod own_data;
mod sign_in;
mod staff_self;
mod staff_sign_in;

pub use accounts::{AccountPage, AccountRow, NewAccount, account_page, accounts_page, link_page};
pub use customer::{Details, Mine, MinePage, SessionRow, mine_page};
pub use enrol::{EnrolPage, codes_page, enrol_page};
pub use fields::FieldProblem;
pub use file::{FileShown, file_form, file_page};
pub use find_person::{FindPersonPage, erased_page, find_person_page};
pub use forbidden::error_page_of_role;
pub use own_data::{DeletePage, LookRow, data_page, delete_page, deleted_page, looked_page};
pub use sign_in::{CodePage, SignInPage, code_page, sign_in_page};
pub use staff_self::{SelfPage, self_page};
pub use staff_sign_in::{
    FirstPage, StaffSignIn, first_page, recovery_page, second_factor_page, staff_sign_in_page,
};

use maud::Markup;

use super::frame::{Place, frame};
use super::shop::model::Store;
use super::shop::{StoreHead, store_frame};
use crate::context::PageContext;

/// The frame of customers' pages: the store's own.
fn own_page(ctx: &PageContext, store: &Store, title: &str, main: Markup) -> Markup {
    store_frame(ctx, store, &StoreHead { title, ..StoreHead::default() }, main)
}

/// The frame of staff's pages.
fn staff_page(ctx: &PageContext, title: &str, main: Markup) -> Markup {
    frame(ctx, title, Place::Elsewhere, main)
}
