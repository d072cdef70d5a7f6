/** UpdateMaxRecordSize: how large a single record may be, 1 to 10 MiB. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { MAX_RECORD_SIZE_UPDATE_US } from '../../../kinesis/limits'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { findActive, updateStream } from './streamUpdate'

export function updateMaxRecordSize(world: World, input: Input<'UpdateMaxRecordSize'>, sink: Sink): Answer<null> {
  const found = findActive(world, input)
  if (!found.ok) return found
  updateStream(world, found.value, { maxRecordSizeInKiB: input.MaxRecordSizeInKiB }, MAX_RECORD_SIZE_UPDATE_US, sink)
  return accepted(null)
}
