/** Values of a shape as JSON text, glued from prepared pieces: the answers to GetRecords and PutRecords are long. */
import { SHAPES } from '../kinesis/api/shapes'
import type { Shape, ShapeName } from '../kinesis/api/types'
import type { Base64 } from './codec'

type Writer = (value: unknown, base64: Base64) => string

/** What JSON.stringify would not copy as it is. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/

const writers = new Map<ShapeName, Writer>()

export function writeJson(name: ShapeName, value: unknown, base64: Base64): string {
  return writerOf(name)(value, base64)
}

function writerOf(name: ShapeName): Writer {
  let writer = writers.get(name)
  if (writer === undefined) writers.set(name, (writer = compile(SHAPES[name])))
  return writer
}

function compile(shape: Shape): Writer {
  switch (shape.type) {
    case 'string':
      return (value) => quote(value as string)
    case 'integer':
    case 'long':
    case 'boolean':
    case 'timestamp':
      return (value) => String(value)
    case 'blob':
      return (value, base64) => `"${base64.encode(value as Uint8Array)}"`
    case 'list':
      return listWriter(shape)
    case 'map':
      return mapWriter(shape)
    case 'structure':
      return structureWriter(shape)
  }
}

/** A null is said as null: GetRecords ends a shard with it. */
function structureWriter(shape: Shape): Writer {
  const members = Object.entries(shape.members ?? {}).map(([name, of]) => ({ name, first: `{"${name}":`, next: `,"${name}":`, write: writerOf(of) }))
  return (value, base64) => {
    const structure = value as Readonly<Record<string, unknown>>
    let text = ''
    for (const { name, first, next, write } of members) {
      const member = structure[name]
      if (member === undefined) continue
      text += (text === '' ? first : next) + (member === null ? 'null' : write(member, base64))
    }
    return text === '' ? '{}' : `${text}}`
  }
}

function listWriter({ member }: Shape): Writer {
  const write = member === undefined ? quoteAny : writerOf(member)
  return (value, base64) => {
    const items = value as readonly unknown[]
    let text = '['
    for (let index = 0; index < items.length; index++) text += (index === 0 ? '' : ',') + write(items[index], base64)
    return `${text}]`
  }
}

function mapWriter({ value: of }: Shape): Writer {
  const write = of === undefined ? quoteAny : writerOf(of)
  return (value, base64) => `{${Object.entries(value as object).map(([key, item]) => `${quote(key)}:${write(item, base64)}`).join(',')}}`
}

const quoteAny: Writer = (value) => quote(String(value))

function quote(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`
}
