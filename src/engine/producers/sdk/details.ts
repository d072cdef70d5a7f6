/** What can be seen of an application on the SDK when somebody inspects it. */
import { US_PER_MS, type SimMs } from '../../../base/units'
import { partitionKeyOf } from '../../keySpace'
import type { World } from '../../state'
import type { Packing } from '../compression'
import { RECORDS_WAITING_MAX, REQUESTS_IN_FLIGHT_MAX, type SdkAnswer, type SdkProducer } from './model'
import { attemptsOf, RETRY_TOKENS_MAX } from './retries'

export interface SdkDetails {
  kind: 'sdk'
  connections: { used: number; max: number }
  /** Tokens for retries by the SDK itself, shared by all calls of the client. */
  retryTokens: { left: number; max: number }
  /** Records: `forConnection` and `forRetry` add up to `all` with `forTurn` and an open blob. */
  waiting: { all: number; max: number; forConnection: number; forRetry: number; forTurn: number }
  /** Soonest first, the first ones. */
  retries: RetryRow[]
  /** Batches that wait for a retry, those beyond `retries` included. */
  retryCount: number
  /** Null where the application neither compresses nor has. */
  packing: PackingRow | null
  /** The last ones, newest first. */
  answers: AnswerRow[]
}

export interface RetryRow {
  entries: number
  /** By whom: the SDK within a call, or the application with a new one. */
  by: 'sdk' | 'application'
  calls: number
  sdkAttempts: number
  firstRequestNumber: number
  dueAtMs: SimMs
}

export interface PackingRow {
  rowsPacked: number
  /** Of the rows packed, before and after gzip. */
  textBytes: number
  dataBytes: number
  /** In the blob that is being filled. */
  rowsOpen: number
}

export interface AnswerRow extends Omit<SdkAnswer, 'answeredUs' | 'latencyUs' | 'failed' | 'failedKeyIds'> {
  answeredAtMs: SimMs
  latencyMs: number
  /** Places in the request of entries that failed inside a 200 answer. */
  failedEntries: number[]
  /** What each of them says; null where none failed. */
  errorCode: 'ProvisionedThroughputExceededException' | null
  /** Partition keys of the first of them. */
  failedKeys: string[]
}

const RETRIES_SHOWN_MAX = 50

export function sdkDetails(world: World, producer: SdkProducer): SdkDetails {
  const { requests, retryTokens, books, turns } = producer
  const retries = retriesOf(world, producer)
  const forRetry = retries.reduce((sum, { entries }) => sum + entries, 0)
  const forTurn = Array.from(turns.byKey.values()).reduce((sum, { parked }) => sum + parked.length, 0)
  const inPack = producer.packing.pack === null ? 0 : 1
  return {
    kind: 'sdk',
    connections: { used: requests.size, max: REQUESTS_IN_FLIGHT_MAX },
    retryTokens: { left: retryTokens, max: RETRY_TOKENS_MAX },
    waiting: { all: books.recordsWaiting, max: RECORDS_WAITING_MAX, forConnection: books.recordsWaiting - forRetry - forTurn - inPack, forRetry, forTurn },
    retries: retries.slice(0, RETRIES_SHOWN_MAX),
    retryCount: retries.length,
    packing: packingRow(producer.packing),
    answers: producer.answers.map((answer) => answerRow(world, answer)).reverse(),
  }
}

/** The agenda knows what each producer has promised itself. */
function retriesOf({ agenda }: World, { producerIndex, life }: SdkProducer): RetryRow[] {
  const retries: RetryRow[] = []
  for (const { dueUs, task } of agenda.heap) {
    if (task.type !== 'ProducerTimer' || task.producerIndex !== producerIndex || task.life !== life) continue
    const { timer } = task
    if (timer.kind !== 'sdk' || timer.due !== 'retry') continue
    const { calls, sdkAttempts, firstRequestNumber } = attemptsOf(timer.batch)
    retries.push({ entries: timer.batch.count, by: sdkAttempts > 1 ? 'sdk' : 'application', calls, sdkAttempts, firstRequestNumber, dueAtMs: dueUs / US_PER_MS })
  }
  return retries.sort((left, right) => left.dueAtMs - right.dueAtMs || left.firstRequestNumber - right.firstRequestNumber)
}

function packingRow({ pack, rowsPacked, textBytes, dataBytes }: Packing): PackingRow | null {
  return pack === null && rowsPacked === 0 ? null : { rowsPacked, textBytes, dataBytes, rowsOpen: pack?.rows ?? 0 }
}

function answerRow({ keys }: World, { answeredUs, latencyUs, failed, failedKeyIds, ...answer }: SdkAnswer): AnswerRow {
  return {
    ...answer,
    answeredAtMs: answeredUs / US_PER_MS,
    latencyMs: latencyUs / US_PER_MS,
    failedEntries: Array.from(failed ?? []),
    errorCode: failed === null ? null : 'ProvisionedThroughputExceededException',
    failedKeys: Array.from(failedKeyIds, (keyId) => partitionKeyOf(keys, keyId)),
  }
}
