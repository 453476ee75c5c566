//! Rules of the house that the compiler does not know: which room may know which, and under which licences we build.

mod arrows;
mod licences;
mod words;
mod workspace;
