//! Who did what, read back from acts: what moved in stock, and who wrote which version of a resource.

use std::collections::BTreeMap;

use jiff::Timestamp;
use offer::catalogue::{PlaceId, StockItemId};
use offer::exchange::Section;
use party::Permission;
use types::{Act, ActorKind, ObjectRef, Scalar, StaffId};

use super::changing::object_word;
use crate::{Asking, Counter, Trouble};

/// Acts read in one go.
const AT_ONCE: usize = 2_000;
/// How a count, a receipt, a write-off and a transfer are called.
const MOVES: [&str; 4] = ["stock_counted", "stock_received", "stock_written_off", "stock_moved"];

/// Where the act of a price says which version of its offering names that price.
pub(super) const OFFERING_VERSION: &str = "offering_version";

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doer {
    /// Somebody with an account, by name.
    Staff(String),
    /// Whoever sat at this machine before there were accounts.
    Keeper,
    /// The system itself.
    Machine,
}

/// Something that came, left or was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockMovement {
    /// When.
    pub at: Timestamp,
    /// `stock_counted`, `stock_received`, `stock_written_off`, `stock_moved`.
    pub kind: &'static str,
    /// What.
    pub item: String,
    /// Where.
    pub place: String,
    /// Where to, if it was moved.
    pub to: Option<String>,
    /// How many more there were at the place afterwards.
    pub by: i64,
    /// How many were counted.
    pub counted: Option<i64>,
    /// The word why.
    pub reason: Option<String>,
    /// Whether it came in with a file.
    pub imported: bool,
    /// Who did it.
    pub who: Doer,
}

impl Counter {
    /// What moved, the latest first: of an item, at a place, or of the item at the place; at most so many.
    pub fn stock_movements(
        &self,
        asking: &Asking,
        place: Option<&PlaceId>,
        item: Option<&StockItemId>,
        most: usize,
    ) -> Result<Vec<StockMovement>, Trouble> {
        asking.may(Permission::ReadStock)?;
        let object = match (item, place) {
            (Some(item), _) => ObjectRef::new("item", item.as_str()),
            (None, Some(place)) => ObjectRef::new("place", place.as_str()),
            (None, None) => return Ok(Vec::new()),
        };
        let at = |movement: &StockMovement| {
            place.is_none_or(|place| {
                movement.place == place.as_str() || movement.to.as_deref() == Some(place.as_str())
            })
        };
        let mut found: Vec<StockMovement> = Vec::new();
        self.each_act_of(&object, |act| {
            if let Some(movement) = self.movement_of(act)?.filter(at) {
                found.push(movement);
            }
            Ok(())
        })?;
        found.sort_by_key(|movement| std::cmp::Reverse(movement.at));
        found.truncate(most);
        Ok(found)
    }

    /// Who wrote which version of a resource, as far as acts tell: what came in with a file names no single resource.
    pub fn office_doers(
        &self,
        asking: &Asking,
        section: Section,
        id: &str,
    ) -> Result<BTreeMap<u64, Doer>, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        let mut doers = BTreeMap::new();
        self.each_act_of(&ObjectRef::new(object_word(section), id), |act| {
            let of_price = || act.body.get(OFFERING_VERSION).filter(|_| section == Section::Offering);
            if let Some(Scalar::Integer(version)) = act.body.get("version").or_else(of_price) {
                doers.insert(u64::try_from(*version).unwrap_or(0), self.doer_of(act)?);
            }
            Ok(())
        })?;
        Ok(doers)
    }

    fn each_act_of(
        &self,
        object: &ObjectRef,
        mut take: impl FnMut(&Act) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let book = &self.live()?.book;
        let mut after = None;
        loop {
            let page = book.ledger.acts_of_object(book.view, object, after, AT_ONCE)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.place);
            for placed in &page {
                take(&placed.act)?;
            }
        }
    }

    fn movement_of(&self, act: &Act) -> Result<Option<StockMovement>, Trouble> {
        let Some(kind) = MOVES.into_iter().find(|kind| *kind == act.kind.name.as_str()) else {
            return Ok(None);
        };
        let number = |name: &str| match act.body.get(name) {
            Some(Scalar::Integer(number)) => Some(*number),
            _ => None,
        };
        let object = |qualifier: &str| act.object(qualifier).map(|object| object.id.to_string());
        let quantity = number("difference").or_else(|| number("quantity")).unwrap_or(0);
        Ok(Some(StockMovement {
            at: act.occurred_at,
            kind,
            item: object("item").unwrap_or_default(),
            place: object("place").unwrap_or_default(),
            to: object("to"),
            by: if kind == "stock_moved" { -quantity } else { quantity },
            counted: number("counted"),
            reason: act.reason.as_ref().map(|word| word.as_str().to_owned()),
            imported: act.object("import").is_some(),
            who: self.doer_of(act)?,
        }))
    }

    fn doer_of(&self, act: &Act) -> Result<Doer, Trouble> {
        let agent = act.parts.iter().find(|part| part.actor == ActorKind::Agent);
        let Some(who) = agent.and_then(|part| part.who.as_ref()) else { return Ok(Doer::Machine) };
        let Ok(id) = who.id.parse::<StaffId>() else { return Ok(Doer::Keeper) };
        // An account that was erased leaves its number.
        Ok(Doer::Staff(self.staff_member(id)?.map_or_else(|| who.id.to_string(), |member| member.name)))
    }
}
