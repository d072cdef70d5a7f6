/**
 * Copying and saving plain data: numbers, bigint, text, arrays, plain objects, Map and typed arrays. Anything else is
 * refused, so that no closure or class instance can hide in the state.
 */
import { AssertionError, assert } from './assert'

type TypedArray = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array
type Tagged = { $array: string; at: number; length: number } | { $map: unknown[] } | { $bigint: string } | { $number: string }

const MAGIC = 0x53_48_53_43
const HEADER_BYTES = 16
const ALIGNMENT = 8
const constructors = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array }
const shared = new WeakSet<object>()

/** Promises that `value` will never change again: copies may then hold it too. */
export function share<T extends object>(value: T): T {
  shared.add(value)
  return value
}

/** @returns a copy that shares nothing which may still change. @throws AssertionError for anything but plain data. */
export function clone<T>(value: T): T {
  return cloneValue(value) as T
}

function cloneValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return plainPrimitive(value)
  if (shared.has(value)) return value
  if (Array.isArray(value)) return value.map(cloneValue)
  if (isTypedArray(value)) return value.slice()
  if (value instanceof Map) return new Map(Array.from(value, ([key, held]) => [key, cloneValue(held)]))
  assertPlain(value)
  const copy: Record<string, unknown> = {}
  for (const key in value) copy[key] = cloneValue((value as Record<string, unknown>)[key])
  return copy
}

function plainPrimitive(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw new AssertionError(`not plain data: ${typeof value}`)
  return value
}

function assertPlain(value: object): void {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype) throw new AssertionError(`not plain data: ${prototype === null ? 'no prototype' : value.constructor.name}`)
}

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && value.constructor.name in constructors
}

/** One buffer holding everything; equal data gives equal bytes. Shared values are written in full. */
export function encode(value: unknown): ArrayBuffer {
  const arrays: TypedArray[] = []
  let arrayBytes = 0
  const text = JSON.stringify(toTagged(value))
  function toTagged(held: unknown): unknown {
    if (typeof held === 'bigint') return { $bigint: String(held) }
    if (typeof held === 'number' && !Number.isFinite(held)) return { $number: String(held) }
    if (typeof held !== 'object' || held === null) return plainPrimitive(held)
    if (Array.isArray(held)) return held.map(toTagged)
    if (held instanceof Map) return { $map: Array.from(held as Map<unknown, unknown>, ([key, entry]) => [key, toTagged(entry)]) }
    if (isTypedArray(held)) {
      const tag = { $array: held.constructor.name, at: arrayBytes, length: held.length }
      arrays.push(held)
      arrayBytes += aligned(held.byteLength)
      return tag
    }
    assertPlain(held)
    const copy: Record<string, unknown> = {}
    for (const key in held) {
      // Names given by people may look like one of the tags.
      copy[key.startsWith('$') ? `$${key}` : key] = toTagged((held as Record<string, unknown>)[key])
    }
    return copy
  }
  const ascii = text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const bodyAt = HEADER_BYTES + aligned(ascii.length)
  const bytes = new Uint8Array(bodyAt + arrayBytes)
  const header = new DataView(bytes.buffer)
  header.setUint32(0, MAGIC)
  header.setUint32(8, ascii.length)
  for (let index = 0; index < ascii.length; index++) bytes[HEADER_BYTES + index] = ascii.charCodeAt(index)
  let at = bodyAt
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += aligned(array.byteLength)
  }
  return bytes.buffer
}

/** The inverse of `encode`. @throws AssertionError when `buffer` is not one of its results. */
export function decode(buffer: ArrayBuffer): unknown {
  const header = new DataView(buffer)
  assert(buffer.byteLength >= HEADER_BYTES && header.getUint32(0) === MAGIC, 'not a snapshot')
  const textLength = header.getUint32(8)
  const ascii = new Uint8Array(buffer, HEADER_BYTES, textLength)
  const bodyAt = HEADER_BYTES + aligned(textLength)
  return fromTagged(JSON.parse(asciiText(ascii)), { buffer, at: bodyAt, bytesLeft: buffer.byteLength - bodyAt })
}

interface Body {
  buffer: ArrayBuffer
  at: number
  /** Each byte belongs to one array: a small buffer cannot name a large one again and again. */
  bytesLeft: number
}

function fromTagged(held: unknown, body: Body): unknown {
  if (typeof held !== 'object' || held === null) return held
  if (Array.isArray(held)) return held.map((entry) => fromTagged(entry, body))
  const tag = held as Partial<Record<'$array' | '$map' | '$bigint' | '$number', unknown>>
  if (tag.$bigint !== undefined) return BigInt(tag.$bigint as string)
  if (tag.$number !== undefined) return Number(tag.$number)
  if (tag.$map !== undefined) {
    return new Map((tag.$map as [unknown, unknown][]).map(([key, entry]) => [key, fromTagged(entry, body)]))
  }
  if (tag.$array !== undefined) {
    const { $array, at, length } = held as Extract<Tagged, { $array: string }>
    const array = new constructors[$array as keyof typeof constructors](body.buffer, body.at + at, length)
    body.bytesLeft -= array.byteLength
    assert(body.bytesLeft >= 0, 'arrays that overlap')
    return array.slice()
  }
  const copy: Record<string, unknown> = {}
  for (const key in held) {
    assert(key !== '__proto__', 'an object with another prototype')
    copy[key.startsWith('$$') ? key.slice(1) : key] = fromTagged((held as Record<string, unknown>)[key], body)
  }
  return copy
}

const ASCII_CHUNK = 8_192

function asciiText(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += ASCII_CHUNK) {
    // Spreading them would take an iterator's step a byte; `apply` takes anything with a length.
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + ASCII_CHUNK) as unknown as number[])
  }
  return text
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
}
