/**
 * What a person is about to send: the API's JSON as plain values. Blobs are base64 and timestamps epoch seconds, as on
 * the wire; a value of a wrong type stays as it is, for the service to judge.
 */
import { base64ToBytes, bytesToBase64 } from '../../base/base64'
import { OPERATIONS } from '../../kinesis/api/operations'
import { SHAPES } from '../../kinesis/api/shapes'
import type { OperationName, Shape, ShapeName } from '../../kinesis/api/types'

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
export type JsonObject = { [name: string]: Json }
/** From the input down: names of members, keys of maps, places in lists. */
export type Path = readonly (string | number)[]

export function shapeOf(name: ShapeName): Shape {
  return SHAPES[name]
}

export function inputShapeOf(operation: OperationName): Shape {
  return SHAPES[OPERATIONS[operation].input]
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

export function valueAt(draft: Json | undefined, path: Path): Json | undefined {
  let value = draft
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step]
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step]
    else return undefined
  }
  return value
}

/** A copy with another value there; undefined takes it away. What lies on the way is made as the path needs it. */
export function withValue(draft: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined) return value
  const inner = withValue(valueAt(draft, [step]), rest, value)
  if (typeof step === 'number') {
    const items = Array.isArray(draft) ? [...draft] : []
    if (inner === undefined) items.splice(step, 1)
    else items[step] = inner
    return items
  }
  const entries = isObject(draft) ? Object.entries(draft) : []
  const others = entries.filter(([name]) => name !== step)
  if (inner === undefined) return Object.fromEntries(others)
  // Entries define own members, also one that is named __proto__.
  return Object.fromEntries(others.length === entries.length ? [...entries, [step, inner]] : entries.map(([name, held]) => [name, name === step ? inner : held]))
}

/** The draft of a call that was made: bytes become base64, instants stay numbers. */
export function draftOf(value: unknown): Json {
  if (value instanceof Uint8Array) return bytesToBase64(value)
  if (Array.isArray(value)) return value.map(draftOf)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).flatMap(([name, held]) => (held === undefined ? [] : [[name, draftOf(held)] as const])))
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'bigint' ? String(value) : null
}

/** As the SDK takes it: bytes and dates. What is neither base64 nor an instant goes on as it was typed. */
export function sdkInputOf(name: ShapeName, value: Json | undefined): unknown {
  const shape = shapeOf(name)
  switch (shape.type) {
    case 'blob':
      return typeof value === 'string' ? (base64ToBytes(value) ?? value) : value
    case 'timestamp':
      return dateOf(value) ?? value
    case 'list':
      return Array.isArray(value) ? value.map((item) => sdkPart(shape.member, item)) : value
    case 'map':
      return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sdkPart(shape.value, item)])) : value
    case 'structure':
      return isObject(value) ? Object.fromEntries(Object.entries(value).map(([member, item]) => [member, sdkPart(shape.members?.[member], item)])) : value
    case 'string':
    case 'integer':
    case 'long':
    case 'boolean':
      return value
  }
}

function sdkPart(name: ShapeName | undefined, value: Json): unknown {
  return name === undefined ? value : sdkInputOf(name, value)
}

/** @returns null for what names no instant. Takes epoch seconds, as the API does, and ISO 8601. */
export function dateOf(value: unknown): Date | null {
  if (typeof value === 'number') return instantOf(value * 1_000)
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? instantOf(Date.parse(value)) : null
}

function instantOf(ms: number): Date | null {
  const date = new Date(Math.round(ms))
  return Number.isNaN(date.getTime()) ? null : date
}

/** What the SDK would change in silence before it sends: the page says it. */
export interface DraftRemark {
  key: 'remark.unknown' | 'remark.base64' | 'remark.instant'
  path: string
}

/** Members that the API's model does not have are left out; what is no base64 is sent as text; no instant is no date. */
export function draftRemarks(name: ShapeName, value: Json | undefined, path = ''): DraftRemark[] {
  const shape = shapeOf(name)
  if (shape.type === 'blob' && typeof value === 'string') return base64ToBytes(value) === null ? [{ key: 'remark.base64', path }] : []
  if (shape.type === 'timestamp' && value !== undefined) return dateOf(value) === null ? [{ key: 'remark.instant', path }] : []
  if (Array.isArray(value)) {
    const { member } = shape
    return member === undefined ? [] : value.flatMap((item, index) => draftRemarks(member, item, `${path}[${index}]`))
  }
  if (!isObject(value) || shape.type !== 'structure') return []
  return Object.entries(value).flatMap(([held, item]): DraftRemark[] => {
    const at = path === '' ? held : `${path}.${held}`
    const of = shape.members !== undefined && Object.hasOwn(shape.members, held) ? shape.members[held] : undefined
    return of === undefined ? [{ key: 'remark.unknown', path: at }] : draftRemarks(of, item, at)
  })
}
