//! Reading small tables that are written in the test itself.
#![allow(dead_code, reason = "each test file uses its part")]

use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use logs::{Anomalies, Identity, Limits, Mapping, NamedRecord, Names, ReadError};
use tempfile::TempDir;
use types::Act;

/// What was read of a file.
#[derive(Debug)]
pub struct Done {
    pub acts: Vec<Act>,
    pub records: Vec<NamedRecord>,
    pub anomalies: Anomalies,
    pub rows: u64,
}

/// A folder with one file in it.
pub struct OneFile {
    _folder: TempDir,
    pub path: PathBuf,
}

pub fn file(name: &str, bytes: &[u8]) -> OneFile {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    OneFile { _folder: folder, path }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub fn read(file: &OneFile, mapping: &Mapping) -> Result<Done, ReadError> {
    read_with(file, mapping, &Limits::default(), Names::Hash, 3)
}

pub fn read_with(
    file: &OneFile,
    mapping: &Mapping,
    limits: &Limits,
    names: Names,
    piece_rows: usize,
) -> Result<Done, ReadError> {
    let opened = logs::open(&file.path, limits)?;
    let mut reader = logs::reader(opened, mapping, &Identity::new([1; 32], names))?;
    let (mut acts, mut records, mut rows) = (Vec::new(), Vec::new(), 0);
    while let Some(piece) = reader.next_piece(piece_rows)? {
        assert!(piece.rows > rows, "each piece goes on");
        acts.extend(piece.acts);
        records.extend(piece.records);
        rows = piece.rows;
    }
    Ok(Done { acts, records, anomalies: reader.anomalies().clone(), rows })
}

/// A mapping of rows with a time `at`, a text `what` and a whole number `n`.
pub fn plain() -> Mapping {
    Mapping::from_toml(
        "plain",
        r#"
name = "plain"
format = "csv"
zone = "Europe/Paris"
[time.at]
columns = "at"
[value.what]
column = "what"
[value.n]
column = "n"
type = "integer"
[[act]]
kind = "log.row"
operation = "trace"
scene = "back_office"
start = "at"
body = ["what", "n"]
"#,
    )
    .unwrap()
}
