/** Makes the summary of an instant: rows for panels and for the text twin of the river. */
import { US_PER_MS } from '../base/units'
import { RETENTION_HOURS_DEFAULT, UPDATE_SHARD_COUNT_CALLS_MAX } from '../kinesis/limits'
import { formatShardId } from '../kinesis/shardId'
import { deaggregationOf } from './consumers/reading/deaggregation'
import { deduplicationUse } from './consumers/reading/deduplication'
import { holderOf, isEnded, unrenewedSinceMs } from './consumers/kcl/leaseTable'
import type { Application } from './consumers/application'
import type { Checks } from './consumers/checkState'
import { LATENCY_BOUNDS_MS, type LatencyHistogram } from './consumers/latency'
import type { KclApplication, KclWorker, Lease, ShardConsumer } from './consumers/kcl/model'
import type { ApplicationRow, CheckRow, LatencyRow, LeaseRow, ProducerRow, RequestRow, ShardRow, StreamRow, Summary, WorkerRow } from './summary'
import { putFaultPercents } from './faults/struckPuts'
import { hottestKeyOf } from './hottestKey'
import { seriesOf, unroll } from './metricSeriesOf'
import { shardRates } from './meters'
import { callsWithinDay, targetRange } from './operations/shards/targetRange'
import { backlogOf, iteratorAgeMsOf, parentIndexesOf, unfinishedShards } from './progress'
import { producerIdOf } from './recordId'
import type { PutRequest } from './producers/core'
import type { Producer } from './producers/producer'
import type { Shard, Stream, World } from './state'
import { applicationsOf } from './watched'
import { shardStatesOf } from './waterlines'
import { writerRows } from './writers'

/** Rows of requests for each producer: thousands may be under way when one is cut off. */
const REQUESTS_TOLD_MAX = 100
/** Beyond this many shards the hottest key is looked up for the busiest only. */
const HOTTEST_KEYS_MAX = 64

/** @param stream whose rows these are; null: there is none, and lists of it are empty. */
export function summaryOf(world: World, stream: Stream | null): Summary {
  const applications = applicationsOf(world, stream)
  return {
    atMs: world.nowUs / US_PER_MS,
    epochMs: world.epochMs,
    streams: world.streams.filter(({ deletedAtUs }) => deletedAtUs === null).map(streamRow),
    producingStreamName: world.producing.streamName,
    stream: stream === null ? NO_STREAM : watchedRow(world, stream),
    workload: world.workload,
    network: world.network,
    shards: stream === null ? [] : shardRows(world, stream),
    leases: stream === null ? [] : kclAmong(applications).flatMap((application) => leaseRows(world, stream, application)),
    workers: kclAmong(applications).flatMap((application) => application.workers.map((worker) => workerRow(world, application, worker))),
    applications: applications.map((application) => applicationRow(world, stream, application)),
    producers: world.producers.filter(({ state }) => state !== 'STOPPED').map((producer) => producerRow(world, producer)),
    writers: writerRows(world),
    clients: null,
    totals: totalsOf(world, stream),
    series: seriesOf(world, stream, applications),
  }
}

const NO_STREAM: Summary['stream'] = {
  streamName: '',
  streamStatus: '',
  openShardCount: 0,
  streamMode: 'PROVISIONED',
  retentionPeriodHours: RETENTION_HOURS_DEFAULT,
  targetShardCountMin: 1,
  targetShardCountMax: 1,
  updateShardCountCallsLeft: UPDATE_SHARD_COUNT_CALLS_MAX,
}

function streamRow({ streamName, streamStatus, openShards }: Stream): StreamRow {
  return { streamName, streamStatus, openShardCount: openShards.length }
}

function watchedRow(world: World, stream: Stream): Summary['stream'] {
  const { min, max } = targetRange(stream)
  return {
    ...streamRow(stream),
    streamMode: stream.streamMode,
    retentionPeriodHours: stream.retentionPeriodHours,
    targetShardCountMin: min,
    targetShardCountMax: max,
    updateShardCountCallsLeft: UPDATE_SHARD_COUNT_CALLS_MAX - callsWithinDay(world, stream).length,
  }
}

function shardRows(world: World, stream: Stream): ShardRow[] {
  const faultPercentOf = putFaultPercents(world, stream)
  const withHottestKey = stream.openShards.length <= HOTTEST_KEYS_MAX
  return stream.shards.map((shard) => {
    const rates = shardRates(world, shard)
    const isLookedAt = shard.throttledSinceUs !== null || (withHottestKey && shard.closedAtUs === null)
    const hottest = isLookedAt ? hottestKeyOf(world, shard) : null
    return {
      shardId: formatShardId(shard.shardIndex),
      shardIndex: shard.shardIndex,
      state: shard.expired ? 'EXPIRED' : shard.closedAtUs === null ? 'OPEN' : 'CLOSED',
      parentShardId: shard.parentShardIndex === null ? null : formatShardId(shard.parentShardIndex),
      adjacentParentShardId: shard.adjacentParentShardIndex === null ? null : formatShardId(shard.adjacentParentShardIndex),
      startingHashKey: String(shard.startingHashKey),
      endingHashKey: String(shard.endingHashKey),
      openedAtMs: shard.openedAtUs / US_PER_MS,
      closedAtMs: shard.closedAtUs === null ? null : shard.closedAtUs / US_PER_MS,
      recordsStored: shard.recordsStored,
      recordsThrottled: shard.recordsThrottled,
      writeBytesPerSecond: rates.bytesPerSecond,
      writeRecordsPerSecond: rates.recordsPerSecond,
      throttledPerSecond: rates.throttledPerSecond,
      faultPercent: shard.closedAtUs === null ? faultPercentOf(shard.shardIndex) : 0,
      hottestKey: hottest?.partitionKey ?? null,
      hottestKeyPercent: hottest?.percent ?? 0,
    }
  })
}

function leaseRows(world: World, stream: Stream, application: KclApplication): LeaseRow[] {
  const unfinished = unfinishedShards(stream, application)
  return Array.from(application.leases.values(), (lease) => {
    const holder = holderOf(lease)
    const owner = application.workers.find(({ workerId }) => workerId === holder)
    const consumer = owner?.shardConsumers.get(lease.shardIndex)
    // A lease may outlive a stream that was deleted and made again.
    const shard = stream.shards[lease.shardIndex] as Shard | undefined
    return {
      application: application.settings.name,
      shardId: formatShardId(lease.shardIndex),
      leaseOwner: lease.leaseOwner,
      leaseCounter: lease.leaseCounter,
      checkpoint: checkpointText(lease),
      state: leaseState(lease, owner, consumer),
      waitsForShardIds: isEnded(lease) || shard === undefined ? [] : parentIndexesOf(shard).filter((parent) => unfinished[parent] === 1).map(formatShardId),
      backlogRecords: shard === undefined ? 0 : backlogOf(application, shard),
      millisBehindLatest: consumer?.millisBehindLatest ?? null,
      renewedAtMs: unrenewedSinceMs(world, lease, owner),
    }
  })
}

/** A worker that has just taken a lease makes its consumer at the next dispatch. */
function leaseState(lease: Lease, owner: KclWorker | undefined, consumer: ShardConsumer | undefined): LeaseRow['state'] {
  if (isEnded(lease)) return 'SHUTDOWN_COMPLETE'
  if (lease.leaseOwner === null) return 'UNOWNED'
  if (owner === undefined || owner.state === 'CRASHED') return 'OWNER_SILENT'
  return consumer?.state ?? 'WAITING_ON_PARENT_SHARDS'
}

function checkpointText({ checkpoint }: Lease): string {
  return checkpoint.kind === 'SEQUENCE_NUMBER' ? checkpoint.sequenceNumber : checkpoint.kind
}

function workerRow(world: World, application: KclApplication, worker: KclWorker): WorkerRow {
  const meter = world.meters.applications[application.applicationIndex]
  const leases = Array.from(application.leases.values()).filter(({ leaseOwner }) => leaseOwner === worker.workerId).length
  return {
    application: application.settings.name,
    workerId: worker.workerId,
    state: worker.state,
    leases,
    busy: worker.state === 'CRASHED' ? 0 : (meter.workers.get(worker.workerId)?.busy ?? 0),
    pausedUntilMs: worker.state !== 'CRASHED' && worker.pausedUntilUs > world.nowUs ? worker.pausedUntilUs / US_PER_MS : null,
  }
}

function kclAmong(applications: readonly Application[]): KclApplication[] {
  return applications.filter((application) => application.kind === 'kcl')
}

function applicationRow(world: World, stream: Stream | null, application: Application): ApplicationRow {
  const { applicationIndex, settings, checks, latencies } = application
  const meter = world.meters.applications[applicationIndex]
  return {
    name: settings.name,
    applicationIndex,
    state: application.state === 'CRASHED' ? 'CRASHED' : 'RUNNING',
    settings,
    deaggregation: deaggregationOf(settings),
    workerCount: application.kind === 'kcl' ? application.workers.filter(({ state }) => state !== 'CRASHED').length : 0,
    recordsProcessed: application.recordsProcessed,
    recordsProcessedAgain: application.recordsProcessedAgain,
    recordsInvokedAgain: application.kind === 'lambda' ? application.books.recordsInvokedAgain : null,
    processedPerSecond: meter.processedPerSecond,
    ...application.tally,
    deduplication: deduplicationUse(application, world.nowUs),
    iteratorAgeMs: iteratorAgeMsOf(world, application),
    backlogRecords: stream === null ? 0 : backlogInAll(stream, application),
    shards: shardStatesOf(stream, application),
    reads: { ...application.reads },
    readsPerSecond: { ...meter.reads },
    checks: {
      orderPerKey: checkRow(checks.orderPerKey),
      parentsFirst: checkRow(checks.parentsFirst),
      atLeastOnce: checkRow(checks.atLeastOnce),
      nothingExpired: checkRow(checks.nothingExpired),
    },
    latency: { polling: latencyRow(latencies.polling), fanOut: latencyRow(latencies.fanOut) },
  }
}

function backlogInAll({ shards, firstLiveShard }: Stream, application: Application): number {
  let records = 0
  for (let shardIndex = firstLiveShard; shardIndex < shards.length; shardIndex++) records += backlogOf(application, shards[shardIndex])
  return records
}

function checkRow({ records, first }: Checks[keyof Checks]): CheckRow {
  return { records, first: first === null ? null : { atMs: first.atUs / US_PER_MS, shardId: formatShardId(first.shardIndex), reason: first.reason } }
}

function latencyRow({ records, sumMs, counts }: LatencyHistogram): LatencyRow {
  return { records, meanMs: records === 0 ? null : sumMs / records, boundsMs: LATENCY_BOUNDS_MS, counts: counts.slice() }
}

function producerRow({ meters }: World, producer: Producer): ProducerRow {
  const { producerIndex, books, meter } = producer
  const { last, series } = meter
  return {
    producerId: producerIdOf(producerIndex),
    producerIndex,
    state: producer.state,
    settings: producer.settings,
    workload: producer.workload,
    trafficPercent: producer.trafficPercent,
    isPartitioned: producer.isPartitioned,
    ...books,
    ...requestsUnderWay(producer),
    throttledPerSecond: last.throttled,
    callsPerSecond: last.calls,
    acknowledgedPerSecond: last.acknowledged,
    kinesisRecordsPerSecond: last.kinesisRecords,
    bytesPerSecond: last.bytes,
    payloadUnitsPerSecond: last.payloadUnits,
    latencyMs: last.acknowledged === 0 ? null : last.latencyUs / last.acknowledged / US_PER_MS,
    latencyMsMax: meter.lastLatencyUsMax / US_PER_MS,
    series: {
      calls: unroll(series.calls, meters),
      acknowledged: unroll(series.acknowledged, meters),
      latencyMs: unroll(series.latencyMs, meters),
      payloadUnits: unroll(series.payloadUnits, meters),
      kibibytes: unroll(series.kibibytes, meters),
      waiting: unroll(series.waiting, meters),
    },
  }
}

function requestsUnderWay({ requests, stragglers }: Producer): Pick<ProducerRow, 'requestsInFlight' | 'requestsSilent' | 'oldestSilentAtMs' | 'requests'> {
  const all = Array.from(requests.values())
  const silent = all.filter(({ phase }) => phase === 'silent')
  return {
    requestsInFlight: all.length,
    requestsSilent: silent.length,
    oldestSilentAtMs: silent.length === 0 ? null : silent[0].sentUs / US_PER_MS,
    requests: [...Array.from(stragglers.requests.values()).slice(-REQUESTS_TOLD_MAX), ...all.slice(-REQUESTS_TOLD_MAX)].map(requestRow),
  }
}

function requestRow({ requestNumber, operation, batch, records, sentUs, phase, delayedMs }: PutRequest): RequestRow {
  return { requestNumber, operation, entries: batch.count, records, attempt: batch.attempt, sentAtMs: sentUs / US_PER_MS, phase, delayedMs }
}

function totalsOf(world: World, stream: Stream | null): Summary['totals'] {
  const totals = { recordsStored: 0, bytesStored: 0, recordsThrottled: 0, userRecordsStored: 0, copiesStored: 0 }
  for (const shard of stream?.shards ?? []) {
    totals.recordsStored += shard.recordsStored
    totals.bytesStored += shard.bytesStored
    totals.recordsThrottled += shard.recordsThrottled
    totals.userRecordsStored += shard.recordsStored - shard.aggregatesStored + shard.recordsInAggregates
    totals.copiesStored += shard.copiesStored
  }
  return { ...totals, recordsHeld: world.memory.recordsHeld, recordsSummarised: world.memory.recordsSummarised }
}
