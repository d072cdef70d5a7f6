/** The namespaces of the Leases and Metrics panels in English: fetched with the first of the two. */
import leases from './en/leases.json'
import metrics from './en/metrics.json'

export const namespaces = { leases, metrics }
