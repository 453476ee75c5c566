//! The fold as bytes, to be kept beside the acts and dropped at will.

use crate::fold::{FOLD_VERSION, Fold};

/// Why kept bytes are no fold of this version: fold again from the acts.
#[derive(Debug, thiserror::Error)]
pub enum FoldBytesError {
    /// Kept by another version.
    #[error(
        "the figures were kept by version {found} of the fold; this is version {FOLD_VERSION}: fold again from the acts"
    )]
    OtherVersion {
        /// The version that kept them.
        found: u32,
    },
    /// Cut short or changed.
    #[error("the kept figures cannot be read ({0}): fold again from the acts")]
    Broken(#[from] postcard::Error),
}

impl Fold {
    /// The fold as bytes: the version, then everything that cannot be derived. Settle first: what is not settled
    /// is settled on a copy.
    pub fn to_bytes(&self) -> Result<Vec<u8>, FoldBytesError> {
        if !self.is_settled() {
            let mut settled = self.clone();
            settled.settle();
            return settled.to_bytes();
        }
        Ok(postcard::to_extend(self, FOLD_VERSION.to_le_bytes().to_vec())?)
    }

    /// The fold that was kept, settled.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FoldBytesError> {
        let broken = postcard::Error::DeserializeUnexpectedEnd;
        let (version, rest) = bytes.split_first_chunk::<4>().ok_or(broken)?;
        let found = u32::from_le_bytes(*version);
        if found != FOLD_VERSION {
            return Err(FoldBytesError::OtherVersion { found });
        }
        let mut fold: Self = postcard::from_bytes(rest)?;
        fold.acts.forget_days();
        fold.settle();
        Ok(fold)
    }
}
