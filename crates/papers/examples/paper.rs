//! Writes a paper with every kind of piece to the file that is named, to be looked at.

use papers::{Column, Paper, Piece, QrCode, Table};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("name the file to write")?;
    let row = |row: u32| {
        vec![format!("Téléphone « Œillet {row} », 128 Go – bleu nuit"), "2".into(), "1 234,50 €".into()]
    };
    let table = Table {
        columns: vec![
            Column::words("Désignation", 6),
            Column::numbers("Quantité", 2),
            Column::numbers("Prix", 2),
        ],
        rows: (1..60).map(row).collect(),
        sums: vec![vec!["Total, toutes taxes comprises".into(), String::new(), "72 835,50 €".into()]],
    };
    let paper = Paper {
        language: "fr".into(),
        title: "Preuve d’achat C-1042".into(),
        author: "Opérateur".into(),
        made_at: jiff::Timestamp::from_second(1_795_000_000)?,
        foot: "Opérateur coopératif, 1 rue de l’Œuvre, 69001 Lyon · SIREN 000 000 000".into(),
        numbering: "Page {page} sur {pages}".into(),
        pieces: vec![
            Piece::Title("Preuve d’achat".into()),
            Piece::Columns(vec![
                ("Vendeur".into(), "Opérateur coopératif\n1 rue de l’Œuvre\n69001 Lyon".into()),
                ("Client".into(), "Ada Łódź\n2 place Élise\n75011 Paris".into()),
            ]),
            Piece::Facts(vec![
                ("Commande".into(), "C-1042".into()),
                ("Date".into(), "24 novembre 2026".into()),
            ]),
            Piece::Heading("Articles".into()),
            Piece::Table(table),
            Piece::Heading("Retrait".into()),
            Piece::Text("Montrez ce code en magasin.".into()),
            Piece::Qr { code: QrCode::new("K7M2-93QX")?, alt: "Code de retrait K7M2-93QX".into() },
            Piece::Small("Vous pouvez changer d’avis pendant 14 jours.".into()),
        ],
    };
    std::fs::write(file, paper.to_pdf())?;
    Ok(())
}
