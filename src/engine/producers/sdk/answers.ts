/** The last answers that an application got: which entries failed, and which of them went out again. */
import type { World } from '../../state'
import type { PutAnswer, PutRequest } from '../core'
import type { SdkProducer } from './model'
import { attemptsOf } from './retries'
import { isOrdered } from './turns'

export const ANSWERS_MAX = 20
const FAILED_KEYS_MAX = 10

export function rememberAnswer({ nowUs }: World, producer: SdkProducer, request: PutRequest, answer: PutAnswer): void {
  const { answers, turns, settings } = producer
  const { requestNumber, operation, batch, sentUs } = request
  const { calls, sdkAttempts, firstRequestNumber } = attemptsOf(batch)
  const failed = answer.kind === 'stored' ? answer.failed : null
  if (answers.length === ANSWERS_MAX) answers.shift()
  answers.push({
    requestNumber,
    firstRequestNumber,
    operation,
    entries: batch.count,
    calls,
    sdkAttempts,
    answeredUs: nowUs,
    latencyUs: nowUs - sentUs,
    outcome: answer.kind === 'refused' ? answer.exception : answer.kind,
    failed,
    failedKeyIds: failed === null ? NO_KEYS : Uint32Array.from(failed.subarray(0, FAILED_KEYS_MAX), (entry) => batch.keyIds[entry]),
    sequenceNumberForOrdering: isOrdered(settings) ? (turns.numbers.get(batch.keyIds[0]) ?? null) : null,
    sequenceNumber: (answer.kind === 'stored' ? answer.sequenceNumber : undefined) ?? null,
  })
}

const NO_KEYS = new Uint32Array(0)
