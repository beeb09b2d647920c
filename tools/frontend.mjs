// Builds everything a browser loads: styles, scripts, icons, themes and the chart library, named by their content.
//
// Usage: node tools/frontend.mjs
// Reads panel/static/{css,js,icons,themes} and the templates; writes panel/static/dist/ with manifest.json
// ("phone.css" -> "phone-1A2B3C4D.css") and a .gz beside every text file. Never edit dist by hand.

import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { buildScript } from './frontend/scripts.mjs';
import { buildSprite } from './frontend/icons.mjs';
import { buildStyle, classNamesInUse } from './frontend/styles.mjs';
import { checkContrast } from './frontend/contrast.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const STATIC = join(ROOT, 'panel', 'static');
const DIST = join(STATIC, 'dist');
// Beside the packages, so that an unfinished build never lies among the sources and two builds never share a folder.
const FRESH = join(ROOT, 'node_modules', `.meepraat-dist-${process.pid}`);
const STYLES = ['phone.css', 'reading.css', 'listening.css', 'beside.css', 'recording.css', 'tryout.css', 'desk.css', 'outcome.css', 'embedded.css', 'letters.css'];
const PLOTLY = join(ROOT, 'node_modules', 'plotly.js-basic-dist-min', 'plotly-basic.min.js');

const manifest = {};
const sizes = [];

/** Write one file under a name that holds a hash of its content, with a compressed copy beside it. */
async function publish(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const extension = extname(name);
  const hashed = `${name.slice(0, -extension.length)}-${hash}${extension}`;
  const compressed = gzipSync(content, { level: 9 });
  await mkdir(dirname(join(FRESH, hashed)), { recursive: true });
  await writeFile(join(FRESH, hashed), content);
  await writeFile(join(FRESH, `${hashed}.gz`), compressed);
  manifest[name] = hashed;
  sizes.push([name, content.length, compressed.length]);
}

/** Keep the files of the build before this one: a server or a phone that still names them goes on working. */
async function keepPrevious() {
  const previous = await readFile(join(DIST, 'manifest.json'), 'utf8').then(JSON.parse, () => ({}));
  const current = new Set(Object.values(manifest));
  for (const hashed of Object.values(previous).filter((name) => !current.has(name))) {
    for (const name of [hashed, `${hashed}.gz`]) {
      await mkdir(dirname(join(FRESH, name)), { recursive: true });
      await copyFile(join(DIST, name), join(FRESH, name)).catch(() => {});
    }
  }
}

async function filesIn(folder, extension) {
  const names = await readdir(join(STATIC, folder));
  return names.filter((name) => name.endsWith(extension)).sort();
}

async function publishThemes() {
  for (const name of await filesIn('themes', '.css')) {
    const source = await readFile(join(STATIC, 'themes', name), 'utf8');
    checkContrast(name, source);
    await publish(`themes/${name}`, await buildStyle(join(STATIC, 'themes', name), null));
  }
}

async function publishSprites() {
  const logos = {};
  for (const name of await filesIn('themes', '.svg')) {
    logos[`logo-${basename(name, '.svg')}`] = await readFile(join(STATIC, 'themes', name), 'utf8');
  }
  const own = {};
  for (const name of await filesIn('icons', '.svg')) {
    own[basename(name, '.svg')] = await readFile(join(STATIC, 'icons', name), 'utf8');
  }
  const icons = JSON.parse(await readFile(join(STATIC, 'icons', 'icons.json'), 'utf8'));
  const pictograms = JSON.parse(await readFile(join(STATIC, 'icons', 'pictograms.json'), 'utf8'));
  await publish('icons.svg', await buildSprite(ROOT, icons, { ...own, ...logos }));
  await publish('pictograms.svg', await buildSprite(ROOT, pictograms, {}));
}

async function main() {
  await rm(FRESH, { recursive: true, force: true });
  await mkdir(FRESH, { recursive: true });
  const inUse = await classNamesInUse(join(ROOT, 'panel'));
  for (const name of STYLES) {
    await publish(name, await buildStyle(join(STATIC, 'css', name), inUse));
  }
  for (const name of await filesIn('js', '.js')) {
    await publish(name, await buildScript(join(STATIC, 'js', name)));
  }
  await publishThemes();
  await publishSprites();
  await publish('favicon.svg', await readFile(join(STATIC, 'favicon.svg')));
  await publish('plotly-basic.js', await readFile(PLOTLY));
  await writeFile(join(FRESH, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await keepPrevious();
  await rm(DIST, { recursive: true, force: true });
  await rename(FRESH, DIST);
  for (const [name, raw, compressed] of sizes) {
    console.log(`${name.padEnd(28)} ${String(raw).padStart(9)} B  ${String(compressed).padStart(8)} B gzip`);
  }
}

try {
  await main();
} finally {
  await rm(FRESH, { recursive: true, force: true });
}
