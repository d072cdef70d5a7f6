/** The namespaces of the Capacity tab in Korean: fetched with it. */
import capacity from './ko/capacity.json'
import cloudWatch from './ko/cloudWatch.json'
import cost from './ko/cost.json'
import settings from './ko/settings.json'

export const namespaces = { capacity, cloudWatch, cost, settings }
