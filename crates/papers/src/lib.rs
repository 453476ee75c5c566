//! Papers as bytes: proofs of purchase, contract summaries, QR codes. Words come in as values.
