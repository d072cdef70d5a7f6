/** What stories of security and of faults have in common: two producers and two readers of one stream, and policies for them. */
import type { Command, LoggedCommand } from '../../engine/commands'
import type { CallerName } from '../../engine/door/callerName'
import type { ExperimentTarget, FaultAction, FaultParameters } from '../../engine/faults/settings'
import type { CallPath, PolicySettings } from '../../engine/iam/settings'
import type { Scenario } from '../../engine/scenario'
import { at, polling, read, stage as consumerStage } from '../consumers/stage'

export const StreamName = 'orders'
export const StreamARN = `arn:aws:kinesis:us-east-1:123456789012:stream/${StreamName}`

export const ORDERS: CallerName = 'producer/producer-1'
export const BILLING: CallerName = 'application/billing'

export const stage: Scenario = {
  ...consumerStage,
  seed: 7,
  openAtMs: 20_000,
  untilMs: 150_000,
  stream: { streamName: StreamName, shardCount: 2, retentionPeriodHours: 24 },
  producers: { count: 2, workload: { kind: 'synthetic', ratePerSecond: 40, recordBytes: 500, keys: { kind: 'uniform', keyCount: 10_000 } } },
}

export const billing: LoggedCommand = read(polling('billing', { initialPosition: 'TRIM_HORIZON' }))
export const archive: LoggedCommand = read(polling('archive', { initialPosition: 'TRIM_HORIZON' }))

interface Statement {
  Sid: string
  Effect: 'Allow' | 'Deny'
  Principal?: string | { AWS: string }
  Action: string | string[]
  Resource: string
}

export function documentOf(...statements: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2)
}

export function policy(policyName: string, ...statements: Statement[]): PolicySettings {
  return { policyName, document: documentOf(...statements) }
}

export function identity(second: number, caller: CallerName, policies: PolicySettings[], { path = 'public', ...more }: { path?: CallPath; accountId?: string } = {}): LoggedCommand {
  return at(second, { type: 'SetIdentity', caller, identity: { policies, path, ...more } })
}

/** With what everybody begins with. */
export function asBefore(second: number, caller: CallerName): LoggedCommand {
  return at(second, { type: 'SetIdentity', caller, identity: null })
}

export function recordDataEvents(second: number): LoggedCommand {
  return at(second, { type: 'SetTrail', dataEvents: true, streamName: StreamName })
}

export function experiment(second: number, action: FaultAction, parameters: Omit<FaultParameters, 'duration'>, target: Partial<ExperimentTarget> = {}): LoggedCommand {
  const command: Command = { type: 'StartExperiment', action, parameters: { duration: 'PT1M', ...parameters }, target: { streamName: StreamName, shardIds: null, ...target } }
  return at(second, command)
}
