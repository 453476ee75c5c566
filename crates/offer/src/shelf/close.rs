//! Typing errors: how many letters stand between two words, given up as soon as there are too many.

/// The letters of a word with a mask of which it has, so that most words are told apart in one step.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    letters: Box<[char]>,
    mask: u64,
}

impl Letters {
    pub fn of(word: &str) -> Self {
        let letters: Box<[char]> = word.chars().collect();
        let mask = letters.iter().fold(0, |mask, letter| mask | 1 << (*letter as u32 % 64));
        Self { letters, mask }
    }

    pub fn len(&self) -> usize {
        self.letters.len()
    }
}

/// How many errors are forgiven in a word of so many letters: none below four, one below seven, else two.
pub(super) fn forgiven(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..7 => 1,
        _ => 2,
    }
}

/// How many errors a word may have that is only proposed, where nothing was found: two letters in five.
pub(super) fn proposed(letters: usize) -> usize {
    if letters < 4 { 0 } else { letters * 2 / 5 }
}

/// The distance between two words if it is at most `most`: letters added, left out, replaced, or two
/// neighbours exchanged (optimal string alignment).
pub(super) fn distance(a: &Letters, b: &Letters, most: usize) -> Option<usize> {
    // One error changes at most two letters of the set.
    if a.len().abs_diff(b.len()) > most || (a.mask ^ b.mask).count_ones() as usize > 2 * most {
        return None;
    }
    let width = b.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row: Vec<usize> = vec![0; width];
    for (i, x) in a.letters.iter().enumerate() {
        row[0] = i + 1;
        let mut least = row[0];
        for (j, y) in b.letters.iter().enumerate() {
            let mut here = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b.letters[j - 1] && a.letters[i - 1] == *y {
                here = here.min(before[j - 1] + 1);
            }
            row[j + 1] = here;
            least = least.min(here);
        }
        if least > most {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[b.len()]).filter(|found| *found <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str) -> Option<usize> {
        distance(&Letters::of(a), &Letters::of(b), 2)
    }

    #[test]
    fn each_kind_of_error_is_one() {
        assert_eq!(between("fibre", "fibre"), Some(0));
        assert_eq!(between("fibre", "fibr"), Some(1));
        assert_eq!(between("fibre", "fiibre"), Some(1));
        assert_eq!(between("fibre", "fibte"), Some(1));
        assert_eq!(between("fibre", "fibr\u{e9}"), Some(1));
        assert_eq!(between("fibre", "firbe"), Some(1));
        assert_eq!(between("telephone", "tlephnoe"), Some(2));
        assert_eq!(between("fibre", "mobile"), None);
        assert_eq!(between("", "ab"), Some(2));
    }
}
