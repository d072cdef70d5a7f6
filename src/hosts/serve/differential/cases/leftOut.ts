/** Channels are left out of ours: AWS answers an operation that it does not know in this way. */
import { call, type Case, refusal } from '../case'
import { kinesalite } from '../sources'
import { arnOf, THREE } from './bases'

const OPERATIONS = ['CreateChannel', 'DeleteChannel', 'DescribeChannel', 'ListChannels', 'UpdateChannel'] as const

export const leftOutCases: readonly Case[] = OPERATIONS.map((operation) => ({
  name: `${operation} is an unknown operation`,
  when: call(operation, { StreamARN: arnOf(THREE), ChannelName: 'c' }),
  aws: refusal('UnknownOperationException', /^/, kinesalite('connection')),
}))
