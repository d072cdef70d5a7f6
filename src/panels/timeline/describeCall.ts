/** Says an accepted call in one sentence: those that change the stream have words of their own. */
import type { SimEvent } from '../../engine/events'
import { shortShardId } from '../shardName'
import type { EventSentence } from './eventSentence'
import { modeOf } from './settingCalls'
import { streamNameOf, textOf } from './streamNameOf'

export type CallAccepted = Extract<SimEvent, { kind: 'CallAccepted' }>

export function describeCallAccepted({ operation, input }: CallAccepted): EventSentence {
  const read = (name: string): string => textOf(input[name])
  const stream = streamNameOf(input)
  switch (operation) {
    case 'UpdateShardCount':
      return { key: 'callAcceptedUpdateShardCount', values: { target: read('TargetShardCount') } }
    case 'SplitShard':
      return { key: 'callAcceptedSplitShard', values: { shard: shortShardId(read('ShardToSplit')) } }
    case 'MergeShards':
      return { key: 'callAcceptedMergeShards', values: { shard: shortShardId(read('ShardToMerge')), adjacentShard: shortShardId(read('AdjacentShardToMerge')) } }
    case 'CreateStream':
      return { key: 'callAcceptedCreateStream', values: { stream } }
    case 'DeleteStream':
      return { key: 'callAcceptedDeleteStream', values: { stream } }
    case 'IncreaseStreamRetentionPeriod':
    case 'DecreaseStreamRetentionPeriod':
      return { key: 'callAcceptedRetention', values: { operation, stream, hours: read('RetentionPeriodHours') } }
    case 'UpdateStreamMode':
      return { key: 'callAcceptedStreamMode', values: { stream, mode: modeOf(input['StreamModeDetails']) } }
    case 'StartStreamEncryption':
    case 'StopStreamEncryption':
      return { key: 'callAcceptedEncryption', values: { operation, stream } }
    case 'RegisterStreamConsumer':
      return { key: 'callAcceptedRegister', values: { consumer: read('ConsumerName') } }
    case 'DeregisterStreamConsumer':
      return { key: 'callAcceptedDeregister', values: { consumer: read('ConsumerName') || consumerNameOf(read('ConsumerARN')) } }
    default:
      return { key: 'callAccepted', values: { operation } }
  }
}

function consumerNameOf(consumerArn: string): string {
  return /\/consumer\/([^:]+)/.exec(consumerArn)?.[1] ?? ''
}
