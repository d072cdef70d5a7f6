/** What a run costs: the shapes that a panel asks for with the inspect subject `bill`. Amounts are in the price table's currency. */
import type { PriceName } from '../../kinesis/billing'
import type { Plan } from '../usage/model'

/** Whose average rate makes a month: all of the run's, or that of the last whole minute and what runs of this one. */
export type RateBasis = 'run' | 'minute'

export interface BillView {
  /** Of the run, whole ones. */
  seconds: number
  basis: RateBasis
  /** Over which that rate is measured; of a stream, as long as it was billed as it is now. */
  rateSeconds: number
  /** Streams in order of their names, then applications, then the account. */
  lines: BillLine[]
  /** Sums of all lines. */
  cost: number
  costPerMonth: number
  /** Of each producer, what its puts come to: in the streams' lines, too. */
  puts: PutLine[]
  /** How puts of producers are billed now; null: their stream is not there. */
  putsPlan: Plan | null
  /** Of the stream that is watched; null: there is none, or it is not a second old. */
  comparison: Comparison | null
  /** Null as long as nothing was put into the stream. */
  breakEven: BreakEven | null
}

/** What `quantity` of it is billed by, and whose it is. */
export interface UsageLine {
  item: BillItem
  price: PriceName
  /** Null: it is about no stream. Empty: streams of more names than are told apart. */
  streamName: string | null
  /** Under which the stream used it; null: it is about no stream. */
  plan: Plan | null
  /** Who causes it; null: the stream or the account as such. */
  application: string | null
  /** The consumer with enhanced fan-out, or who called. */
  by: string | null
  /** In units of the price. */
  quantity: number
}

/** A line of the price table, or what the commitment of On-demand Advantage bills although nobody used it. */
export type BillItem = PriceName | 'advantageInShortfall' | 'advantageOutShortfall'

export interface BillLine extends UsageLine {
  unitPrice: number
  cost: number
  /** At the average rate of the basis. */
  costPerMonth: number
  /** Of a stream that is deleted, or of a plan that it no longer has: no month has any of it. */
  isFormer: boolean
}

export type PutPrice = 'putPayloadUnits' | 'onDemandIn' | 'advantageIn'

export interface PutLine extends Pick<BillLine, 'quantity' | 'unitPrice' | 'cost' | 'costPerMonth' | 'isFormer'> {
  producerIndex: number
  item: PutPrice
  price: PutPrice
}

export type AlternativeName = 'provisionedAsIs' | 'provisionedNeeded' | 'onDemand' | 'advantage'

/** The stream's own usage, priced by each way to run it. */
export interface Comparison {
  streamName: string
  /** As it is billed now. */
  plan: Plan
  /** Of the basis, as far as the stream was billed as it is now. */
  seconds: number
  /** The most that the run asked for in a second, and of a minute what GetRecords gave in a second. */
  bytesInPerSecondMax: number
  recordsInPerSecondMax: number
  bytesReadPerSecondMax: number
  /** By the rule ceil(max(in ÷ 1 MiB, records ÷ 1,000, out ÷ 2 MiB)). */
  shardsNeeded: number
  /** On average. */
  shardsThere: number
  alternatives: Alternative[]
}

export interface Alternative {
  name: AlternativeName
  /** Of all that the stream has used, and of a month at the rate of the basis. */
  cost: number
  costPerMonth: number
  /** Shards refused records of this very traffic, and there would be no more of them. */
  refusesRecords: boolean
  /** Of that, what the commitment bills although nobody used it. */
  shortfallPerMonth: number
}

export type CurveName = 'provisioned' | 'onDemand' | 'advantage'

/** A month's cost against throughput, with this run's records, peaks and readers. */
export interface BreakEven {
  points: ({ mibPerSecond: number; shards: number } & Record<CurveName, number>)[]
  crossings: Crossing[]
  /** Between those of the same pair. */
  crossingsLeftOut: number
  /** The basis on average, as it is billed now: what the comparison has for that. */
  own: { mibPerSecond: number; costPerMonth: number; plan: Plan }
  recordBytes: number
  peakToAverage: number
  /** Bytes out for each byte in, by GetRecords and pushed. */
  readTimes: number
  pushedTimes: number
}

/** Above it `above` is cheaper than `below`. */
export interface Crossing {
  mibPerSecond: number
  costPerMonth: number
  below: CurveName
  above: CurveName
  /** Nothing else is cheaper there. */
  isCheapest: boolean
}
