/** Counts by key id: a hash table in two typed arrays, which copies of the world copy at once. */

export interface CountTable {
  used: number
  /** By place; what is here counts where `counts` is above 0. */
  keyIds: Uint32Array
  counts: Float64Array
}

const CAPACITY_MIN = 16

export function createCountTable(): CountTable {
  return { used: 0, keyIds: new Uint32Array(CAPACITY_MIN), counts: new Float64Array(CAPACITY_MIN) }
}

export function copyCountTable({ used, keyIds, counts }: CountTable): CountTable {
  return { used, keyIds: keyIds.slice(), counts: counts.slice() }
}

/** @param count above 0. */
export function addCount(table: CountTable, keyId: number, count: number): void {
  let place = placeOf(table, keyId)
  if (table.counts[place] === 0) {
    // At most half full.
    if (2 * table.used >= table.keyIds.length) {
      grow(table)
      place = placeOf(table, keyId)
    }
    table.keyIds[place] = keyId
    table.used++
  }
  table.counts[place] += count
}

/** @returns 0 for a key that was never counted. */
export function countOf(table: CountTable, keyId: number): number {
  return table.counts[placeOf(table, keyId)]
}

/** Calls `visit` for each key, in no order that means anything. */
export function forEachCount({ keyIds, counts }: CountTable, visit: (keyId: number, count: number) => void): void {
  for (let place = 0; place < keyIds.length; place++) if (counts[place] > 0) visit(keyIds[place], counts[place])
}

/** @returns where the key is, or the free place where it belongs. */
function placeOf({ keyIds, counts }: CountTable, keyId: number): number {
  const mask = keyIds.length - 1
  let place = mixed(keyId) & mask
  while (counts[place] !== 0 && keyIds[place] !== keyId) place = (place + 1) & mask
  return place
}

function mixed(keyId: number): number {
  const half = Math.imul(keyId ^ (keyId >>> 16), 0x45d9f3b)
  return half ^ (half >>> 16)
}

function grow(table: CountTable): void {
  const { keyIds, counts } = table
  table.keyIds = new Uint32Array(2 * keyIds.length)
  table.counts = new Float64Array(2 * keyIds.length)
  for (let from = 0; from < keyIds.length; from++) {
    if (counts[from] === 0) continue
    const to = placeOf(table, keyIds[from])
    table.keyIds[to] = keyIds[from]
    table.counts[to] = counts[from]
  }
}
