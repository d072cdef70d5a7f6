/** The namespace of made-up traffic in English: fetched with its controls. */
import workload from './en/workload.json'

export const namespaces = { workload }
