/** What a workload hands to its producer, one record at a time, and where keys of files come from. */
import { ensure } from '../../base/assert'
import { utf8Length } from '../../base/utf8'
import type { Environment } from '../environment'
import { openKeySpace } from '../keySpace'
import { packRecordId } from '../recordId'
import type { KeyColumn, Source } from '../source'
import type { World } from '../state'
import type { ProducerCore } from './core'

/** Receives each record that a producer means to send. */
export type Collect = (keyId: number, dataBytes: number, keyBytes: number, recordId: number) => void

/** How much an application that waits for its producer may make now. */
export interface Room {
  recordsMax: number
  /** False where it makes only what it owes from before. */
  isBeat: boolean
  /** Made-up records that may stay owed; the others are never made. */
  heldBackMax: number
  /** What stays owed, and what is not made. */
  heldBack: number
  notMade: number
}

export function nextRecordId({ producerIndex, books }: ProducerCore): number {
  return packRecordId(producerIndex, books.recordsMeant++)
}

/** A column of a file as partition key. */
export interface FileKeys {
  source: Source
  column: KeyColumn
  /** Id of the column's first value. */
  base: number
}

export function fileKeys(world: World, environment: Environment, { sourceId, keyColumn }: { sourceId: string; keyColumn: string }): FileKeys {
  const source = fileNamed(environment, sourceId)
  const column = ensure(source.keyColumns.get(keyColumn), `column ${keyColumn} of ${sourceId}`)
  return { source, column, base: openKeySpace(world.keys, `${sourceId}/${keyColumn}`, column.values).base }
}

export function fileNamed(environment: Environment, sourceId: string): Source {
  return ensure(environment.sources.get(sourceId), `source ${sourceId}`)
}

const keyLengths = new WeakMap<KeyColumn, Uint32Array>()

/** How many bytes each value of a column has as a partition key. */
export function keyLengthsOf(column: KeyColumn): Uint32Array {
  let lengths = keyLengths.get(column)
  if (lengths === undefined) {
    lengths = Uint32Array.from(column.values, utf8Length)
    keyLengths.set(column, lengths)
  }
  return lengths
}
