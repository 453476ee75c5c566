// A visitor in the store: from the shelf to an order that can be fetched, with what is missing said at its place, a refused card,
// a price that moved, a double click; at a desk and on a phone, in French and English, with the keyboard, and without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, isTooWide, openPage, picture, startBrowser, startServer } from './harness.mjs';

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

/** A page as it should be: nothing that keeps people out, nothing to scroll sideways. */
async function isGood(page) {
  assert.deepEqual(await accessibilityFaults(page), [], page.url());
  assert.equal(await isTooWide(page), false, page.url());
}

/** Puts an offering into the cart of a page. */
async function take(page, offering) {
  await page.goto(`${server.address}/offers/${offering}`);
  await page.click('form.taking button[type=submit]');
  await page.waitForURL('**/cart');
}

/** Fills what every checkout asks for. */
/** What is due at the order is the base and the tax of every rate, whatever delivery is chosen. */
async function totalsAddUp(page) {
  const cents = (text) => Number(text.replace(/[^0-9]/g, ''));
  const rows = page.locator('form.checkout .total-tax');
  let sum = 0;
  for (const row of await rows.all()) {
    const [rate, net] = [await row.locator('dt').innerText(), await row.locator('dd').innerText()];
    sum += cents(rate.match(/([0-9][0-9\s\u202f\u00a0]*[.,][0-9]{2})[^0-9]*$/)[1]) + cents(net);
  }
  assert.equal(sum, cents(await page.locator('form.checkout .total-now strong').innerText()));
}

async function fill(page, { payment = 'test_card', delivery = 'send:colis', card = '4242 4242 4242 4242' } = {}) {
  await page.fill('[name=given_name]', 'Zoé');
  await page.fill('[name=family_name]', "L'Hôte <b>");
  await page.fill('[name=email]', 'zoe@example.org');
  await page.check(`[name=delivery][value="${delivery}"]`);
  await totalsAddUp(page);
  if (delivery.startsWith('send:')) {
    await page.fill('[name=street]', '3 rue des Œillets');
    await page.fill('[name=postcode]', '69007');
    await page.fill('[name=city]', 'Lyon');
  }
  await page.check(`[name=payment][value="${payment}"]`);
  if (payment === 'test_card') {
    await page.fill('[name=card_number]', card);
    await page.fill('[name=card_expires]', '12/39');
    await page.fill('[name=card_code]', '123');
  }
  await page.check('[name=terms]');
}

for (const screen of ['desktop', 'phone']) {
  for (const language of ['fr', 'en']) {
    test(`from the shelf to an order, ${screen}, ${language}`, async () => {
      const page = await openPage(browser, { screen, language });
      await page.goto(`${server.address}/`);
      await isGood(page);
      await page.goto(`${server.address}/shelf/search?q=${language === 'fr' ? 'chargeurr' : 'chargr'}`);
      assert.match(await page.textContent('main'), /30 W/);
      await take(page, 'chargeur-30');
      await isGood(page);
      await page.click('form.go button');
      await page.waitForURL('**/checkout');
      await isGood(page);
      // Everything that is missing is said at once, and each points at its field.
      await page.click('button.order');
      const missing = await page.$$('[aria-invalid=true]');
      assert.ok(missing.length >= 4, `${missing.length} fields are marked`);
      await isGood(page);
      await picture(page, `shop-missing-${screen}-${language}`, { fullPage: true });
      await fill(page);
      await page.click('button.order');
      await page.waitForURL('**/orders/*');
      await isGood(page);
      await picture(page, `shop-order-${screen}-${language}`, { fullPage: true });
      assert.match(await page.textContent('h1'), /[0-9A-Z]{5}-[0-9A-Z]{5}/);
      // A form that is refused is answered 422: the browser notes that by itself.
      assert.deepEqual(page.complaints.filter((said) => !said.includes('422')), []);
      await page.context().close();
    });
  }
}

test('a refused card is said, and another pays the same order', async () => {
  const page = await openPage(browser);
  await take(page, 'ampoule');
  await page.click('form.go button');
  await fill(page, { card: '4000 0000 0000 0002' });
  await page.click('button.order');
  await page.waitForURL('**/orders/**');
  assert.match(await page.textContent('main'), /refused/);
  await page.check('form[action$="/pay"] [name=payment][value=test_card]');
  await page.fill('form[action$="/pay"] [name=card_number]', '4242424242424242');
  await page.fill('form[action$="/pay"] [name=card_expires]', '12/39');
  await page.fill('form[action$="/pay"] [name=card_code]', '123');
  await page.click('form[action$="/pay"] button');
  await page.waitForURL('**/orders/*');
  assert.match(await page.textContent('main'), /Paid/);
  await page.context().close();
});

test('two windows that send the same order make one', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const first = await context.newPage();
  await take(first, 'prise-compteur');
  await first.click('form.go button');
  await fill(first, { payment: 'bank_transfer' });
  const second = await context.newPage();
  await second.goto(`${server.address}/checkout`);
  await fill(second, { payment: 'bank_transfer' });
  await Promise.all([first.click('button.order'), second.click('button.order')]);
  await first.waitForURL('**/orders/**');
  await second.waitForURL('**/orders/**');
  assert.equal(new URL(first.url()).pathname, new URL(second.url()).pathname);
  await context.close();
});

test('the whole way without scripts, collected in a shop', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' });
  const page = await context.newPage();
  await take(page, 'coque-galet');
  await page.click('form.go button');
  await fill(page, { payment: 'shop', delivery: 'pick_up:lyon' });
  await page.click('button.order');
  await page.waitForURL('**/orders/**');
  const code = await page.textContent('.pick-up-code');
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.ok(await page.$('.pick-up-qr svg'));
  // A guest finds the order again from another browser, by its number and address.
  const number = (await page.textContent('h1')).match(/[0-9A-Z]{5}-[0-9A-Z]{5}/)[0];
  const elsewhere = await browser.newContext({ javaScriptEnabled: false });
  const other = await elsewhere.newPage();
  await other.goto(`${server.address}/orders/find`);
  await other.fill('[name=number]', number);
  await other.fill('[name=email]', 'somebody@example.org');
  await other.click('main form button[type=submit]');
  assert.ok(await other.$('[aria-invalid=true]'), 'a wrong address finds nothing');
  await other.fill('[name=email]', 'ZOE@example.org');
  await other.click('main form button[type=submit]');
  await other.waitForURL('**/orders/ord_*');
  await context.close();
  await elsewhere.close();
});

test('a request that a program sends twice under one key is done once, and answered the same', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await take(page, 'ampoule');
  const send = (quantity) =>
    context.request.post(`${server.address}/cart/lines`, {
      form: { offering: 'ampoule', quantity: String(quantity) },
      headers: { 'idempotency-key': 'k-1', origin: server.address, 'sec-fetch-site': 'same-origin' },
      maxRedirects: 0,
    });
  const first = await send(2);
  const second = await send(2);
  assert.deepEqual([first.status(), second.status()], [303, 303]);
  assert.equal(second.headers()['idempotent-replayed'], 'true');
  assert.equal((await send(3)).status(), 422, 'another request under the same key');
  await page.goto(`${server.address}/cart`);
  assert.equal(await page.inputValue('.cart-line input[name=quantity]'), '3', 'one, and two more once');
  await context.close();
});
