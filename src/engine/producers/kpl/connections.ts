/** Requests leave for the service, as many at a time as there are connections; the SDK client in the daemon retries nothing itself. */
import { partitionKeyOf, type Keys } from '../../keySpace'
import { createBatch, type Aggregate, type RecordBatch } from '../../recordBatch'
import type { World } from '../../state'
import { simulatedData } from '../rowText'
import { sendRequest } from '../sending'
import { countedBytes } from './collector'
import type { Daemon, KplProducer, KplRequest } from './model'
import { dataOf, NONE, type UserRecords } from './userRecords'

const NO_DATA = new Uint8Array(0)

export function putRecords(world: World, producer: KplProducer, daemon: Daemon, heads: number[]): void {
  daemon.waiting.push({ startUs: world.nowUs, heads })
  sendWaiting(world, producer, daemon)
}

export function sendWaiting(world: World, producer: KplProducer, daemon: Daemon): void {
  while (producer.requests.size < producer.settings.maxConnections) {
    const next = daemon.waiting.shift()
    if (next === undefined) return
    send(world, producer, daemon, next)
  }
}

function send(world: World, producer: KplProducer, daemon: Daemon, request: KplRequest): void {
  const batch = batchOf(world.keys, daemon.records, request)
  const { requestNumber, records } = sendRequest(world, producer, batch, { operation: 'PutRecords', timeoutMs: producer.settings.requestTimeoutMs })
  producer.books.recordsWaiting -= records
  daemon.sent.set(requestNumber, request)
}

function batchOf(keys: Keys, records: UserRecords, { heads, startUs }: KplRequest): RecordBatch {
  const batch = createBatch(heads.length)
  let attempts = 0
  batch.madeUs = startUs
  batch.count = heads.length
  heads.forEach((head, entry) => {
    batch.keyIds[entry] = records.keyId[head]
    batch.bytes[entry] = countedBytes(records, head)
    batch.recordIds[entry] = records.recordId[head]
    attempts += records.attempts[head]
    const data = dataOf(records, head)
    if (data !== null) batch.data ??= heads.map(() => NO_DATA)
    if (records.members[head] > 1) (batch.aggregates ??= heads.map(() => null))[entry] = aggregateFrom(keys, records, head)
    else if (data !== null && batch.data !== null) batch.data[entry] = data
  })
  // Its records have been sent as often as that on average.
  batch.attempt = 1 + Math.floor(attempts / heads.length)
  return batch
}

/** Of data, all have some as soon as the first has: an application may have begun to compress in between. */
function aggregateFrom(keys: Keys, records: UserRecords, head: number): Aggregate {
  const count = records.members[head]
  const aggregate: Aggregate = {
    count,
    keyIds: new Uint32Array(count),
    dataBytes: new Uint32Array(count),
    recordIds: new Float64Array(count),
    data: dataOf(records, head) === null ? null : [],
  }
  for (let slot = head, at = 0; slot !== NONE; slot = records.next[slot], at++) {
    aggregate.keyIds[at] = records.keyId[slot]
    aggregate.dataBytes[at] = records.dataBytes[slot]
    aggregate.recordIds[at] = records.recordId[slot]
    aggregate.data?.push(dataOf(records, slot) ?? simulatedData(records.recordId[slot], partitionKeyOf(keys, records.keyId[slot]), records.dataBytes[slot]))
  }
  return aggregate
}

/** What the stream is known to hold of a request that nobody answered is marked, for whoever sends it again. */
export function takeOverMarks(records: UserRecords, { heads }: KplRequest, { recordIds, aggregates }: RecordBatch): void {
  heads.forEach((head, entry) => {
    const aggregate = aggregates?.[entry] ?? null
    if (aggregate === null) records.recordId[head] = recordIds[entry]
    else for (let slot = head, at = 0; slot !== NONE; slot = records.next[slot], at++) records.recordId[slot] = aggregate.recordIds[at]
  })
}
