//! Breaking texts into lines of a width.

use crate::latin::encode;
use crate::metrics::Face;

/// The lines of a text: broken at spaces, inside a word only where the word alone is too wide. An empty text has one line.
pub fn wrap(text: &str, face: Face, size: f32, width: f32) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(&encode(paragraph), face, size, width, &mut lines);
    }
    lines
}

fn wrap_paragraph(text: &[u8], face: Face, size: f32, width: f32, lines: &mut Vec<Vec<u8>>) {
    let space = face.measure(b" ", size);
    let mut line: Vec<u8> = Vec::new();
    let mut filled = 0.0;
    for word in text.split(|byte| *byte == b' ').filter(|word| !word.is_empty()) {
        let wide = face.measure(word, size);
        if !line.is_empty() && filled + space + wide > width {
            lines.push(std::mem::take(&mut line));
            filled = 0.0;
        }
        if !line.is_empty() {
            line.push(b' ');
            filled += space;
        }
        for byte in word {
            let letter = face.width(*byte) * size;
            if filled + letter > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                filled = 0.0;
            }
            line.push(*byte);
            filled += letter;
        }
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[a-zA-Zé €]{0,300}", width in 30.0_f32..400.0) {
            let lines = wrap(&text, Face::Regular, 10.0, width);
            for line in &lines {
                prop_assert!(Face::Regular.measure(line, 10.0) <= width + 0.01);
            }
            let kept: Vec<u8> = lines.concat().into_iter().filter(|byte| *byte != b' ').collect();
            let given: Vec<u8> = encode(&text).into_iter().filter(|byte| *byte != b' ').collect();
            prop_assert_eq!(kept, given);
        }
    }

    #[test]
    fn breaks_of_the_text_stay_and_a_word_too_wide_is_broken() {
        assert_eq!(wrap("a\n\nb", Face::Regular, 10.0, 100.0), [b"a".to_vec(), vec![], b"b".to_vec()]);
        assert_eq!(wrap("iiiiiiii", Face::Regular, 10.0, 10.0).len(), 2);
    }
}
