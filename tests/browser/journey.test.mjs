// What people come for: from a log to a portrait, from a figure to the story behind it, with and without scripts, with a
// mouse and by keyboard alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, openPage, picture, startBrowser, startServer } from './harness.mjs';
import { importLog } from './journeys.mjs';
import { callLog } from './calls.mjs';

let browser;
let server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const figures = async (page, view, query = '') =>
  (await page.request.get(`${server.address}/views/${view}/portrait.json${query}`)).json();

test('a log is dropped and its portrait opens', async () => {
  const page = await openPage(browser);
  await importLog(page, server.address, { name: 'calls.tsv', view: 'calls', content: callLog() });
  await picture(page, 'journey-portrait', { fullPage: true });
  const portrait = await figures(page, 'calls');
  assert.equal(portrait.contacts.total, 300);
  assert.ok(portrait.contacts.abandoned > 0);
  assert.deepEqual(await accessibilityFaults(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the same without scripts, in French, on a phone', async () => {
  const page = await openPage(browser, { javaScriptEnabled: false, language: 'fr', screen: 'phone' });
  await importLog(page, server.address, { name: 'appels.tsv', view: 'appels', content: callLog(), from: '/import' });
  const portrait = await figures(page, 'appels');
  assert.equal(portrait.contacts.total, 300);
  await page.context().close();
});

test('a file that is no log is refused with its reason, and nothing is kept', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/import`);
  await page.setInputFiles('input[type=file]', { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
  await page.click('form.drop button[type=submit]');
  const said = page.locator('[role=alert]').filter({ hasText: 'empty.csv' });
  await said.first().waitFor({ timeout: 15_000 });
  await page.goto(`${server.address}/views`);
  assert.equal(await page.locator('main').getByText('empty').count(), 0);
  await page.context().close();
});

test('filters live in the address and change the figures', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/simulation`);
  const whole = await page.locator('main').innerText();
  await page.selectOption('form.filters select[name=reason]', 'moving_house');
  await page.click('form.filters button[type=submit]');
  await page.waitForURL(/reason=moving_house/);
  assert.notEqual(await page.locator('main').innerText(), whole);
  assert.equal(await page.inputValue('form.filters select[name=reason]'), 'moving_house');
  const all = await figures(page, 'simulation');
  const some = await figures(page, 'simulation', '?reason=moving_house');
  assert.ok(some.contacts.total > 0 && some.contacts.total < all.contacts.total);
  await page.goBack();
  assert.equal(await page.locator('main').innerText(), whole);
  await page.context().close();
});

test('from a figure to the story behind it', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/simulation`);
  // A rule stands behind each figure, one click away.
  const rules = page.locator('main details > summary');
  assert.ok((await rules.count()) >= 3);
  await rules.first().click();
  await page.locator('main a[href*="/adjustments"]').first().click();
  await page.waitForURL(/\/adjustments/);
  await page.locator('main a[href*="/adjustments/"]').first().click();
  await page.waitForURL(/\/adjustments\/./);
  const story = await page.locator('main').innerText();
  assert.match(story, /customer/i);
  await picture(page, 'journey-story', { fullPage: true });
  assert.deepEqual(await accessibilityFaults(page), []);
  await page.locator('main a[href*="/acts/"]').first().click();
  await page.waitForURL(/\/acts\/act_/);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a moment is one click from its acts', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/simulation`);
  await page.locator('main a[href*="/acts?"][href*="from="]').first().click();
  await page.waitForURL(/\/acts\?/);
  assert.ok((await page.locator('main a[href*="/acts/act_"]').count()) > 5);
  await page.context().close();
});

test('by keyboard alone: past the banner, through a filter, to the figures', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/simulation`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main', 'the skip link comes first');
  await page.keyboard.press('Enter');
  const focused = () =>
    page.evaluate(() => {
      const now = document.activeElement;
      const style = getComputedStyle(now);
      // The browser marks the part of a date that has the focus by itself.
      const ownMark = ['date', 'datetime-local', 'time'].includes(now.type);
      const seen = ownMark || style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      return { name: now.getAttribute('name'), tag: now.tagName, seen };
    });
  let now;
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    now = await focused();
    assert.ok(now.tag !== 'BODY', 'the focus never falls off the page');
    assert.ok(now.seen, `the focus is seen on ${now.tag} ${now.name}`);
    if (now.name === 'reason') break;
  }
  assert.equal(now.name, 'reason');
  await page.keyboard.type('moving');
  await page.keyboard.press('Tab');
  while ((await focused()).tag !== 'BUTTON') await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/reason=moving_house/);
  await page.context().close();
});

test('language and theme are switched and remembered', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/`);
  await page.locator('header a[hreflang=fr]').click();
  await page.goto(`${server.address}/views`);
  assert.equal(await page.getAttribute('html', 'lang'), 'fr');
  await page.locator('header a[href*="theme=dark"]').click();
  await page.goto(`${server.address}/`);
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
  await page.context().close();
});

test('a note is attached to a figure and stands under it', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/calls`);
  const form = page.locator('form[action$="/notes"]').first();
  const text = 'The bridge was closed that day.';
  const folded = page.locator('details:not([open]):has(form[action$="/notes"]) > summary');
  if (await folded.count()) await folded.first().click();
  await form.locator('select[name=about]').selectOption('achieved');
  await form.locator('textarea').fill(text);
  await form.locator('button[type=submit]').click();
  await page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 15_000 });
  await page.context().close();
});

test('a view is dropped only after a question', async () => {
  const page = await openPage(browser);
  await importLog(page, server.address, { name: 'gone.tsv', view: 'gone', content: callLog({ days: 1 }) });
  await page.goto(`${server.address}/views/gone/drop`);
  await page.locator('main form[action$="/drop"] button[type=submit]').click();
  await page.waitForURL(/\/views$/);
  assert.equal((await page.request.get(`${server.address}/views/gone`)).status(), 404);
  await page.context().close();
});
