/** Values of a shape as CBOR: a timestamp is tag 1 with whole milliseconds, as AWS's own clients read it (aws-sdk-java-v2#184). */
import { SHAPES } from '../kinesis/api/shapes'
import type { Shape, ShapeName } from '../kinesis/api/types'
import { writeHead, writeInteger, writeText } from './cborSheet'
import { writeByte, writeRaw, written, type Sheet } from './sheet'

type Writer = (value: unknown, sheet: Sheet) => void

const FALSE = 0xf4
const TRUE = 0xf5
const NULL = 0xf6
const TIMESTAMP_TAG = 0xc1
const MS_PER_SECOND = 1_000

const writers = new Map<ShapeName, Writer>()

export function writeCbor(name: ShapeName, value: unknown): Uint8Array {
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
      return (value, sheet) => writeText(value as string, sheet)
    case 'integer':
    case 'long':
      return (value, sheet) => writeInteger(value as number, sheet)
    case 'boolean':
      return (value, sheet) => writeByte(value === true ? TRUE : FALSE, sheet)
    case 'timestamp':
      return (value, sheet) => {
        writeByte(TIMESTAMP_TAG, sheet)
        writeInteger(Math.round((value as number) * MS_PER_SECOND), sheet)
      }
    case 'blob':
      return (value, sheet) => {
        const bytes = value as Uint8Array
        writeHead('bytes', bytes.length, sheet)
        writeRaw(bytes, sheet)
      }
    case 'list':
      return listWriter(shape.member === undefined ? writeAny : writerOf(shape.member))
    case 'map':
      return mapWriter(shape.value === undefined ? writeAny : writerOf(shape.value))
    case 'structure':
      return structureWriter(shape)
  }
}

function listWriter(write: Writer): Writer {
  return (value, sheet) => {
    const items = value as readonly unknown[]
    writeHead('list', items.length, sheet)
    for (const item of items) write(item, sheet)
  }
}

function mapWriter(write: Writer): Writer {
  return (value, sheet) => {
    const entries = Object.entries(value as object)
    writeHead('map', entries.length, sheet)
    for (const [key, item] of entries) {
      writeText(key, sheet)
      write(item, sheet)
    }
  }
}

function structureWriter(shape: Shape): Writer {
  const members = Object.entries(shape.members ?? {}).map(([name, of]) => ({ name, key: keyOf(name), write: writerOf(of) }))
  return (value, sheet) => {
    const structure = value as Readonly<Record<string, unknown>>
    let count = 0
    for (const { name } of members) if (structure[name] !== undefined) count++
    writeHead('map', count, sheet)
    for (const { name, key, write } of members) {
      const member = structure[name]
      if (member === undefined) continue
      writeRaw(key, sheet)
      if (member === null) writeByte(NULL, sheet)
      else write(member, sheet)
    }
  }
}

function keyOf(name: string): Uint8Array {
  return written((sheet) => writeText(name, sheet))
}

const writeAny: Writer = (value, sheet) => writeText(String(value), sheet)
