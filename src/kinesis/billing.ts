/** What AWS bills by: the lines of a price table with their units, and how usage is rounded. Prices themselves are data, in `public/data/prices`. */
import { KIB, MIB } from '../base/units'

/** AWS's calculators take 730 hours for a month. */
export const HOURS_PER_MONTH = 730
/** Pricing page: on demand, each record is rounded up to the nearest 1 KB (1,024 bytes). A GB is taken for 2^30 bytes (INFER). */
export const BILLED_RECORD_BYTES = KIB
export const BILLED_GB_BYTES = KIB * MIB
/** Pricing page: beyond 7 days retention is long-term. */
export const LONG_TERM_HOURS = 168
/** Firehose pricing page: records are rounded up to the nearest 5 KB (5,120 bytes). */
export const FIREHOSE_RECORD_BYTES = 5 * KIB
/** DynamoDB: one read request unit is 4 KB, strongly consistent, or twice as much; one write request unit 1 KB. */
export const TABLE_READ_UNIT_BYTES = 4 * KIB
/** Ours: what an item of a lease table takes. */
export const LEASE_ITEM_BYTES = 512
/** Managed Flink guide: one additional KPU an application, for orchestration. */
export const KPU_ORCHESTRATION = 1
/** Managed Flink guide: 50 GB of running storage with each KPU. */
export const KPU_STORAGE_GB = 50
/** Lambda: the memory of a function that says nothing. */
export const LAMBDA_MEMORY_MIB = 128

/** Each line of a price table and its unit, as AWS's price list names it. */
export const PRICE_UNITS = {
  shardHour: 'shard-hour',
  putPayloadUnits: 'million units',
  extendedShardHour: 'shard-hour',
  longTermStored: 'GB-month',
  longTermRead: 'GB',
  fanOutShardHour: 'consumer-shard-hour',
  fanOutOut: 'GB',
  onDemandStreamHour: 'stream-hour',
  onDemandIn: 'GB',
  onDemandOut: 'GB',
  onDemandFanOutOut: 'GB',
  onDemandExtendedStored: 'GB-month',
  onDemandLongTermStored: 'GB-month',
  advantageIn: 'GB',
  advantageOut: 'GB',
  advantageFanOutOut: 'GB',
  advantageStored: 'GB-month',
  shardMetric: 'metric-month',
  alarm: 'alarm-month',
  kmsRequests: '10,000 requests',
  trailDataEvents: '100,000 events',
  tableReads: 'million units',
  tableWrites: 'million units',
  lambdaRequests: 'million requests',
  lambdaDuration: 'GB-second',
  firehoseIn: 'GB',
  s3Puts: '1,000 requests',
  kpuHour: 'KPU-hour',
  kpuStorage: 'GB-month',
} as const

export type PriceName = keyof typeof PRICE_UNITS
export type PriceUnit = (typeof PRICE_UNITS)[PriceName]
export type Prices = Readonly<Record<PriceName, number>>

export const PRICE_NAMES = Object.keys(PRICE_UNITS) as PriceName[]
