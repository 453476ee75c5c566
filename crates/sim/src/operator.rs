//! The invented operator: what its customers come for, how often, how it answers, and the form that goes wrong.
//!
//! Every number of the simulated fortnight stands here. None is a real organisation's; the orders of magnitude are those of
//! published studies of call centres (services of a few minutes, patience of a few minutes, a few percent of hang-ups).

use crate::calendar::Hours;

/// The form that sends people to the telephone: its second version asks, in its third step, for a number that
/// nobody has at hand.
pub const TROUBLED_FORM: &str = "moving-house";
/// When the second version is put in force: the second Monday, in seconds after that day's midnight.
pub const TROUBLE_BEGINS: (usize, i64) = (7, 9 * 3_600);
/// When the first version is put back: Wednesday evening of that week.
pub const TROUBLE_ENDS: (usize, i64) = (9, 18 * 3_600);

/// How many customers the operator has.
pub(crate) const CUSTOMERS: u64 = 180_000;
/// Meters that report by themselves, once a night.
pub(crate) const METERS: u64 = 220;

/// Why people come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    MovingHouse,
    Bill,
    Payment,
    MeterReading,
    SupplyFault,
    NewContract,
    Order,
}

impl Reason {
    /// The code that the organisation writes down.
    pub fn word(self) -> &'static str {
        match self {
            Self::MovingHouse => "moving_house",
            Self::Bill => "bill",
            Self::Payment => "payment",
            Self::MeterReading => "meter_reading",
            Self::SupplyFault => "supply_fault",
            Self::NewContract => "new_contract",
            Self::Order => "order",
        }
    }

    /// The form of the web site for it, if there is one.
    pub fn form(self) -> Option<&'static str> {
        match self {
            Self::MovingHouse => Some(TROUBLED_FORM),
            Self::MeterReading => Some("meter-reading"),
            Self::Payment => Some("payment-plan"),
            Self::NewContract => Some("subscribe"),
            Self::Bill | Self::SupplyFault | Self::Order => None,
        }
    }

    /// How many steps its form has.
    pub fn form_steps(self) -> i64 {
        match self {
            Self::MovingHouse => 4,
            Self::NewContract => 5,
            _ => 2,
        }
    }

    /// Median seconds of talk, before the customer's and the agent's own variation.
    pub fn talk_median_s(self) -> f64 {
        match self {
            Self::MovingHouse => 260.0,
            Self::Bill => 190.0,
            Self::Payment => 150.0,
            Self::MeterReading => 90.0,
            Self::SupplyFault => 170.0,
            Self::NewContract => 310.0,
            Self::Order => 120.0,
        }
    }

    /// Whether the voice menu can settle it without anybody, and how often it does.
    pub fn menu_settles(self) -> f64 {
        match self {
            Self::MeterReading => 0.55,
            Self::Payment => 0.25,
            Self::SupplyFault => 0.12,
            _ => 0.0,
        }
    }
}

/// How one version of a form does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormCondition {
    /// Its number.
    pub version: u32,
    /// Share of those who begin it and give it up.
    pub abandoned: f64,
    /// Share that it turns down (not eligible).
    pub refused: f64,
    /// Median seconds of filling.
    pub filling_median_s: f64,
    /// Share of those who gave it up that take the telephone.
    pub then_call: f64,
}

/// How the form for this reason does, in trouble or not.
pub(crate) fn form_condition(reason: Reason, trouble: bool) -> FormCondition {
    let (abandoned, refused, filling_median_s, then_call) = match (reason, trouble) {
        (Reason::MovingHouse, true) => (0.80, 0.01, 520.0, 0.74),
        (Reason::MovingHouse, false) => (0.11, 0.01, 240.0, 0.30),
        (Reason::NewContract, _) => (0.34, 0.05, 380.0, 0.14),
        (Reason::MeterReading, _) => (0.06, 0.03, 65.0, 0.20),
        _ => (0.09, 0.08, 110.0, 0.25),
    };
    let version = if reason == Reason::MovingHouse && trouble { 2 } else { 1 };
    FormCondition { version, abandoned, refused, filling_median_s, then_call }
}

/// How people and agents behave at the telephone, in a chat or at the counter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manners {
    /// Mean patience, exponential, in seconds.
    pub patience_mean_s: f64,
    /// Deviation of the logarithm of a talk's length.
    pub talk_sigma: f64,
    /// A talk takes this many times what it takes at the telephone.
    pub talk_factor: f64,
    /// Mean after-work of the agent, exponential, in seconds.
    pub after_work_mean_s: f64,
    /// Share of those who gave up that come back, each time.
    pub back_after_giving_up: f64,
    /// Share of those cut off within ten seconds that come back.
    pub back_after_cut_off: f64,
    /// Share of those served who were not, in the end, and come back the same day.
    pub back_after_service: f64,
}

pub(crate) const PHONE_MANNERS: Manners = Manners {
    patience_mean_s: 240.0,
    talk_sigma: 0.72,
    talk_factor: 1.0,
    after_work_mean_s: 26.0,
    back_after_giving_up: 0.56,
    back_after_cut_off: 0.52,
    back_after_service: 0.045,
};
pub(crate) const CHAT_MANNERS: Manners = Manners {
    patience_mean_s: 180.0,
    talk_sigma: 0.60,
    talk_factor: 2.6,
    after_work_mean_s: 15.0,
    back_after_giving_up: 0.20,
    back_after_cut_off: 0.40,
    back_after_service: 0.03,
};
pub(crate) const SHOP_MANNERS: Manners = Manners {
    patience_mean_s: 900.0,
    talk_sigma: 0.55,
    talk_factor: 1.6,
    after_work_mean_s: 40.0,
    back_after_giving_up: 0.10,
    back_after_cut_off: 0.0,
    back_after_service: 0.01,
};

/// Most times that one person tries for one demand.
pub(crate) const MOST_TRIES: u8 = 5;

const WEEK: Option<(i64, i64)> = Some((8 * 3_600 + 1_800, 18 * 3_600));
/// When the telephone answers.
pub(crate) const PHONE_HOURS: Hours = [WEEK, WEEK, WEEK, WEEK, WEEK, Some((9 * 3_600, 13 * 3_600)), None];
const CHAT_DAY: Option<(i64, i64)> = Some((9 * 3_600, 19 * 3_600));
/// When the chat answers.
pub(crate) const CHAT_HOURS: Hours = [CHAT_DAY, CHAT_DAY, CHAT_DAY, CHAT_DAY, CHAT_DAY, None, None];
const SHOP_DAY: Option<(i64, i64)> = Some((9 * 3_600 + 1_800, 18 * 3_600 + 1_800));
/// When the shop is open: from Tuesday to Saturday.
pub(crate) const SHOP_HOURS: Hours = [None, SHOP_DAY, SHOP_DAY, SHOP_DAY, SHOP_DAY, SHOP_DAY, None];

/// What the web shop sells: code, price in cents, share of orders.
pub(crate) const ARTICLES: [(&str, i64, f64); 8] = [
    ("thermostat-1", 8_990, 18.0),
    ("smart-plug-2", 2_490, 30.0),
    ("led-e27-9w", 349, 46.0),
    ("meter-clip", 3_990, 12.0),
    ("solar-kit-400", 52_900, 3.0),
    ("draught-strip", 790, 22.0),
    ("power-strip-6", 1_890, 20.0),
    ("radiator-reflector", 1_250, 14.0),
];
/// Share of wanted articles that are out of stock.
pub(crate) const OUT_OF_STOCK: f64 = 0.04;
/// Share of order lines cancelled within the half-hour.
pub(crate) const CANCELLED: f64 = 0.03;
