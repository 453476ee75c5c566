//! Signing in as a customer: a code goes to a mail address, and whoever reads it there is its owner.

use ledger::Entry;
use party::{Checked, Customer, EmailAddress, Holder, OneTimeCode, Stage};
use types::{ActorKind, CustomerId, Operation, Phase, Scene, VisitorId};
use wording::Language;

use super::kinds::{AddressOwner, SentCode};
use super::{Opened, PeopleRefusal};
use crate::live::{Held, Telling, retried, written};
use crate::post::{Letter, MailTo};
use crate::{Asking, Counter, Trouble};

/// A code that is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSent {
    /// To which address, as it was understood.
    pub address: EmailAddress,
}

impl Counter {
    /// Sends a one-time code to an address. Who asks must be known by their browser: the code is good there only.
    /// `network` is where they ask from: each has its own share of codes to an address.
    pub fn ask_code(
        &self,
        asking: &Asking,
        address: &str,
        network: &str,
        language: Language,
    ) -> Result<CodeSent, PeopleRefusal> {
        let address: EmailAddress = address.parse()?;
        let visitor = asking.caller.visitor.ok_or(PeopleRefusal::NoCode)?;
        if self.was_committed(asking)? {
            return Ok(CodeSent { address });
        }
        let now = self.clock.now();
        self.people.admit_code(address.as_str(), network, now)?;
        let id = self.code_id(visitor, &address)?;
        let (code, digits) =
            OneTimeCode::issue(address.clone(), self.clock.chance(), &self.key_of("code")?, now);
        retried(|| {
            let before = self.live()?.book.find::<SentCode>(&id)?.and_then(|held| held.version);
            let sent = SentCode { id: id.clone(), code: code.clone() };
            let mut entry = self.entry_for(asking);
            entry.records.push(written(&sent, before)?);
            entry.records.push(self.code_mail(&address, &digits, language)?);
            entry.acts.push(
                Telling::now(&*self.clock, "customer.code_asked", Operation::Trace, Scene::Web)
                    .part(
                        ActorKind::Customer,
                        Some(("customer", &visitor.to_string())),
                        Phase::Filling,
                        asking.work,
                    )
                    .about("customer", "customer", &visitor.to_string())
                    .done(),
            );
            self.commit_live(entry)?;
            Ok(CodeSent { address: address.clone() })
        })
    }

    /// Signs a customer in by the digits that were sent. Somebody whose address is not known yet becomes a customer; what
    /// this browser put in a cart, ordered or asked becomes theirs.
    pub fn sign_in_by_code(
        &self,
        asking: &Asking,
        address: &str,
        digits: &str,
        language: Language,
        device: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let address: EmailAddress = address.parse()?;
        let visitor = asking.caller.visitor.ok_or(PeopleRefusal::NoCode)?;
        let id = self.code_id(visitor, &address)?;
        if self.was_committed(asking)? {
            return self.opened_again(asking, &id);
        }
        let opened = retried(|| {
            let held = self.live()?.book.find::<SentCode>(&id)?.ok_or(PeopleRefusal::NoCode)?;
            match held.value.code.check(digits, &self.key_of("code")?, self.clock.now())? {
                Checked::Right(code) => {
                    let code = Held { value: SentCode { id: id.clone(), code }, version: held.version };
                    self.let_in(asking, &code, visitor, language, device)
                }
                Checked::Wrong(code) => {
                    let tries_left = code.tries_left;
                    let mut entry = Entry::new(crate::clock::entry_id(&*self.clock));
                    entry.records.push(written(&SentCode { id: id.clone(), code }, held.version)?);
                    self.commit_live(entry)?;
                    Err(PeopleRefusal::WrongCode { tries_left })
                }
            }
        })?;
        if let Holder::Customer(customer) = opened.session.holder {
            self.join_visitor(visitor, customer, &address)?;
            self.join_address(&address, customer)?;
        }
        Ok(opened)
    }

    /// One entry: the code is used, the customer is known, the session begins.
    fn let_in(
        &self,
        asking: &Asking,
        code: &Held<SentCode>,
        visitor: VisitorId,
        language: Language,
        device: &str,
    ) -> Result<Opened, PeopleRefusal> {
        let address = &code.value.code.address;
        let mut entry = self.entry_for(asking);
        entry.records.push(code.write()?);
        let digest = self.key_of("address")?.hex(&[address.as_str().as_bytes()]);
        let known = self.live()?.book.find::<AddressOwner>(&digest)?;
        let customer = match known {
            Some(owner) => owner.value.customer,
            None => {
                let now = self.clock.now();
                let id = CustomerId::at(now, self.clock.chance());
                let (customer, individual) = Customer::known_by(id, address.clone(), language.code(), now);
                entry.records.push(written(&customer, None)?);
                entry.records.push(written(&individual, None)?);
                entry.records.push(written(&AddressOwner { digest, customer: id }, None)?);
                id
            }
        };
        let secret = self.secret_for(asking, &code.value.id)?;
        let (opened, write) = self.new_session(secret, Holder::Customer(customer), Stage::Whole, device)?;
        entry.records.push(write);
        entry.acts.push(
            Telling::now(&*self.clock, "customer.signed_in", Operation::Trace, Scene::Web)
                .part(
                    ActorKind::Customer,
                    Some(("customer", &customer.to_string())),
                    Phase::Filling,
                    asking.work,
                )
                .about("customer", "customer", &customer.to_string())
                .about("visitor", "visitor", &visitor.to_string())
                .about("was", "customer", &visitor.to_string())
                .done(),
        );
        self.commit_live(entry)?;
        Ok(opened)
    }

    /// The form was sent twice: the session is the one that the first began. The digits were checked then, and the
    /// secret cannot be had without the form's own entry.
    fn opened_again(&self, asking: &Asking, code: &str) -> Result<Opened, PeopleRefusal> {
        let secret = self.secret_for(asking, code)?;
        match self.customer_session(&secret)? {
            Some((_, session)) => Ok(Opened { secret, session }),
            None => Err(party::CodeRefusal::Used.into()),
        }
    }

    /// The id under which a code is kept: for this browser and this address.
    fn code_id(&self, visitor: VisitorId, address: &EmailAddress) -> Result<String, Trouble> {
        let key = self.key_of("code of a browser")?;
        Ok(key.hex(&[&visitor.as_u128().to_be_bytes(), address.as_str().as_bytes()]))
    }
}

impl Counter {
    /// The mail that brings a code, to be committed with it.
    fn code_mail(
        &self,
        address: &EmailAddress,
        digits: &str,
        language: Language,
    ) -> Result<ledger::RecordWrite, Trouble> {
        let letter = Letter::SignInCode { code: digits.to_owned(), minutes: 10 };
        self.mail_record(&MailTo { address: address.clone(), name: String::new(), language }, &letter, &[])
    }
}
