//! The life of an account.

use super::*;
use crate::{HashingMemory, PasswordCost, step_of};

fn at(secs: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + secs).unwrap()
}

fn ann() -> StaffMember {
    let new = NewStaff {
        name: " Ann  Martin ".into(),
        login: "Ann.Martin".parse().unwrap(),
        roles: BTreeSet::from([Role::Administrator]),
        mail: None,
    };
    StaffMember::invite(StaffId::from_u128(1), new, at(0)).unwrap()
}

fn key() -> Key {
    Key::of(&[5; 32], "recovery")
}

/// An account with password and second factor, and its recovery codes.
fn active() -> (StaffMember, Vec<RecoveryCode>) {
    let mut ann = ann();
    ann.choose_password(PasswordHash::of(
        "cheval correct",
        1,
        PasswordCost::LIGHT,
        &mut HashingMemory::default(),
    ))
    .unwrap();
    let digits = ann.show_second_factor([1, 2]).digits(step_of(at(0)));
    let mut chance = 0x1234_5678_u128;
    let codes = ann.confirm_second_factor(
        &digits,
        || {
            chance = chance.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            chance
        },
        &key(),
        at(0),
    );
    (ann, codes.unwrap())
}

#[test]
fn a_login_is_compared_in_lower_case_and_hostile_ones_are_refused() {
    assert_eq!("Ann.Martin".parse::<Login>().unwrap().as_str(), "ann.martin");
    for text in ["", "a", "ann martin", "<script>", "ânn", "-ann", &"a".repeat(65), "ann\0"] {
        assert!(text.parse::<Login>().is_err(), "{text}");
    }
}

#[test]
fn an_account_opens_with_its_password_and_keeps_its_second_factor() {
    let (mut ann, codes) = active();
    assert!(ann.administers() && ann.name == "Ann Martin");
    assert_eq!(codes.len(), 10);
    let SecondFactor::Set { secret, .. } = ann.second_factor.clone() else { panic!("it was set") };
    // The digits that confirmed it are spent.
    assert_eq!(ann.take_digits(&secret.digits(step_of(at(0))), at(0)), Err(StaffRefusal::WrongDigits));
    assert_eq!(ann.take_digits(&secret.digits(step_of(at(60))), at(60)), Ok(()));
    let kept = serde_json::to_value(&ann).unwrap();
    assert_eq!(serde_json::from_value::<StaffMember>(kept).unwrap(), ann);
}

#[test]
fn a_recovery_code_lets_in_once_and_the_factor_stays_until_another_is_confirmed() {
    let (mut ann, codes) = active();
    let SecondFactor::Set { secret: before, .. } = ann.second_factor.clone() else { panic!("it was set") };
    assert_eq!(ann.take_recovery_code(codes[3].reveal(), &key()), Ok(()));
    let shown = ann.show_second_factor([3, 4]).clone();
    assert_eq!(*ann.show_second_factor([5, 6]), shown);
    // Whoever stops here leaves the account as it was.
    assert_eq!(ann.take_digits(&before.digits(step_of(at(60))), at(60)), Ok(()));
    assert_eq!(ann.take_digits(&shown.digits(step_of(at(120))), at(120)), Err(StaffRefusal::WrongDigits));
    // Another recovery code shows another secret: somebody else may have seen the first.
    assert_eq!(ann.take_recovery_code(codes[4].reveal(), &key()), Ok(()));
    let second = ann.show_second_factor([7, 8]).clone();
    assert_ne!(second, shown);
    let kept = serde_json::to_value(&ann).unwrap();
    assert_eq!(serde_json::from_value::<StaffMember>(kept).unwrap(), ann);
    assert!(
        ann.clone().confirm_second_factor(&second.digits(step_of(at(180))), || 1, &key(), at(180)).is_ok()
    );
    ann.recovery_codes.push(codes[4].digest(&key()));
    assert_eq!(ann.recovery_codes.len(), 9);
    assert_eq!(ann.take_recovery_code(codes[3].reveal(), &key()), Err(StaffRefusal::WrongRecoveryCode));
}

#[test]
fn disabling_ends_sessions_at_once_and_nobody_disables_themselves() {
    let (mut ann, _) = active();
    let (herself, other) = (Some(ann.id), Some(StaffId::from_u128(2)));
    assert!(ann.keeps_session_of(at(5)));
    assert_eq!(ann.disable(herself, at(10)), Err(StaffRefusal::Oneself));
    assert_eq!(ann.give_roles(BTreeSet::from([Role::Agent]), herself), Err(StaffRefusal::Oneself));
    assert_eq!(ann.disable(other, at(10)), Ok(()));
    assert!(!ann.keeps_session_of(at(20)));
    ann.enable().unwrap();
    assert!(!ann.keeps_session_of(at(10)) && ann.keeps_session_of(at(11)));
    assert_eq!(ann.state, StaffState::Active);
}

#[test]
fn a_secret_that_was_shown_stays_until_it_is_confirmed() {
    let mut ann = ann();
    let first = ann.show_second_factor([1, 2]).clone();
    assert_eq!(*ann.show_second_factor([3, 4]), first);
    assert_eq!(ann.confirm_second_factor("000000", || 1, &key(), at(0)), Err(StaffRefusal::WrongDigits));
    let (mut set, _) = active();
    assert_eq!(set.confirm_second_factor("123456", || 1, &key(), at(0)), Err(StaffRefusal::NothingShown));
}
