//! What machines trace by themselves: a reading of each meter each night, bills on weekdays, payments.

use rust_decimal::Decimal;
use types::{ActorKind, ObjectRef, Operation, Phase, Scalar, Scene};

use crate::calendar::{Calendar, DAYS};
use crate::chance::Chance;
use crate::log::{Log, Tell, act};
use crate::operator::METERS;

/// Bills that go out on a weekday.
const BILLS_A_DAY: u64 = 70;

/// Tells the fortnight's readings, bills and payments.
pub fn tell_nights(seed: u64, calendar: &Calendar, log: &mut Log) {
    for day in 0..DAYS {
        tell_readings(seed, calendar, log, day);
        if calendar.weekday(day) < 5 {
            tell_bills(seed, calendar, log, day);
        }
    }
}

/// Each meter reports between one and four in the morning; one night in two hundred it is silent.
fn tell_readings(seed: u64, calendar: &Calendar, log: &mut Log, day: usize) {
    for number in 0..METERS {
        let mut chance = Chance::of(&[seed, 2, number, day as u64]);
        let meter = ObjectRef::new("meter", &format!("m-{number:04}"));
        if chance.happens(0.005) {
            continue;
        }
        let at = calendar.at(day, 3_600) + chance.between(0, 3 * 3_600 - 1);
        let watt_hours = chance.log_normal(9_200.0, 0.45) as i64;
        log.tell(
            act("meter.reading", Operation::Trace, Scene::Meter, at)
                .lasting(1)
                .part(ActorKind::Machine, &meter, Phase::Running, 1)
                .with("of", &meter)
                .saying("quantity", Scalar::Decimal(Decimal::new(watt_hours, 3)))
                .saying("unit", Scalar::Text("kWh".into())),
        );
    }
}

/// Bills go out at five in the morning; most are paid by direct debit the same day at noon.
fn tell_bills(seed: u64, calendar: &Calendar, log: &mut Log, day: usize) {
    let billing = ObjectRef::new("machine", "billing");
    for nth in 0..BILLS_A_DAY {
        let mut chance = Chance::of(&[seed, 3, nth, day as u64]);
        let bill = ObjectRef::new("bill", &format!("b-{day:02}{nth:03}"));
        let amount = Decimal::new(chance.log_normal(8_600.0, 0.4) as i64, 2);
        let told = |kind, scene, at| {
            act(kind, Operation::Trace, scene, at)
                .lasting(2)
                .part(ActorKind::Machine, &billing, Phase::Running, 2)
                .with("of", &bill)
                .saying("amount", Scalar::Decimal(amount))
                .saying("currency", Scalar::Text("EUR".into()))
        };
        log.tell(told("bill.issued", Scene::BackOffice, calendar.at(day, 5 * 3_600 + nth as i64 * 2)));
        if chance.happens(0.82) {
            log.tell(told("payment.received", Scene::Api, calendar.at(day, 12 * 3_600 + nth as i64 * 3)));
        }
    }
}
