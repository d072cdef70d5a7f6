/** The KCL's kind of application is always there; a host loads the others when a run has one. */
import type { ApplicationActs, Environment } from '../environment'
import type { Application } from './application'
import { kclKind } from './kcl/kclApplication'
import type { ApplicationKindName } from './settings'

/** Any application of its kind may be handed to it; the type of one is enough for its callers. */
export function kindNamed(environment: Environment, name: ApplicationKindName): ApplicationActs<Application> {
  return name === 'kcl' ? kclKind : environment.applications[name]
}
