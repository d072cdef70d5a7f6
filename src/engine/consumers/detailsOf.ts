/** Looks at one application, for whoever inspects it; hosts load this when somebody does. */
import type { Environment } from '../environment'
import type { World } from '../state'
import type { ApplicationDetails } from './details'
import { kclDetails } from './kcl/details'
import { findApplication } from './lifecycle'

/** @returns null where there is no such application. */
export function applicationDetails(world: World, environment: Environment, name: string): ApplicationDetails | null {
  const application = findApplication(world, name)
  switch (application?.kind) {
    case 'kcl':
      return kclDetails(world, application)
    case 'sdk':
      return environment.applications.sdk.details(world, application)
    case 'lambda':
      return environment.applications.lambda.details(world, application)
    case 'firehose':
      return environment.applications.firehose.details(world, application)
    case 'flink':
      return environment.applications.flink.details(world, application)
    case undefined:
      return null
  }
}
