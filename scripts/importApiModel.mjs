/**
 * Turns botocore's description of the Kinesis API (`botocore/data/kinesis/2013-12-02/service-2.json`) into the two data
 * files of `src/kinesis/api`: names, types and constraints, no prose. `npm run api-model -- service-2.json 1.43.107 2026-11-22`
 */
import { readFileSync, writeFileSync } from 'node:fs'

const [path, version, date] = process.argv.slice(2)
if (date === undefined) {
  console.error('Usage: npm run api-model -- <service-2.json> <botocore version> <date>')
  process.exit(1)
}
const model = JSON.parse(readFileSync(path, 'utf8'))
const TARGET = 'src/kinesis/api'
/** Managed delivery is not part of the simulated service; see docs/fidelity.md. */
const LEFT_OUT = /Channel/
const head = (what) => `/** ${what} Made by scripts/importApiModel.mjs from botocore ${version} (${date}). */\n`

const operations = Object.entries(model.operations).filter(([name]) => !LEFT_OUT.test(name))
const shapes = new Map()
for (const [, { input, output }] of operations) {
  if (input !== undefined) visit(input.shape)
  if (output !== undefined) visit(output.shape)
}

function visit(name) {
  if (shapes.has(name)) return
  const { type, enum: values, min, max, pattern, required, members, member, key, value } = model.shapes[name]
  const shape = { type, enum: values, min, max, pattern, required, member: member?.shape, key: key?.shape, value: value?.shape }
  shapes.set(name, shape)
  if (type === 'structure') {
    shape.required ??= []
    // The members of an event stream are its events and exceptions.
    shape.members = Object.fromEntries(Object.entries(members).map(([memberName, { shape: of }]) => [memberName, of]))
  }
  for (const of of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]) if (of !== undefined) visit(of)
}

const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
function literal(value) {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (value === null || typeof value !== 'object') return String(value)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return entries.length === 0 ? '{}' : `{ ${entries.map(([name, item]) => `${name}: ${literal(item)}`).join(', ')} }`
}

const lines = (entries) => entries.map(([name, value]) => `  ${name}: ${literal(value)},`).join('\n')
const described = operations
  .toSorted(([left], [right]) => (left < right ? -1 : 1))
  .map(([name, { input, output, errors = [] }]) => [name, { input: input.shape, output: output?.shape ?? null, errors: errors.map(({ shape }) => shape) }])

writeFileSync(`${TARGET}/operations.ts`, `${head("Operations of the API with their shapes and the exceptions that they declare.")}export const OPERATIONS = {\n${lines(described)}\n} as const\n`)
writeFileSync(`${TARGET}/shapes.ts`, `${head('Every shape that an operation takes or gives.')}export const SHAPES = {\n${lines([...shapes].toSorted(([left], [right]) => (left < right ? -1 : 1)))}\n} as const\n`)
console.log(`${described.length} operations, ${shapes.size} shapes.`)
