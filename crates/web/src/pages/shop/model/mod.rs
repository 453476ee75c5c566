//! What the pages of the store show: plain values in the reader's language, filled by the doors. No rule, no reading
//! of a store; amounts are exact and all taxes included unless a field says otherwise.

mod cart;
mod checkout;
mod comparison;
mod list;
mod offering;
mod order;
mod price;
mod store;

pub use cart::{CartLine, CartPage, LineProblem, MovedPrice};
pub use checkout::{
    CheckoutPage, ContractSummary, DeliveryShown, Identity, PaymentShown, PickUpPlace, PriceChangedPage,
    SeenAmounts, TermsShown,
};
pub use comparison::{ComparisonPage, CostRow, MeteredField, SidePrice, UseField};
pub use list::{Card, CategoryLink, Facet, FacetOption, ListPage, Placed, SearchNote};
pub use offering::{
    Choice, EligibilityShown, OfferingPage, OptionShown, PartShown, PlaceStock, StockLevel, VariantAxis,
};
pub use order::{
    AccountAsked, Back, EndingPage, FindOrderPage, OrderLine, OrderPage, OrderStep, Parcel, PayAgain,
    PickUpShown, ProgressStep, Refund, StepState, WithdrawPage,
};
pub use price::{Lowered, MonthStep, PriceShown, TaxRow, Totals, UsePrice};
pub use store::{AskLink, Crumb, Link, Picture, Problem, Store};
