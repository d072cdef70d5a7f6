/** What is on its way at the very instant, as columns: what a river that stands still shows between producers and gates. */
import { UNDER_WAY_MAX, type UnderWayColumns } from './frame'
import { hashWordsOf } from './keySpace'
import type { PutRequest } from './producers/core'
import type { Producer } from './producers/producer'
import type { World } from './state'

interface OnTheWay {
  producerIndex: number
  request: PutRequest
}

export function underWayColumns(world: World, producers: readonly Producer[]): UnderWayColumns {
  const requests = producers.flatMap(({ producerIndex, requests: all }) => Array.from(all.values(), (request): OnTheWay => ({ producerIndex, request })).filter(isOnTheWay)).slice(0, UNDER_WAY_MAX)
  const records = requests.reduce((sum, one) => sum + entriesOf(one), 0)
  // Whatever the stride, the first record of a request is there: no more than `UNDER_WAY_MAX` of each kind.
  const stride = Math.max(1, Math.ceil(records / UNDER_WAY_MAX))
  const columns = emptyColumns(requests.reduce((sum, one) => sum + Math.ceil(entriesOf(one) / stride), 0))
  let at = 0
  for (const one of requests) for (let entry = 0; entry < entriesOf(one); entry += stride) writeEntry(columns, { world, one, entry, at: at++ })
  return columns
}

function isOnTheWay({ request: { phase, heldFromUs } }: OnTheWay): boolean {
  return (phase === 'request' || phase === 'response') && heldFromUs === null
}

function entriesOf({ request: { phase, batch } }: OnTheWay): number {
  return phase === 'response' ? 1 : batch.count
}

function writeEntry(columns: UnderWayColumns, { world, one: { producerIndex, request }, entry, at }: { world: World; one: OnTheWay; entry: number; at: number }): void {
  const { batch, phase, requestNumber, records } = request
  const isAnswer = phase === 'response'
  columns.producerIndex[at] = producerIndex
  columns.requestNumber[at] = requestNumber
  columns.isAnswer[at] = isAnswer ? 1 : 0
  columns.done[at] = partDone(request, world.nowUs)
  columns.requestRecords[at] = records
  if (isAnswer) columns.userRecords[at] = records
  else {
    const { words, at: word } = hashWordsOf(world.keys, batch.keyIds[entry])
    columns.hashTop[at] = words[word]
    columns.userRecords[at] = batch.aggregates?.[entry]?.count ?? 1
  }
}

/** When it reached the service is not kept: there and back are taken to be as long as each other. */
function partDone({ phase, sentUs, dueUs }: PutRequest, nowUs: number): number {
  const fromUs = phase === 'response' ? (sentUs + dueUs) / 2 : sentUs
  return Math.min(1, Math.max(0, (nowUs - fromUs) / Math.max(1, dueUs - fromUs)))
}

function emptyColumns(length: number): UnderWayColumns {
  return {
    producerIndex: new Uint16Array(length),
    requestNumber: new Uint32Array(length),
    isAnswer: new Uint8Array(length),
    done: new Float32Array(length),
    hashTop: new Uint32Array(length),
    userRecords: new Uint32Array(length),
    requestRecords: new Uint32Array(length),
  }
}
