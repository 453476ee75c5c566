//! OCEL 2.0 as any file holds it, before it means anything: events, objects, typed values.

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;
use rust_decimal::Decimal;
use serde_json::Value;
use types::{Scalar, Word};

use crate::xes::{decimal, read_instant};

/// The five types of attributes that OCEL 2.0 knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declared {
    Text,
    Integer,
    Float,
    Boolean,
    Time,
}

impl Declared {
    /// The type that JSON names so; unknown names are texts.
    pub fn from_json(name: &str) -> Self {
        match name {
            "integer" | "int" => Self::Integer,
            "float" | "double" | "number" => Self::Float,
            "boolean" | "bool" => Self::Boolean,
            "time" | "date" | "timestamp" => Self::Time,
            _ => Self::Text,
        }
    }

    /// Its name in JSON.
    pub const fn json_name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Boolean => "boolean",
            Self::Time => "time",
        }
    }

    /// The type of a SQLite column, by SQLite's own rules for names of types where OCEL names none.
    pub fn from_sql(name: &str) -> Self {
        let name = name.to_ascii_uppercase();
        let has = |part| name.contains(part);
        if has("TIME") || has("DATE") {
            Self::Time
        } else if has("BOOL") {
            Self::Boolean
        } else if has("INT") {
            Self::Integer
        } else if has("REAL") || has("FLOA") || has("DOUB") || has("DEC") || has("NUM") {
            Self::Float
        } else {
            Self::Text
        }
    }

    /// The type of a SQLite column for such values.
    pub const fn sql_name(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Integer => "INTEGER",
            Self::Float => "REAL",
            Self::Boolean => "BOOLEAN",
            Self::Time => "TIMESTAMP",
        }
    }

    /// The type that holds a value of an act's body.
    pub const fn of(value: &Scalar) -> Self {
        match value {
            Scalar::Text(_) => Self::Text,
            Scalar::Integer(_) => Self::Integer,
            Scalar::Decimal(_) => Self::Float,
            Scalar::Bool(_) => Self::Boolean,
            Scalar::Time(_) => Self::Time,
        }
    }
}

/// A value as SQLite or JSON stores it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Plain {
    Text(String),
    Integer(i64),
    Float(f64),
    Bool(bool),
}

impl Plain {
    /// The plain form of a body's value; decimals become the nearest float, times lose what is below milliseconds.
    pub fn of(value: &Scalar) -> Self {
        match value {
            Scalar::Text(text) => Self::Text(text.as_str().to_owned()),
            Scalar::Integer(number) => Self::Integer(*number),
            Scalar::Decimal(number) => {
                number.to_string().parse().map_or(Self::Text(number.to_string()), Self::Float)
            }
            Scalar::Bool(yes) => Self::Bool(*yes),
            Scalar::Time(at) => Self::Text(written(*at)),
        }
    }

    /// The value of an attribute of a declared type; nothing if it is not of that type.
    pub fn typed(&self, declared: Declared) -> Option<Scalar> {
        match (declared, self) {
            (Declared::Text, Self::Text(text)) => Some(Scalar::Text(Word::new(text))),
            (Declared::Text, Self::Integer(number)) => Some(Scalar::Text(Word::from(number.to_string()))),
            (Declared::Text, Self::Float(number)) => Some(Scalar::Text(Word::from(number.to_string()))),
            (Declared::Text, Self::Bool(yes)) => Some(Scalar::Text(Word::from(yes.to_string()))),
            (Declared::Integer, plain) => plain.integer().map(Scalar::Integer),
            (Declared::Float, Self::Float(number)) => decimal(&number.to_string()).map(Scalar::Decimal),
            (Declared::Float, Self::Integer(number)) => Some(Scalar::Decimal(Decimal::from(*number))),
            (Declared::Float, Self::Text(text)) => decimal(text).map(Scalar::Decimal),
            (Declared::Boolean, Self::Bool(yes)) => Some(Scalar::Bool(*yes)),
            (Declared::Boolean, Self::Integer(number @ (0 | 1))) => Some(Scalar::Bool(*number == 1)),
            (Declared::Boolean, Self::Text(text)) => text.to_ascii_lowercase().parse().ok().map(Scalar::Bool),
            (Declared::Time, Self::Text(text)) => read_instant(text).map(|read| Scalar::Time(read.at)),
            (Declared::Time, Self::Integer(number)) => {
                read_instant(&number.to_string()).map(|read| Scalar::Time(read.at))
            }
            (Declared::Float | Declared::Boolean | Declared::Time, _) => None,
        }
    }

    /// The whole number that it is, also where another program made a float or a text of it.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            // Beyond 2^53 a float no longer tells whole numbers apart.
            Self::Float(number) if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 => {
                Some(*number as i64)
            }
            Self::Float(_) | Self::Bool(_) => None,
        }
    }

    /// The text that it is; a number or a truth value as it is written.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::Bool(yes) => yes.to_string(),
        }
    }

    /// From JSON; nothing for null, arrays and objects.
    pub fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Bool(yes) => Some(Self::Bool(*yes)),
            Value::Number(number) => {
                number.as_i64().map(Self::Integer).or_else(|| number.as_f64().map(Self::Float))
            }
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// As JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            Self::Integer(number) => Value::from(*number),
            Self::Float(number) => Value::from(*number),
            Self::Bool(yes) => Value::from(*yes),
        }
    }
}

/// One attribute of an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attribute {
    pub name: String,
    pub declared: Declared,
    pub value: Plain,
}

/// One event, with its relations in the order of the file.
#[derive(Debug, Clone)]
pub(crate) struct RawEvent {
    pub id: String,
    pub kind: String,
    /// The time as it is written; nothing where there is none.
    pub time: Option<String>,
    pub attributes: Vec<Attribute>,
    /// Qualifier and object.
    pub relations: Vec<(String, String)>,
    /// The line or the row that it stands on.
    pub line: u64,
}

impl RawEvent {
    /// The value of an attribute.
    pub fn value(&self, name: &str) -> Option<&Plain> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| &attribute.value)
    }
}

/// One value of an object's attribute, from a time on.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub attribute: Attribute,
    /// As it is written; nothing where there is none: then it held from the beginning.
    pub time: Option<String>,
}

/// One object.
#[derive(Debug, Clone)]
pub(crate) struct RawObject {
    pub id: String,
    pub kind: String,
    pub changes: Vec<Change>,
    /// Qualifier and object.
    pub relations: Vec<(String, String)>,
    pub line: u64,
}

/// An instant as our exports write it: ISO 8601 in UTC with three decimals always, so that programs that guess one
/// format for a whole column guess right.
pub(crate) fn written(at: Timestamp) -> String {
    DateTimePrinter::new().precision(Some(3)).timestamp_to_string(&at)
}

/// The id by which an export names an object, unique among all types as OCEL asks.
pub(crate) fn exported_id(kind: &str, id: &str) -> String {
    format!("{kind}/{id}")
}
