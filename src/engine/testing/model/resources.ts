/** The rules of tags, resource policies, registered consumers and the account. */
import { US_PER_HOUR, US_PER_SECOND } from '../../../base/units'
import type { Input, Output } from '../../../kinesis/api/types'
import { DEREGISTER_CONSUMER_US, REGISTER_CONSUMER_US } from '../../../kinesis/limits'
import {
  arnOf,
  checkCharacters,
  checkTags,
  consumerArnOf,
  hasAdvantage,
  indexOf,
  later,
  mayStillBeThere,
  same,
  secondOf,
  streamOf,
  unless,
  type Model,
  type ModelConsumer,
  type ModelStream,
} from './state'

const IA = 'InvalidArgumentException'
const LE = 'LimitExceededException'
const RIU = 'ResourceInUseException'
const RNF = 'ResourceNotFoundException'

interface Holder {
  tags: Map<string, string>
  policy: string | null
  isActive: boolean
  setPolicy(policy: string | null): void
}

function holderOf(model: Model, arn: string): Holder {
  const isConsumer = arn.includes('/consumer/')
  const holder = isConsumer ? consumerOfArn(model, arn).consumer : streamOf(model, { StreamARN: arn })
  const setPolicy = (policy: string | null) => {
    holder.policy = policy
  }
  return { tags: holder.tags, policy: holder.policy, isActive: holder.status === 'ACTIVE', setPolicy }
}

function add(tags: Map<string, string>, added: Readonly<Record<string, string>>): () => void {
  checkTags(tags, added)
  return () => {
    for (const [key, value] of Object.entries(added)) tags.set(key, value)
  }
}

function remove(tags: Map<string, string>, keys: readonly string[]): () => void {
  checkCharacters(keys)
  return () => {
    for (const key of keys) tags.delete(key)
  }
}

function inOrder(tags: ReadonlyMap<string, string>): { Key: string; Value: string }[] {
  return Array.from(tags.keys())
    .sort()
    .map((Key) => ({ Key, Value: tags.get(Key) ?? '' }))
}

export const tagRules = {
  AddTagsToStream: (model: Model, input: Input<'AddTagsToStream'>) => add(streamOf(model, input).tags, input.Tags),
  TagResource: (model: Model, input: Input<'TagResource'>) => add(holderOf(model, input.ResourceARN).tags, input.Tags),
  RemoveTagsFromStream: (model: Model, input: Input<'RemoveTagsFromStream'>) => remove(streamOf(model, input).tags, input.TagKeys),
  UntagResource: (model: Model, input: Input<'UntagResource'>) => remove(holderOf(model, input.ResourceARN).tags, input.TagKeys),
  ListTagsForStream: (model: Model, input: Input<'ListTagsForStream'>) => {
    const tags = inOrder(streamOf(model, input).tags).filter(({ Key }) => Key > (input.ExclusiveStartTagKey ?? ''))
    const page = tags.slice(0, input.Limit ?? 50)
    return (output: Output<'ListTagsForStream'>) => {
      same('tags', [output.Tags, output.HasMoreTags], [page, page.length < tags.length])
    }
  },
  ListTagsForResource: (model: Model, input: Input<'ListTagsForResource'>) => {
    const tags = inOrder(holderOf(model, input.ResourceARN).tags)
    return (output: Output<'ListTagsForResource'>) => {
      same('tags', output.Tags, tags)
    }
  },
}

export const policyRules = {
  PutResourcePolicy: (model: Model, input: Input<'PutResourcePolicy'>) => {
    const holder = holderOf(model, input.ResourceARN)
    unless(holder.isActive, RIU)
    // The one that is drawn shares a stream: a consumer cannot have it.
    unless(input.Policy.includes('GetRecords') && !input.ResourceARN.includes('/consumer/'), IA)
    return () => {
      holder.setPolicy(input.Policy)
    }
  },
  GetResourcePolicy: (model: Model, input: Input<'GetResourcePolicy'>) => {
    const { policy } = holderOf(model, input.ResourceARN)
    return (output: Output<'GetResourcePolicy'>) => {
      same('policy', output.Policy, policy ?? '{}')
    }
  },
  DeleteResourcePolicy: (model: Model, input: Input<'DeleteResourcePolicy'>) => {
    const holder = holderOf(model, input.ResourceARN)
    unless(holder.policy !== null, RNF)
    return () => {
      holder.setPolicy(null)
    }
  },
}

interface Found {
  stream: ModelStream
  consumer: ModelConsumer
}

function consumerOfArn(model: Model, arn: string): Found {
  const [ofStream, ofConsumer = ''] = arn.split('/consumer/')
  const stream = streamOf(model, { StreamARN: ofStream })
  const consumer = stream.consumers.get(ofConsumer.split(':')[0])
  unless(consumer !== undefined && consumerArnOf(model, stream, consumer) === arn, RNF)
  return { stream, consumer }
}

function consumerOf(model: Model, { ConsumerARN, StreamARN, ConsumerName }: Input<'DescribeStreamConsumer'>): Found {
  if (ConsumerARN !== undefined) {
    const found = consumerOfArn(model, ConsumerARN)
    unless(ConsumerName === undefined || ConsumerName === found.consumer.name, IA)
    unless(StreamARN === undefined || StreamARN === arnOf(found.stream.name), IA)
    return found
  }
  unless(StreamARN !== undefined && ConsumerName !== undefined, IA)
  const stream = streamOf(model, { StreamARN })
  const consumer = stream.consumers.get(ConsumerName)
  unless(consumer !== undefined, RNF)
  return { stream, consumer }
}

function described(model: Model, { stream, consumer }: Found): unknown[] {
  return [consumer.name, consumerArnOf(model, stream, consumer), consumer.status, secondOf(model, consumer.createdUs)]
}

export const consumerRules = {
  RegisterStreamConsumer: (model: Model, { StreamARN, ConsumerName, Tags = {} }: Input<'RegisterStreamConsumer'>) => {
    const stream = streamOf(model, { StreamARN })
    unless(stream.status === 'ACTIVE' || stream.status === 'UPDATING', RIU)
    unless(!stream.consumers.has(ConsumerName), RIU)
    unless(stream.consumers.size < (stream.onDemand && hasAdvantage(model) ? 50 : 20), LE)
    const consumers = Array.from(model.streams.values()).flatMap((each) => Array.from(each.consumers.values()))
    unless(consumers.filter(({ status }) => status === 'CREATING').length < 5, LE)
    checkTags(new Map(), Tags)
    return () => {
      const { nowUs: createdUs } = model
      const consumer: ModelConsumer = { name: ConsumerName, createdUs, status: 'CREATING', tags: new Map(Object.entries(Tags)), policy: null, subscribedUs: new Map() }
      stream.consumers.set(ConsumerName, consumer)
      model.consumerArns.add(consumerArnOf(model, stream, consumer))
      later(model, model.nowUs + REGISTER_CONSUMER_US, () => {
        if (consumer.status === 'CREATING') consumer.status = 'ACTIVE'
      })
    }
  },
  DeregisterStreamConsumer: (model: Model, input: Input<'DeregisterStreamConsumer'>) => {
    const { stream, consumer } = consumerOf(model, input)
    if (consumer.status === 'DELETING') return () => undefined
    return () => {
      consumer.status = 'DELETING'
      later(model, model.nowUs + DEREGISTER_CONSUMER_US, () => stream.consumers.delete(consumer.name))
    }
  },
  DescribeStreamConsumer: (model: Model, input: Input<'DescribeStreamConsumer'>) => {
    const found = consumerOf(model, input)
    return ({ ConsumerDescription: consumer }: Output<'DescribeStreamConsumer'>) => {
      const is = [consumer.ConsumerName, consumer.ConsumerARN, consumer.ConsumerStatus, consumer.ConsumerCreationTimestamp]
      same('consumer', is, described(model, found))
    }
  },
  ListStreamConsumers: (model: Model, input: Input<'ListStreamConsumers'>) => {
    const stream = streamOf(model, { StreamARN: input.StreamARN })
    unless(input.NextToken === undefined, IA)
    unless(input.StreamCreationTimestamp === undefined || Math.floor(input.StreamCreationTimestamp) === secondOf(model, stream.createdUs), RNF)
    const names = Array.from(stream.consumers.keys()).sort()
    return ({ Consumers = [], NextToken }: Output<'ListStreamConsumers'>) => {
      const page = names.slice(0, input.MaxResults ?? 100)
      same('consumers', Consumers.map(({ ConsumerName, ConsumerStatus }) => [ConsumerName, ConsumerStatus]), page.map((name) => [name, stream.consumers.get(name)?.status]))
      same('more consumers', NextToken !== undefined, page.length < names.length)
    }
  },
  /** Positions are tried with GetShardIterator; the generator gives good ones here. */
  SubscribeToShard: (model: Model, input: Input<'SubscribeToShard'>) => {
    const { stream, consumer } = consumerOfArn(model, input.ConsumerARN)
    unless(consumer.status === 'ACTIVE', RIU)
    const index = indexOf(input.ShardId)
    unless(index < stream.shards.length, RNF)
    if (mayStillBeThere(model, stream.shards[index])) return 'any'
    unless(stream.shards[index].goneUs === null, RNF)
    unless((consumer.subscribedUs.get(index) ?? -Infinity) <= model.nowUs - 5 * US_PER_SECOND, RIU)
    unless(input.DryRun !== true, 'DryRunOperationException')
    return () => {
      consumer.subscribedUs.set(index, model.nowUs)
    }
  },
}

const COMMITTED_US_MIN = 24 * US_PER_HOUR

export const accountRules = {
  ListStreams: (model: Model, { Limit = 100, ExclusiveStartStreamName = '', NextToken }: Input<'ListStreams'>) => {
    unless(NextToken === undefined, IA)
    const names = Array.from(model.streams.keys()).filter((name) => name > ExclusiveStartStreamName)
    names.sort()
    return (output: Output<'ListStreams'>) => {
      same('streams', [output.StreamNames, output.HasMoreStreams], [names.slice(0, Limit), names.length > Limit])
    }
  },
  DescribeLimits: (model: Model) => {
    const streams = Array.from(model.streams.values())
    return (output: Output<'DescribeLimits'>) => {
      same('on-demand streams', output.OnDemandStreamCount, streams.filter(({ onDemand }) => onDemand).length)
    }
  },
  DescribeAccountSettings: (model: Model) => (output: Output<'DescribeAccountSettings'>) => {
    sameCommitment(model, output.MinimumThroughputBillingCommitment?.Status)
  },
  UpdateAccountSettings: (model: Model, input: Input<'UpdateAccountSettings'>) => {
    const isOn = input.MinimumThroughputBillingCommitment.Status === 'ENABLED'
    unless(isOn || Array.from(model.streams.values()).every(({ warm, warming, status }) => warm === 0 && !(warming > 0 && status === 'UPDATING')), 'ValidationException')
    return (output: Output<'UpdateAccountSettings'>) => {
      const { commitment, nowUs } = model
      if (isOn && hasAdvantage(model) && commitment !== null) commitment.endedUs = Infinity
      else if (isOn) model.commitment = { startedUs: nowUs, endedUs: Infinity }
      else if (commitment?.endedUs === Infinity) commitment.endedUs = Math.max(nowUs, commitment.startedUs + COMMITTED_US_MIN)
      sameCommitment(model, output.MinimumThroughputBillingCommitment?.Status)
    }
  },
}

function sameCommitment(model: Model, status: string | undefined): void {
  const isEnding = model.commitment !== null && model.commitment.endedUs < Infinity
  same('commitment', status, hasAdvantage(model) ? (isEnding ? 'ENABLED_UNTIL_EARLIEST_ALLOWED_END' : 'ENABLED') : 'DISABLED')
}
