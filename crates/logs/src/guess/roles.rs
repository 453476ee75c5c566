//! The roles that a column may play in a draft, and how the names of columns betray them, in English and French.

use serde::{Deserialize, Serialize};

use crate::mapping::plain_name;

use super::columns::{Column, ColumnKind};
use super::draft::{outcome_of, scene_of};

/// The role that a column plays in a draft. At most one column plays each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The day, where times of day stand apart from it.
    Day,
    /// When it began.
    Start,
    /// When it ended or was closed.
    End,
    /// How long it took in all.
    Duration,
    /// How long customer and agent talked, or the agent worked.
    Talk,
    /// How long the customer waited.
    Wait,
    /// Who demanded.
    Customer,
    /// Who served.
    Agent,
    /// What it was about.
    Reason,
    /// How it ended.
    Outcome,
    /// By which way it came: phone, web, mail.
    Channel,
    /// The order or invoice.
    Order,
    /// The article.
    Item,
    /// How many.
    Quantity,
    /// The price of one.
    UnitPrice,
    /// The ticket, the call, the case: what identifies the row.
    Identifier,
}

impl Role {
    /// Every role, in the order in which columns are given to them.
    pub const ALL: &'static [Self] = &[
        Self::Start,
        Self::End,
        Self::Day,
        Self::Wait,
        Self::Talk,
        Self::Duration,
        Self::Quantity,
        Self::UnitPrice,
        Self::Order,
        Self::Item,
        Self::Customer,
        Self::Agent,
        Self::Outcome,
        Self::Channel,
        Self::Reason,
        Self::Identifier,
    ];

    /// Its written name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Start => "start",
            Self::End => "end",
            Self::Duration => "duration",
            Self::Talk => "talk",
            Self::Wait => "wait",
            Self::Customer => "customer",
            Self::Agent => "agent",
            Self::Reason => "reason",
            Self::Outcome => "outcome",
            Self::Channel => "channel",
            Self::Order => "order",
            Self::Item => "item",
            Self::Quantity => "quantity",
            Self::UnitPrice => "unit_price",
            Self::Identifier => "identifier",
        }
    }

    /// Words of names (without spaces and capitals), the surest first.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Start => &[
                "start",
                "calldate",
                "createdat",
                "created",
                "opened",
                "opendt",
                "opendate",
                "invoicedate",
                "orderdate",
                "requesteddatetime",
                "entry",
                "arriv",
                "debut",
                "creele",
                "creation",
                "ouvert",
                "submitted",
                "received",
                "recu",
                "timestamp",
                "datetime",
                "horodatage",
                "dateheure",
                "date",
                "time",
                "heure",
            ],
            Self::End => &[
                "closed",
                "solved",
                "resolved",
                "completed",
                "finished",
                "end",
                "exit",
                "hangup",
                "fin",
                "cloture",
                "ferme",
                "resolu",
                "termin",
            ],
            Self::Day => &["day", "date", "jour"],
            Self::Wait => {
                &["wait", "queuetime", "qtime", "holdtime", "ringtime", "attente", "queue", "sonnerie"]
            }
            Self::Talk => &[
                "talk",
                "billsec",
                "servicetime",
                "sertime",
                "handle",
                "conversation",
                "worktime",
                "timespent",
                "traitement",
            ],
            Self::Duration => &["duration", "duree", "elapsed", "length", "seconds", "secondes", "minutes"],
            Self::Quantity => &["quantity", "qty", "quantite", "qte", "units"],
            Self::UnitPrice => &[
                "unitprice",
                "itemprice",
                "lineitemprice",
                "prixunitaire",
                "price",
                "itemcost",
                "prix",
                "unitcost",
            ],
            Self::Order => {
                &["orderid", "ordernumber", "invoiceno", "invoice", "order", "commande", "facture"]
            }
            Self::Item => {
                &["stockcode", "sku", "productid", "itemid", "article", "product", "produit", "item"]
            }
            Self::Customer => &[
                "customerid",
                "customer",
                "caller",
                "client",
                "requester",
                "contactid",
                "email",
                "buyer",
                "src",
                "demandeur",
                "appelant",
                "userid",
                "user",
            ],
            Self::Agent => &[
                "agent",
                "server",
                "assignee",
                "owner",
                "operator",
                "resource",
                "employee",
                "handledby",
                "conseiller",
                "technician",
                "dstchannel",
                "staff",
            ],
            Self::Outcome => {
                &["outcome", "disposition", "result", "status", "state", "statut", "etat", "resultat"]
            }
            Self::Channel => &["channel", "source", "medium", "canal", "via", "origin"],
            Self::Reason => &[
                "reason",
                "motive",
                "motif",
                "category",
                "categorie",
                "type",
                "topic",
                "subject",
                "sujet",
                "department",
                "service",
                "group",
                "queue",
            ],
            Self::Identifier => &[
                "ticketid",
                "ticketnumber",
                "caseid",
                "callid",
                "uniqueid",
                "enquiryid",
                "number",
                "numero",
                "id",
            ],
        }
    }

    /// Whether a column can play the role, by what it holds.
    const fn admits(self, kind: &ColumnKind) -> bool {
        use ColumnKind::{Clock, Code, Date, Decimal, Email, Empty, Integer, Text, Time};
        match self {
            Self::Start | Self::End => matches!(kind, Time { .. } | Date { .. } | Clock),
            Self::Day => matches!(kind, Date { .. }),
            Self::Wait | Self::Talk | Self::Duration => matches!(kind, Integer | Decimal { .. } | Clock),
            Self::Quantity | Self::UnitPrice => matches!(kind, Integer | Decimal { .. }),
            Self::Order | Self::Item | Self::Identifier => matches!(kind, Integer | Code | Text),
            Self::Customer => matches!(kind, Integer | Code | Text | Email),
            Self::Agent => matches!(kind, Code | Text | Email | Integer),
            Self::Outcome | Self::Channel | Self::Reason => {
                !matches!(kind, Empty | Email | Time { .. } | Date { .. } | Clock | Text | Decimal { .. })
            }
        }
    }
}

/// How well a column fits a role, from 0 (not at all).
pub(super) fn fitness(role: Role, column: &Column) -> usize {
    if !role.admits(&column.kind) {
        return 0;
    }
    // A closing time is empty on what is still open; what began is known for nearly every row.
    if role == Role::Start && column.filled * 10 < column.rows * 9 {
        return 0;
    }
    let name = plain_name(&column.name);
    let words = role.words();
    let place = words.iter().position(|word| fits_word(&name, word));
    let by_name = place.map_or(0, |place| {
        let exact = usize::from(name == words[place]);
        100 + 40 * exact + (words.len() - place) * 2
    });
    // A column whose codes say what the role needs is better than one that is only named like it.
    let telling =
        |says: fn(&str) -> bool| 30 * column.examples.iter().filter(|code| says(code)).count().min(3);
    let by_name = match role {
        _ if by_name == 0 => 0,
        Role::Outcome => by_name + telling(|code| outcome_of(code).is_some()),
        Role::Channel => by_name + telling(|code| scene_of(code).is_some()),
        // Times that are nearly all different tell more than those that are mostly zero.
        Role::Start | Role::End => by_name + 60 * column.distinct / column.rows.max(1),
        _ => by_name,
    };
    // With no telling name, the first column that holds times is when it began.
    let whole_times = matches!(role, Role::Start) && column.kind.is_time();
    if by_name == 0 && whole_times { 1 } else { by_name }
}

/// A short word must stand at the beginning or the end of a name; a long one may stand anywhere.
fn fits_word(name: &str, word: &str) -> bool {
    if word.len() <= 4 { name.starts_with(word) || name.ends_with(word) } else { name.contains(word) }
}
