// A customer and a seller, each with a browser of their own: the question and what goes along, one cart for both, the
// broken connection that loses and doubles nothing, the link that brings the cart back; and all of it without scripts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, isTooWide, openPage, picture, startBrowser, startServer } from './harness.mjs';


let browser;
let server;
before(async () => {
  browser = await startBrowser();
  server = await startServer({}, [['demo']]);
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, 'the server stops cleanly');
});

const texts = (page) => page.locator('#said .said-text').allTextContents();
const lines = (page) => page.locator('#talk-cart .cart-lines > li').count();

/** Puts the first offering of the shelf into the cart and gives its page. */
async function filledCart(page) {
  await page.goto(`${server.address}/shelf`);
  const offer = await page.locator('a[href^="/offers/"]').first().getAttribute('href');
  await page.goto(server.address + offer);
  await page.locator('form[action="/cart/lines"] button[type=submit]').first().click();
  await page.waitForURL(/\/cart/);
  return offer;
}

/** Asks from a page of an offering; gives the address of the conversation. */
async function ask(page, offer, text, mail = '') {
  await page.goto(server.address + offer);
  await page.locator('a.ask').first().click();
  await page.waitForURL(/\/ask/);
  await page.fill('#text', text);
  if (mail) await page.fill('#mail', mail);
  await page.locator('.ask-form button[type=submit]').click();
  await page.waitForURL(/\/talks\/tlk_/);
  return new URL(page.url()).pathname;
}

async function seen(what, happens) {
  const since = Date.now();
  await happens();
  const took = Date.now() - since;
  // It is to be within a second; how long it took on this machine is told, not judged.
  console.log(`${what} was seen after ${took} ms`);
}

async function clean(page, name) {
  assert.deepEqual(await accessibilityFaults(page), [], name);
  assert.equal(await isTooWide(page), false, `${name}: nobody scrolls sideways`);
  await picture(page, name, { fullPage: true });
}

test('a question, one cart for both, a link back', async () => {
  const [ada, bo] = [await openPage(browser, { language: 'fr' }), await openPage(browser, { language: 'en' })];
  const offer = await filledCart(ada);
  await ada.goto(server.address + offer);
  await ada.locator('a.ask').first().click();
  await clean(ada, 'ask-fr-desktop-light');
  const talk = await ask(ada, offer, 'Lequel pour <b>un vieux</b> téléphone ?\nMerci', 'ada@example.org');

  await bo.goto(`${server.address}/inbox`);
  await clean(bo, 'inbox-en-desktop-light');
  await bo.locator('#inbox-list form button').first().click();
  await bo.waitForURL(/\/inbox\/tlk_/);
  assert.deepEqual(await texts(bo), ['Lequel pour <b>un vieux</b> téléphone ?\nMerci'], 'text, and nothing else');

  await bo.fill('#text', 'Le deuxième.');
  await bo.click('#write button');
  await seen('the answer', () => ada.locator('#said li', { hasText: 'Le deuxième.' }).waitFor());

  await bo.fill('#find', 'mobile');
  await bo.locator('.find-form button').click();
  await bo.locator('.cart-find li button').first().waitFor();
  const had = await lines(ada);
  await bo.locator('.cart-find li button').first().click();
  const more = (count) => document.querySelectorAll('#talk-cart .cart-lines > li').length > count;
  await seen("the seller's line", () => ada.waitForFunction(more, had));
  await ada.locator('#talk-cart input[type=number]').last().fill('3');
  await ada.locator('#talk-cart input[type=number]').last().press('Enter');
  const three = () => [...document.querySelectorAll('#talk-cart input[type=number]')].some((field) => field.value === '3');
  await seen("the customer's change", () => bo.waitForFunction(three));
  await clean(ada, 'talk-fr-desktop-light');
  await clean(bo, 'desk-en-desktop-light');

  await bo.locator('form[action$="/hand-back"] button').click();
  const link = await bo.locator('#handed-link').inputValue();
  await ada.locator('.talk-state a.button').waitFor();

  const phone = await openPage(browser, { language: 'fr', screen: 'phone' });
  await phone.goto(link);
  await clean(phone, 'handed-fr-phone-light');
  await phone.locator('button[value=talk]').click();
  await phone.waitForURL(/\/talks\/tlk_/);
  assert.equal(await lines(phone), await lines(ada), 'the same cart');
  await clean(phone, 'talk-fr-phone-light');
  const stranger = await openPage(browser);
  assert.equal((await stranger.goto(server.address + talk)).status(), 404, "nobody else's");
  for (const page of [ada, bo, phone]) assert.deepEqual(page.complaints, []);
  for (const page of [ada, bo, phone, stranger]) await page.context().close();
});

test('a broken connection loses and doubles nothing', async () => {
  const [ada, bo] = [await openPage(browser), await openPage(browser)];
  const talk = await ask(ada, '/shelf', 'Is anybody there?');
  await bo.goto(server.address + talk.replace('/talks/', '/inbox/'));
  for (let round = 1; round <= 2; round += 1) {
    await ada.context().setOffline(true);
    for (const number of [1, 2]) {
      await ada.fill('#text', `out ${round}.${number}`);
      await ada.click('#write button');
    }
    await ada.locator('.said.pending').last().waitFor();
    await bo.fill('#text', `in ${round}`);
    await bo.click('#write button');
    await bo.locator('#said li', { hasText: `in ${round}` }).waitFor();
    await ada.context().setOffline(false);
    await bo.locator('#said li', { hasText: `out ${round}.2` }).waitFor();
    await ada.locator('#said li', { hasText: `in ${round}` }).waitFor();
  }
  // What was being sent when the page is closed is sent by the next one.
  await ada.route('**/messages', (route) => route.abort());
  await ada.fill('#text', 'kept through a reload');
  await ada.click('#write button');
  await ada.locator('.said.pending').waitFor();
  await ada.unroute('**/messages');
  await ada.reload();
  await bo.locator('#said li', { hasText: 'kept through a reload' }).waitFor();
  await bo.reload();
  const kept = await texts(bo);
  assert.equal(new Set(kept).size, kept.length, 'nothing stands twice');
  const own = kept.filter((text) => text.startsWith('out'));
  assert.deepEqual(own, ['out 1.1', 'out 1.2', 'out 2.1', 'out 2.2'], 'each side in its order');
  assert.equal(kept.length, 8);
  await ada.waitForFunction(() => !document.querySelector('.said.pending'));
  assert.deepEqual(await texts(ada), kept, 'both see the same');
  for (const page of [ada, bo]) await page.context().close();
});

test('without scripts the same pages are forms', async () => {
  const plain = { javaScriptEnabled: false, language: 'fr' };
  const [ada, bo] = [await openPage(browser, plain), await openPage(browser, plain)];
  const offer = await filledCart(ada);
  const talk = await ask(ada, offer, 'Sans script');
  const desk = server.address + talk.replace('/talks/', '/inbox/');
  await bo.goto(desk);
  await bo.fill('#text', 'Réponse');
  await bo.click('#write button');
  assert.deepEqual(await texts(bo), ['Sans script', 'Réponse']);
  const waiting = await ada.goto(`${server.address}${talk}?wait=yes`);
  assert.equal(waiting.headers().refresh, '10', 'it comes back by itself');
  assert.deepEqual(await texts(ada), ['Sans script', 'Réponse']);
  assert.equal(await ada.locator('#write').count(), 0, 'and never under somebody who writes');
  await ada.goto(server.address + talk);
  await ada.fill('#text', '   ');
  await ada.click('#write button');
  assert.equal(await ada.locator('#text[aria-invalid=true]').count(), 1, 'an empty message is refused at its place');
  await ada.locator('#talk-cart input[type=number]').first().fill('2');
  await ada.locator('#talk-cart .cart-line-forms button').first().click();
  await bo.goto(desk);
  assert.equal(await bo.locator('#talk-cart input[type=number]').first().inputValue(), '2');
  await bo.selectOption('#ending', 'nothingFits');
  await bo.locator('.close-form button').click();
  await ada.goto(server.address + talk);
  assert.match(await ada.locator('#talk-state').textContent(), /close/);
  for (const page of [ada, bo]) await page.context().close();
});

test('somebody new who clicks twice asks once', async () => {
  for (const javaScriptEnabled of [false, true]) {
    const ada = await openPage(browser, { javaScriptEnabled });
    await ada.goto(`${server.address}/ask`);
    await ada.fill('#text', 'Twice?');
    await ada.locator('.ask-form button[type=submit]').dblclick();
    await ada.waitForURL(/\/talks\/tlk_/);
    assert.deepEqual(await texts(ada), ['Twice?']);
    const known = await ada.context().cookies();
    assert.equal(known.filter((cookie) => cookie.name === 'comptoir_visitor').length, 1);
    await ada.reload();
    assert.deepEqual(await texts(ada), ['Twice?'], 'and it is still theirs');
    await ada.context().close();
  }
});
