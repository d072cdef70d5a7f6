/** What real clients call: each call that manages streams as an event, those that carry records as a rate. */
import { US_PER_SECOND } from '../../base/units'
import type { SimEvent } from '../../engine/events'
import type { ClientRates } from '../../engine/summary'
import type { OperationName } from '../../kinesis/api/types'
import type { Answer } from '../../kinesis/exceptions'
import type { WireCall } from '../../wire/readCall'

export interface ClientCalls {
  /** @returns the event of a call that is worth one. */
  note(call: WireCall, answer: Answer<unknown>, nowUs: number): SimEvent | null
  ratesAt(nowUs: number): ClientRates
}

export function createClientCalls(): ClientCalls {
  let second = -1
  let current: ClientRates = { putsPerSecond: 0, getRecordsPerSecond: 0 }
  let last = current

  function turnTo(nowUs: number): void {
    const now = Math.floor(nowUs / US_PER_SECOND)
    if (now === second) return
    last = now === second + 1 ? current : { putsPerSecond: 0, getRecordsPerSecond: 0 }
    current = { putsPerSecond: 0, getRecordsPerSecond: 0 }
    second = now
  }

  return {
    note(call, answer, nowUs) {
      turnTo(nowUs)
      switch (call.operation) {
        case 'PutRecord':
        case 'PutRecords':
          current.putsPerSecond++
          return null
        case 'GetRecords':
          current.getRecordsPerSecond++
          return null
        case 'GetShardIterator':
          return null
        default:
          return eventOf(call.operation, call.input, answer, nowUs)
      }
    },
    ratesAt(nowUs) {
      turnTo(nowUs)
      return last
    },
  }
}

type Members = Readonly<Record<string, unknown>>

function eventOf(operation: OperationName, input: Members, answer: Answer<unknown>, nowUs: number): SimEvent {
  const called = { at: nowUs / 1_000, from: 'client', operation, input } as const
  return answer.ok
    ? { ...called, kind: 'CallAccepted', output: answer.value as Members | null }
    : { ...called, kind: 'CallRefused', exception: answer.refusal.exception, message: answer.refusal.message }
}
