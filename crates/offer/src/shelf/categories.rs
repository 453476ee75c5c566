//! The tree of categories: ways up and down, guarded against loops.

use std::collections::BTreeMap;

use super::folding::folded;
use super::item::{InBoth, ShelfCategory, Tongue};

/// No tree of categories is deeper: a loop ends here.
const DEEPEST: usize = 12;

#[derive(Debug, Default)]
pub(super) struct Categories {
    by_id: BTreeMap<String, ShelfCategory>,
    /// Children by parent, in their order; the roots under the empty id.
    children: BTreeMap<String, Vec<String>>,
}

impl Categories {
    pub fn new(all: Vec<ShelfCategory>) -> Self {
        let by_id: BTreeMap<String, ShelfCategory> = all.into_iter().map(|it| (it.id.clone(), it)).collect();
        let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for category in by_id.values() {
            // A category whose parent is unknown is a root: it must not disappear.
            let parent = category.parent.as_ref().filter(|parent| by_id.contains_key(*parent));
            children.entry(parent.cloned().unwrap_or_default()).or_default().push(category.id.clone());
        }
        for sisters in children.values_mut() {
            sisters.sort_by_key(|id| {
                by_id.get(id).map(|it| (it.position, folded(it.name.in_tongue(Tongue::French)), id.clone()))
            });
        }
        Self { by_id, children }
    }

    pub fn get(&self, id: &str) -> Option<&ShelfCategory> {
        self.by_id.get(id)
    }

    pub fn children(&self, id: Option<&str>) -> &[String] {
        self.children.get(id.unwrap_or("")).map_or(&[], Vec::as_slice)
    }

    /// The category and its ancestors, the root first; empty for an unknown one.
    pub fn path(&self, id: &str) -> Vec<&ShelfCategory> {
        let mut path: Vec<&ShelfCategory> = Vec::new();
        let mut next = self.get(id);
        while let Some(category) = next {
            if path.len() >= DEEPEST || path.iter().any(|known| known.id == category.id) {
                break;
            }
            path.push(category);
            next = category.parent.as_deref().and_then(|parent| self.get(parent));
        }
        path.reverse();
        path
    }

    /// All categories of an item with their ancestors, each once, with their names.
    pub fn ancestry(&self, ids: &[String]) -> Vec<(String, InBoth)> {
        let mut all: Vec<(String, InBoth)> = Vec::new();
        for category in ids.iter().flat_map(|id| self.path(id)) {
            if !all.iter().any(|(id, _)| *id == category.id) {
                all.push((category.id.clone(), category.name.clone()));
            }
        }
        all
    }
}
