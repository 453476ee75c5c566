//! Runs the binary on a data folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A data folder that goes away with the test.
pub struct House {
    folder: tempfile::TempDir,
}

/// What a command answered.
#[derive(Debug)]
pub struct Answer {
    pub good: bool,
    pub out: String,
    pub err: String,
}

impl House {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A path beside the store.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file there.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// A command on this house's store, ready to run; settings of the machine that runs the tests are left out.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_comptoir"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("COMPTOIR_") {
                command.env_remove(name);
            }
        }
        command.env("LC_ALL", "C.UTF-8").args(words).arg("--data").arg(self.path("data"));
        command
    }

    /// Types a command.
    pub fn type_in(&self, words: &[&str]) -> Answer {
        answer(self.command(words).output().unwrap())
    }

    /// Types a command that must succeed, and gives what it wrote.
    pub fn must(&self, words: &[&str]) -> String {
        let answer = self.type_in(words);
        assert!(answer.good, "comptoir {}: {}{}", words.join(" "), answer.out, answer.err);
        answer.out
    }

    /// The portrait of a view as figures.
    pub fn portrait(&self, view: &str, more: &[&str]) -> Value {
        let words = [&["portrait", "--view", view, "--json"], more].concat();
        serde_json::from_str(&self.must(&words)).unwrap()
    }

    /// Imports a log, with a mapping or as it is recognised.
    pub fn import(&self, log: &Path, view: &str, mapping: Option<&str>) -> String {
        let log = log.to_str().unwrap();
        match mapping {
            Some(mapping) => self.must(&["import", log, "--view", view, "--mapping", mapping]),
            None => self.must(&["import", log, "--view", view]),
        }
    }
}

fn answer(output: Output) -> Answer {
    Answer {
        good: output.status.success(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A real log; without the folder of real data the test says that it was not run, and on the integration
/// machine it fails.
pub fn real_log(test: &str, path: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let folder = std::env::var("COMPTOIR_REAL_DATA").unwrap_or_else(|_| beside.to_owned());
    let log = Path::new(&folder).join(path);
    if log.exists() {
        return Some(log);
    }
    assert!(std::env::var("CI").is_err(), "{test} needs {}", log.display());
    eprintln!("not run: {test}");
    None
}

/// A small log of calls in the call centre's format, written by hand: three customers, one of whom hangs up and comes
/// back, a phantom row, and a service that nobody's name stands beside.
pub const CALLS: &str = "\
vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver
AA0101\t101\t7001\t1\tPS\t990302\t9:00:00\t9:00:10\t10\t9:00:10\t9:00:50\t40\tAGENT\t9:00:50\t9:03:50\t180\tANNA
AA0102\t102\t7002\t1\tPS\t990302\t9:01:00\t9:01:06\t6\t9:01:06\t9:02:36\t90\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER
AA0103\t103\t7002\t1\tPS\t990302\t9:10:00\t9:10:08\t8\t9:10:08\t9:10:28\t20\tAGENT\t9:10:28\t9:12:28\t120\tBRUNO
AA0104\t104\t0\t0\tNW\t990302\t9:20:00\t9:20:05\t5\t0:00:00\t0:00:00\t0\tAGENT\t9:20:05\t9:21:05\t60\tNO_SERVER
AA0105\t105\t0\t0\tNW\t990302\t9:30:00\t9:30:05\t5\t0:00:00\t0:00:00\t0\tPHANTOM\t0:00:00\t0:00:00\t0\tNO_SERVER
AA0106\t106\t7003\t2\tNE\t990303\t14:00:00\t14:00:07\t7\t14:00:07\t14:02:07\t120\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER
";
