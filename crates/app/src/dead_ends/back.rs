//! “Tell me when it is back”: somebody leaves a mail address at an offering that is out of stock, and gets one mail when it
//! can be had again. Then the address is forgotten.

use jiff::Timestamp;
use ledger::Entry;
use offer::catalogue::{OfferingId, StockItemId, Unknown};
use party::EmailAddress;
use serde::{Deserialize, Serialize};
use types::{ActorKind, CustomerId, Operation, Phase, Scene, VisitorId};
use wording::Language;

use crate::live::{Held, Kept, MayConflict, Telling, delete, retried};
use crate::post::{Letter, MailTo};
use crate::{Asking, Counter, Trouble, clock};

/// So many people are told in one go.
const AT_ONCE: usize = 100;

/// Somebody who waits for something (a record of kind `stockWatch`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StockWatch {
    /// The keyed digest of address and offering: asking twice is asking once.
    pub id: String,
    /// What they wait for.
    pub offering: OfferingId,
    /// The thing that is counted.
    pub item: StockItemId,
    /// Where to tell them.
    pub email: EmailAddress,
    /// The language that they read.
    pub language: String,
    /// When they asked; asking is the consent, for one mail.
    pub asked_at: Timestamp,
    /// Their browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<VisitorId>,
    /// Who they are, if they signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Kept for StockWatch {
    const KIND: &'static str = "stockWatch";
    fn record_id(&self) -> String {
        self.id.clone()
    }
    fn indexed(&self) -> Vec<(String, String)> {
        let mut by = vec![
            ("item".to_owned(), self.item.to_string()),
            ("address".to_owned(), self.email.as_str().to_owned()),
        ];
        by.extend(self.visitor.map(|id| ("visitor".to_owned(), id.to_string())));
        by.extend(self.customer.map(|id| ("customer".to_owned(), id.to_string())));
        by
    }
}

/// Why somebody cannot be told when something is back.
#[derive(Debug, thiserror::Error)]
pub enum WatchRefusal {
    /// The address is none.
    #[error("this is not a mail address")]
    Address,
    /// It is not sold, or is nothing that is counted.
    #[error("there is nothing to wait for here")]
    NothingToWaitFor,
    /// The ledger failed.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl MayConflict for WatchRefusal {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Trouble(trouble) if trouble.is_conflict())
    }
}

impl Counter {
    /// Somebody wants to be told when an offering can be had again.
    pub fn watch_stock(
        &self,
        asking: &Asking,
        offering: &OfferingId,
        address: &str,
        language: Language,
    ) -> Result<(), WatchRefusal> {
        if self.was_committed(asking)? {
            return Ok(());
        }
        let email: EmailAddress = address.parse().map_err(|_| WatchRefusal::Address)?;
        let shop = self.shop()?;
        let now = self.clock.now();
        let known = shop.catalogue.offerings.get(offering).filter(|it| shop.catalogue.is_sold(it, now));
        let item = known.and_then(|it| it.stocked()).ok_or(WatchRefusal::NothingToWaitFor)?;
        let id = self.key_of("stock watch")?.hex(&[email.as_str().as_bytes(), offering.as_str().as_bytes()]);
        let id: String = id.chars().take(32).collect();
        retried(|| {
            let book = &self.live()?.book;
            if book.find::<StockWatch>(&id)?.is_some() {
                return Ok(());
            }
            let version = book.ledger.record(book.view, StockWatch::KIND, &id).map_err(Trouble::from)?;
            let watch = StockWatch {
                id: id.clone(),
                offering: offering.clone(),
                item: item.clone(),
                email: email.clone(),
                language: language.code().to_owned(),
                asked_at: now,
                visitor: asking.caller.visitor,
                customer: asking.caller.customer_id(),
                unknown: Unknown::new(),
            };
            let mut entry = self.entry_for(asking);
            entry.records.push(Held { value: watch, version: version.map(|record| record.version) }.write()?);
            entry.acts.push(self.act_of_watch(asking, offering));
            self.commit_live(entry)?;
            Ok(())
        })
    }

    fn act_of_watch(&self, asking: &Asking, offering: &OfferingId) -> types::Act {
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        Telling::now(&*self.clock, "stock_watch_asked", Operation::Collect, asking.scene)
            .part(ActorKind::Customer, who, Phase::Filling, asking.work)
            .about_some("customer", "customer", asking.caller.owner().as_deref())
            .about("offering", "offering", offering.as_str())
            .done()
    }

    /// Tells those who wait for what came back; with `all`, those who wait for anything that is there (it may have come back
    /// while nobody looked). Gives how many were told.
    pub(crate) fn tell_what_is_back(&self, all: bool) -> Result<usize, Trouble> {
        let live = self.live()?;
        let back = live.following.take_back();
        let mut told = 0;
        if all {
            for held in live.book.find_between::<StockWatch>("item", None, None, 10 * AT_ONCE)? {
                told += self.tell_if_back(held)?;
            }
        } else {
            for crossing in back {
                loop {
                    let waiting = live.book.find_by::<StockWatch>("item", crossing.item.as_str(), AT_ONCE)?;
                    let mut now = 0;
                    for held in waiting {
                        now += self.tell_if_back(held)?;
                    }
                    told += now;
                    if now == 0 {
                        break;
                    }
                }
            }
        }
        Ok(told)
    }

    fn tell_if_back(&self, held: Held<StockWatch>) -> Result<usize, Trouble> {
        let watch = held.value;
        let shop = self.shop()?;
        let sold = shop.catalogue.offerings.get(&watch.offering);
        let Some(offering) = sold.filter(|it| shop.catalogue.is_sold(it, self.clock.now())) else {
            return Ok(0);
        };
        let (Some(version), true) = (held.version, self.availability()?.of(&watch.item) > 0) else {
            return Ok(0);
        };
        let to = MailTo {
            address: watch.email.clone(),
            name: String::new(),
            language: Language::from_code(&watch.language).unwrap_or(Language::French),
        };
        let letter = Letter::BackInStock {
            what: offering.name_in(&watch.language).to_owned(),
            path: format!("/offers/{}", escaped(watch.offering.as_str())),
        };
        let customer = watch.customer.map(|id| id.to_string());
        let about: Vec<(&str, &str)> = customer.iter().map(|id| ("customer", id.as_str())).collect();
        let mut entry = Entry::new(clock::entry_id(&*self.clock));
        entry.records.push(self.mail_record(&to, &letter, &about)?);
        entry.records.push(delete(StockWatch::KIND, &watch.id, version));
        let owner =
            watch.customer.map(|id| id.to_string()).or_else(|| watch.visitor.map(|id| id.to_string()));
        entry.acts.push(
            Telling::now(&*self.clock, "stock_watch_told", Operation::Collect, Scene::Mail)
                .part(ActorKind::Machine, None, Phase::Running, None)
                .about_some("customer", "customer", owner.as_deref())
                .about("offering", "offering", watch.offering.as_str())
                .done(),
        );
        match self.commit_live(entry) {
            Ok(_) => Ok(1),
            // Another process told them.
            Err(trouble) if trouble.is_conflict() => Ok(0),
            Err(trouble) => Err(trouble),
        }
    }
}

/// An id inside a path.
fn escaped(id: &str) -> String {
    let mut path = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}
