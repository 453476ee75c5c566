//! Keeping pictures: a record of kind `image` with what they show in words, for those who do not see it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use offer::catalogue::Unknown;
use party::Permission;
use serde::{Deserialize, Serialize};
use types::Operation;

use super::sniff::{PictureKind, PictureProblem};
use super::{CleanPicture, read_picture};
use crate::live::{Held, Kept, Telling};
use crate::{Asking, Counter, Trouble};

/// The longest alternative text: what one hears in a breath or two.
const LONGEST_ALT: usize = 400;

/// What a picture shows, in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AltText {
    /// The language: `fr`, `en`.
    pub language: String,
    /// What it shows. Empty: it is an ornament, and says nothing.
    pub text: String,
}

/// A picture as it is kept. Its id is made of its content: the same picture twice is one, and an address never changes what
/// it shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// Its id.
    pub id: String,
    /// What it is.
    pub mime_type: PictureKind,
    /// What it is called in the office.
    pub name: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What it shows, in each language.
    pub alternative_text: Vec<AltText>,
    /// The file, in base 64.
    content: String,
    /// What else was said of it.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Picture {
    /// What it shows in a language, or in the first one where it has no words in that.
    pub fn alt(&self, language: &str) -> &str {
        let said = self.alternative_text.iter().find(|alt| alt.language == language);
        said.or(self.alternative_text.first()).map(|alt| alt.text.as_str()).unwrap_or_default()
    }
}

impl Kept for Picture {
    const KIND: &'static str = "image";

    fn record_id(&self) -> String {
        self.id.clone()
    }
}

/// A picture to be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureBytes {
    /// What it is.
    pub kind: PictureKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a picture is not kept.
#[derive(Debug, thiserror::Error)]
pub enum PictureRefusal {
    /// The file is not one.
    #[error(transparent)]
    File(#[from] PictureProblem),
    /// Nobody said what it shows, in this language.
    #[error("say in the language “{0}” what the picture shows, for those who do not see it")]
    NoAlt(&'static str),
    /// What it shows takes too long to be heard.
    #[error("the alternative text has {0} characters; at most 400 are kept: say the essential")]
    LongAlt(usize),
    /// Whoever asks may not, or the ledger failed.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl Counter {
    /// Takes a picture in. `alt` says what it shows in French and in English; both are needed.
    pub fn keep_picture(
        &self,
        asking: &Asking,
        file: &[u8],
        name: &str,
        alt: &[AltText],
    ) -> Result<Picture, PictureRefusal> {
        asking.may(Permission::EditCatalogue)?;
        let clean = read_picture(file)?;
        let alternative_text = checked(alt)?;
        let id = id_of(&clean);
        let book = &self.live()?.book;
        let known = book.find::<Picture>(&id)?;
        let mut held = known.unwrap_or_else(|| Held::new(new_picture(id, &clean)));
        held.value.name = name.chars().filter(|c| !c.is_control()).take(120).collect();
        held.value.alternative_text = alternative_text;
        let mut entry = self.entry_for(asking);
        entry.records.push(held.write()?);
        let act = Telling::now(&*self.clock, "picture_kept", Operation::Organise, asking.scene);
        entry.acts.push(act.about("image", "image", &held.value.id).done());
        self.commit_live(entry)?;
        Ok(held.value)
    }

    /// Every picture, for the office.
    pub fn pictures(&self, asking: &Asking) -> Result<Vec<Picture>, Trouble> {
        asking.may(Permission::ReadCatalogue)?;
        let mut pictures: Vec<Picture> = Vec::new();
        self.live()?.book.each_record(Picture::KIND, |body| {
            pictures.extend(serde_json::from_value::<Picture>(body).ok().map(|mut picture| {
                // A list is of names: what it weighs stays where it is.
                picture.content.clear();
                picture
            }));
        })?;
        Ok(pictures)
    }

    /// One picture with its words, without its bytes' weight in the answer being of interest.
    pub fn picture(&self, id: &str) -> Result<Picture, Trouble> {
        Ok(self.live()?.book.get::<Picture>(id)?.value)
    }

    /// A picture's bytes, for anybody.
    pub fn picture_bytes(&self, id: &str) -> Result<PictureBytes, Trouble> {
        let picture = self.picture(id)?;
        let bytes = STANDARD
            .decode(&picture.content)
            .map_err(|_| Trouble::NotFound { what: "picture", id: id.chars().take(80).collect() })?;
        Ok(PictureBytes { kind: picture.mime_type, bytes })
    }
}

fn new_picture(id: String, clean: &CleanPicture) -> Picture {
    Picture {
        id,
        mime_type: clean.kind,
        name: String::new(),
        width: clean.width,
        height: clean.height,
        alternative_text: Vec::new(),
        content: STANDARD.encode(&clean.bytes),
        unknown: Unknown::new(),
    }
}

/// The id of a picture: the first 128 bits of its content's digest.
fn id_of(clean: &CleanPicture) -> String {
    let digest = blake3::hash(&clean.bytes).to_hex();
    format!("img_{}", &digest[..32])
}

/// The words of both languages, each of them said.
fn checked(alt: &[AltText]) -> Result<Vec<AltText>, PictureRefusal> {
    let mut words = Vec::with_capacity(2);
    for language in wording::Language::ALL {
        let said = alt.iter().find(|alt| alt.language == language.code());
        let text = said.map(|alt| alt.text.split_whitespace().collect::<Vec<_>>().join(" "));
        let text = text.filter(|text| !text.is_empty()).ok_or(PictureRefusal::NoAlt(language.code()))?;
        match text.chars().count() {
            length if length > LONGEST_ALT => return Err(PictureRefusal::LongAlt(length)),
            _ => words.push(AltText { language: language.code().to_owned(), text }),
        }
    }
    Ok(words)
}
