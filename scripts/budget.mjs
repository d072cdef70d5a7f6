/**
 * Weighs the JavaScript of a first visit: the page's entry with what it imports at once, the texts of a language, and the workers.
 * What is loaded later, such as charts, is not counted.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const FIRST_LOAD_BYTES_MAX = 250_000
const MANIFEST = 'dist/.vite/manifest.json'
const WORKERS = 'assets/worker'
/** A visit loads one of them. */
const LANGUAGES = ['src/strings/en.ts', 'src/strings/ko.ts']

if (!existsSync(MANIFEST)) {
  console.log(`There is no ${MANIFEST}; run npm run build first.`)
  process.exit(1)
}

const files = new Set()
const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'))
addChunk('index.html')
addChunk(largest(LANGUAGES))
for (const name of workerEntries()) addWithImports(`${WORKERS}/${name}`)

const weighed = [...files].map((file) => ({ file, bytes: gzipSync(readFileSync(`dist/${file}`)).length }))
const total = weighed.reduce((sum, { bytes }) => sum + bytes, 0)
for (const { file, bytes } of weighed) console.log(`${kilobytes(bytes)}  ${file}`)
console.log(`${kilobytes(total)}  of ${kilobytes(FIRST_LOAD_BYTES_MAX)} (gzip)`)
if (total > FIRST_LOAD_BYTES_MAX) {
  console.log('The first load is over its budget: load something later, or find something lighter.')
  process.exitCode = 1
}

function addChunk(key) {
  const { file, imports = [] } = manifest[key]
  if (files.has(file)) return
  files.add(file)
  for (const imported of imports) addChunk(imported)
}

function largest(keys) {
  const bytesOf = (key) => gzipSync(readFileSync(`dist/${manifest[key].file}`)).length
  return keys.reduce((most, key) => (bytesOf(key) > bytesOf(most) ? key : most))
}

/** vite.config.ts puts the entries of workers, and nothing else, directly into this folder. */
function workerEntries() {
  try {
    return readdirSync(`dist/${WORKERS}`).filter((name) => name.endsWith('.js'))
  } catch {
    return []
  }
}

/** The manifest does not list workers, so their static imports are read from their code. */
function addWithImports(file) {
  if (files.has(file)) return
  files.add(file)
  const code = readFileSync(`dist/${file}`, 'utf8')
  for (const [, path] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g)) {
    addWithImports(new URL(path, `file:///${file}`).pathname.slice(1))
  }
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1).padStart(7)} kB`
}
