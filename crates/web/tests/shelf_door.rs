//! The shelf as a browser meets it, over a counter in memory: pages, codes, dead ends, what comes back, hostile addresses.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

use std::ops::ControlFlow;
use std::sync::Arc;

use app::{Asking, CatalogueSource, Counter, Defaults, MachineClock, Opening};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use party::Caller;
use serde_json::{Value, json};
use tower::util::ServiceExt;
use types::Scene;
use web::door::{DoorSettings, router};

struct House {
    counter: Arc<Counter>,
    router: Router,
    _folder: tempfile::TempDir,
    _quit: tokio::sync::watch::Sender<bool>,
}

fn keeper() -> Asking {
    Asking::new(Caller::keeper(), Scene::BackOffice)
}

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let opening = Opening {
        store: app::Location::Memory,
        data: folder.path().to_owned(),
        clock: Arc::new(MachineClock),
        defaults: Defaults { time_zone: "Europe/Paris".into(), currency: "EUR".parse().unwrap() },
        limits: app::limits(1 << 20),
        demo_seed: None,
    };
    let counter = Arc::new(Counter::open(opening).unwrap());
    let (quit, stop) = tokio::sync::watch::channel(false);
    let settings = DoorSettings {
        hosts: vec!["localhost".into()],
        token: None,
        upload_limit: 1 << 20,
        behind_proxy: false,
    };
    let router = router(Arc::clone(&counter), settings, stop);
    House { counter, router, _folder: folder, _quit: quit }
}

fn price(id: &str, kind: &str, amount: &str) -> Value {
    json!({"id": id, "priceType": kind, "price": {"unit": "EUR", "value": amount}, "tax": [{"taxRate": 20}],
           "validFor": {"startDateTime": "2025-01-01T00:00:00Z"}})
}

fn goods() -> Value {
    let phone = |storage: i64| {
        json!({"id": format!("phone-{storage}"), "name": format!("Téléphone {storage} Go"),
            "productSpecification": {"id": "phone"}, "gtin": format!("40063813339{storage}"),
            "productOfferingPrice": [{"id": "phone-once"}],
            "prodSpecCharValueUse": [{"name": "storage", "productSpecCharacteristicValue": [{"value": storage, "unitOfMeasure": "Go"}]}]})
    };
    json!({
        "category": [{"id": "phones", "name": "Téléphones", "translation": [{"language": "en", "name": "Phones"}]}],
        "specification": [{"id": "phone", "name": "Téléphone", "brand": "Aster", "category": [{"id": "phones"}],
            "description": "<script>alert(1)</script> & rien d'autre"}],
        "offering": [phone(128), phone(256),
            {"id": "fibre", "name": "Fibre <b>500</b>", "nature": "subscription",
             "eligibility": [{"rule": "postcode", "prefixes": ["69"]}],
             "productOfferingPrice": [{"id": "fibre-month"}, {"id": "fibre-start"}]}],
        "price": [price("phone-once", "oneTime", "299.00"), price("fibre-month", "recurring", "24.99"),
                  price("fibre-start", "oneTime", "49.00")],
        "geographicSite": [{"id": "lyon", "name": "Lyon", "address": {"city": "Lyon"}}],
        "stock": [{"place": {"id": "lyon"}, "stockedProduct": {"id": "phone-128"}, "productStockLevel": {"amount": 5}}],
    })
}

impl House {
    fn filled() -> Self {
        let house = house();
        house.bring(&goods());
        house
    }

    fn bring(&self, file: &Value) {
        let source =
            CatalogueSource { bytes: file.to_string().into_bytes(), mapping: None, end_missing: false };
        let plan = self.counter.plan_catalogue(&keeper(), &source).unwrap();
        self.counter.apply_catalogue(&keeper(), &plan, &mut |_| ControlFlow::Continue(())).unwrap();
    }

    async fn ask(&self, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 16 << 20).await.unwrap();
        (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::get(path)
            .header(header::HOST, "localhost")
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let (status, _, body) = self.get_with(path, &[("accept-language", "fr")]).await;
        (status, body)
    }

    async fn post(&self, path: &str, form: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        self.ask(request).await
    }

    fn dead_ends(&self) -> Vec<(String, u64)> {
        self.counter.write_dead_ends().unwrap();
        self.counter.dead_ends(&keeper(), jiff::Timestamp::UNIX_EPOCH, "fr").unwrap().reasons
    }
}

#[tokio::test]
async fn the_front_is_the_shop_once_something_is_on_the_shelf() {
    let house = house();
    let (status, empty) = house.get("/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!empty.contains("store-top"));
    house.bring(&goods());
    let (status, front) = house.get("/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(front.contains("store-top") && front.contains("Téléphone"));
    assert_eq!(house.get("/home").await.0, StatusCode::OK);
}

#[tokio::test]
async fn lists_filter_and_sort_and_one_card_stands_for_a_product() {
    let house = House::filled();
    let (_, all) = house.get("/shelf").await;
    assert!(
        all.contains("Téléphone") && all.contains("Fibre &lt;b&gt;500&lt;/b&gt;") && !all.contains("<b>500")
    );
    let (_, phones) = house.get("/shelf?category=phones&f.storage=256-go&sort=cheapest").await;
    assert!(phones.contains("phone-256") && !phones.contains("fibre"));
    let (status, odd) =
        house.get("/shelf?category=%00%ff&f.=x&f.storage=%3Cscript%3E&page=99999999999&sort=x&&=").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!odd.contains("<script>alert"));
    let (_, english) = {
        let (status, _, body) = house.get_with("/shelf", &[("accept-language", "en")]).await;
        (status, body)
    };
    assert!(english.contains("Phones"));
}

#[tokio::test]
async fn a_page_that_did_not_change_is_not_sent_again_and_stays_nobodys() {
    let house = House::filled();
    let (_, headers, body) = house.get_with("/shelf", &[]).await;
    let tag = headers[header::ETAG].to_str().unwrap().to_owned();
    let (status, _, empty) = house.get_with("/shelf", &[("if-none-match", &tag)]).await;
    assert_eq!((status, empty.len()), (StatusCode::NOT_MODIFIED, 0));
    // Whoever carries a cookie gets a page of their own, which no cache keeps.
    let cookie = format!("comptoir_visitor={}", "a".repeat(64));
    let (status, headers, _) =
        house.get_with("/shelf", &[("if-none-match", &tag), ("cookie", &cookie)]).await;
    assert_eq!((status, headers[header::CACHE_CONTROL].to_str().unwrap()), (StatusCode::OK, "no-store"));
    // What the office changes shows at once.
    house.bring(&json!({"offering": [{"id": "lamp", "name": "Lampe"}]}));
    let (status, _, changed) = house.get_with("/shelf", &[("if-none-match", &tag)]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(changed.contains("Lampe") && !body.contains("Lampe"));
}

#[tokio::test]
async fn an_offering_is_whole_and_each_showing_has_forms_of_its_own() {
    let house = House::filled();
    let (status, page) = house.get("/offers/phone-128").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("299,00") && page.contains("/offers/phone-256") && page.contains("&lt;script&gt;"));
    assert!(!page.contains("<script>alert"));
    let entry =
        |page: &str| page.split("name=\"entry\" value=\"").nth(1).map(|it| it[..20].to_owned()).unwrap();
    let (_, again) = house.get("/offers/phone-128").await;
    assert_ne!(entry(&page), entry(&again));
    let shown = page.split("name=\"shown\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(shown.parse::<i64>().unwrap() < 100_000_000_000_000);
    let (status, headers, _) = house.get_with("/offers/40063813339256", &[]).await;
    assert_eq!(status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(headers[header::LOCATION], "/offers/phone-256");
    for nothing in ["/offers/nothing", "/offers/%00", "/offers/%27%20OR%201=1"] {
        assert_eq!(house.get(nothing).await.0, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn dead_ends_are_noted_once_each_and_robots_have_none() {
    let house = House::filled();
    let (_, nothing) = house.get("/shelf/search?q=r%C3%A9frig%C3%A9rateur").await;
    assert!(nothing.contains("Rien ne correspond"));
    house.get("/shelf/search?q=r%C3%A9frig%C3%A9rateur").await;
    house.get("/offers/phone-256").await;
    house.get("/offers/fibre?postcode=75001").await;
    house.get("/offers/fibre?postcode=69003").await;
    house.get("/offers/fibre?postcode=%3Cscript%3E").await;
    let bot = [("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")];
    house.get_with("/shelf/search?q=autre", &bot).await;
    let told: Vec<String> = house.dead_ends().into_iter().map(|(reason, _)| reason).collect();
    assert_eq!(told, ["nothing_found", "not_eligible", "out_of_stock"]);
}

#[tokio::test]
async fn whoever_waits_leaves_an_address_and_a_wrong_one_is_told_at_its_place() {
    let house = House::filled();
    let (_, page) = house.get("/offers/phone-256").await;
    assert!(page.contains("/offers/phone-256/watch"));
    let (status, _, wrong) = house.post("/offers/phone-256/watch?lang=fr", "email=x%3Cy").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.contains("aria-invalid=\"true\""));
    let (status, headers, _) = house.post("/offers/phone-256/watch", "email=a%40example.org").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers[header::LOCATION], "/offers/phone-256?watched=1");
    assert_eq!(house.post("/offers/nothing/watch", "email=a%40example.org").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn four_stand_side_by_side_and_what_is_wrong_is_said_beside_it() {
    let house = House::filled();
    let (status, page) = house.get("/shelf/compare?o=phone-128&o=fibre&o=phone-128&o=gone").await;
    assert_eq!(status, StatusCode::OK);
    // 49.00 at the order and twelve months of 24.99.
    assert!(page.contains("348,88"));
    for address in [
        "/shelf/compare",
        "/shelf/compare?o=&o=%ff&use.=x&use.kWh=-1",
        "/shelf/compare?o=a&o=b&o=c&o=d&o=e&o=f",
    ] {
        assert_eq!(house.get(address).await.0, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn no_search_is_too_odd() {
    let house = House::filled();
    let long = "x".repeat(5_000);
    for text in [
        "%",
        "%F0%9F%98%80",
        "%00%01",
        "''--",
        "((((",
        "%22",
        "a%20b%20c%20d%20e",
        "*",
        &long,
        "%E2%80%AE",
        "т",
        "電話",
    ] {
        let (status, body) = house.get(&format!("/shelf/search?q={text}")).await;
        assert_eq!(status, StatusCode::OK, "{text}");
        assert!(body.contains("store-top"));
    }
}
