//! Mails of conversations, each in the entry of what causes it: an answer for somebody who went away, the link with which a
//! cart is handed back, all that was said once it is over. Only to an address that the customer left for this.

use dialogue::{Conversation, Seller, Side, State};
use jiff::Timestamp;
use ledger::RecordWrite;
use party::EmailAddress;
use wording::Language;

use super::TalkTrouble;
use super::unread::is_unread;
use crate::Counter;
use crate::post::{Letter, MailTo, SaidLine};

impl Counter {
    /// What sellers answered since then, for a customer who was not shown it.
    pub(super) fn answered_letter(
        &self,
        talk: &Conversation,
        since: Timestamp,
    ) -> Result<Vec<RecordWrite>, TalkTrouble> {
        let messages = super::reading::messages_of(&self.live()?.book, talk.id)?;
        let unread: Vec<_> = messages.iter().filter(|message| is_unread(message, since)).collect();
        let Some(last) = unread.last() else { return Ok(Vec::new()) };
        let text = unread.iter().map(|message| message.content.as_str()).collect::<Vec<_>>().join("\n\n");
        let seller = Seller::new(&last.sender.id, last.sender.name.as_deref().unwrap_or_default());
        let path = self.path_of_talk(talk)?;
        self.letter(talk, |language| Letter::Answered { seller: name_of(&seller, language), text, path })
    }

    /// The link with which a cart is handed back.
    pub(super) fn handed_back_letter(
        &self,
        talk: &Conversation,
        seller: &Seller,
    ) -> Result<Vec<RecordWrite>, TalkTrouble> {
        let State::HandedBack { link_until, .. } = talk.state else { return Ok(Vec::new()) };
        let token = self.handed_token(talk)?.unwrap_or_default();
        let zone = &self.live()?.book.time_zone;
        self.letter(talk, |language| Letter::HandedBack {
            seller: name_of(seller, language),
            message: None,
            until: language.moment(link_until, zone),
            path: format!("/handed/{token}"),
        })
    }

    /// All that was said.
    pub(super) fn transcript(
        &self,
        talk: &Conversation,
        now: Timestamp,
    ) -> Result<Vec<RecordWrite>, TalkTrouble> {
        if talk.mail_address.is_none() {
            return Ok(Vec::new());
        }
        let book = &self.live()?.book;
        let messages = super::reading::messages_of(book, talk.id)?;
        let zone = &book.time_zone;
        let path = self.path_of_talk(talk)?;
        self.letter(talk, |language| Letter::Transcript {
            date: now.to_zoned_datetime(zone.clone()).date(),
            lines: messages
                .iter()
                .map(|message| {
                    let who = match (message.side, &message.sender.name) {
                        (Side::Customer, _) => language.say("talk-you"),
                        (Side::Seller, Some(name)) => name.clone(),
                        (Side::Seller, None) => language.say("talk-seller"),
                    };
                    let when = language.moment(message.send_time, zone);
                    SaidLine { who: format!("{who}, {when}"), text: message.content.clone() }
                })
                .collect(),
            path,
        })
    }

    /// A letter to the address that the customer left; none where they left none.
    fn letter(
        &self,
        talk: &Conversation,
        letter: impl FnOnce(Language) -> Letter,
    ) -> Result<Vec<RecordWrite>, TalkTrouble> {
        let Some(address) = &talk.mail_address else { return Ok(Vec::new()) };
        // It was checked when it was left; what another program wrote there is passed over rather than refused.
        let Ok(address) = address.parse::<EmailAddress>() else { return Ok(Vec::new()) };
        let language = Language::from_code(&talk.language).unwrap_or(Language::French);
        let to = MailTo { address, name: String::new(), language };
        let about = [("partyInteraction", talk.id.to_string()), ("customer", talk.customer().to_owned())];
        let about: Vec<(&str, &str)> = about.iter().map(|(kind, id)| (*kind, id.as_str())).collect();
        let record = self.mail_record(&to, &letter(language), &about)?;
        Ok(vec![record])
    }
}

fn name_of(seller: &Seller, language: Language) -> String {
    if seller.name.is_empty() { language.say("mail-a-seller") } else { seller.name.clone() }
}
