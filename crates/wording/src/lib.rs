//! French and English: sentences, numbers, dates, and an act told as a story.
