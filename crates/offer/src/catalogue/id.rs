//! Ids of what the catalogue holds. They are texts, because catalogues come from elsewhere with ids of their own.

/// Makes a newtype around a text.
macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// The id of this text.
            pub fn new(text: &str) -> Self { Self(std::sync::Arc::from(text)) }
            /// Its text.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self { Self::new(text) }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }
    )+};
}

text_id! {
    /// The id of a product specification: what a customer thinks of as the product.
    SpecificationId;
    /// The id of a product offering: one variant that can be bought.
    OfferingId;
    /// The id of a price.
    PriceId;
    /// The id of a category.
    CategoryId;
    /// The id of a promotion.
    PromotionId;
    /// The id of a thing that is counted in stock (a SKU); several offerings may sell the same thing.
    StockItemId;
    /// The id of a place: a shop, a warehouse.
    PlaceId;
}
