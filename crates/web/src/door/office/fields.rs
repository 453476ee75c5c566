//! The fields of each part of the catalogue: which attribute each one writes, and how.

use offer::exchange::Section;

/// How a field writes its attribute. Paths are dotted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Codec {
    /// Words in the catalogue's own language, or among its translations.
    Words(&'static str, Option<&'static str>),
    /// The same, of several lines.
    LongWords(&'static str, Option<&'static str>),
    /// A text.
    Text(&'static str),
    /// An exact number.
    Decimal(&'static str),
    /// A whole number, from the least to the most that it may be.
    Whole(&'static str, i64, i64),
    /// Yes or no, with what holds where nothing is said.
    Yes(&'static str, bool),
    /// One of several words, with what holds where nothing is said.
    Choice(&'static str, &'static [&'static str], &'static str),
    /// A day and a time.
    Instant(&'static str),
    /// A reference: `{"id": …}`.
    One(&'static str, Section),
    /// An id.
    Id(&'static str, Section),
    /// References.
    Many(&'static str, Section),
    /// Ids.
    Ids(&'static str, Section),
    /// An amount in the catalogue's currency.
    Money(&'static str),
    /// Words separated by commas.
    List(&'static str),
    /// Lines of words separated by commas.
    Lines(&'static str),
    /// Characteristics with a value.
    Characteristics(&'static str),
    /// Parts of a bundle, or options.
    Parts,
    /// For how many months one binds oneself.
    Commitment,
    /// Who may buy.
    Eligibility,
    /// Pictures.
    Pictures,
    /// Opening hours of the week.
    Hours,
    /// Days with other hours.
    Exceptions,
    /// By how much a promotion lowers a price.
    Reduction,
    /// Rules of order.
    OrderRules,
    /// Facets.
    Facets,
}

/// A field of a part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spec {
    /// Its name; its words are `office-field-{name}`.
    pub name: &'static str,
    /// The group that it stands in; its words are `office-group-{group}`.
    pub group: &'static str,
    /// How it writes its attribute.
    pub codec: Codec,
    /// Whether it must be filled.
    pub required: bool,
}

const fn spec(group: &'static str, name: &'static str, codec: Codec) -> Spec {
    Spec { name, group, codec, required: false }
}

const fn must(group: &'static str, name: &'static str, codec: Codec) -> Spec {
    Spec { name, group, codec, required: true }
}

/// More than anybody needs, and less than what the records hold.
const MANY: i64 = 1_000_000_000;
/// Where something stands among its neighbours.
const RANK: Codec = Codec::Whole("rank", -1_000_000, 1_000_000);

/// States of life, in TM Forum's words.
pub(super) const LIFE: &[&str] =
    &["In study", "In design", "In test", "Active", "Launched", "Retired", "Obsolete", "Rejected"];

/// The fields of a part, in the order in which they are shown.
pub(super) fn fields_of(section: Section) -> Vec<Spec> {
    let words = [
        must("words", "name", Codec::Words("name", None)),
        spec("words", "name_en", Codec::Words("name", Some("en"))),
        spec("words", "description", Codec::LongWords("description", None)),
        spec("words", "description_en", Codec::LongWords("description", Some("en"))),
    ];
    let life = spec("life", "lifecycle", Codec::Choice("lifecycleStatus", LIFE, "Launched"));
    let from = spec("life", "valid_from", Codec::Instant("validFor.startDateTime"));
    let until = spec("life", "valid_until", Codec::Instant("validFor.endDateTime"));
    let mut fields = words.to_vec();
    fields.extend(match section {
        Section::Specification => vec![
            spec("shelf", "brand", Codec::Text("brand")),
            spec("shelf", "categories", Codec::Many("category", Section::Category)),
            spec("shelf", "characteristics", Codec::Characteristics("productSpecCharacteristic")),
            spec("pictures", "pictures", Codec::Pictures),
            life,
            from,
            until,
        ],
        Section::Offering => vec![
            spec("shelf", "product", Codec::One("productSpecification", Section::Specification)),
            spec("shelf", "categories", Codec::Many("category", Section::Category)),
            spec("shelf", "nature", Codec::Choice("nature", &["goods", "subscription", "service"], "goods")),
            spec("shelf", "variant", Codec::Characteristics("prodSpecCharValueUse")),
            spec("shelf", "sellable", Codec::Yes("isSellable", true)),
            spec("shelf", "stock_item", Codec::Text("stockItem")),
            spec("shelf", "commitment", Codec::Commitment),
            spec("parts", "bundle", Codec::Yes("isBundle", false)),
            spec("parts", "parts", Codec::Parts),
            spec("eligibility", "eligibility", Codec::Eligibility),
            spec("pictures", "pictures", Codec::Pictures),
            life,
            from,
            until,
        ],
        Section::Category => vec![
            spec("shelf", "parent", Codec::Id("parentId", Section::Category)),
            spec("shelf", "rank", RANK),
            life,
        ],
        Section::Promotion => vec![
            must("reduction", "reduction", Codec::Reduction),
            spec("reduction", "code", Codec::Text("code")),
            spec("reduction", "uses", Codec::Whole("uses", 1, MANY)),
            spec("reduction", "promoted", Codec::Ids("offerings", Section::Offering)),
            spec("reduction", "promoted_categories", Codec::Ids("categories", Section::Category)),
            from,
            until,
            life,
        ],
        Section::Arrangement => vec![
            spec("order", "category", Codec::Id("category", Section::Category)),
            spec("order", "order", Codec::OrderRules),
            spec("order", "facets", Codec::Facets),
            spec("order", "page_size", Codec::Whole("pageSize", 1, offer::shelf::LARGEST_PAGE as i64)),
            spec("order", "synonyms", Codec::Lines("synonyms")),
        ],
        Section::Place => vec![
            spec("place", "place_kind", Codec::Choice("kind", &["shop", "warehouse"], "shop")),
            spec("place", "active", Codec::Yes("isActive", true)),
            spec("place", "street", Codec::Text("address.street")),
            spec("place", "complement", Codec::Text("address.complement")),
            spec("place", "postcode", Codec::Text("address.postcode")),
            spec("place", "city", Codec::Text("address.city")),
            spec("place", "country", Codec::Text("address.country")),
            spec("place", "phone", Codec::Text("phone")),
            spec("hours", "hours", Codec::Hours),
            spec("hours", "exceptions", Codec::Exceptions),
            spec("hours", "time_zone", Codec::Text("timeZone")),
            spec("pick-up", "preparation", Codec::Whole("preparationMinutes", 0, MANY)),
            spec("pick-up", "kept_days", Codec::Whole("pickUpKeptDays", 1, 90)),
            spec("pick-up", "shipping_priority", Codec::Whole("shippingPriority", 0, MANY)),
        ],
        Section::DeliveryMethod => vec![
            must("fee", "fee", Codec::Money("fee")),
            must("fee", "fee_tax", Codec::Decimal("taxRate")),
            spec("fee", "free_from", Codec::Decimal("freeFrom")),
            spec("fee", "countries", Codec::List("country")),
            spec("fee", "days_least", Codec::Whole("daysLeast", 0, 365)),
            spec("fee", "days_most", Codec::Whole("daysMost", 0, 365)),
            spec("fee", "offered", Codec::Yes("offered", true)),
        ],
        Section::Operator => operator(),
        Section::Page => vec![
            spec("page", "published", Codec::Yes("published", true)),
            spec("page", "in_foot", Codec::Yes("inFoot", true)),
            spec("page", "rank", RANK),
        ],
        _ => Vec::new(),
    });
    fields
}

fn operator() -> Vec<Spec> {
    vec![
        spec("identity", "legal_name", Codec::Text("legalName")),
        spec("identity", "legal_form", Codec::Text("legalForm")),
        spec("identity", "capital", Codec::Text("shareCapital")),
        spec("identity", "registration", Codec::Text("registrationNumber")),
        spec("identity", "vat_number", Codec::Text("vatNumber")),
        spec("identity", "publisher", Codec::Text("publisher")),
        spec("identity", "host", Codec::Text("host")),
        spec("identity", "mediator", Codec::Text("mediator")),
        spec("contact", "street", Codec::Text("address.street")),
        spec("contact", "complement", Codec::Text("address.complement")),
        spec("contact", "postcode", Codec::Text("address.postcode")),
        spec("contact", "city", Codec::Text("address.city")),
        spec("contact", "country", Codec::Text("address.country")),
        spec("contact", "email", Codec::Text("email")),
        spec("contact", "phone", Codec::Text("phone")),
        spec("contact", "website", Codec::Text("website")),
        spec("payment", "iban", Codec::Text("iban")),
        spec("payment", "bic", Codec::Text("bic")),
        spec("payment", "creditor_id", Codec::Text("creditorIdentifier")),
    ]
}

/// The field that writes an attribute; empty where none does.
pub(super) fn field_at(section: Section, attribute: &str) -> String {
    if attribute == "id" {
        return "id".to_owned();
    }
    let is_it = |spec: &Spec| {
        let path = match spec.codec {
            Codec::Words(path, None)
            | Codec::LongWords(path, None)
            | Codec::Text(path)
            | Codec::Decimal(path)
            | Codec::Whole(path, ..)
            | Codec::Yes(path, _)
            | Codec::Choice(path, ..)
            | Codec::Instant(path)
            | Codec::One(path, _)
            | Codec::Id(path, _)
            | Codec::Many(path, _)
            | Codec::Ids(path, _)
            | Codec::Money(path)
            | Codec::List(path)
            | Codec::Lines(path)
            | Codec::Characteristics(path) => path,
            Codec::Words(_, Some(_)) | Codec::LongWords(_, Some(_)) => "translation",
            Codec::Parts => "bundledProductOffering",
            Codec::Commitment => "productOfferingTerm",
            Codec::Eligibility => "eligibility",
            Codec::Pictures => "attachment",
            Codec::Hours => "openingHours.week",
            Codec::Exceptions => "openingHours.exceptions",
            Codec::Reduction => "reduction",
            Codec::OrderRules => "order",
            Codec::Facets => "facets",
        };
        (path == attribute, path.split('.').next() == attribute.split('.').next())
    };
    // The field of the very attribute, or else one of those that write a part of it.
    let fields = fields_of(section);
    let found = fields.iter().find(|spec| is_it(spec).0).or_else(|| fields.iter().find(|spec| is_it(spec).1));
    found.map(|spec| spec.name.to_owned()).unwrap_or_default()
}
