//! Mail, pictures and payments as a browser meets them, over a counter in memory.
#![allow(clippy::unwrap_used, reason = "tests may stop")]

use std::sync::Arc;

use app::{Counter, Defaults, Letter, MachineClock, MailTo, Opening};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::util::ServiceExt;
use web::door::{DoorSettings, router};
use wording::Language;

struct House {
    counter: Arc<Counter>,
    router: Router,
    _folder: tempfile::TempDir,
    _quit: tokio::sync::watch::Sender<bool>,
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

impl House {
    async fn ask(&self, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, to_bytes(body, 16 << 20).await.unwrap().to_vec())
    }

    async fn get(&self, path: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::get(path).header(header::HOST, "localhost").body(Body::empty()).unwrap();
        let (status, headers, body) = self.ask(request).await;
        (status, headers, String::from_utf8_lossy(&body).into_owned())
    }

    async fn post(&self, path: &str, form: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        let (status, headers, body) = self.ask(request).await;
        (status, headers, String::from_utf8_lossy(&body).into_owned())
    }

    async fn upload(&self, name: &str, file: &[u8], alt: &str) -> (StatusCode, String) {
        let mut body = Vec::new();
        for (field, value) in [("name", "x"), ("alt_fr", alt), ("alt_en", alt)] {
            let part = format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: image/png\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(file);
        body.extend(b"\r\n--b--\r\n");
        let request = Request::post("/office/images?lang=en")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body))
            .unwrap();
        let (status, _, body) = self.ask(request).await;
        (status, String::from_utf8_lossy(&body).into_owned())
    }
}

/// One black pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_served_as_what_it_is_and_kept_for_ever() {
    let house = house();
    let (status, page) = house.upload("photo.jpg", PNG, "A black square").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let at = page.find("/images/img_").unwrap();
    let address: String = page[at..].chars().take_while(|c| *c != '"' && *c != '<').collect();
    let (status, headers, _) = house.get(&address).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "image/png", "whatever its name and the form said");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
    assert_eq!(house.get("/images/img_0").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_lies_is_refused_at_its_field_and_nothing_typed_is_lost() {
    let house = house();
    for lie in [&b"<svg onload='x()'></svg>"[..], b"<html></html>", b"\x89PNG\r\n\x1a\n<script>", b""] {
        let (status, page) = house.upload("a.png", lie, "Kept words").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert!(page.contains("href=\"#f-file\"") && page.contains("aria-invalid=\"true\""), "{page}");
        assert!(page.contains("Kept words"), "{page}");
    }
    let (status, page) = house.upload("a.png", PNG, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("href=\"#f-alt_fr\""), "{page}");
    let (status, page) = house.upload("a.png", &vec![0; 5 << 20], "Kept words").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("too heavy") && page.contains("Kept words"), "{page}");
    let (status, _) = house.upload("a.png", &vec![0; 17 << 20], "x").await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_shows_what_left_and_gives_its_file() {
    let house = house();
    let to = MailTo {
        address: "ada@example.org".parse().unwrap(),
        name: "<b>Ada</b>".into(),
        language: Language::English,
    };
    let letter = Letter::BackInStock { what: "<i>SIM</i>".into(), path: "/offers/1".into() };
    let counter = Arc::clone(&house.counter);
    let id = tokio::task::spawn_blocking(move || {
        let id = counter.send_mail(&to, &letter, &[]).unwrap();
        counter.deliver_all_mail().unwrap();
        id
    })
    .await
    .unwrap();
    let (status, _, page) = house.get("/office/outbox?lang=en&state=sent").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains(&id) && page.contains("&lt;b&gt;Ada") && !page.contains("<b>Ada"), "{page}");
    let (_, _, page) = house.get(&format!("/office/outbox/{id}?lang=fr")).await;
    assert!(page.contains("&lt;i&gt;SIM") && page.contains("lang=\"en\""), "{page}");
    let (_, headers, file) = house.get(&format!("/office/outbox/{id}/mail.eml")).await;
    assert_eq!(headers[header::CONTENT_TYPE], "message/rfc822");
    assert!(file.contains("Message-ID: <mai_"), "{file}");
    assert_eq!(house.get("/office/outbox/mai_nothing").await.0, StatusCode::NOT_FOUND);
    assert_eq!(house.post(&format!("/office/outbox/{id}/again"), "").await.0, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn ways_to_pay_are_set_and_what_is_wrong_is_said_at_its_field() {
    let house = house();
    let (status, _, page) = house.get("/office/payments?lang=en").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let path = "/office/payments/ways/bank_transfer?lang=en";
    let (status, _, page) = house.post(path, "offered=true&account=FR14&days=10").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("#f-bank_transfer-account"), "{page}");
    let good = "offered=true&account=FR14+2004+1010+0505+0001+3M02+606&owner=Op&days=5";
    assert_eq!(house.post(path, good).await.0, StatusCode::OK);
    assert_eq!(house.post("/office/payments/ways/test_card", "offered=true").await.0, StatusCode::OK);
    assert_eq!(house.post("/office/payments/ways/gold", "offered=true").await.0, StatusCode::NOT_FOUND);
    let counter = Arc::clone(&house.counter);
    let names = tokio::task::spawn_blocking(move || counter.payment_names()).await.unwrap();
    assert_eq!(names, ["test_card", "bank_transfer", "shop"]);
    let received = "/office/payments/received?lang=en";
    let (status, _, page) = house.post(received, "reference=RF18&amount=1&bank_reference=x").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("#f-reference"), "{page}");
}
