//! Dead ends: where a demand found nothing to fit it. Counted per offering, per search phrase, per place, with why.

use std::collections::BTreeMap;

use collect::place::Place;
use jiff::Timestamp;
use party::Permission;
use serde_json::Value;
use types::{Act, Scalar};

use crate::dead_ends::SearchPhraseKept;
use crate::{Asking, Counter, Trouble};

/// The kinds of acts that tell a dead end. The first says so itself; of the others the order is the dead end: its payment was
/// refused, it was never paid, its goods were gone.
const ACTS: [&str; 4] = ["dead_end", REFUSED, "order_unpaid", "allocation_failed"];
/// The kind of acts that tell a refused payment. Its reason is the bank's: as dead ends all of them are one.
const REFUSED: &str = "payment_refused";
/// The kind of records that hold what was searched for, masked.
const PHRASE: &str = "searchPhrase";
/// Acts read in one go.
const AT_ONCE: usize = 2_000;
/// Lines shown of each table.
const LINES: usize = 200;

/// By what dead ends are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeadEndKind {
    /// By what was wanted.
    Offering,
    /// By what was searched for.
    Phrase,
    /// By where: one of our places.
    Place,
    /// By where: a part of the country, as a postcode begins there.
    Area,
}

/// Dead ends about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// What it is.
    pub kind: DeadEndKind,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many, by reason, the most frequent first.
    pub reasons: Vec<(String, u64)>,
    /// How many in all.
    pub count: u64,
    /// How many different customers.
    pub customers: u64,
    /// The last of them.
    pub last: Timestamp,
    /// How many people wait to be told when it is back.
    pub waiting: u64,
}

/// A phrase that was searched for and found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPhrase {
    /// The id of its record.
    pub id: String,
    /// What was searched for, digits and addresses masked.
    pub phrase: String,
}

/// Every dead end of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeadEnds {
    /// How many.
    pub count: u64,
    /// How many by reason, the most frequent first.
    pub reasons: Vec<(String, u64)>,
    /// Refused payments by what whoever refused them said, the most frequent first.
    pub refused_payments: Vec<(String, u64)>,
    /// By offering, the most frequent first.
    pub offerings: Vec<Unmet>,
    /// How many are about no offering in particular.
    pub without_offering: u64,
    /// By search phrase, as far as enough different browsers sought it.
    pub phrases: Vec<Unmet>,
    /// How many phrases are not shown, because too few sought them.
    pub rare_phrases: u64,
    /// By place.
    pub places: Vec<Unmet>,
}

#[derive(Default)]
struct Tally {
    reasons: BTreeMap<String, u64>,
    customers: std::collections::BTreeSet<String>,
    count: u64,
    last: Timestamp,
}

/// Dead ends counted, before anything has a name.
#[derive(Default)]
struct Gathered {
    all: BTreeMap<(DeadEndKind, String), Tally>,
    reasons: BTreeMap<String, u64>,
    refused: BTreeMap<String, u64>,
    without_offering: u64,
}

impl Gathered {
    fn count(&mut self, act: &Act) {
        let times = match act.body.get("times") {
            Some(Scalar::Integer(times)) => u64::try_from(*times).unwrap_or(1).max(1),
            _ => 1,
        };
        let mut reason = act.reason.as_ref().map_or("unknown", |reason| reason.as_str());
        if act.kind.name.as_str() == REFUSED {
            if reason == REFUSED {
                // Nobody refused it: it was given up with its order, whose own act tells that.
                return;
            }
            *self.refused.entry(reason.to_owned()).or_default() += times;
            reason = REFUSED;
        }
        *self.reasons.entry(reason.to_owned()).or_default() += times;
        if act.object_of_kind("offering").is_none() {
            self.without_offering += times;
        }
        for relation in &act.relations {
            let kind = match relation.object.kind.as_str() {
                "offering" => DeadEndKind::Offering,
                PHRASE => DeadEndKind::Phrase,
                "place" => DeadEndKind::Place,
                "area" => DeadEndKind::Area,
                _ => continue,
            };
            let tally = self.all.entry((kind, relation.object.id.to_string())).or_default();
            tally.count += times;
            *tally.reasons.entry(reason.to_owned()).or_default() += times;
            tally.last = tally.last.max(act.occurred_at);
            tally.customers.extend(act.object_of_kind("customer").map(|object| object.id.to_string()));
        }
    }
}

impl Counter {
    /// The dead ends since an instant, with names in a language.
    pub fn dead_ends(&self, asking: &Asking, since: Timestamp, language: &str) -> Result<DeadEnds, Trouble> {
        asking.may(Permission::ReadDeadEnds)?;
        let shop = self.shop()?;
        let Gathered { all, reasons, refused, without_offering } = self.gathered(since)?;
        let waiting = self.waiting_for()?;
        let mut found = DeadEnds {
            count: reasons.values().sum(),
            reasons: by_count(reasons),
            refused_payments: by_count(refused),
            without_offering,
            ..DeadEnds::default()
        };
        for ((kind, id), tally) in all {
            let name = match kind {
                DeadEndKind::Offering => {
                    shop.catalogue.offerings.get(id.as_str()).map(|each| each.name_in(language).to_owned())
                }
                DeadEndKind::Place => shop
                    .document::<Place>("geographicSite", &id)
                    .map(|place| place.name_in(language).to_owned()),
                DeadEndKind::Area => None,
                DeadEndKind::Phrase => match self.phrase(&id)? {
                    Phrase::Common(phrase) => Some(phrase),
                    Phrase::Rare => {
                        found.rare_phrases += 1;
                        continue;
                    }
                    // That something was searched for stays counted, what it was is gone.
                    Phrase::Erased => continue,
                },
            };
            let line = Unmet {
                kind,
                name: name.unwrap_or_else(|| id.clone()),
                reasons: by_count(tally.reasons),
                count: tally.count,
                customers: tally.customers.len() as u64,
                last: tally.last,
                waiting: waiting.get(&id).copied().unwrap_or(0),
                id,
            };
            match kind {
                DeadEndKind::Offering => found.offerings.push(line),
                DeadEndKind::Phrase => found.phrases.push(line),
                DeadEndKind::Place | DeadEndKind::Area => found.places.push(line),
            }
        }
        for lines in [&mut found.offerings, &mut found.phrases, &mut found.places] {
            lines.sort_by(|a, b| (b.count, &a.name).cmp(&(a.count, &b.name)));
            lines.truncate(LINES);
        }
        Ok(found)
    }

    /// The acts since an instant that tell a dead end, counted.
    fn gathered(&self, since: Timestamp) -> Result<Gathered, Trouble> {
        let book = &self.live()?.book;
        let mut gathered = Gathered::default();
        for kind in ACTS {
            let mut after = None;
            loop {
                let page = book.ledger.acts_of_kind(book.view, kind, after, AT_ONCE)?;
                let Some(last) = page.last() else { break };
                after = Some(last.place);
                for placed in page.iter().filter(|placed| placed.act.occurred_at >= since) {
                    gathered.count(&placed.act);
                }
            }
        }
        Ok(gathered)
    }

    /// How many people wait for each offering.
    fn waiting_for(&self) -> Result<BTreeMap<String, u64>, Trouble> {
        let mut waiting: BTreeMap<String, u64> = BTreeMap::new();
        self.live()?.book.each_record("stockWatch", |body| {
            if let Some(offering) = text_of(&body, "offering") {
                *waiting.entry(offering).or_default() += 1;
            }
        })?;
        Ok(waiting)
    }

    fn phrase(&self, id: &str) -> Result<Phrase, Trouble> {
        let held = self.live()?.book.find::<SearchPhraseKept>(id)?;
        Ok(match held {
            None => Phrase::Erased,
            Some(held) if held.value.common => Phrase::Common(held.value.phrase),
            Some(_) => Phrase::Rare,
        })
    }

    /// Erases a search phrase: its text goes, that something was searched for stays counted.
    pub fn erase_phrase(&self, asking: &Asking, id: &str) -> Result<(), Trouble> {
        asking.may(Permission::ErasePeople)?;
        let book = &self.live()?.book;
        book.ledger.erase_record(book.view, PHRASE, id)?;
        book.ledger.scrub()?;
        Ok(())
    }
}

/// How far a phrase may be read.
enum Phrase {
    /// Enough different browsers sought it.
    Common(String),
    /// Too few did: it may be about somebody.
    Rare,
    /// It was erased.
    Erased,
}

fn text_of(body: &Value, name: &str) -> Option<String> {
    body.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn by_count(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    counts
}
