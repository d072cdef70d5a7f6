/** Tells i18next which namespaces and keys there are, so that a wrong one does not compile. */
import 'i18next'
import type { namespaces } from './en'
import type { DEFAULT_NAMESPACE } from './strings'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: typeof DEFAULT_NAMESPACE
    resources: typeof namespaces
  }
}
