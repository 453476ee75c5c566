//! A page of the shelf: what is found, in which order, and how many there would be behind each facet.
//!
//! One card stands for one group. A filter is about variants: a group is listed where at least one of its variants
//! passes every filter. A count says how many cards a value would list, under everything that is chosen in the
//! *other* facets; values chosen in one facet add up.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::arrangement::{Arrangement, LARGEST_PAGE};
use super::bits::Bits;
use super::facets::{BRAND, CATEGORY, COMMITMENT, IN_STOCK, MONTHLY, PRICE};
use super::folding::folded;
use super::index::{ASKED, Shelf};
use super::item::Tongue;
use super::order::Order;
use super::query::{Found, FoundCategory, FoundFacet, FoundValue, Hit, Query};
use super::search::Searched;

/// The filters that are understood: for each facet the items that pass it, and its chosen values.
struct Filters {
    by_facet: Vec<(u32, Bits, BTreeSet<u32>)>,
    ignored: Vec<String>,
}

impl Shelf {
    /// Answers a query.
    pub fn find(&self, query: &Query) -> Found<'_> {
        let searched = (!query.text.trim().is_empty()).then(|| self.search(&query.text, query.forgiving));
        let mut base = self.live.clone();
        if let Some(searched) = &searched {
            base.keep(&searched.items);
        }
        let filters = self.filters(query);
        let mut passing = base.clone();
        for (_, items, _) in &filters.by_facet {
            passing.keep(items);
        }
        let everything = searched.is_none() && filters.by_facet.is_empty();
        let mut counts = vec![0_u32; self.facets.values.len()];
        let (total, groups) = self.tally(&passing, everything, None, &mut counts);
        for (facet, ..) in &filters.by_facet {
            let mut without = base.clone();
            filters
                .by_facet
                .iter()
                .filter(|(other, ..)| other != facet)
                .for_each(|(_, items, _)| without.keep(items));
            let mut own = vec![0_u32; self.facets.values.len()];
            let all = searched.is_none() && filters.by_facet.len() == 1;
            self.tally(&without, all, Some(*facet), &mut own);
            for value in self.facets.facets.get(*facet as usize).into_iter().flat_map(|facet| &facet.values) {
                counts[*value as usize] = own[*value as usize];
            }
        }
        let category = query.category.as_deref().filter(|id| self.categories.get(id).is_some());
        let arrangement = self.arrangement(category);
        let size = query.page_size.map_or(arrangement.cards(), |size| size.clamp(1, LARGEST_PAGE));
        let pages = total.div_ceil(size).max(1);
        let page = query.page.clamp(1, pages);
        let span = (page - 1) * size..(page * size).min(total);
        let numbers = match &searched {
            Some(searched) if query.order == Order::Arranged => {
                self.best_first(searched, &passing, &groups, category, span)
            }
            _ => self.as_they_stand(query, category, &passing, span),
        };
        let order = self.order_number(query, category);
        let by_score = searched.as_ref().filter(|_| query.order == Order::Arranged);
        let hits = numbers
            .into_iter()
            .filter_map(|group| self.hit(group, &passing, order, by_score, searched.as_ref()))
            .collect();
        Found {
            total,
            page,
            pages,
            hits,
            facets: self.shown_facets(arrangement, &filters, &counts, total),
            categories: self.shown_categories(category, &counts),
            path: category.map(|id| self.categories.path(id)).unwrap_or_default(),
            arrangement,
            search: searched.map(|it| it.told).unwrap_or_default(),
            ignored: filters.ignored,
        }
    }

    fn filters(&self, query: &Query) -> Filters {
        let mut filters = Filters { by_facet: Vec::new(), ignored: Vec::new() };
        let mut category = BTreeMap::new();
        if let Some(id) = &query.category {
            if self.categories.get(id).is_some() {
                category.insert(CATEGORY.to_owned(), BTreeSet::from([id.clone()]));
            } else {
                filters.ignored.push(format!("{CATEGORY}={id}"));
            }
        }
        for (key, keys) in category.iter().chain(&query.chosen) {
            let facet = self.facets.facet(key);
            // A value is known while some item has it.
            let number = |value: &String| {
                let number = self.facets.value(facet?, value)?;
                (!self.facets.values[number as usize].items.is_empty()).then_some(number)
            };
            let known: BTreeSet<u32> = keys.iter().filter_map(number).collect();
            if key != CATEGORY {
                let unknown = keys.iter().filter(|value| number(value).is_none());
                filters.ignored.extend(unknown.map(|value| format!("{key}={value}")));
            }
            let mut items = Bits::default();
            for value in &known {
                items.add(&self.facets.values[*value as usize].items);
            }
            match facet {
                Some(facet) if !known.is_empty() => {
                    filters.by_facet.push((facet, items, known));
                }
                // A category in which nothing ever stood.
                _ if key == CATEGORY => filters.by_facet.push((u32::MAX, items, known)),
                _ => {}
            }
        }
        filters
    }

    /// Counts the groups that pass, and for each value those of them that would. `only` counts one facet's values.
    fn tally(
        &self,
        passing: &Bits,
        everything: bool,
        only: Option<u32>,
        counts: &mut [u32],
    ) -> (usize, Bits) {
        let mut total = 0;
        let mut groups = Bits::default();
        let mut last = vec![u32::MAX; if everything { 0 } else { counts.len() }];
        let counted = |value: u32| only.is_none_or(|facet| self.facets.values[value as usize].facet == facet);
        for (number, group) in self.groups.iter().enumerate().filter(|(_, group)| !group.items.is_empty()) {
            let number = number as u32;
            let of_group = if everything {
                group.items.len()
            } else {
                group.items.iter().filter(|slot| passing.has(**slot)).count()
            };
            if of_group == 0 {
                continue;
            }
            total += 1;
            groups.set(number);
            if of_group == group.items.len() {
                group.values.iter().filter(|it| counted(**it)).for_each(|value| counts[*value as usize] += 1);
                continue;
            }
            for stored in group.items.iter().filter(|it| passing.has(**it)).filter_map(|it| self.stored(*it))
            {
                for value in stored.values.iter().copied().filter(|value| counted(*value)) {
                    if last[value as usize] != number {
                        last[value as usize] = number;
                        counts[value as usize] += 1;
                    }
                }
            }
        }
        (total, groups)
    }

    fn order_number(&self, query: &Query, category: Option<&str>) -> usize {
        let tongue = if query.order == Order::Name { query.tongue } else { Tongue::French };
        match ASKED.iter().position(|asked| *asked == (query.order, tongue)) {
            Some(asked) => self.arrangements.len() + asked,
            None => self.arrangement_number(category),
        }
    }

    /// Groups in a standing order, each where the first of its variants stands that pass: a filter may leave out
    /// what stood first.
    fn as_they_stand(
        &self,
        query: &Query,
        category: Option<&str>,
        passing: &Bits,
        span: Range<usize>,
    ) -> Vec<u32> {
        let mut met = Bits::default();
        let mut groups = Vec::with_capacity(span.len());
        let mut place = 0;
        for slot in
            self.orders[self.order_number(query, category)].values().filter(|slot| passing.has(**slot))
        {
            if place >= span.end {
                break;
            }
            let Some(group) = self.stored(*slot).map(|stored| stored.group).filter(|group| !met.has(*group))
            else {
                continue;
            };
            met.set(group);
            if place >= span.start {
                groups.push(group);
            }
            place += 1;
        }
        groups
    }

    /// Groups by how well the best of their variants was found, then as they stand.
    fn best_first(
        &self,
        searched: &Searched,
        passing: &Bits,
        groups: &Bits,
        category: Option<&str>,
        span: Range<usize>,
    ) -> Vec<u32> {
        let order = self.arrangement_number(category);
        let mut keyed: Vec<((u32, &[u8]), u32)> = groups
            .ones()
            .filter_map(|group| {
                let slots = self.groups[group as usize].items.iter().filter(|slot| passing.has(**slot));
                let best = slots
                    .filter_map(|slot| {
                        let key = &*self.stored(*slot)?.keys[order];
                        Some((u32::MAX - searched.scores[*slot as usize], key))
                    })
                    .min()?;
                Some((best, group))
            })
            .collect();
        first_of(&mut keyed, span)
    }

    fn hit(
        &self,
        group: u32,
        passing: &Bits,
        order: usize,
        by_score: Option<&Searched>,
        searched: Option<&Searched>,
    ) -> Option<Hit<'_>> {
        let all = &self.groups[group as usize].items;
        let slots: Vec<u32> = all.iter().copied().filter(|slot| passing.has(*slot)).collect();
        let score = |slot: u32| by_score.map_or(0, |it| it.scores[slot as usize]);
        let (slot, first) =
            slots.iter().filter_map(|slot| Some((*slot, self.stored(*slot)?))).min_by(|(a, x), (b, y)| {
                score(*b).cmp(&score(*a)).then_with(|| x.keys[order].cmp(&y.keys[order]))
            })?;
        let cheapest = self.arrangements.len();
        let least = slots.iter().filter_map(|slot| self.stored(*slot)).min_by_key(|it| &it.keys[cheapest])?;
        Some(Hit {
            item: &first.item,
            variants: all.len(),
            passing: slots.len(),
            cheapest: &least.item,
            met: searched.map(|searched| self.met(searched, slot)).unwrap_or_default(),
        })
    }

    fn shown_facets<'a>(
        &'a self,
        arrangement: &'a Arrangement,
        filters: &Filters,
        counts: &[u32],
        total: usize,
    ) -> Vec<FoundFacet<'a>> {
        let named: Vec<(u32, bool)> = if arrangement.facets.is_empty() {
            self.every_facet().into_iter().map(|facet| (facet, true)).collect()
        } else {
            let known = arrangement.facets.iter();
            known.filter_map(|choice| Some((self.facets.facet(&choice.key)?, choice.open))).collect()
        };
        // What is chosen is shown even where the arrangement does not offer it: it must be possible to take it back.
        let more = filters.by_facet.iter().map(|(facet, ..)| *facet);
        let more: Vec<u32> = more.filter(|facet| !named.iter().any(|(known, _)| known == facet)).collect();
        named
            .into_iter()
            .chain(more.into_iter().map(|facet| (facet, true)))
            .filter_map(|(number, open)| {
                let facet = self.facets.facets.get(number as usize).filter(|facet| facet.key != CATEGORY)?;
                let chosen =
                    filters.by_facet.iter().find(|(known, ..)| *known == number).map(|(_, _, values)| values);
                let values: Vec<FoundValue<'_>> = facet
                    .values
                    .iter()
                    .map(|number| {
                        let value = &self.facets.values[*number as usize];
                        FoundValue {
                            key: &value.key,
                            label: &value.label,
                            count: counts[*number as usize] as usize,
                            chosen: chosen.is_some_and(|chosen| chosen.contains(number)),
                        }
                    })
                    .filter(|value| value.count > 0 || value.chosen)
                    .collect();
                let tells =
                    chosen.is_some() || values.len() > 1 || values.iter().any(|value| value.count < total);
                tells.then_some(FoundFacet { key: &facet.key, label: &facet.label, open, values })
            })
            .filter(|facet| !facet.values.is_empty())
            .collect()
    }

    /// The built-in facets, then the characteristics by name.
    fn every_facet(&self) -> Vec<u32> {
        let built_in = [PRICE, MONTHLY, IN_STOCK, COMMITMENT, BRAND];
        let mut all: Vec<(usize, String, u32)> = self
            .facets
            .facets
            .iter()
            .enumerate()
            .map(|(number, facet)| {
                let place = built_in.iter().position(|key| *key == facet.key).unwrap_or(built_in.len());
                (place, folded(facet.label.in_tongue(Tongue::French)) + &facet.key, number as u32)
            })
            .collect();
        all.sort();
        all.into_iter().map(|(.., number)| number).collect()
    }

    fn shown_categories(&self, category: Option<&str>, counts: &[u32]) -> Vec<FoundCategory<'_>> {
        let Some(facet) = self.facets.facet(CATEGORY) else { return Vec::new() };
        self.categories
            .children(category)
            .iter()
            .filter_map(|id| {
                let count = counts[self.facets.value(facet, id)? as usize] as usize;
                Some(FoundCategory { category: self.categories.get(id)?, count }).filter(|it| it.count > 0)
            })
            .collect()
    }
}

/// The groups at these places of the order, without sorting more than is needed.
fn first_of<K: Ord>(keyed: &mut Vec<(K, u32)>, span: Range<usize>) -> Vec<u32> {
    if span.end < keyed.len() {
        keyed.select_nth_unstable(span.end);
        keyed.truncate(span.end);
    }
    keyed.sort_unstable();
    keyed.iter().skip(span.start).map(|(_, group)| *group).collect()
}
