/** The application as one on the KCL, for tests that have no other. */
import { assert } from '../../base/assert'
import type { Application } from '../consumers/application'
import type { KclApplication } from '../consumers/kcl/model'

export function kclOf(application: Application): KclApplication {
  assert(application.kind === 'kcl', `${application.settings.name} is of kind ${application.kind}`)
  return application
}
