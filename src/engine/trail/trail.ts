/** What of each call stays for CloudTrail. */
import { share } from '../../base/plainData'
import type { Answer } from '../../kinesis/exceptions'
import type { AskedCall } from '../door/caller'
import { resourceOf } from '../door/resourceOf'
import { principalOf } from '../iam/principal'
import type { World } from '../state'
import { inputText, outputText } from './keptText'
import { isDataCall, TRAIL_ENTRIES_MAX, type TrailEntry, type TrailRing } from './model'

/** Each call as it leaves the door. */
export function noteInTrail(world: World, asked: AskedCall, answer: Answer<unknown>): void {
  const { guards, nowUs } = world
  const { trail } = guards
  const { operation, caller, stream, origin, read, elsewhere } = asked
  // That account's own trail has it.
  if (elsewhere !== undefined) return
  const isData = isDataCall(operation)
  if (isData && (!trail.dataEvents || (trail.dataStreamName !== null && trail.dataStreamName !== stream?.streamName))) return
  // What nobody answered never was at the service.
  const refusal = answer.ok ? null : answer.refusal
  if (refusal?.exception === 'SdkClientException') return
  const { accountId, path, sourceIp } = principalOf(guards, caller)
  keepEntry(isData ? trail.data : trail.management, {
    number: ++trail.entriesMade,
    atUs: nowUs,
    operation,
    service: null,
    caller,
    accountId,
    path,
    sourceIp,
    resource: resourceOf(world, asked),
    read: read ?? null,
    input: inputText(world, asked),
    output: answer.ok ? outputText(operation, answer.value) : null,
    exception: refusal?.exception ?? null,
    message: refusal?.message ?? null,
    origin: origin ?? null,
  })
}

/** An entry never changes: copies of the world share it. */
export function keepEntry(ring: TrailRing, entry: TrailEntry): void {
  ring.entries[ring.made++ % TRAIL_ENTRIES_MAX] = share(entry)
}
