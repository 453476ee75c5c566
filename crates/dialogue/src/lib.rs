//! Conversations between customers and sellers, whatever the channel; pure rules, no I/O.
