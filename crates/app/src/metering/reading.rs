//! A held file is recognised, read by a mapping, and becomes profiles of use.

use logs::meter::{
    Magnitude, MeterGuess, MeterMapping, MeterSeries, MeterUnit, Oddities, plausible, read, recognise,
};
use offer::use_profile::{Measure, Reading, UseProfile};
use types::{ActorKind, Operation, Outcome, Phase, Scalar, Scene};

use super::{HeldFile, MeterTrouble};
use crate::live::Telling;
use crate::{Asking, Counter, Trouble};

/// The most that a compressed meter file may unpack to: it is read while somebody waits.
const UNPACKED_BYTES: u64 = 200 << 20;

/// A meter file that was read.
#[derive(Debug, Clone)]
pub struct ReadMeter {
    /// Its meters.
    pub series: Vec<ReadSeries>,
    /// What is odd in rows that belong to no meter in particular.
    pub oddities: Oddities,
    /// How many rows there are.
    pub rows: u64,
    /// The offset at which its times were read, where its clock keeps standard time all year.
    pub standard_time: Option<String>,
}

/// One meter of a file.
#[derive(Debug, Clone)]
pub struct ReadSeries {
    /// The meter, as the file names it.
    pub meter: String,
    /// Its use.
    pub profile: UseProfile,
    /// How many readings it has.
    pub readings: usize,
    /// What is odd in them.
    pub oddities: Oddities,
    /// How much it would be in a year, and whether that is a home's.
    pub magnitude: Option<Magnitude>,
}

impl ReadMeter {
    /// The meter of this name; the only one, or the first, where none is named.
    pub fn meter(&self, name: Option<&str>) -> Result<&ReadSeries, MeterTrouble> {
        let found = match name {
            Some(name) => self.series.iter().find(|series| series.meter == name),
            None => self.series.first(),
        };
        let named = name.unwrap_or_default().chars().take(60).collect();
        found.ok_or(MeterTrouble::NoSuchMeter(named))
    }
}

impl Counter {
    /// What a held file probably means, and what it does not say. Local times are in the shop's own zone until somebody says otherwise.
    pub fn recognise_meter(&self, file: &HeldFile) -> Result<MeterGuess, MeterTrouble> {
        let zone = self.live()?.book.zone_name.clone();
        Ok(recognise(self.open_held(file)?, &zone)?)
    }

    /// Reads a held file by a mapping.
    pub fn read_meter(&self, file: &HeldFile, mapping: &MeterMapping) -> Result<ReadMeter, MeterTrouble> {
        // What is odd is told by the shop's clock where the file's times are instants.
        let zone = mapping.zone.clone().unwrap_or(self.live()?.book.zone_name.clone());
        let mapping = MeterMapping { zone: Some(zone), ..mapping.clone() };
        let read = read(self.open_held(file)?, &mapping)?;
        let series = read.meters.into_iter().map(series_of).collect::<Result<_, _>>()?;
        Ok(ReadMeter { series, oddities: read.oddities, rows: read.rows, standard_time: read.standard_time })
    }

    fn open_held(&self, file: &HeldFile) -> Result<logs::Opened, MeterTrouble> {
        let limits = logs::Limits { max_expanded_bytes: UNPACKED_BYTES, ..self.limits.clone() };
        let opened = logs::open_bytes(&file.name, std::sync::Arc::clone(&file.bytes), &limits);
        opened.map_err(|error| MeterTrouble::Unreadable(error.into()))
    }

    /// Tells that somebody brought a meter file: what they brought, not what is in it. A file that is none is a dead end.
    pub fn tell_meter_file(&self, asking: &Asking, recognised: bool) -> Result<(), Trouble> {
        if self.was_committed(asking)? {
            return Ok(());
        }
        let who = asking.caller.object();
        let who_is = who.as_ref().map(|object| (object.kind.as_str(), &*object.id));
        let mut telling = Telling::now(&*self.clock, "meter_file_brought", Operation::Collect, Scene::Web)
            .part(ActorKind::Customer, who_is, Phase::Searching, asking.work)
            .part(ActorKind::Machine, None, Phase::Running, None)
            .with("recognised", Scalar::Bool(recognised));
        if let Some(customer) = asking.caller.owner() {
            telling = telling.about("customer", "customer", &customer);
        }
        if !recognised {
            // One that is recognised is a step of what they came for; one that is not ends there.
            telling = telling.outcome(Outcome::Refused).reason("not_recognised");
        }
        let mut entry = self.entry_for(asking);
        entry.acts.push(telling.done());
        self.commit_live(entry).map(drop)
    }
}

fn series_of(series: MeterSeries) -> Result<ReadSeries, MeterTrouble> {
    let magnitude = plausible(&series);
    let readings: Vec<Reading> = series
        .readings
        .iter()
        .map(|each| Reading { start: each.start, end: each.end, value: each.value })
        .collect();
    let profile = UseProfile::of(measure(series.unit), &readings)?;
    Ok(ReadSeries {
        meter: series.meter,
        profile,
        readings: readings.len(),
        oddities: series.oddities,
        magnitude,
    })
}

const fn measure(unit: MeterUnit) -> Measure {
    match unit {
        MeterUnit::W => Measure::Watt,
        MeterUnit::Kw => Measure::Kilowatt,
        MeterUnit::Wh => Measure::WattHour,
        MeterUnit::Kwh => Measure::KilowattHour,
        MeterUnit::Mwh => Measure::MegawattHour,
        MeterUnit::M3 => Measure::CubicMetre,
    }
}
