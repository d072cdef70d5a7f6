/** What the agent makes of an answer: records that failed are sent again for ever, and a buffer that went through moves the checkpoint. */
import { US_PER_MS } from '../../../base/units'
import type { RecordBatch } from '../../recordBatch'
import { isCopy, recordNumberOf } from '../../recordId'
import type { World } from '../../state'
import { acknowledge } from '../books'
import type { PutAnswer, PutRequest } from '../core'
import { keepEntries, unsettledIn } from './buffers'
import { SDK_RETRIES_MAX } from './constants'
import { forgetLinesBefore, noteStored, settle } from './lineMarks'
import { forgetBlocksBefore } from './logFile'
import type { AgentBuffer, AgentProducer } from './model'
import { publish, putOnTheWire, recovered, sendAccepted } from './publisher'

type Stored = Extract<PutAnswer, { kind: 'stored' }>

export function takeAnswer(world: World, producer: AgentProducer, { requestNumber, batch }: PutRequest, answer: PutAnswer): void {
  const { publisher } = producer
  const sent = publisher.sending.get(requestNumber)
  if (sent === undefined) return
  publisher.sending.delete(requestNumber)
  const buffer = { ...sent, batch }
  if (answer.kind === 'stored') bookStored(world, producer, buffer, answer)
  else if (answer.kind === 'timeout' && buffer.sdkRetries < SDK_RETRIES_MAX) return sendAgainAtOnce(world, producer, buffer)
  else bookFailed(producer, buffer)
  sendAccepted(world, producer)
  publish(world, producer)
}

/** The thread is in the SDK still. */
function sendAgainAtOnce(world: World, producer: AgentProducer, buffer: AgentBuffer): void {
  noteCopies(producer, buffer.batch)
  buffer.sdkRetries++
  buffer.batch.attempt++
  putOnTheWire(world, producer, buffer)
}

/** A whole call failed: nothing is too bad to try again. */
function bookFailed(producer: AgentProducer, buffer: AgentBuffer): void {
  const { publisher, metrics } = producer
  noteCopies(producer, buffer.batch)
  metrics.ServiceErrors++
  buffer.batch.attempt++
  waitForRetry(producer, { ...buffer, sdkRetries: 0 })
  publisher.failures++
}

function waitForRetry({ publisher, books }: AgentProducer, buffer: AgentBuffer): void {
  books.recordsWaiting += unsettledIn(buffer)
  publisher.retries.push(buffer)
}

function bookStored(world: World, producer: AgentProducer, buffer: AgentBuffer, { failed, storedCount }: Stored): void {
  const { publisher, metrics } = producer
  acknowledgeEntries(world, producer, buffer, failed)
  metrics.RecordsSent += storedCount
  if (failed === null) {
    saveCheckpoint(producer, buffer)
    publisher.failures = recovered(publisher.failures)
    publisher.wakes = true
    return
  }
  metrics.RecordSendErrors += failed.length
  publisher.failures += failed.length / buffer.batch.count
  waitForRetry(producer, keepEntries(buffer, failed))
}

function acknowledgeEntries({ nowUs }: World, producer: AgentProducer, { batch, lines, unsettled, writtenMs }: AgentBuffer, failed: Uint16Array | null): void {
  let nextFailed = 0
  for (let entry = 0; entry < batch.count; entry++) {
    if (failed !== null && failed[nextFailed] === entry) {
      nextFailed++
      continue
    }
    const line = recordNumberOf(batch.recordIds[entry])
    producer.metrics.BytesSent += batch.data?.[entry].length ?? 0
    noteStored(producer.marks, line)
    settle(producer.marks, line, line + lines[entry])
    if (unsettled[entry] > 0) acknowledge(producer, unsettled[entry], nowUs - writtenMs[entry] * US_PER_MS)
  }
}

/** Records that are in the stream though nobody told the agent. */
export function noteCopies({ marks }: AgentProducer, batch: RecordBatch): void {
  for (let entry = 0; entry < batch.count; entry++) {
    if (isCopy(batch.recordIds[entry])) noteStored(marks, recordNumberOf(batch.recordIds[entry]))
  }
}

/** Goes by the number of the buffer alone: one that is still being retried is passed over, and lost if the agent ends now. */
function saveCheckpoint(producer: AgentProducer, { bufferId, checkpoint }: AgentBuffer): void {
  const { publisher } = producer
  if (bufferId <= publisher.committedId) return
  publisher.committedId = bufferId
  producer.checkpoint = checkpoint
  forgetLinesBefore(producer.marks, checkpoint.line)
  forgetBlocksBefore(producer.log, checkpoint.line)
}
