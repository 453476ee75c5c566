// Staff: the first account by its link, the second factor, a colleague who is invited, the office and the counter as each
// role sees them, and the way back for who lost the telephone. What people type, they type by keyboard.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { accessibilityFaults, isTooWide, openPage, picture, startBrowser, startServer } from './harness.mjs';

const password = 'cheval correct pile agrafe';

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

/** The six digits that an authenticator shows (RFC 6238), so many steps of 30 seconds from now. */
function digits(secret, steps = 0) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

async function clean(page, name) {
  assert.deepEqual(await accessibilityFaults(page), [], name);
  assert.equal(await isTooWide(page), false, `${name}: nobody scrolls sideways`);
  await picture(page, name, { fullPage: true });
}

/** Tabs to a field, as somebody without a mouse does. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} is not reached by the Tab key on ${page.url()}`);
}

/** Types into fields one after the other, and sends the form with Enter. */
async function typed(page, fields) {
  for (const [selector, text] of fields) {
    await tabTo(page, selector);
    await page.keyboard.type(text);
  }
  await Promise.all([page.waitForLoadState(), page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
}

/** Opens an account by its link up to its recovery codes; gives the secret of its second factor and the codes. */
async function opened(page, link, who = []) {
  await page.goto(link);
  await typed(page, [...who, ['#password', password], ['#again', password]]);
  assert.match(page.url(), /\/staff\/enrol/);
  const secret = (await page.locator('code.secret').textContent()).replaceAll(' ', '');
  await typed(page, [['#digits', digits(secret)]]);
  const codes = await page.locator('.recovery-codes code').allTextContents();
  assert.equal(codes.length, 10);
  return { secret, codes };
}

/** Invites a colleague; gives the link to hand over. */
async function invited(page, name, role) {
  await page.goto(`${server.address}/staff/accounts`);
  await page.fill('#name', name);
  await page.fill('#login', name.toLowerCase());
  await page.check(`input[name=role_${role}]`);
  await page.locator('form[action="/staff/accounts"] button[type=submit]').click();
  return page.locator('code.secret').textContent();
}

const refused = async (page, path) => (await page.goto(server.address + path)).status() === 403;

test('the first account, a colleague, their roles, and a telephone that is lost', async () => {
  const ann = await openPage(browser, { language: 'fr', screen: 'phone' });
  const link = server.said().match(/http:\S+\/staff\/first\/[0-9a-f]+/)[0];
  await ann.goto(link);
  await clean(ann, 'staff-first');
  await opened(ann, link, [['#name', 'Ann'], ['#login', 'ann']]);
  await clean(ann, 'staff-codes');
  await ann.locator('.actions a.button').click();
  assert.match(ann.url(), /\/staff\/me/);
  assert.equal((await ann.goto(link)).status(), 410, 'the link is used');
  await clean(ann, 'staff-first-used');

  // Bob is invited for the shop, opens his account, leaves, and comes back by password and digits.
  const bob = await openPage(browser);
  const kept = await opened(bob, await invited(ann, 'Bob', 'shop'));
  await clean(ann, 'staff-link');
  await bob.goto(`${server.address}/staff/me`);
  await bob.locator('form[action="/staff/sign-out"] button').first().click();
  await bob.goto(`${server.address}/counter`);
  assert.match(bob.url(), /\/staff\/sign-in\?back=/, 'the counter asks who comes');
  await clean(bob, 'staff-sign-in');
  await typed(bob, [['#login', 'bob'], ['#password', 'not this one at all']]);
  await clean(bob, 'staff-sign-in-wrong');
  assert.equal(await bob.locator('[role=alert]').count(), 1);
  await tabTo(bob, '#password');
  await typed(bob, [['#password', password]]);
  assert.match(bob.url(), /\/staff\/second-factor/);
  await clean(bob, 'staff-digits');
  await typed(bob, [['#digits', '000000']]);
  await clean(bob, 'staff-digits-wrong');
  // Digits are good once: those that set the factor are spent, the next are not.
  await typed(bob, [['#digits', digits(kept.secret, 1)]]);
  assert.match(bob.url(), /\/counter$/, 'he is where he wanted to go');
  await clean(bob, 'staff-counter');

  assert.ok(await refused(bob, '/staff/accounts'));
  assert.match(await bob.locator('main').textContent(), /administrator/);
  await clean(bob, 'staff-refused');

  // His telephone is lost: a recovery code lets him set another, and the old one is good until he has.
  await bob.goto(`${server.address}/staff/me`);
  await bob.locator('form[action="/staff/sign-out"] button').first().click();
  await bob.goto(`${server.address}/staff/sign-in`);
  await typed(bob, [['#login', 'bob'], ['#password', password]]);
  await bob.locator('a[href^="/staff/recovery"]').click();
  await clean(bob, 'staff-recovery');
  await typed(bob, [['#code', kept.codes[0]]]);
  assert.match(bob.url(), /\/staff\/enrol/);
  await clean(bob, 'staff-enrol-anew');
  const anew = (await bob.locator('code.secret').textContent()).replaceAll(' ', '');
  assert.notEqual(anew, kept.secret);
  await typed(bob, [['#digits', digits(anew)]]);
  assert.equal(await bob.locator('.recovery-codes code').count(), 10);

  // Ann closes his account: the page that he has open leads nowhere any more.
  await ann.goto(`${server.address}/staff/accounts`);
  await ann.getByRole('link', { name: 'Bob' }).click();
  await clean(ann, 'staff-account');
  await ann.locator('form[action$="/disable"] button').click();
  await bob.goto(`${server.address}/counter`);
  assert.match(bob.url(), /\/staff\/sign-in/);
  for (const page of [ann, bob]) {
    const odd = page.complaints.filter((line) => !/status of (403|410|422)/.test(line));
    assert.deepEqual(odd, []);
  }

  // Each role is shown the rooms that it may open, and each of them opens.
  const may = {
    agent: { '/inbox': true, '/counter': false, '/office/customers': true, '/views': false },
    shop: { '/inbox': true, '/counter': true, '/office/customers': true, '/office/outbox': false },
    catalogue: { '/inbox': false, '/counter': false, '/office/customers': false, '/office/catalogue': true },
    billing: { '/office/payments': true, '/office/outbox': true, '/counter': false, '/office/customers': true },
    planner: { '/views': true, '/office/dead-ends': true, '/office/customers': false, '/inbox': false },
  };
  for (const [role, pages] of Object.entries(may)) {
    const page = await openPage(browser, { language: role === 'agent' ? 'en' : 'fr' });
    await opened(page, await invited(ann, `One${role}`, role));
    for (const [path, opens] of Object.entries(pages)) {
      assert.equal(!(await refused(page, path)), opens, `${role} at ${path}`);
    }
    assert.ok(await refused(page, '/staff/accounts'), role);
    await page.goto(`${server.address}/office`);
    await clean(page, `office-as-${role}`);
    const rooms = await page.locator('.office-rooms a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    for (const room of rooms) {
      const answer = await page.goto(server.address + room);
      assert.ok(answer.status() < 400, `${role} is shown ${room}, which answers ${answer.status()}`);
    }
    await page.context().close();
  }
});
