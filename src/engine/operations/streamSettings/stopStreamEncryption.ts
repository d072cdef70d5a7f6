/** StopStreamEncryption: records that arrive once the stream is ACTIVE again are plain. Keys have many names, so any KeyId stops it. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { ENCRYPTION_STOPS_MAX, ENCRYPTION_UPDATE_US } from '../../../kinesis/limits'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { withinDay } from '../dayLimit'
import { refuseEncryptionType, tooManyToday } from './encryptionRefusals'
import { findActive, updateStream } from './streamUpdate'

export function stopStreamEncryption(world: World, input: Input<'StopStreamEncryption'>, sink: Sink): Answer<null> {
  const refusal = refuseEncryptionType(input.EncryptionType)
  if (refusal !== null) return refusal
  const found = findActive(world, input)
  if (!found.ok) return found
  const stream = found.value
  const stopsUs = withinDay(world, stream.encryptionStopsUs)
  if (stopsUs.length >= ENCRYPTION_STOPS_MAX) return tooManyToday(stream, 'StopStreamEncryption', ENCRYPTION_STOPS_MAX)
  stream.encryptionStopsUs = [...stopsUs, world.nowUs]
  updateStream(world, stream, { encryptionKeyId: null }, ENCRYPTION_UPDATE_US, sink)
  return accepted(null)
}
