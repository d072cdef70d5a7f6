/** Which partition key each made-up record has, by the id of that key. */
import { ensure } from '../../base/assert'
import { nextBelow, type Prng } from '../../base/prng'
import type { WorkloadKeys } from '../commands'
import { drawAlias, zipfTable, type AliasTable } from './zipf'

/** A file's column as drawn keys see it: the id of its first value, and each line's value. */
export interface DrawnColumn {
  base: number
  valueIndex: Uint32Array
}

/**
 * @param recordsMeant how many records the producer has made: where it stands among sequential keys.
 * @param column where keys are a file's, which must have lines.
 */
export function keyDrawer(keys: WorkloadKeys, prng: Prng, recordsMeant: number, column: DrawnColumn | null): () => number {
  switch (keys.kind) {
    case 'uniform':
      return () => nextBelow(prng, keys.keyCount)
    case 'zipf': {
      const table: AliasTable = zipfTable(keys.keyCount, keys.exponentHundredths)
      return () => drawAlias(table, prng)
    }
    case 'hot':
      return () => (keys.keyCount === 1 || nextBelow(prng, 100) < keys.hotPercent ? 0 : 1 + nextBelow(prng, keys.keyCount - 1))
    case 'hotSet':
      return hotSetDrawer(keys, prng)
    case 'sequential':
      return sequentialDrawer(keys.keyCount, recordsMeant)
    case 'source': {
      const { base, valueIndex } = ensure(column, `column ${keys.keyColumn} of ${keys.sourceId}`)
      return () => base + valueIndex[nextBelow(prng, valueIndex.length)]
    }
  }
}

function hotSetDrawer({ keyCount, hotKeys, hotPercent }: Extract<WorkloadKeys, { kind: 'hotSet' }>, prng: Prng): () => number {
  const hot = Math.min(hotKeys, keyCount)
  return () => (hot === keyCount || nextBelow(prng, 100) < hotPercent ? nextBelow(prng, hot) : hot + nextBelow(prng, keyCount - hot))
}

function sequentialDrawer(keyCount: number, recordsMeant: number): () => number {
  let next = recordsMeant % keyCount
  return () => {
    const key = next++
    if (next === keyCount) next = 0
    return key
  }
}
