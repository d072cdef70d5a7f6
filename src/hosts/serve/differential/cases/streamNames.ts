/** Every operation's way of naming its stream: too short, too long, ill formed, or nowhere. */
import type { OperationName } from '../../../../kinesis/api/types'
import { call, type Case, invalid, refusal } from '../case'
import { arnOf, BY_ARN, NAME_129, NAMED, NOWHERE } from './bases'
import { KINESALITE_OPERATIONS } from '../sides'
import { api, kinesalite, MODEL } from '../sources'

const PATTERN = 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+'
const SHORT = 'Member must have length greater than or equal to 1'
const LONG = 'Member must have length less than or equal to 128'
const failed = (value: string, parameter: string, constraint: string) => `Value '${value}' at '${parameter}' failed to satisfy constraint: ${constraint}`
const operations = Object.keys(NAMED) as OperationName[]

function sourceOf(operation: OperationName) {
  return KINESALITE_OPERATIONS.includes(operation) ? kinesalite(operation.charAt(0).toLowerCase() + operation.slice(1)) : MODEL
}

/** The iterator of an unknown stream is one of a shard that does not exist. */
function nowhereText(operation: OperationName) {
  return operation === 'GetShardIterator'
    ? `Shard shardId-000000000000 in stream ${NOWHERE} under account {account} does not exist`
    : `Stream ${NOWHERE} under account {account} not found.`
}

const empty = operations.map(
  (operation): Case => ({
    name: `${operation}: an empty StreamName`,
    when: call(operation, { ...NAMED[operation], StreamName: '' }),
    aws: invalid([failed('', 'streamName', PATTERN), failed('', 'streamName', SHORT)], sourceOf(operation)),
  }),
)
const long = operations.map(
  (operation): Case => ({
    name: `${operation}: a StreamName of 129 letters`,
    when: call(operation, { ...NAMED[operation], StreamName: NAME_129 }),
    aws: invalid([failed(NAME_129, 'streamName', LONG)], sourceOf(operation)),
  }),
)
const nowhere = operations
  .filter((operation) => operation !== 'CreateStream')
  .map(
    (operation): Case => ({
      name: `${operation}: a stream that is nowhere`,
      when: call(operation, { ...NAMED[operation], StreamName: NOWHERE }),
      aws: refusal('ResourceNotFoundException', nowhereText(operation), sourceOf(operation)),
    }),
  )
const nowhereByArn = (Object.keys(BY_ARN) as (keyof typeof BY_ARN)[]).map((operation): Case => {
  const { key, rest } = BY_ARN[operation]
  return {
    name: `${operation}: the ARN of a stream that is nowhere`,
    when: call(operation, { ...rest, [key]: arnOf(NOWHERE) }),
    aws: refusal('ResourceNotFoundException', /nowhere/, api(operation)),
  }
})
const malformed = (Object.keys(BY_ARN) as (keyof typeof BY_ARN)[]).map((operation): Case => {
  const { key, rest } = BY_ARN[operation]
  return {
    name: `${operation}: an ARN of another service`,
    when: call(operation, { ...rest, [key]: 'arn:aws:sqs:us-east-1:{account}:queue' }),
    aws: refusal('ValidationException', new RegExp(`^1 validation error detected: Value 'arn:aws:sqs:us-east-1:{account}:queue' at '${key.charAt(0).toLowerCase()}${key.slice(1)}' failed to satisfy constraint: Member must satisfy regular expression pattern: `), MODEL),
  }
})

export const streamNameCases: readonly Case[] = [...empty, ...long, ...nowhere, ...nowhereByArn, ...malformed]
