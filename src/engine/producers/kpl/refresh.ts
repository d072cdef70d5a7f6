/** How the KPL learns the shards: ListShards for those that are open now, page by page, each way through the network. */
import { US_PER_MS } from '../../../base/units'
import type { ApiShape, Input } from '../../../kinesis/api/types'
import { parseShardId } from '../../../kinesis/shardId'
import { refuseRate } from '../../callRates'
import type { AskedCall } from '../../door/caller'
import { producerCaller } from '../../door/callerName'
import { passDoor } from '../../door/passDoor'
import { streamRef } from '../../door/streamRef'
import { findStream } from '../../naming'
import { producerIdOf } from '../../recordId'
import { listShards } from '../../operations/shards/listShards'
import type { World } from '../../state'
import { drawLoss, wayUs } from '../sending'
import { setTimer } from '../setTimer'
import { REFRESH_PAGE_SHARDS, TIMEOUT_CODE } from './constants'
import type { Daemon, KplProducer, ListAnswer, Listing, MappedShard } from './model'
import { beginRefresh, endRefresh, failRefresh, isOutdatedBy } from './shardMap'

export function refresh(world: World, producer: KplProducer, daemon: Daemon): void {
  if (daemon.shardMap.state === 'UPDATING') return
  beginRefresh(daemon.shardMap, world.nowUs)
  askForPage(world, producer, daemon, null, [])
}

/** A request sent at `startUs` did not end where it was predicted to. */
export function invalidate(world: World, producer: KplProducer, daemon: Daemon, startUs: number, predicted: number): void {
  if (isOutdatedBy(daemon.shardMap, startUs, predicted)) refresh(world, producer, daemon)
}

function askForPage(world: World, producer: KplProducer, { shardMap }: Daemon, nextToken: string | null, found: MappedShard[]): void {
  const listNumber = ++shardMap.listsSent
  const timesOutUs = world.nowUs + producer.settings.requestTimeoutMs * US_PER_MS
  shardMap.listing = { listNumber, nextToken, timesOutUs, lose: drawLoss(world, producer), answer: null, found }
  setTimer(world, producer, world.nowUs + wayUs(world, producer), { kind: 'kpl', due: 'listArrives', listNumber })
}

export function runListArrives(world: World, producer: KplProducer, listing: Listing): void {
  if (listing.lose === 'request' || isCutOff(world, producer, listing)) return fallSilent(world, producer, listing)
  listing.answer = ask(world, producer, listing)
  setTimer(world, producer, world.nowUs + wayUs(world, producer), { kind: 'kpl', due: 'listAnswered', listNumber: listing.listNumber })
}

export function runListAnswered(world: World, producer: KplProducer, daemon: Daemon, listing: Listing): void {
  const { answer, found } = listing
  if (answer === null || listing.lose === 'response' || isCutOff(world, producer, listing)) return fallSilent(world, producer, listing)
  if (answer.kind === 'refused') return waitForNextTry(world, producer, daemon, answer.exception)
  const shards = [...found, ...answer.shards]
  if (answer.nextToken === null) return learn(world, daemon, shards)
  askForPage(world, producer, daemon, answer.nextToken, shards)
}

export function runListTimedOut(world: World, producer: KplProducer, daemon: Daemon): void {
  waitForNextTry(world, producer, daemon, TIMEOUT_CODE)
}

function isCutOff(world: World, { isPartitioned }: KplProducer, { timesOutUs }: Listing): boolean {
  return isPartitioned || world.nowUs >= timesOutUs
}

function fallSilent(world: World, producer: KplProducer, { timesOutUs, listNumber }: Listing): void {
  setTimer(world, producer, Math.max(world.nowUs, timesOutUs), { kind: 'kpl', due: 'listTimedOut', listNumber })
}

function ask(world: World, { producerIndex }: KplProducer, { nextToken }: Listing): ListAnswer {
  const caller = producerCaller(producerIdOf(producerIndex))
  const input: Input<'ListShards'> =
    nextToken === null
      ? { ...streamRef(world, caller, world.producing.streamName), ShardFilter: { Type: 'AT_LATEST' }, MaxResults: REFRESH_PAGE_SHARDS }
      : { NextToken: nextToken, MaxResults: REFRESH_PAGE_SHARDS }
  const asked: AskedCall = { caller, operation: 'ListShards', stream: findStream(world, world.producing.streamName), input: { ...input } }
  const answer = passDoor(world, asked, () => refuseRate(world, 'ListShards', input) ?? listShards(world, input))
  if (!answer.ok) return { kind: 'refused', exception: answer.refusal.exception }
  return { kind: 'listed', shards: answer.value.Shards.map(mapped), nextToken: answer.value.NextToken ?? null }
}

function mapped({ ShardId, HashKeyRange }: ApiShape<'Shard'>): MappedShard {
  return {
    shardIndex: parseShardId(ShardId) ?? 0,
    startingHashKey: BigInt(HashKeyRange.StartingHashKey),
    endingHashKey: BigInt(HashKeyRange.EndingHashKey),
  }
}

/** Buffers and limiters of shards that are gone stay until they are empty. */
function learn(world: World, daemon: Daemon, shards: MappedShard[]): void {
  endRefresh(daemon.shardMap, shards, world.nowUs)
  const open = new Set(shards.map(({ shardIndex }) => shardIndex))
  for (const [shardIndex, { slots }] of daemon.buffers) if (slots.length === 0 && !open.has(shardIndex)) daemon.buffers.delete(shardIndex)
  for (const [shardIndex, { byDeadline }] of daemon.limiters) if (byDeadline.length === 0 && !open.has(shardIndex)) daemon.limiters.delete(shardIndex)
}

function waitForNextTry(world: World, producer: KplProducer, { shardMap }: Daemon, exception: string): void {
  setTimer(world, producer, world.nowUs + failRefresh(shardMap, exception) * US_PER_MS, { kind: 'kpl', due: 'refresh' })
}
