//! Contracts in short, before they are concluded: on the page of an offering and in the checkout, in the words of their paper.

use app::{CheckoutNow, ContractInShort};
use offer::catalogue::OfferingId;

use crate::address::escaped;
use crate::context::PageContext;
use crate::door::Door;
use crate::door::problem::Problem as Trouble;
use crate::pages::shop::Words;
use crate::pages::shop::model::{ContractSummary, Link};

/// The contracts that taking these offerings concludes now (directive (EU) 2018/1972, article 102(3)).
pub(super) fn contracts_of(
    door: &Door,
    ctx: &PageContext,
    offerings: &[OfferingId],
) -> Result<Vec<ContractSummary>, Trouble> {
    let all = door.counter.contracts_in_short(offerings, ctx.language, door.counter.now())?;
    Ok(all.into_iter().map(|contract| shown(ctx, contract)).collect())
}

/// The contracts of everything that a checkout holds, chosen options included.
pub(super) fn contracts_of_checkout(
    door: &Door,
    ctx: &PageContext,
    now: &CheckoutNow,
) -> Result<Vec<ContractSummary>, Trouble> {
    let offerings: Vec<OfferingId> = now.cart.cart.offerings().into_iter().map(|(id, _)| id).collect();
    contracts_of(door, ctx, &offerings)
}

fn shown(ctx: &PageContext, contract: ContractInShort) -> ContractSummary {
    let colon = Words::of(ctx).colon();
    let prices = contract.prices.iter().map(|(name, amount)| format!("{name}{colon}{amount}"));
    ContractSummary {
        rows: vec![
            (ctx.say("contract-service"), vec![contract.service]),
            (ctx.say("contract-price"), prices.collect()),
            (ctx.say("contract-duration"), vec![contract.duration]),
            (ctx.say("contract-ending"), vec![ctx.say("contract-withdrawal"), contract.ending]),
        ],
        document: Some(Link::new(
            &ctx.say("paper-contract-document"),
            &format!("/offers/{}/contract.pdf", escaped(contract.offering.as_str())),
        )),
        name: contract.name,
    }
}
