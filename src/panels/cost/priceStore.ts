/** The price table in use: the one that comes with the page, or somebody's own, kept from one visit to the next. */
import { readPriceTable, type PriceTable } from './priceTable'

const OWN_KEY = 'shardscope.prices'
const TABLE_PATH = 'data/prices/us-east-1.json'

export interface PricesInUse {
  /** Null: not fetched yet. */
  table: PriceTable | null
  isOwn: boolean
  /** Why it could not be fetched. */
  failure: string | null
}

let inUse: PricesInUse = { table: null, isOwn: false, failure: null }
let usual: PriceTable | null = null
let isAsked = false
const listeners = new Set<() => void>()

export function subscribeToPrices(listener: () => void): () => void {
  listeners.add(listener)
  if (!isAsked) void fetchPrices()
  return () => listeners.delete(listener)
}

export function pricesInUse(): PricesInUse {
  return inUse
}

/** The own table, if there is a good one, stands whether or not the other one comes. */
export async function fetchPrices(): Promise<void> {
  isAsked = true
  const own = recallOwn()
  take({ table: own, isOwn: own !== null, failure: null })
  try {
    const answer = await fetch(new URL(TABLE_PATH, document.baseURI))
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`)
    const read = readPriceTable(await answer.text())
    if ('problem' in read) throw new Error(`${TABLE_PATH}: ${read.problem.key} ${read.problem.path}`)
    usual = read.table
    if (!inUse.isOwn) take({ table: usual, isOwn: false, failure: null })
  } catch (error) {
    if (inUse.table === null) take({ ...inUse, failure: error instanceof Error ? error.message : String(error) })
  }
}

export function takeOwnPrices(table: PriceTable): void {
  keepOwn(JSON.stringify(table))
  take({ table, isOwn: true, failure: null })
}

export function takeUsualPrices(): void {
  keepOwn(null)
  take({ table: usual, isOwn: false, failure: null })
  if (usual === null) void fetchPrices()
}

function take(next: PricesInUse): void {
  inUse = next
  for (const listener of listeners) listener()
}

/** Storage may be forbidden, and what is in it of another version. */
function recallOwn(): PriceTable | null {
  try {
    const kept = localStorage.getItem(OWN_KEY)
    const read = kept === null ? null : readPriceTable(kept)
    return read !== null && 'table' in read ? read.table : null
  } catch {
    return null
  }
}

function keepOwn(json: string | null): void {
  try {
    if (json === null) localStorage.removeItem(OWN_KEY)
    else localStorage.setItem(OWN_KEY, json)
  } catch {
    return
  }
}
