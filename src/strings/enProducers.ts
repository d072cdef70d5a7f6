/** The namespaces of the Producers panel in English: fetched with it. */
import producerFaults from './en/producerFaults.json'
import producers from './en/producers.json'
import settings from './en/settings.json'

export const namespaces = { producerFaults, producers, settings }
