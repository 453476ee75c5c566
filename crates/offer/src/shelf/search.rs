//! The search: which items have the words that somebody sought, and how well. What was written exactly comes first;
//! typing errors are looked for where a word stands nowhere; where nothing has all the words, what has most of them
//! is given, and said to be so.

use super::bits::Bits;
use super::folding::squeezed;
use super::index::Shelf;
use super::vocabulary::{Field, Meeting};
use super::words::{Token, query_tokens};

/// Why an item was found: one of the words sought, and the word of the item that it met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The word as it was sought, folded.
    pub sought: String,
    /// The word that stands there, folded.
    pub stands: String,
    /// How they met.
    pub how: Meeting,
    /// Where it stands.
    pub field: Field,
}

/// How a search went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchTold {
    /// Words that stand nowhere as they were written, with the closest that do.
    pub corrected: Vec<(String, String)>,
    /// Nothing has all the words: what is given has only some of them.
    pub partial: bool,
    /// Where nothing was found: for each word that stands nowhere, the word of the shelf that comes closest.
    pub nearest: Vec<String>,
    /// Whether the query holds any word at all.
    pub has_words: bool,
}

/// The outcome of a search before filters.
#[derive(Debug, Default)]
pub(super) struct Searched {
    pub items: Bits,
    /// By slot; 0 for what is not found.
    pub scores: Vec<u32>,
    pub told: SearchTold,
    has_all_words: bool,
    sought: Vec<Sought>,
}

/// A word sought, with the words of the shelf that it may mean. A compound has its pieces beside it.
#[derive(Debug)]
struct Sought {
    folded: String,
    meant: Vec<(u32, Meeting)>,
    pieces: Vec<Vec<(u32, Meeting)>>,
}

impl Sought {
    fn nowhere(&self) -> bool {
        self.meant.is_empty() && (self.pieces.is_empty() || self.pieces.iter().any(Vec::is_empty))
    }
}

impl Shelf {
    /// The items that a text finds. `forgiving` looks for typing errors in every word, not only in those that stand nowhere.
    pub(super) fn search(&self, text: &str, forgiving: bool) -> Searched {
        let whole = squeezed(&text.chars().take(200).collect::<String>());
        if let Some(found) = self.search_code(&whole) {
            return found;
        }
        let tokens = query_tokens(text);
        if tokens.is_empty() {
            return Searched::default();
        }
        let first = self.search_tokens(&tokens, forgiving);
        if first.has_all_words || forgiving {
            return first;
        }
        let second = self.search_tokens(&tokens, true);
        if second.has_all_words { second } else { first }
    }

    /// A query that is one code of one or more items, whole, means them and nothing else.
    fn search_code(&self, whole: &str) -> Option<Searched> {
        if whole.chars().count() < 4 {
            return None;
        }
        let token = Token { spelled: whole.to_owned(), folded: whole.to_owned(), pieces: Vec::new() };
        let (word, how) =
            self.vocabulary.meant(&token, false).into_iter().find(|(_, how)| *how == Meeting::Exact)?;
        let mut found = Searched { scores: vec![0; self.slots.len()], ..Searched::default() };
        for posting in self.vocabulary.postings(word).iter().filter(|it| it.field == Field::Code) {
            found.items.set(posting.slot);
            found.scores[posting.slot as usize] = 1;
        }
        if found.items.count() == 0 {
            return None;
        }
        found.told.has_words = true;
        found.sought.push(Sought { folded: whole.to_owned(), meant: vec![(word, how)], pieces: Vec::new() });
        Some(found)
    }

    fn search_tokens(&self, tokens: &[Token], forgiving: bool) -> Searched {
        let mut told = SearchTold { has_words: true, ..SearchTold::default() };
        let mut sought = Vec::with_capacity(tokens.len());
        for (index, token) in tokens.iter().enumerate() {
            sought.push(self.meanings(token, index + 1 == tokens.len(), forgiving, &mut told));
        }
        let size = self.slots.len();
        let (mut scores, mut matched, mut named) = (vec![0_u32; size], vec![0_u8; size], vec![0_u8; size]);
        let mut best = vec![0_u32; size];
        for word in &sought {
            best.fill(0);
            self.score_word(word, &mut best, &mut named);
            for (slot, gained) in best.iter().enumerate().filter(|(_, gained)| **gained > 0) {
                scores[slot] += gained;
                matched[slot] += 1;
            }
        }
        let most = matched.iter().copied().max().unwrap_or(0);
        let has_all_words = usize::from(most) == sought.len();
        told.partial = most > 0 && !has_all_words;
        if most == 0 {
            let near = tokens.iter().filter_map(|token| self.vocabulary.nearest(token));
            told.nearest = near.map(str::to_owned).collect();
            told.nearest.dedup();
        }
        let mut items = Bits::default();
        if most > 0 {
            for slot in 0..size {
                if matched[slot] == most {
                    items.set(slot as u32);
                    scores[slot] += self.fullness(slot as u32, named[slot]);
                } else {
                    scores[slot] = 0;
                }
            }
        }
        Searched { items, scores, told, has_all_words, sought }
    }

    fn meanings(&self, token: &Token, last: bool, forgiving: bool, told: &mut SearchTold) -> Sought {
        let simple =
            |piece: &String| Token { spelled: piece.clone(), folded: piece.clone(), pieces: Vec::new() };
        let mut sought = Sought {
            folded: token.folded.clone(),
            meant: self.vocabulary.meant(token, last),
            pieces: token.pieces.iter().map(|piece| self.vocabulary.meant(&simple(piece), false)).collect(),
        };
        let synonyms = self.synonyms.of_word(token);
        let has_synonyms = !synonyms.is_empty();
        self.mean_too(&mut sought, &synonyms, Meeting::Stem);
        if forgiving || sought.nowhere() {
            let close = self.vocabulary.misspelled(token);
            let rarest = |(word, how): &&(u32, Meeting)| {
                (*how, usize::MAX - self.vocabulary.postings(*word).len(), self.vocabulary.text(*word))
            };
            if sought.nowhere()
                && let Some((word, _)) = close.iter().min_by_key(rarest)
            {
                told.corrected.push((token.spelled.clone(), self.vocabulary.spelled(*word).to_owned()));
            }
            if sought.nowhere()
                && close.is_empty()
                && !has_synonyms
                && let Some((taken_for, words)) = self.synonyms.misspelled(token)
            {
                self.mean_too(&mut sought, &words, Meeting::TwoErrors);
                if !sought.nowhere() {
                    told.corrected.push((token.spelled.clone(), taken_for.to_owned()));
                }
            }
            for (word, how) in close {
                if !sought.meant.iter().any(|(known, _)| *known == word) {
                    sought.meant.push((word, how));
                }
            }
        }
        sought
    }

    /// Adds to what a word may mean whatever these words do.
    fn mean_too(&self, sought: &mut Sought, words: &[&str], how: Meeting) {
        for word in words {
            let token = Token { spelled: (*word).to_owned(), folded: (*word).to_owned(), pieces: Vec::new() };
            for (number, _) in self.vocabulary.meant(&token, false) {
                if !sought.meant.iter().any(|(known, _)| *known == number) {
                    sought.meant.push((number, how));
                }
            }
        }
    }

    fn score_word(&self, word: &Sought, best: &mut [u32], named: &mut [u8]) {
        self.score_meanings(&word.meant, best);
        for (number, how) in &word.meant {
            if matches!(how, Meeting::Exact | Meeting::Stem) {
                for posting in self.vocabulary.postings(*number).iter().filter(|it| it.field == Field::Name) {
                    named[posting.slot as usize] = named[posting.slot as usize].saturating_add(1);
                }
            }
        }
        let Some((first, rest)) = word.pieces.split_first() else { return };
        // A compound is also found where all its pieces stand, as well as the weakest of them.
        let mut together = vec![0; best.len()];
        self.score_meanings(first, &mut together);
        let mut piece = vec![0; best.len()];
        for meanings in rest {
            piece.fill(0);
            self.score_meanings(meanings, &mut piece);
            together.iter_mut().zip(&piece).for_each(|(all, one)| *all = (*all).min(*one));
        }
        best.iter_mut().zip(&together).for_each(|(known, all)| *known = (*known).max(*all));
    }

    fn score_meanings(&self, meanings: &[(u32, Meeting)], best: &mut [u32]) {
        // The rarer the word with its family, the more it tells. One number for all its meanings: an exact word is
        // never worth less than a rarer one that only resembles it.
        let close = |how: Meeting| matches!(how, Meeting::Exact | Meeting::Stem);
        let family = meanings
            .iter()
            .filter(|(_, how)| close(*how))
            .map(|(word, _)| self.vocabulary.postings(*word).len());
        let standing = match family.sum::<usize>() {
            0 => meanings.iter().map(|(word, _)| self.vocabulary.postings(*word).len()).max().unwrap_or(0),
            all => all,
        };
        let telling = (1 + self.len() / standing.max(1)).ilog2() + 1;
        for (number, how) in meanings {
            for posting in self.vocabulary.postings(*number) {
                let gained = how.worth() * posting.field.weight() * telling;
                let known = &mut best[posting.slot as usize];
                *known = (*known).max(gained);
            }
        }
    }

    /// The more of the name was sought, the better it is meant.
    fn fullness(&self, slot: u32, named: u8) -> u32 {
        self.stored(slot)
            .map_or(0, |stored| 4_000 * u32::from(named) / stored.name_words.max(u32::from(named)).max(1))
    }

    /// Why an item was found.
    pub(super) fn met(&self, searched: &Searched, slot: u32) -> Vec<Met> {
        let of_word = |folded: &str, meanings: &[(u32, Meeting)]| {
            meanings
                .iter()
                .filter_map(|(word, how)| {
                    let postings = self.vocabulary.postings(*word);
                    let place = postings.binary_search_by_key(&slot, |it| it.slot).ok()?;
                    Some((how.worth() * postings[place].field.weight(), *word, *how, postings[place].field))
                })
                .max_by_key(|(worth, word, ..)| (*worth, std::cmp::Reverse(self.vocabulary.text(*word))))
                .map(|(_, word, how, field)| Met {
                    sought: folded.to_owned(),
                    stands: self.vocabulary.text(word).to_owned(),
                    how,
                    field,
                })
        };
        let mut met = Vec::new();
        for word in &searched.sought {
            match of_word(&word.folded, &word.meant) {
                Some(found) => met.push(found),
                None => met.extend(word.pieces.iter().filter_map(|piece| of_word(&word.folded, piece))),
            }
        }
        met
    }
}
