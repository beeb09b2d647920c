// One phone through one story: answers, tunnels, reloads, killed browsers, two tabs and impatient taps, by chance.

import { isDeepStrictEqual } from 'node:util';

import { IDBFactory } from 'fake-indexeddb';

import { Network, sleep } from './network.mjs';
import { Chance } from './random.mjs';
import { Tab } from './tab.mjs';

const PATIENCE = 20000;
const EVENTS = [
  [40, 'answer'],
  [10, 'offline'],
  [12, 'online'],
  [8, 'reload'],
  [5, 'kill'],
  [7, 'other tab'],
  [10, 'wait'],
  [12, 'send'],
  [5, 'send twice'],
];
const TEXTS = { start: '/meedoen/start', sync: '/meedoen/sync', fresh: '/meedoen/sleutel' };
const given = (value) => ({ state: 'ANSWERED', value, not_understood: false });
const CHOICES = [
  ['q-how-often', (chance) => given(['weekly', 'sometimes', 'never'][chance.below(3)])],
  ['q-wishes', (chance) => given([['field'], ['pool', 'lamps'], ['lamps']][chance.below(3)])],
  ['q-pleasant', (chance) => given(['good', 'so-so', 'bad'][chance.below(3)])],
  ['q-safe', (chance) => (chance.below(3) ? given('AGREE') : { state: 'DONT_KNOW', value: null, not_understood: true })],
  ['q-times', (chance) => (chance.below(4) ? given(chance.below(9)) : { state: 'SKIPPED', value: null, not_understood: false })],
];

export class Story {
  constructor({ number, seed, address, screens, door, code }) {
    this.chance = new Chance(seed);
    Object.assign(this, { number, screens, door, script: code, log: [] });
    this.network = new Network(address, this.chance);
    this.databases = new IDBFactory();
    this.tabs = [];
    // What the phone showed last, by screen; and the same with an answer that is being kept at this moment.
    this.shown = {};
    this.becomes = {};
    this.thanked = false;
    this.sealed = null;
    // What it showed at each tap on "Verstuur": whoever changes an answer right after may be too late.
    this.tapped = [];
    this.network.onLeave = (path, body) => this.leaves(path, body);
    this.network.onReply = (note, status, text) => this.replied(note, text);
  }

  note(line) {
    this.log.push(line);
  }

  /** What is sent is what the phone showed at that moment. */
  leaves(path, body) {
    this.note(`> ${path}`);
    if (path !== TEXTS.sync || JSON.parse(body).send !== true) return null;
    return [this.shown, this.becomes].map((one) => this.counts(one));
  }

  /** What is typed at a question that this person does not get any more is kept on the phone, and not counted. */
  counts(shown) {
    const keys = this.keysOf(shown);
    return JSON.stringify(Object.fromEntries(Object.entries(shown).filter(([key]) => keys.includes(key))));
  }

  /** Return the keys of the screens that this person gets with these answers, in order. */
  keysOf(shown) {
    const { asked } = this.tab.scripts.wayThrough(this.screens, shown);
    return this.screens.filter(({ screen }) => asked.includes(screen)).map(({ key }) => key);
  }

  replied(note, text) {
    this.note(`< ${text.trim().slice(0, 40)}`);
    if (note && !this.sealed && JSON.parse(text).status === 'SENT') this.sealed = [...note, ...this.tapped];
  }

  async tell() {
    const tab = await this.enter();
    await this.begin(tab);
    // Impatient from the start: a second tab at the same welcome.
    if (this.chance.below(6) === 0) await this.begin(await this.enter());
    for (let left = 8 + this.chance.below(10); left > 0 && !this.thanked; left -= 1) {
      await this.happens(this.chance.weighed(EVENTS));
      if (this.chance.below(2)) await sleep(this.chance.below(40));
    }
    await this.end();
  }

  async enter() {
    if (this.door.kind === 'typed' && !this.network.cookies.has('meepraat-deelname')) {
      const { token } = JSON.parse(await this.network.surely(TEXTS.fresh));
      const body = new URLSearchParams({ code: this.door.code, csrf_token: token });
      await this.network.surely('/meedoen', { method: 'POST', body });
      const page = await this.network.surely('/meedoen/welkom');
      this.phone = attribute(page, 'data-phone');
    }
    const { token } = JSON.parse(await this.network.surely(TEXTS.fresh));
    return this.opens(this.phone || `new ${this.door.code}`, { answers: {}, waiting: {} }, token);
  }

  begin(tab) {
    const fields = this.door.kind === 'typed' ? {} : { code: this.door.code, who: 'SELF' };
    tab.sender.begin(fields, '<template></template>', null);
    return sleep(this.chance.below(30));
  }

  /** Open a tab and let our scripts take over there. */
  opens(phone, record, token = '') {
    const tab = new Tab(this.script, this);
    const on = {
      show() {},
      started() {},
      sent: () => this.thanks(tab),
      gone: () => this.thanks(tab),
      halted: (reply) => this.note(`halted: ${JSON.stringify(reply)}`),
      refused: (sentences) => this.note(`refused: ${JSON.stringify(sentences)}`),
      stuck: () => this.note('stuck'),
    };
    tab.sender = new tab.scripts.Sender({ texts: { ...TEXTS, token }, phone, record, on });
    this.tabs.push(tab);
    this.tab = tab;
    return tab;
  }

  async thanks(tab) {
    await tab.scripts.store.wipe();
    this.thanked = true;
    this.note('thanked');
  }

  async happens(event) {
    this.note(event);
    if (event === 'answer') await this.answers();
    else if (event === 'offline') this.network.online = false;
    else if (event === 'online') this.comesBack();
    else if (event === 'reload') await this.reloads(false);
    else if (event === 'kill') await this.reloads(true);
    else if (event === 'other tab') await this.turnsToOtherTab();
    else if (event === 'wait') await sleep(this.chance.below(80));
    else await this.sends(event === 'send twice');
  }

  async answers(key) {
    // Another tab may still show a question that this person does not get any more.
    const open = this.chance.below(5) ? CHOICES.filter(([name]) => this.keysOf(this.shown).includes(name)) : CHOICES;
    const [name, choose] = open[this.chance.below(open.length)];
    const answer = key === 'q-tip' ? given(this.words()) : choose(this.chance);
    await this.gives(key || name, answer);
  }

  words() {
    return `Verhaal ${this.number}, zin ${this.chance.below(1000)}`;
  }

  async gives(key, answer) {
    this.note(`${key}: ${JSON.stringify(answer.value)}`);
    this.becomes = { ...this.shown, [key]: answer };
    await this.tab.sender.add(key, { ...answer });
    this.shown = this.becomes;
  }

  comesBack() {
    this.network.online = true;
    for (const tab of this.tabs) tab.hears('online');
  }

  /** "Verstuur" can be tapped when every question that is asked has an answer; the phone shows them all first. */
  async sends(twice) {
    for (const [key, choose] of CHOICES) {
      if (!(key in this.shown) && this.keysOf(this.shown).includes(key)) await this.gives(key, choose(this.chance));
    }
    if (!this.shown['q-tip'] || this.chance.below(4) === 0) await this.answers('q-tip');
    if (this.thanked) return;
    this.tapped.push(this.counts(this.shown));
    const taps = [this.tab.sender.send(false)];
    if (twice) taps.push(this.tab.sender.send(false));
    // Sometimes nobody waits for what comes of it.
    if (this.chance.below(2)) await Promise.race([Promise.all(taps), sleep(120)]);
  }

  async reloads(killed) {
    const gone = killed ? this.tabs : [this.tab];
    for (const tab of gone) tab.close(killed);
    this.tabs = this.tabs.filter((tab) => !gone.includes(tab));
    await sleep(this.chance.below(20));
    await this.comesIn();
  }

  async turnsToOtherTab() {
    const other = this.tabs.find((tab) => tab !== this.tab);
    if (!other) await this.comesIn();
    else this.tab = other;
  }

  /** A page is opened half-way: from the server, or without network from what the phone keeps. */
  async comesIn() {
    const response = await this.network.fetch('/meedoen/schermen', {}, () => true).catch(() => null);
    const page = response?.status === 200 ? await response.text() : '';
    const tab = this.opens('', {});
    const { store, newest } = tab.scripts;
    const [phone, record] = page
      ? await store.whoIsOn(attribute(page, 'data-phone'))
      : (await store.latest()) || [null, null];
    if (!page && !record) {
      // Nothing here and nothing there: it was sent, or "Verstuur" was tapped in another tab and has just arrived.
      if (response?.status === 204) await this.thanks(tab);
      return;
    }
    const known = page ? JSON.parse(plain(attribute(page, 'data-given'))) : {};
    const answers = newest(record?.waiting, record?.answers, known);
    tab.close(true);
    this.tabs = this.tabs.filter((one) => one !== tab);
    const next = this.opens(phone, record || {}, page ? attribute(page, 'data-token') : '');
    await next.sender.keep((whole) => {
      whole.flow = '<template></template>';
      whole.answers = newest(whole.waiting, whole.answers, answers);
    });
    next.sender.asks = true;
    next.sender.soon(0);
    if (!this.thanked) this.compare(answers);
  }

  /** What the phone shows after a page was opened again is what it showed before. */
  compare(answers) {
    for (const [key, answer] of Object.entries(this.shown)) {
      const { turn, ...found } = answers[key] || {};
      if (!turn || !isDeepStrictEqual(found, answer)) this.note(`LOST ${key}: ${JSON.stringify(answers[key])}`);
    }
  }

  /** At last there is network to stay, and "Verstuur" is tapped if that was not done yet. */
  async end() {
    this.network.calm = true;
    this.comesBack();
    const until = Date.now() + PATIENCE;
    for (let turn = 0; !this.thanked && Date.now() < until; turn += 1) {
      if (turn % 20 === 0) {
        if (turn) await this.reloads(true);
        if (!this.thanked) await this.sends(false);
      }
      await sleep(25);
    }
    // Tabs that stay open find out by themselves that everything was sent.
    const { store } = new Tab(this.script, this).scripts;
    let left = null;
    do {
      [, left] = (await store.latest()) || [];
      if (left) await sleep(50);
    } while (left && Date.now() < until);
    // Another tab may have heard that it was sent before the reply to the sending itself came.
    while (!this.sealed && Date.now() < until) await sleep(25);
    for (const tab of this.tabs) tab.close(true);
    if (left && Object.keys(left.answers).length) this.note(`LEFT ${JSON.stringify(left.answers)}`);
  }
}

function attribute(page, name) {
  return page.match(new RegExp(`<template id="flow"[^>]* ${name}="([^"]*)"`, 's'))?.[1] || '';
}

function plain(text) {
  const signs = { '&#34;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };
  return text.replace(/&(#34|#39|lt|gt|amp|quot);/g, (sign) => signs[sign]);
}
