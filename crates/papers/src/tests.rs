use jiff::Timestamp;
use proptest::prelude::*;

use super::*;

fn paper(pieces: Vec<Piece>) -> Paper {
    Paper {
        language: "fr".into(),
        title: "Preuve d’achat C-1042".into(),
        author: "Opérateur".into(),
        made_at: Timestamp::from_second(1_795_000_000).unwrap(),
        foot: "Opérateur SAS, 1 rue de l’Œuvre, 69001 Lyon".into(),
        numbering: "Page {page} sur {pages}".into(),
        pieces,
    }
}

fn table(rows: usize) -> Table {
    Table {
        columns: vec![
            Column::words("Désignation", 6),
            Column::numbers("Quantité", 2),
            Column::numbers("Prix", 2),
        ],
        rows: (1..=rows)
            .map(|row| vec![format!("Article n° {row} – été"), "2".into(), "1 234,50 €".into()])
            .collect(),
        sums: vec![vec!["Total".into(), String::new(), "99,00 €".into()]],
    }
}

/// The file's bytes as characters, one for each.
fn text_of(pdf: &[u8]) -> String {
    pdf.iter().map(|byte| char::from(*byte)).collect()
}

/// What the pages show, string by string: contents are not compressed, so that anybody can look.
fn shown(pdf: &[u8]) -> Vec<String> {
    let text = text_of(pdf);
    text.lines().filter_map(|line| line.strip_suffix(" Tj")).map(string).collect()
}

/// A string of PDF: between brackets with escapes, or in hexadecimal digits.
fn string(written: &str) -> String {
    if let Some(digits) = written.strip_prefix('<') {
        let digits: Vec<u32> = digits.chars().filter_map(|digit| digit.to_digit(16)).collect();
        return digits.chunks(2).filter_map(|pair| char::from_u32(pair[0] * 16 + pair[1])).collect();
    }
    let mut characters = written[1..written.len() - 1].chars();
    let mut text = String::new();
    while let Some(character) = characters.next() {
        text.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    text
}

fn pages(pdf: &[u8]) -> usize {
    text_of(pdf).matches("/StructParents").count()
}

fn sample() -> Paper {
    paper(vec![
        Piece::Title("Preuve d’achat".into()),
        Piece::Columns(vec![("Vendeur".into(), "Opérateur\n1 rue".into()), ("Client".into(), "Ada".into())]),
        Piece::Facts(vec![("Commande".into(), "C-1042".into()), ("Date".into(), "24 novembre 2026".into())]),
        Piece::Heading("Articles".into()),
        Piece::Table(table(3)),
        Piece::Qr { code: QrCode::new("K7M2-93QX").unwrap(), alt: "Code de retrait".into() },
        Piece::Small("Conditions.".into()),
    ])
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let pdf = sample().to_pdf();
    assert_eq!(pdf, sample().to_pdf());
    assert!(pdf.starts_with(b"%PDF-1.7") && pdf.ends_with(b"%%EOF"));
    let text = text_of(&pdf);
    for part in ["/Lang (fr)", "/MarkInfo", "/StructTreeRoot", "/S /H1", "/S /TH", "/Alt (Code de retrait)"] {
        assert!(text.contains(part), "{part}");
    }
    assert!(shown(&pdf).contains(&"1 234,50 \u{80}".to_owned()), "the euro sign of the fonts' alphabet");
}

#[test]
fn long_tables_go_on_over_pages_under_repeated_headings() {
    let pdf = paper(vec![Piece::Table(table(200))]).to_pdf();
    assert!(pages(&pdf) > 4);
    let shown = shown(&pdf);
    let times = |text: &str| shown.iter().filter(|line| *line == text).count();
    assert_eq!(times("D\u{e9}signation"), pages(&pdf));
    assert_eq!(times(&format!("Page {0} sur {0}", pages(&pdf))), 1);
    for row in 1..=200 {
        assert_eq!(times(&format!("Article n\u{b0} {row} \u{96} \u{e9}t\u{e9}")), 1);
    }
}

#[test]
fn a_row_taller_than_a_page_is_shown_whole() {
    let mut tall = table(1);
    tall.rows[0][0] = "mot ".repeat(4_000);
    let pdf = paper(vec![Piece::Table(tall)]).to_pdf();
    assert!(pages(&pdf) >= 5);
    assert_eq!(shown(&pdf).concat().matches("mot").count(), 4_000);
}

#[test]
fn brackets_and_backslashes_stay_text() {
    let text = "(a) \\ ) Tj ET (";
    assert!(shown(&paper(vec![Piece::Text(text.into())]).to_pdf()).contains(&text.to_owned()));
}

#[test]
fn a_code_reads_as_squares_and_as_a_picture() {
    let code = QrCode::new("https://shop.example/handed/abc").unwrap();
    let dark: usize = code.runs().iter().map(|(_, _, length)| length).sum();
    assert!(dark > code.side() * 5);
    assert!(code.runs().iter().all(|(row, column, length)| *row >= 4 && column + length + 4 <= code.side()));
    let svg = code.to_svg("a \"b\" <c>");
    assert!(svg.contains("aria-label=\"a &quot;b&quot; &lt;c>\""), "{svg}");
    assert_eq!(QrCode::new(&"x".repeat(10_000)), Err(TooLong));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_text_is_laid_out(text in "\\PC{0,2000}", rows in 0_usize..40) {
        let mut with = table(rows);
        with.rows.push(vec![text.clone()]);
        with.sums.push(vec![text.clone(); 9]);
        let pieces = vec![
            Piece::Title(text.clone()),
            Piece::Columns(vec![(text.clone(), text.clone()), (String::new(), text.repeat(3))]),
            Piece::Facts(vec![(text.clone(), text.clone())]),
            Piece::Table(with),
            Piece::Small(text),
        ];
        let pdf = paper(pieces).to_pdf();
        prop_assert!(pdf.ends_with(b"%%EOF"));
    }
}
