// What every browser test needs: a server of its own with an empty data folder, a headless Chromium, a page that
// remembers what went wrong on it, and an accessibility check.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where screenshots go; kept as the tests' output, never in the repository. */
export const screenshots = resolve(root, process.env.COMPTOIR_TEST_OUTPUT ?? 'test-output', 'screenshots');

/** The folder of real data, or nothing where it is absent (on the integration machine it must be there). */
export function realData(test) {
  const folder = process.env.COMPTOIR_REAL_DATA ?? resolve(root, '../shared/data');
  if (existsSync(folder)) return folder;
  if (process.env.CI === 'true') throw new Error(`the real data of ${test} are not in ${folder}`);
  console.error(`not run: ${test}`);
  return null;
}

/** The two screens that people have. */
export const screens = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

/** The binary that is tested. */
export const binary = process.env.COMPTOIR_BIN ?? resolve(root, 'target/debug/comptoir');

/** Starts the binary on a free loopback port with a data folder of its own, after the commands `before` were run on it. */
export async function startServer(environment = {}, before = []) {
  const data = mkdtempSync(join(tmpdir(), 'comptoir-browser-'));
  for (const command of before) {
    execFileSync(binary, [...command, '--data', data], { env: { ...process.env, ...environment } });
  }
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', data], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const address = await new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error(`the server did not open within 60 s:\n${said}`)), 60_000);
    const listen = (chunk) => {
      said += chunk;
      const match = said.match(/http:\/\/(127\.0\.0\.1:\d+)/);
      if (match) {
        clearTimeout(late);
        found(`http://${match[1]}`);
      }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', failed);
    child.on('exit', (code) => failed(new Error(`the server ended with ${code} before it opened:\n${said}`)));
  });
  const stop = async () => {
    if (child.exitCode === null) {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(hard);
    }
    rmSync(data, { recursive: true, force: true });
    return child.exitCode;
  };
  process.once('exit', () => child.kill('SIGKILL'));
  return { address, data, stop, said: () => said };
}

/** Starts the browser that is installed on this machine. */
export function startBrowser() {
  const executablePath = process.env.COMPTOIR_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Opens a page that keeps what the browser complained of in `page.complaints`. */
export async function openPage(browser, options = {}) {
  const { language = 'en', screen = 'desktop', theme = 'light', javaScriptEnabled = true } = options;
  const context = await browser.newContext({
    ...screens[screen],
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    colorScheme: theme,
    javaScriptEnabled,
    // Where a page asks before it does something that cannot be undone, tests answer in the page.
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => page.complaints.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:\d+\/|data:|blob:|about:)/.test(request.url())) {
      page.complaints.push(`left this machine: ${request.url()}`);
    }
  });
  return page;
}

/** What axe finds against WCAG 2.2 A and AA on the page as it stands, one line for each place. */
export async function accessibilityFaults(page) {
  // The page's own policy forbids foreign scripts; the checker is put in by the browser's own door.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axeSource });
  const answer = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then((found) => JSON.stringify(found.violations.flatMap((rule) =>
        rule.nodes.map((node) => rule.id + ': ' + node.target.join(' ') + ' — ' + node.failureSummary))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (answer.exceptionDetails) throw new Error(`axe failed: ${JSON.stringify(answer.exceptionDetails)}`);
  return JSON.parse(answer.result.value);
}

/** Whether the page is wider than its screen: nobody should have to scroll sideways. */
export function isTooWide(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

/** Keeps a picture of the page as test output. */
export async function picture(page, name, options = {}) {
  mkdirSync(screenshots, { recursive: true });
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path, ...options });
  return path;
}
