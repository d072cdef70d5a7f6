/** The namespaces of the Producers panel in Korean: fetched with it. */
import producerFaults from './ko/producerFaults.json'
import producers from './ko/producers.json'
import settings from './ko/settings.json'

export const namespaces = { producerFaults, producers, settings }
