//! What every room of Comptoir speaks of: ids, money, durations, and the act's envelope.
//!
//! Nothing here knows of storage, of pages or of any business rule. Time and chance are arguments.

mod act;
pub mod decimal_json;
mod duration;
mod enumerated;
mod id;
mod money;
mod view;
mod word;

pub use act::{
    Act, ActKind, ActorKind, Basis, Body, ObjectRef, Operation, Outcome, Part, Phase, Relation, Scalar,
    Scene, Work,
};
pub use duration::Millis;
pub use enumerated::UnknownName;
pub use id::{
    ActId, CartId, ConversationId, CustomerId, EntryId, IdError, MailId, MessageId, NoteId, OrderId,
    PaymentId, ProductId, RunId, SessionId, StaffId, VisitorId,
};
pub use money::{Currency, CurrencyError, Money, MoneyError};
pub use view::{ViewName, ViewNameError};
pub use word::Word;
