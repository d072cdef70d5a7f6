/** An application that puts through the KPL, and the daemon that does the work for it. */
import type { SimUs } from '../../../base/units'
import type { Packing } from '../compression'
import type { ProducerCore } from '../core'
import { createCollector, type Collector } from './collector'
import type { AggregationBuffer } from './aggregator'
import type { ShardLimiter } from './limiter'
import { REFRESH_BACKOFF_MS_MIN } from './constants'
import { createMetrics, type KplMetrics } from './metrics'
import type { KplSettings } from './settings'
import { createUserRecords, type UserRecords } from './userRecords'

export interface KplProducer extends ProducerCore {
  kind: 'kpl'
  settings: KplSettings
  /** Null before it begins, after a crash, and once it is stopped and flushed. */
  daemon: Daemon | null
  /** Daemons that died for want of memory. */
  daemonsDied: number
  /** Rows that the application keeps while it waits; those that it had no room for are never made. */
  recordsHeldBack: number
  recordsNotMade: number
  packing: Packing
}

/** The native process: gone with a crash, and everything in it. */
export interface Daemon {
  beganUs: SimUs
  records: UserRecords
  shardMap: ShardMap
  /** By predicted shard. */
  buffers: Map<number, AggregationBuffer>
  limiters: Map<number, ShardLimiter>
  /** When the limiters are looked at next; null: they are empty. */
  drainUs: SimUs | null
  collector: Collector
  /** When an application that comes to its end looks again whether nothing is outstanding; null: it does not end. */
  flushSyncUs: SimUs | null
  /** Requests that wait for a free connection. */
  waiting: KplRequest[]
  /** By request number. */
  sent: Map<number, KplRequest>
  /** By addUserRecord, and not in the metrics yet. */
  received: number
  /** User records that were stored and put again, their shard not being the one that was predicted. */
  wrongShards: number
  metrics: KplMetrics
}

export interface KplRequest {
  /** When the KPL handed it to its SDK client: waiting for a connection counts. */
  startUs: SimUs
  /** One for each entry. */
  heads: number[]
}

/** The shards that the KPL believes to be open: see `shardMap.ts`. */
export interface ShardMap {
  /** Anything but READY predicts nothing: records go out alone. */
  state: 'INVALID' | 'UPDATING' | 'READY'
  /** When it last became READY; negative: never. */
  updatedUs: SimUs
  refreshes: number
  failures: number
  /** Exception of the last failure; null after a success. */
  lastFailure: string | null
  backoffMs: number
  /** In order of their ranges; the old ones until a refresh has ended. */
  open: MappedShard[]
  /** By shard index, those that are open no more too. */
  ranges: Map<number, MappedShard>
  listing: Listing | null
  listsSent: number
}

export interface MappedShard {
  shardIndex: number
  startingHashKey: bigint
  endingHashKey: bigint
}

/** A ListShards call under way. */
export interface Listing {
  listNumber: number
  /** Null: the first page. */
  nextToken: string | null
  timesOutUs: SimUs
  lose: 'request' | 'response' | null
  answer: ListAnswer | null
  /** Pages before this one. */
  found: MappedShard[]
}

export type ListAnswer = { kind: 'listed'; shards: MappedShard[]; nextToken: string | null } | { kind: 'refused'; exception: string }

export type KplTimer = { kind: 'kpl' } & (
  | { due: 'buffer'; shardIndex: number }
  | { due: 'limiters' }
  | { due: 'collector' }
  | { due: 'flushCollector' }
  | { due: 'flushSync' }
  | { due: 'refresh' }
  /** A blob has waited long enough for more rows. */
  | { due: 'pack'; recordId: number }
  | { due: 'listArrives' | 'listAnswered' | 'listTimedOut'; listNumber: number }
)

export function createDaemon(nowUs: SimUs): Daemon {
  return {
    beganUs: nowUs,
    records: createUserRecords(),
    shardMap: createShardMap(),
    buffers: new Map(),
    limiters: new Map(),
    drainUs: null,
    collector: createCollector(),
    flushSyncUs: null,
    waiting: [],
    sent: new Map(),
    received: 0,
    wrongShards: 0,
    metrics: createMetrics(nowUs),
  }
}

export function createShardMap(): ShardMap {
  return {
    state: 'INVALID',
    updatedUs: -1,
    refreshes: 0,
    failures: 0,
    lastFailure: null,
    backoffMs: REFRESH_BACKOFF_MS_MIN,
    open: [],
    ranges: new Map(),
    listing: null,
    listsSent: 0,
  }
}
