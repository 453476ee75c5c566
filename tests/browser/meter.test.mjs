// One's own use: a stated one and a file, on a phone too: what each tariff costs, without a total where some of it has no price, and
// how what was chosen goes along to the offer and the cart.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, isTooWide, openPage, startBrowser, startServer } from './harness.mjs';

let server;
let browser;

before(async () => {
  server = await startServer({}, [['demo']]);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0);
});

/** A page as it should be, on the narrowest phone too. */
async function isGood(page) {
  assert.deepEqual(await accessibilityFaults(page), [], page.url());
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    assert.equal(await isTooWide(page), false, `${page.url()} at ${width}`);
  }
}

/** Brings a file and gives the address of its page. */
async function bring(page, name, text) {
  await page.goto(`${server.address}/shelf/use`);
  await page.setInputFiles('#f-file', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.click('form[enctype] button[type=submit]');
  await page.waitForLoadState();
}

/** A week of hours that begins long before any price of the demonstration. */
function oldWeek() {
  const rows = ['début;kWh'];
  for (let hour = 0; hour < 168; hour += 1) {
    rows.push(`${new Date(Date.UTC(2001, 0, 1, hour)).toISOString()};0.5`);
  }
  return rows.join('\n');
}

for (const language of ['fr', 'en']) {
  test(`a stated use is chosen with, on a phone, ${language}`, async () => {
    const page = await openPage(browser, { screen: 'phone', language, javaScriptEnabled: false });
    await page.goto(`${server.address}/shelf/use/stated?kwh=5000&share=30`);
    assert.equal(await isTooWide(page), false);
    await page.locator('.meter-ranking button[name=choose]').first().click();
    await page.waitForURL('**/offers/*');
    assert.match(await page.textContent('.with-use'), language === 'fr' ? /5\s000\skWh en un an/ : /5,000\skWh in a year/);
    await page.click('form.taking button[type=submit]');
    await page.waitForURL('**/cart');
    assert.match(await page.textContent('main'), language === 'fr' ? /par an, abonnement compris/ : /a year, the subscription included/);
  });
}

test('the pages of a use and of the exchange fit a phone', async () => {
  const page = await openPage(browser, { screen: 'phone', language: 'fr' });
  for (const path of ['/shelf/use', '/shelf/use/stated?kwh=5000', '/shelf/use/stated?kwh=5000&level=all', '/office/exchange']) {
    await page.goto(`${server.address}${path}`);
    await isGood(page);
  }
});

test('what has no price for some of the use has no total and no rank; the prices of a date can be chosen', async () => {
  const page = await openPage(browser, { language: 'fr' });
  await bring(page, 'vieux.csv', oldWeek());
  await page.selectOption('#f-prices', 'then');
  await page.click('.meter-settings button[type=submit]');
  await page.waitForURL(/prices=then/);
  assert.equal(await page.locator('.meter-ranking').count(), 0);
  assert.match(await page.textContent('.meter-partial'), /aucun prix n.était en vigueur/);
  const dates = await page.locator('#f-prices option').evaluateAll((all) => all.map((option) => option.value));
  const began = dates.filter((value) => /^\d{4}-\d\d-\d\d$/.test(value));
  assert.ok(began.length > 0, dates.join());
  await page.selectOption('#f-prices', began[0]);
  await page.click('.meter-settings button[type=submit]');
  await page.waitForURL(/prices=2/);
  assert.match(await page.textContent('.meter-ranking'), /le moins cher/);
  await isGood(page);
});

test('everything wrong in a statement is said at once, and a refused file in the reader’s language', async () => {
  const page = await openPage(browser, { language: 'fr' });
  await page.goto(`${server.address}/shelf/use/stated?kwh=-1&share=300&hours=x`);
  assert.equal(await page.locator('.notice.error li').count(), 3);
  await bring(page, 'ligne.csv', `début;kWh\n2026-01-01 00:00;${'9'.repeat(1_200_000)}`);
  assert.match(await page.textContent('.notice.error'), /Le fichier dépasse ce qui se lit ici/);
  await bring(page, 'zip.csv', 'PK\u0003\u0004 nothing that is a table');
  assert.match(await page.textContent('.notice.error'), /Ce fichier n.est pas une table de texte/);
});
