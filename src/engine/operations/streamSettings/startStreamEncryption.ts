/** StartStreamEncryption: records that arrive once the stream is ACTIVE again are encrypted; another key replaces the one in use. The caller must be able to get a data key of it. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { ENCRYPTION_STARTS_MAX, ENCRYPTION_UPDATE_US } from '../../../kinesis/limits'
import { askKms } from '../../kms/dataKeys'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { withinDay } from '../dayLimit'
import { refuseEncryptionType, tooManyToday } from './encryptionRefusals'
import { findActive, updateStream } from './streamUpdate'

export function startStreamEncryption(world: World, input: Input<'StartStreamEncryption'>, sink: Sink): Answer<null> {
  const refusal = refuseEncryptionType(input.EncryptionType)
  if (refusal !== null) return refusal
  const found = findActive(world, input)
  if (!found.ok) return found
  const stream = found.value
  const startsUs = withinDay(world, stream.encryptionStartsUs)
  if (startsUs.length >= ENCRYPTION_STARTS_MAX) return tooManyToday(stream, 'StartStreamEncryption', ENCRYPTION_STARTS_MAX)
  const onKey = askKms(world, stream, { caller: world.guards.caller, operation: 'StartStreamEncryption', action: 'kms:GenerateDataKey', keyName: input.KeyId })
  if (onKey !== null) return onKey
  stream.encryptionStartsUs = [...startsUs, world.nowUs]
  updateStream(world, stream, { encryptionKeyId: input.KeyId }, ENCRYPTION_UPDATE_US, sink)
  return accepted(null)
}
