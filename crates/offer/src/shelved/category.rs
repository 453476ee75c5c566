//! Categories of the catalogue as the shelf's tree of them.

use crate::catalogue::{Catalogue, Category};
use crate::shelf::{InBoth, ShelfCategory};

/// The categories that are shown, in both languages. One that is not launched is left out with what stands only there.
pub fn shelf_categories(catalogue: &Catalogue) -> Vec<ShelfCategory> {
    catalogue
        .categories
        .values()
        .filter(|category| category.lifecycle_status.is_sold())
        .map(shelf_category)
        .collect()
}

fn shelf_category(category: &Category) -> ShelfCategory {
    ShelfCategory {
        id: category.id.to_string(),
        parent: category.parent_id.as_ref().map(ToString::to_string),
        name: InBoth::new(category.name_in("fr"), category.name_in("en")),
        position: category.rank,
    }
}
