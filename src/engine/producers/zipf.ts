/** Draws keys in proportion to rank^−s with Walker's alias method, from tables that are the same on every host. */
import { exactExp, exactLn } from '../../base/exactMath'
import { nextBelow, nextU32, type Prng } from '../../base/prng'

export interface AliasTable {
  /** Of 2^32: keep the column's own key below this, else take its alias. */
  threshold: Float64Array
  alias: Uint32Array
}

const U32_SPAN = 0x1_0000_0000
const tables = new Map<string, AliasTable>()
const TABLES_KEPT_MAX = 8

export function zipfTable(keyCount: number, exponentHundredths: number): AliasTable {
  const name = `${keyCount}/${exponentHundredths}`
  let table = tables.get(name)
  if (table === undefined) {
    if (tables.size >= TABLES_KEPT_MAX) tables.clear()
    table = buildAliasTable(zipfWeights(keyCount, exponentHundredths / 100))
    tables.set(name, table)
  }
  return table
}

export function drawAlias(table: AliasTable, prng: Prng): number {
  const column = nextBelow(prng, table.alias.length)
  return nextU32(prng) < table.threshold[column] ? column : table.alias[column]
}

function zipfWeights(keyCount: number, exponent: number): Float64Array {
  const weights = new Float64Array(keyCount)
  for (let rank = 1; rank <= keyCount; rank++) weights[rank - 1] = exactExp(-exponent * exactLn(rank))
  return weights
}

function buildAliasTable(weights: Float64Array): AliasTable {
  const { length } = weights
  let total = 0
  for (let index = 0; index < length; index++) total += weights[index]
  const scaled = weights.map((weight) => (weight / total) * length)
  const threshold = new Float64Array(length).fill(U32_SPAN)
  const alias = Uint32Array.from({ length }, (_, index) => index)
  const small: number[] = []
  const large: number[] = []
  for (let index = 0; index < length; index++) (scaled[index] < 1 ? small : large).push(index)
  while (small.length > 0 && large.length > 0) {
    const under = small.pop() as number
    const over = large[large.length - 1]
    threshold[under] = Math.floor(scaled[under] * U32_SPAN)
    alias[under] = over
    scaled[over] -= 1 - scaled[under]
    if (scaled[over] < 1) {
      large.pop()
      small.push(over)
    }
  }
  return { threshold, alias }
}
