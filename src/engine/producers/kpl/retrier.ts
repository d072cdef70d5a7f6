/** What the KPL makes of an answer: futures are done, or their records go round again. */
import type { SimUs } from '../../../base/units'
import { US_PER_MS } from '../../../base/units'
import { hashKeyOfId } from '../../keySpace'
import { markStored } from '../../recordId'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { PutAnswer, PutRequest } from '../core'
import { sendWaiting, takeOverMarks } from './connections'
import { TIMEOUT_CODE } from './constants'
import { fail, noteAttempt, succeed } from './finishing'
import { putError, putMetric } from './metrics'
import type { Daemon, KplProducer, KplRequest } from './model'
import { retry, retryOne } from './pipeline'
import { invalidate } from './refresh'
import { knownRange } from './shardMap'
import { NONE } from './userRecords'

const THROTTLED = 'ProvisionedThroughputExceededException'

export function handleAnswer(world: World, producer: KplProducer, daemon: Daemon, { requestNumber, batch, records }: PutRequest, answer: PutAnswer, sink: Sink): void {
  const request = daemon.sent.get(requestNumber)
  if (request === undefined) return
  daemon.sent.delete(requestNumber)
  // Until their futures are done, or they are sent again.
  producer.books.recordsWaiting += records
  measureRequest(world, daemon, request, records)
  if (answer.kind === 'timeout') takeOverMarks(daemon.records, request, batch)
  if (answer.kind === 'stored') handleEntries(world, producer, daemon, request, answer, sink)
  else handleFailure(world, producer, daemon, request, answer.kind === 'refused' ? answer.exception : TIMEOUT_CODE, sink)
  sendWaiting(world, producer, daemon)
}

function measureRequest({ nowUs }: World, { records, metrics }: Daemon, { startUs, heads }: KplRequest, userRecords: number): void {
  for (const head of heads) putMetric(metrics, nowUs, 'UserRecordsPerKinesisRecord', records.members[head], records.shard[head])
  putMetric(metrics, nowUs, 'RequestTime', Math.floor((nowUs - startUs) / US_PER_MS))
  putMetric(metrics, nowUs, 'KinesisRecordsPerPutRecordsRequest', heads.length)
  putMetric(metrics, nowUs, 'UserRecordsPerPutRecordsRequest', userRecords)
}

/** Of the whole call. */
function handleFailure(world: World, producer: KplProducer, daemon: Daemon, { heads, startUs }: KplRequest, code: string, sink: Sink): void {
  putError(daemon.metrics, code, NONE)
  putMetric(daemon.metrics, world.nowUs, 'AllErrors', 1)
  for (const head of heads) refuse(world, producer, daemon, head, startUs, code, sink)
}

function refuse(world: World, producer: KplProducer, daemon: Daemon, head: number, startUs: SimUs, code: string, sink: Sink): void {
  if (code !== THROTTLED || !producer.settings.failIfThrottled) return retry(world, producer, daemon, head, startUs, sink)
  for (let slot = head; slot !== NONE; ) {
    const next = daemon.records.next[slot]
    noteAttempt(world, daemon, slot, startUs)
    fail(world, producer, daemon, slot, 'throttled', sink)
    slot = next
  }
}

type Stored = Extract<PutAnswer, { kind: 'stored' }>

function handleEntries(world: World, producer: KplProducer, daemon: Daemon, { heads, startUs }: KplRequest, { failed, shardIndexes }: Stored, sink: Sink): void {
  const { metrics, records } = daemon
  let failures = 0
  heads.forEach((head, entry) => {
    const predicted = records.shard[head]
    if (failed !== null && failed[failures] === entry) {
      failures++
      putMetric(metrics, world.nowUs, 'KinesisRecordsPut', 0, predicted)
      putMetric(metrics, world.nowUs, 'AllErrors', 1, predicted)
      putError(metrics, THROTTLED, predicted)
      return refuse(world, producer, daemon, head, startUs, THROTTLED, sink)
    }
    putMetric(metrics, world.nowUs, 'KinesisRecordsPut', 1, predicted)
    putMetric(metrics, world.nowUs, 'KinesisRecordsDataPut', records.putBytes[head], predicted)
    putMetric(metrics, world.nowUs, 'AllErrors', 0, predicted)
    const landedAt = shardIndexes?.[entry] ?? NONE
    if (predicted === NONE || predicted === landedAt) succeed(world, producer, daemon, head, startUs, landedAt)
    else handleWrongShard(world, producer, daemon, head, { startUs, predicted, landedAt }, sink)
  })
}

/** It is stored, but not where it was meant to be: records that the shard's range does not hold are put again, the others are done. */
function handleWrongShard(
  world: World,
  producer: KplProducer,
  daemon: Daemon,
  head: number,
  { startUs, predicted, landedAt }: { startUs: SimUs; predicted: number; landedAt: number },
  sink: Sink,
): void {
  const { records, shardMap } = daemon
  const range = knownRange(shardMap, landedAt, world.nowUs)
  for (let slot = head; slot !== NONE; ) {
    const next = records.next[slot]
    const hashKey = hashKeyOfId(world.keys, records.keyId[slot])
    if (range === null || hashKey < range.startingHashKey || hashKey > range.endingHashKey) {
      invalidate(world, producer, daemon, startUs, predicted)
      records.recordId[slot] = markStored(records.recordId[slot])
      daemon.wrongShards++
      retryOne(world, producer, daemon, slot, startUs, sink)
    } else {
      // A child has the higher number: its parent is open no more.
      if (predicted < landedAt) invalidate(world, producer, daemon, startUs, predicted)
      records.next[slot] = NONE
      succeed(world, producer, daemon, slot, startUs, landedAt)
    }
    slot = next
  }
}
