//! What can be bought: products, their variants, bundles, prices, promotions, in TM Forum's shapes (TMF620, TMF671).

mod book;
mod eligibility;
mod id;
mod lowest_price;
mod offering;
mod price;
mod promotion;
mod shared;
mod specification;

pub(crate) use book::DEEPEST;
pub use book::{Catalogue, PriceInForce};
pub use eligibility::{Eligibility, EligibilityRule, Ineligible, Situation, eligibility};
pub use id::{CategoryId, OfferingId, PlaceId, PriceId, PromotionId, SpecificationId, StockItemId};
pub use lowest_price::{Reduced, lowest_before, reduced_at};
pub use offering::{BundleOption, BundledOffering, Nature, OfferingTerm, ProductOffering};
pub use price::{ChargePeriod, PriceType, ProductOfferingPrice, TaxItem};
pub use promotion::{Promotion, Reduction};
pub use shared::{
    Characteristic, CharacteristicValue, LifecycleStatus, MoneyValue, Period, Quantity, Reference,
    Translation, Unknown, in_language,
};
pub use specification::{Attachment, Category, ProductSpecification};
