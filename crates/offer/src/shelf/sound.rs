//! How a word sounds, roughly, in French: people write what they hear. Words that sound alike are one typing error apart, however
//! many letters they differ by.

/// The word, folded, as it sounds: one letter for each sound, doubled letters once, silent ends left off.
pub(super) fn sounding(folded: &str) -> String {
    let letters: Vec<char> = folded.chars().collect();
    let mut heard = String::with_capacity(folded.len());
    let mut at = 0;
    while at < letters.len() {
        let (sound, taken) = sound_at(&letters[at..]);
        for letter in sound.chars() {
            // A doubled letter is heard once.
            if !heard.ends_with(letter) {
                heard.push(letter);
            }
        }
        at += taken;
    }
    without_silent_end(heard)
}

/// The sound with which these letters begin, and how many of them make it.
fn sound_at(letters: &[char]) -> (&'static str, usize) {
    const SOUNDS: [(&str, &str); 16] = [
        ("eau", "o"),
        ("ph", "f"),
        ("ch", "ch"),
        ("sh", "ch"),
        ("qu", "k"),
        ("ck", "k"),
        ("th", "t"),
        ("ai", "e"),
        ("ei", "e"),
        ("au", "o"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "si"),
        ("en", "an"),
        ("em", "an"),
        ("am", "an"),
    ];
    for (written, heard) in SOUNDS {
        if written.chars().zip(letters).filter(|(a, b)| a == *b).count() == written.len() {
            return (heard, written.len());
        }
    }
    let one = match letters.first() {
        Some('c' | 'q') => "k",
        Some('y') => "i",
        Some('z') => "s",
        Some('h') => "",
        Some(letter) => same(*letter),
        None => "",
    };
    (one, 1)
}

/// A letter that is its own sound; what is no letter of the alphabet is not heard, and left to the distance between letters.
fn same(letter: char) -> &'static str {
    const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
    ALPHABET.find(letter).map_or("", |place| &ALPHABET[place..=place])
}

fn without_silent_end(mut heard: String) -> String {
    while heard.len() > 3 && heard.ends_with(['e', 's', 't', 'x', 'd']) {
        heard.pop();
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_as_they_hear_it_sounds_alike() {
        for (written, meant) in [
            ("forfet", "forfait"),
            ("forfé", "forfait"),
            ("telefon", "telephone"),
            ("abonemant", "abonnement"),
            ("chargeure", "chargeur"),
            ("kable", "cable"),
            ("cofre", "coffres"),
            ("batterie", "baterie"),
        ] {
            let folded = super::super::folding::folded(written);
            assert_eq!(sounding(&folded), sounding(meant), "{written}");
        }
        assert_ne!(sounding("fibre"), sounding("mobile"));
        assert_ne!(sounding("galet"), sounding("gallo"));
        assert_eq!(sounding("שלום"), "");
    }
}
