//! Files that a browser brought: kept aside under a name of ours until they are imported or forgotten.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use app::Counter;
use axum::extract::multipart::Field;
use axum::http::StatusCode;
use tokio::io::AsyncWriteExt;
use types::RunId;

use super::Problem;

/// An upload that nobody imported is forgotten after so long.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(24 * 3600);

/// A file that was brought: in a folder of its own, under the name that its owner knows, so that whatever is
/// said of it says that name.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    /// Its name in addresses.
    pub id: String,
    /// Where it is.
    pub path: PathBuf,
    /// What it was called by whoever brought it.
    pub name: String,
}

fn folder(counter: &Counter) -> PathBuf {
    counter.data().join("uploads")
}

/// Removes uploads that nobody imported.
#[expect(
    clippy::disallowed_methods,
    reason = "compares with the time that the file system gave, not with ours"
)]
pub(super) fn forget_old(counter: &Counter) {
    let Ok(folders) = std::fs::read_dir(folder(counter)) else { return };
    for place in folders.flatten() {
        let brought = place.metadata().and_then(|meta| meta.modified());
        let age = brought.ok().and_then(|at| SystemTime::now().duration_since(at).ok());
        if age.is_some_and(|age| age > FORGOTTEN_AFTER)
            && let Err(error) = std::fs::remove_dir_all(place.path())
        {
            tracing::warn!(%error, "an old upload could not be removed");
        }
    }
}

/// Takes a field of a form in, piece by piece, up to a limit.
pub(super) async fn receive(counter: &Counter, mut field: Field<'_>, limit: u64) -> Result<Upload, Problem> {
    let name = clean(field.file_name().unwrap_or("log"));
    let upload = place(counter, counter.new_run(), &name);
    let failed = |error: std::io::Error| {
        tracing::error!(%error, "an upload could not be kept");
        Problem::new(StatusCode::INSUFFICIENT_STORAGE, "upload-failed")
    };
    tokio::fs::create_dir_all(upload.path.parent().unwrap_or(&upload.path)).await.map_err(failed)?;
    let mut file = tokio::fs::File::create(&upload.path).await.map_err(failed)?;
    let mut received = 0_u64;
    loop {
        let piece = match field.chunk().await {
            Ok(Some(piece)) => piece,
            Ok(None) => break,
            Err(error) => {
                forget(&upload);
                return Err(
                    Problem::new(StatusCode::BAD_REQUEST, "upload-broken").with("reason", &error.body_text())
                );
            }
        };
        received += piece.len() as u64;
        if received > limit {
            forget(&upload);
            let megabytes = (limit / 1_000_000).to_string();
            return Err(
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "upload-too-large").with("limit", &megabytes)
            );
        }
        if let Err(error) = file.write_all(&piece).await {
            forget(&upload);
            return Err(failed(error));
        }
    }
    file.flush().await.map_err(failed)?;
    Ok(upload)
}

/// The upload of this id, if it is still there.
pub(super) fn find(counter: &Counter, id: &str) -> Result<Upload, Problem> {
    let (run, name) = id.split_once('-').ok_or_else(Problem::not_found)?;
    let run: RunId = run.parse().map_err(|_| Problem::not_found())?;
    let upload = place(counter, run, &clean(name));
    if upload.path.is_file() { Ok(upload) } else { Err(Problem::new(StatusCode::GONE, "upload-gone")) }
}

/// Removes an upload.
pub(super) fn forget(upload: &Upload) {
    let folder = upload.path.parent().unwrap_or(&upload.path);
    if let Err(error) = std::fs::remove_dir_all(folder) {
        tracing::warn!(%error, "an upload could not be removed");
    }
}

fn place(counter: &Counter, run: RunId, name: &str) -> Upload {
    let path = folder(counter).join(run.to_string()).join(name);
    Upload { path, id: format!("{run}-{name}"), name: name.to_owned() }
}

/// A file's name without anything that a path, a page or a header could trip over.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' })
        .take(80)
        .collect();
    if kept.trim_matches(['.', '_', '-']).is_empty() { "log".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_hostile_name_becomes_a_plain_one() {
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\logs\\calls 1999.tsv"), "calls_1999.tsv");
        assert_eq!(clean("<script>.csv"), "_script_.csv");
        assert_eq!(clean(".."), "log");
    }
}
