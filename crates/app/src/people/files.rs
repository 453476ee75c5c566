//! Opening a customer's file: for a stated purpose, as an act that the customer can see.

use collect::order::ProductOrder;
use collect::product::Product;
use dialogue::Conversation;
use jiff::Timestamp;
use party::{Customer, EmailAddress, Individual, Permission};
use serde::{Deserialize, Serialize};
use types::{CustomerId, Operation, OrderId, Phase, RunId, Scene};

use super::PeopleRefusal;
use super::kinds::AddressOwner;
use crate::live::{Kept, Telling, written};
use crate::shopping::plain;
use crate::{Asking, Counter, Trouble};

/// The longest purpose, in characters.
const LONGEST: usize = 300;
/// How many openings are listed.
const LISTED: usize = 500;

/// What of a customer's somebody looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LookedAt {
    /// The whole file, for a stated purpose.
    #[default]
    File,
    /// An order, with who it is for and where it goes.
    Order,
    /// A mail that was written to them.
    Mail,
}

impl LookedAt {
    const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Order => "order",
            Self::Mail => "mail",
        }
    }
}

/// For how long whoever looked at an order or a mail is not noted again: working an order is one look at it.
const ONE_LOOK_S: i64 = 3_600;

/// Somebody looked at a customer's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileOpening {
    /// Its id.
    pub id: String,
    /// Whose file; nothing for a guest, whose it is once they sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// What they looked at.
    #[serde(default)]
    pub what: LookedAt,
    /// The order that they looked at, or that the mail was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Who looked: their name as colleagues know them; empty for whoever keeps this machine.
    pub by: String,
    /// What for, in their words; for an order or a mail, what it is called.
    pub purpose: String,
    /// When.
    pub at: Timestamp,
}

impl Kept for FileOpening {
    const KIND: &'static str = "fileOpening";
    fn record_id(&self) -> String {
        self.id.clone()
    }
    fn indexed(&self) -> Vec<(String, String)> {
        let customer = self.customer.map(|id| ("customer".to_owned(), id.to_string()));
        let order = self.order.map(|id| ("order".to_owned(), id.to_string()));
        customer.into_iter().chain(order).collect()
    }
}

/// What a file shows.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerFile {
    /// The customer.
    pub customer: Customer,
    /// The person.
    pub individual: Option<Individual>,
    /// Their orders, newest first.
    pub orders: Vec<ProductOrder>,
    /// What they have.
    pub products: Vec<Product>,
    /// Their conversations.
    pub talks: Vec<Conversation>,
}

impl Counter {
    /// Opens a customer's file. That it was opened, by whom and what for is kept before anything is shown.
    pub fn open_customer_file(
        &self,
        asking: &Asking,
        id: CustomerId,
        purpose: &str,
    ) -> Result<CustomerFile, PeopleRefusal> {
        asking.may(Permission::OpenCustomerFile)?;
        let purpose: String = purpose.trim().chars().take(LONGEST).collect();
        if purpose.is_empty() {
            return Err(PeopleRefusal::NoPurpose);
        }
        let unknown = || Trouble::NotFound { what: "customer", id: id.to_string() };
        let customer = self.customer(id)?.ok_or_else(unknown)?;
        if !self.was_committed(asking)? {
            let id_of_it = RunId::at(self.clock.now(), self.clock.chance()).to_string();
            self.note_look(asking, id_of_it, (Some(id), None), LookedAt::File, purpose)?;
        }
        let held = self.live()?.book.find_by::<ProductOrder>("customer", &id.to_string(), LISTED)?;
        let mut orders: Vec<ProductOrder> = held.into_iter().map(|held| held.value).collect();
        orders.sort_by_key(|order| std::cmp::Reverse(order.order_date));
        Ok(CustomerFile {
            individual: self.individual(id)?,
            orders,
            products: self.products_of(id)?,
            talks: self.talks_of(&id.to_string()).unwrap_or_default(),
            customer,
        })
    }

    /// An order, for somebody who works here and looks at it whole: that they did is kept before it is shown.
    pub fn look_at_order(&self, asking: &Asking, id: OrderId) -> Result<ProductOrder, Trouble> {
        let order = self.product_order(asking, id)?;
        if asking.caller.staff_id().is_some() {
            let whose = (order.customer, Some(id));
            self.note_once(asking, &id.to_string(), whose, LookedAt::Order, &order.external_id)?;
        }
        Ok(order)
    }

    /// Notes that somebody looked at an order or a mail, unless they did within the hour.
    pub(crate) fn note_once(
        &self,
        asking: &Asking,
        thing: &str,
        whose: (Option<CustomerId>, Option<OrderId>),
        what: LookedAt,
        called: &str,
    ) -> Result<(), Trouble> {
        let by = asking.caller.object().map(|it| it.to_string()).unwrap_or_default();
        let hour = self.clock.now().as_second().div_euclid(ONE_LOOK_S);
        let parts = [by.as_bytes(), what.name().as_bytes(), thing.as_bytes(), &hour.to_be_bytes()[..]];
        let id = format!("{:032x}", self.key_of("look")?.number(&parts));
        if self.live()?.book.find::<FileOpening>(&id)?.is_some() {
            return Ok(());
        }
        let reading = Asking { entry: None, ..asking.clone() };
        match self.note_look(&reading, id, whose, what, called.chars().take(LONGEST).collect()) {
            // They looked in two windows at once.
            Err(trouble) if trouble.is_conflict() => Ok(()),
            noted => noted,
        }
    }

    fn note_look(
        &self,
        asking: &Asking,
        id: String,
        (customer, order): (Option<CustomerId>, Option<OrderId>),
        what: LookedAt,
        purpose: String,
    ) -> Result<(), Trouble> {
        let now = self.clock.now();
        let by = match asking.caller.staff_id() {
            Some(staff) => self.staff_member(staff)?.map(|member| member.name).unwrap_or_default(),
            None => String::new(),
        };
        let opening = FileOpening { id, customer, what, order, by, purpose, at: now };
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        let (customer, order) = (customer.map(|id| id.to_string()), order.map(|id| id.to_string()));
        let chance = self.clock.chance();
        let act = Telling::at(now, chance, "customer.file_opened", Operation::Organise, Scene::BackOffice)
            .part(asking.caller.actor(), who, Phase::Handling, asking.work)
            .about_some("customer", "customer", customer.as_deref())
            .about_some("order", "order", order.as_deref())
            .about_some("agent", "agent", who.map(|(_, id)| id))
            .about("purpose", "fileOpening", &opening.id);
        let mut entry = self.entry_for(asking);
        entry.acts.push(act.done());
        entry.records.push(written(&opening, None)?);
        self.commit_live(entry)?;
        Ok(())
    }

    /// The customer who has an account under this mail address, for somebody who may open their file.
    pub fn customer_of_address(
        &self,
        asking: &Asking,
        address: &EmailAddress,
    ) -> Result<Option<CustomerId>, Trouble> {
        asking.may(Permission::OpenCustomerFile)?;
        self.known_by(address)
    }

    /// The customer who has an account under this mail address.
    pub(crate) fn known_by(&self, address: &EmailAddress) -> Result<Option<CustomerId>, Trouble> {
        let digest = self.key_of("address")?.hex(&[address.as_str().as_bytes()]);
        Ok(self.live()?.book.find::<AddressOwner>(&digest)?.map(|held| held.value.customer))
    }

    /// Orders that were placed under this mail address by a guest, the newest first.
    pub fn guest_orders_of(
        &self,
        asking: &Asking,
        address: &EmailAddress,
    ) -> Result<Vec<ProductOrder>, Trouble> {
        asking.may(Permission::OpenCustomerFile)?;
        let found = self.live()?.book.find_by::<ProductOrder>("email", &plain(address.as_str()), LISTED)?;
        let mut orders: Vec<_> =
            found.into_iter().map(|held| held.value).filter(|order| order.customer.is_none()).collect();
        orders.sort_by_key(|order| std::cmp::Reverse(order.order_date));
        Ok(orders)
    }

    /// Who looked at a customer's file, the latest first. Only they themselves are shown it.
    pub fn file_openings(&self, asking: &Asking) -> Result<Vec<FileOpening>, PeopleRefusal> {
        let id = super::customers::own_id(asking)?;
        let found = self.live()?.book.find_by::<FileOpening>("customer", &id.to_string(), LISTED)?;
        let mut openings: Vec<_> = found.into_iter().map(|held| held.value).collect();
        openings.sort_by_key(|opening| std::cmp::Reverse(opening.at));
        Ok(openings)
    }
}
