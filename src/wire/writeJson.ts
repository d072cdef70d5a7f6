/** Values of a shape as JSON, straight into bytes: an answer to GetRecords has megabytes, and texts on the way would be as much again. */
import { SHAPES } from '../kinesis/api/shapes'
import type { Shape, ShapeName } from '../kinesis/api/types'
import { writeBlob, writeQuoted, writeWord } from './jsonSheet'
import { writeByte, writeRaw, written, type Sheet } from './sheet'

type Writer = (value: unknown, sheet: Sheet) => void

const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

const utf8 = new TextEncoder()
const writers = new Map<ShapeName, Writer>()

export function writeJson(name: ShapeName, value: unknown): Uint8Array {
  const write = writerOf(name)
  return written((sheet) => write(value, sheet))
}

function writerOf(name: ShapeName): Writer {
  let writer = writers.get(name)
  if (writer === undefined) writers.set(name, (writer = compile(SHAPES[name])))
  return writer
}

function compile(shape: Shape): Writer {
  switch (shape.type) {
    case 'string':
      return (value, sheet) => writeQuoted(value as string, sheet)
    case 'integer':
    case 'long':
    case 'boolean':
    case 'timestamp':
      return (value, sheet) => writeWord(String(value), sheet)
    case 'blob':
      return (value, sheet) => writeBlob(value as Uint8Array, sheet)
    case 'list':
      return listWriter(shape.member === undefined ? writeAny : writerOf(shape.member))
    case 'map':
      return mapWriter(shape.value === undefined ? writeAny : writerOf(shape.value))
    case 'structure':
      return structureWriter(shape)
  }
}

/** Each member begins with a comma, of which the first becomes the brace. A null is said as null: GetRecords ends a shard with it. */
function structureWriter(shape: Shape): Writer {
  const members = Object.entries(shape.members ?? {}).map(([name, of]) => ({ name, key: utf8.encode(`,"${name}":`), write: writerOf(of) }))
  return (value, sheet) => {
    const structure = value as Readonly<Record<string, unknown>>
    const start = sheet.at
    for (const { name, key, write } of members) {
      const member = structure[name]
      if (member === undefined) continue
      writeRaw(key, sheet)
      if (member === null) writeWord('null', sheet)
      else write(member, sheet)
    }
    if (sheet.at === start) writeByte(OPEN_OBJECT, sheet)
    else sheet.bytes[start] = OPEN_OBJECT
    writeByte(CLOSE_OBJECT, sheet)
  }
}

function listWriter(write: Writer): Writer {
  return (value, sheet) => {
    const items = value as readonly unknown[]
    writeByte(OPEN_LIST, sheet)
    for (let index = 0; index < items.length; index++) {
      if (index > 0) writeByte(COMMA, sheet)
      write(items[index], sheet)
    }
    writeByte(CLOSE_LIST, sheet)
  }
}

function mapWriter(write: Writer): Writer {
  return (value, sheet) => {
    writeByte(OPEN_OBJECT, sheet)
    let isFirst = true
    for (const [key, item] of Object.entries(value as object)) {
      if (!isFirst) writeByte(COMMA, sheet)
      isFirst = false
      writeQuoted(key, sheet)
      writeByte(COLON, sheet)
      write(item, sheet)
    }
    writeByte(CLOSE_OBJECT, sheet)
  }
}

const writeAny: Writer = (value, sheet) => writeQuoted(String(value), sheet)
