//! Mappings by name: built in, or a user's own in the data folder.

use std::path::{Path, PathBuf};

use logs::Mapping;

use crate::{Counter, Trouble};

impl Counter {
    /// The folder of users' own mappings.
    fn mapping_folder(&self) -> PathBuf {
        self.data.join("mappings")
    }

    /// The mapping of this name (a user's own before a built-in one), or the one in this file.
    pub fn mapping(&self, name_or_file: &str) -> Result<Mapping, Trouble> {
        mapping_in(&self.mapping_folder(), name_or_file)
    }

    /// The names of all mappings, users' own first.
    pub fn mapping_names(&self) -> Result<Vec<String>, Trouble> {
        mapping_names_in(&self.mapping_folder())
    }

    /// Saves a mapping under its name among the users' own.
    pub fn save_mapping(&self, mapping: &Mapping) -> Result<PathBuf, Trouble> {
        let folder = self.mapping_folder();
        let name = &mapping.name;
        if !is_plain(name) {
            return Err(Trouble::Refused(format!(
                "“{name}” cannot name a mapping: use letters, digits, - and _"
            )));
        }
        let path = folder.join(format!("{name}.toml"));
        let shown = path.display().to_string();
        std::fs::create_dir_all(&folder)
            .map_err(Trouble::file(format!("cannot make {}", folder.display())))?;
        std::fs::write(&path, mapping.to_toml()).map_err(Trouble::file(format!("cannot write {shown}")))?;
        Ok(path)
    }
}

/// The names of the mappings in a folder, then of those built in.
pub fn mapping_names_in(folder: &Path) -> Result<Vec<String>, Trouble> {
    let mut names = Vec::new();
    if folder.is_dir() {
        let shown = folder.display();
        let listed = std::fs::read_dir(folder).map_err(Trouble::file(format!("cannot list {shown}")))?;
        for entry in listed.flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
            }
        }
        names.sort();
    }
    let built_in = Mapping::builtins().into_iter().map(|mapping| mapping.name);
    let own = names.clone();
    names.extend(built_in.filter(|name| !own.contains(name)));
    Ok(names)
}

/// A mapping by its name in a folder, by its built-in name, or by its path.
pub fn mapping_in(folder: &Path, name_or_file: &str) -> Result<Mapping, Trouble> {
    let own = folder.join(format!("{name_or_file}.toml"));
    if is_plain(name_or_file) && own.is_file() {
        return read(&own);
    }
    if let Some(mapping) = Mapping::builtin(name_or_file) {
        return Ok(mapping);
    }
    let path = Path::new(name_or_file);
    if path.is_file() {
        return read(path);
    }
    let known: Vec<String> = Mapping::builtins().into_iter().map(|mapping| mapping.name).collect();
    Err(Trouble::Refused(format!(
        "there is no mapping “{name_or_file}” and no such file; built in are {}",
        known.join(", ")
    )))
}

fn read(path: &Path) -> Result<Mapping, Trouble> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(Trouble::file(format!("cannot read {shown}")))?;
    Mapping::from_toml(&shown, &text).map_err(|error| Trouble::Refused(error.to_string()))
}

/// Whether a name cannot leave its folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
