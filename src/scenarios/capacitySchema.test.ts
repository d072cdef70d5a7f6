import { describe, expect, it } from 'vitest'
import { nothingIsDeleted } from './capacity/nothingIsDeleted'
import { readScenario } from './scenarioSchema'

const StreamName = 'orders'
const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders'

function read(operation: string, input: unknown, more: object = {}) {
  return readScenario({ ...nothingIsDeleted, commands: [{ atUs: 0, command: { type: 'Call', operation, input, ...more } }] })
}

describe('a call that changes capacity, in a scenario file', () => {
  it.each([
    ['DecreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 12 }],
    ['IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 9_000 }],
    ['UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }],
    ['UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' }, WarmThroughputMiBps: 100 }],
    ['UpdateStreamWarmThroughput', { StreamName, WarmThroughputMiBps: 16 }],
    ['UpdateStreamWarmThroughput', { StreamName, WarmThroughputMiBps: 0 }],
    ['EnableEnhancedMonitoring', { StreamName, ShardLevelMetrics: ['ALL'] }],
    ['UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } }],
  ])('%s may ask for what the service refuses', (operation, input) => {
    expect(read(operation, input)).toHaveProperty('scenario')
    expect(read(operation, input, { as: 'application/clerk' })).toHaveProperty('scenario')
  })

  it.each([
    ['no hours', 'DecreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 0 }, 'input.RetentionPeriodHours'],
    ['half an hour', 'IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours: 24.5 }, 'input.RetentionPeriodHours'],
    ['a mode that there is not', 'UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode: 'SERVERLESS' } }, 'input.StreamModeDetails.StreamMode'],
    ['a status that there is not', 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ON' } }, 'input.MinimumThroughputBillingCommitment.Status'],
    ['a metric that there is not', 'EnableEnhancedMonitoring', { StreamName, ShardLevelMetrics: ['CpuUse'] }, 'input.ShardLevelMetrics.0'],
    ['an unknown field', 'UpdateStreamWarmThroughput', { StreamName, WarmThroughputMiBps: 16, Colour: 'red' }, 'input.Colour'],
  ])('with %s is refused, and the place named', (_name, operation, input, place) => {
    const result = read(operation, input)
    expect('problems' in result ? result.problems.join('\n') : 'accepted').toContain(`commands.0.command.${place}: `)
  })
})
