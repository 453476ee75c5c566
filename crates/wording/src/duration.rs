//! Durations as people say them: `10 s`, `3 min 05 s`, `14 h 20`.

use crate::Language;
use crate::typography::NARROW;

impl Language {
    /// A duration in seconds, to the precision that its size deserves: below a minute in seconds (tenths
    /// below ten where there are any), below an hour in minutes and seconds, below a hundred hours in hours
    /// and minutes, above in hours.
    pub fn duration(self, seconds: f64) -> String {
        if !seconds.is_finite() || seconds < 0.0 {
            return "—".to_owned();
        }
        if seconds < 10.0 && (seconds * 10.0).round() % 10.0 != 0.0 {
            return format!("{}{NARROW}s", self.decimal(seconds, 1));
        }
        let whole = seconds.round() as u64;
        if whole < 60 {
            return format!("{whole}{NARROW}s");
        }
        if whole < 3_600 {
            let (minutes, rest) = (whole / 60, whole % 60);
            return match rest {
                0 => format!("{minutes}{NARROW}min"),
                _ => format!("{minutes}{NARROW}min{NARROW}{rest:02}{NARROW}s"),
            };
        }
        let minutes = (seconds / 60.0).round() as u64;
        if minutes >= 6_000 {
            return format!("{}{NARROW}h", self.count((seconds / 3_600.0).round() as u64));
        }
        match (minutes / 60, minutes % 60, self) {
            (hours, 0, _) => format!("{hours}{NARROW}h"),
            (hours, rest, Self::French) => format!("{hours}{NARROW}h{NARROW}{rest:02}"),
            (hours, rest, Self::English) => format!("{hours}{NARROW}h{NARROW}{rest:02}{NARROW}min"),
        }
    }

    /// A duration in whole hours, for axes and long sums: `667 h`; in minutes below two hours.
    pub fn hours(self, seconds: f64) -> String {
        if seconds < 7_200.0 {
            self.duration((seconds / 60.0).round() * 60.0)
        } else {
            format!("{}{NARROW}h", self.count((seconds / 3_600.0).round() as u64))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{English, French};

    #[test]
    fn a_duration_reads_as_people_say_it() {
        let plain = |text: String| text.replace('\u{202f}', " ");
        assert_eq!(plain(French.duration(10.0)), "10 s");
        assert_eq!(plain(French.duration(2.54)), "2,5 s");
        assert_eq!(plain(English.duration(185.0)), "3 min 05 s");
        assert_eq!(plain(English.duration(180.0)), "3 min");
        assert_eq!(plain(French.duration(51_600.0)), "14 h 20");
        assert_eq!(plain(English.duration(51_600.0)), "14 h 20 min");
        assert_eq!(plain(English.duration(3_599.7)), "1 h");
        assert_eq!(plain(French.duration(2_403_563.0)), "668 h");
    }
}
