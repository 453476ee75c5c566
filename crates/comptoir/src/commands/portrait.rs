//! `comptoir portrait`: what a view shows, as text, JSON or CSV.

use std::process::ExitCode;

use ::portrait::{Filter, Portrait};

use super::{open_counter, said};
use crate::Outcome;
use crate::cli::{PortraitArgs, instant};
use crate::config::Config;
use crate::terminal::{tell, tell_line};

/// Prints it.
pub fn run(config: &Config, args: &PortraitArgs) -> Outcome {
    let counter = open_counter(config, args.view.as_str() == app::SIMULATION)?;
    let book = counter.book(&args.view).map_err(said)?;
    let at = |text: &Option<String>| text.as_deref().map(|text| instant(text, &book.time_zone)).transpose();
    let filter = Filter {
        from: at(&args.from)?,
        to: at(&args.to)?,
        reason: args.reason.as_deref().map(Into::into),
        scene: args.scene,
        actor: args.actor,
    };
    if args.persons {
        let purpose = args.purpose.as_deref().unwrap_or_default();
        let rows = counter.persons(&args.view, &filter, purpose).map_err(said)?;
        let text = serde_json::to_string_pretty(&rows).map_err(said)?;
        tell_line(&text);
        return Ok(ExitCode::SUCCESS);
    }
    let portrait = counter.portrait(&args.view, &filter).map_err(said)?;
    if let Some(section) = &args.csv {
        tell(&app::section_csv(&portrait, section).map_err(said)?);
    } else if args.json {
        tell_line(&serde_json::to_string_pretty(&portrait).map_err(said)?);
    } else {
        text(&args.view, &portrait);
        for import in counter.imports(&args.view).map_err(said)? {
            if import.state != app::ImportState::Finished {
                tell_line(&format!("! {} is not imported to its end ({} rows)", import.file, import.rows));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The main figures in a few lines.
fn text(view: &types::ViewName, portrait: &Portrait) {
    let percent = |rate: Option<f64>| rate.map_or("–".to_owned(), |rate| format!("{:.2} %", rate * 100.0));
    let secs = |seconds: Option<f64>| seconds.map_or("–".to_owned(), |seconds| format!("{seconds:.1} s"));
    tell_line(&format!("{view}: {} acts", portrait.acts));
    if let Some(contacts) = &portrait.contacts {
        tell_line(&format!(
            "contacts      {} ({} served, {} abandoned: {})",
            contacts.total,
            contacts.served,
            contacts.abandoned,
            percent(contacts.abandonment_rate)
        ));
    }
    if let Some(wait) = &portrait.wait_s {
        tell_line(&format!("wait          mean {}, in all {:.0} s", secs(wait.mean_all), wait.total));
    }
    if let Some(service) = &portrait.service_s {
        tell_line(&format!("service       mean {}, median {}", secs(service.mean), secs(service.median)));
    }
    if let Some(work) = &portrait.work_s {
        tell_line(&format!(
            "work          customer {}, agent {}, machine {}",
            secs(work.customer),
            secs(work.agent),
            secs(work.machine)
        ));
    }
    if let Some(adjustments) = &portrait.adjustments {
        tell_line(&format!(
            "adjustments   {}: fitted at once {}, after returns {}; unmet at once {}, after returns {}; undone {}",
            adjustments.total,
            adjustments.fitted_at_once,
            adjustments.fitted_after_returns,
            adjustments.unmet_at_once,
            adjustments.unmet_after_returns,
            adjustments.undone
        ));
    }
    if let Some(sales) = &portrait.sales {
        tell_line(&format!(
            "sales         {} lines, {} invoices, {} customers, sum {}",
            sales.lines, sales.invoices, sales.customers, sales.sum
        ));
    }
    if let Some(cases) = &portrait.cases {
        tell_line(&format!(
            "cases         {}, {} events, work {}",
            cases.total,
            cases.events,
            secs(cases.work_s)
        ));
    }
    for moment in portrait.moments.iter().flatten() {
        tell_line(&format!(
            "moment        {} to {}: {} contacts, {} abandoned",
            moment.start, moment.end, moment.contacts, moment.abandoned
        ));
    }
}
