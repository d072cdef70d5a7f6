/** Applications of the world that put records into a stream themselves: jobs of Flink, with what their windows come to. */
import { SINK_BUFFERED_MAX } from './consumers/flink/constants'
import type { FlinkApplication } from './consumers/flink/model'
import { WRITERS_FROM } from './frame'
import { producerIdOf } from './recordId'
import type { Stream, World } from './state'
import type { WriterRow } from './summary'

/** Those that are not removed. */
export function writersTo({ applications }: World, stream: Stream | null): FlinkApplication[] {
  if (stream === null) return []
  return applications.filter((one): one is FlinkApplication => one.kind === 'flink' && one.state !== 'STOPPED' && one.settings.outputStreamName === stream.streamName)
}

/** All that write or have written, removed ones included: their records are still there. */
export function writerRows({ applications }: World): WriterRow[] {
  const writers = applications.filter((one): one is FlinkApplication => one.kind === 'flink' && (one.settings.outputStreamName !== null || one.totals.resultsWritten > 0))
  return writers.map(({ applicationIndex, state, streamName, settings, results, totals }) => ({
    producerIndex: WRITERS_FROM + applicationIndex,
    producerId: producerIdOf(WRITERS_FROM + applicationIndex),
    applicationIndex,
    name: settings.name,
    state,
    readsFrom: streamName,
    writesTo: settings.outputStreamName,
    resultsWaiting: results.queued,
    resultsWaitingMax: SINK_BUFFERED_MAX,
    resultsWritten: totals.resultsWritten,
    resultsWrittenAgain: totals.resultsWrittenAgain,
    isRefused: results.refusedInARow > 0,
  }))
}
