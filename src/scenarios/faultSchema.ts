/** Acts on the trail and experiments. Parameters are texts here, as AWS FIS takes them; what they mean is the engine's to say. */
import * as v from 'valibot'
import { caller } from './guardSchema'
import { text } from './schemaParts'

const action = v.picklist([
  'aws:kinesis:stream-provisioned-throughput-exception',
  'aws:kinesis:stream-expired-iterator-exception',
  'aws:fis:inject-api-throttle-error',
  'aws:fis:inject-api-internal-error',
  'aws:fis:inject-api-unavailable-error',
  'aws:network:disrupt-connectivity',
  'aws:network:disrupt-vpc-endpoint',
  'shardscope:kms:throttling-exception',
  'shardscope:kms:opt-in-required',
])

const parameters = v.strictObject({
  duration: text,
  percentage: v.exactOptional(text),
  service: v.exactOptional(text),
  operations: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(2_048))),
  scope: v.exactOptional(text),
})

const target = v.strictObject({
  streamName: v.nullable(text),
  shardIds: v.nullable(v.pipe(v.array(text), v.maxLength(1_000))),
  callers: v.exactOptional(v.nullable(v.pipe(v.array(caller), v.maxLength(128)))),
})

export const faultActs = [
  v.strictObject({ type: v.literal('SetTrail'), dataEvents: v.boolean(), streamName: v.exactOptional(text) }),
  v.strictObject({ type: v.literal('StartExperiment'), action, parameters, target }),
  v.strictObject({ type: v.literal('StopExperiment'), experimentId: text }),
] as const
