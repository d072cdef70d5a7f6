/** UpdateStreamMode: between provisioned and on-demand, twice in 24 hours; shards stay as they are. */
import type { Input } from '../../../kinesis/api/types'
import { accepted, refused, type Answer, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, MODE_SWITCHES_MAX, MODE_UPDATE_US, ON_DEMAND_STREAMS_MAX } from '../../../kinesis/limits'
import type { Sink } from '../../sink'
import type { Stream, World } from '../../state'
import { withinDay } from '../dayLimit'
import { findActive, updateStream } from './streamUpdate'
import { refuseWarmThroughput, warmThroughputFrom } from './warmThroughput'

export function updateStreamMode(world: World, input: Input<'UpdateStreamMode'>, sink: Sink): Answer<null> {
  const found = findActive(world, input)
  if (!found.ok) return found
  const stream = found.value
  const { StreamMode: streamMode } = input.StreamModeDetails
  const refusal = refuseWarm(world, stream, input)
  if (refusal !== null) return refusal
  if (streamMode === stream.streamMode) return accepted(null)
  const switchesUs = withinDay(world, stream.modeSwitchesUs)
  const refusedSwitch = (streamMode === 'ON_DEMAND' ? refuseOnDemand(world) : refuseProvisioned(stream)) ?? refuseAgain(stream, switchesUs.length)
  if (refusedSwitch !== null) return refusedSwitch
  stream.modeSwitchesUs = [...switchesUs, world.nowUs]
  updateStream(world, stream, { streamMode, warmThroughputMiBps: warmThroughputFrom(input.WarmThroughputMiBps ?? 0) }, MODE_UPDATE_US, sink)
  return accepted(null)
}

/** API: "only valid when the stream mode is being updated to on-demand"; the text is ours (UNVERIFIED). */
function refuseWarm(world: World, stream: Stream, { WarmThroughputMiBps, StreamModeDetails }: Input<'UpdateStreamMode'>): Refused | null {
  if (WarmThroughputMiBps === undefined) return null
  if (StreamModeDetails.StreamMode === 'ON_DEMAND' && stream.streamMode !== 'ON_DEMAND') return refuseWarmThroughput(world, WarmThroughputMiBps)
  return refused('InvalidArgumentException', 'WarmThroughputMiBps can only be specified when the stream mode is being updated to ON_DEMAND.')
}

/** The limit is the service's, the text ours (UNVERIFIED). */
function refuseOnDemand(world: World): Refused | null {
  if (world.streams.filter(isOrBecomesOnDemand).length < ON_DEMAND_STREAMS_MAX) return null
  return refused('LimitExceededException', `Account ${ACCOUNT_ID} has ${ON_DEMAND_STREAMS_MAX} on-demand streams, the limit.`)
}

function isOrBecomesOnDemand({ deletedAtUs, streamMode, update }: Stream): boolean {
  return deletedAtUs === null && (update?.change.streamMode ?? streamMode) === 'ON_DEMAND'
}

/** AUTO is for on-demand streams only; that it must be given up first is our choice (UNVERIFIED). */
function refuseProvisioned({ streamName, recordDistributionStrategy }: Stream): Refused | null {
  if (recordDistributionStrategy !== 'AUTO') return null
  return refused(
    'InvalidArgumentException',
    `Stream ${streamName} under account ${ACCOUNT_ID} has RecordDistributionStrategy AUTO, which is not supported in Provisioned mode.`,
  )
}

/** The limit is the service's, the text ours (UNVERIFIED). */
function refuseAgain({ streamName }: Stream, switches: number): Refused | null {
  if (switches < MODE_SWITCHES_MAX) return null
  return refused(
    'LimitExceededException',
    `The mode of stream ${streamName} under account ${ACCOUNT_ID} has been switched ${MODE_SWITCHES_MAX} times in the last 24 hours, the limit.`,
  )
}
