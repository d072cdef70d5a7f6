/** How far records can be read in a caller's name: up to the first one whose key KMS refuses. */
import type { Refused } from '../../kinesis/exceptions'
import type { KeyReader } from '../door/callerName'
import { keyAt, keyEndsUs } from '../encryption'
import { arrivalUsOf, firstOrdinalFrom } from '../shardLog'
import type { Shard, Stream, World } from '../state'
import { refuseKey } from './dataKeys'

/**
 * UNVERIFIED: an answer ends in front of a record that cannot be decrypted, so that older ones stay readable.
 * @returns the ordinal after the last record that can be read, or the refusal of the first.
 */
export function readableUntil(world: World, stream: Stream, { log }: Shard, { from, to }: { from: number; to: number }, reader: KeyReader): number | Refused {
  for (let at = from; at < to; ) {
    const arrivalUs = arrivalUsOf(log, at)
    const keyName = keyAt(stream, arrivalUs)
    const refusal = keyName === null ? null : refuseKey(world, stream, { ...reader, action: 'kms:Decrypt', keyName })
    if (refusal !== null) return at === from ? refusal : at
    const endsUs = keyEndsUs(stream, arrivalUs)
    at = endsUs === Infinity ? to : Math.max(at + 1, firstOrdinalFrom(log, endsUs))
  }
  return to
}
