/** The namespace of made-up traffic in Korean: fetched with its controls. */
import workload from './ko/workload.json'

export const namespaces = { workload }
