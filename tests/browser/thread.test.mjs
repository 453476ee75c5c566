// The thread that shows what Comptoir is, with two browsers: a meter file becomes a comparison, the comparison a question; seller
// and customer change one cart; the customer orders and fetches; and the portrait knows the minutes of both.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, openPage, picture, startBrowser, startServer } from './harness.mjs';

let browser;
let server;
before(async () => {
  browser = await startBrowser();
  server = await startServer({}, [['demo']]);
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0);
});

/** A year of half-hours of one meter, as the network operator writes them: the stamp is the end, with its offset. */
function meterFile() {
  const rows = [
    'Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes',
    '00000000000000;Courbe de charge;01/10/2025;01/10/2026;Energie active;Consommation;Comptage Brut;W;',
    'Horodate;Valeur',
  ];
  const half = 30 * 60 * 1000;
  const begin = Date.UTC(2025, 9, 1);
  for (let n = 1; n <= 365 * 48; n += 1) {
    const end = new Date(begin + n * half);
    const night = end.getUTCHours() < 5 || end.getUTCHours() >= 21;
    rows.push(`${end.toISOString().slice(0, 19)}+00:00;${night ? 1400 : 300}`);
  }
  return Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`);
}

test('meter file, comparison, question, shared cart, order, pick-up, portrait', async () => {
  const customer = await openPage(browser, { language: 'fr' });
  const seller = await openPage(browser, { language: 'fr' });

  // The customer drops their meter file and sees what each tariff would have cost.
  await customer.goto(`${server.address}/shelf/use`);
  await customer.setInputFiles('#f-file', { name: 'conso.csv', mimeType: 'text/csv', buffer: meterFile() });
  await customer.click('form[enctype] button[type=submit]');
  await customer.waitForURL(/\/shelf\/use\/.+/);
  const compared = await customer.textContent('main');
  assert.match(compared, /Électricité Nuit/);
  assert.match(compared, /Électricité Claire/);
  assert.deepEqual(await accessibilityFaults(customer), []);
  await picture(customer, 'thread-comparison', { fullPage: true });

  // They ask; what they saw goes along.
  await customer.locator('.meter-next form[action$="/ask"] button').click();
  await customer.waitForURL(/\/ask/);
  await customer.fill('#text', 'La nuit me coûterait-elle vraiment moins cher ? Et quelle prise pour compter ?');
  await customer.click('.ask-form button[type=submit]');
  await customer.waitForURL(/\/talks\//);

  // A seller takes it from the inbox, and sees the conversation beside the cart.
  await seller.goto(`${server.address}/inbox`);
  await seller.locator('form[action$="/take"] button').first().click();
  await seller.waitForURL(/\/inbox\/.+/);
  assert.match(await seller.textContent('main'), /La nuit me coûterait/);
  await seller.fill('#text', 'Oui, avec votre usage. Je vous mets la prise qui compte.');
  await seller.click('#write button[type=submit]');
  await customer.getByText('Je vous mets la prise qui compte').waitFor({ timeout: 5_000 });

  // The seller puts it into the cart; the customer sees it within a second.
  await seller.fill('#find', 'prise qui compte');
  await seller.locator('.find-form button').click();
  await seller.locator('form[data-live] button', { hasText: /Ajouter|Add/ }).first().click();
  await customer.locator('#talk-cart').getByText('Prise qui compte').first().waitFor({ timeout: 3_000 });
  await picture(seller, 'thread-desk', { fullPage: true });
  await picture(customer, 'thread-talk', { fullPage: true });

  // The seller hands the cart back; the customer finishes in their own browser.
  await seller.locator('form[action$="/hand-back"] button, form[action$="/hand_back"] button').first().click();
  await customer.goto(`${server.address}/cart`);
  assert.match(await customer.textContent('main'), /Prise qui compte/);
  await customer.click('form.go button');
  await customer.waitForURL('**/checkout');
  await customer.fill('[name=given_name]', 'Noé');
  await customer.fill('[name=family_name]', 'Durand');
  await customer.fill('[name=email]', 'noe@example.org');
  await customer.check('[name=delivery][value="pick_up:lyon"]');
  await customer.check('[name=payment][value=test_card]');
  await customer.fill('[name=card_number]', '4242424242424242');
  await customer.fill('[name=card_expires]', '12/39');
  await customer.fill('[name=card_code]', '123');
  await customer.check('[name=terms]');
  await customer.click('button.order');
  await customer.waitForURL('**/orders/**');
  const code = (await customer.textContent('.pick-up-code')).trim();

  // In the shop the order is made ready, and handed over against the code.
  await seller.goto(`${server.address}/counter/lyon`);
  await seller.locator('form[action$="/ready"] button').first().click();
  await seller.goto(`${server.address}/counter/lyon`);
  await seller.fill('#presented', code);
  await seller.locator('.ord-find button[type=submit]').click();
  await picture(seller, 'thread-counter', { fullPage: true });
  await seller.locator('main form[action*="hand"] button[type=submit]').last().click();
  await customer.reload();
  assert.match(await customer.textContent('main'), /Remise en boutique|Terminée/);

  // The live portrait knows it: one adjustment, with the minutes of both sides.
  const portrait = await (await seller.request.get(`${server.address}/views/live/portrait.json`)).json();
  const { total, fitted_at_once: fitted, work } = portrait.adjustments;
  assert.deepEqual([total, fitted], [1, 1]);
  assert.ok(work.fitted_at_once.customer_s > 0 && work.fitted_at_once.agent_s > 0, 'the minutes of both');
  await seller.goto(`${server.address}/views/live`);
  await picture(seller, 'thread-portrait', { fullPage: true });
  assert.deepEqual(customer.complaints, []);
  await customer.context().close();
  await seller.context().close();
});
