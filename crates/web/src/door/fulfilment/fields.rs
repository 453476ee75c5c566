//! What the forms about orders send: pairs, of which those that belong to lines are named after them.

use std::collections::BTreeMap;

use app::Asking;
use collect::order::{Condition, LineQuantity, ReturnedLine};
use offer::catalogue::PlaceId;
use party::Caller;
use rust_decimal::Decimal;
use types::Scene;

use crate::door::Door;
use crate::door::identity::FormMarks;

/// How many fields a form of ours may have.
const MOST: usize = 2_000;

/// The fields of a form; of several of one name, the last.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(pub BTreeMap<String, String>);

impl Fields {
    /// The fields of pairs.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().take(MOST).collect())
    }

    /// A field's text, without spaces around it; empty if it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// Somebody asks by this form.
    pub fn asking(&self, door: &Door, caller: Caller, scene: Scene) -> Asking {
        let marks = FormMarks { entry: self.text("entry").to_owned(), shown: self.text("shown").to_owned() };
        marks.asking(caller, scene, door.counter.now())
    }

    /// The numbers of `quantity-LINE`, those of nothing too if `zero` says so. A number that is none is told.
    pub fn quantities(&self, zero: bool) -> Result<Vec<LineQuantity>, String> {
        let mut lines = Vec::new();
        for (name, text) in &self.0 {
            let Some(item) = name.strip_prefix("quantity-") else { continue };
            let quantity: u32 = match text.trim() {
                "" => continue,
                text => text.parse().map_err(|_| text.chars().take(20).collect::<String>())?,
            };
            if quantity > 0 || zero {
                lines.push(LineQuantity::new(item, quantity));
            }
        }
        Ok(lines)
    }

    /// The lines of a return.
    pub fn returned(&self) -> Result<Vec<ReturnedLine>, String> {
        let line = |line: LineQuantity| ReturnedLine {
            condition: Condition::named(self.text(&format!("condition-{}", line.item))).unwrap_or_default(),
            restock: !self.text(&format!("restock-{}", line.item)).is_empty(),
            item: line.item,
            quantity: line.quantity,
        };
        Ok(self.quantities(false)?.into_iter().map(line).collect())
    }

    /// A place that was chosen.
    pub fn place(&self) -> Option<PlaceId> {
        Some(self.text("place")).filter(|place| !place.is_empty()).map(PlaceId::new)
    }

    /// An amount as people write it: with a comma or a point, with spaces, with the sign of a currency. Nothing for an empty field.
    pub fn amount(&self, name: &str) -> Result<Option<Decimal>, String> {
        let text = self.text(name);
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '€' | '$' | '£'))
            .map(|c| if c == ',' { '.' } else { c })
            .collect();
        if plain.is_empty() {
            return Ok(None);
        }
        plain.parse().map(Some).map_err(|_| text.chars().take(20).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |text: &str| fields(&[("amount", text)]).amount("amount");
        assert_eq!(read(" 1 234,50 € "), Ok(Some(Decimal::new(123_450, 2))));
        assert_eq!(read("12.5"), Ok(Some(Decimal::new(125, 1))));
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("a lot"), Err("a lot".to_owned()));
    }

    #[test]
    fn lines_of_nothing_are_left_out_and_what_is_no_number_is_told() {
        let sent = fields(&[("quantity-1", "2"), ("quantity-2", "0"), ("quantity-3", "")]);
        assert_eq!(sent.quantities(false), Ok(vec![LineQuantity::new("1", 2)]));
        assert_eq!(sent.quantities(true).unwrap().len(), 2);
        for wrong in ["-1", "1.5", "many"] {
            assert_eq!(fields(&[("quantity-1", wrong)]).quantities(false), Err(wrong.to_owned()));
        }
    }
}
