/** The namespaces of the Leases and Metrics panels in Korean: fetched with the first of the two. */
import leases from './ko/leases.json'
import metrics from './ko/metrics.json'

export const namespaces = { leases, metrics }
