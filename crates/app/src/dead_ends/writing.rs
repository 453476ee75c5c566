//! Committing the dead ends that were noted: one entry for many, phrases as records, how often each as a counter.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use ledger::{Delta, Entry};
use offer::catalogue::Unknown;
use serde::{Deserialize, Serialize};
use types::{Act, ActorKind, Operation, Outcome, Phase, Scalar, Scene};

use super::DeadEndNote;
use super::phrase::masked;
use crate::live::{Held, Kept, Telling, retried};
use crate::{Book, Counter, Trouble, clock};

/// So many different dead ends go into one entry.
const IN_ONE_ENTRY: usize = 500;

/// So many different browsers must have sought a phrase before anybody reads it: what only one or two people wrote may well be
/// about themselves.
pub(crate) const SOUGHT_BY: usize = 3;

/// The words that somebody sought, masked (a record of kind `searchPhrase`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SearchPhraseKept {
    /// The keyed digest of the phrase: acts name only this.
    pub id: String,
    /// The phrase, masked.
    pub phrase: String,
    /// When it was first sought.
    pub first: Timestamp,
    /// Who sought it, until enough did: customers and visitors by their ids, other browsers by a digest. Whoever is erased takes
    /// the phrase along.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub seekers: BTreeSet<String>,
    /// Whether enough different browsers sought it that it is nobody's in particular.
    #[serde(default)]
    pub common: bool,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Kept for SearchPhraseKept {
    const KIND: &'static str = "searchPhrase";
    fn record_id(&self) -> String {
        self.id.clone()
    }
    fn indexed(&self) -> Vec<(String, String)> {
        let by = |id: &String| (if id.starts_with("cus_") { "customer" } else { "visitor" }).to_owned();
        self.seekers.iter().map(|id| (by(id), id.clone())).collect()
    }
}

impl SearchPhraseKept {
    fn new(id: &str, phrase: &str, first: Timestamp) -> Self {
        Self {
            id: id.to_owned(),
            phrase: phrase.to_owned(),
            first,
            seekers: BTreeSet::new(),
            common: false,
            unknown: Unknown::new(),
        }
    }

    /// Somebody sought it; says whether that changes what is kept. Once enough did, who they were is forgotten.
    fn sought_by(&mut self, seeker: &str) -> bool {
        if self.common || !self.seekers.insert(seeker.to_owned()) {
            return false;
        }
        if self.seekers.len() >= SOUGHT_BY {
            self.common = true;
            self.seekers.clear();
        }
        true
    }
}

/// What is told as one act: equal dead ends of one round, with how often and the last of them.
type Grouped = BTreeMap<DeadEndNote, (u64, Timestamp)>;

impl Counter {
    /// Commits the dead ends that wait; gives how many acts were told. What cannot be committed waits for the next round.
    pub fn write_dead_ends(&self) -> Result<usize, Trouble> {
        let mut grouped = Grouped::new();
        for (at, mut note) in self.dead_ends.take() {
            note.search = note.search.as_deref().map(masked).filter(|it| !it.is_empty());
            let (times, last) = grouped.entry(note).or_insert((0, at));
            *times += 1;
            *last = at.max(*last);
        }
        let mut written = 0;
        let mut rest: Vec<(DeadEndNote, (u64, Timestamp))> = grouped.into_iter().collect();
        while !rest.is_empty() {
            let now = rest.split_off(rest.len().saturating_sub(IN_ONE_ENTRY));
            let id = clock::entry_id(&*self.clock);
            if let Err(trouble) = retried(|| self.commit_dead_ends(id, &now)) {
                for (note, (_, at)) in rest.into_iter().chain(now) {
                    self.dead_ends.push(at, note);
                }
                return Err(trouble);
            }
            written += now.len();
        }
        Ok(written)
    }

    fn commit_dead_ends(
        &self,
        id: types::EntryId,
        notes: &[(DeadEndNote, (u64, Timestamp))],
    ) -> Result<(), Trouble> {
        let book = &self.live()?.book;
        let mut entry = Entry::new(id);
        let mut phrases: BTreeMap<String, Option<Held<SearchPhraseKept>>> = BTreeMap::new();
        let mut changed = BTreeSet::new();
        for (note, (times, at)) in notes {
            let phrase = match &note.search {
                Some(text) => Some((self.phrase_id(text)?, text)),
                None => None,
            };
            if let Some((id, text)) = &phrase {
                if !phrases.contains_key(id) {
                    phrases.insert(id.clone(), kept_phrase(book, id, text, *at)?);
                }
                if let Some(held) = phrases.get_mut(id).and_then(Option::as_mut) {
                    let seeker = note.who.as_ref().or(note.browser.as_ref());
                    let news = seeker.is_some_and(|seeker| held.value.sought_by(seeker));
                    if news || held.version.is_none() {
                        changed.insert(id.clone());
                    }
                }
                entry.deltas.push(Delta {
                    key: format!("searches/{id}/nothing"),
                    by: whole(*times),
                    floor: None,
                });
            }
            entry.acts.push(self.act_of_dead_end(
                note,
                phrase.as_ref().map(|(id, _)| id.as_str()),
                *times,
                *at,
            ));
        }
        for held in phrases.into_iter().filter(|(id, _)| changed.contains(id)).filter_map(|(_, held)| held) {
            entry.records.push(held.write()?);
        }
        self.commit_live(entry).map(drop)
    }

    /// The id of a phrase: nobody can compute it who does not know the organisation's own secret.
    fn phrase_id(&self, phrase: &str) -> Result<String, Trouble> {
        Ok(self.key_of("search phrase")?.hex(&[phrase.as_bytes()]).chars().take(32).collect())
    }

    fn act_of_dead_end(&self, note: &DeadEndNote, phrase: Option<&str>, times: u64, at: Timestamp) -> Act {
        let act = Telling::at(at, self.clock.chance(), "dead_end", Operation::Collect, Scene::Web)
            .part(
                ActorKind::Customer,
                note.who.as_deref().map(|who| ("customer", who)),
                Phase::Searching,
                None,
            )
            .outcome(Outcome::Refused)
            .reason(note.reason.name())
            .about_some("customer", "customer", note.who.as_deref())
            .about_some("offering", "offering", note.offering.as_ref().map(|id| id.as_str()))
            .about_some("place", "place", note.place.as_ref().map(|id| id.as_str()))
            .about_some("area", "area", note.area.as_deref())
            .about_some("search", SearchPhraseKept::KIND, phrase)
            .about_some("under", "arrangement", note.under.as_deref());
        if times > 1 { act.with("times", Scalar::Integer(whole(times))).done() } else { act.done() }
    }
}

/// A phrase as it is kept, or as it will be; nothing for one that was erased: it stays erased (a version of it stands, without a
/// body).
fn kept_phrase(
    book: &Book,
    id: &str,
    text: &str,
    at: Timestamp,
) -> Result<Option<Held<SearchPhraseKept>>, Trouble> {
    let known = book.ledger.record(book.view, SearchPhraseKept::KIND, id)?.is_some();
    match book.find(id)? {
        None if known => Ok(None),
        None => Ok(Some(Held::new(SearchPhraseKept::new(id, text, at)))),
        held => Ok(held),
    }
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
