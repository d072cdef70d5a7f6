/**
 * Parsed JSON or CBOR as the values of a shape: unknown members and nulls fall away, numbers are cut to their type,
 * and the first member of a wrong type ends the reading. The rules are those that kinesalite recorded on AWS.
 */
import { SHAPES } from '../kinesis/api/shapes'
import type { Shape, ShapeName } from '../kinesis/api/types'
import type { Base64, Codec } from './codec'
import { misfit, notBase64, notNested } from './typeErrors'

/** One reading: what it may use, and what it stumbled over first. */
export interface Reading {
  readonly base64: Base64
  error: string | null
}

type Reader = (value: unknown, reading: Reading) => unknown

const INTEGER_MAX = 2_147_483_647
/** What Java's long holds, to the nearest number that JavaScript can say. */
const LONG_MAX = 2 ** 63
const MS_PER_SECOND = 1_000

const readers: Record<Codec, Map<ShapeName, Reader>> = { json: new Map(), cbor: new Map() }

/** @returns the value of `shape`; undefined once `reading.error` is set. */
export function readShape(name: ShapeName, codec: Codec, value: unknown, reading: Reading): unknown {
  return readerOf(name, codec)(value, reading)
}

function readerOf(name: ShapeName, codec: Codec): Reader {
  const known = readers[codec]
  let reader = known.get(name)
  if (reader === undefined) known.set(name, (reader = compile(SHAPES[name], codec)))
  return reader
}

function compile(shape: Shape, codec: Codec): Reader {
  switch (shape.type) {
    case 'string':
      return (value, reading) => (typeof value === 'string' ? value : stumble(reading, misfit(value, 'an String')))
    case 'integer':
      return numberReader('an Integer', INTEGER_MAX)
    case 'long':
      return numberReader('an Long', LONG_MAX)
    case 'boolean':
      return readBoolean
    case 'timestamp':
      return timestampReader(codec)
    case 'blob':
      return readBlob
    case 'list':
      return listReader(shape, codec)
    case 'map':
      return mapReader(shape, codec)
    case 'structure':
      return structureReader(shape, codec)
  }
}

function structureReader(shape: Shape, codec: Codec): Reader {
  const members = Object.entries(shape.members ?? {}).map(([name, of]) => ({ name, read: readerOf(of, codec) }))
  return (value, reading) => {
    if (!isPlain(value)) return stumble(reading, notNested(value, 'structure'))
    const structure: Record<string, unknown> = {}
    for (const { name, read } of members) {
      const member = value[name]
      if (member !== undefined && member !== null) structure[name] = read(member, reading)
    }
    return structure
  }
}

/** A null stays: the constraints speak of it. */
function listReader({ member }: Shape, codec: Codec): Reader {
  const read = member === undefined ? undefined : readerOf(member, codec)
  return (value, reading) => {
    if (!Array.isArray(value)) return stumble(reading, notNested(value, 'list'))
    const list: unknown[] = []
    for (const item of value as unknown[]) {
      list.push(item === undefined || item === null ? null : read?.(item, reading))
      if (reading.error !== null) return undefined
    }
    return list
  }
}

function mapReader({ value: of }: Shape, codec: Codec): Reader {
  const read = of === undefined ? undefined : readerOf(of, codec)
  return (value, reading) => {
    if (!isPlain(value)) return stumble(reading, notNested(value, 'map'))
    const entries: [string, unknown][] = []
    for (const [key, item] of Object.entries(value)) {
      entries.push([key, item === undefined || item === null ? null : read?.(item, reading)])
      if (reading.error !== null) return undefined
    }
    // Defines what it is given, `__proto__` too.
    return Object.fromEntries(entries)
  }
}

function numberReader(target: string, max: number): Reader {
  return (value, reading) => {
    const number = typeof value === 'bigint' ? Number(value) : value
    if (typeof number !== 'number' || Number.isNaN(number)) return stumble(reading, misfit(value, target))
    // + 0 turns −0 into 0.
    return Math.max(-max - (max === INTEGER_MAX ? 1 : 0), Math.min(max, Math.trunc(number))) + 0
  }
}

/** AWS takes these words in any case, and, "for some reason", numbers with a fraction (kinesalite). */
function readBoolean(value: unknown, reading: Reading): unknown {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number' && !Number.isInteger(value)) return true
  if (typeof value !== 'string') return stumble(reading, misfit(value, 'an Boolean'))
  const word = value.toUpperCase()
  if (word === 'TRUE' || word === 'YES' || word === '1') return true
  if (word === 'FALSE' || word === 'NO' || word === '0') return false
  return stumble(reading, `'${word}' can not be converted to an Boolean`)
}

/** JSON says seconds with a fraction, CBOR whole milliseconds: aws-sdk-java-v2#184 and #4661. */
function timestampReader(codec: Codec): Reader {
  const perSecond = codec === 'json' ? 1 : MS_PER_SECOND
  return (value, reading) => {
    const number = typeof value === 'bigint' ? Number(value) : value
    if (typeof number !== 'number' || Number.isNaN(number)) return stumble(reading, misfit(value, 'milliseconds since epoch'))
    return Math.max(-LONG_MAX / MS_PER_SECOND, Math.min(LONG_MAX / MS_PER_SECOND, number / perSecond)) + 0
  }
}

function readBlob(value: unknown, reading: Reading): unknown {
  if (value instanceof Uint8Array) return value
  if (typeof value !== 'string') return stumble(reading, misfit(value, 'a Blob'))
  return reading.base64.decode(value) ?? stumble(reading, notBase64(value))
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

function stumble(reading: Reading, error: string): undefined {
  reading.error ??= error
  return undefined
}
