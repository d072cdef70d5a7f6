/** What the transform function made of each user record. Ours: it hands on as it is what it neither drops nor fails, and judges a record alike each time. */
import { encodeBase64, base64Length } from '../../../base/base64'
import { writeUtf8 } from '../../../base/utf8'
import { US_PER_MS, type Bytes } from '../../../base/units'
import { ACCOUNT_ID, REGION } from '../../../kinesis/limits'
import { epochMsOf } from '../../naming'
import { arrivalUsOf } from '../../shardLog'
import type { Shard, World } from '../../state'
import type { FirehoseApplication, Piece, PieceCounts, PieceTransform } from './model'
import { forEachUserRecord, type UserData } from './userData'

export type Verdict = 'Ok' | 'Dropped' | 'ProcessingFailed'

export function verdictOf(transform: PieceTransform | null, shardIndex: number, { ordinal, place }: { ordinal: number; place: number }): Verdict {
  if (transform === null) return 'Ok'
  if (transform.isFailed) return 'ProcessingFailed'
  const { droppedPercent, failedPercent } = transform
  if (droppedPercent + failedPercent === 0) return 'Ok'
  const percent = Math.floor((mix(mix(mix(shardIndex) ^ ordinal) ^ place) * 100) / 0x1_0000_0000)
  return percent < droppedPercent ? 'Dropped' : percent < droppedPercent + failedPercent ? 'ProcessingFailed' : 'Ok'
}

/** 32 well-mixed bits (the finisher of MurmurHash3). */
function mix(number: number): number {
  let bits = (number + 0x9e37_79b9) >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

export function noCounts(): PieceCounts {
  return { records: 0, bytes: 0, dropped: 0, failed: 0, failedBytes: 0 }
}

/** What is in a piece that is transformed. */
export function countVerdicts(world: World, application: FirehoseApplication, shard: Shard, piece: Omit<Piece, 'counts'>): PieceCounts {
  const counts = noCounts()
  const { transform, shardIndex, fromOrdinal, toOrdinal } = piece
  forEachUserRecord(world, shard, fromOrdinal, toOrdinal, (dataBytes, ordinal, place) => {
    switch (verdictOf(transform, shardIndex, { ordinal, place })) {
      case 'Ok':
        counts.records++
        counts.bytes += dataBytes
        break
      case 'Dropped':
        counts.dropped++
        break
      case 'ProcessingFailed':
        counts.failed++
        counts.failedBytes += failureBytes(world, application, transform, arrivalUsOf(shard.log, ordinal), dataBytes)
    }
    return true
  })
  return counts
}

/** As found in a bucket (floci#3393; the second sentence in another): the order of its fields, and `lambdaARN`, differ from the documentation's. */
function failureFrame(world: World, { settings: { name } }: FirehoseApplication, transform: PieceTransform | null, arrivalUs: number): [string, string] {
  const { attempts = 1, endedUs = 0, isFailed = false } = transform ?? {}
  const [errorCode, errorMessage] = isFailed
    ? ['Lambda.FunctionError', 'The Lambda function was successfully invoked but it returned an error result.']
    : ['Lambda.ProcessingFailedStatus', 'ProcessingFailed status set for record']
  const times = `"arrivalTimestamp":${epochMsOf(world, arrivalUs)},"attemptEndingTimestamp":${world.epochMs + Math.floor(endedUs / US_PER_MS)}`
  const lambdaArn = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}-transform:$LATEST`
  return ['{"rawData":"', `","errorCode":"${errorCode}","errorMessage":"${errorMessage}","attemptsMade":${attempts},${times},"lambdaARN":"${lambdaArn}"}\n`]
}

function failureBytes(world: World, application: FirehoseApplication, transform: PieceTransform | null, arrivalUs: number, dataBytes: Bytes): Bytes {
  const [head, tail] = failureFrame(world, application, transform, arrivalUs)
  return head.length + Math.ceil(dataBytes / 3) * 4 + tail.length
}

/** The line of `processing-failed/` that tells of a record. */
export function failureLine(world: World, application: FirehoseApplication, { transform }: Pick<Piece, 'transform'>, { data, arrivalUs }: UserData): Uint8Array {
  const [head, tail] = failureFrame(world, application, transform, arrivalUs)
  const line = new Uint8Array(head.length + base64Length(data) + tail.length)
  writeUtf8(tail, line, encodeBase64(data, new DataView(line.buffer), writeUtf8(head, line, 0)))
  return line
}
