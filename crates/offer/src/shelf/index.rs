//! The shelf in memory: items by group, facets, words and standing orders, kept current one item at a time.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::arrangement::{Arrangement, Reason};
use super::bits::Bits;
use super::categories::Categories;
use super::facets::FacetBook;
use super::folding::{folded, squeezed};
use super::item::{InBoth, ShelfCategory, ShelfItem, Tongue};
use super::order::{Book, Order, key, reasons};
use super::synonyms::Synonyms;
use super::vocabulary::{Field, Posting, Vocabulary};
use super::words::{is_stop_word, tokens};

/// What stands on the shelf, and how to find it. Building it anew from the same items, in whatever order they come,
/// gives the same answers as keeping it current.
#[derive(Debug)]
pub struct Shelf {
    pub(super) categories: Categories,
    pub(super) arrangements: Vec<Arrangement>,
    pub(super) synonyms: Synonyms,
    pub(super) slots: Vec<Option<Stored>>,
    free: Vec<u32>,
    by_id: BTreeMap<String, u32>,
    pub(super) groups: Vec<Group>,
    free_groups: Vec<u32>,
    by_group: BTreeMap<String, u32>,
    pub(super) live: Bits,
    pub(super) facets: FacetBook,
    pub(super) vocabulary: Vocabulary,
    /// Texts read lately with the words in them: variants of one product share most of theirs.
    read_lately: VecDeque<(String, Vec<u32>)>,
    /// Slots in each standing order: the arrangements', then those that readers ask for.
    pub(super) orders: Vec<BTreeMap<Arc<[u8]>, u32>>,
}

/// An item with what was worked out about it.
#[derive(Debug)]
pub(super) struct Stored {
    pub item: ShelfItem,
    pub group: u32,
    pub values: Box<[u32]>,
    words: Box<[u32]>,
    /// How many different words its name has.
    pub name_words: u32,
    /// Its key in each standing order.
    pub keys: Box<[Arc<[u8]>]>,
}

/// The variants of one product.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub id: String,
    /// Slots, in order.
    pub items: Vec<u32>,
    /// The values of all its items, each once.
    pub values: Vec<u32>,
}

/// How many texts are remembered with their words.
const READ_LATELY: usize = 32;

/// The orders that readers ask for, after the arrangements'.
pub(super) const ASKED: [(Order, Tongue); 5] = [
    (Order::Cheapest, Tongue::French),
    (Order::Dearest, Tongue::French),
    (Order::Name, Tongue::French),
    (Order::Name, Tongue::English),
    (Order::Newest, Tongue::French),
];

impl Shelf {
    /// An empty shelf with its categories and arrangements. Where no arrangement is for the whole shelf, the
    /// default one stands.
    pub fn new(categories: Vec<ShelfCategory>, mut arrangements: Vec<Arrangement>) -> Self {
        if !arrangements.iter().any(|arrangement| arrangement.category.is_none()) {
            arrangements.push(Arrangement::default());
        }
        let synonyms = Synonyms::of(&arrangements);
        let orders = vec![BTreeMap::new(); arrangements.len() + ASKED.len()];
        Self {
            categories: Categories::new(categories),
            arrangements,
            synonyms,
            orders,
            slots: Vec::new(),
            free: Vec::new(),
            by_id: BTreeMap::new(),
            groups: Vec::new(),
            free_groups: Vec::new(),
            by_group: BTreeMap::new(),
            live: Bits::default(),
            facets: FacetBook::default(),
            vocabulary: Vocabulary::default(),
            read_lately: VecDeque::new(),
        }
    }

    /// The same items under other categories or arrangements.
    pub fn rearranged(self, categories: Vec<ShelfCategory>, arrangements: Vec<Arrangement>) -> Self {
        let mut shelf = Self::new(categories, arrangements);
        for stored in self.slots.into_iter().flatten() {
            shelf.replace(stored.item);
        }
        shelf
    }

    /// How many offerings stand on it.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether nothing stands on it.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The item of an offering.
    pub fn item(&self, id: &str) -> Option<&ShelfItem> {
        self.by_id.get(id).and_then(|slot| self.stored(*slot)).map(|stored| &stored.item)
    }

    /// The variants of a group, in the order of their arrangement.
    pub fn variants(&self, group: &str) -> Vec<&ShelfItem> {
        let Some(group) = self.by_group.get(group).and_then(|number| self.groups.get(*number as usize))
        else {
            return Vec::new();
        };
        let mut variants: Vec<&Stored> = group.items.iter().filter_map(|slot| self.stored(*slot)).collect();
        variants.sort_by_key(|stored| stored.keys.first());
        variants.into_iter().map(|stored| &stored.item).collect()
    }

    /// Every item, by its id.
    pub fn items(&self) -> impl Iterator<Item = &ShelfItem> {
        self.by_id.values().filter_map(|slot| self.stored(*slot)).map(|stored| &stored.item)
    }

    /// A category.
    pub fn category(&self, id: &str) -> Option<&ShelfCategory> {
        self.categories.get(id)
    }

    /// A category and its ancestors, the root first.
    pub fn category_path(&self, id: &str) -> Vec<&ShelfCategory> {
        self.categories.path(id)
    }

    /// The categories right below one, or the first ones; in their order.
    pub fn categories_below(&self, id: Option<&str>) -> Vec<&ShelfCategory> {
        self.categories.children(id).iter().filter_map(|child| self.categories.get(child)).collect()
    }

    /// The arrangement that a category stands under: its own, its nearest ancestor's, or the whole shelf's.
    pub fn arrangement(&self, category: Option<&str>) -> &Arrangement {
        &self.arrangements[self.arrangement_number(category)]
    }

    pub(super) fn arrangement_number(&self, category: Option<&str>) -> usize {
        let path = category.map(|id| self.categories.path(id)).unwrap_or_default();
        let own = path.iter().rev().find_map(|category| {
            self.arrangements.iter().position(|it| it.category.as_deref() == Some(category.id.as_str()))
        });
        own.or_else(|| self.arrangements.iter().position(|it| it.category.is_none())).unwrap_or(0)
    }

    /// Why an item stands where it stands: each rule of its arrangement, in sequence, with what it saw.
    pub fn explain(&self, id: &str, category: Option<&str>) -> Vec<Reason> {
        self.item(id).map(|item| reasons(self.arrangement(category), item)).unwrap_or_default()
    }

    pub(super) fn stored(&self, slot: u32) -> Option<&Stored> {
        self.slots.get(slot as usize).and_then(Option::as_ref)
    }

    /// Puts an item on the shelf, or replaces the one of its id.
    pub fn replace(&mut self, item: ShelfItem) {
        let slot = match self.by_id.get(&item.id) {
            Some(slot) => *slot,
            None => self.free.pop().unwrap_or_else(|| {
                self.slots.push(None);
                self.slots.len() as u32 - 1
            }),
        };
        let known = self.slots[slot as usize].take();
        let (words, name_words) = match &known {
            Some(stored) if reads_alike(&stored.item, &item) => (stored.words.clone(), stored.name_words),
            Some(stored) => {
                self.forget_words(&stored.words, slot);
                self.learn_words(&item, slot)
            }
            None => self.learn_words(&item, slot),
        };
        if let Some(stored) = &known {
            self.forget_values(&stored.values, slot);
            self.forget_place(&stored.keys);
            if self.groups[stored.group as usize].id != item.group {
                self.leave(stored.group, slot);
            }
        }
        let group = self.join(&item.group, slot);
        let ancestry = self.categories.ancestry(&item.categories);
        let values: Box<[u32]> = self.facets.values_of(&item, &ancestry).into();
        for value in &values {
            self.facets.values[*value as usize].items.set(slot);
        }
        let keys: Box<[Arc<[u8]>]> = self.books().map(|book| key(book, &item)).collect();
        for (order, key) in self.orders.iter_mut().zip(&keys) {
            order.insert(Arc::clone(key), slot);
        }
        self.by_id.insert(item.id.clone(), slot);
        self.live.set(slot);
        self.slots[slot as usize] = Some(Stored { item, group, values, words, name_words, keys });
        self.settle(group);
    }

    /// Takes an item off the shelf; says whether it stood there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(slot) = self.by_id.remove(id) else { return false };
        if let Some(stored) = self.slots[slot as usize].take() {
            self.forget_words(&stored.words, slot);
            self.forget_values(&stored.values, slot);
            self.forget_place(&stored.keys);
            self.leave(stored.group, slot);
        }
        self.live.clear(slot);
        self.free.push(slot);
        true
    }

    fn books(&self) -> impl Iterator<Item = Book<'_>> {
        let arranged = self.arrangements.iter().map(Book::Arranged);
        arranged.chain(ASKED.iter().map(|(order, tongue)| Book::Asked(*order, *tongue)))
    }

    fn join(&mut self, id: &str, slot: u32) -> u32 {
        let number = match self.by_group.get(id) {
            Some(number) => *number,
            None => {
                let number = self.free_groups.pop().unwrap_or_else(|| {
                    self.groups.push(Group::default());
                    self.groups.len() as u32 - 1
                });
                self.groups[number as usize] = Group { id: id.to_owned(), ..Group::default() };
                self.by_group.insert(id.to_owned(), number);
                number
            }
        };
        let items = &mut self.groups[number as usize].items;
        if let Err(place) = items.binary_search(&slot) {
            items.insert(place, slot);
        }
        number
    }

    fn leave(&mut self, number: u32, slot: u32) {
        let group = &mut self.groups[number as usize];
        group.items.retain(|known| *known != slot);
        if group.items.is_empty() {
            self.by_group.remove(&group.id);
            self.free_groups.push(number);
        }
        self.settle(number);
    }

    /// Gathers the values of a group's items.
    fn settle(&mut self, number: u32) {
        let items = self.groups[number as usize].items.iter();
        let stored = items.filter_map(|slot| self.slots.get(*slot as usize)?.as_ref());
        let mut values: Vec<u32> = stored.flat_map(|it| it.values.iter().copied()).collect();
        values.sort_unstable();
        values.dedup();
        self.groups[number as usize].values = values;
    }

    fn forget_place(&mut self, keys: &[Arc<[u8]>]) {
        for (order, key) in self.orders.iter_mut().zip(keys) {
            order.remove(key);
        }
    }

    fn forget_words(&mut self, words: &[u32], slot: u32) {
        for word in words {
            self.vocabulary.withdraw(*word, slot);
        }
    }

    fn forget_values(&mut self, values: &[u32], slot: u32) {
        for value in values {
            self.facets.values[*value as usize].items.clear(slot);
        }
    }

    /// Learns the words of an item: their numbers, and how many different ones its name has.
    fn learn_words(&mut self, item: &ShelfItem, slot: u32) -> (Box<[u32]>, u32) {
        let mut words = BTreeSet::new();
        let name_words: BTreeSet<String> = [&item.name, &item.group_name]
            .into_iter()
            .flat_map(|text| tokens(&text.fr))
            .map(|token| token.folded)
            .filter(|word| !is_stop_word(word))
            .collect();
        for code in &item.codes {
            let code = squeezed(code);
            if !code.is_empty() {
                let word = self.vocabulary.learn(&code, &code);
                self.vocabulary.post(word, Posting { slot, field: Field::Code });
                words.insert(word);
            }
        }
        for (text, field) in texts(item, &self.categories.ancestry(&item.categories)) {
            for word in self.words_in(text) {
                self.vocabulary.post(word, Posting { slot, field });
                words.insert(word);
            }
        }
        (words.into_iter().collect(), name_words.len() as u32)
    }

    /// The numbers of the words of a text, and of the pieces of its compounds.
    fn words_in(&mut self, text: String) -> Vec<u32> {
        if let Some((_, known)) = self.read_lately.iter().find(|(known, _)| *known == text) {
            return known.clone();
        }
        let mut words = Vec::new();
        for token in tokens(&text) {
            if !is_stop_word(&token.folded) {
                words.push(self.vocabulary.learn(&token.spelled, &token.folded));
            }
            words.extend(token.pieces.iter().map(|piece| self.vocabulary.learn(piece, piece)));
        }
        words.sort_unstable();
        words.dedup();
        if self.read_lately.len() >= READ_LATELY {
            self.read_lately.pop_front();
        }
        self.read_lately.push_back((text, words.clone()));
        words
    }
}

/// Every text of an item with the field that its words stand in.
fn texts(item: &ShelfItem, ancestry: &[(String, InBoth)]) -> Vec<(String, Field)> {
    let mut texts = vec![(item.brand.clone(), Field::Brand)];
    let mut both = |text: &InBoth, field: Field| {
        texts.push((text.fr.clone(), field));
        if text.en != text.fr {
            texts.push((text.en.clone(), field));
        }
    };
    both(&item.name, Field::Name);
    both(&item.group_name, Field::Name);
    both(&item.description, Field::Description);
    for (_, name) in ancestry {
        both(name, Field::Category);
    }
    for value in item.facets.values().flat_map(|facet| &facet.values) {
        both(&value.label, Field::Characteristic);
    }
    texts
}

/// Whether two states of an item have the same words.
fn reads_alike(a: &ShelfItem, b: &ShelfItem) -> bool {
    let words = |item: &ShelfItem| (folded(&item.brand), item.name.clone(), item.group_name.clone());
    words(a) == words(b)
        && a.description == b.description
        && a.codes == b.codes
        && a.categories == b.categories
        && a.facets == b.facets
}
