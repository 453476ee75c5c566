//! Whatever the product writes into the ledger is read in words, in every language that it speaks.

use wording::Language;

#[test]
fn every_kind_of_act_that_the_product_writes_has_a_sentence() {
    for language in Language::ALL {
        let silent: Vec<_> = app::DEEDS.into_iter().filter(|kind| !language.tells_deed(kind)).collect();
        assert_eq!(silent, Vec::<&str>::new(), "{} has no words for these acts", language.code());
    }
}

#[test]
fn every_reason_that_the_product_gives_has_words() {
    for language in Language::ALL {
        let silent: Vec<_> = app::REASONS.into_iter().filter(|word| !language.tells_reason(word)).collect();
        assert_eq!(silent, Vec::<&str>::new(), "{} has no words for these reasons", language.code());
    }
}
