//! Keys out of the organisation's own secret, and what is made with them: visitors' ids, tokens of forms, new secrets.

use party::{Key, Secret};
use types::{EntryId, Millis, VisitorId};

use crate::{Asking, Counter, Trouble};

/// How long the form that a browser is first known by may be sent again.
const FIRST_FORM_LASTS: Millis = Millis::from_secs(3_600);

impl Counter {
    /// The key of a purpose.
    pub(crate) fn key_of(&self, purpose: &str) -> Result<Key, Trouble> {
        Ok(Key::of(&self.live()?.book.settings.key(), purpose))
    }

    /// A new secret for a cookie or a link.
    pub fn new_secret(&self) -> Secret {
        Secret::from_chance([self.clock.chance(), self.clock.chance()])
    }

    /// The id by which a browser is known that carries this secret.
    pub fn visitor_of(&self, secret: &Secret) -> Result<VisitorId, Trouble> {
        Ok(VisitorId::from_u128(secret.number(&self.key_of("visitor")?)))
    }

    /// The secret of a browser that has none yet and sends this form: the same however often the form is sent, so that a double
    /// click makes one visitor with one cart, not two. Nobody can compute it who does not know the organisation's own
    /// secret; a form that was shown long ago gives a new one, so that knowing its entry is of no use later.
    pub fn secret_of_first_form(&self, entry: Option<EntryId>) -> Result<Secret, Trouble> {
        let now = self.clock.now();
        let is_fresh = |entry: &EntryId| {
            Millis::between(entry.instant(), now).is_some_and(|age| age <= FIRST_FORM_LASTS)
        };
        let Some(entry) = entry.filter(is_fresh) else { return Ok(self.new_secret()) };
        let key = self.key_of("browser of a form")?;
        let entry = entry.as_u128().to_be_bytes();
        let half = |which: &[u8]| key.number(&[&entry, which]);
        Ok(Secret::from_chance([half(b"first"), half(b"second")]))
    }

    /// The token that a form carries, bound to the secret of the cookie that comes along with it.
    pub fn form_token(&self, secret: &Secret) -> Result<String, Trouble> {
        Ok(secret.digest(&self.key_of("form")?).chars().take(32).collect())
    }

    /// A secret for what this form asked: the same when the form is sent twice, so that a double click signs in once.
    /// Nobody can compute it who does not know the organisation's own secret.
    pub(crate) fn secret_for(&self, asking: &Asking, whose: &str) -> Result<Secret, Trouble> {
        let Some(entry) = asking.entry else { return Ok(self.new_secret()) };
        let key = self.key_of("session of a form")?;
        let entry = entry.as_u128().to_be_bytes();
        let half = |which: &[u8]| key.number(&[&entry, whose.as_bytes(), which]);
        Ok(Secret::from_chance([half(b"first"), half(b"second")]))
    }
}
