/** What the on-failure destination is sent about a discarded batch: to a queue what is known of it, to S3 with the batch itself. */
import { bytesToBase64 } from '../../../base/base64'
import { share } from '../../../base/plainData'
import { US_PER_MS } from '../../../base/units'
import { ACCOUNT_ID, REGION } from '../../../kinesis/limits'
import { formatShardId } from '../../../kinesis/shardId'
import { partitionKeyOf } from '../../keySpace'
import { forEachOrdinal } from '../../logWalk'
import { epochMsOf, sequenceNumberOf, streamArn } from '../../naming'
import { arrivalUsOf, payloadOf } from '../../shardLog'
import { isoText } from '../../utcText'
import { PAYLOAD_DATA_KEPT_BYTES_MAX, PAYLOAD_RECORDS_KEPT_MAX } from './constants'
import type { DiscardCondition, FailureItem, PayloadRecord } from './parts'
import type { Place } from './place'
import { countIn, lastIn, type Runs } from './runs'
import { newUuid } from './uuid'

export interface Discarded {
  runs: Readonly<Runs>
  condition: DiscardCondition
  invocations: number
}

export function failureItem(place: Place, destination: 'sqs' | 's3', discarded: Discarded): FailureItem {
  const { world, application, shard } = place
  const requestId = newUuid(application.prng)
  const objectKey = destination === 's3' ? objectKeyOf(place) : null
  return share({
    sentUs: world.nowUs,
    destination,
    objectKey,
    condition: discarded.condition,
    shardIndex: shard.shardIndex,
    records: countIn(discarded.runs),
    document: JSON.stringify(documentOf(place, requestId, discarded), null, 2),
    payload: destination === 's3' ? payloadRecords(place, discarded.runs) : null,
  })
}

/** The naming of LAM: aws/lambda/<ESM-UUID>/<shardId>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<random UUID>. */
function objectKeyOf({ world, application, shard }: Place): string {
  const second = isoText(epochMsOf(world, world.nowUs)).slice(0, 19)
  const [day] = second.split('T')
  return `aws/lambda/${application.uuid}/${formatShardId(shard.shardIndex)}/${day.replaceAll('-', '/')}/${second.replaceAll(':', '.')}-${newUuid(application.prng)}`
}

/** The document of LAM, without the payload. */
function documentOf({ world, application, stream, stored, shard }: Place, requestId: string, { runs, condition, invocations }: Discarded) {
  const [first] = runs
  const last = lastIn(runs)
  const arrivalText = (ordinal: number) => isoText(epochMsOf(world, arrivalUsOf(stored.log, ordinal)))
  return {
    requestContext: { requestId, functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${application.settings.name}`, condition, approximateInvokeCount: invocations },
    ...(invocations === 0 ? {} : { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' } }),
    version: '1.0',
    timestamp: isoText(epochMsOf(world, world.nowUs)),
    KinesisBatchInfo: {
      shardId: formatShardId(shard.shardIndex),
      startSequenceNumber: sequenceNumberOf(world, stored, first),
      endSequenceNumber: sequenceNumberOf(world, stored, last),
      approximateArrivalOfFirstRecord: arrivalText(first),
      approximateArrivalOfLastRecord: arrivalText(last),
      batchSize: countIn(runs),
      streamArn: streamArn(stream.streamName),
    },
  }
}

function payloadRecords({ world, stored }: Place, runs: Readonly<Runs>): PayloadRecord[] {
  const records: PayloadRecord[] = []
  for (let run = 0; run < runs.length && records.length < PAYLOAD_RECORDS_KEPT_MAX; run += 2) {
    forEachOrdinal(stored.log, runs[run], runs[run + 1], (segment, at, ordinal) => {
      if (segment === null || segment.columns === null) return true
      const data = payloadOf(segment, at)
      const arrivalUs = segment.baseUs + segment.columns.arrival[at]
      records.push({
        partitionKey: partitionKeyOf(world.keys, segment.columns.keyId[at]),
        sequenceNumber: sequenceNumberOf(world, stored, ordinal, arrivalUs),
        arrivedAtMs: arrivalUs / US_PER_MS,
        bytes: segment.columns.bytes[at],
        data: data === null ? null : bytesToBase64(data.subarray(0, PAYLOAD_DATA_KEPT_BYTES_MAX)),
      })
      return records.length < PAYLOAD_RECORDS_KEPT_MAX
    })
  }
  return records
}
