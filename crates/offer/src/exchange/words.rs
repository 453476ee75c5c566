//! What a column of a table may hold, and by which words people call it.

use std::fmt;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The id of the variant: its SKU.
    Offering,
    /// The id of the product.
    Product,
    /// The product's name, in a language or in the catalogue's own.
    Name(Option<String>),
    /// The variant's own name.
    VariantName(Option<String>),
    /// The product's description.
    Description(Option<String>),
    /// Who makes it.
    Brand,
    /// Its category, from the largest to the smallest: `Phones > Foldable`.
    Category,
    /// `goods`, `subscription` or `service`.
    Nature,
    /// How far it is in its life.
    Lifecycle,
    /// A characteristic.
    Characteristic(String),
    /// The name of the n-th characteristic, in tables that have names in cells.
    OptionName(u8),
    /// Its value.
    OptionValue(u8),
    /// What is due once.
    PriceOnce,
    /// What is due each month.
    PriceMonth,
    /// From when the prices of this row hold.
    PriceFrom,
    /// The rate of tax, in percent.
    TaxRate,
    /// The rate of tax of what is due each month, where it is another.
    TaxRateMonth,
    /// Whether the prices of the row hold the tax: `yes` or `no`.
    IncludesTax,
    /// The currency.
    Currency,
    /// For how many months one binds oneself.
    Commitment,
    /// What is counted in stock.
    StockItem,
    /// How many are there, at a place or at the only one.
    Stock(Option<String>),
    /// Addresses of pictures.
    Image,
    /// Words for the picture.
    ImageText(Option<String>),
    /// From when it is sold.
    ValidFrom,
    /// Until when.
    ValidTo,
    /// The row's own number, by which other rows name it as `id:12`.
    RowId,
    /// The product that a variant belongs to, by its SKU or as `id:12`.
    Parent,
    /// `variable`: a row that is a product only; anything else: one that can be bought.
    RowKind,
    /// Nothing that is read.
    Ignored,
}

impl Role {
    /// Reads a role: `price once`, `name:fr`, `stock:shop-1`, `characteristic:colour`.
    pub fn parse(text: &str) -> Option<Self> {
        let (word, of) = match text.split_once(':') {
            Some((word, of)) => (word.trim(), Some(of.trim().to_owned()).filter(|of| !of.is_empty())),
            None => (text.trim(), None),
        };
        let number = || of.as_deref().and_then(|of| of.parse().ok());
        Some(match word.to_lowercase().replace('_', " ").as_str() {
            "offering" => Self::Offering,
            "product" => Self::Product,
            "name" => Self::Name(of),
            "variant name" => Self::VariantName(of),
            "description" => Self::Description(of),
            "brand" => Self::Brand,
            "category" => Self::Category,
            "nature" => Self::Nature,
            "lifecycle" => Self::Lifecycle,
            "characteristic" => Self::Characteristic(of?),
            "option name" => Self::OptionName(number()?),
            "option value" => Self::OptionValue(number()?),
            "price once" => Self::PriceOnce,
            "price month" => Self::PriceMonth,
            "price from" => Self::PriceFrom,
            "tax rate" => Self::TaxRate,
            "tax rate month" => Self::TaxRateMonth,
            "tax included" => Self::IncludesTax,
            "currency" => Self::Currency,
            "commitment months" => Self::Commitment,
            "stock item" => Self::StockItem,
            "stock" => Self::Stock(of),
            "image" => Self::Image,
            "image text" => Self::ImageText(of),
            "valid from" => Self::ValidFrom,
            "valid to" => Self::ValidTo,
            "row id" => Self::RowId,
            "parent" => Self::Parent,
            "row kind" => Self::RowKind,
            "ignored" => Self::Ignored,
            _ => return None,
        })
    }

    /// Every role as it is written in a mapping, with what it is.
    pub const fn examples() -> &'static [(&'static str, &'static str)] {
        &[
            ("offering", "the variant's id (SKU)"),
            ("product", "the product's id"),
            ("name:fr", "the product's name in a language; without one, in the catalogue's own"),
            ("variant name:en", "the variant's own name"),
            ("description:fr", "the product's description"),
            ("brand", "who makes it"),
            ("category", "Phones > Foldable; several parted by |"),
            ("nature", "goods, subscription or service"),
            ("lifecycle", "In design, Launched, Retired …"),
            ("characteristic:colour", "a characteristic"),
            ("option name:1", "the name of the first characteristic, in a cell"),
            ("option value:1", "its value"),
            ("price once", "what is due with the order"),
            ("price month", "what is due each month"),
            ("price from", "from when the prices of the row hold"),
            ("tax rate", "in percent"),
            ("tax rate month", "in percent, of what is due each month, where it is another"),
            ("tax included", "yes or no: whether the prices of the row hold the tax"),
            ("currency", "EUR, GBP …"),
            ("commitment months", "for how long one binds oneself"),
            ("stock item", "what is counted in stock"),
            ("stock:shop-1", "how many are at a place"),
            ("image", "addresses of pictures"),
            ("image text:fr", "words for the picture"),
            ("valid from", "from when it is sold"),
            ("valid to", "until when"),
            ("row id", "the row's own number"),
            ("parent", "the product of a variant, by SKU or id:12"),
            ("row kind", "variable: a row that is a product only"),
            ("ignored", "nothing that is read"),
        ]
    }

    /// The role that a column of this name probably has.
    pub fn guess(name: &str) -> Option<Self> {
        let plain = super::slug::slug(name).replace('-', " ");
        let (plain, language) = match plain.rsplit_once(' ') {
            Some((rest, "fr" | "francais" | "french")) => (rest.to_owned(), Some("fr".to_owned())),
            Some((rest, "en" | "anglais" | "english")) => (rest.to_owned(), Some("en".to_owned())),
            _ => (plain, None),
        };
        Some(match plain.as_str() {
            "sku" | "code" | "reference" | "ref" | "article" | "item" | "item code" | "stockcode"
            | "stock code" | "variant sku" | "ean" | "gtin" | "code article" | "product code" | "id" => {
                Self::Offering
            }
            "handle" | "product id" | "parent sku" | "modele" | "model" | "id produit" => Self::Product,
            "name" | "nom" | "title" | "titre" | "libelle" | "designation" | "product" | "produit"
            | "product name" | "nom du produit" | "label" => Self::Name(language),
            "description" | "descriptif" | "body html" | "texte" | "long description" => {
                Self::Description(language)
            }
            "brand" | "marque" | "vendor" | "fabricant" | "manufacturer" => Self::Brand,
            "category" | "categorie" | "categories" | "rayon" | "famille" | "product type" => Self::Category,
            "price" | "prix" | "prix ttc" | "unit price" | "unitprice" | "prix unitaire" | "tarif"
            | "variant price" | "regular price" | "price once" | "prix de vente" => Self::PriceOnce,
            "monthly price" | "price month" | "prix mensuel" | "prix par mois" | "abonnement"
            | "mensualite" => Self::PriceMonth,
            "vat" | "tva" | "tax" | "tax rate" | "vat rate" | "taux de tva" | "taux tva" => Self::TaxRate,
            "currency" | "devise" | "monnaie" => Self::Currency,
            "commitment" | "engagement" | "engagement mois" | "commitment months" => Self::Commitment,
            "stock"
            | "quantity"
            | "quantite"
            | "qty"
            | "inventory"
            | "en stock"
            | "variant inventory qty" => Self::Stock(None),
            "image" | "images" | "photo" | "picture" | "image src" | "image url" => Self::Image,
            "image text" | "image alt text" | "texte alternatif" | "alt" => Self::ImageText(language),
            "status" | "statut" | "lifecycle" | "published" | "publie" | "etat" => Self::Lifecycle,
            "colour" | "color" | "couleur" => Self::Characteristic("colour".into()),
            "size" | "taille" | "pointure" => Self::Characteristic("size".into()),
            "storage" | "stockage" | "capacite" => Self::Characteristic("storage".into()),
            "weight" | "poids" => Self::Characteristic("weight".into()),
            "material" | "matiere" => Self::Characteristic("material".into()),
            _ => return None,
        })
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |f: &mut fmt::Formatter<'_>, word: &str, of: &Option<String>| match of {
            Some(of) => write!(f, "{word}:{of}"),
            None => f.write_str(word),
        };
        match self {
            Self::Offering => f.write_str("offering"),
            Self::Product => f.write_str("product"),
            Self::Name(language) => of(f, "name", language),
            Self::VariantName(language) => of(f, "variant name", language),
            Self::Description(language) => of(f, "description", language),
            Self::Brand => f.write_str("brand"),
            Self::Category => f.write_str("category"),
            Self::Nature => f.write_str("nature"),
            Self::Lifecycle => f.write_str("lifecycle"),
            Self::Characteristic(name) => write!(f, "characteristic:{name}"),
            Self::OptionName(number) => write!(f, "option name:{number}"),
            Self::OptionValue(number) => write!(f, "option value:{number}"),
            Self::PriceOnce => f.write_str("price once"),
            Self::PriceMonth => f.write_str("price month"),
            Self::PriceFrom => f.write_str("price from"),
            Self::TaxRate => f.write_str("tax rate"),
            Self::TaxRateMonth => f.write_str("tax rate month"),
            Self::IncludesTax => f.write_str("tax included"),
            Self::Currency => f.write_str("currency"),
            Self::Commitment => f.write_str("commitment months"),
            Self::StockItem => f.write_str("stock item"),
            Self::Stock(place) => of(f, "stock", place),
            Self::Image => f.write_str("image"),
            Self::ImageText(language) => of(f, "image text", language),
            Self::ValidFrom => f.write_str("valid from"),
            Self::ValidTo => f.write_str("valid to"),
            Self::RowId => f.write_str("row id"),
            Self::Parent => f.write_str("parent"),
            Self::RowKind => f.write_str("row kind"),
            Self::Ignored => f.write_str("ignored"),
        }
    }
}
