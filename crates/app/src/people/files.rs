//! Opening a customer's file: for a stated purpose, as an act that the customer can see.

use collect::order::ProductOrder;
use collect::product::Product;
use dialogue::Conversation;
use jiff::Timestamp;
use party::{Customer, Individual, Permission};
use serde::{Deserialize, Serialize};
use types::{CustomerId, Operation, Phase, RunId, Scene};

use super::PeopleRefusal;
use crate::live::{Kept, Telling, written};
use crate::{Asking, Counter, Trouble};

/// The longest purpose, in characters.
const LONGEST: usize = 300;
/// How many openings are listed.
const LISTED: usize = 500;

/// Somebody looked at a customer's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileOpening {
    /// Its id.
    pub id: String,
    /// Whose file.
    pub customer: CustomerId,
    /// Who looked: their name as colleagues know them; empty for whoever keeps this machine.
    pub by: String,
    /// What for, in their words.
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
        vec![("customer".into(), self.customer.to_string())]
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
            self.note_file_opening(asking, id, purpose)?;
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

    fn note_file_opening(
        &self,
        asking: &Asking,
        id: CustomerId,
        purpose: String,
    ) -> Result<(), PeopleRefusal> {
        let now = self.clock.now();
        let by = match asking.caller.staff_id() {
            Some(staff) => self.staff_member(staff)?.map(|member| member.name).unwrap_or_default(),
            None => String::new(),
        };
        let opening = FileOpening {
            id: RunId::at(now, self.clock.chance()).to_string(),
            customer: id,
            by,
            purpose,
            at: now,
        };
        let who = asking.caller.object();
        let who = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        let mut entry = self.entry_for(asking);
        entry.acts.push(
            Telling::at(
                now,
                self.clock.chance(),
                "customer.file_opened",
                Operation::Organise,
                Scene::BackOffice,
            )
            .part(asking.caller.actor(), who, Phase::Handling, asking.work)
            .about("customer", "customer", &id.to_string())
            .about_some("agent", "agent", who.map(|(_, id)| id))
            .about("purpose", "fileOpening", &opening.id)
            .done(),
        );
        entry.records.push(written(&opening, None)?);
        self.commit_live(entry)?;
        Ok(())
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
