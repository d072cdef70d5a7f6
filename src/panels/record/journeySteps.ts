/** One station of a record's way in words. */
import type { AgainReason, JourneyStep } from '../../engine/follow/journey'
import type { CheckReason } from '../../engine/consumers/checkState'
import type record from '../../strings/en/record.json'
import { clockText } from '../../strings/formats'
import { shortShardId } from '../shardName'

type Steps = (typeof record)['journey']['step']
type StepKey = Exclude<keyof Steps, 'sent_one' | 'sent_other'> | 'sent'

export interface JourneySentence {
  key: `step.${StepKey}` | `reason.${CheckReason}`
  values: Record<string, string | number>
}

export interface Words {
  ofProducer: (producerId: string) => string
  say: (sentence: JourneySentence) => string
}

/** A fault, or its consequence. */
export function isRed(step: JourneyStep): boolean {
  switch (step.kind) {
    case 'requestLost':
    case 'requestDelayed':
    case 'refused':
    case 'promiseBroken':
      return true
    case 'stored':
      return step.isCopy
    case 'processed':
      return step.again !== null && step.fate === 'processed'
    default:
      return false
  }
}

/** @returns its parts. */
export function sentenceOf(step: JourneyStep, { ofProducer, say }: Words): string[] {
  switch (step.kind) {
    case 'made':
      return [say({ key: 'step.made', values: { producer: ofProducer(step.producerId) } })]
    case 'sent': {
      const { requestNumber, operation, attempt, entries, userRecords } = step
      const sent = say({ key: 'step.sent', values: { request: requestNumber, operation, attempt, count: entries, others: entries - 1 } })
      return userRecords === null ? [sent] : [sent, say({ key: 'step.inAggregate', values: { count: userRecords } })]
    }
    case 'requestLost':
      return [say({ key: step.lose === 'request' ? 'step.requestLostRequest' : 'step.requestLostResponse', values: { request: step.requestNumber } })]
    case 'requestDelayed':
      return [say({ key: step.way === 'request' ? 'step.requestDelayedRequest' : 'step.requestDelayedResponse', values: { request: step.requestNumber, seconds: step.delayMs / 1_000 } })]
    case 'refused':
      return [say({ key: 'step.refused', values: { shard: shortShardId(step.shardId) } })]
    case 'stored':
      return [say({ key: step.isCopy ? 'step.storedAgain' : 'step.stored', values: { shard: shortShardId(step.shardId), sequence: `…${step.sequenceNumber.slice(-12)}` } })]
    case 'delivered':
      return [say({ key: 'step.delivered', values: { application: step.application, shard: shortShardId(step.shardId) } })]
    case 'processed': {
      const key = step.fate !== 'processed' ? (`step.${step.fate}` as const) : step.again === null ? 'step.processed' : 'step.processedAgain'
      const done = say({ key, values: { worker: step.workerId } })
      return step.again === null ? [done] : [done, say(againSentence(step.again))]
    }
    case 'checkpointed':
      return [say({ key: 'step.checkpointed', values: {} })]
    case 'promiseBroken':
      return [say({ key: 'step.promiseBroken', values: { reason: say({ key: `reason.${step.reason}`, values: {} }) } })]
    case 'expired':
    case 'deleted':
      return [say({ key: `step.${step.kind}`, values: {} })]
  }
}

function againSentence(again: AgainReason): JourneySentence {
  switch (again.kind) {
    case 'storedTwice':
      return { key: 'step.againStoredTwice', values: {} }
    case 'crashed':
      return { key: 'step.againCrashed', values: { who: again.who, time: clockText(again.atMs) } }
    case 'leaseMoved':
      return { key: 'step.againLeaseMoved', values: { from: again.from, to: again.to, time: clockText(again.atMs) } }
    case 'retried':
      return { key: 'step.againRetried', values: {} }
  }
}
