//! What somebody lets us keep of their use: the profile, for another time, or a comparison, for a seller to see.

use jiff::Timestamp;
use jiff::civil::Date;
use offer::use_profile::UseProfile;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use types::{ActorKind, Currency, CustomerId, Operation, Phase, Scene, VisitorId, decimal_json};

use super::{MeterTrouble, UseAnswer};
use crate::live::{Held, Kept, Telling, delete};
use crate::{Asking, Counter};

/// The most that is kept for one person.
const KEPT_AT_MOST: usize = 20;
/// How many offerings of a comparison are kept for a seller.
const TOLD_LINES: usize = 30;

/// A use that somebody let us keep, or told a seller: the record of kind `meterFile`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptUse {
    /// Its id: 128 bits of chance, so that who knows it was given it.
    pub id: String,
    /// The customer that it is about, once they signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The browser that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<VisitorId>,
    /// What the file was called.
    pub name: String,
    /// When it was kept.
    pub kept_at: Timestamp,
    /// The use, where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<UseProfile>,
    /// What was compared, where a seller is to see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<ToldUse>,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// A comparison as a seller sees it: sums only, no half-hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToldUse {
    /// All that was used.
    #[serde(with = "decimal_json")]
    pub used: Decimal,
    /// In what it is counted.
    pub unit: String,
    /// When it begins.
    pub from: Option<Timestamp>,
    /// When it ends.
    pub to: Option<Timestamp>,
    /// The level that was chosen.
    #[serde(default, with = "decimal_json::option", skip_serializing_if = "Option::is_none")]
    pub level: Option<Decimal>,
    /// The unit of the level.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub level_unit: String,
    /// The day whose prices counted; nothing: each day's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices_of: Option<Date>,
    /// What each offering would have cost, cheapest first.
    pub lines: Vec<ToldLine>,
}

/// What one offering would have cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToldLine {
    /// The offering.
    pub offering: String,
    /// Its name then.
    pub name: String,
    /// The total.
    #[serde(with = "decimal_json")]
    pub total: Decimal,
    /// The subscription in it.
    #[serde(with = "decimal_json")]
    pub subscription: Decimal,
    /// The currency.
    pub currency: Currency,
    /// Whether everything could be priced.
    pub complete: bool,
}

impl ToldUse {
    /// The sums of an answer.
    pub fn of(answer: &UseAnswer) -> Self {
        let line = |each: &super::OfferingUse| ToldLine {
            offering: each.offering.id.to_string(),
            name: each.offering.name.clone(),
            total: each.priced.total,
            subscription: each.priced.subscription,
            currency: each.priced.currency,
            complete: each.priced.is_complete(),
        };
        Self {
            used: answer.total.amount(),
            unit: answer.unit.to_owned(),
            from: answer.span.map(|(from, _)| from),
            to: answer.span.map(|(_, to)| to),
            level: answer.level,
            level_unit: answer.levels.unit.clone(),
            prices_of: answer.prices_of,
            lines: answer.offerings.iter().take(TOLD_LINES).map(line).collect(),
        }
    }
}

impl Kept for KeptUse {
    const KIND: &'static str = "meterFile";

    fn record_id(&self) -> String {
        self.id.clone()
    }

    fn indexed(&self) -> Vec<(String, String)> {
        let customer = self.customer.map(|id| ("customer".to_owned(), id.to_string()));
        let visitor = self.visitor.map(|id| ("visitor".to_owned(), id.to_string()));
        customer.into_iter().chain(visitor).collect()
    }
}

impl KeptUse {
    fn is_of(&self, asking: &Asking) -> bool {
        asking.caller.holds(self.customer, self.visitor)
    }
}

impl Counter {
    /// Keeps a use for another time, because its owner said so. Gives its id; the same form sent again keeps it once.
    pub fn keep_use(&self, asking: &Asking, name: &str, profile: UseProfile) -> Result<String, MeterTrouble> {
        self.keep(asking, "meter_file_kept", name, Some(profile), None)
    }

    /// Lets a seller see a comparison: its sums become a record, and its id is the way there.
    pub fn tell_use(&self, asking: &Asking, name: &str, told: ToldUse) -> Result<String, MeterTrouble> {
        self.keep(asking, "use_told", name, None, Some(told))
    }

    fn keep(
        &self,
        asking: &Asking,
        kind: &str,
        name: &str,
        profile: Option<UseProfile>,
        told: Option<ToldUse>,
    ) -> Result<String, MeterTrouble> {
        let entry_id = asking.entry.unwrap_or_else(|| crate::clock::entry_id(&*self.clock));
        // The id follows from the entry's, which the form carries: a second click finds what the first one kept.
        let id = format!("{:032x}", entry_id.as_u128().rotate_left(41));
        let asking = Asking { entry: Some(entry_id), ..asking.clone() };
        if self.was_committed(&asking)? {
            return Ok(id);
        }
        let (customer, visitor) = (asking.caller.customer_id(), asking.caller.visitor);
        if customer.is_none() && visitor.is_none() {
            return Err(MeterTrouble::Nobody);
        }
        if self.kept_uses(&asking)?.len() >= KEPT_AT_MOST {
            return Err(MeterTrouble::TooMany(KEPT_AT_MOST));
        }
        let kept = KeptUse {
            id: id.clone(),
            customer,
            visitor,
            name: name.to_owned(),
            kept_at: self.clock.now(),
            profile,
            told,
            unknown: serde_json::Map::new(),
        };
        let mut entry = self.entry_for(&asking);
        entry.acts.push(self.told_act(&asking, kind, &id));
        entry.records.push(Held::new(kept).write()?);
        self.commit_live(entry)?;
        Ok(id)
    }

    fn told_act(&self, asking: &Asking, kind: &str, id: &str) -> types::Act {
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        Telling::now(&*self.clock, kind, Operation::Collect, Scene::Web)
            .part(ActorKind::Customer, who, Phase::Filling, asking.work)
            .part(ActorKind::Machine, None, Phase::Running, None)
            .about_some("customer", "customer", asking.caller.owner().as_deref())
            .about("of", "meterFile", id)
            .done()
    }

    /// What is kept of somebody's use, the latest first.
    pub fn kept_uses(&self, asking: &Asking) -> Result<Vec<KeptUse>, MeterTrouble> {
        let book = &self.live()?.book;
        let mut all: Vec<KeptUse> = Vec::new();
        let by = [
            ("customer", asking.caller.customer_id().map(|id| id.to_string())),
            ("visitor", asking.caller.visitor.map(|id| id.to_string())),
        ];
        for (by, owner) in by {
            let Some(owner) = owner else { continue };
            let found = book.find_by::<KeptUse>(by, &owner, 2 * KEPT_AT_MOST)?;
            all.extend(found.into_iter().map(|held| held.value));
        }
        all.retain(|kept| kept.is_of(asking));
        all.sort_by(|a, b| b.kept_at.cmp(&a.kept_at).then_with(|| a.id.cmp(&b.id)));
        all.dedup_by(|a, b| a.id == b.id);
        Ok(all)
    }

    /// A kept use, for its owner.
    pub fn kept_use(&self, asking: &Asking, id: &str) -> Result<KeptUse, MeterTrouble> {
        let found = self.live()?.book.find::<KeptUse>(id)?;
        found.map(|held| held.value).filter(|kept| kept.is_of(asking)).ok_or(MeterTrouble::Gone)
    }

    /// A comparison that was told, for whoever knows its id: the customer and the seller whom they gave it.
    pub fn told_use(&self, id: &str) -> Result<KeptUse, MeterTrouble> {
        let found = self.live()?.book.find::<KeptUse>(id)?;
        found.map(|held| held.value).filter(|kept| kept.told.is_some()).ok_or(MeterTrouble::Gone)
    }

    /// Erases a kept use: body and salt go, the chain stays whole.
    pub fn forget_use(&self, asking: &Asking, id: &str) -> Result<(), MeterTrouble> {
        if self.was_committed(asking)? {
            return Ok(());
        }
        let book = &self.live()?.book;
        let Some(held) = book.find::<KeptUse>(id)?.filter(|held| held.value.is_of(asking)) else {
            return Err(MeterTrouble::Gone);
        };
        let mut entry = self.entry_for(asking);
        entry.acts.push(self.told_act(asking, "meter_file_forgotten", id));
        entry.records.push(delete(KeptUse::KIND, id, held.version.unwrap_or(1)));
        self.commit_live(entry)?;
        book.ledger.erase_record(book.view, KeptUse::KIND, id).map_err(crate::Trouble::from)?;
        Ok(())
    }
}
