/**
 * A snapshot as a file: a line of JSON that says what follows, then the world's bytes. Whatever is not exactly that is refused
 * with a sentence, so that nobody goes on from half a world.
 */
import { createHash, webcrypto } from 'node:crypto'
import type { Scenario } from '../../engine/scenario'
import { restoreWorld, saveWorld } from '../../engine/snapshot'
import type { World } from '../../engine/state'
import { sampleWorld } from './sampleWorld'

const FORMAT = 'shardscope snapshot 2'
const HEADER_BYTES_MAX = 4 * 1_048_576
const LINE_END = 10

interface Header {
  format: typeof FORMAT
  /** Of the state's shape: another version of the program holds other things in it. */
  shape: string
  bytes: number
  sha256: string
  scenario: Scenario
}

export interface Saved {
  scenario: Scenario
  world: World
}

/** The world is copied at once; the rest happens beside it. */
export async function encodeSnapshot({ scenario, world }: Saved): Promise<Buffer[]> {
  const body = Buffer.from(saveWorld(world))
  const header: Header = { format: FORMAT, shape: stateShape(), bytes: body.length, sha256: await digest(body), scenario }
  return [Buffer.from(`${JSON.stringify(header)}\n`), body]
}

/** @returns a sentence about the file, without its name, when it is no whole snapshot of this version. */
export async function decodeSnapshot(file: Buffer): Promise<Saved | { problem: string }> {
  const header = readHeader(file)
  if (header === null) return { problem: 'is no snapshot of Shardscope' }
  if (header.format !== FORMAT || header.shape !== stateShape()) return { problem: 'was written by another version of Shardscope' }
  const body = file.subarray(file.indexOf(LINE_END) + 1)
  if (body.length !== header.bytes) return { problem: `is cut short or was added to: it holds ${body.length} bytes of a world of ${header.bytes}` }
  if ((await digest(body)) !== header.sha256) return { problem: 'is damaged: its bytes do not match their checksum' }
  return { scenario: header.scenario, world: restoreWorld(Uint8Array.from(body).buffer) }
}

function readHeader(file: Buffer): Header | null {
  const end = file.subarray(0, HEADER_BYTES_MAX).indexOf(LINE_END)
  if (end < 0) return null
  try {
    const header: unknown = JSON.parse(file.toString('utf8', 0, end))
    const isOurs = typeof header === 'object' && header !== null && 'format' in header && String(header.format).startsWith('shardscope snapshot')
    return isOurs ? (header as Header) : null
  } catch {
    return null
  }
}

/** On a thread of its own: a large world takes a while. */
async function digest(bytes: Buffer): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex')
}

let shape: string | null = null

function stateShape(): string {
  shape ??= createHash('sha256').update(JSON.stringify(keysOf(sampleWorld()))).digest('hex').slice(0, 16)
  return shape
}

/** Names of members, not their values; a list or map stands for what its first entry holds. */
function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value
  if (ArrayBuffer.isView(value)) return value.constructor.name
  if (Array.isArray(value)) return [keysOf(value[0])]
  if (value instanceof Map) return ['map', keysOf(value.values().next().value)]
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, held]) => [name, keysOf(held)])
}
