//! What every page of the store has around it, and the small values that several pages share.

/// The store as its frame shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Store {
    /// The operator's name.
    pub name: String,
    /// The first categories, in their order.
    pub categories: Vec<Link>,
    /// The address of the category that the reader is in, if any.
    pub current: Option<String>,
    /// What was sought, to stand in the search box.
    pub search: String,
    /// Whether a meter's file can be priced: something on the shelf is paid by what a meter counts.
    pub metered: bool,
    /// How many pieces the cart holds.
    pub cart_pieces: u64,
    /// The reader's name, once they signed in.
    pub signed_in: Option<String>,
    /// The conversation that the reader may go back to: its address, and whether an answer in it is unread.
    pub talk: Option<(String, bool)>,
    /// Pages of the foot: legal notice, terms, accessibility, contact.
    pub foot: Vec<Link>,
    /// Where the store is reached from outside, without a slash at the end: `https://shop.example`.
    pub origin: String,
    /// Set where the store shows invented goods.
    pub demonstration: bool,
}

/// A way to another page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub title: String,
    /// Its address.
    pub href: String,
}

impl Link {
    /// A way to an address.
    pub fn new(title: &str, href: &str) -> Self {
        Self { title: title.to_owned(), href: href.to_owned() }
    }
}

/// A step of the way from the front to this page.
pub type Crumb = Link;

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its address; empty where there is none and a drawing stands in.
    pub src: String,
    /// What it shows, for those who don't see it. Empty for a mere ornament.
    pub alt: String,
    /// Its width in pixels, so that the page does not move when it comes; 0 where it is not known.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Something that is to be put right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// The name of the field that it is about, if it is about one.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A problem of a field.
    pub fn of(field: &str, message: &str) -> Self {
        Self { field: Some(field.to_owned()), message: message.to_owned() }
    }

    /// A problem of the whole form.
    pub fn whole(message: &str) -> Self {
        Self { field: None, message: message.to_owned() }
    }
}

/// What goes along when the reader asks a seller from this page, beside its address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskLink {
    /// The page's title.
    pub title: String,
    /// Ids of the offerings that are looked at or compared.
    pub offerings: Vec<String>,
    /// The words sought.
    pub words: String,
    /// The refusal or error that is shown.
    pub error: String,
}
