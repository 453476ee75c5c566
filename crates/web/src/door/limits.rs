//! How often an address may try to sign in, ask for codes, or ask a seller: counted in memory, told with when to come back.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use party::{Bucket, BucketRules};

use super::Problem;
use super::reader::Reader;

/// Paths on which every request that changes something counts, with how many there may be. An office behind one address
/// signs in within the rules; a program that guesses does not.
const LIMITED: &[(&str, BucketRules)] = &[
    ("/sign-in", BucketRules { holds: 20, one_every: SignedDuration::from_secs(10) }),
    ("/staff/sign-in", BucketRules { holds: 20, one_every: SignedDuration::from_secs(6) }),
    ("/staff/second-factor", BucketRules { holds: 20, one_every: SignedDuration::from_secs(6) }),
    ("/staff/recovery", BucketRules { holds: 10, one_every: SignedDuration::from_secs(20) }),
    ("/staff/first", BucketRules { holds: 20, one_every: SignedDuration::from_secs(10) }),
    ("/ask", BucketRules { holds: 30, one_every: SignedDuration::from_secs(10) }),
    ("/talks", BucketRules { holds: 120, one_every: SignedDuration::from_secs(1) }),
    ("/orders/find", BucketRules { holds: 20, one_every: SignedDuration::from_secs(10) }),
];
/// Paths of the shop on which they count too, but not at this machine itself: a program that measures is there, and a proxy that
/// nobody told this server of, behind which all customers would be one. Whoever fills carts by program holds goods from nobody at
/// these rates for long; each request at an offer may note somebody's mail address.
const LIMITED_FROM_ELSEWHERE: &[(&str, BucketRules)] = &[
    ("/cart", BucketRules { holds: 240, one_every: SignedDuration::from_secs(1) }),
    ("/checkout/enter", BucketRules { holds: 60, one_every: SignedDuration::from_secs(15) }),
    ("/offers", BucketRules { holds: 20, one_every: SignedDuration::from_secs(30) }),
];
/// How this machine's own addresses are written: see [`address_of`].
const HERE: [&str; 2] = ["127.0.0.1", "0:0:0:0::/64"];
/// How many addresses are remembered for each path.
const REMEMBERED: usize = 50_000;

/// What is left to each address.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    buckets: Mutex<BTreeMap<(&'static str, String), Bucket>>,
}

impl Limits {
    /// Whether one more request from this address is looked at; otherwise when to come back.
    pub fn admit(&self, path: &str, address: &str, now: Timestamp) -> Result<(), SignedDuration> {
        let begins = |known: &str| {
            path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let elsewhere = LIMITED_FROM_ELSEWHERE.iter().filter(|_| !HERE.contains(&address));
        let Some((known, rules)) = LIMITED.iter().chain(elsewhere).find(|(known, _)| begins(known)) else {
            return Ok(());
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| !bucket.is_full(now));
            while buckets.len() >= REMEMBERED {
                buckets.pop_first();
            }
        }
        let bucket = buckets.entry((known, address.to_owned())).or_insert_with(|| Bucket::full(now));
        bucket.take(rules, now)
    }
}

/// The page that says when to come back.
pub(crate) fn too_many(reader: &Reader, wait: SignedDuration) -> Response {
    let seconds = wait.as_secs().max(1);
    let minutes = (seconds + 59) / 60;
    let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many").saying(&minutes.to_string());
    let mut response = problem.into_page(reader);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// From which address a request comes. What a proxy says is believed only where one is configured: its last word, which
/// is the address that it saw itself. Neighbours in IPv6 count as one, since a household has a whole /64.
pub(crate) fn address_of(request: &Request, behind_proxy: bool) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let forwarded = || -> Option<IpAddr> {
        let line = request.headers().get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        line.rsplit(',').next()?.trim().parse().ok()
    };
    let address = if behind_proxy { forwarded().or(peer) } else { peer };
    match address {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(mapped) => mapped.to_string(),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        },
        None => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_at_once_then_slowly_and_each_address_for_itself() {
        let (limits, now) = (Limits::default(), Timestamp::from_second(1_000).unwrap());
        assert!((0..20).all(|_| limits.admit("/sign-in/code", "a", now).is_ok()));
        assert!(limits.admit("/sign-in", "a", now).is_err());
        assert!(limits.admit("/sign-in", "b", now).is_ok());
        assert!((0..100).all(|_| limits.admit("/checkout", "a", now).is_ok()));
    }

    #[test]
    fn nobody_holds_all_goods_or_notes_everybodys_address_by_program() {
        let now = Timestamp::from_second(1_000).unwrap();
        for (path, at_once) in
            [("/cart/lines", 240), ("/cart", 240), ("/checkout/enter", 60), ("/offers/sim/watch", 20)]
        {
            let limits = Limits::default();
            assert!((0..at_once).all(|_| limits.admit(path, "a", now).is_ok()), "{path}");
            assert!(limits.admit(path, "a", now).is_err(), "{path}");
            assert!(limits.admit(path, "b", now).is_ok(), "{path}");
            assert!((0..1_000).all(|_| limits.admit(path, "127.0.0.1", now).is_ok()), "{path}");
        }
    }

    #[test]
    fn a_proxy_is_believed_only_where_there_is_one() {
        let mut request = Request::new(axum::body::Body::empty());
        request.headers_mut().insert("x-forwarded-for", "6.6.6.6, 9.9.9.9".parse().unwrap());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 5))));
        assert_eq!(address_of(&request, false), "127.0.0.1");
        assert_eq!(address_of(&request, true), "9.9.9.9");
        request.extensions_mut().insert(ConnectInfo("[2001:db8:1:2:3::4]:80".parse::<SocketAddr>().unwrap()));
        assert_eq!(address_of(&request, false), "2001:db8:1:2::/64");
    }
}
