/** What can be set of a Firehose stream whose source is the data stream and whose destination is S3. */
import type { CommonSettings } from '../commonSettings'

export interface FirehoseSettings extends CommonSettings {
  kind: 'firehose'
  bufferSizeInMBs: number
  bufferIntervalInSeconds: number
  /** Null: no transformation. */
  transform: FirehoseTransform | null
  /** Ends each record with a line feed: off by default, as in AWS. */
  appendDelimiter: boolean
  compression: 'UNCOMPRESSED' | 'GZIP'
  prefix: string
  /** Of 100 puts to S3, so many fail and are tried again. */
  s3FailsPercent: number
  /** Of 100 puts to S3, so many succeed and their answer is lost: the object is written again. */
  s3LosesAnswersPercent: number
}

export interface FirehoseTransform {
  bufferSizeInMBs: number
  invokeMs: number
  /** Of 100 records. */
  droppedPercent: number
  failedPercent: number
  /** Of 100 invocations, so many fail as a whole. */
  invocationFailsPercent: number
}

/** Source: FHAPI, FH23. */
export const FIREHOSE_DEFAULTS: Omit<FirehoseSettings, 'name'> = {
  kind: 'firehose',
  workUs: 0,
  deduplication: null,
  bufferSizeInMBs: 5,
  bufferIntervalInSeconds: 300,
  transform: null,
  appendDelimiter: false,
  compression: 'UNCOMPRESSED',
  prefix: '',
  s3FailsPercent: 0,
  s3LosesAnswersPercent: 0,
}
