//! Finding the order of a pick-up code without writing the code into an index.

use collect::order::ProductOrder;
use collect::pickup::PickUpCode;
use offer::catalogue::PlaceId;

/// By what an order is found by its code, in the shop where it waits: a digest, so that reading an index opens no order.
pub(crate) fn code_key(place: &PlaceId, code: &PickUpCode) -> String {
    let text = format!("{place}/{}", code.shown());
    let digest = blake3::derive_key("comptoir pick-up code v1", text.as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The key of an order that waits to be collected, while its code is good.
pub(crate) fn key_of_order(order: &ProductOrder) -> Option<String> {
    let pick_up = order.pick_up().filter(|_| !order.state.is_final())?;
    pick_up.code.as_ref().map(|code| code_key(&pick_up.place, code))
}
