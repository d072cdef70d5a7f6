/**
 * Invocations of all functions of the account that run at once: a function has what it has reserved, to the last one and no
 * more; the others share what is left. An invocation beyond that is throttled before it begins.
 */
import type { World } from '../../state'
import type { Application } from '../application'
import { CONCURRENT_EXECUTIONS_MAX } from './constants'
import type { LambdaApplication } from './model'

export interface Concurrency {
  /** Of the function's own invocations. */
  own: number
  /** Of all that share the limit, its own included. */
  inUse: number
  limit: number
  isReserved: boolean
}

export function concurrencyOf({ applications }: World, application: LambdaApplication): Concurrency {
  const { executions: own, settings } = application
  const reserved = settings.function.reservedConcurrentExecutions
  if (reserved !== null) return { own, inUse: own, limit: reserved, isReserved: true }
  let inUse = 0
  for (const other of applications) if (isFunction(other) && other.settings.function.reservedConcurrentExecutions === null) inUse += other.executions
  return { own, inUse, limit: CONCURRENT_EXECUTIONS_MAX - reservedBy(applications, null), isReserved: false }
}

/** @param except the function of this name; null: none. */
export function reservedBy(applications: readonly Application[], except: string | null): number {
  let sum = 0
  for (const other of applications) if (isFunction(other) && other.settings.name !== except) sum += other.settings.function.reservedConcurrentExecutions ?? 0
  return sum
}

/** A function whose mapping is disabled keeps what it has reserved; one that was removed does not. */
function isFunction(application: Application): application is LambdaApplication {
  return application.kind === 'lambda' && application.state !== 'STOPPED'
}
