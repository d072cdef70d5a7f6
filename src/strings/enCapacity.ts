/** The namespaces of the Capacity tab in English: fetched with it. */
import capacity from './en/capacity.json'
import cloudWatch from './en/cloudWatch.json'
import cost from './en/cost.json'
import settings from './en/settings.json'

export const namespaces = { capacity, cloudWatch, cost, settings }
