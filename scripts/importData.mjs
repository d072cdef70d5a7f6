/**
 * Brings the recorded data sets into public/data, byte for byte, with origin and licence: `npm run data -- --from DIR`.
 * Without --from it checks that what is there is still what was brought (SHA-256).
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HOME = fileURLToPath(new URL('../public/data/', import.meta.url))
const BYTES_MAX = 12_000_000
const MACHINE_PATH = /(?<![\w.:/-])(?:\/(?:home|Users|root|tmp|mnt|opt|srv|work|workspace)\/|[A-Z]:\\)/

/** Who made each set and which licence text goes with it; the set's README tells the whole story. */
const ORIGINS = {
  'wikipedia-edits': {
    origin: 'Apache Druid tutorial data, by way of mirkan1/druid: wikiticker-2015-09-12-sampled.json.gz (commit 41d52b4)',
    licenceFile: 'Apache-2.0.txt',
  },
  'nasa-http': {
    origin: 'NASA-HTTP trace of the Internet Traffic Archive, by way of indeedeng/imhotep: files/nasa_19950801.tsv (commit bd27fed)',
    licenceFile: 'Apache-2.0.txt',
  },
  'iot-telemetry': {
    origin: 'garystafford/aws-iot-analytics-demo: sample_data/raw_data_xlarge.json.zip (commit 5aaa4f9)',
    licenceFile: 'MIT-garystafford-aws-iot-analytics-demo.txt',
  },
  'cloudtrail-attack': {
    origin: 'invictus-ir/aws_dataset: CloudTrail/*.json (commit 4667aa9)',
    licenceFile: 'MIT-invictus-ir-aws_dataset.txt',
  },
  'flights-day': {
    origin: 'U.S. Bureau of Transportation Statistics, On-Time Performance, by way of vega-datasets 3.2.1: data/flights-3m.parquet',
    licenceFile: null,
  },
  'ticker-mentions': {
    origin: 'numenta/NAB: data/realTweets/Twitter_volume_*.csv (commit ea702d7)',
    licenceFile: 'MIT-numenta-NAB.txt',
  },
}

const FORMATS = {
  csv: { format: 'csv', encoding: 'utf-8', quoting: true },
  'tsv-latin1-noquote': { format: 'tsv', encoding: 'iso-8859-1', quoting: false },
  ndjson: { format: 'jsonLines', encoding: 'utf-8', quoting: false },
}
const TIME_UNITS = { 'epoch-ms': 'epochMs', 'epoch-s': 'epochS', 'iso-s': 'iso', 'iso-min-local': 'isoLocal' }

/** Something to be said without a stack trace. */
class Refusal extends Error {}

try {
  const from = readFolderArgument(process.argv.slice(2))
  if (from !== null) importFrom(from)
  verify()
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(`data: ${error.message}`)
  process.exitCode = 1
}

function readFolderArgument(words) {
  if (words.length === 0) return null
  if (words.length !== 2 || words[0] !== '--from') {
    throw new Refusal(`expected no argument or "--from DIR", got "${words.join(' ')}"`)
  }
  return words[1]
}

function importFrom(folder) {
  const listed = readJson(join(folder, 'manifest.json'))
  if (!Array.isArray(listed)) throw new Refusal(`${join(folder, 'manifest.json')} must hold a list of data sets`)
  const missing = Object.keys(ORIGINS).filter((id) => !listed.some((entry) => entry.id === id))
  if (missing.length > 0) throw new Refusal(`the folder's manifest lacks ${missing.join(', ')}`)

  const dataSets = listed.filter((entry) => entry.id in ORIGINS).map((entry) => importDataSet({ folder, entry }))
  const bytes = dataSets.reduce((sum, dataSet) => sum + dataSet.bytes, 0)
  if (bytes > BYTES_MAX) throw new Refusal(`the files hold ${bytes} bytes, more than the ${BYTES_MAX} allowed`)
  writeFileSync(join(HOME, 'manifest.json'), JSON.stringify({ version: 1, dataSets }, null, 2) + '\n')
}

function importDataSet({ folder, entry }) {
  const { origin, licenceFile } = ORIGINS[entry.id]
  const form = FORMATS[entry.format]
  const unit = TIME_UNITS[entry.timeUnit]
  if (!form || !unit) throw new Refusal(`${entry.id}: unknown format "${entry.format}" or time unit "${entry.timeUnit}"`)

  const content = readFile(join(folder, entry.file))
  const rows = readRows({ content, form })
  if (rows.length !== entry.records) {
    throw new Refusal(`${entry.id}: the manifest says ${entry.records} records, the file holds ${rows.length}`)
  }
  const file = basename(entry.file)
  mkdirSync(join(HOME, entry.id), { recursive: true })
  writeFileSync(join(HOME, entry.id, file), content)
  copyReadme({ folder, id: entry.id })
  copyLicence({ folder, licenceFile })
  return {
    id: entry.id,
    file,
    bytes: content.length,
    sha256: sha256(content),
    ...form,
    time: { column: entry.time, unit },
    keyColumns: entry.keys,
    sizeColumn: entry.size ?? null,
    weight: entry.weight ? { column: entry.weight, bucketSeconds: entry.bucketSeconds } : null,
    rows: rows.length,
    records: entry.weight ? sumColumn({ rows, content, column: entry.weight }) : rows.length,
    licence: entry.licence,
    licenceFile,
    origin,
  }
}

/** @returns the lines below the header; no set has a line break inside a quoted cell. */
function readRows({ content, form }) {
  const lines = content.toString('latin1').split('\n').filter((line) => line !== '')
  return form.format === 'jsonLines' ? lines : lines.slice(1)
}

function sumColumn({ rows, content, column }) {
  const header = content.subarray(0, content.indexOf('\n')).toString('utf8').split(',')
  const at = header.indexOf(column)
  if (at < 0) throw new Refusal(`no column "${column}" in ${header.join(', ')}`)
  return rows.reduce((sum, row) => sum + Number(row.split(',')[at]), 0)
}

function copyReadme({ folder, id }) {
  const text = readFile(join(folder, id, 'README.md')).toString('utf8')
  const line = text.split('\n').findIndex((candidate) => MACHINE_PATH.test(candidate))
  if (line >= 0) throw new Refusal(`${id}/README.md names a path of somebody's machine on line ${line + 1}`)
  writeFileSync(join(HOME, id, 'README.md'), text)
}

function copyLicence({ folder, licenceFile }) {
  if (licenceFile === null) return
  mkdirSync(join(HOME, 'licenses'), { recursive: true })
  writeFileSync(join(HOME, 'licenses', licenceFile), readFile(join(folder, 'licenses', licenceFile)))
}

function verify() {
  const { dataSets } = readJson(join(HOME, 'manifest.json'))
  for (const { id, file, sha256: expected, rows, licenceFile } of dataSets) {
    const content = readFile(join(HOME, id, file))
    const found = sha256(content)
    if (found !== expected) throw new Refusal(`${id}/${file} was changed: its SHA-256 is ${found}, expected ${expected}`)
    readFile(join(HOME, id, 'README.md'))
    if (licenceFile !== null) readFile(join(HOME, 'licenses', licenceFile))
    console.log(`data: ${id}/${file} is intact (${rows} rows, ${content.length} bytes)`)
  }
}

function readJson(path) {
  const text = readFile(path).toString('utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal(`${path} is not JSON: ${error.message}`)
  }
}

function readFile(path) {
  if (!existsSync(path)) throw new Refusal(`${path} is missing; run "npm run data -- --from DIR" with the folder that holds the data sets`)
  return readFileSync(path)
}

function sha256(content) {
  return createHash('sha256').update(content).digest('hex')
}
